"""Short builders of caseloads, rules and calendars for tests; everything has a default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from cwd_audit.engine.facts import Facts
from cwd_audit.engine.judgement import STATUSES, Reason, judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.engine.ledger import Ledger, Opening
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar

Row = Mapping[str, object]
CASE = "00123"


def frame(table: str, rows: Sequence[Row], columns: Sequence[str] = ()) -> pd.DataFrame:
    """A canonical frame of these rows; blank where a row says nothing. Row numbers start at 2, as under a header."""
    wanted = [name for name in TABLES[table].by_name if name in columns or any(name in row for row in rows)]
    typed: dict[str, object] = {}
    for name in wanted:
        cells = [row.get(name) for row in rows]
        match TABLES[table].by_name[name].kind:
            case Kind.DATE:
                typed[name] = np.array(cells, dtype="M8[s]")
            case Kind.WHOLE_NUMBER | Kind.AMOUNT:
                typed[name] = np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
            case _:
                text = ["" if cell is None else str(cell) for cell in cells]
                words = {word: code for code, word in enumerate(sorted({*text, ""}))}
                categories = pd.Index(list(words), dtype=object)
                typed[name] = pd.Categorical.from_codes([words[word] for word in text], categories=categories)
    typed[SOURCE] = np.zeros(len(rows), np.int32)
    typed[ROW] = np.arange(2, len(rows) + 2, dtype=np.int32)
    return pd.DataFrame(typed)


def facts(
    as_of: date,
    cases: Sequence[Row] = (),
    *,
    pathway_ids: Mapping[str, str] | None = None,
    **events: Sequence[Row],
) -> Facts:
    """Facts of one child, unless rows name another; pathways are known by their own words unless told otherwise."""
    rows = {"cases": cases or [{}], **events}
    tables = {name: frame(name, [{"case_id": CASE, **row} for row in found]) for name, found in rows.items()}
    provided = frozenset(f"{name}.{column}" for name, table in tables.items() for column in table.columns)
    written = {str(row.get("pathway") or "") for name in ("cases", "pathways") for row in rows.get(name, ())} - {""}
    return Facts(tables, provided, as_of, {word: word for word in written} if pathway_ids is None else pathway_ids)


def timescale(rule_id: str = "test.hub.visit", /, **terms: object) -> TimescaleRule:
    """A rule about visits on the pathway `hub`, unless told otherwise."""
    written = {
        "id": rule_id,
        "kind": "timescale",
        "requirement": "visit",
        "title": "Visit",
        "applies_to": {"pathway": ("hub",)},
        "strength": "must",
        "cites": {"section": "1", "quote": "as written"},
    }
    return TimescaleRule.model_validate({**written, **terms})


class Standing(NamedTuple):
    """One judgement, in dates and words."""

    case: int
    rule: str
    status: str
    due_on: date | None
    last_on: date | None
    reason: Reason


def standings(
    known: Facts, *rules: TimescaleRule, due_within: int = 28, contested: Sequence[str] = ()
) -> list[Standing]:
    """How the cases stand under rules, by rule and case."""
    judged = judge(rules, write_obligations(rules, known, load_calendar()), known, due_within, contested)
    columns = (judged.case, judged.rule, judged.status, judged.due_on, judged.last_on, judged.reason)
    return [
        Standing(case, rules[rule].id, STATUSES[status].value, due_on, last_on, Reason(reason))
        for case, rule, status, due_on, last_on, reason in zip(*(column.tolist() for column in columns), strict=True)
    ]


def standing(known: Facts, *rules: TimescaleRule) -> tuple[str, date | None]:
    """Status and due date of the only case under the first rule; the others are there for what they leave owing."""
    (found,) = [each for each in standings(known, *rules) if each.rule == rules[0].id]
    return found.status, found.due_on


class Obligation(NamedTuple):
    """One row of the ledger, in dates."""

    opened_on: date
    opened_by: Opening
    due_on: date
    met_on: date | None
    ended_on: date | None = None


def ledger(known: Facts, *rules: TimescaleRule) -> Ledger:
    """The ledger of rules."""
    return write_obligations(rules, known, load_calendar()).ledger


def obligations(known: Facts, *rules: TimescaleRule) -> list[Obligation]:
    """The rows of the ledger of rules."""
    rows = ledger(known, *rules)
    columns = (rows.opened_on, rows.opened_by, rows.due_on, rows.met_on, rows.ended_on)
    return [
        Obligation(opened_on, Opening(opened_by), *others)
        for opened_on, opened_by, *others in zip(*(column.tolist() for column in columns), strict=True)
    ]
