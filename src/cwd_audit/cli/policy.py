"""`cwd-audit policy`: what the policies say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli import policy_tools
from cwd_audit.cli.help_option import QuickCommand, QuickGroup
from cwd_audit.cli.options import IncludeHidden, Large, Map, read_day

if TYPE_CHECKING:
    from cwd_audit.loading.reading import Asked
    from cwd_audit.model.policy import Policy

app = typer.Typer(
    cls=QuickGroup,
    help="List, show, check, write and compare policies.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@app.command("list", cls=QuickCommand)
def list_() -> None:
    """List the policies that come with the tool."""
    from cwd_audit.audit.policy_list import tell_policies
    from cwd_audit.cli.output import show

    show(tell_policies())


@app.command("show")
def show_(
    policy_id: Annotated[str, typer.Argument(help="Id or file of a policy.", metavar="ID")],
    needs: Annotated[
        list[Path],
        typer.Option(
            "--needs",
            help="Instead: what this export can answer, and what to ask for. Several times for several files.",
            metavar="EXPORT",
        ),
    ] = [],
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Show a policy: a timetable at a glance, every rule with clause and reading, and what is left open."""
    from cwd_audit.audit.policy_words import tell_policy
    from cwd_audit.cli.output import show
    from cwd_audit.loading.reading import ask
    from cwd_audit.policies.library import load_policy

    policy = load_policy(policy_id)
    asked = ask(include_hidden=include_hidden, large=large)
    show(_tell_needs(policy, needs, map_, asked) if needs else tell_policy(policy))


def _tell_needs(policy: Policy, exports: list[Path], mapping: Path | None, asked: Asked) -> str:
    from cwd_audit.audit.needs import find_needs
    from cwd_audit.audit.needs_words import tell_needs
    from cwd_audit.loading.load import begin, load_caseload
    from cwd_audit.loading.mapping import read_mapping

    known = read_mapping(mapping)
    caseload = load_caseload(begin(exports, asked, known), read_day(""), known)
    return tell_needs(policy, find_needs(policy, caseload.provided))


policy_tools.register(app)
