"""Sheets written as a workbook or as a folder of text files; the same sheets give the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.sampling.arrange import Sheet
from cwd_audit.sampling.tables import Value
from cwd_audit.writing import refusal_in_words, write_folder

_WIDEST, _NARROWEST, _DATE_WIDTH = 42, 9, 11
_SHOWN_AS = "dd/mm/yyyy"


def write_sample(sheets: Sequence[Sheet], output: Path, as_of: date) -> None:
    """Write sheets to a workbook (`.xlsx`), one text file (`.csv`), or a folder of text files.

    Raises:
        UsageError: the name ends otherwise, or one text file is to hold several sheets.
        OutputError: the place cannot be written to.
    """
    match output.suffix.lower():
        case ".xlsx":
            files = {output: workbook(sheets, as_of)}
        case ".csv" if len(sheets) == 1:
            files = {output: text_file(sheets[0])}
        case "":
            files = {output / f"{sheet.title}.csv": text_file(sheet) for sheet in sheets if not sheet.hidden}
        case _:
            what = "a sample of several sheets is a workbook, or a folder of text files"
            raise UsageError(Fault("--output", what, "name a file that ends in .xlsx, or a folder"))
    _put(files)


def text_file(sheet: Sheet) -> bytes:
    """The sheet as comma-separated text, as Excel saves it: UTF-8 with its mark, dates as dd/mm/yyyy."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerows([line] for line in sheet.above)
    lines.writerow(sheet.headings)
    lines.writerows([_as_text(value) for value in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def _as_text(value: Value) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, date) else str(value)


def workbook(sheets: Sequence[Sheet], as_of: date) -> bytes:
    """The sheets as a workbook with real dates, IDs as text, and the day it was drawn up as its date of creation."""
    from xlsxwriter import Workbook  # noqa: PLC0415 – only writing a workbook needs it

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": "Synthetic sample: no real child", "created": datetime.combine(as_of, time())})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        dated = book.add_format({"num_format": _SHOWN_AS})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title), sheet, head, dated)
    return content.getvalue()


def _fill(page: Any, sheet: Sheet, head: object, dated: object) -> None:  # noqa: ANN401 – the library has no types
    if sheet.hidden:
        page.hide()
    for number, line in enumerate((*((text,) for text in sheet.above), sheet.headings)):
        for column, text in enumerate(line):
            if text:
                page.write_string(number, column, text, head)
    for column, heading in enumerate(sheet.headings):
        cells = [row[column] for row in sheet.rows]
        page.set_column(column, column, _width(heading, cells))
        for number, value in enumerate(cells, len(sheet.above) + 1):
            _fill_cell(page, (number, column), value, dated)


def _fill_cell(page: Any, place: tuple[int, int], value: Value, dated: object) -> None:  # noqa: ANN401 – as above
    match value:
        case date():
            page.write_datetime(*place, value, dated)
        case int() | float():
            page.write_number(*place, value)
        case "":
            pass
        case str():
            page.write_string(*place, value)


def _width(heading: str, cells: Sequence[Value]) -> int:
    widest = max((_DATE_WIDTH if isinstance(cell, date) else len(str(cell)) for cell in cells), default=0)
    return min(_WIDEST, max(_NARROWEST, len(heading) + 1, widest + 1))


def _put(files: Mapping[Path, bytes]) -> None:
    """Write all or none into the folder they share, which is made where it is missing."""
    folder = next(iter(files)).parent
    if not folder.exists():
        with refusal_in_words(folder):
            folder.absolute().parent.mkdir(parents=True, exist_ok=True)
    write_folder(folder, {path.name: content for path, content in files.items()})
