"""Bank holidays in England and Wales, from `schemas/calendars`."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from cwd_audit.model.errors import CalendarError, Fault
from cwd_audit.model.working_calendar import WorkingCalendar
from cwd_audit.policies.toml_files import read_bytes, read_toml
from cwd_audit.resources import schemas

FEWEST = 8
"""Bank holidays in a year in England and Wales; one-off days come on top."""
_KEYS = {"title": str, "source": str, "first": date, "last": date, "holidays": dict}


@cache
def load_calendar() -> WorkingCalendar:
    """The working days of England and Wales.

    Every file `england-and-wales*.toml` is a span of years; the spans join without a gap. A year is added by adding
    a file, or by adding to one.

    Raises:
        CalendarError: a file is wrong, with every fault of it.
    """
    files = sorted((schemas() / "calendars").glob("england-and-wales*.toml"))
    if not files:
        raise CalendarError(Fault("schemas/calendars", "the bank holidays are missing", "install cwd-audit again"))
    return join_calendars([parse_calendar(path.name, read_bytes(path, CalendarError)) for path in files])


def parse_calendar(name: str, content: bytes) -> WorkingCalendar:
    """The calendar that the bytes of a file hold.

    Args:
        name: the name of the file, for messages.
        content: its bytes: `title`, `source`, `first`, `last` and `[holidays]` with a line `2026-04-03 = "Good Friday"`
            for each; a holiday that falls on a weekend stands on its substitute day.

    Raises:
        CalendarError: with every fault of the file.
    """
    written = read_toml(name, content, CalendarError)
    faults = _wrong_keys(name, written)
    if faults:
        raise CalendarError(*faults)
    first, last = written["first"], written["last"]
    if last < first:
        raise CalendarError(Fault(f"{name}: key last", "`last` is before `first`", "correct the one that is wrong"))
    holidays = set()
    for key, title in written["holidays"].items():
        where = f"{name}: section holidays, line {key}"
        try:
            day = date.fromisoformat(key)
        except ValueError:
            faults.append(Fault(where, "this is not a date", 'write it as in: 2026-04-03 = "Good Friday"'))
            continue
        holidays.add(day)
        if not first <= day <= last:
            faults.append(Fault(where, f"the day is not between {first} and {last}", "correct the day, or the span"))
        if not isinstance(title, str) or not title.strip():
            faults.append(Fault(where, "the holiday has no name", 'write it as in: 2026-04-03 = "Good Friday"'))
    faults += _thin_years(name, first, last, holidays)
    if faults:
        raise CalendarError(*faults)
    return WorkingCalendar(written["title"], written["source"], first, last, frozenset(holidays))


def join_calendars(parts: list[WorkingCalendar]) -> WorkingCalendar:
    """One calendar of several spans.

    Raises:
        CalendarError: there is a gap between two, or they overlap.
    """
    first, *others = sorted(parts, key=lambda part: part.first)
    joined = first
    for part in others:
        if part.first != joined.last + timedelta(days=1):
            what = f"one calendar ends on {joined.last} and the next begins on {part.first}"
            raise CalendarError(Fault("schemas/calendars", what, "let each begin on the day after the one before"))
        source = joined.source if part.source == joined.source else f"{joined.source}; {part.source}"
        joined = WorkingCalendar(joined.title, source, joined.first, part.last, joined.holidays | part.holidays)
    return joined


def _wrong_keys(name: str, written: dict[str, Any]) -> list[Fault]:
    remedy = f"the keys are {', '.join(_KEYS)}; dates stand without quotes: first = 2010-01-01"
    faults = [Fault(f"{name}: key {key}", "there is no such key", remedy) for key in written if key not in _KEYS]
    for key, kind in _KEYS.items():
        if key not in written:
            faults.append(Fault(f"{name}: key {key}", "the key is missing", remedy))
        elif type(written[key]) is not kind or not written[key]:
            faults.append(Fault(f"{name}: key {key}", "this is not written as it should be", remedy))
    return faults


def _thin_years(name: str, first: date, last: date, holidays: set[date]) -> list[Fault]:
    """Years within the span that lack holidays: a forgotten year would make every due date in it too early."""
    whole = range(first.year + (first > date(first.year, 1, 1)), last.year + (last == date(last.year, 12, 31)))
    counted = {year: sum(day.year == year for day in holidays) for year in whole}
    remedy = f"England and Wales have at least {FEWEST} a year; list them all, or end the span before"
    return [
        Fault(f"{name}: section holidays", f"{found} bank holidays are listed for {year}", remedy)
        for year, found in counted.items()
        if found < FEWEST
    ]
