"""The samples made of the rules' examples: in each, every rule of its pack gives every status it can give."""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.report import AuditReport
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.__main__ import AS_OF, file_name
from folders import content
from processes import run_process

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
TOP = Path(__file__).parents[3]
EXAMPLES = TOP / "tests" / "examples"
POLICIES = [policy for policy in list_policies() if any(EXAMPLES.glob(f"*/{policy}.*.toml"))]

CANNOT = {
    ("stoke.sb.assessment.transition", "due_soon"): "moves of school are in September, and so due soon from June on",
}
"""Rule and status that no child can have as at the day of the samples, and why."""


@cache
def report(policy: str) -> AuditReport:
    """What is found in the sample of a policy, as at the day of the samples."""
    path = TOP / "sample_data" / f"{file_name(load_policy(policy))}-every-rule.xlsx"
    return audit(AuditRequest((path,), AS_OF, (policy,))).report


def expected(policy: str) -> set[tuple[str, str]]:
    """Each rule with each status that an example of it shows."""
    found = set()
    for path in EXAMPLES.glob(f"*/{policy}.*.toml"):
        written = tomllib.loads(path.read_text(encoding="utf-8"))
        found |= {(written["rule"], example["expect"]["status"]) for example in written["example"]}
    return {(rule, status) for rule, status in found if status != "no finding"}


@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_gives_every_status(policy: str) -> None:
    """The status of each example is given by its rule, in one export that holds all columns."""
    fired = {(finding.rule, finding.status.value) for finding in report(policy).findings}

    assert [] == sorted(expected(policy) - fired - CANNOT.keys())


@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_fires(policy: str) -> None:
    """No rule is left without a case, and none cannot be run; what a document says of itself stands at the head."""
    judged = {finding.rule for finding in report(policy).findings}
    rules = load_policy(policy).rules

    assert [] == [rule.id for rule in rules if rule.id not in judged and rule.kind != "document"]
    assert () == report(policy).not_run
    assert all(line.past_review for line in report(policy).policies) or all(rule.kind != "document" for rule in rules)


def test_what_cannot_be_is_shown_by_an_example() -> None:
    """No exception outlives the example it was made for."""
    assert set() == CANNOT.keys() - {pair for policy in POLICIES for pair in expected(policy)}


def test_samples_are_as_they_are_written_anew(tmp_path: Path) -> None:
    """The samples hold the examples as they are now; the README names every sample there is."""
    done = run_process([tmp_path], TOP, program=(sys.executable, "tools/write_every_rule_samples.py"))
    written, kept = content(tmp_path), content(TOP / "sample_data")

    assert (0, b"") == (done.returncode, done.stderr)
    assert [] == [name for name in written if written[name] != kept.get(name)]
    assert {f"{file_name(load_policy(policy))}-every-rule.xlsx" for policy in POLICIES} <= {
        name.split("/")[0] for name in written
    }
