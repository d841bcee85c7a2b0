"""Which policy holds for which authority."""

from pathlib import Path

import pytest

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.policies.choose import choose_policies
from cwd_audit.resources import schemas

HUBS = ("Safeguarding & Support Hub", "Strengthening Families Hub", "")
CHOSEN = {
    "one that is asked for holds for all": (("bromley",), ("Stoke",), ("CIN",), {"Stoke": "bromley", "": "bromley"}),
    "asked for twice is asked for once": (("bromley", "bromley"), (), (), {"": "bromley"}),
    "of several asked for, each takes its authority": (
        ("bromley", "stoke"),
        ("LB Bromley", "City of Stoke-on-Trent"),
        (),
        {"LB Bromley": "bromley", "City of Stoke-on-Trent": "stoke"},
    ),
    "of several asked for, the one that knows the pathways": (("bromley", "warks"), (), ("RIH",), {"": "warks"}),
    "the authority decides, however it is written": (
        (),
        ("WARWICKSHIRE  county-council",),
        ("CIN",),
        {"WARWICKSHIRE  county-council": "warks", "": "warks"},
    ),
    "two spellings of one authority": (
        (),
        ("Notts", "Nottinghamshire County Council", ""),
        (),
        {"Notts": "notts", "Nottinghamshire County Council": "notts", "": "notts"},
    ),
    "two authorities; a case without one belongs to neither": (
        (),
        ("Torbay", "Stoke", ""),
        (),
        {"Torbay": "torbay", "Stoke": "stoke"},
    ),
    "the only policy that knows the pathways": ((), (), HUBS, {"": "warks"}),
    "blank authorities leave it to the pathways": ((), ("", "  "), HUBS, {"": "warks", "  ": "warks"}),
    "three levels that only one policy knows": ((), (), ("CIN", "CIN Support", "CIN Review"), {"": "bromley"}),
    "two pathways that only one policy knows": ((), (), ("CIN", "Overnight"), {"": "stoke"}),
    "no pathway: the only policy that goes by these statuses": ((), (), ("",), {"": "notts"}),
}


@pytest.mark.parametrize(("wanted", "authorities", "pathways", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_a_policy_is_chosen(
    wanted: tuple[str, ...], authorities: tuple[str, ...], pathways: tuple[str, ...], expected: dict[str, str]
) -> None:
    """What is asked for comes first, then the authority, then the pathways, then the legal statuses."""
    chosen = choose_policies(wanted, authorities, pathways, ("s17", "s17(6)"))

    assert expected == {name: policy.id for name, policy in chosen.items()}


def test_a_file_is_chosen_as_an_id_is(tmp_path: Path) -> None:
    """`--policy` takes either."""
    path = tmp_path / "warks.toml"
    path.write_bytes((schemas() / "policies" / "warks.toml").read_bytes())

    chosen = choose_policies((str(path),), ())

    assert {name: policy.id for name, policy in chosen.items()} == {"": "warks"}


def faults_of(*arguments: tuple[str, ...]) -> tuple[Fault, ...]:
    """What choosing raises."""
    with pytest.raises(PolicyError) as caught:
        choose_policies(*arguments)
    return caught.value.faults


def test_all_unknown_policies_are_named_at_once() -> None:
    """One run tells of every slip."""
    faults = faults_of(("bromly", "stoke", "warcs"), ())

    assert [fault.what for fault in faults] == ['there is no policy "bromly"', 'there is no policy "warcs"']


def test_an_unknown_authority_stops_the_run_and_shows_no_cell() -> None:
    """The known ones are named; what stands in the column is not, since it may be anything."""
    (fault,) = faults_of((), ("Stoke", "Testchild Alpha"))

    assert fault.what == "1 of the 2 authorities of the export has no policy"
    assert "warks (Warwickshire County Council)" in fault.remedy
    assert "Testchild" not in str(fault)


def test_several_that_fit_are_named() -> None:
    """Short breaks are on offer in two councils."""
    (fault,) = faults_of((), (), ("Short Breaks",))

    assert "stoke (City of Stoke-on-Trent), torbay (Torbay Council)" in fault.what
    assert "bromley" not in fault.what
    assert "--policy stoke" in fault.remedy


def test_one_that_knows_some_is_named_but_not_taken() -> None:
    """A policy for half the caseload is not guessed."""
    (fault,) = faults_of((), (), ("Review and Intervention Hub", "RIH", "Testchild Alpha"))

    assert "warks knows Review and Intervention Hub, and 1 not" in fault.what
    assert "Testchild" not in str(fault)


def test_statuses_that_several_go_by_decide_nothing() -> None:
    """Regulation 48 has rules of its own in two councils."""
    (fault,) = faults_of((), (), (), ("s20 reg 48",))

    assert "bromley (London Borough of Bromley), notts (Nottinghamshire County Council)" in fault.what


def test_nothing_to_go_by_is_said() -> None:
    """An export without authority, pathway and status needs `--policy`."""
    (fault,) = faults_of((), (), (), ())

    assert fault.where == "--policy"
    assert "nothing in the export tells" in fault.what
