"""The report on a terminal: what a manager reads from the top, whatever the terminal."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from rich.cells import cell_len

from builders_report import (
    AS_OF,
    a_finding,
    a_policy,
    a_report,
    beside_a_statute,
    empty,
    every_status,
    hostile,
    late_by,
    many,
    one_overdue,
    with_status,
)
from cwd_audit.model.policy import Strength
from cwd_audit.model.report import AuditReport, Silence, Status
from cwd_audit.reporting import RenderOptions, find_reporter


def draw(report: AuditReport, width: int | None = 140, **options: bool) -> list[str]:
    """The lines of the report."""
    return find_reporter("table").render(report, RenderOptions(width=width, **options)).decode().splitlines()


def row_with(lines: list[str], text: str) -> str:
    """The first line that holds a text."""
    return next(line for line in lines if text in line)


def test_first_line_says_whose_policy_and_which_day() -> None:
    """The day is written out in full, in English, whatever the computer's language."""
    assert draw(one_overdue())[0] == "Testshire County Council: Short Breaks, as at 5 January 2026"


def test_a_policy_past_its_review_is_said_loudly() -> None:
    """The document's own review date has passed: the second line warns."""
    assert draw(one_overdue())[1].startswith("WARNING: THE POLICY IS PAST ITS OWN REVIEW DATE, 31 OCTOBER 2024")


def test_a_policy_in_date_warns_of_nothing() -> None:
    """No warning where the review date lies ahead or none is stated."""
    report = a_report(a_finding(), policies=(a_policy(past_review=False), a_policy(past_review=False, review_due=None)))

    assert not any("WARNING" in line for line in draw(report))


def test_an_overdue_line_holds_what_a_manager_acts_on() -> None:
    """Child, pathway, what, due date, days, worker and team stand on one line."""
    line = re.split(r" {2,}", row_with(draw(one_overdue()), "00123"))

    assert line == ["00123", "Short Breaks", "Visit", "26 December 2025", "10", "Testworker One", "Team North"]


def test_the_longest_overdue_comes_first() -> None:
    """The order of the page is the order of acting, not the order of the report; breaches come after."""
    report = a_report(
        with_status(Status.BREACH, case_id="30000"),
        a_finding(case_id="10000", **late_by(3)),
        a_finding(case_id="20000", **late_by(300)),
    )
    lines = draw(report)

    assert [line[:5] for line in lines if re.match(r"\d{5} ", line)] == ["20000", "10000", "30000"]


def test_blank_worker_is_called_unallocated() -> None:
    """Nobody has the case, and the page says so."""
    assert "Unallocated" in row_with(draw(a_report(a_finding(worker=""))), "00123")


def test_weak_rules_are_marked() -> None:
    """What the policy says with "usually" is marked, and the last line counts it."""
    lines = draw(a_report(a_finding(strength=Strength.USUALLY), a_finding(case_id="00124")))

    assert "Visit (usually)" in row_with(lines, "00123")
    assert "Of what is late, 1 under a rule" in " ".join(lines)


def test_all_overdue_are_shown_and_twenty_of_the_rest() -> None:
    """No overdue child is left off; other lists are cut and say how much is missing."""
    lines = draw(many())

    assert len([line for line in lines if re.match(r"000\d\d ", line)]) == 90
    assert len([line for line in lines if re.match(r"001\d\d ", line)]) == 20
    assert lines.count("and 70 more: --format xlsx or csv has them all") == 1, "due soon"
    assert len([line for line in lines if line.endswith(" and 70 more")]) == 2, "not assessed and queries, by reason"


def test_totals_come_last_and_agree() -> None:
    """Requirement and team add up to the same figures, and the sentence repeats them."""
    lines = draw(every_status())
    totals = [line.split()[1:] for line in lines if line.startswith("All ")]

    assert totals == [["3", "2", "2", "2", "2", "2", "2"]] * 2
    assert "3 overdue and 2 in breach, for 5 children; 2 due within 28 days; 2 not assessed; 2 to query" in " ".join(
        lines
    )


def test_nothing_overdue_is_not_called_green() -> None:
    """Where a case could not be assessed, the last line says so, though nothing is overdue."""
    lines = draw(a_report(with_status(Status.NOT_ASSESSED), with_status(Status.IN_TIME)))

    assert "NOTHING FOUND OVERDUE" in lines
    assert "1 not assessed" in lines[-1]


def test_nothing_checked_is_not_called_in_time() -> None:
    """An audit without findings does not read as a clean one."""
    assert "NOTHING WAS CHECKED" in draw(empty())


