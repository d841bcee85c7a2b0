"""A caseload laid out as the sheets of an export layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from cwd_audit.loading.layouts import STEPS, Layout, SheetLayout
from cwd_audit.model.canonical import CASE_FACTS, EVENT_TABLE, LAST_DATES, TABLES
from cwd_audit.sampling.spelling import Spelling
from cwd_audit.sampling.tables import NON_EVENTS, Row, SampleCaseload, Value, day_in

PLAIN = "plain"
_EVENT_TABLES = (*(table.name for table in EVENT_TABLE.values()), "panels")
_TITLED = ("liquidlogic",)
"""Layouts whose reports have lines above the header."""
_STEP_TAKES_DAYS = 5


@dataclass(frozen=True)
class Sheet:
    """One sheet of an export, ready to be written."""

    title: str
    above: tuple[str, ...]
    """Lines above the header."""
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    hidden: bool = False


@dataclass(frozen=True)
class _Line:
    """One row to be, and the table whose columns it has."""

    table: str
    row: Row


def arrange(caseload: SampleCaseload, layout: Layout, spelling: Spelling, *, wide: bool = False) -> list[Sheet]:
    """The sheets of a layout that have rows.

    Args:
        caseload: the tables.
        layout: which sheets there are, and their headings, of which the first of each column is used.
        spelling: how words are written.
        wide: the sheet of cases alone, with the last dates on it.
    """
    arranger = _Arranger(caseload, layout, spelling)
    if wide:
        cases = next(sheet for sheet in layout.sheets if sheet.table == "cases")
        return [arranger.write(cases, _with_last_dates(caseload))]
    return [arranger.write(sheet, lines) for sheet in layout.sheets if (lines := arranger.lines(sheet))]


class _Arranger:
    def __init__(self, caseload: SampleCaseload, layout: Layout, spelling: Spelling) -> None:
        self._caseload = caseload
        self._layout = layout
        self._spelling = spelling
        self._cases = {case["case_id"]: case for case in caseload.tables["cases"]}

    def lines(self, sheet: SheetLayout) -> list[_Line]:
        """The rows that belong on a sheet; an allocation carries the case where no other sheet does."""
        elsewhere = {other.table for other in self._layout.sheets}
        if sheet.table == STEPS:
            sources = [name for name in (*_EVENT_TABLES, NON_EVENTS) if name not in elsewhere]
        elif sheet.table == "allocations" and "cases" not in elsewhere:
            return [_Line("allocations", row) for row in _allocations_with_facts(self._caseload)]
        elif sheet.table == "visits" and self._layout.id != PLAIN:
            sources = ["visits", NON_EVENTS]
        else:
            return [_Line(sheet.table, row) for row in self._caseload.tables.get(sheet.table, ())]
        lines = [_Line(name, row) for name in sources for row in self._caseload.tables.get(name, ())]
        return sorted(lines, key=lambda line: (str(line.row["date"]), str(line.row["case_id"]), line.table))

    def write(self, sheet: SheetLayout, lines: Sequence[_Line]) -> Sheet:
        """The lines under the headings of those columns that hold anything, and under some that nobody uses."""
        used = [column for column in sheet.columns if any(line.row.get(column, "") != "" for line in lines)]
        extras = [] if sheet.table == "cases" else _EXTRAS.get(self._layout.id, ())
        extras = [(heading, value) for heading, value in extras if heading in sheet.ignore]
        rows = tuple(
            (
                *(self._spell(line, column) for column in used),
                *(value(line.row, self._cases.get(line.row["case_id"], {})) for _, value in extras),
            )
            for line in lines
        )
        headings = (*(sheet.columns[column][0] for column in used), *(heading for heading, _ in extras))
        return Sheet(sheet.title, self._above(sheet), headings, rows)

    def _above(self, sheet: SheetLayout) -> tuple[str, ...]:
        if self._layout.id not in _TITLED:
            return ()
        return (f"Report: CWD {sheet.title.lower()}", f"Run on {self._caseload.as_of:%d/%m/%Y}", "")

    def _spell(self, line: _Line, column: str) -> Value:
        if line.table == NON_EVENTS:
            spell = column == "type"
            return self._spelling.non_event(str(line.row["type"])) if spell else line.row.get(column, "")
        return self._spelling.write(line.table, column, line.row) if column in TABLES[line.table].by_name else ""


def _allocations_with_facts(caseload: SampleCaseload) -> Iterable[Row]:
    """Allocations with what the case row would say; a case that was never allocated has a row all the same."""
    for case in caseload.tables["cases"]:
        facts = {fact.name: case.get(fact.name, "") for fact in CASE_FACTS}
        spells = caseload.of_case("pathways", case["case_id"])
        allocations = caseload.of_case("allocations", case["case_id"])
        if not allocations:
            start = case.get("worker_start") or case.get("pathway_start", "")
            role = case.get("worker_role", "")
            allocations = [
                {**case, "role": role, "type": "allocated", "start": start, "end": case.get("closed_on", "")}
            ]
        for row in allocations:
            begun = [spell["start"] for spell in spells if str(spell["start"]) <= str(row["start"])]
            yield {**facts, "pathway_start": begun[-1] if begun else facts["pathway_start"], **row}


def _with_last_dates(caseload: SampleCaseload) -> list[_Line]:
    """The case rows with the last completed and the next planned date of each requirement."""
    as_of = caseload.as_of
    lines = []
    for case in caseload.tables["cases"]:
        dates: Row = {}
        for column, table in LAST_DATES.items():
            rows = [row for row in caseload.of_case(table, case["case_id"]) if row.get("mode") != "telephone"]
            done = [row for row in rows if row["outcome"] == "completed" and row.get("child_seen") != "no"]
            held = [day for row in done if (day := day_in(row, "date")) and day <= as_of]
            coming = [day for row in rows if (day := day_in(row, "date")) and day > as_of]
            dates[column] = max(held, default="")
            dates[column.replace("last", "next")] = min(coming, default="")
        lines.append(_Line("cases", {**case, **dates}))
    return lines


def _started(row: Row, case: Row) -> Value:  # noqa: ARG001 – one shape for all extra columns
    done = day_in(row, "date")
    return done - timedelta(days=done.toordinal() % _STEP_TAKES_DAYS) if done else ""


_EXTRAS: dict[str, tuple[tuple[str, Callable[[Row, Row], Value]], ...]] = {
    "liquidlogic": (("Child Name", lambda _, case: case.get("name", "")),),
    "mosaic": (("Started On", _started), ("Team", lambda _, case: case.get("team", ""))),
}
"""Columns that such exports have and the audit does not use."""
