"""A policy to begin with."""

from __future__ import annotations

import pytest

from cwd_audit.model.errors import UsageError
from cwd_audit.policies.parse import parse_policy_bytes
from cwd_audit.policies.starter import write_starter


@pytest.mark.parametrize(
    ("policy_id", "authority"), [("northshire", "Northshire"), ("north-shire", "North Shire"), ("n2", "N2")]
)
def test_it_is_sound(policy_id: str, authority: str) -> None:
    """Whatever the id; the day it is written is the day it was compared with the document."""
    policy = parse_policy_bytes(f"{policy_id}.toml", write_starter(policy_id, "2026-10-31").encode())

    assert (policy.id, policy.authority) == (policy_id, authority)
    assert [rule.id for rule in policy.rules] == [f"{policy_id}.short-breaks.visit"]
    assert policy.document.verified_on.isoformat() == "2026-10-31"


@pytest.mark.parametrize(
    "policy_id", ["", "North", "north shire", "north.shire", "-north", "north-", "a--b", "süd", "../x"]
)
def test_what_is_no_id_is_refused(policy_id: str) -> None:
    """It would be the name of a file, and the beginning of every rule's id."""
    with pytest.raises(UsageError) as caught:
        write_starter(policy_id, "2026-10-31")

    assert [fault.what for fault in caught.value.faults] == ["this is no id"]
