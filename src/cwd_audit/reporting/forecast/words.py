"""What the forecast says, the same in every form that people read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwd_audit.reporting.words import UNALLOCATED, say_count, say_date, say_first_capital, say_list

if TYPE_CHECKING:
    from datetime import date

    from cwd_audit.model.forecast import Forecast, ForecastLine

NOT_AVAILABLE = "not available"
_SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def say_assumptions(forecast: Forecast) -> Iterator[str]:
    """How it is counted, a sentence each."""
    weeks = say_count(forecast.weeks, "week")
    yield (
        "It is taken that each thing is done on the day it falls due, and what is overdue on the day of the audit; it "
        "then falls due again after its interval. A rule that asks once does not ask again."
    )
    yield (
        "One visit or review may satisfy several rules: for each child and requirement the rule that asks most often "
        "counts, and what is overdue counts once."
    )
    yield (
        f"It is of the {weeks} from {say_date(forecast.as_of)} on. Columns are weeks beginning on Monday; the first "
        "and the last may be a part of a week."
    )
    yield (
        f"Beside it stands what was made in the {weeks} up to that day: what counts under the policy, of the same "
        "children, by the worker who holds the case now, whoever made it."
    )


def say_shortfalls(forecast: Forecast) -> list[str]:
    """Where what is overdue will come from, the widest gap first: `Testworker One: 14 visits fall due in …`."""
    short = sorted((line for line in forecast.lines if line.shortfall), key=lambda line: -line.shortfall)
    return [_say_shortfall(line, forecast.weeks) for line in short]


def _say_shortfall(line: ForecastLine, weeks: int) -> str:
    owed = say_count(line.falls_due, line.requirement) if line.falls_due else f"no {line.requirement}s"
    falls = "falls" if line.falls_due == 1 else "fall"
    late = f" and {line.overdue:,} {'is' if line.overdue == 1 else 'are'} overdue" if line.overdue else ""
    made = f"{line.made or 'none'} {'were' if line.made and line.made > 1 else 'was'} made in the past {weeks}"
    return f"{say_worker(line)}: {owed} {falls} due in {say_count(weeks, 'week')}{late}; {made}."


def say_worker(line: ForecastLine) -> str:
    """The worker, or that the cases have none."""
    return line.worker or UNALLOCATED


def say_requirement(line: ForecastLine) -> str:
    """`Visit`; for what cannot be told, `Any`."""
    return say_first_capital(line.requirement)


def say_week(start: date) -> str:
    """`2 Nov`: the Monday, short enough for the head of a narrow column."""
    return f"{start.day} {_SHORT_MONTHS[start.month - 1]}"


def say_made(line: ForecastLine) -> str:
    """How many were made; where that cannot be told, that it cannot: never 0."""
    return NOT_AVAILABLE if line.made is None else f"{line.made:,}"


def say_pace(line: ForecastLine, weeks: int) -> str:
    """How many were made a week, with one decimal."""
    return NOT_AVAILABLE if line.made is None else f"{line.made / weeks:,.1f}"


def sum_up_forecast(forecast: Forecast) -> str:
    """The whole forecast in a sentence."""
    weeks = say_count(forecast.weeks, "week")
    totals = [line for line in forecast.totals if line.falls_due]
    falls = say_list(say_count(line.falls_due, line.requirement) for line in totals) if totals else "nothing"
    verb = "falls" if not totals or (len(totals) == 1 and totals[0].falls_due == 1) else "fall"
    said = [f"{falls} {verb} due within {weeks}"]
    overdue = sum(line.overdue for line in forecast.lines)
    said.append(f"{overdue:,} overdue now")
    if forecast.not_forecast:
        said.append(f"{say_count(forecast.not_forecast, 'child', 'children')} cannot be forecast, or not in full")
    return f"{say_count(forecast.cases, 'open case')} as at {say_date(forecast.as_of)}: {'; '.join(said)}."
