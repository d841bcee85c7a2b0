"""What is said of cells that hold more than a reader can hand over, in every container but xlsx (`sheet_xml`)."""

from __future__ import annotations

from cwd_audit.loading.reading.addresses import address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwd_audit.loading.reading.interface import ProblemParts

_NAMED = 5
"""So many cells are named in a message."""


class LostCells:
    """The places of such cells of one sheet, by kind: rows and columns counted from 0."""

    def __init__(self) -> None:
        self.errors: list[tuple[int, int]] = []
        """Cells that show an error such as #N/A."""
        self.formulas: list[tuple[int, int]] = []
        """Formulas whose result was never saved."""
        self.merged: list[tuple[int, int, int, int]] = []
        """Top row, left column, bottom row and right column of blocks that are merged over several rows."""
        self.hidden_rows: list[int] = []
        """Those that hold anything."""

    def problems(self, sheet: str) -> list[ProblemParts]:
        """One problem for each kind that there is."""
        found: list[ProblemParts] = []
        if self.errors:
            message = f"{_cells(self.errors)} with an Excel error such as #N/A: read as blank"
            hint = "Correct the cells in the workbook: a blank date would mean that it never happened."
            found.append((sheet, None, "cell-error", "warning", message, hint))
        if self.formulas:
            message = f"{_cells(self.formulas)} with a formula whose result was never saved: read as blank"
            hint = "Open the workbook in Excel, save it and run again: a blank date would mean that it never happened."
            found.append((sheet, None, "formula-without-result", "warning", message, hint))
        if self.merged:
            message = (
                f"{_cells([block[:2] for block in self.merged])} merged over several rows: "
                "only the first row of each block is read as having the text"
            )
            found.append((sheet, None, "merged-cells", "warning", message, "Unmerge the cells and fill in every row."))
        if self.hidden_rows:
            message = f"{len(self.hidden_rows):,} hidden row{'s' * (len(self.hidden_rows) > 1)}, read as the others are"
            found.append((sheet, None, "rows-hidden", "warning", message, "Delete the rows if they should not count."))
        return found


def _cells(places: Sequence[tuple[int, int]]) -> str:
    named = ", ".join(address(*place) for place in places[:_NAMED]) + (", …" if len(places) > _NAMED else "")
    return f"{len(places):,} cell{'s' * (len(places) > 1)} ({named})"
