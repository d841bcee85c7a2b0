"""From tidy sheets to a caseload: events to their tables, rows checked, cases settled, what cannot be is set aside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cwd_audit.loading.births import EVENTS, STARTS, compare_with_beginning, compare_with_birth
from cwd_audit.loading.cases import cases_from_allocations, lift_last_dates, settle_duplicates
from cwd_audit.loading.checking import check
from cwd_audit.loading.frames import categorical_of, is_any_of, join_frames
from cwd_audit.loading.intake import Intake
from cwd_audit.loading.layouts import EVENT_TABLES, STEPS
from cwd_audit.loading.merging import merge_cases
from cwd_audit.loading.namesakes import TYPED_DIFFERENTLY, note_workers, separate_councils, typed_differently
from cwd_audit.loading.routing import route
from cwd_audit.loading.tidying import TidyTable
from cwd_audit.model.canonical import EVENT_TABLE, TABLES
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.layouts import EventWords

_TOOK_PLACE = ("", "completed")
"""Outcomes of an event that took place."""
_ROUTED = {STEPS, *EVENT_TABLES}


def assemble(sheets: Sequence[TidyTable], as_of: date, extra_events: Mapping[str, EventWords]) -> Caseload:
    """Assemble the sheets of a run.

    Args:
        sheets: tidy sheets; their position is their source number.
        as_of: the day of the audit; later events are spoken of, and do not count.
        extra_events: event words of a mapping, by normalised spelling.
    """
    intake, day = Intake(sheets), np.datetime64(as_of, "s")
    _bring_together(intake, extra_events)
    if "cases" not in intake.tables and "allocations" in intake.tables:
        cases_from_allocations(intake, day)
    if "cases" in intake.tables:
        merge_cases(intake, day)
        _check_tables(intake)
        settle_duplicates(intake, separate_councils(intake))
        lift_last_dates(intake)
        _set_orphans_aside(intake)
        compare_with_birth(intake, day)
        compare_with_beginning(intake)
        _compare_with_day(intake, day)
        _note_overlaps(intake)
        _name_requirements(intake)
        _note_unseen(intake)
        note_workers(intake)
    return Caseload(
        intake.tables,
        frozenset(intake.provided),
        intake.sources(),
        tuple(intake.problems()),
        intake.contested,
        intake.untold,
        frozenset(table for table in EVENTS if intake.holds_last_only(table)),
        {(sheet.source, column): found.heading for sheet in sheets for column, found in sheet.match.columns.items()},
        tuple(intake.notes),
        intake.set_aside_of(),
    )


def _bring_together(intake: Intake, extra_events: Mapping[str, EventWords]) -> None:
    parts: dict[str, list[pd.DataFrame]] = {}
    for sheet in intake.sheets:
        table = sheet.match.spec.table
        found = list(route(sheet, extra_events)) if table in _ROUTED else [(table, sheet.frame)]
        for name, frame in found:
            parts.setdefault(name, []).append(frame)
        if table != STEPS:
            intake.provided |= {f"{table}.{column}" for column in (*sheet.match.columns, *sheet.match.spec.fixed)}
        else:
            given = {*sheet.match.columns, *sheet.match.spec.fixed}
            intake.provided |= {
                f"{name}.{column}" for name, _ in found for column in given & TABLES[name].by_name.keys()
            }
    for name, frames in parts.items():
        intake.tables[name] = join_frames(frames)


def _check_tables(intake: Intake) -> None:
    for table in list(intake.tables):
        for code, places in check(table, intake.tables[table]).items():
            for column in dict.fromkeys(column for _, column in places):
                chosen = np.zeros(len(intake.tables[table]), bool)
                chosen[[position for position, at in places if at == column]] = True
                intake.set_aside(table, chosen, code, column)


def _set_orphans_aside(intake: Intake) -> None:
    known = set(intake.tables["cases"]["case_id"].unique()) | set(intake.contested)
    is_alike = typed_differently(known)
    for table, frame in list(intake.tables.items()):
        if table != "cases":
            words = frame["case_id"].array
            unknown = np.array([word not in known for word in words.categories], dtype=bool)
            slip = unknown.copy()
            slip[unknown] = [is_alike(word) for word in words.categories[unknown]]
            codes = np.asarray(words.codes)
            orphan, mistyped = unknown[codes], slip[codes]
            intake.set_aside(table, mistyped, "event-without-case", "case_id", TYPED_DIFFERENTLY)
            intake.set_aside(table, orphan[~mistyped], "event-without-case", "case_id")


def _compare_with_day(intake: Intake, day: np.datetime64) -> None:
    for table in EVENTS:
        if table in intake.tables:
            frame = intake.tables[table]
            done = is_any_of(frame["outcome"], _TOOK_PLACE) if "outcome" in frame else True
            intake.note(table, (frame["date"].to_numpy() > day) & done, "date-after-as-of", "date")
    cases = intake.tables["cases"]
    for column in STARTS:
        if column in cases:
            intake.note("cases", cases[column].to_numpy() > day, "start-after-as-of", column)


def _note_overlaps(intake: Intake) -> None:
    """Spells of a child on one pathway at a time that run past the start of the next.

    A child with two cases may be on two pathways at once.
    """
    if "pathways" not in intake.tables or "end" not in intake.tables["pathways"]:
        return
    cases, frame = intake.tables["cases"], intake.tables["pathways"]
    child = np.asarray(frame["case_id"], dtype=object)
    order = np.lexsort((frame["start"].to_numpy(), frame["case_id"].array.codes))
    start, end = frame["start"].to_numpy()[order], frame["end"].to_numpy()[order]
    follows = child[order][1:] == child[order][:-1]
    overlap = np.zeros(len(frame), bool)
    overlap[order[:-1]] = follows & (np.isnat(end[:-1]) | (end[:-1] > start[1:]))
    twice = np.asarray(cases["case_id"], dtype=object)[cases["case_id"].duplicated().to_numpy()]
    intake.note("pathways", overlap & ~np.isin(child.astype(str), twice.astype(str)), "spells-overlap", "end")


def _name_requirements(intake: Intake) -> None:
    """Agreements name what they vary in the words of the export: "Visits", "CIN visit"."""
    if "variations" not in intake.tables:
        return
    frame = intake.tables["variations"]
    said = frame["requirement"].array
    words = [next((name for name in EVENT_TABLE if name in normalise(word)), "") for word in said.categories]
    unknown = np.array([not word for word in words], dtype=bool)[said.codes]
    intake.note("variations", unknown, "word-not-known", "requirement")
    intake.tables["variations"] = frame = frame.assign(requirement=categorical_of(words, said.codes))
    signed = np.zeros(len(frame), bool)
    for column in ("agreed_by", "agreed_by_role"):
        if column in frame:
            signed |= np.asarray(frame[column], dtype=object) != ""
    intake.note("variations", ~signed, "agreement-not-valid")


def _note_unseen(intake: Intake) -> None:
    if "visits.child_seen" in intake.provided and "visits" in intake.tables:
        frame = intake.tables["visits"]
        blank = is_any_of(frame["child_seen"], ("",))
        if "outcome" in frame:
            blank &= is_any_of(frame["outcome"], _TOOK_PLACE)
        intake.note("visits", blank, "child-seen-blank", "child_seen")
