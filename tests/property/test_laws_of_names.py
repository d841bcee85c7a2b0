"""What children and pathways are called, and what else is in the export or the policy, changes no finding."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

from drawn_exports import AS_OF, BOOK, LAW, WAYS, Export, exports, judge_all, of, plain_cases, rules
from hypothesis import given
from hypothesis import strategies as st

from builders import Row, facts, standings, timescale
from cwd_audit.engine.judgement import Reason
from cwd_audit.model.kinds.timescale import PerCase, TimescaleRule

Rules = list[TimescaleRule]
NUMBERS = ("2", "1", "00000001", "1 ", "C-7/a", "ÄÖ", "zz", "None")
BAD = {"in_time": 0, "due_soon": 1, "overdue": 2}


def everywhere(export: Export, change: Callable[[Row], Row]) -> Export:
    """The export with every row changed, those of the cases too."""
    return replace(export.change(lambda _, rows: [change(row) for row in rows]), cases=tuple(map(change, export.cases)))


@LAW
@given(exports(), rules, st.permutations(NUMBERS))
def test_which_number_a_child_bears_changes_nothing(export: Export, judged_by: Rules, numbers: list[str]) -> None:
    """Children renumbered throughout, or with their numbers swapped, stand as before."""
    new = dict(zip(("1", "2"), numbers, strict=False))
    renamed = everywhere(export, lambda row: {**row, "case_id": new[str(row["case_id"])]})
    expected = [(new[child], *others) for child, *others in judge_all(export, judged_by)]

    assert sorted(expected, key=repr) == judge_all(renamed, judged_by)


@LAW
@given(exports(), rules, st.randoms(use_true_random=False))
def test_which_of_its_names_a_pathway_has_changes_nothing(export: Export, judged_by: Rules, random: Random) -> None:
    """One list may say "Hub" and the next "hub (old)", as long as the policy knows both."""
    ways = {**WAYS, **{f"{way} (old)": way for way in WAYS}}

    def call_otherwise(row: Row) -> Row:
        known = row.get("pathway") in WAYS and random.random() < 0.5
        return {**row, "pathway": f"{row['pathway']} (old)"} if known else row

    other = everywhere(export, call_otherwise)
    found = facts(other.as_of, other.cases, pathway_ids=ways, **other.tables)

    assert standings(export.facts(), *judged_by) == standings(found, *judged_by)


@LAW
@given(exports(), rules, of("9"))
def test_rows_of_a_child_who_is_not_on_the_list_change_nothing(
    export: Export, judged_by: Rules, stranger: dict[str, tuple[Row, ...]]
) -> None:
    """Visits to a child of another team are nobody's here."""
    more = export.change(lambda name, rows: (*rows, *stranger[name]))

    assert judge_all(export, judged_by) == judge_all(more, judged_by)


@LAW
@given(exports(), rules, st.lists(st.text(max_size=3), min_size=1, max_size=3))
def test_a_column_that_no_rule_asks_for_changes_nothing(export: Export, judged_by: Rules, words: list[str]) -> None:
    """Who visited, for which team, under which name."""
    spare = {"visits": "visitor", "reviews": "chair", "supervisions": "supervisor", "stays": "funded_by"}
    more = export.change(
        lambda name, rows: [
            {**row, spare[name]: words[at % len(words)]} if name in spare else row for at, row in enumerate(rows)
        ]
    )
    teams = tuple({**case, "team": words[0], "worker": words[-1]} for case in more.cases)

    assert judge_all(export, judged_by) == judge_all(replace(more, cases=teams), judged_by)


@LAW
@given(exports(), rules)
def test_a_rule_about_nobody_changes_nothing(export: Export, judged_by: Rules) -> None:
    """Neither one for a pathway on which nobody ever was, nor one for a status that nobody has."""
    more = [
        *judged_by,
        timescale("test.place2.visit", applies_to={"pathway": ("place2",)}, every="1 week"),
        timescale("test.none.visit", applies_to={"legal_status": ("s99",)}, every="1 week"),
    ]

    assert judge_all(export, judged_by) == judge_all(export, more)


@LAW
@given(exports(), st.lists(st.sampled_from(BOOK.rules), min_size=3, max_size=8, unique_by=lambda rule: rule.id))
def test_rules_of_one_requirement_know_nothing_of_the_others(export: Export, judged_by: Rules) -> None:
    """How visits stand does not hang on which rules the policy has for reviews."""
    together = judge_all(export, judged_by)
    for requirement in {rule.requirement for rule in judged_by}:
        own = [rule for rule in judged_by if rule.requirement == requirement]
        ids = {rule.id for rule in own}

        assert [each for each in together if each[2] in ids] == judge_all(export, own)


@LAW
@given(exports(), rules)
def test_a_child_whose_rows_contradict_each_other_is_not_assessed(export: Export, judged_by: Rules) -> None:
    """Under no rule, whatever the rows say; and nobody else stands otherwise for it."""
    usual = standings(export.facts(), *judged_by)
    contested = standings(export.facts(), *judged_by, contested=["1"])

    assert len(usual) == len(contested)
    for before, after in zip(usual, contested, strict=True):
        if export.cases[after.case]["case_id"] == "1":
            assert (after.status, after.reason) == ("not_assessed", Reason.CONTESTED)
        else:
            assert before == after


@LAW
@given(plain_cases(), st.sampled_from([3, 6, 9, 12]))
def test_what_is_not_recorded_is_never_the_better_for_it(export: Export, recorded: int) -> None:
    """Without the interval chosen for a child it is late where every choice is, and in time where every choice is.

    That is where nothing was done before the pathway began: what is carried over counts for some choices and not for
    others, and then more is left unjudged.
    """
    every = PerCase(per_case="review_interval_months", choices=("3 months", "6 months", "9 months", "12 months"))
    rule = timescale(every=every.model_dump(mode="json", exclude_none=True))
    start = export.cases[0]["pathway_start"]
    since = export.change(lambda _, rows: [row for row in rows if str(row.get("date", start)) >= str(start)])

    def stand(months: int | None) -> str:
        case = {**export.cases[0], "review_interval_months": months}
        (found,) = standings(replace(since, cases=(case,)).facts(), rule)
        return found.status

    blank, chosen, longest, shortest = (stand(months) for months in (None, recorded, 12, 3))
    if blank == "overdue":
        assert chosen == longest == "overdue"
    elif blank == "not_assessed":
        assert (shortest, longest) != ("in_time", "in_time")
        assert longest != "overdue"
    else:
        assert BAD[shortest] == BAD[blank] >= BAD[chosen]


@LAW
@given(plain_cases(), st.integers(1, 200))
def test_a_pathway_that_begins_later_is_never_due_earlier(export: Export, later: int) -> None:
    """With nothing recorded yet: who came later has as long."""
    alone = replace(export, tables={**export.tables, "visits": ()})
    rule = timescale(every="6 weeks")
    start = alone.cases[0]["pathway_start"]
    assert isinstance(start, date)
    moved = replace(alone, cases=({**alone.cases[0], "pathway_start": date.fromordinal(start.toordinal() + later)},))
    ((before, after),) = zip(standings(alone.facts(), rule), standings(moved.facts(), rule), strict=True)

    if after.status == "not_assessed":
        assert start.toordinal() + later > AS_OF.toordinal()
    else:
        assert before.due_on
        assert after.due_on
        assert (after.due_on - before.due_on).days == later
