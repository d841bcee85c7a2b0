"""How many children are alike, and what to leave out so that more are."""

from __future__ import annotations

from cwd_audit.pseudonymising.crowd import Crowd
from cwd_audit.pseudonymising.pages import Page

ALIKE = ("team", "dob", "pathway")


def crowd(*rows: tuple[str, str, str, str]) -> Crowd:
    """Children by ID, team, dob and pathway."""
    return Crowd(Page("cases", ("case_id", "team", "dob", "pathway"), rows), ALIKE)


def test_the_smallest_group_counts_children() -> None:
    """Two in the north, three in the south; leaving the team out makes them five."""
    children = crowd(*((str(at), "north" if at < 2 else "south", "2014", "a") for at in range(5)))

    assert children.smallest() == 2
    assert children.smallest(["team"]) == 5
    assert children.find_drops(3) == ("team",)
    assert children.find_drops(2) == ()


def test_only_what_is_needed_is_to_be_left_out() -> None:
    """Every child has a birthday of its own; teams and pathways may stay."""
    children = crowd(*((str(at), "north", str(at), "ab"[at % 2]) for at in range(10)))

    assert children.smallest() == 1
    assert children.find_drops(5) == ("dob",)


def test_pathway_and_legal_status_go_last_and_never_both() -> None:
    """Most rules go by one of them: better a team less, and better no advice than nothing left to audit."""
    columns = ("team", "pathway", "legal_status")
    rows = [(str(at), "ab"[at % 2], "ab"[at % 2], "s17") for at in range(8)]
    unlike = [(str(at), "a", str(at), str(at)) for at in range(8)]
    alike, never = (Crowd(Page("cases", ("case_id", *columns), tuple(each)), columns) for each in (rows, unlike))

    assert alike.find_drops(4) == ()  # they are alike as they are
    assert alike.find_drops(8) == ("team", "pathway")
    assert never.find_drops(8) == ()
    north = Crowd(Page("cases", ("case_id", *columns), tuple((each[0], each[0], *each[2:]) for each in rows)), columns)
    assert north.find_drops(4) == ("team",)


def test_fewer_children_than_asked_for_cannot_be_helped() -> None:
    """No column is named that would not help."""
    assert crowd(("1", "north", "2014", "a")).find_drops(5) == ()
    assert crowd().smallest() == 0


def test_a_child_on_two_pathways_is_one_child_unlike_those_on_one() -> None:
    """Its rows are looked at together; one that says less than another says nothing."""
    twice = [("1", "north", "2014", "a"), ("1", "north", "2014", "b")]
    others = [(str(at), "north", "2014", "a") for at in range(2, 7)]

    assert crowd(*twice, *others).smallest() == 1
    assert len(crowd(*twice, *others)) == 6
    assert crowd(*others, ("2", "", "", "a")).smallest() == 5


def test_columns_that_are_not_there_tell_nothing() -> None:
    """Only those of the page are named."""
    assert Crowd(Page("cases", ("case_id", "pathway"), (("1", "a"),)), ALIKE).columns == ("pathway",)
