"""Every fault of a cell, a row or a sheet, in words: code, severity, what is wrong, what to do. No value of a cell."""

from __future__ import annotations

from typing import NamedTuple

from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.wording import as_sentence


class Words(NamedTuple):
    """How one kind of fault is said."""

    severity: Severity
    message: str
    hint: str


_E, _W, _N = Severity.ERROR, Severity.WARNING, Severity.NOTE
_DATES = "write it as dd/mm/yyyy in the case-management system, or correct the cell, and export again"

FAULTS: dict[str, Words] = {
    # rows that are set aside
    "case-id-blank": Words(_E, "the child's ID is blank, so the row belongs to nobody", "fill in the ID, or delete the row"),
    "required-blank": Words(_E, "it is blank, and the row means nothing without it", "fill it in and export again"),
    "id-digits-lost": Words(_E, "the ID is a number of more than 15 digits, or in scientific notation, and has lost digits", "export the ID as text"),
    "id-not-whole": Words(_E, "the ID is neither text nor a whole number: it has decimals, or was taken for a date", "export the ID as text"),
    "row-ragged": Words(_E, "the row has more or fewer fields than the header, so its values cannot be told apart", "quote fields that hold the delimiter, or export as Excel"),
    "totals-row": Words(_N, "it is a line of totals, not a child", "nothing to do; leave totals out of the export to lose this note"),
    "remark-row": Words(_N, "it holds one sentence and nothing else: a remark above or under the table", "nothing to do"),
    "header-repeated": Words(_N, "it repeats the header", "nothing to do"),
    "event-type-not-known": Words(_E, "the type of this event is not known, so it cannot be said whether it counts", "add its words to schemas/vocabulary.toml, or to a mapping ([events], see `cwd-audit columns --write map.toml`)"),
    "not-an-event": Words(_N, "it is a kind of record that meets no timescale", "nothing to do"),
    "event-without-case": Words(_E, "there is no such child in the caseload", "add the child to the caseload export, or ignore this if the case belongs to another team"),
    "duplicate-case": Words(_N, "the same child stands in an earlier row with the same details", "nothing to do; the child is audited once"),
    "conflicting-case": Words(_E, "the same child stands in an earlier row with other details; the case cannot be assessed until one of them is removed", "correct the record, or remove one of the rows"),
    "lists-disagree": Words(_W, "another list of the export says otherwise of this child", "check which of the lists is right"),
    "case-closed": Words(_N, "the case is closed by its status, though no closing date is recorded; it is not audited", "record the closing date"),
    "person-without-case": Words(_N, "no list of cases has this person, so they are not audited", "nothing to do, unless the person is a child with an open case"),
    "id-leads-nowhere": Words(_E, "the number in this column should lead to a child through another table, where it is not found or stands for two", "export both tables on the same day, and export again"),
    "end-before-start": Words(_E, "it ends before it starts", "correct one of the two dates"),
    "date-before-birth": Words(_E, "the date is before the child's date of birth", "correct this date or the date of birth"),
    "id-of-two-councils": Words(_W, "two councils use this ID, and events do not say whose child they are of, so neither case is assessed", "audit each council's exports in a run of its own"),
    "check-failed": Words(_E, "the value is not one this column can hold", "correct the cell and export again"),
    # dates
    "date-before-case": Words(_N, "the date is before the child's first spell in the export; it was used all the same", "check the date, or export the earlier spells too"),
    "birth-expected": Words(_N, "the date of birth is after the day of the audit: it was taken for the expected one of an unborn child", "nothing to do, or correct the date"),
    "birth-far-ahead": Words(_W, "the date of birth is more than 40 weeks after the day of the audit", "correct the date"),
    "date-impossible": Words(_E, "there is no such day in the calendar", _DATES),
    "date-month-first": Words(_E, "its second number is no month: dates are read day first and never month first", _DATES),
    "date-unreadable": Words(_E, "it is not a date in a form that is read (dd/mm/yyyy, yyyy-mm-dd, 5 Jan 2026)", _DATES),
    "date-sentinel": Words(_E, "it is a stand-in for “no date” (such as 01/01/1900 or 31/12/9999)", "leave the cell blank where there is no date"),
    "date-number": Words(_E, "it is a bare number, not a date", "format the column as dates, or write it as dd/mm/yyyy"),
    "date-ambiguous": Words(_E, "another date of this column is written month first, so it cannot be said which number of this one is the month", _DATES),
    "dates-swapped": Words(_W, "some of its dates are text with days beyond 12, and the others are dates with none: so Excel leaves a column whose days and months it has swapped", "export again, and open the file in Excel only after importing that column as text or day first"),
    "date-two-digit-year": Words(_W, "its year has two digits: 00 to 49 is read as 2000 to 2049, 50 to 99 as 1950 to 1999", "write the year with four digits"),
    "date-after-as-of": Words(_W, "the date is after the day of the audit, so it does not count", "check the date, or choose a later day with --as-of"),
    "start-after-as-of": Words(_W, "the date is after the day of the audit", "check the date, or choose a later day with --as-of"),
    # values
    "cell-error": Words(_E, "the cell shows an Excel error such as #N/A, so its value cannot be had", "correct the cell in the workbook, or export again"),
    "formula-without-result": Words(_E, "the cell holds a formula whose result was never saved", "open the workbook in Excel, save it and run again"),
    "word-not-known": Words(_W, "the word is not known, so what depends on it is not used", "use one of the known words, or add it to schemas/vocabulary.toml"),
    "interval-unreadable": Words(_E, "it is not a length of time that is read (6 weeks, 3 months, monthly)", "write a number and a unit"),
    "number-unreadable": Words(_E, "it is not a whole number", "write a whole number"),
    "amount-unreadable": Words(_E, "it is not an amount: a number that is not negative", "write a number, such as 12 or 12.50"),
    "child-seen-blank": Words(_W, "it is not recorded whether the child was seen, so the visit does not count", "record whether the child was seen"),
    "sources-disagree": Words(_W, "the last date on the case row is later than any in the list; the list is used", "check which of the two is right"),
    "spells-overlap": Words(_W, "it overlaps another spell of the same child; it is taken to end where the next one starts", "correct the dates"),
    "worker-name-shared": Words(_N, "the same name stands in an earlier row with another role or team: lists by worker put the two together", "nothing to do if it is one person; otherwise tell the two apart in the export"),
    "agreement-not-valid": Words(_W, "the agreement names nobody who may agree it, so the standard interval holds", "record who agreed, and their role"),
    "authority-ignored": Words(_W, "the council named here is not the one of the policy that was chosen", "check --policy"),
    "pathway-not-known": Words(_W, "the pathway is not one of the policy's, so the case cannot be assessed", "use one of the policy's names"),
    "pathway-blank": Words(_W, "the pathway is blank, so it cannot be said which timetable applies", "record the child's pathway"),
    # sheets
    "sheet-hidden": Words(_N, "the sheet is hidden and was not read", "unhide it if it should be read"),
    "sheet-empty": Words(_N, "the sheet is empty", "nothing to do"),
    "sheet-not-recognised": Words(_N, "no headings of a known layout were found, so the sheet was not read", "see `cwd-audit columns` for what was looked for, or write a mapping"),
    "column-hidden": Words(_N, "the column is hidden in the workbook, and was read", "unhide it and see whether it is meant"),
    "header-in-two-rows": Words(_N, "the headings were read together with the line of groups above them", "check what was recognised with `cwd-audit columns`"),
    "heading-blank": Words(_N, "a column that holds something has no heading, and was not used", "nothing to do, or give it a heading"),
    "sheet-without-rows": Words(_W, "it has a header and no rows under it", "check that the report was run for the right team and dates"),
    "sheet-left-out": Words(_N, "the mapping names another sheet of this file for the same table, so this one was not read", "nothing to do, or correct the mapping"),
    "heading-spare": Words(_W, "another column to the left of it was taken for the same thing, and this one was not used", "remove or rename the one that is not meant, or say in a mapping which it is"),
    "heading-not-used": Words(_N, "the heading is not known and the column was not used", "nothing to do, or map it with `cwd-audit columns --write map.toml`"),
}  # fmt: skip


def say(
    code: str, *, file: str, sheet: str = "", row: int | None = None, column: str = "", hint: str = "", kept: bool = False
) -> Problem:  # fmt: skip
    """The problem of this code at this place.

    Args:
        code: a key of `FAULTS`.
        file: base name of the export.
        sheet: the sheet.
        row: the row number as Excel shows it.
        column: the heading as the export writes it.
        hint: a better hint than the usual one.
        kept: the row was used all the same, and only the cell was not.
    """
    words = FAULTS[code]
    severity = Severity.WARNING if kept and words.severity is Severity.ERROR else words.severity
    return Problem(file, sheet, row, column, code, severity, words.message, as_sentence(hint or words.hint))
