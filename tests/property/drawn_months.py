"""Monthly reports of children drawn by chance, so that every figure of one is true of the same children."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

from cwd_audit.model.indicators import Card, Measure, Polarity, Publication
from cwd_audit.model.month import (
    AgreedExceptions,
    Breakdown,
    Direction,
    Figure,
    IndicatorResult,
    Line,
    Load,
    Longest,
    MonthPoint,
    MonthReport,
    Rating,
    Run,
    Shorthand,
    Unassessed,
)
from cwd_audit.model.report import Silence

BREAKDOWNS = ("Hub or pathway", "Team", "Site")
IN_TIME, LATE, UNSURE, NOTHING = range(4)
MONTHS = tuple(date(2026, month, monthrange(2026, month)[1]) for month in range(1, 11))


@dataclass(frozen=True)
class Child:
    """One child."""

    groups: tuple[str, str, str]
    visit: int
    review: int
    due: tuple[bool, ...]
    """Of the visits that fell due in the month, whether each was done in time."""
    days: int
    reason: str


@dataclass(frozen=True)
class Drawn:
    """A report and whom it is about."""

    report: MonthReport
    children: tuple[Child, ...]


def draw_month(chance: Random, most: int, publication: Publication, *, nested: bool) -> Drawn:
    """A month of up to `most` children; where `nested`, each team and each site is of one hub."""
    hubs, teams, sites = chance.randint(1, 3), chance.randint(1, 4), chance.randint(1, 2)
    weights = [chance.choice((0.0, 0.03, 0.2)) for _ in range(2)]
    owes_all = chance.random() < 0.5

    def child() -> Child:
        hub = min(chance.randrange(hubs), chance.randrange(hubs))
        team = chance.randrange(teams)
        site = hub % sites if nested else chance.randrange(sites)
        groups = (f"Hub {hub}", f"Team {hub if teams == 1 else 0}{team}" if nested else f"Team {team}", f"Site {site}")
        if nested:
            groups = (groups[0], f"Team {hub}{team % (1 + hub)}", groups[2])
        return Child(
            groups,
            _status(chance, weights, owes=owes_all or chance.random() < 0.7),
            _status(chance, weights, owes=True),
            tuple(chance.random() < 0.8 for _ in range(chance.randint(0, 2))),
            chance.randint(1, 300),
            chance.choice(("No date", "Interval not recorded")),
        )

    children = tuple(child() for _ in range(chance.randint(0, most)))
    return Drawn(_report(children, publication, chance), children)


def _status(chance: Random, weights: Sequence[float], *, owes: bool) -> int:
    late, unsure = weights
    return chance.choices((IN_TIME, LATE, UNSURE), (1 - late - unsure, late, unsure))[0] if owes else NOTHING


def _report(children: tuple[Child, ...], publication: Publication, chance: Random) -> MonthReport:
    hub = "Hub 0"
    results = (
        _result("open", Measure.OPEN, (), children, _count_line, chance=chance),
        _result("visits", Measure.TIMESCALE, ("v0", "v1"), children, _visit_line, chance=chance),
        _result("reviews", Measure.TIMESCALE, ("r",), children, _review_line, chance=chance),
        _result("visits-hub", Measure.TIMESCALE, ("v0",), of(children, 0, hub), _visit_line, chance=chance),
    )
    late = {name: [c for c in of(children, 0, name) if c.visit == LATE] for name in labels(children, 0)}
    unsure = [child for child in children if child.visit == UNSURE]
    families = len(children) // 9
    return MonthReport(
        month_end=MONTHS[-1], policies=(), ordered_by=(), results=results, children=len(children), families=families,
        sources=(),
        longest=tuple(Longest("p", "visit", name, len(c), max(x.days for x in c)) for name, c in late.items() if c),
        loads=(Load("p", "p.load", "Caseload", 12, 2 + families, 0, 2, 4, 9),),
        agreed=(AgreedExceptions("visit", 9, 2, 0), AgreedExceptions("review", 12, 6, 0)),
        unassessed=tuple(
            Unassessed("visit", reason, sum(child.reason == reason for child in unsure))
            for reason in sorted({child.reason for child in unsure})
        ),
        problems=(), not_run=(),
        silences=tuple(Silence("p", name, "supervision", len(of(children, 0, name))) for name in labels(children, 0)),
        matters=(), notes=(), publication=publication,
    )  # fmt: skip


def labels(children: Sequence[Child], by: int) -> list[str]:
    """The groups of one breakdown."""
    return sorted({child.groups[by] for child in children})


def of(children: Sequence[Child], by: int, label: str) -> tuple[Child, ...]:
    """The children of one group."""
    return tuple(child for child in children if child.groups[by] == label)


LineOf = Callable[[str, Sequence[Child]], Line]


def _result(
    name: str, measure: Measure, rules: tuple[str, ...], children: Sequence[Child], line: LineOf, *, chance: Random
) -> IndicatorResult:
    card = Card(
        id=f"p.{name}", title=name, question="?", measure=measure, rules=rules, numerator="n", denominator="d",
        cohort="c", polarity=Polarity.INFORMATION,
    )  # fmt: skip
    whole = line("All", children)
    past = [line("All", chance.sample(children, chance.randint(0, len(children)))) for _ in MONTHS[:-1]]
    late = [child.days for child in children if child.visit == LATE]
    return IndicatorResult(
        card=card, policy="p", whole=whole, rating=Rating.AMBER, direction=Direction.HIGHER,
        history=tuple(MonthPoint(*point) for point in zip(MONTHS, [*past, whole], strict=True)), no_history="",
        run=Run(50.0, "No more than month-to-month variation."),
        breakdowns=tuple(
            Breakdown(title, tuple(line(label, of(children, by, label)) for label in labels(children, by)))
            for by, title in enumerate(BREAKDOWNS)
        ),
        longest_overdue=max(late) if late and name.startswith("visits") else None,
    )  # fmt: skip


def _count_line(label: str, children: Sequence[Child]) -> Line:
    return Line(label, Figure(len(children), Shorthand.NOT_APPLICABLE), None)


def _visit_line(label: str, children: Sequence[Child]) -> Line:
    due = [done for child in children for done in child.due]
    return Line(label, _figure([child.visit for child in children]), Figure(sum(due), len(due)))


def _review_line(label: str, children: Sequence[Child]) -> Line:
    return Line(label, _figure([child.review for child in children]), None)


def _figure(statuses: Sequence[int]) -> Figure:
    met = statuses.count(IN_TIME)
    return Figure(met, met + statuses.count(LATE), statuses.count(UNSURE))
