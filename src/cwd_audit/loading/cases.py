"""Cases: made from allocations where the export has no list of them, and recorded once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cwd_audit.loading.tidying import categorical
from cwd_audit.model.canonical import CASE_FACTS, LAST_DATES
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.intake import Intake, Mask

_HOLDS_THE_CASE = ("allocated", "primary", "key", "lead", "")
"""Allocation types that make a worker the one the case is allocated to."""
_OF_WORKER = {"worker": "worker", "role": "worker_role", "team": "team", "start": "worker_start"}
TWICE = "the child is recorded twice with details that cannot both be right"


def cases_from_allocations(intake: Intake) -> None:
    """Make `cases` and `pathways` of the allocations of an export without a list of cases.

    The case is described by the child's open allocation, or by the last one where none is open: it is then
    unallocated, not closed. A spell on a hub runs until the next allocation to another hub.
    """
    allocations = intake.tables["allocations"]
    held = np.isin(np.asarray(_words(allocations, "type")), _HOLDS_THE_CASE)
    ended = allocations["end"].notna() if "end" in allocations else pd.Series(data=False, index=allocations.index)
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
    for theirs, ours in _OF_WORKER.items():
        if theirs in latest:
            columns[ours] = latest[theirs].array if theirs == "team" else _blank(latest[theirs], unallocated)
    spells = _hub_spells(allocations[held])
    if spells is not None:
        intake.put("pathways", spells)
        now = spells[spells["end"].isna()].set_index(np.asarray(spells["case_id"], dtype=object)[spells["end"].isna()])
        since = now["start"].reindex(np.asarray(latest["case_id"], dtype=object)).to_numpy()
        stated = (
            latest["pathway_start"].to_numpy() if "pathway_start" in latest else np.full(len(latest), "NaT", "M8[s]")
        )
        columns["pathway_start"] = np.where(np.isnat(stated), since, stated)
    columns |= {SOURCE: latest[SOURCE].to_numpy(), ROW: latest[ROW].to_numpy()}
    intake.put("cases", pd.DataFrame(columns))
    intake.notes.append("The export has no list of cases: each child with an allocation is taken for a case.")


def _words(frame: pd.DataFrame, column: str) -> pd.Categorical:
    return frame[column].array if column in frame else categorical([""] * len(frame))


def _blank(column: pd.Series, chosen: Mask) -> object:
    if column.dtype.kind == "M":
        return np.where(chosen, np.datetime64("NaT"), column.to_numpy())
    return categorical(np.where(chosen, "", np.asarray(column, dtype=object)).tolist())


def _hub_spells(held: pd.DataFrame) -> pd.DataFrame | None:
    """Runs of allocations to one hub, by child: each ends where the next begins."""
    if "pathway" not in held:
        return None
    ids = np.asarray(held["case_id"], dtype=object)
    named = (np.asarray(held["pathway"], dtype=object) != "") & held["start"].notna().to_numpy()
    spells = held[named].assign(_child=ids[named]).sort_values(["_child", "start"], kind="stable")
    child = spells["_child"].to_numpy()
    hub = np.array([normalise(str(word)) for word in spells["pathway"]], dtype=object)
    new = np.ones(len(spells), bool)
    new[1:] = (child[1:] != child[:-1]) | (hub[1:] != hub[:-1])
    runs = spells[new].reset_index(drop=True)
    child = runs["_child"].to_numpy()
    end = np.full(len(runs), "NaT", "M8[s]")
    follows = child[1:] == child[:-1]
    end[:-1][follows] = runs["start"].to_numpy()[1:][follows]
    return pd.DataFrame(runs[["case_id", "pathway", "start", SOURCE, ROW]].assign(end=end))


def settle_duplicates(intake: Intake) -> None:
    """One row a child and pathway: exact repeats are set aside; contradictory ones make the case contested."""
    cases = intake.tables["cases"]
    details = [column for column in cases if column not in {SOURCE, ROW}]
    exact = cases.duplicated(details, keep="first").to_numpy()
    intake.set_aside("cases", exact, "duplicate-case", "case_id")
    cases = intake.tables["cases"]
    pathway = [normalise(word) for word in np.asarray(_words(cases, "pathway"), dtype=object)]
    key = pd.DataFrame({"child": np.asarray(cases["case_id"], dtype=object), "pathway": pathway})
    conflicting = key.duplicated(keep="first").to_numpy()
    for case_id in key["child"][conflicting].unique().tolist():
        intake.contested[case_id] = TWICE
    intake.set_aside("cases", conflicting, "conflicting-case", "case_id")


def lift_last_dates(intake: Intake) -> None:
    """Make a table of one event each of the last dates on the case row, where the export holds no list of the events.

    Where it holds both and they disagree, the list is used, and the disagreement is said.
    """
    cases = intake.tables["cases"]
    lifted = []
    for column, table in LAST_DATES.items():
        if column not in cases:
            continue
        known = cases[column].notna().to_numpy()
        if table not in intake.tables:
            events = cases.loc[known, ["case_id", column, SOURCE, ROW]].rename(columns={column: "date"})
            intake.put(table, events.reset_index(drop=True))
            intake.lifted.add(table)
            lifted.append(table)
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
