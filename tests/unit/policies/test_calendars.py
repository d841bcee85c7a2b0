"""Bank holidays in England and Wales."""

import tomllib
from datetime import date

import holidays
import pytest

from cwd_audit.model.errors import CalendarError
from cwd_audit.model.working_calendar import WorkingCalendar
from cwd_audit.policies.calendars import join_calendars, load_calendar, parse_calendar
from cwd_audit.resources import schemas

HEAD = 'title = "Testland"\nsource = "made up"\nfirst = 2026-01-01\nlast = 2026-12-31\n\n[holidays]\n'
DAYS = "".join(f'2026-0{month}-01 = "Day {month}"\n' for month in range(1, 9))


def test_the_calendar_agrees_with_another_source() -> None:
    """Every weekday that is a holiday, and no other, for all the years."""
    calendar = load_calendar()
    years = range(calendar.first.year, calendar.last.year + 1)
    other = holidays.country_holidays("GB", subdiv="ENG", years=years)
    expected = {day for day in other if day.weekday() < 5}

    assert expected == calendar.holidays


ONE_OFF = {
    date(2011, 4, 29): ("Royal wedding", "Wedding of William and Catherine"),
    date(2012, 6, 4): ("Spring bank holiday (moved from 28 May)", "Spring Bank Holiday"),
    date(2012, 6, 5): ("Queen's Diamond Jubilee", "Diamond Jubilee of Elizabeth II"),
    date(2020, 5, 8): ("Early May bank holiday (VE Day, moved from 4 May)", "May Day"),
    date(2022, 6, 2): ("Spring bank holiday (moved from 30 May)", "Spring Bank Holiday"),
    date(2022, 6, 3): ("Platinum Jubilee bank holiday", "Platinum Jubilee of Elizabeth II"),
    date(2022, 9, 19): ("State Funeral of Queen Elizabeth II", "State Funeral of Queen Elizabeth II"),
    date(2023, 5, 8): ("Coronation of King Charles III", "Coronation of Charles III"),
}
"""What our file calls each, and what the other source does."""


def test_one_off_and_moved_days_are_there_by_name() -> None:
    """Those of 2011, 2012, 2020, 2022 and 2023, in both sources; the days they were moved from are in neither."""
    written = tomllib.loads((schemas() / "calendars" / "england-and-wales.toml").read_text(encoding="utf-8"))
    other = holidays.country_holidays("GB", subdiv="ENG", years=range(2011, 2024))

    assert ONE_OFF == {day: (written["holidays"][str(day)], other[day]) for day in ONE_OFF}
    for day in (date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30)):
        assert str(day) not in written["holidays"]
        assert day not in other


def test_the_span_ends_with_what_is_announced() -> None:
    """The days of 2029 are not announced; asking for one, or for one before 1996, is an error, not a guess."""
    calendar = load_calendar()

    assert (date(1996, 1, 1), date(2028, 12, 31)) == (calendar.first, calendar.last)
    for day in (date(1995, 12, 29), date(2029, 1, 1)):
        with pytest.raises(CalendarError):
            calendar.is_working_day(day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(1999, 12, 31), False),  # the turn of the millennium
        (date(2000, 1, 3), False),  # New Year's Day, substitute
        (date(2002, 5, 27), True),  # spring bank holiday moved to June
        (date(2002, 6, 3), False),  # golden jubilee
        (date(2002, 6, 4), False),
        (date(2004, 12, 28), False),  # Boxing Day, substitute
        (date(2005, 12, 26), False),  # Boxing Day; Christmas Day, a Sunday, stands on the 27th
        (date(2009, 12, 31), True),
        (date(2010, 1, 1), False),  # where one file ends and the next begins
        (date(2011, 4, 29), False),  # royal wedding
        (date(2012, 5, 28), True),  # spring bank holiday moved to June
        (date(2012, 6, 5), False),  # diamond jubilee
        (date(2020, 5, 4), True),  # early May moved to VE Day
        (date(2020, 5, 8), False),
        (date(2022, 6, 3), False),  # platinum jubilee
        (date(2022, 9, 19), False),  # state funeral
        (date(2023, 5, 8), False),  # coronation
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),  # Good Friday
        (date(2026, 4, 6), False),  # Easter Monday
        (date(2026, 12, 28), False),  # Boxing Day, substitute
        (date(2027, 12, 24), True),
        (date(2027, 12, 25), False),  # Christmas Day on a Saturday
    ],
)
def test_one_off_and_moved_days_are_right(day: date, expected: bool) -> None:  # noqa: FBT001 – a table of expectations
    """The years in which the calendar was changed by proclamation."""
    assert expected is load_calendar().is_working_day(day)


