"""One small caseload, with its dates as dates; and the same with its dates as text of one style."""

from __future__ import annotations

from datetime import date

from builders_containers import Cell, Sheets

CASELOAD: Sheets = {
    "cases": [
        ["case_id", "name", "dob", "pathway", "pathway_start", "team", "worker"],
        ["00101", "Testchild Alpha", date(2015, 5, 1), "Safeguarding and Support Hub", date(2026, 3, 2), "Team Nörd", "Testworker Zoë"],
        ["00102", "Testchild Beta", date(2012, 12, 31), "Safeguarding and Support Hub", date(2026, 9, 1), "Team Nörd", "Testworker Two"],
        ["00103", "Testchild Gamma", "", "Short Breaks and Family Help", date(2025, 1, 31), "Team Süd", "Testworker Zoë"],
        ["00104", "Testchild, Delta", date(2010, 2, 28), "Nowhere Hub", date(2026, 1, 2), "Team Süd", ""],
    ],
    "visits": [
        ["case_id", "date", "type"],
        ["00101", date(2026, 10, 1), "Home visit"],
        ["00101", date(2026, 4, 5), "Home visit"],
        ["00102", date(2026, 9, 12), "Home visit"],
        ["00103", date(2026, 1, 11), "Home visit"],
        ["00103", "", "Home visit"],
    ],
    "reviews": [
        ["case_id", "date", "type"],
        ["00101", date(2026, 6, 7), "CIN review"],
        ["00103", date(2025, 12, 11), "CIN review"],
    ],
}  # fmt: skip
"""Days and months such that a reader that took one for the other would change findings."""


def as_texts(sheets: Sheets, style: str) -> Sheets:
    """With every date as text, in a style of `strftime`."""

    def shown(cell: Cell) -> Cell:
        return cell.strftime(style) if isinstance(cell, date) else cell

    return {title: [[shown(cell) for cell in row] for row in rows] for title, rows in sheets.items()}


def with_columns_turned(sheets: Sheets) -> Sheets:
    """With the columns in the opposite order."""
    return {title: [row[::-1] for row in rows] for title, rows in sheets.items()}
