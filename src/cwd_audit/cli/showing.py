"""What `check` shows of an audit: its findings, or the coming weeks."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cwd_audit.model.errors import Fault, UsageError

if TYPE_CHECKING:
    from cwd_audit.audit.request import Narrowing
    from cwd_audit.audit.run import Audit
    from cwd_audit.reporting import RenderOptions

_FEWEST_WEEKS, _MOST_WEEKS = 1, 52


@dataclass(frozen=True)
class Showing:
    """A form of a report."""

    is_text: bool
    """Lines for a terminal or a pipe, which are written in the encoding that it has."""
    on_terminal: bool
    """Somebody looks at it, and it ends with the sentence that sums it up."""
    present: Callable[[Audit, RenderOptions], tuple[bytes, str]]
    """The report, and the sentence."""


def show_findings(asked: str, output: Path | None, usual: str) -> Showing:
    """The form in which findings are shown.

    Args:
        asked: `--format`.
        output: `--output`.
        usual: the `format` of the configuration.

    Raises:
        UsageError: there is no such format, or it is no text and would go to a terminal.
    """
    from cwd_audit.cli.formats import PLAIN, TABLE, choose_format
    from cwd_audit.reporting import find_reporter
    from cwd_audit.reporting.tally import sum_up

    name = choose_format(asked, output, usual)
    in_pipe = output is None and not sys.stdout.isatty()
    reporter = find_reporter(PLAIN if name == TABLE and in_pipe else name)
    _refuse_terminal(name, reporter.BINARY, output)

    def present(audit: Audit, view: RenderOptions) -> tuple[bytes, str]:
        return reporter.render(audit.report, view), sum_up(audit.report)

    return Showing(in_pipe and name in {PLAIN, TABLE}, name == TABLE and output is None and not in_pipe, present)


def show_forecast(asked: str, output: Path | None, usual: str, weeks: int, narrowing: Narrowing) -> Showing:
    """The form in which the coming weeks are shown.

    Args:
        asked: `--format`.
        output: `--output`.
        usual: the `format` of the configuration, where the forecast has it.
        weeks: how many.
        narrowing: of which teams, workers and requirements.

    Raises:
        UsageError: the forecast has no such format, or it is no text and would go to a terminal.
    """
    from cwd_audit.cli.formats import TABLE, choose_format
    from cwd_audit.cli.views import takes_every_character
    from cwd_audit.reporting.forecast import find_forecast_reporter, forecast_reporter_names
    from cwd_audit.reporting.forecast.words import sum_up_forecast

    known = forecast_reporter_names()
    name = choose_format(asked, output, usual if usual in known else "", known)
    reporter = find_forecast_reporter(name)
    _refuse_terminal(name, reporter.BINARY, output)
    is_text = name == TABLE and output is None

    def present(audit: Audit, view: RenderOptions) -> tuple[bytes, str]:
        from cwd_audit.audit.forecast import forecast

        ahead = forecast(audit, narrowing, weeks)
        suited = replace(view, unicode=takes_every_character()) if is_text else view
        return reporter.render(ahead, suited), sum_up_forecast(ahead)

    return Showing(is_text, is_text and sys.stdout.isatty(), present)


def _refuse_terminal(name: str, binary: bool, output: Path | None) -> None:
    if binary and output is None and sys.stdout.isatty():
        raise UsageError(Fault("--format", f"a report of format {name} is a file", f"add --output report.{name}"))


def read_weeks(text: str, *, with_baseline: bool) -> int:
    """The weeks of `--forecast`; 0 where it is not given.

    Args:
        text: as `12w`.
        with_baseline: whether `--baseline` is given too.

    Raises:
        UsageError: it is no such number of weeks, or it is asked for beside a baseline.
    """
    if not text:
        return 0
    if with_baseline:
        what = "it looks ahead, and --baseline looks back"
        raise UsageError(Fault("--forecast", what, "ask for one of the two at a time"))
    written = re.fullmatch(r"([0-9]{1,2}) ?(w|weeks?)", text.strip().lower(), re.ASCII)
    weeks = int(written[1]) if written else 0
    if not _FEWEST_WEEKS <= weeks <= _MOST_WEEKS:
        remedy = f"write it as 12w, from {_FEWEST_WEEKS}w to {_MOST_WEEKS}w"
        raise UsageError(Fault("--forecast", "it is not a number of weeks that can be looked ahead", remedy))
    return weeks
