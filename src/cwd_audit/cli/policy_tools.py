"""Tools for those who write policies: `policy check`, `policy new`, `policy compare`, and what an export can answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.options import AsOf, Exports, Large, Map, read_day
from cwd_audit.model.errors import Fault, PolicyError

if TYPE_CHECKING:
    from cwd_audit.audit.comparison import Comparison


def check(
    file: Annotated[Path, typer.Argument(help="A policy file.", metavar="FILE")],
    document: Annotated[
        Path | None, typer.Option("--document", help="The text of its document, to check quotes.")
    ] = None,
) -> None:
    """Say whether a policy file is sound: every fault at once, by key."""
    from cwd_audit.policies.parse import parse_policy
    from cwd_audit.policies.quotes import check_quotes

    policy = parse_policy(file)
    if document:
        try:
            text = document.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise PolicyError(Fault(document.name, "the document cannot be read", "give it as text in UTF-8")) from None
        faults = check_quotes(policy, text)
        if faults:
            raise PolicyError(*faults)
    quotes = "; every quote stands in the document" if document else ""
    typer.echo(
        f"{file.name} is sound: {len(policy.rules)} rules, {len(policy.unchecked)} statements unchecked{quotes}."
    )


def new(
    policy_id: Annotated[str, typer.Argument(help="Small letters, figures and hyphens.", metavar="ID")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Write to this file.", show_default="ID.toml")
    ] = None,
) -> None:
    """Write a commented policy to begin with; it passes `policy check`."""
    from cwd_audit.cli.output import write_out
    from cwd_audit.policies.starter import write_starter

    text = write_starter(policy_id, read_day("").isoformat())
    target = output or Path(f"{policy_id}.toml")
    if target.exists():
        raise PolicyError(Fault(target.name, "there is such a file already", "choose another name with --output"))
    write_out(text.encode(), target)
    typer.echo(f"Written to {target.name}.", err=True)


def compare(
    first: Annotated[str, typer.Argument(help="Id or file of the policy of now.", metavar="A")],
    second: Annotated[str, typer.Argument(help="Id or file of the other.", metavar="B")],
    exports: Exports,
    as_of: AsOf = "",
    map_: Map = None,
    large: Large = False,
) -> None:
    """Say who becomes overdue under B, who stops being overdue, and how many visits a month it takes."""
    from cwd_audit.audit.comparison import compare as lay_both
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.loading.load import begin, load_caseload
    from cwd_audit.loading.mapping import MappingFile, read_mapping
    from cwd_audit.policies.library import load_policy

    policies = load_policy(first), load_policy(second)
    request = AuditRequest(tuple(exports), read_day(as_of))
    pending = begin(exports, large=large)
    caseload = load_caseload(pending, request.as_of, read_mapping(map_) if map_ else MappingFile())
    typer.echo(_in_words(lay_both(*policies, caseload, request)), nl=False)


def _in_words(found: Comparison) -> str:
    from cwd_audit.model.report import Status
    from cwd_audit.reporting.safe import safe_text

    late = {Status.OVERDUE, Status.BREACH}
    becomes = [change for change in found.changes if change.after in late and change.before not in late]
    stops = [change for change in found.changes if change.before in late and change.after not in late]
    other = [change for change in found.changes if change not in becomes and change not in stops]
    lines = [f"{found.second.id} against {found.first.id}"]
    for heading, changes in (("becomes overdue", becomes), ("stops being overdue", stops), ("stands otherwise", other)):
        lines.append(f"\n{heading}: {len(changes)}")
        lines += [
            f"  {safe_text(change.case_id)}  {change.requirement}: {_say(change.before)} -> {_say(change.after)}"
            f"  {safe_text(change.worker) or 'Unallocated'}, {safe_text(change.team) or 'no team recorded'}"
            for change in changes
        ]
    lines.append("\na month, if all goes on time")
    lines += [
        f"  {requirement}: {before:.1f} -> {after:.1f} ({after - before:+.1f})"
        for requirement, (before, after) in found.a_month.items()
    ]
    return "\n".join(lines) + "\n"


def _say(status: object) -> str:
    return "nothing asked" if status is None else str(status).replace("_", " ")


def register(app: typer.Typer) -> None:
    """Add the tools to the commands about policies."""
    app.command("check")(check)
    app.command("new")(new)
    app.command("compare")(compare)
