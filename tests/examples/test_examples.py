"""Every rule of every pack does what its examples say, in words a policy officer can check against the clause."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from builders import CASE, frame
from cwd_audit.audit.findings import find
from cwd_audit.audit.policy_run import run_policy
from cwd_audit.audit.request import AuditRequest
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.caseload import Caseload, Source
from cwd_audit.model.policy import Policy, RuleBase
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.library import list_policies, load_policy

FOLDER = Path(__file__).parent
DUE_WITHIN = 28


def _examples() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*/*.toml")):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, example in enumerate(written["example"], start=1):
            yield pytest.param(written["rule"], example, id=f"{written['rule']}-{number}")


def _lay_out(example: dict[str, Any], rule: RuleBase) -> Caseload:
    """The example's case and events as loading hands them over; tables it does not name are there and empty."""
    rows = {name: example.get(name, []) for name in TABLES if name not in {"cases", "allocations"}}
    rows["cases"] = [example["case"], *example.get("other_cases", [])]
    columns = {name: {"case_id", TABLES[name].dated} for name in rows}
    columns["cases"] = {"case_id", "pathway_start", "plan_start", "worker_start", "dob"}
    for needed in (*rule.needs(), "pathways.start", "stays.start"):
        table, _, column = needed.partition(".")
        columns[table].add(column)
    tables = {
        name: frame(name, [{"case_id": CASE, **row} for row in found], sorted(columns[name]))
        for name, found in rows.items()
    }
    provided = frozenset(f"{name}.{column}" for name, table in tables.items() for column in table.columns)
    return Caseload(tables, provided, (Source("example", "", "plain", "cases", 1, 1, 0),), ())


@pytest.mark.parametrize(("rule_id", "example"), list(_examples()))
def test_example(rule_id: str, example: dict[str, Any]) -> None:
    """The rule gives the status and the due date that the example expects."""
    policy = load_policy(rule_id.split(".", maxsplit=1)[0])
    (rule,) = (rule for rule in policy.rules if rule.id == rule_id)
    caseload = _lay_out(example, rule)
    request = AuditRequest((), example["as_of"], due_within_days=DUE_WITHIN)
    covered = np.ones(len(caseload.tables["cases"]), bool)
    run = run_policy(
        policy.model_copy(update={"rules": _neighbours(policy, rule)}), caseload, covered, request, load_calendar()
    )
    found = [
        each for each in find(run, caseload.sources, example["as_of"]) if each.rule == rule_id and each.case_id == CASE
    ]
    expected = example["expect"]

    if expected["status"] == "no finding":
        assert not found, example["says"]
        return
    assert len(found) == 1, example["says"]
    (finding,) = found
    actual = {
        "status": finding.status.value,
        "due_on": finding.due_on,
        "last_on": finding.last_on,
        "days_overdue": (example["as_of"] - finding.due_on).days if finding.due_on else None,
    }
    assert {key: value for key, value in expected.items() if key != "reason_has"} == {
        key: actual[key] for key in expected if key != "reason_has"
    }, example["says"]
    assert expected.get("reason_has", "").casefold() in finding.reason.casefold()


def _neighbours(policy: Policy, rule: RuleBase) -> tuple[RuleBase, ...]:
    """The rule and those of its track, from which an obligation may carry over."""
    return tuple(each for each in policy.rules if each.id == rule.id or (each.kind == "timescale" == rule.kind))


def test_every_rule_has_examples() -> None:
    """No rule of any pack goes without an example."""
    rules = {rule.id for policy in list_policies() for rule in load_policy(policy).rules}

    assert rules == {path.stem for path in FOLDER.glob("*/*.toml")}
