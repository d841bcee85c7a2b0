"""Dates beside a child's birth and the beginning of its case. An unborn child may have a case, and an expected day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.model.canonical import LAST_DATES, TABLES

if TYPE_CHECKING:
    from cwd_audit.loading.intake import Intake

EVENTS = tuple(name for name, table in TABLES.items() if "date" in table.by_name)
"""The tables whose rows are dated by one day."""
STARTS = ("pathway_start", "plan_start", "lac_start")
_UNBORN = np.timedelta64(40 * 7, "D")
"""For so long before its birth a child may be known: nature's number, and no policy's."""


def compare_with_birth(intake: Intake, day: np.datetime64) -> None:
    """Set aside events, and leave out starts, from before there was a child; speak of births yet to come.

    Args:
        intake: the tables as they came together.
        day: the day of the audit; a birth after it is an expected one.
    """
    cases = intake.tables["cases"]
    if "dob" not in cases:
        return
    births = cases["dob"].to_numpy()
    intake.note("cases", (births > day) & (births <= day + _UNBORN), "birth-expected", "dob")
    intake.note("cases", births > day + _UNBORN, "birth-far-ahead", "dob")
    dob = cases["dob"].groupby(np.asarray(cases["case_id"], dtype=object)).min()
    known = pd.Series(_known_from(dob.to_numpy(), day), dob.index)
    for table in EVENTS:
        if table in intake.tables:
            early = intake.tables[table]["date"].to_numpy() < _of_child(known, intake.tables[table])
            intake.set_aside(table, early, "date-before-birth", "date")
    for column in STARTS:
        if column in cases:
            early = cases[column].to_numpy() < _known_from(births, day)
            intake.note("cases", early, "date-before-birth", column)
            cases = cases.assign(**{column: cases[column].mask(early)})
    intake.tables["cases"] = cases


def _known_from(births: NDArray[np.datetime64], day: np.datetime64) -> NDArray[np.datetime64]:
    """The first day on which there can be work with each child."""
    return np.where(births > day, births - _UNBORN, births)


def compare_with_beginning(intake: Intake) -> None:
    """Speak of visits, reviews and supervisions from before the child's first spell; only spells can tell.

    A panel or an assessment may well come before them.
    """
    if not intake.holds_list({"pathways", "allocations"}):
        return
    known = [("cases", name) for name in (*STARTS, "worker_start")] + [("pathways", "start"), ("allocations", "start")]
    starts = [
        intake.tables[table].groupby(np.asarray(intake.tables[table]["case_id"], dtype=object))[column].min()
        for table, column in known
        if table in intake.tables and column in intake.tables[table]
    ]
    first = pd.concat(starts, axis=1).min(axis=1)
    spells = [intake.tables[table]["case_id"] for table in ("pathways", "allocations") if table in intake.tables]
    with_spells = {child for column in spells for child in column.unique()}
    first = first[[child in with_spells for child in first.index]]
    for table in LAST_DATES.values():
        if table in intake.tables:
            frame = intake.tables[table]
            intake.note(table, frame["date"].to_numpy() < _of_child(first, frame), "date-before-case", "date")


def _of_child(days: pd.Series, frame: pd.DataFrame) -> NDArray[np.datetime64]:
    """The day of the child of each row."""
    ids = frame["case_id"].array
    found: NDArray[np.datetime64] = days.reindex(ids.categories).to_numpy().astype("M8[s]")
    of_rows: NDArray[np.datetime64] = found[ids.codes]
    return of_rows
