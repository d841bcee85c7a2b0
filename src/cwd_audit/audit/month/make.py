"""The monthly report from end to end: an audit on the last day of the month, and its ledger read on earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from cwd_audit.audit.month.longest import find_longest
from cwd_audit.audit.month.measures import find_measure
from cwd_audit.audit.month.measures.agreements import count_agreed
from cwd_audit.audit.month.measures.caseload import find_loads
from cwd_audit.audit.month.notes import take_notes
from cwd_audit.audit.month.people import count_children, count_families
from cwd_audit.audit.month.problems import count_problems
from cwd_audit.audit.month.rating import rate, read_history
from cwd_audit.audit.month.unassessed import find_unassessed
from cwd_audit.audit.month.view import MonthView
from cwd_audit.audit.run import Audit, audit
from cwd_audit.model.errors import Fault, InputError, PolicyError, UsageError
from cwd_audit.model.indicators import Card, Indicators, Publication
from cwd_audit.model.month import IndicatorResult, MonthReport
from cwd_audit.model.movement import find_direction
from cwd_audit.reporting.month.words import say_month
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.loading.reading import PendingSheets
    from cwd_audit.model.policy import Policy

Cards = Callable[["Policy"], Indicators]
"""The cards of a policy; raises a PolicyError where it has none."""


class Measured(NamedTuple):
    """One policy over the months, and what its cards measure."""

    view: MonthView
    indicators: Indicators


def make_month(request: AuditRequest, cards: Cards, pending: PendingSheets | None = None) -> MonthReport:
    """Every figure of a month, before publication.

    Args:
        request: what is asked; `as_of` is the last day of the month, and nothing is narrowed down.
        cards: gives the cards of each policy. A national policy laid beside the council's own may have none.
        pending: the exports, where their reading has begun already.

    Raises:
        UsageError: the month is before anything was recorded.
        InputError: the export holds no dates.
        CwdAuditError: as an audit; a PolicyError where a council's policy has no cards.
    """
    done = audit(request, pending)
    measured = _with_cards(done, cards, request.as_of)
    _refuse_months_before([each.view for each in measured], request.as_of)
    views = [each.view for each in measured]
    own = [view for view in views if not view.run.beside]
    used = {view.run.policy.id for view in views}
    report = done.report
    return MonthReport(
        month_end=request.as_of,
        policies=tuple(line for line in report.policies if line.id in used),
        ordered_by=tuple(each.indicators.ordered_by for each in measured if each.indicators.ordered_by),
        results=tuple(_result(card, each.view) for each in measured for card in each.indicators.indicator),
        children=count_children(own),
        families=count_families(own),
        sources=report.sources,
        longest=tuple(line for each in measured for line in find_longest(each.view, _rules(each.indicators))),
        loads=tuple(load for view in own for load in find_loads(view)),
        agreed=tuple(line for view in own for line in count_agreed(view)),
        unassessed=find_unassessed(done, [(each.view, _rules(each.indicators)) for each in measured]),
        problems=count_problems(report.problems),
        not_run=tuple(line for line in report.not_run if line.policy in used),
        silences=tuple(line for line in report.silences if line.policy in used),
        matters=tuple(line for line in report.matters if line.policy in used),
        notes=take_notes(done, own, [each.indicators for each in measured]),
        publication=_strictest([each.indicators.publication for each in measured]),
    )


def _with_cards(done: Audit, cards: Cards, month_end: date) -> list[Measured]:
    """Each policy that has cards."""
    measured: list[Measured] = []
    faults: list[Fault] = []
    for run in done.runs:
        try:
            indicators = cards(run.policy)
        except PolicyError as error:
            faults += [] if run.beside else error.faults
        else:
            measured.append(Measured(MonthView(run, done.caseload, month_end), indicators))
    if faults:
        raise PolicyError(*faults)
    return measured


def _refuse_months_before(views: Sequence[MonthView], month_end: date) -> None:
    first = min((view.first_day for view in views if view.first_day), default=None)
    if first is None:
        what = "the export holds no date of a visit, review or supervision, and none on which a pathway began"
        raise InputError(Fault("", what, "see `cwd-audit columns` for which columns were recognised as what"))
    if first > month_end:
        begins = say_month(first)
        raise UsageError(Fault("--month", f"the records begin in {begins}", f"choose a month from {begins} on"))


def _rules(indicators: Indicators) -> frozenset[str]:
    return frozenset(rule for card in indicators.indicator for rule in card.rules)


def _result(card: Card, view: MonthView) -> IndicatorResult:
    found = find_measure(card.measure).measure(card, view)
    whole = found.history[-1].line
    no_history = found.no_history
    if len(found.history) == 1 and not no_history:
        assert view.first_day
        no_history = f"The records begin on {say_date(view.first_day)}: there is no earlier month."
    return IndicatorResult(
        card=card,
        policy=view.run.policy.id,
        whole=whole,
        rating=rate(card, whole.at_month_end),
        direction=find_direction(card, found.history),
        history=found.history,
        no_history=no_history,
        run=read_history(found.history),
        breakdowns=found.breakdowns,
        longest_overdue=found.longest_overdue,
    )


def _strictest(decisions: Sequence[Publication]) -> Publication:
    """Of several councils in one report, the decision that hides most holds for all."""
    return Publication(
        suppress_below=max(each.suppress_below for each in decisions),
        suppress_not_assessed=any(each.suppress_not_assessed for each in decisions),
        secondary=any(each.secondary for each in decisions),
        round_to=max(each.round_to for each in decisions),
        source=" ".join(dict.fromkeys(each.source for each in decisions)),
    )
