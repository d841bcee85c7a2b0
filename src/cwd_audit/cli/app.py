"""The command line as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from typing import Annotated

import typer

from cwd_audit import __version__
from cwd_audit.cli import check, columns, explain, policy, pseudonymise, report, sample, validate
from cwd_audit.cli.help_option import QuickGroup
from cwd_audit.cli.output import show

app = typer.Typer(
    name="cwd-audit",
    cls=QuickGroup,
    help="Whom have we not seen, reviewed or supervised in time? Reads exports, applies the council's own policy.",
    epilog="Start with: cwd-audit check export.xlsx",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def _show_version(wanted: bool) -> None:
    if wanted:
        show(f"cwd-audit {__version__}\n")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and end.")
    ] = False,
) -> None:
    """What every command shares."""


app.command("check")(check.check)
app.command("report")(report.report)
app.command("explain")(explain.explain)
app.command("columns")(columns.columns)
app.command("validate")(validate.validate)
app.command("pseudonymise")(pseudonymise.pseudonymise)
app.command("sample")(sample.sample)
app.add_typer(policy.app, name="policy")


def narrow(whole: typer.Typer, words: Sequence[str]) -> typer.Typer:
    """The part of a command line that the words name; all of it where they name none, for its help or its refusal.

    typer works out the parameters of every command it is given, which takes longer than `policy list` does.
    """
    named = words[0] if words else ""
    part = copy(whole)
    part.registered_commands = [each for each in whole.registered_commands if each.name == named]
    part.registered_groups = [copy(each) for each in whole.registered_groups if each.name == named]
    for group in part.registered_groups:
        if group.typer_instance:
            group.typer_instance = narrow(group.typer_instance, words[1:])
    return part if part.registered_commands or part.registered_groups else whole
