"""Whatever stands at a key of a policy file, the answer is a fault with place and remedy, and never a crash."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

import pytest

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.policies.parse import parse_policy_bytes
from policy_files import PARENT

WRITTEN = tomllib.loads(PARENT)
EXTENDING = {**WRITTEN, "extends": "bromley", "without": ["bromley.cin.worker"]}
OTHER = tomllib.loads(PARENT.replace("testshire", "bromley"))
ODD: dict[str, Any] = {
    "missing": None, "a number": 3, "true": True, "an empty text": "", "a list": [], "a list of lists": [["x"]],
    "a list of sets": [{"id": ["x"]}], "a set": {"a": ["b"]}, "not a number": float("nan"),
}  # fmt: skip


def places(written: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 – TOML holds anything
    """Every key and position in a file, as the steps to it."""
    parts = written.items() if isinstance(written, dict) else enumerate(written) if isinstance(written, list) else ()
    for step, part in parts:
        yield (*above, step)
        yield from places(part, (*above, step))


def faults_of(written: dict[str, Any], steps: tuple[Any, ...], odd: Any) -> tuple[Fault, ...]:  # noqa: ANN401 – as above
    """What is said of a file with something odd at a key."""
    changed: Any = copy.deepcopy(written)
    part = changed
    for step in steps[:-1]:
        part = part[step]
    if odd is None:
        del part[steps[-1]]
    else:
        part[steps[-1]] = odd
    with patch("cwd_audit.policies.parse.read_toml", side_effect=[changed, OTHER]):
        try:
            parse_policy_bytes("testshire.toml", PARENT.encode())
        except PolicyError as error:
            return error.faults
    return ()


@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
@pytest.mark.parametrize("written", [WRITTEN, EXTENDING], ids=["by itself", "extending"])
def test_a_fault_and_no_crash(written: dict[str, Any], odd: Any) -> None:  # noqa: ANN401 – TOML holds anything
    """At every key in turn."""
    faults = [fault for steps in places(written) for fault in faults_of(written, steps, odd)]

    assert len(faults) > 20
    assert all(fault.where and fault.what and fault.remedy for fault in faults)
