"""Policies by id and by file."""

from pathlib import Path

import pytest

from cwd_audit.model.errors import PolicyError
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.heads import list_heads
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.resources import schemas


def test_the_policies_are_the_files() -> None:
    """Nothing is registered: adding a file adds a policy."""
    expected = tuple(sorted(path.stem for path in (schemas() / "policies").glob("*.toml")))

    actual = list_policies()

    assert {"bromley", "notts", "stoke", "torbay", "warks"} <= set(actual)
    assert expected == actual


@pytest.mark.parametrize("wanted", ["bromley", "Bromley", " BROMLEY "])
def test_an_id_is_found_however_it_is_typed(wanted: str) -> None:
    """Ids are lower case; people are not always."""
    assert load_policy(wanted).id == "bromley"


def test_a_file_is_read_where_it_lies(tmp_path: Path) -> None:
    """A council may keep its policy beside its exports."""
    path = tmp_path / "stoke.toml"
    path.write_bytes((schemas() / "policies" / "stoke.toml").read_bytes())

    policy = load_policy(str(path))

    assert load_policy("stoke") == policy


def test_an_unknown_id_names_the_nearest_and_all() -> None:
    """A slip of the pen is one look away from its remedy."""
    with pytest.raises(PolicyError) as caught:
        load_policy("bromly")

    (fault,) = caught.value.faults
    assert (fault.where, fault.what) == ("--policy", 'there is no policy "bromly"')
    assert fault.remedy.startswith('did you mean "bromley"? ')
    assert all(name in fault.remedy for name in list_policies())


def test_a_path_is_no_way_around_the_folder_of_policies() -> None:
    """An id is a name in the list, never a path."""
    with pytest.raises(PolicyError):
        load_policy("../calendars/england-and-wales")


def test_kinds_are_found_in_their_modules() -> None:
    """Nothing is registered: a module of `model.kinds` that defines a rule is a kind."""
    assert rule_kinds()["timescale"] is TimescaleRule


def test_the_heads_are_those_of_the_policies() -> None:
    """A list of policies reads no rules, and says what the policies say."""
    policies = [load_policy(name) for name in list_policies()]
    expected = [
        (each.id, each.authority, each.title, each.national, len(each.rules), each.document.review_due)
        for each in policies
    ]

    assert expected == [tuple(head) for head in list_heads()]
