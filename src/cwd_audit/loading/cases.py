"""Cases: made from allocations where the export has no list of them, and recorded once each."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.frames import categorical, categorical_of, join_frames
from cwd_audit.loading.layouts import STEPS
from cwd_audit.model.canonical import CASE_FACTS, LAST_DATES
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.intake import Intake, Mask

HOLDS_THE_CASE = ("allocated", "primary", "key", "lead", "")
"""Allocation types that make a worker the one the case is allocated to."""
OF_WORKER = {"worker": "worker", "role": "worker_role", "team": "team", "start": "worker_start"}
"""Column of an allocation -> the column of the case that it fills."""
TWICE = "the child is recorded twice with details that cannot both be right"


def cases_from_allocations(intake: Intake, day: np.datetime64) -> None:
    """Make `cases` and `pathways` of the allocations of an export without a list of cases.

    The case is described by the child's open allocation, or by the last one where none is open: it is then
    unallocated, not closed. A spell on a hub runs until the next allocation to another hub; where the row that
    describes the case names no hub, or no start, the spell that lasts does.

    Args:
        intake: the tables as they came together.
        day: the day of the audit; an allocation that ends later is open.
    """
    allocations = intake.tables["allocations"]
    held = np.isin(np.asarray(_words(allocations, "type")), HOLDS_THE_CASE)
    ended = (allocations["end"] < day) if "end" in allocations else pd.Series(data=False, index=allocations.index)
    ranked = allocations.assign(_ended=ended, _held=held).sort_values(
        ["_ended", "_held", "start"], ascending=[False, True, True], kind="stable"
    )
    ranked["_order"] = np.asarray(ranked["case_id"], dtype=object)
    latest = ranked.drop_duplicates("_order", keep="last").sort_index()
    columns: dict[str, object] = {"case_id": latest["case_id"].array}
    for fact in CASE_FACTS:
        if fact.name in latest:
            columns[fact.name] = latest[fact.name].array
    unallocated = (latest["_ended"] | ~latest["_held"]).to_numpy()
    for theirs, ours in OF_WORKER.items():
        if theirs in latest:
            columns[ours] = latest[theirs].array if theirs == "team" else _blank(latest[theirs], unallocated)
    spells = _hub_spells(allocations[held])
    if spells is not None:
        intake.put("pathways", spells)
        columns |= _fill_from_spells(latest, spells)
    columns |= {SOURCE: latest[SOURCE].to_numpy(), ROW: latest[ROW].to_numpy()}
    intake.put("cases", pd.DataFrame(columns))
    intake.notes.append("The export has no list of cases: each child with an allocation is taken for a case.")


def _fill_from_spells(latest: pd.DataFrame, spells: pd.DataFrame) -> dict[str, object]:
    """The hub and the day it began of each case: those on its row, or else those of the spell that lasts."""
    lasting = spells[spells["end"].isna().to_numpy()]
    at = pd.Index(np.asarray(lasting["case_id"], dtype=object)).get_indexer(np.asarray(latest["case_id"], dtype=object))
    said, hubs = latest["pathway"].array, lasting["pathway"].array
    blank = (at >= 0) & (latest["pathway"] == "").to_numpy()
    words = [*said.categories, *hubs.categories]
    codes = said.codes.astype(np.int64)
    codes[blank] = hubs.codes[at[blank]].astype(np.int64) + len(said.categories)
    start = latest["pathway_start"].to_numpy().copy() if "pathway_start" in latest else _no_days(len(latest))
    unsaid = (at >= 0) & np.isnat(start)
    start[unsaid] = lasting["start"].to_numpy()[at[unsaid]]
    return {"pathway": categorical_of(words, codes), "pathway_start": start}


def _no_days(number: int) -> NDArray[np.datetime64]:
    return np.full(number, "NaT", "M8[s]")


def _words(frame: pd.DataFrame, column: str) -> pd.Categorical:
    return frame[column].array if column in frame else categorical([""] * len(frame))


def _normalised(words: pd.Categorical) -> NDArray[np.object_]:
    """The words of a column as they are compared, each distinct one normalised once."""
    normalised: NDArray[np.object_] = np.array([normalise(word) for word in words.categories], dtype=object)
    return normalised[np.asarray(words.codes)]


def _blank(column: pd.Series, chosen: Mask) -> object:
    if column.dtype.kind == "M":
        return np.where(chosen, np.datetime64("NaT"), column.to_numpy())
    words = column.array
    return categorical_of([*words.categories, ""], np.where(chosen, len(words.categories), words.codes))


def _hub_spells(held: pd.DataFrame) -> pd.DataFrame | None:
    """Runs of allocations to one hub, by child: each ends where the next begins."""
    if "pathway" not in held:
        return None
    ids = np.asarray(held["case_id"], dtype=object)
    named = (np.asarray(held["pathway"], dtype=object) != "") & held["start"].notna().to_numpy()
    spells = held[named].assign(_child=ids[named]).sort_values(["_child", "start"], kind="stable")
    child = spells["_child"].to_numpy()
    hub = _normalised(spells["pathway"].array)
    new = np.ones(len(spells), bool)
    new[1:] = (child[1:] != child[:-1]) | (hub[1:] != hub[:-1])
    runs = spells[new].reset_index(drop=True)
    child = runs["_child"].to_numpy()
    end = _no_days(len(runs))
    follows = child[1:] == child[:-1]
    end[:-1][follows] = runs["start"].to_numpy()[1:][follows]
    return pd.DataFrame(runs[["case_id", "pathway", "start", SOURCE, ROW]].assign(end=end))


def settle_duplicates(intake: Intake, of_two_councils: Collection[str] = ()) -> None:
    """One row a child and pathway: exact repeats are set aside; contradictory ones make the case contested.

    Args:
        intake: the tables as they came together.
        of_two_councils: IDs that two councils use; their rows are of different children.
    """
    cases = intake.tables["cases"]
    details = [column for column in cases if column not in {SOURCE, ROW}]
    exact = cases.duplicated(details, keep="first").to_numpy()
    intake.set_aside("cases", exact, "duplicate-case", "case_id")
    cases = intake.tables["cases"]
    pathway = _normalised(_words(cases, "pathway"))
    key = pd.DataFrame({"child": np.asarray(cases["case_id"], dtype=object), "pathway": pathway})
    if of_two_councils:
        shared = key["child"].isin(list(of_two_councils))
        key["council"] = np.where(shared, _normalised(_words(cases, "authority")), "")
    conflicting = key.duplicated(keep="first").to_numpy()
    intake.contested.update(dict.fromkeys(key["child"][conflicting].unique().tolist(), TWICE))
    intake.set_aside("cases", conflicting, "conflicting-case", "case_id")


def lift_last_dates(intake: Intake) -> None:
    """Make a table of one event each of the last dates on the case row, where the export holds no list of the events.

    Where it holds both and they disagree, the list is used, and the disagreement is said. A review or two that stand in
    a list of visits are no list of reviews.
    """
    cases = intake.tables["cases"]
    lifted = []
    for column, table in LAST_DATES.items():
        if column not in cases:
            continue
        known = cases[column].notna().to_numpy()
        if table not in intake.tables or not intake.holds_list({table, STEPS}):
            events = cases.loc[known, ["case_id", column, SOURCE, ROW]].rename(columns={column: "date"})
            strays = [intake.tables[table]] if table in intake.tables else []
            intake.put(table, join_frames([*strays, events.reset_index(drop=True)]))
            unread = ~known & intake.spoken_of("cases", column)
            if unread.any():  # it may be of any day, so nobody can say that nothing ever happened
                intake.untold[table] = frozenset(np.asarray(cases["case_id"], dtype=object)[unread].tolist())
            lifted.append(table)
            intake.last_only.add(table)
        else:
            listed = intake.tables[table]
            latest = listed.groupby(np.asarray(listed["case_id"], dtype=object))["date"].max()
            of_case = latest.reindex(np.asarray(cases["case_id"], dtype=object)).to_numpy()
            differ = known & (np.isnat(of_case) | (cases[column].to_numpy() > of_case))
            intake.note("cases", differ, "sources-disagree", column)
    if lifted:
        intake.notes.append(
            f"The export holds only the last date of {', '.join(lifted)}: history cannot be told from it."
        )
