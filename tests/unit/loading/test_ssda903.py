"""The return on looked-after children: episodes are cases and stays, the header describes, reviews were held."""

from __future__ import annotations

from datetime import date

from builders_sheets import codes, load, rows_of, text_file
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.caseload import Caseload

EPISODES = ["CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC", "REASON_PLACE_CHANGE",
            "HOME_POST", "PL_POST", "URN"]  # fmt: skip
MARCH = date(2021, 3, 31)


def episode(child: str, start: str, status: str, end: str = "") -> list[str]:
    """One row of the episodes."""
    return [child, start, "S", status, "N2", "U4", "PR4", end, "", "", "", "", ""]


def episodes(*rows: list[str]) -> RawSheet:
    """The module of episodes."""
    return text_file("2021-episodes.csv", [EPISODES, *rows])


def returned(*rows: list[str], also: tuple[RawSheet, ...] = ()) -> Caseload:
    """The caseload of a return with these episodes."""
    return load(episodes(*rows), *also, as_of=MARCH)


def test_a_period_of_care_begins_with_the_first_of_its_episodes() -> None:
    """A change of placement or legal status begins no period; a gap does."""
    caseload = returned(
        episode("17", "01/02/2019", "V2", "01/03/2019"),
        episode("17", "01/02/2020", "V2", "10/02/2020"),
        episode("17", "10/02/2020", "C1", "05/06/2020"),
        episode("17", "05/06/2020", "C2"),
        episode("18", "01/02/2020", "V2", "10/02/2020"),
    )

    assert rows_of(caseload.tables["cases"], "case_id", "lac_start", "legal_status", "closed_on") == [
        ("17", "2020-02-01", "care order", ""),
        ("18", "2020-02-01", "s20", "2020-02-10"),
    ]
    assert caseload.tables["cases"]["row"].tolist() == [5, 6], "the case rests on its last episode"


def test_an_episode_of_short_breaks_is_a_stay_and_an_agreement_of_them_is_none() -> None:
    """V3 records each stay, whose end does not close the case; V4 the agreement, of which no nights are known."""
    caseload = returned(
        episode("17", "01/02/2021", "V3", "03/02/2021"),
        episode("17", "01/03/2021", "V3", "04/03/2021"),
        episode("18", "01/02/2020", "V4"),
    )

    assert rows_of(caseload.tables["stays"], "case_id", "start", "end") == [
        ("17", "2021-02-01", "2021-02-03"),
        ("17", "2021-03-01", "2021-03-04"),
    ]
    assert rows_of(caseload.tables["cases"], "case_id", "legal_status", "closed_on") == [
        ("17", "s20 reg 48", ""),
        ("18", "s20 reg 48", ""),
    ]
    assert caseload.untold == {"stays": frozenset({"18"})}


def test_the_header_describes_children_and_makes_none() -> None:
    """Somebody without an episode is no case; each way of taking part in a review means that it was held."""
    header = text_file(
        "2021-header.csv", [["CHILD", "SEX", "DOB"], ["17", "1", "05/05/2010"], ["99", "2", "05/05/2010"]]
    )
    reviews = text_file("2021-reviews.csv", [
        ["CHILD", "DOB", "REVIEW", "REVIEW_CODE"],
        ["17", "05/05/2010", "01/06/2020", "PN0"],
        ["17", "05/05/2010", "01/12/2020", "PN7"],
        ["17", "05/05/2010", "01/12/2020", "PN9"],
    ])  # fmt: skip
    caseload = returned(episode("17", "01/02/2020", "V2"), also=(header, reviews))

    assert rows_of(caseload.tables["cases"], "case_id", "dob") == [("17", "2010-05-05")]
    assert rows_of(caseload.tables["reviews"], "date", "type", "outcome")[:2] == [
        ("2020-06-01", "looked after review", "completed"),
        ("2020-12-01", "looked after review", "completed"),
    ]
    assert codes(caseload.problems) == [("person-without-case", 3, "CHILD"), ("word-not-known", 4, "REVIEW_CODE")]
