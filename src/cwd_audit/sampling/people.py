"""Evidently invented children, workers, teams and places."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_FAMILIES = (
    "Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta", "Theta", "Iota", "Kappa", "Lambda", "Mu", "Nu", "Xi",
    "Omicron", "Pi", "Rho", "Sigma", "Tau", "Upsilon", "Phi", "Chi", "Psi", "Omega",
)  # fmt: skip
_WORKERS = (
    "Bravo", "Charlie", "Echo", "Foxtrot", "Golf", "Hotel", "India", "Juliett", "Kilo", "Lima", "Mike", "November",
    "Oscar", "Papa", "Quebec", "Romeo", "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "Xray", "Yankee", "Zulu",
)  # fmt: skip
_CASES_PER_WORKER = 14
TEAM_NAMES = ("Children with Disabilities Team North", "Children with Disabilities Team South")
SITES = ("North", "South")
SETTINGS = ("Testhouse Lodge", "Sampleton House", "Testcarer Amber", "Testcarer Blue")
MANAGERS = ("Testmanager One", "Testmanager Two", "Testmanager Three")
REASONS = ("Family asked for fewer visits", "Settled; school sees the child daily", "Seen weekly at the short break")


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker with one role in one team."""

    name: str
    role: str
    office: int
    """Position in `TEAM_NAMES` and `SITES`."""


class Staff:
    """The workers of a sample: enough of each role, and the same ones for the same seed."""

    def __init__(self, rng: Random, cases: int) -> None:
        self._rng = rng
        self._per_role = max(2, cases // _CASES_PER_WORKER)
        self._workers: dict[str, list[Worker]] = {}
        self._hired = 0

    def pick(self, role: str, office: int) -> Worker:
        """A worker of a role in an office."""
        if role not in self._workers:
            self._workers[role] = [self._hire(role, place) for place in (0, 1) for _ in range(self._per_role)]
        return self._rng.choice([worker for worker in self._workers[role] if worker.office == office])

    def _hire(self, role: str, office: int) -> Worker:
        round_, place = divmod(self._hired, len(_WORKERS))
        self._hired += 1
        name = f"Testworker {_WORKERS[place]}" + (f" {round_ + 1}" if round_ else "")
        return Worker(name, role, office)


def name_child(family: int, number: int) -> str:
    """The name of the child of this number in the family of this number."""
    return f"Testchild {_FAMILIES[family % len(_FAMILIES)]}-{number:03d}"
