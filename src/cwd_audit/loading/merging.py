"""One case a child, where an export has several lists of children that each tell a part of the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cwd_audit.loading.cases import HOLDS_THE_CASE, OF_WORKER, TWICE
from cwd_audit.loading.frames import categorical, join_frames
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.model.caseload import ROW, SOURCE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwd_audit.loading.intake import Intake, Mask
    from cwd_audit.loading.layouts import SheetLayout

_OF_THE_CHILD = ("authority", "name", "dob", "family_id", "site", "disability_category")
"""Facts that outlast a case: rows that have ended tell them too."""
_BEGINS = ("pathway_start", "plan_start", "lac_start")


def merge_cases(intake: Intake, day: np.datetime64) -> None:
    """Make one row of the rows about a child on lists of children that belong together.

    A row that lasts comes before one that has ended, the lists in the order of their layout, the latest row first;
    each fact is that of the first row that has it. A row that has ended tells nothing of a case that lasts but the
    facts of the child. What a list decides it decides by a blank too. Children whom a list only describes are no cases.

    Args:
        intake: the tables as they came together.
        day: the day of the audit.
    """
    specs = [sheet.match.spec for sheet in intake.sheets]
    if "cases" not in intake.tables or not any(spec.children for spec in specs):
        return
    sources = intake.tables["cases"][SOURCE].to_numpy()
    about = np.array([spec.children == "about" for spec in specs], dtype=bool)[sources]
    ids = np.asarray(intake.tables["cases"]["case_id"], dtype=object)
    intake.set_aside("cases", about & ~pd.Index(ids).isin(ids[~about]), "person-without-case", "case_id")
    cases = intake.tables["cases"] = _rank(intake, day)
    _note_disagreements(intake, cases)
    _contest(intake, cases)
    together = cases["_together"].to_numpy()
    alone = cases.loc[~together, [name for name in cases if not str(name).startswith("_")]]
    merged = _one_row_each(cases[together].reset_index(drop=True), specs)
    intake.tables["cases"] = join_frames([merged, alone.reset_index(drop=True)]) if len(alone) else merged
    _fill_workers(intake, day)


def _rank(intake: Intake, day: np.datetime64) -> pd.DataFrame:
    """The rows of all lists, the one that comes first for its child before the others."""
    cases = intake.tables["cases"]
    specs = [sheet.match.spec for sheet in intake.sheets]
    source = cases[SOURCE].to_numpy()
    begins = cases[[column for column in _BEGINS if column in cases]]
    ranked = cases.assign(
        _child=np.asarray(cases["case_id"], dtype=object),
        _together=np.array([bool(spec.children) for spec in specs])[source],
        _about=np.array([spec.children == "about" for spec in specs])[source],
        _goes_on=np.array([bool(spec.goes_on) for spec in specs])[source],
        _ended=(cases["closed_on"] <= day).to_numpy() if "closed_on" in cases else False,
        _list=_places(intake)[source],
        _begun=begins.max(axis=1).to_numpy(),
    )
    order = ["_about", "_ended", "_list", "_begun"]
    return ranked.sort_values(order, ascending=[True, True, True, False], kind="stable").reset_index(drop=True)


def _places(intake: Intake) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each source the place of its kind of sheet among those of its layout."""
    kinds = {(layout.id, sheet.title): at for layout in load_layouts() for at, sheet in enumerate(layout.sheets)}
    return np.array([kinds.get(sheet.match.kind, 0) for sheet in intake.sheets], np.int64)


def _note_disagreements(intake: Intake, cases: pd.DataFrame) -> None:
    """Dates of birth that differ, and cases that have ended by their own list and last by another."""
    together = cases[cases["_together"]]
    if "dob" in cases:
        several = together.groupby("_child")["dob"].nunique()
        intake.note("cases", _first_of(cases, set(several[several > 1].index)), "lists-disagree", "dob")
    listed = together[~together["_about"]]
    leading = listed[listed["_list"] == listed.groupby("_child")["_list"].transform("min")]
    ended = leading.groupby("_child")["_ended"].all()
    lasting = set(listed.loc[~listed["_ended"].to_numpy(bool), "_child"])
    intake.note("cases", _first_of(cases, lasting & set(ended[ended].index)), "lists-disagree", "closed_on")


