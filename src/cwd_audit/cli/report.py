"""`cwd-audit report`: the month for leaders, in figures only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.months import read_month
from cwd_audit.cli.options import Exports, IncludeHidden, Large, Map, Policies, read_day, split

if TYPE_CHECKING:
    from cwd_audit.model.month import MonthReport
    from cwd_audit.reporting.month.pages import Document

_NAME = "report"


def report(
    exports: Exports,
    output: Annotated[Path, typer.Option("--output", "-o", help="The folder for the files; made where it is missing.")],
    month: Annotated[
        str, typer.Option("--month", help="The month, as 2026-10.", show_default="the last that is over")
    ] = "",
    history: Annotated[
        Path | None,
        typer.Option("--history", help="A file that keeps the months' counts, for exports without history."),
    ] = None,
    policy: Policies = [],
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Write the month's figures: no child's record, small numbers hidden, the last twelve month-ends.

    The files are report.docx, report.html, report.json and report.xlsx; those of an earlier run are replaced, nothing
    else in the folder is touched, and where one cannot be written none is. The history file holds counts before small
    numbers are hidden, and no child's record: keep it as you keep the exports.

    Exit code: 0 the report was made, whatever it says, 2 could not run. Children who could not be assessed are counted
    apart in it, and the last lines of the run say so.
    """
    from cwd_audit.cli.output import check_folder
    from cwd_audit.cli.reading import begin_reading
    from cwd_audit.loading.reading import ask, find_exports
    from cwd_audit.reporting.month import find_month_reporter, month_formats

    month_end = read_month(month, read_day(""))
    files = find_exports(exports)
    names = {ending: f"{_NAME}.{ending}" for ending in month_formats()}
    check_folder(output, names.values(), frozenset(file.resolve() for file in files))
    asked = ask(include_hidden=include_hidden, large=large)
    pending = begin_reading(files, asked, map_)
    from cwd_audit.audit.month.make import make_month
    from cwd_audit.audit.month.store import recall, remember
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.progress import say_at_work
    from cwd_audit.policies.indicators import load_indicators
    from cwd_audit.reporting.month.arrange import arrange
    from cwd_audit.reporting.month.publication import publish
    from cwd_audit.writing import write_folder

    config = read_config(Path.cwd())
    request = AuditRequest(
        exports=tuple(exports),
        as_of=month_end,
        policies=split(policy) or configured_policies(config),
        mapping=config.find_mapping(map_),
        asked=asked,
    )
    with say_at_work(files):
        worked_out = make_month(request, load_indicators, pending)
        made = publish(recall(history, worked_out) if history else worked_out)
        document = arrange(made)
        contents = {name: find_month_reporter(ending).render(made, document) for ending, name in names.items()}
    write_folder(output, contents, partial(remember, history, worked_out) if history else None)
    _sum_up(made, document, output, contents)


def _sum_up(made: MonthReport, document: Document, output: Path, names: dict[str, bytes]) -> None:
    """On standard error: what a leader should take away, what is hidden, and where it went."""
    from cwd_audit.cli.output import tell
    from cwd_audit.reporting.month.words import say_month
    from cwd_audit.reporting.words import say_count, say_list

    tell(f"{say_month(made.month_end)}: {document.summary[0]}")
    unknown = sum(bool(result.whole.at_month_end.not_assessed) for result in made.results)
    if unknown:
        tell(f"Not every child could be assessed: under {unknown} of {say_count(len(made.results), 'indicator')}.")
    if made.hidden:
        tell(f"{say_count(made.hidden, 'number is', 'numbers are')} hidden, so that no small one can be told.")
    tell(f"Written to the folder {output.name}: {say_list(names)}.")
