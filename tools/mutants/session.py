"""The mutants of one module and what became of each, in a session of Cosmic Ray that outlives the run."""

from __future__ import annotations

import ast
import difflib
import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from cosmic_ray.commands.init import init
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator
from cosmic_ray.work_db import WorkDB
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkResult
from explained import Mutant

SKIPPED = WorkResult(WorkerOutcome.SKIPPED)


class Session:
    """Every mutant of a module. What was tried stays tried until the module changes.

    Where only the tests change, those that survived and are not explained are tried again; the killed stay killed.
    """

    def __init__(self, name: str, path: Path, folder: Path, operators: Sequence[str], one_in: int) -> None:
        self.name, self.path, self.one_in = name, path, one_in
        self.source = path.read_text(encoding="utf-8")
        self._keys = folder / f"{name}.json"
        self._db = WorkDB(folder / f"{name}.sqlite", WorkDB.Mode.create)
        key = _hash([self.source, *operators])
        self._known = json.loads(self._keys.read_text()) if self._keys.exists() else {}
        if self._known.get("module") != key:
            init([path], self._db, {})
            self._skip(operators)
            self._remember({"module": key})

    def _remember(self, known: dict[str, str]) -> None:
        self._known = known
        self._keys.write_text(json.dumps(known))

    def _skip(self, operators: Sequence[str]) -> None:
        used = re.compile("|".join(operators))
        lines = self.source.splitlines()
        notes = list(_annotations(self.source))
        skipped = [
            job
            for job, spec in self._mutations()
            if not used.fullmatch(spec.operator_name.removeprefix("core/"))
            or ("Operator" in spec.operator_name and any(first <= spec.start_pos < last for first, last in notes))
            or "TYPE_CHECKING" in lines[spec.start_pos[0] - 1]
        ]
        self._db.set_multiple_results(skipped, SKIPPED)

    def _mutations(self) -> list[tuple[str, MutationSpec]]:
        """By their place in the file, so that every run takes them in the same order."""
        found = [(item.job_id, item.mutations[0]) for item in self._db.work_items]
        return sorted(found, key=lambda each: (each[1].start_pos, each[1].operator_name, each[1].occurrence))

    def _results(self) -> dict[str, WorkResult]:
        return dict(self._db.results)

    def to_try(self, tests: Iterable[str], explained: Collection[Mutant]) -> list[tuple[str, MutationSpec]]:
        """What is still to be tried with these tests, given as their text; of what survived, what is not explained."""
        results = self._results()
        changed = self._known.get("tests") != _hash(tests)
        again = {
            job
            for job, result in results.items()
            if changed
            and result.test_outcome is TestOutcome.SURVIVED
            and _as_mutant(self.name, result.diff or "") not in explained
        }
        wanted = [(job, spec) for job, spec in self._mutations() if results.get(job) != SKIPPED][:: self.one_in]
        return [(job, spec) for job, spec in wanted if job not in results or job in again]

    def mutate(self, spec: MutationSpec) -> str:
        """The text of the module with one change."""
        return str(mutate_code(self.source, get_operator(spec.operator_name)(), spec.occurrence))

    def note(self, job: str, changed: str, *, survived: bool, said: str) -> None:
        """Write down what became of a mutant."""
        outcome = TestOutcome.SURVIVED if survived else TestOutcome.KILLED
        diff = "\n".join(difflib.unified_diff(self.source.splitlines(), changed.splitlines(), lineterm="", n=0))
        self._db.set_result(job, WorkResult(WorkerOutcome.NORMAL, said[-2000:], outcome, diff))

    def finish(self, tests: Iterable[str]) -> None:
        """Write down that all that was to be tried was tried with these tests."""
        self._remember(self._known | {"tests": _hash(tests)})

    def survivors(self) -> list[tuple[int, Mutant]]:
        """Line and change of each mutant that no test kills."""
        results = self._results()
        return [
            (spec.start_pos[0], _as_mutant(self.name, results[job].diff or ""))
            for job, spec in self._mutations()
            if job in results and results[job].test_outcome is TestOutcome.SURVIVED
        ]

    def counts(self) -> tuple[int, int, int]:
        """How many mutants were killed, survived, and were not run."""
        found = self._results().values()
        tried = [result.test_outcome for result in found if result != SKIPPED]
        survived = sum(outcome is TestOutcome.SURVIVED for outcome in tried)
        return len(tried) - survived, survived, self._db.num_work_items - len(found)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def _hash(texts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _annotations(source: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where each annotation stands."""
    for node in ast.walk(ast.parse(source)):
        for note in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if isinstance(note, ast.expr):
                yield (note.lineno, note.col_offset), (note.end_lineno or 0, note.end_col_offset or 0)


def _as_mutant(module: str, diff: str) -> Mutant:
    lines = [line for line in diff.splitlines() if not line.startswith(("---", "+++", "@@"))]
    was, becomes = (" ".join(line[1:].strip() for line in lines if line[0] == sign).strip() for sign in "-+")
    return Mutant(module, was, becomes)
