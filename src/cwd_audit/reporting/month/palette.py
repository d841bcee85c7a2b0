"""The colours of charts: those of the Analysis Function, in its order, each at least 3:1 on white.

A colour is never the only difference: lines differ in their dashes, and every line is named.
"""

from __future__ import annotations

SERIES = ("#12436D", "#28A197", "#801650", "#F46A25")
"""Of the series of a chart, the indicator first."""
TARGET = "#F46A25"
"""Dotted."""
MEDIAN = "#801650"
"""Dashed."""
GRID = "#BFBFBF"
INK = "#0B0C0C"
LINK = "#1A5A96"