BROKEN = {
    "a missing key": (HEAD.replace('source = "made up"\n', "") + DAYS, "cal.toml: key source", "the key is missing"),
    "an unknown key": ("region = 1\n" + HEAD + DAYS, "cal.toml: key region", "there is no such key"),
    "a date in quotes": (
        HEAD.replace("2026-12-31", '"2026-12-31"') + DAYS,
        "cal.toml: key last",
        "this is not written as it should be",
    ),
    "an end before the start": (
        HEAD.replace("2026-12-31", "2025-12-31") + DAYS,
        "cal.toml: key last",
        "`last` is before `first`",
    ),
    "a line that is no date": (
        HEAD + 'easter = "Easter"\n' + DAYS,
        "cal.toml: section holidays, line easter",
        "this is not a date",
    ),
    "no such day": (
        HEAD + DAYS + '2026-02-30 = "?"\n',
        "cal.toml: section holidays, line 2026-02-30",
        "this is not a date",
    ),
    "a day outside": (
        HEAD + DAYS + '2027-01-01 = "x"\n',
        "cal.toml: section holidays, line 2027-01-01",
        "the day is not between 2026-01-01 and 2026-12-31",
    ),
    "a day without a name": (
        HEAD + DAYS + '2026-09-01 = ""\n',
        "cal.toml: section holidays, line 2026-09-01",
        "the holiday has no name",
    ),
    "a forgotten day": (
        HEAD + DAYS[DAYS.index("\n") + 1 :],
        "cal.toml: section holidays",
        "7 bank holidays are listed for 2026",
    ),
    "a day twice": (HEAD + DAYS + '2026-01-01 = "again"\n', "cal.toml, line 15", "a key or a heading is given twice"),
}


@pytest.mark.parametrize(("content", "where", "what"), BROKEN.values(), ids=BROKEN)
def test_a_fault_of_a_calendar_has_its_place(content: str, where: str, what: str) -> None:
    """A wrong calendar would make every due date in working days wrong, so it is not used at all."""
    with pytest.raises(CalendarError) as caught:
        parse_calendar("cal.toml", content.encode())

    assert [(where, what)] == [(fault.where, fault.what) for fault in caught.value.faults]


def spanning(first: str, last: str, *days: str) -> bytes:
    """A calendar file of this span, with these days."""
    head = HEAD.replace("2026-01-01", first).replace("2026-12-31", last)
    return (head + "".join(f'{day} = "A day"\n' for day in days)).encode()


def eight_of(year: int) -> list[str]:
    """As many days as a year has at least."""
    return [f"{year}-0{month}-01" for month in range(1, 9)]


def test_a_year_between_others_is_not_forgotten() -> None:
    """Each year is counted by itself: days of the years around it do not make up for one that is missing."""
    days = [*eight_of(2025), *eight_of(2026)[1:], *eight_of(2027)]

    with pytest.raises(CalendarError, match="7 bank holidays are listed for 2026"):
        parse_calendar("cal.toml", spanning("2025-01-01", "2027-12-31", *days))


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        ("2026-01-02", "2026-12-31", ["2026-04-03"]),
        ("2026-02-01", "2026-12-31", ["2026-04-03"]),
        ("2026-01-01", "2026-12-30", ["2026-04-03"]),
        ("2026-05-04", "2026-05-04", ["2026-05-04"]),
        ("2025-12-01", "2027-01-31", ["2025-12-25", *eight_of(2026)]),
    ],
)
def test_part_of_a_year_has_as_many_days_as_it_has(first: str, last: str, days: list[str]) -> None:
    """Only whole years must have eight; the first and the last day of the span are in it."""
    read = parse_calendar("cal.toml", spanning(first, last, *days))

    assert {date.fromisoformat(day) for day in days} == read.holidays


@pytest.mark.parametrize(("one", "other"), [("gov.uk", "The Gazette"), ("The Gazette", "gov.uk")])
def test_a_calendar_of_two_sources_names_both(one: str, other: str) -> None:
    """In the order of the years that they are for."""
    earlier = WorkingCalendar("Testland", one, date(2026, 1, 1), date(2026, 12, 31), frozenset())
    later = WorkingCalendar("Testland", other, date(2027, 1, 1), date(2027, 12, 31), frozenset())

    assert f"{one}; {other}" == join_calendars([later, earlier]).source


def test_a_year_is_added_by_a_file() -> None:
    """Two spans that meet are one calendar."""
    one = parse_calendar("one.toml", (HEAD + DAYS).encode())
    two = parse_calendar("two.toml", (HEAD + DAYS).replace("2026-", "2027-").encode())

    joined = join_calendars([two, one])

    assert (one.first, two.last, one.holidays | two.holidays) == (joined.first, joined.last, joined.holidays)
    assert joined.source == "made up"


@pytest.mark.parametrize("first", [date(2027, 1, 2), date(2026, 12, 31)])
def test_a_gap_or_an_overlap_is_refused(first: date) -> None:
    """Days that no file covers, or two files cover, would be a guess."""
    one = WorkingCalendar("Testland", "made up", date(2026, 1, 1), date(2026, 12, 31), frozenset())
    two = WorkingCalendar("Testland", "made up", first, date(2027, 12, 31), frozenset())

    with pytest.raises(CalendarError) as caught:
        join_calendars([one, two])

    assert f"one calendar ends on 2026-12-31 and the next begins on {first}" in str(caught.value)
