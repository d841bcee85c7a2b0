"""Changes the modules that reckon, one place at a time, and says which change no test notices: `make mutants`.

What is changed and which tests must notice is in `plan.toml`; survivors that do no harm are in `tests/mutants.toml`.
Exit code 1 where a survivor is not explained there. What was tried is kept in `build/mutants` and not tried again.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a fork takes one thread along, and one core is enough
os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a third of a short trial's time

from explained import Compared, Mutant, compare, read_explained
from session import Session
from trial import EXAMPLES, Module, Tests, run_tests, warm_up

HERE = Path(__file__).parent
FOLDER = Path("build/mutants")
EXPLAINED = Path("tests/mutants.toml")
SOURCE = Path("src/cwd_audit")
ENOUGH, TIMES = 20, 6
"""Tests that take so many seconds longer, after so many times as long as without a change, run for ever."""


def _plan(only: str) -> dict[str, dict[str, Any]]:
    modules: dict[str, dict[str, Any]] = tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))["module"]
    asked = set(only.split(",")) if only else set()
    chosen = {name: told for name, told in modules.items() if not asked or asked & {name, *name.split(".")}}
    if not chosen:
        sys.exit(f"no module of the plan is called {only}; there are {', '.join(modules)}")
    return chosen


def _operators() -> list[str]:
    operators: list[str] = tomllib.loads((HERE / "plan.toml").read_text(encoding="utf-8"))["operators"]
    return operators


def _tests(told: dict[str, Any]) -> Tests:
    examples = told.get("examples", {})
    named = (*told["tests"], *([str(EXAMPLES)] if examples else []))
    return Tests(named, examples.get("kind", ""), examples.get("one_in", 1))


def _texts(tests: Tests) -> list[str]:
    """What says whether the tests are those of the last time."""
    files = sorted({name.partition("::")[0] for name in tests.named})
    return [str(tests), *(Path(name).read_text(encoding="utf-8") for name in files)]


def try_module(session: Session, told: dict[str, Any], explained: Collection[Mutant]) -> None:
    """Try every mutant of a module that was not tried yet."""
    tests = _tests(told)
    texts = _texts(tests)
    waiting = session.to_try(texts, explained)
    if not waiting:
        session.finish(texts)
        return
    module = Module(f"cwd_audit.{session.name}", session.path.resolve())
    said_to = FOLDER / f"{session.name}.txt"
    begun = time.monotonic()
    unchanged = run_tests(module, session.source, tests, 600, said_to)
    if unchanged.code != 0:
        sys.exit(f"{session.name}: the tests fail without a change\n{unchanged.said}")
    limit = TIMES * unchanged.seconds + ENOUGH
    print(f"{session.name}: {len(waiting)} to try; the tests take {unchanged.seconds:.1f} s", file=sys.stderr)
    for number, (job, spec) in enumerate(waiting, 1):
        changed = session.mutate(spec)
        outcome = run_tests(module, changed, tests, limit, said_to)
        session.note(job, changed, survived=outcome.code == 0, said=outcome.said)
        if not number % 25:
            print(f"  {number} of {len(waiting)}, {time.monotonic() - begun:.0f} s", file=sys.stderr)
    session.finish(texts)


def _row(name: str, *counts: int) -> str:
    killed, ran = counts[0], sum(counts[:3])
    return " | ".join(["", name, *map(str, counts), f"{killed / ran:.0%}" if ran else "–", ""]).strip()


def _say_scores(scores: dict[str, tuple[int, ...]]) -> None:
    print("| module | killed | explained | not explained | not run | killed of those run |")
    print("|---|---:|---:|---:|---:|---:|")
    for name, counts in scores.items():
        print(_row(name, *counts))
    print(_row("all", *map(sum, zip(*scores.values(), strict=True))))


def _say_mutants(compared: Compared, lines: dict[Mutant, list[int]]) -> None:
    for mutant in sorted(compared.unexplained):
        at = ", ".join(map(str, lines[mutant]))
        print(f"not explained, line {at} of {mutant}")
    for mutant in sorted(compared.unneeded):
        print(f"explained, and killed or gone: {mutant}")


def main() -> int:
    """Try what is asked for, print the scores and the survivors."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--only", default="", help="modules by name or part of it, as in: periods,kinds")
    options.add_argument("--score", action="store_true", help="try nothing; say what was found before")
    asked = options.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))  # so that no trial is left behind
    FOLDER.mkdir(parents=True, exist_ok=True)
    reasons = read_explained(EXPLAINED.read_text(encoding="utf-8"))
    if not asked.score:
        warm_up()
    lines: dict[Mutant, list[int]] = {}
    finished, scores = set(), {}
    for name, told in _plan(asked.only).items():
        session = Session(name, SOURCE / f"{name.replace('.', '/')}.py", FOLDER, _operators(), told.get("one_in", 1))
        if not asked.score:
            try_module(session, told, reasons)
        killed, survived, not_run = session.counts()
        lived = session.survivors()
        session.close()
        for line, mutant in lived:
            lines.setdefault(mutant, []).append(line)
        finished |= set() if not_run else {name}
        explained = sum(mutant in reasons for _, mutant in lived)
        scores[name] = killed, explained, survived - explained, not_run
    _say_scores(scores)
    compared = compare(lines, reasons, finished)
    _say_mutants(compared, lines)
    return int(bool(compared.unexplained))


if __name__ == "__main__":
    sys.exit(main())
