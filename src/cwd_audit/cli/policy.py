"""`cwd-audit policy`: what the policies say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy

app = typer.Typer(help="List and show policies.", no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command("list")
def list_() -> None:
    """List the policies that come with the tool."""
    from cwd_audit.cli.output import show
    from cwd_audit.policies.library import list_policies, load_policy

    show("".join(f"{_in_a_line(load_policy(policy))}\n" for policy in list_policies()))


@app.command("show")
def show_(policy_id: Annotated[str, typer.Argument(help="Id or file of a policy.", metavar="ID")]) -> None:
    """Show a policy: its document, its silences, and every rule with clause and reading."""
    from cwd_audit.audit.rule_words import tell_rule
    from cwd_audit.cli.output import show
    from cwd_audit.policies.library import load_policy

    policy = load_policy(policy_id)
    show("\n".join([_head(policy), *(tell_rule(rule, policy) for rule in policy.rules)]))


def _in_a_line(policy: Policy) -> str:
    from cwd_audit.reporting.words import say_count, say_date

    due = policy.document.review_due
    review = f"review due {say_date(due)}" if due else "states no review date"
    return f"{policy.id:<10} {policy.authority}: {policy.title} ({say_count(len(policy.rules), 'rule')}, {review})"


def _head(policy: Policy) -> str:
    from cwd_audit.reporting.words import say_date

    document = policy.document
    issued = f", issued {say_date(document.issued)}" if document.issued else ""
    lines = [
        f"{policy.title} ({policy.authority})",
        f"  {f'{document.name} {document.version}'.rstrip()}{issued}",
        f"  own review date: {say_date(document.review_due) if document.review_due else 'none stated'}",
        f"  rules last compared with it on {say_date(document.verified_on)}",
        *(f"  {requirement}: no rule in the policy" for requirement in policy.silent),
        *(
            f"  {pathway.title}: no rule in the policy for {', '.join(pathway.silent)}"
            for pathway in policy.pathways
            if pathway.silent
        ),
    ]
    return "\n".join(lines) + "\n"
