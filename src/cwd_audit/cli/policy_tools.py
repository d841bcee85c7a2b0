"""Tools for those who write policies: `policy check`, `policy new` and `policy compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cwd_audit.cli.options import AsOf, Exports, IncludeHidden, Large, Map, read_day
from cwd_audit.model.errors import Fault, PolicyError


def check(
    file: Annotated[Path, typer.Argument(help="A policy file.", metavar="FILE")],
    document: Annotated[
        Path | None, typer.Option("--document", help="The text of its document, to check quotes.")
    ] = None,
) -> None:
    """Say whether a policy file is sound: every fault at once, by key."""
    from cwd_audit.audit.policy_words import tell_check
    from cwd_audit.cli.output import show
    from cwd_audit.policies.lines import add_lines
    from cwd_audit.policies.parse import parse_policy
    from cwd_audit.policies.quotes import check_quotes

    policy = parse_policy(file)
    faults = check_quotes(policy, file.name, _read_document(document)) if document else []
    if faults:
        raise PolicyError(*add_lines(faults, file.name, file.read_bytes()))
    show(tell_check(policy, file.name, quoted=document is not None))


def _read_document(document: Path) -> str:
    try:
        return document.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        what, remedy = "the document cannot be read", "give its text as a file in UTF-8, without pages and pictures"
        raise PolicyError(Fault(document.name, what, remedy)) from None


def new(
    policy_id: Annotated[str, typer.Argument(help="Small letters, figures and hyphens.", metavar="ID")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default="ID.toml")
    ] = None,
) -> None:
    """Write a commented policy to begin with; it passes `policy check`."""
    from cwd_audit.cli.output import check_draft, tell, write_out
    from cwd_audit.policies.starter import write_starter

    text = write_starter(policy_id, read_day("").isoformat())
    target = output or Path(f"{policy_id}.toml")
    check_draft(target)
    write_out(text.encode(), target)
    tell(f"Written to {target.name}.")


def compare(
    first: Annotated[str, typer.Argument(help="Id or file of the policy of now.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Id or file of the other.", metavar="B")],
    exports: Exports,
    as_of: AsOf = "",
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Say who becomes overdue under B, who stops being so, and how many visits a month it takes."""
    from cwd_audit.audit.comparison import compare as lay_both
    from cwd_audit.audit.comparison_words import tell_comparison
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.cli.output import show
    from cwd_audit.loading.load import begin, load_caseload
    from cwd_audit.loading.mapping import read_mapping
    from cwd_audit.loading.reading import ask
    from cwd_audit.policies.library import load_policy

    policies = load_policy(first), load_policy(second)
    request = AuditRequest(tuple(exports), read_day(as_of))
    mapping = read_mapping(map_)
    pending = begin(exports, ask(include_hidden=include_hidden, large=large), mapping)
    caseload = load_caseload(pending, request.as_of, mapping)
    show(tell_comparison(lay_both(*policies, caseload, request), request.as_of))


def register(app: typer.Typer) -> None:
    """Add the tools to the commands about policies."""
    app.command("check")(check)
    app.command("new")(new)
    app.command("compare")(compare)
