"""What a change of policy brings, in words for the manager who decides it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from cwd_audit.audit.policy_words import say_differences
from cwd_audit.reporting.safe import safe_text
from cwd_audit.reporting.words import NO_TEAM, UNALLOCATED, say_count, say_date, say_first_capital

if TYPE_CHECKING:
    from cwd_audit.audit.comparison import Change, Comparison, Standing
    from cwd_audit.model.policy import Policy

_MONTHLY = (
    "Planned events, if everything is done on its last day in time; of several rules the one that asks most often."
)


def tell_comparison(found: Comparison, as_of: date) -> str:
    """Counts first, then events a month, then the cases one by one; other changes as counts."""
    first, second = found.names
    lines = [
        f"{second} against {first}, {say_count(found.cases, 'open case')} as at {say_date(as_of)}",
        _policy(first, found.first, found.not_run[0]),
        _policy(second, found.second, found.not_run[1]),
    ]
    if found.differences:
        lines += ["", f"== What {second} says otherwise ==", "", say_differences(found.differences).rstrip("\n")]
    becomes = [change for change in found.changes if change.becomes_late]
    stops = [change for change in found.changes if change.stops_being_late]
    lines += ["", "== Cases overdue or in breach ==", "", *_cases(found, found.late)]
    if found.not_assessed:
        lines += ["", "== Cases that could not be assessed ==", "", *_cases(found, found.not_assessed)]
    lines += ["", "== Events a month ==", "", *_monthly(found), "", f"  {_MONTHLY}"]
    lines += ["", f"== Becomes overdue or in breach: {len(becomes)} ==", "", *_listed(becomes)]
    lines += ["", f"== Stops being overdue or in breach: {len(stops)} ==", "", *_listed(stops)]
    lost = [change for change in found.changes if change.is_lost]
    if lost:
        lines += ["", f"== Cannot be told under {second}: {len(lost)} ==", "", *_counted(lost)]
    others = [
        change for change in found.changes if not (change.becomes_late or change.stops_being_late or change.is_lost)
    ]
    lines += ["", f"== Other changes: {len(others)} ==", "", *_counted(others)]
    return "\n".join(lines) + "\n"


def _policy(name: str, policy: Policy, lacking: int) -> str:
    not_run = f"; {lacking} of its {len(policy.rules)} rules are not compared, since the export lacks their columns"
    return f"  {name}: {policy.title} ({policy.authority}){not_run if lacking else ''}"


def _cases(found: Comparison, counts: dict[str, tuple[int, int]]) -> Iterator[str]:
    yield from _table(found, [(each, f"{was}", f"{now}", f"{now - was:+d}") for each, (was, now) in counts.items()])


def _monthly(found: Comparison) -> Iterator[str]:
    rows = [(each, f"{was:.1f}", f"{now:.1f}", f"{now - was:+.1f}") for each, (was, now) in found.a_month.items()]
    yield from _table(found, rows)


def _table(found: Comparison, rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    names = found.names
    wide = [max(8, len(name)) for name in names]
    first_wide = max([len(row[0]) for row in rows], default=0)
    if not rows:
        yield "  none"
        return
    yield f"  {'':<{first_wide}}  {names[0]:>{wide[0]}}  {names[1]:>{wide[1]}}    change"
    for name, before, after, change in rows:
        yield f"  {say_first_capital(name):<{first_wide}}  {before:>{wide[0]}}  {after:>{wide[1]}}  {change:>8}"


def _listed(changes: Iterable[Change]) -> Iterator[str]:
    rows = [
        (
            safe_text(change.case_id),
            say_first_capital(change.requirement),
            f"{_say(change.before)} -> {_say(change.after)}",
            f"{safe_text(change.worker) or UNALLOCATED}, {safe_text(change.team) or NO_TEAM}",
        )
        for change in changes
    ]
    wide = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    for row in rows:
        yield "  " + "  ".join([*(f"{text:<{width}}" for text, width in zip(row, wide, strict=False)), row[3]])
    if not rows:
        yield "  nobody"


def _counted(changes: Iterable[Change]) -> Iterator[str]:
    counts = Counter(
        (change.requirement, _say(change.before, bare=True), _say(change.after, bare=True)) for change in changes
    )
    for (requirement, before, after), number in sorted(counts.items()):
        yield f"  {say_count(number, 'case')}: {requirement} {before} -> {after}"
    if not counts:
        yield "  none"


def _say(standing: Standing | None, *, bare: bool = False) -> str:
    if standing is None:
        return "nothing asked"
    days = "" if bare or not standing.days_overdue else f" by {say_count(standing.days_overdue, 'day')}"
    return f"{standing.status.value.replace('_', ' ')}{days}"
