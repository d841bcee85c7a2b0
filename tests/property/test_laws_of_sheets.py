"""How a sheet is laid out and spelled changes nothing of what is read from it; and no cell of it is ever repeated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from drawn_sheets import CASES, VISITS, Row, cases, facts, lists, settled, visits
from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from builders_sheets import find, load, sheet
from cwd_audit.loading.recognition import say_unused
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.caseload import Caseload

FEW = tried_on(5)
Change = Callable[[list[Row]], list[Row]]


def book(some: list[Row], events: list[Row], change: Change = lambda rows: rows) -> list[RawSheet]:
    """A list of children and a list of visits, laid out in a way."""
    return [
        sheet(name, change([head, *rows])) for name, head, rows in (("cases", CASES, some), ("visits", VISITS, events))
    ]


def both(some: list[Row], events: list[Row], change: Change) -> tuple[Caseload, Caseload]:
    """What is read of the sheets as they are, and of the same laid out in another way."""
    return load(*book(some, events)), load(*book(some, events, change))


@FEW
@given(lists(cases()), lists(visits), st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_nothing(some: list[Row], events: list[Row], random: Random) -> None:
    """Each row is read by its headings."""

    def turn(rows: list[Row]) -> list[Row]:
        order = random.sample(range(len(rows[0])), len(rows[0]))
        return [[row[at] for at in order] for row in rows]

    usual, other = both(some, events, turn)

    assert settled(usual) == settled(other)
    assert usual.sources == other.sources


@FEW
@given(lists(cases()), lists(visits), st.randoms(use_true_random=False))
def test_how_headings_are_spelled_changes_nothing(some: list[Row], events: list[Row], random: Random) -> None:
    """`case_id`, `Case ID`, `CASE-ID`, with blanks around them."""

    def spell(heading: str) -> str:
        shaped = random.choice((str.upper, str.title, str.lower))(heading.replace("_", random.choice("_- ")))
        return f"{random.choice(('', ' '))}{shaped}{random.choice(('', '  '))}"

    usual, other = both(some, events, lambda rows: [[spell(heading) for heading in rows[0]], *rows[1:]])

    assert facts(usual) == facts(other)
    assert Counter(each.code for each in usual.problems) == Counter(each.code for each in other.problems)


@FEW
@given(lists(cases()), lists(visits), st.sampled_from((" ", "  ", "\u00a0", "\t")), st.booleans())
def test_blanks_around_cells_change_nothing(
    some: list[Row],
    events: list[Row],
    blank: str,
    before: bool,  # noqa: FBT001 – drawn
) -> None:
    """Old systems fill fields up."""

    def fill(cell: str) -> str:
        return f"{blank}{cell}" if before else f"{cell}{blank}"

    usual, other = both(some, events, lambda rows: [rows[0], *([fill(cell) for cell in row] for row in rows[1:])])

    assert settled(usual) == settled(other)


@FEW
@given(lists(cases()), lists(visits), st.integers(1, 3), st.integers(0, 5))
def test_blank_rows_and_titles_change_nothing_but_places(
    some: list[Row], events: list[Row], titles: int, at: int
) -> None:
    """A title above the headings, rows left blank among the others."""

    def space(rows: list[Row]) -> list[Row]:
        under = 1 + min(at, len(rows) - 1)
        width = len(rows[0])
        above = [["Caseload of a team that is invented"], *[[""] * width for _ in range(titles)]]
        return [*above, *rows[:under], *[[""] * width for _ in range(titles)], *rows[under:]]

    usual, other = both(some, events, space)

    assert settled(usual) == settled(other)
    assert [(each.rows, each.rows_used) for each in usual.sources] == [
        (each.rows, each.rows_used) for each in other.sources
    ]


@FEW
@given(
    lists(cases()), lists(visits), st.lists(st.text(st.sampled_from("abc 019/"), max_size=4), min_size=1, max_size=3)
)
def test_a_column_that_is_not_known_changes_nothing_and_is_spoken_of(
    some: list[Row], events: list[Row], words: list[str]
) -> None:
    """Whatever stands in it."""

    def widen(rows: list[Row]) -> list[Row]:
        spare = ("Shoe size of nobody", *(words[at % len(words)] for at in range(len(rows))))
        return [[*row, cell] for row, cell in zip(rows, spare, strict=False)]

    usual, other = both(some, events, widen)

    assert settled(usual) == settled(other)
    assert {each.code for match in find(*book(some, events, widen)) for each in say_unused(match)} == {
        "heading-not-used"
    }


STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d/%m/%Y 00:00:00")
born = date(2015, 2, 1)
some_days = st.integers(0, 600).map(lambda number: date(2025, 2, 1) + timedelta(number))


@FEW
@given(st.lists(some_days, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_each_date_may_have_a_style_of_its_own(days: list[date], random: Random) -> None:
    """One list put together from several systems is read like one in which all dates are ISO dates."""

    def rows(style: Callable[[], str]) -> list[RawSheet]:
        case = ["00123", "Hub A", born.strftime(style()), "North", "", "", ""]
        return book([case], [["00123", day.strftime(style()), "CIN Visit", "yes", ""] for day in days])

    usual, other = load(*rows(lambda: "%Y-%m-%d")), load(*rows(lambda: random.choice(STYLES)))

    assert settled(usual) == settled(other)


CANARY = "Kanarienvogel"


@tried_on(10)
@given(lists(cases()), lists(visits), st.randoms(use_true_random=False))
def test_no_message_repeats_a_cell(some: list[Row], events: list[Row], random: Random) -> None:
    """Wherever in a row a word stands that nobody expects there, messages name the place and not the word."""

    def spoil(rows: list[Row]) -> list[Row]:
        return [
            rows[0],
            *(
                [
                    f"{cell}{CANARY}" if random.random() < 0.2 else CANARY if random.random() < 0.1 else cell
                    for cell in row
                ]
                for row in rows[1:]
            ),
        ]

    caseload = load(*book([*some, ["00123", "Hub A", "01/02/2015", "North", "", "", ""]], events, spoil))
    texts = [text for each in caseload.problems for text in (each.message, each.hint, each.column, each.code)]

    assert CANARY.casefold() not in "\n".join([*texts, *caseload.notes]).casefold()
