"""The command line as a whole."""

from __future__ import annotations

from typing import Annotated

import typer

from cwd_audit import __version__
from cwd_audit.cli import check, columns, explain, policy, pseudonymise, report, sample, validate
from cwd_audit.cli.output import show

app = typer.Typer(
    name="cwd-audit",
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
