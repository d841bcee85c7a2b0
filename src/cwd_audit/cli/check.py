"""`cwd-audit check`: what is overdue now."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.exits import FailOn, decide
from cwd_audit.cli.options import AsOf, Exports, Map, Policies, choose, read_day, split
from cwd_audit.model.errors import Fault, UsageError

if TYPE_CHECKING:
    from cwd_audit.audit.run import Audit
    from cwd_audit.reporting import RenderOptions

_BY_ENDING = {".xlsx": "xlsx", ".csv": "csv", ".json": "json"}


def check(
    exports: Exports,
    policy: Policies = [],
    as_of: AsOf = "",
    team: Annotated[list[str], typer.Option("--team", help="Only cases of this team.")] = [],
    worker: Annotated[list[str], typer.Option("--worker", help="Only cases of this worker, or `unallocated`.")] = [],
    requirement: Annotated[list[str], typer.Option("--requirement", help="Only visits, reviews, supervisions, …")] = [],
    status: Annotated[list[str], typer.Option("--status", help="Show only findings of this status.")] = [],
    due_within: Annotated[
        int | None,
        typer.Option("--due-within", min=0, max=3660, help="Due soon means within so many days.", show_default="28"),
    ] = None,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json or xlsx.", show_default="table")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What ends the run with exit code 1.")] = FailOn.OVERDUE,
    names: Annotated[bool, typer.Option("--names", help="Show the children's names.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Rows set aside and queries count as not assessed.")] = False,
    map_: Map = None,
) -> None:
    """List overdue visits, reviews and supervisions, and why.

    Exit code: 0 nothing overdue, 1 something overdue, 2 could not run, 3 some case could not be assessed.
    """
    from cwd_audit.loading.reading import find_exports, start_reading

    pending = start_reading(find_exports(exports))  # in processes of their own, while the rest is imported here
    from cwd_audit.audit.request import DUE_WITHIN_DAYS, AuditRequest, Narrowing
    from cwd_audit.audit.run import audit
    from cwd_audit.cli.config import read_config
    from cwd_audit.model.canonical import EVENT_TABLE
    from cwd_audit.model.report import Status
    from cwd_audit.reporting import find_reporter

    config = read_config(Path.cwd())
    name = format_ or (_BY_ENDING.get(output.suffix.lower(), "") if output else "") or config.format or "table"
    reporter = find_reporter("plain" if name == "table" and output is None and not sys.stdout.isatty() else name)
    if reporter.BINARY and output is None and sys.stdout.isatty():
        raise UsageError(Fault("--format", f"a report of format {name} is a file", f"add --output report.{name}"))
    days = config.due_within if due_within is None else due_within
    request = AuditRequest(
        exports=tuple(exports),
        as_of=read_day(as_of),
        policies=split(policy) or split([config.policy]),
        due_within_days=DUE_WITHIN_DAYS if days is None else days,
        mapping=map_ or (Path(config.map) if config.map else None),
        narrowing=Narrowing(
            teams=tuple(team),
            workers=tuple(worker),
            requirements=choose("--requirement", split(requirement), EVENT_TABLE),
            statuses=choose("--status", split(status), [each.value for each in Status]),
        ),
    )
    done = audit(request, pending)
    from cwd_audit.cli.output import write_out

    write_out(reporter.render(done.report, _options(names=names)), output)
    _say(done, exports, name, output)
    raise typer.Exit(decide(done.report, done.considered, fail_on, strict=strict))


def _options(*, names: bool) -> RenderOptions:
    from cwd_audit.reporting import RenderOptions

    if not sys.stdout.isatty():
        return RenderOptions(names=names)
    import shutil

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    encoding = (sys.stdout.encoding or "ascii").lower().replace("-", "")
    return RenderOptions(
        names=names, width=shutil.get_terminal_size((120, 40)).columns, colour=not plain, unicode=encoding == "utf8"
    )


def _say(done: Audit, exports: list[Path], name: str, output: Path | None) -> None:
    """The summary, on standard error: where the report went, what it holds, and what to do next."""
    on_terminal = name == "table" and output is None and sys.stdout.isatty()
    from cwd_audit.reporting.tally import sum_up

    lines = [] if on_terminal else [sum_up(done.report)]
    if output:
        lines.append(f"Written to {output.name}.")
    if on_terminal:
        export = f'"{exports[0]}"' if " " in str(exports[0]) else str(exports[0])
        lines.append(f"Next: cwd-audit check {export} --output worklist.xlsx")
    for line in lines:
        typer.echo(line, err=True)