def test_a_silent_policy_is_never_in_time() -> None:
    """Where the document sets no interval the page prints "no rule in the policy"."""
    lines = draw(a_report(silences=(Silence("testshire", "", "EHC review", 12),)))

    assert "  EHC review: no rule in the policy (all pathways, 12 cases)" in lines


def test_problems_are_grouped_with_their_first_place() -> None:
    """Two faults of one kind take two lines, with the count and the first cell."""
    lines = draw(every_status())

    assert "  2 x error: there is no such day [date-impossible]" in lines
    assert 'first at export.xlsx: sheet "Visits", row 14, column "Visit Date".' in "".join(lines)


def test_rules_not_run_name_their_columns() -> None:
    """The analyst sees which columns to add to the export."""
    assert "  testshire.sb.nights: wants stays.start and stays.end; applies to 4 cases" in draw(every_status())


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (140, None),
        (80, "Too narrow to show: pathway and team."),
        (60, "Too narrow to show: pathway, worker and team."),
    ],
)
def test_columns_are_dropped_by_name(width: int, said: str | None) -> None:
    """A narrow terminal loses the least important columns, and the page says which."""
    start = draw(every_status(), width).index("OVERDUE OR IN BREACH (5), the longest overdue first")
    dropped = [line for line in draw(every_status(), width)[start : start + 14] if line.startswith("Too narrow")]

    assert dropped == [] if said is None else dropped[0].startswith(said)


@pytest.mark.parametrize("width", [40, 60, 80, 140, 250])
@pytest.mark.parametrize("report", [every_status, many, hostile])
def test_no_line_is_wider_than_the_terminal(report: Callable[[], AuditReport], width: int) -> None:
    """Nothing is wrapped by the terminal itself, even where cells are wide or long."""
    too_wide = [line for line in draw(report(), width) if cell_len(line) > width]

    assert too_wide == []


@pytest.mark.parametrize("width", [50, 60])
def test_what_matters_most_is_whole_on_the_narrowest(width: int) -> None:
    """Child, date and days are never squeezed out."""
    line = row_with(draw(one_overdue(), width), "00123")

    assert re.fullmatch(r"00123 +Visit +26 December 2025 +10( .*)?", line)


def test_without_a_width_there_is_a_usual_one() -> None:
    """A table written to a file is 100 columns wide."""
    assert draw(many(), None) == draw(many(), 100)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp850"])
def test_every_console_can_show_it(encoding: str) -> None:
    """Without Unicode the page is ASCII, and what people typed is replaced letter by letter."""
    page = "\n".join(draw(hostile(), unicode=False, names=True))

    assert page.encode(encoding).decode(encoding) == page


def test_accents_are_dropped_where_they_cannot_be_shown() -> None:
    """A Welsh name stays readable on an old console."""
    assert "Sian Wyn" in row_with(draw(a_report(a_finding(worker="Siân Ŵyn")), unicode=False), "00123")


def test_no_colour_unless_asked() -> None:
    """Colour is for terminals that want it; the words are the same without."""
    plain, coloured = (draw(every_status(), colour=colour) for colour in (False, True))

    assert "\x1b" not in "".join(plain)
    assert "\x1b[31m" in "".join(coloured)
    assert plain == [re.sub(r"\x1b\[[0-9;]*m", "", line).rstrip() for line in coloured]


def test_markup_in_a_cell_is_text() -> None:
    """Square brackets are shown, not obeyed."""
    line = row_with(draw(a_report(a_finding(team="[bold]loud[/bold] [/red]")), 200), "00123")

    assert line.endswith("[bold]loud[/bold] [/red]")


def test_the_environment_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the options decide: FORCE_COLOR, COLUMNS and TERM are the command line's business."""
    expected = draw(every_status())
    for name, value in {"FORCE_COLOR": "1", "COLUMNS": "40", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)

    assert expected == draw(every_status())


def test_filters_are_named_at_the_top() -> None:
    """A page of one team does not pass for a page of all."""
    assert draw(a_report(filtered="team Team North", as_of=AS_OF))[2] == "Only: team Team North"


def test_what_a_statute_asks_stands_apart() -> None:
    """It has a section of its own, and no figure of the council holds it."""
    drawn = find_reporter("table").render(beside_a_statute(), RenderOptions(width=120)).decode()
    own, apart = drawn.split("NATIONAL TIMESCALES")

    assert "statute: 1 overdue and 1 in time" in apart
    assert "Visit under the regulations" in apart
    assert "Visit under the regulations" not in own
    assert "1 overdue, for 1 child" in drawn
