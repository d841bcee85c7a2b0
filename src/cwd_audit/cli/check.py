"""`cwd-audit check`: what is overdue now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.exits import FailOn, decide
from cwd_audit.cli.options import MOST_DAYS, AsOf, Exports, IncludeHidden, Large, Map, Policies, choose, read_day, split
from cwd_audit.model.errors import Fault, UsageError

if TYPE_CHECKING:
    from cwd_audit.audit.run import Audit


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
        typer.Option(
            "--due-within", min=0, max=MOST_DAYS, help="Due soon means within so many days.", show_default="28"
        ),
    ] = None,
    format_: Annotated[
        str, typer.Option("--format", help="table, csv, json, xlsx or html.", show_default="table")
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What ends the run with exit code 1.")] = FailOn.OVERDUE,
    names: Annotated[bool, typer.Option("--names", help="Show the children's names.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Rows set aside and queries count as not assessed.")] = False,
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """List overdue visits, reviews and supervisions, and why.

    Exit code: 0 nothing overdue, 1 something overdue, 2 could not run, 3 some case could not be assessed.
    """
    from cwd_audit.cli.output import check_target, show, write_out
    from cwd_audit.loading.reading import ask, find_exports, start_reading

    files = find_exports(exports)
    if output:
        check_target(output, frozenset(file.resolve() for file in files))
    asked = ask(include_hidden=include_hidden, large=large)
    # in processes of their own, while the rest is imported here
    pending = start_reading(files, asked)
    from cwd_audit.audit.request import DUE_WITHIN_DAYS, AuditRequest, Narrowing
    from cwd_audit.audit.run import audit
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.formats import PLAIN, TABLE, choose_format
    from cwd_audit.cli.progress import say_at_work
    from cwd_audit.cli.views import choose_view
    from cwd_audit.model.report import Status
    from cwd_audit.policies.library import list_requirements
    from cwd_audit.reporting import find_reporter

    config = read_config(Path.cwd())
    name = choose_format(format_, output, config.format)
    in_pipe = output is None and not sys.stdout.isatty()
    reporter = find_reporter(PLAIN if name == TABLE and in_pipe else name)
    if reporter.BINARY and output is None and not in_pipe:
        raise UsageError(Fault("--format", f"a report of format {name} is a file", f"add --output report.{name}"))
    policies = split(policy) or configured_policies(config)
    wanted = choose("--requirement", split(requirement), list_requirements(policies)) if requirement else ()
    days = config.due_within if due_within is None else due_within
    request = AuditRequest(
        exports=tuple(exports),
        as_of=read_day(as_of),
        policies=policies,
        due_within_days=DUE_WITHIN_DAYS if days is None else days,
        mapping=map_ or (Path(config.map) if config.map else None),
        asked=asked,
        narrowing=Narrowing(
            teams=tuple(team),
            workers=tuple(worker),
            requirements=wanted,
            statuses=choose("--status", split(status), [each.value for each in Status]),
        ),
    )
    with say_at_work(files):
        done = audit(request, pending)
        rendered = reporter.render(done.report, choose_view(output, names=names))
    if in_pipe and name in {PLAIN, TABLE}:
        show(rendered.decode())
    else:
        write_out(rendered, output)
    _sum_up(done, output, on_terminal=name == TABLE and output is None and not in_pipe)
    raise typer.Exit(decide(done.report, done.considered, fail_on, strict=strict))


def _sum_up(done: Audit, output: Path | None, *, on_terminal: bool) -> None:
    """On standard error: what the report holds, where it went, and what to do next."""
    from cwd_audit.cli.output import tell
    from cwd_audit.reporting.tally import sum_up

    if on_terminal:  # the table ends with the sentence that sums it up
        again = " ".join(_quote(word) for word in sys.argv[1:])
        form = " --format xlsx" if "--format" in again else ""
        tell(f"Next: cwd-audit {again}{form} --output worklist.xlsx")
        return
    tell(sum_up(done.report))
    if output:
        tell(f"Written to {output.name}.")


def _quote(word: str) -> str:
    """As a shell of Windows or another system takes it for one word."""
    return f'"{word}"' if set(word) & set(" &()';") else word
