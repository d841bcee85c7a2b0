"""A pseudonymised caseload from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.loading.load import load_caseload
from cwd_audit.loading.mapping import read_mapping
from cwd_audit.model.canonical import CASE_FACTS, TABLES
from cwd_audit.model.errors import Fault, PolicyError, UsageError
from cwd_audit.policies.choose import choose_policies, national_policies
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.pseudonymising.cells import Censor
from cwd_audit.pseudonymising.codes import Coder
from cwd_audit.pseudonymising.crowd import Crowd
from cwd_audit.pseudonymising.days import Band
from cwd_audit.pseudonymising.effects import Effects, find_effects
from cwd_audit.pseudonymising.policy_words import PolicyWords
from cwd_audit.pseudonymising.rewriting import Rewriter
from cwd_audit.pseudonymising.sheets import is_lifted
from cwd_audit.pseudonymising.treatments import load_allow_list

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.loading.reading import PendingSheets
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.policy import Policy
    from cwd_audit.pseudonymising.key import Key
    from cwd_audit.pseudonymising.pages import Page
    from cwd_audit.pseudonymising.request import Wish

_CASE_FACTS = {fact.name for fact in CASE_FACTS}


@dataclass(frozen=True)
class Pseudonymised:
    """What is written, and what there is to say of it."""

    pages: tuple[Page, ...]
    wish: Wish
    children: int
    rows_read: int
    rows_set_aside: int
    problems: int
    """Problems of the records beside rows set aside."""
    smallest: int
    """Children in the smallest group that are alike."""
    alike: tuple[str, ...]
    """In these columns."""
    left_out: tuple[str, ...]
    """Columns of the export that are not written, as `table.column`."""
    replaced: tuple[tuple[str, int], ...]
    """Column -> cells whose word nobody knows."""
    unborn: int
    """Children whose date of birth is left out, since it is still to come."""
    untold: int
    """Children of whom the layout of the export cannot hold something: the plain layout cannot say so."""
    effects: Effects

    @property
    def rows_written(self) -> int:
        """On all pages."""
        return sum(len(page.rows) for page in self.pages)


def pseudonymise(
    pending: PendingSheets,
    as_of: date,
    key: Key,
    wish: Wish,
    *,
    policies: Sequence[str] = (),
    mapping: Path | None = None,
) -> Pseudonymised:
    """Read the exports, and write their caseload without what tells who is who.

    Args:
        pending: the exports.
        as_of: the day the caseload is put together for.
        key: what codes are made with.
        wish: how much is told.
        policies: ids or files of policies that hold; empty: as the export says.
        mapping: a mapping of headings.

    Raises:
        CwdAuditError: an export cannot be read, or a group of children that are alike is smaller than is wished.
    """
    caseload = load_caseload(pending, as_of, read_mapping(mapping))
    caseload, unborn = _without_births_to_come(caseload, as_of, wish)
    allowed, coder = load_allow_list(), Coder(key.secret)
    known = PolicyWords.of([load_policy(name) for name in dict.fromkeys((*policies, *list_policies()))])
    censor = Censor(coder, known, wish.born)
    drop = wish.drop | ({"cases.dob"} if wish.born is Band.NONE else set())
    rewriter = Rewriter(caseload, allowed, censor, coder, wish.weeks, drop)
    pages = rewriter.pages()
    crowd = Crowd(next(page for page in pages if page.title == "cases"), allowed.alike)
    smallest = crowd.smallest()
    if smallest < wish.least_alike:
        raise UsageError(_too_few(crowd, smallest, wish.least_alike))
    written = frozenset(f"{page.title}.{heading}" for page in pages for heading in page.headings)
    concerned = _policies_of(caseload, policies)
    return Pseudonymised(
        pages=tuple(pages),
        wish=wish,
        children=len(crowd),
        rows_read=sum(source.rows for source in caseload.sources),
        rows_set_aside=sum(source.rows_set_aside for source in caseload.sources),
        problems=len(caseload.problems),
        smallest=smallest,
        alike=crowd.columns,
        left_out=tuple(name for name in _in_order(caseload) if not {name, _told_on_case(name)} & written),
        replaced=tuple(sorted((name, number) for name, number in censor.replaced.items() if number)),
        unborn=unborn,
        untold=len(_untold(caseload)),
        effects=find_effects(concerned, caseload.provided, written & caseload.provided),
    )


def _without_births_to_come(caseload: Caseload, as_of: date, wish: Wish) -> tuple[Caseload, int]:
    """The caseload without dates of birth after the day, and how many there were.

    Made coarser, such a day may seem to be past, and what was done before it would be taken for a slip of the pen.
    """
    cases = caseload.tables["cases"]
    if "dob" not in cases or wish.born in {Band.EXACT, Band.NONE}:
        return caseload, 0
    to_come = cases["dob"].to_numpy() > np.datetime64(as_of, "s")
    tables = {**caseload.tables, "cases": cases.assign(dob=cases["dob"].mask(to_come))}
    return replace(caseload, tables=tables), int(to_come.sum())


def _too_few(crowd: Crowd, smallest: int, least: int) -> Fault:
    drops = crowd.find_drops(least)
    what = f"the smallest group of children who are alike is of {smallest}, and {least} are asked for"
    remedy = "leaving columns out does not help: accept it with --least-k 0, if those who get the file may know them"
    if drops:
        remedy = f"leave out more, as with --drop {','.join(drops)}, or accept smaller groups with --least-k"
    return Fault("--least-k", what, remedy)


def _in_order(caseload: Caseload) -> list[str]:
    """The columns of the export, in the order of the tables."""
    named = [f"{table.name}.{column.name}" for table in TABLES.values() for column in table.columns]
    return [name for name in named if name in caseload.provided and not _is_of_lifted(name, caseload)]


def _told_on_case(name: str) -> str:
    """The column of a case that says what a column of an allocation says of the case."""
    table, _, column = name.partition(".")
    return f"cases.{column}" if table == "allocations" and column in _CASE_FACTS else name


def _is_of_lifted(name: str, caseload: Caseload) -> bool:
    return is_lifted(name.partition(".")[0], caseload)


def _policies_of(caseload: Caseload, wanted: Sequence[str]) -> list[Policy]:
    """The policies that an audit of the caseload would lay over it; all of councils where that is not certain."""
    cases = caseload.tables["cases"]
    authorities, pathways, statuses = (_words(cases, name) for name in ("authority", "pathway", "legal_status"))
    try:
        chosen = choose_policies(wanted, authorities or [""], pathways, statuses)
    except PolicyError:
        return [policy for policy in map(load_policy, list_policies()) if not policy.national]
    return [*{policy.id: policy for policy in chosen.values()}.values(), *national_policies(wanted)]


def _words(cases: pd.DataFrame, column: str) -> list[str]:
    return [str(word) for word in cases[column].unique()] if column in cases else []


def _untold(caseload: Caseload) -> frozenset[str]:
    """Children of whom the layouts of the export cannot hold something of which there is a table or a column."""
    return frozenset(
        child
        for what, children in caseload.untold.items()
        if (what in caseload.tables or what in caseload.provided) and not is_lifted(what, caseload)
        for child in children
    )
