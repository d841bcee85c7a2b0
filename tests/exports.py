"""Small exports in the plain layout, written row by row. All names are invented."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

CHILD = {
    "case_id": "00101",
    "name": "Canaria Testchild",
    "pathway": "Safeguarding and Support Hub",
    "pathway_start": "01/06/2026",
    "team": "Team North",
    "worker": "Testworker One",
}


def write_export(folder: Path, *children: Mapping[str, str], name: str = "cases.csv") -> Path:
    """Write a list of children, each like `CHILD` but for the changes."""
    rows = [CHILD | dict(changes) for changes in children]
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, headings, restval="")
        lines.writeheader()
        lines.writerows(rows)
    return path
