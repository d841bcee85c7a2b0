"""`cwd-audit explain`: one case and its whole timeline, one rule, one indicator, or one kind of problem."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.options import AsOf, IncludeHidden, Large, Map, Policies, read_day, split
from cwd_audit.model.errors import Fault, UsageError

if TYPE_CHECKING:
    from cwd_audit.loading.reading import Asked


def explain(
    what: Annotated[
        list[str],
        typer.Argument(
            help="Exports, with --case; or the id of a rule or an indicator, or the code of a problem.",
            metavar="EXPORT...|RULE-ID|CODE",
        ),
    ],
    case: Annotated[
        str, typer.Option("--case", help="The child's ID, as the export writes it.", show_default=False)
    ] = "",
    policy: Policies = [],
    as_of: AsOf = "",
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Tell the timeline of one case, with clause and arithmetic; or explain one rule, indicator or code."""
    from cwd_audit.cli.output import show
    from cwd_audit.loading.reading import ask

    if case:
        asked = ask(include_hidden=include_hidden, large=large)
        show(_tell_case([Path(name) for name in what], case.strip(), split(policy), as_of, map_, asked))
    elif len(what) == 1:
        show(_tell_entry(what[0]))
    else:
        raise UsageError(Fault("explain", "one rule at a time", "name one rule, or exports with --case ID"))


def _tell_case(
    exports: list[Path], case: str, policies: tuple[str, ...], as_of: str, mapping: Path | None, asked: Asked
) -> str:
    from cwd_audit.cli.reading import begin_reading
    from cwd_audit.loading.reading import find_exports

    files = find_exports(exports)
    pending = begin_reading(files, asked, mapping)
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.audit.run import audit
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.progress import say_at_work

    config = read_config(Path.cwd())
    request = AuditRequest(
        exports=tuple(exports),
        as_of=read_day(as_of),
        policies=policies or configured_policies(config),
        mapping=config.find_mapping(mapping),
        asked=asked,
    )
    with say_at_work(files):
        done = audit(request, pending)
    from cwd_audit.audit.telling import tell_case
    from cwd_audit.audit.timeline import tell

    return tell_case(tell(done, case))


def _tell_entry(name: str) -> str:
    from cwd_audit.audit.code_words import tell_code
    from cwd_audit.audit.indicator_words import tell_card
    from cwd_audit.audit.rule_words import tell_rule
    from cwd_audit.audit.rules import find_rule, list_cards
    from cwd_audit.loading.catalogue import read_catalogue

    catalogue = read_catalogue()
    if name in catalogue:
        return tell_code(catalogue[name])
    cards = list_cards()
    return tell_card(*cards[name]) if name in cards else tell_rule(*find_rule(name, (*catalogue, *cards)))
