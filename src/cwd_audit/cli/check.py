"""`cwd-audit check`: what is overdue now."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cwd_audit.cli.exits import FailOn, decide
from cwd_audit.cli.options import MOST_DAYS, AsOf, Exports, IncludeHidden, Large, Map, Policies, choose, read_day, split


def check(
    exports: Exports,
    policy: Policies = [],
    as_of: AsOf = "",
    team: Annotated[list[str], typer.Option("--team", help="Only cases of this team.")] = [],
    worker: Annotated[list[str], typer.Option("--worker", help="Only cases of this worker, or `unallocated`.")] = [],
    requirement: Annotated[list[str], typer.Option("--requirement", help="Only visits, reviews and so on.")] = [],
    status: Annotated[list[str], typer.Option("--status", help="Show only findings of this status.")] = [],
    due_within: Annotated[
        int | None,
        typer.Option(
            "--due-within", min=0, max=MOST_DAYS, help="Due soon means within so many days.", show_default="28"
        ),
    ] = None,
    format_: Annotated[
        str,
        typer.Option("--format", help="table, html, xlsx, csv, json, markdown or junit.", show_default="table"),
    ] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    fail_on: Annotated[FailOn, typer.Option("--fail-on", help="What ends the run with exit code 1.")] = FailOn.OVERDUE,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help="Only what is new or mended since this JSON report of a check.")
    ] = None,
    forecast: Annotated[
        str, typer.Option("--forecast", help="Instead: what falls due in so many weeks, as 12w.", show_default=False)
    ] = "",
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
    from cwd_audit.cli.reading import begin_reading
    from cwd_audit.loading.reading import ask, find_exports

    files = find_exports(exports)
    if output:
        check_target(output, frozenset(file.resolve() for file in files), baseline)
    asked = ask(include_hidden=include_hidden, large=large)
    pending = begin_reading(files, asked, map_)
    from cwd_audit.audit.baseline import compare, read_baseline
    from cwd_audit.audit.request import DUE_WITHIN_DAYS, AuditRequest, Narrowing
    from cwd_audit.audit.run import audit
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.progress import say_at_work
    from cwd_audit.cli.showing import read_weeks, show_findings, show_forecast
    from cwd_audit.cli.views import choose_view
    from cwd_audit.engine.batches import Batching
    from cwd_audit.loading.threads import in_threads
    from cwd_audit.model.report import Status
    from cwd_audit.policies.library import list_requirements

    config = read_config(Path.cwd())
    weeks = read_weeks(forecast, with_baseline=baseline is not None)
    policies = split(policy) or configured_policies(config)
    wanted = choose("--requirement", split(requirement), list_requirements(policies)) if requirement else ()
    days = config.due_within if due_within is None else due_within
    request = AuditRequest(
        exports=tuple(exports),
        as_of=read_day(as_of),
        policies=policies,
        due_within_days=DUE_WITHIN_DAYS if days is None else days,
        mapping=config.find_mapping(map_),
        asked=asked,
        batching=None if weeks else Batching(in_threads),
        narrowing=Narrowing(
            teams=tuple(team),
            workers=tuple(worker),
            requirements=wanted,
            statuses=choose("--status", split(status), [each.value for each in Status]),
        ),
    )
    then = read_baseline(baseline, request.as_of) if baseline else None
    if weeks:
        showing = show_forecast(format_, output, config.format, weeks, request.narrowing)
    else:
        showing = show_findings(format_, output, config.format)
    with say_at_work(files):
        done = audit(request, pending)
        done = compare(then, done, request.narrowing) if then else done
        rendered, sentence = showing.present(done, choose_view(output, names=names))
    if showing.is_text:
        show(rendered.decode())
    else:
        write_out(rendered, output)
    _say_next(sentence, output, on_terminal=showing.on_terminal)
    raise typer.Exit(decide(done.report, done.considered, fail_on, strict=strict))


def _say_next(sentence: str, output: Path | None, *, on_terminal: bool) -> None:
    """On standard error: what the report holds, where it went, and what to do next."""
    from cwd_audit.cli.output import tell

    if on_terminal:  # the table ends with the sentence that sums it up
        again = " ".join(_quote(word) for word in sys.argv[1:])
        form = " --format xlsx" if "--format" in again else ""
        tell(f"Next: cwd-audit {again}{form} --output worklist.xlsx")
        return
    tell(sentence)
    if output:
        tell(f"Written to {output.name}.")


def _quote(word: str) -> str:
    """As a shell of Windows or another system takes it for one word."""
    return f'"{word}"' if set(word) & set(" &()';") else word
