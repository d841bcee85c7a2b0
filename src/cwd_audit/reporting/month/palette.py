"""The colours of charts: those of the Analysis Function, in its order, each at least 3:1 on white.

A colour is never the only difference: lines differ in their dashes, and every line is named.
"""

from __future__ import annotations

from cwd_audit.reporting.colours import CATEGORIES

SERIES = CATEGORIES
"""Of the series of a chart, the indicator first."""
TARGET = CATEGORIES[3]
"""Dotted."""
MEDIAN = CATEGORIES[2]
"""Dashed."""
GRID = "#BFBFBF"
INK = "#0B0C0C"
LINK = "#1A5A96"