def _contest(intake: Intake, cases: pd.DataFrame) -> None:
    """Rows of one list that last, about one child, are one record or cannot both be right."""
    lasting = (cases["_together"] & ~cases["_about"] & ~cases["_ended"].astype(bool) & ~cases["_goes_on"]).to_numpy()
    listed = cases[lasting]
    details = [str(name) for name in cases if not str(name).startswith("_") and name not in {SOURCE, ROW}]
    repeats = listed.duplicated([*details, "_list"]).to_numpy()
    differs = listed.duplicated(["_child", "_list"]).to_numpy() & ~repeats
    intake.contested.update(dict.fromkeys(listed.loc[differs, "_child"].tolist(), TWICE))
    for code, chosen in (("duplicate-case", repeats), ("conflicting-case", differs)):
        at = np.zeros(len(cases), bool)
        at[np.flatnonzero(lasting)[chosen]] = True
        intake.note("cases", at, code, "case_id")


def _first_of(cases: pd.DataFrame, children: set[str]) -> Mask:
    chosen: Mask = cases["_child"].isin(children).to_numpy() & ~cases["_child"].duplicated().to_numpy()
    return chosen


def _one_row_each(cases: pd.DataFrame, specs: Sequence[SheetLayout]) -> pd.DataFrame:
    """One row of each child's rows, which stand in the order in which they are believed."""
    ended = cases["_ended"].to_numpy(bool)
    silent = ended & ~cases.groupby("_child")["_ended"].transform("first").to_numpy(bool)
    first = cases[~cases["_child"].duplicated()]
    merged: dict[str, object] = {}
    for name in [str(name) for name in cases if not str(name).startswith("_")]:
        if name in {"case_id", "closed_on", SOURCE, ROW}:
            merged[name] = first[name].array
            continue
        told = _without_blanks(cases[name])
        if name not in _OF_THE_CHILD:
            told = told.mask(silent)
        told = told.mask(_contradictory(cases, told))
        found = told.groupby(cases["_child"], sort=False).first()
        decides = np.array([name in spec.decides for spec in specs])[cases[SOURCE].to_numpy()] & ~silent
        if decides.any():
            last_word = cases[decides].sort_values("_list", ascending=False, kind="stable")
            last_word = last_word[~last_word["_child"].duplicated()]
            found[last_word["_child"]] = told[last_word.index].to_numpy()
        found = found.reindex(first["_child"])
        words = isinstance(cases[name].dtype, pd.CategoricalDtype)
        merged[name] = categorical(found.fillna("").tolist()) if words else found.to_numpy()
    return pd.DataFrame(merged)


def _without_blanks(column: pd.Series) -> pd.Series:
    """The column, with a missing value for every blank."""
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    words = pd.Series(np.asarray(column, dtype=object), index=column.index)
    return words.mask(words == "")


def _contradictory(cases: pd.DataFrame, told: pd.Series) -> Mask:
    """Rows of a list that only describes children, where it says several things of one child."""
    about = cases["_about"].to_numpy()
    several = told.where(about).groupby([cases["_child"], cases["_list"]]).transform("nunique") > 1
    contradictory: Mask = several.to_numpy() & about
    return contradictory


def _fill_workers(intake: Intake, day: np.datetime64) -> None:
    """The worker and team of each case that names none: those of the child's latest allocation that lasts."""
    cases, allocations = intake.tables["cases"], intake.tables.get("allocations")
    if allocations is None or "worker" in cases:
        return
    held, ended = np.ones(len(allocations), bool), np.zeros(len(allocations), bool)
    if "type" in allocations:
        held = np.isin(np.asarray(allocations["type"], dtype=object), HOLDS_THE_CASE)
    if "end" in allocations:
        ended = (allocations["end"] < day).to_numpy(bool)
    latest = allocations[held & ~ended].sort_values(["start"], kind="stable")
    latest = latest[~latest["case_id"].duplicated(keep="last")]
    at = pd.Index(np.asarray(latest["case_id"], dtype=object)).get_indexer(np.asarray(cases["case_id"], dtype=object))
    cases = cases.copy()
    for theirs, ours in OF_WORKER.items():
        if theirs in latest and ours not in cases:
            if latest[theirs].dtype.kind == "M":
                cases[ours] = np.append(latest[theirs].to_numpy(), np.datetime64("NaT"))[at]
            else:
                cases[ours] = categorical(np.append(np.asarray(latest[theirs], dtype=object), "")[at].tolist())
    intake.put("cases", cases)
