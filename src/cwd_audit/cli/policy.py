"""`cwd-audit policy`: what the policies say."""

from __future__ import annotations

from typing import Annotated

import typer

app = typer.Typer(help="List and show policies.", no_args_is_help=True, rich_markup_mode=None, add_completion=False)


@app.command("list")
def list_() -> None:
    """List the policies that come with the tool."""
    from cwd_audit.policies.library import list_policies, load_policy

    for policy in map(load_policy, list_policies()):
        due = f"review due {policy.document.review_due}" if policy.document.review_due else "states no review date"
        typer.echo(f"{policy.id:<10} {policy.authority}: {policy.title} ({len(policy.rules)} rules, {due})")


@app.command("show")
def show(policy_id: Annotated[str, typer.Argument(help="Id or file of a policy.", metavar="ID")]) -> None:
    """Show a policy: its document, its silences, and every rule with clause and reading."""
    from cwd_audit.audit.rule_words import tell_rule
    from cwd_audit.policies.library import load_policy

    policy = load_policy(policy_id)
    document = policy.document
    typer.echo(f"{policy.title} ({policy.authority})")
    typer.echo(
        f"  {document.name} {document.version}".rstrip() + (f", issued {document.issued}" if document.issued else "")
    )
    typer.echo(f"  own review date: {document.review_due or 'none stated'}")
    typer.echo(f"  rules last compared with it on {document.verified_on}")
    for requirement in policy.silent:
        typer.echo(f"  {requirement}: no rule in the policy")
    for pathway in policy.pathways:
        if pathway.silent:
            typer.echo(f"  {pathway.title}: no rule in the policy for {', '.join(pathway.silent)}")
    for rule in policy.rules:
        typer.echo(f"\n{tell_rule(rule, policy)}", nl=False)
