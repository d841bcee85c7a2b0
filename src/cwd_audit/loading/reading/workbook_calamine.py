"""Workbooks by python-calamine: the usual reader."""

from __future__ import annotations

from io import BytesIO

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import SheetCells


def read_workbook(workbook: bytes, *, include_hidden: bool = False) -> list[SheetCells]:
    """See `interface.Reader`.

    Raises:
        python_calamine.CalamineError: the workbook is not as calamine expects.
    """
    with CalamineWorkbook.from_filelike(BytesIO(workbook)) as book:
        sheets: list[SheetCells] = []
        for about in book.sheets_metadata:
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            visible = include_hidden or about.visible == SheetVisibleEnum.Visible
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False) if visible else []
            sheets.append((about.name, visible, rows))
        return sheets


def read_old_workbook(workbook: bytes, *, include_hidden: bool = False) -> list[SheetCells]:
    """The same for kinds of which calamine gives whole numbers as such.

    Raises:
        python_calamine.CalamineError: the workbook is not as calamine expects.
    """
    sheets = read_workbook(workbook, include_hidden=include_hidden)
    for _, _, rows in sheets:
        for row in rows:
            row[:] = [float(cell) if type(cell) is int else cell for cell in row]
    return sheets
