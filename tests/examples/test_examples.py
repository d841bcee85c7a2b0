"""Every rule of every pack does what its examples say, in words a policy officer can check against the clause."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from builders import CASE, frame
from cwd_audit.audit.reasons import explain_judgement
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.judgement import STATUSES, Reason, judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.model.canonical import TABLES
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.pathways import match_pathway

FOLDER = Path(__file__).parent
DUE_WITHIN = 28


def _examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*/*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, example in enumerate(written["example"], start=1):
            yield pytest.param(written["rule"], example, id=f"{written['rule']}-{number}")


def _lay_out(example: dict[str, Any], policy_id: str) -> Facts:
    """The example's case and events as the engine takes them; tables it does not name are there and empty."""
    rows = {name: example.get(name, []) for name in TABLES if name not in {"cases", "allocations"}}
    rows["cases"] = [example["case"]]
    words = [row["pathway"] for name in ("cases", "pathways") for row in rows[name] if row.get("pathway")]
    known = {word: match_pathway(load_policy(policy_id), word) for word in words}
    tables = {
        name: frame(name, [{"case_id": CASE, **row} for row in found], ("case_id", "date", "start"))
        for name, found in rows.items()
    }
    provided = frozenset(f"{name}.{column}" for name, table in tables.items() for column in table.columns)
    return Facts(tables, provided, example["as_of"], {word: pathway.id for word, pathway in known.items() if pathway})


@pytest.mark.parametrize(("rule_id", "example"), list(_examples()))
def test_example(rule_id: str, example: dict[str, Any]) -> None:
    """The rule gives the status and the due date that the example expects."""
    policy_id = rule_id.split(".", maxsplit=1)[0]
    rules = list(load_policy(policy_id).rules)
    facts = _lay_out(example, policy_id)
    judged = judge(rules, write_obligations(rules, facts, load_calendar()), facts, DUE_WITHIN, ())
    ours = np.flatnonzero(np.array([rules[number].id == rule_id for number in judged.rule.tolist()], dtype=bool))
    expected = example["expect"]

    if expected["status"] == "no finding":
        assert not len(ours), example["says"]
        return
    (at,) = ours.tolist()
    due_on, last_on = judged.due_on[at].astype(object), judged.last_on[at].astype(object)
    found = {
        "status": STATUSES[judged.status[at]].value,
        "due_on": due_on,
        "last_on": last_on,
        "days_overdue": _days_overdue(example["as_of"], due_on),
    }
    assert {key: value for key, value in expected.items() if key != "reason_has"} == {
        key: found[key] for key in expected if key != "reason_has"
    }, example["says"]
    reason = explain_judgement(Reason(judged.reason[at]), rules[judged.rule[at]])
    assert expected.get("reason_has", "").casefold() in reason.casefold()


def _days_overdue(as_of: date, due_on: date | None) -> int | None:
    return (as_of - due_on).days if due_on else None


def test_every_rule_has_examples() -> None:
    """No rule of any pack goes without an example."""
    rules = {rule.id for policy in list_policies() for rule in load_policy(policy).rules}

    assert rules == {path.stem for path in FOLDER.glob("*/*.toml")}
