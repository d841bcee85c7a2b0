"""Caseloads under a policy: children, workers, changes of pathway, and events that mostly kept to the timetable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import Policy
from cwd_audit.sampling.case_tables import fill_case_tables
from cwd_audit.sampling.diary import interval_of, later
from cwd_audit.sampling.people import SITES, TEAM_NAMES, Staff, Worker, name_child
from cwd_audit.sampling.profiles import Profiles
from cwd_audit.sampling.spans import Allocation, Spell, draw_allocations, draw_spells
from cwd_audit.sampling.tables import Row, SampleCaseload

_YOUNGEST_DAYS, _OLDEST_DAYS = 200, 18 * 365
_LONGEST_DAYS = 3 * 365
_SIBLING_SHARE, _UNALLOCATED_SHARE, _CLOSED_SHARE = 0.12, 0.02, 0.03
_CHOSEN_SHARE = 0.35
_LAPSE_SHARE = 0.08
"""Of cases, those that do not keep to the rules on who may hold them."""
_SOMETIMES_BLANK = {
    "dob": 0.02,
    "pathway_start": 0.02,
    "plan_start": 0.02,
    "legal_status": 0.02,
    "review_interval_months": 0.08,
}
"""The start of a pathway can still be told from the history of pathways, where the export has one."""
_CLOSED_WITHIN_DAYS = 90
_VISIT_INTERVALS = ("4 weeks", "6 weeks", "8 weeks", "12 weeks")


@dataclass
class Household:
    """What the children of a family share."""

    number: int
    office: int
    facts: Row = field(default_factory=dict)
    """Of the first child, where siblings are to have the same worker."""
    holder: Worker | None = None


def draw_caseload(policy: Policy, cases: int, seed: int, as_of: date, *, clean: bool = False) -> SampleCaseload:
    """A caseload of so many children, the same for the same arguments.

    Args:
        policy: whose pathways and rules it follows.
        cases: how many children.
        seed: of chance.
        as_of: the day it is drawn up.
        clean: nothing is overdue, missing or cancelled.
    """
    rng = Random(f"{policy.id} {cases} {seed} {as_of} {clean}")  # noqa: S311 – samples, not secrets
    caseload = SampleCaseload(policy.authority, as_of)
    profiles, staff = Profiles.of(policy), Staff(rng, cases)
    home = Household(0, 0)
    for number, identifier in enumerate(sorted(rng.sample(range(1_000, 100_000), cases)), 1):
        if number == 1 or rng.random() >= _SIBLING_SHARE:
            home = Household(home.number + 1, rng.randrange(len(SITES)))
        _Child(f"{identifier:06d}", number, home, clean=clean).join(caseload, profiles, staff, rng)
    return caseload


@dataclass(frozen=True)
class _Child:
    case_id: str
    number: int
    home: Household
    clean: bool

    def join(self, caseload: SampleCaseload, profiles: Profiles, staff: Staff, rng: Random) -> None:
        """Add the child's rows to all tables."""
        as_of = caseload.as_of
        facts = self._draw_facts(profiles, rng)
        born = as_of - timedelta(days=rng.randint(_YOUNGEST_DAYS, _OLDEST_DAYS))
        others = tuple(pathway for pathway in profiles.pathways if pathway != facts["pathway"])
        longest = self._longest(profiles.that_apply(facts, str(facts["pathway"])), as_of)
        spells = draw_spells(str(facts["pathway"]), others, born, as_of, rng, longest)
        closed_on = self._close(spells[-1], as_of, rng)
        holder = self._pick_holder(str(facts["worker_role"]), staff, rng)
        before = [staff.pick(str(facts["worker_role"]), self.home.office) for _ in range(2)]
        allocations = draw_allocations(spells, holder, before, closed_on, rng)
        start = spells[-1].start
        case: Row = {
            "case_id": self.case_id,
            "authority": caseload.authority,
            "name": name_child(self.home.number, self.number),
            "dob": born,
            "family_id": f"F{self.home.number:04d}",
            "site": SITES[self.home.office],
            "team": profiles.fitting.team or TEAM_NAMES[self.home.office],
            "worker": holder.name if holder else "",
            "worker_start": allocations[-1].start if holder else "",
            "pathway_start": start,
            "plan_type": "short breaks plan" if "short" in str(facts["pathway"]) else "CIN plan",
            "plan_start": min(start + timedelta(days=rng.randint(0, 10)), as_of),
            "closed_on": closed_on or "",
            **facts,
            **self._chosen(profiles, facts, rng),
            "worker_role": holder.role if holder else "",
        }
        _record(caseload, case, spells, allocations)
        fill_case_tables(caseload, case, spells, profiles, rng, clean=self.clean)
        if not self.clean:
            case |= {column: "" for column, share in _SOMETIMES_BLANK.items() if rng.random() < share}

    def _draw_facts(self, profiles: Profiles, rng: Random) -> Row:
        """What the child's timetable depends on; where siblings are to have one worker, mostly that of the first."""
        lapse = not self.clean and rng.random() < _LAPSE_SHARE
        if self.home.facts and not lapse:
            return dict(self.home.facts)
        while True:
            facts = profiles.draw(rng)
            if not lapse:
                profiles.fitting.fit_case(facts, rng)
            if not self.clean or profiles.that_apply(facts, str(facts["pathway"])):
                break
        if profiles.fitting.siblings_share:
            self.home.facts = dict(facts)
        return facts

    def _longest(self, rules: Sequence[TimescaleRule], as_of: date) -> int:
        """The longest course of the case in days; in a clean sample no rule comes to its end before the next event."""
        ends = [
            (later(rule.only_for, as_of) - later(interval_of(rule, {}), as_of)).days
            for rule in rules
            if rule.only_for and self.clean
        ]
        return min((_LONGEST_DAYS, *ends))

    def _pick_holder(self, role: str, staff: Staff, rng: Random) -> Worker | None:
        if not self._held(rng):
            return None
        if not (self.home.facts and self.home.holder and self.home.holder.role == role):
            self.home.holder = staff.pick(role, self.home.office)
        return self.home.holder

    def _held(self, rng: Random) -> bool:
        return self.clean or rng.random() >= _UNALLOCATED_SHARE

    def _close(self, spell: Spell, as_of: date, rng: Random) -> date | None:
        if self.clean or rng.random() >= _CLOSED_SHARE or (as_of - spell.start).days <= _CLOSED_WITHIN_DAYS:
            return None
        return as_of - timedelta(days=rng.randint(1, _CLOSED_WITHIN_DAYS - 30))

    def _chosen(self, profiles: Profiles, facts: Row, rng: Random) -> Row:
        """What is chosen for each child, where the policy lets it be chosen."""
        chosen: Row = {}
        rules = profiles.that_apply(facts, str(facts["pathway"]))
        for rule in rules:
            choices = getattr(rule.every, "choices", ())
            if choices:
                chosen["review_interval_months"] = rng.choice(choices).number
            elif getattr(rule.every, "otherwise", None) and rng.random() < _CHOSEN_SHARE:
                chosen["visit_interval"] = rng.choice(_VISIT_INTERVALS)
        if any(getattr(rule, "counts_mode_agreed", False) for rule in rules):
            chosen["review_mode"] = rng.choice(("face to face", "face to face", "telephone", "video"))
        return chosen


def _record(caseload: SampleCaseload, case: Row, spells: list[Spell], allocations: list[Allocation]) -> None:
    """The case row and the histories that end in it."""
    tables, closed_on = caseload.tables, case["closed_on"]
    tables.setdefault("cases", []).append(case)
    for spell in spells:
        end = spell.end or closed_on
        tables.setdefault("pathways", []).append(
            {"case_id": case["case_id"], "pathway": spell.pathway, "start": spell.start, "end": end}
        )
    for held in allocations:
        worker = held.worker
        tables.setdefault("allocations", []).append(
            {
                "case_id": case["case_id"],
                "worker": worker.name if worker else "",
                "role": worker.role if worker else "",
                "type": "allocated",
                "team": case["team"],
                "pathway": held.pathway,
                "start": held.start,
                "end": held.end or "",
            }
        )
