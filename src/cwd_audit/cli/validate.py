"""`cwd-audit validate`: the problems of the records alone, and what they hide from the audit."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from cwd_audit.cli.exits import Exit
from cwd_audit.cli.options import AsOf, Exports, IncludeHidden, Large, Map, Policies, read_day, split
from cwd_audit.model.errors import Fault, UsageError


def validate(
    exports: Exports,
    policy: Policies = [],
    as_of: AsOf = "",
    map_: Map = None,
    format_: Annotated[str, typer.Option("--format", help="table, csv, json or xlsx.", show_default="table")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Say what is wrong with the records, whose they are, and what it hides from the audit.

    Exit code: 0 no row was set aside for an error and every case can be assessed, 1 otherwise, 2 could not run.
    """
    from cwd_audit.cli.output import check_target, write_out
    from cwd_audit.cli.reading import begin_reading
    from cwd_audit.loading.reading import ask, find_exports

    files = find_exports(exports)
    if output:
        check_target(output, frozenset(file.resolve() for file in files))
    asked = ask(include_hidden=include_hidden, large=large)
    pending = begin_reading(files, asked, map_)
    from cwd_audit.audit.data_quality import examine
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.audit.run import audit
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.formats import TABLE, choose_format
    from cwd_audit.cli.output import show, tell
    from cwd_audit.cli.progress import say_at_work
    from cwd_audit.cli.views import choose_view, takes_every_character
    from cwd_audit.reporting.data_quality import find_quality_reporter, quality_reporter_names
    from cwd_audit.reporting.data_quality.words import sum_up_quality

    config = read_config(Path.cwd())
    known = quality_reporter_names()
    name = choose_format(format_, output, config.format if config.format in known else "", known)
    reporter = find_quality_reporter(name)
    if reporter.BINARY and output is None and sys.stdout.isatty():
        raise UsageError(Fault("--format", f"a report of format {name} is a file", f"add --output report.{name}"))
    request = AuditRequest(
        exports=tuple(exports),
        as_of=read_day(as_of),
        policies=split(policy) or configured_policies(config),
        mapping=config.find_mapping(map_),
        asked=asked,
    )
    with say_at_work(files):
        quality = examine(audit(request, pending))
        on_console = name == TABLE and output is None
        view = choose_view(output)
        rendered = reporter.render(quality, replace(view, unicode=takes_every_character()) if on_console else view)
    if on_console:
        show(rendered.decode())
    else:
        write_out(rendered, output)
        tell(sum_up_quality(quality))
    if output:
        tell(f"Written to {output.name}.")
    raise typer.Exit(Exit.CLEAN if quality.is_clean else Exit.PROBLEMS)
