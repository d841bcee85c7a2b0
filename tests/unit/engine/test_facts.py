"""A caseload as the engine sees it."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from builders import facts

AS_OF = date(2026, 6, 30)


def test_children_have_numbers() -> None:
    """By their IDs, which are text: 00123 is not 123; a child under no audit has none."""
    cases = [{"case_id": "00123"}, {"case_id": "123"}, {"case_id": "00123", "pathway": "hub"}]
    known = facts(AS_OF, cases, visits=[{"case_id": name, "date": AS_OF} for name in ("123", "00123", "0123")])

    assert known.child_of_case.tolist() == [0, 1, 0]
    assert known.children("visits").tolist() == [1, 0, -1]


def test_a_column_the_export_lacks_is_blank() -> None:
    """Throughout, for dates, words and numbers."""
    known = facts(AS_OF, [{}, {"case_id": "2"}])

    assert np.isnat(known.days("cases", "closed_on")).tolist() == [True, True]
    assert list(known.words("cases", "team")) == ["", ""]
    assert np.isnan(known.numbers("cases", "review_interval_months")).tolist() == [True, True]


def test_a_table_the_export_lacks_is_empty() -> None:
    """Of every column."""
    known = facts(AS_OF)

    assert not len(known.days("stays", "start"))
    assert not len(known.words("stays", "setting"))
    assert not len(known.numbers("stays", "setting"))
    assert not len(known.children("stays"))
    assert not len(known.pathways("pathways")[0])
    assert not len(known.is_one_of("stays", "setting", ("A",)))


def test_pathways_by_id() -> None:
    """The words of the export are translated; what the policy does not know is unknown."""
    cases = [{"case_id": str(at), "pathway": word} for at, word in enumerate(("The Hub", "", "Elsewhere"))]
    ids, unknown = facts(AS_OF, cases, pathway_ids={"The Hub": "hub"}).pathways("cases")

    assert (ids.tolist(), unknown.tolist()) == (["hub", "", ""], [False, True, True])


def test_words() -> None:
    """Among those accepted; blank, or not known to the vocabulary."""
    words = ("team manager", "", "?Boss", "social worker")
    known = facts(AS_OF, [{"case_id": str(at), "worker_role": word} for at, word in enumerate(words)])

    assert known.is_one_of("cases", "worker_role", ("", "team manager")).tolist() == [True, True, False, False]
    assert known.is_unknown("cases", "worker_role").tolist() == [False, True, True, False]


def test_days_are_days() -> None:
    """Whatever the resolution of the frame."""
    known = facts(AS_OF, visits=[{"date": date(2026, 1, 31)}])

    assert known.days("visits", "date").dtype == np.dtype("M8[D]")
    assert known.today == np.datetime64("2026-06-30")
    assert isinstance(known.cases, pd.DataFrame)


def test_words_that_people_type_freely() -> None:
    """A team's name is the same in capitals and with other spaces; an ID is never so treated."""
    teams = ("Children with  Disabilities Team", "CHILDREN WITH DISABILITIES TEAM", "Another Team", "")
    known = facts(AS_OF, [{"case_id": f"a-{at}", "team": word} for at, word in enumerate(teams)])

    assert known.is_one_of("cases", "team", ("Children With Disabilities Team",)).tolist() == [True, True, False, False]
    assert known.is_one_of("cases", "case_id", ("A-0",)).tolist() == [False] * 4
