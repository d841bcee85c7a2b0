"""What must agree between the parts of a policy file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest

from cwd_audit.model.errors import Fault
from cwd_audit.policies.checks import check_agreement

MARCH = date(2026, 3, 31)
VISIT = {"id": "ours.cin.visit"}
AT_VISIT = "ours.toml: rule ours.cin.visit"
NO_RULE_ID = "the id of a rule is the policy, the pathway and what is owed, joined by dots"
NOT_A_DATE = "this is not a date"


def faults_of(written: Mapping[str, Any], *replaced: str) -> list[Fault]:
    """What does not agree in the file `ours.toml`."""
    return check_agreement("ours.toml", written, written, replaced)


def said(written: Mapping[str, Any], *replaced: str) -> list[tuple[str, str]]:
    """Place and fault of each."""
    return [(fault.where, fault.what) for fault in faults_of(written, *replaced)]


@pytest.mark.parametrize("name", ["mine", "yours"])
def test_the_id_is_the_name_of_the_file(name: str) -> None:
    """Whichever of the two comes first in the alphabet."""
    assert [("ours.toml: key id", f'the id "{name}" is not the name of the file')] == said({"id": name})
    assert [] == said({"id": "ours"})


@pytest.mark.parametrize("name", ["visit", "ours.visit", "theirs.cin.visit"])
def test_the_id_of_a_rule_is_in_three_parts(name: str) -> None:
    """The first is the id of the policy; a file named otherwise is told how its own id would be written."""
    (fault,) = faults_of({"id": "ours", "rule": [{"id": name}]})
    _, other = faults_of({"id": "mine", "rule": [{"id": name}]})

    assert fault == Fault(f"ours.toml: rule {name}, key id", NO_RULE_ID, 'write it as in: id = "ours.cin.visit"')
    assert other.remedy == 'write it as in: id = "mine.cin.visit"'


@pytest.mark.parametrize("first", [{}, {"id": 3}, {"id": "theirs.cin.visit"}])
def test_no_rule_hides_a_fault_of_the_next(first: Mapping[str, Any]) -> None:
    """Neither one without an id, nor one that stands for a rule of the policy it extends."""
    written = {"id": "ours", "rule": [first, {"id": "visit"}]}

    assert [("ours.toml: rule visit, key id", NO_RULE_ID)] == said(written, "theirs.cin.visit")


@pytest.mark.parametrize(("first", "second"), [("cin", "sb"), ("sb", "cin")])
def test_a_name_stands_for_one_pathway(first: str, second: str) -> None:
    """In whichever order they are written; a pathway may have one name twice."""
    pathways = [{"id": first, "title": "Hub", "names": ["HUB"]}, {"id": second, "title": "Other", "names": ["hub"]}]

    assert [(f"ours.toml: pathway {second}, key names", f'"hub" names pathway {first} too')] == said(
        {"id": "ours", "pathway": pathways}
    )


@pytest.mark.parametrize(
    ("pathways", "remedy"),
    [
        ([], "there are: none"),
        ([{"id": "cin"}, {"id": "sb"}], "there are: cin, sb"),
        ([{"id": "cin"}, {"id": "hubs"}], 'did you mean "hubs"?'),
    ],
)
def test_a_pathway_that_is_not_there(pathways: list[Mapping[str, Any]], remedy: str) -> None:
    """The nearest is named, or all of them."""
    rule = {**VISIT, "applies_to": {"pathway": ["hub"]}}

    (fault,) = faults_of({"id": "ours", "pathway": pathways, "rule": [rule]})

    assert remedy == fault.remedy


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ({"document": {"issued": MARCH, "review_due": MARCH}}, []),
        ({"document": {"issued": "2026-03-31"}}, [("ours.toml: key document.issued", NOT_A_DATE)]),
        ({"document": {"verified_on": datetime(2026, 3, 31)}}, [("ours.toml: key document.verified_on", NOT_A_DATE)]),  # noqa: DTZ001 – as TOML has it
        ({"rule": [{**VISIT, "since": MARCH, "until": MARCH}]}, []),
        ({"rule": [{**VISIT, "until": "2026-03-31"}]}, [(f"{AT_VISIT}, key until", NOT_A_DATE)]),
        ({"document": 3, "rule": [{**VISIT, "since": 2026}]}, [(f"{AT_VISIT}, key since", NOT_A_DATE)]),
    ],
)  # fmt: skip
def test_dates(part: Mapping[str, Any], expected: list[tuple[str, str]]) -> None:
    """Without quotes and without a time, though the models would take them; a rule may be in force for a day."""
    assert expected == said({"id": "ours", **part})
