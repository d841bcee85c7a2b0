"""Compares the engine with what knows nothing of it, at length: `make oracle`. Exit code 1 on any difference.

Dates: every day of 2015 to 2035 with every period of the packs (working days as far as bank holidays are known), and
random pairs of a day and a period: the engine, `Period.after`, dateutil or a walk from day to day, and java.time where
there is a Java. Verdicts: random caseloads of every pack, by the engine and by the slow engine of the tests. Each
caseload is independent of the others and judged by itself by the slow engine; the engine takes many in one run.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from random import Random

import numpy as np

HERE = Path(__file__).parent
sys.path += [str(HERE.parents[1] / "tests"), str(HERE.parents[1] / "tests" / "oracle")]

from batches import TOGETHER, compare_batch  # noqa: E402 – found on the path of the tests
from other_dates import CALENDAR, PERIODS, add_otherwise, draw_pairs  # noqa: E402
from rule_books import BOOKS  # noqa: E402

from cwd_audit.engine.periods import add  # noqa: E402
from cwd_audit.model.errors import CalendarError  # noqa: E402
from cwd_audit.model.period import Period, Unit  # noqa: E402

FIRST, LAST = date(2015, 1, 1), date(2035, 12, 31)
KNOWN = date(2028, 1, 1)
"""From 1 January 2028 on the longest random period in working days leaves the span of the bank holidays."""


def _days(last: date) -> list[date]:
    return [FIRST + timedelta(days=place) for place in range((last - FIRST).days + 1)]


def _groups(pairs: int) -> Iterator[tuple[Period, list[date]]]:
    for period in PERIODS:
        yield period, _days(KNOWN if period.unit is Unit.WORKING_DAYS else LAST)
    yield from draw_pairs(_days(KNOWN), pairs, Random(2035))


def _by_java(java: str, asked: Sequence[str]) -> list[str]:
    """What java.time says of each line."""
    with tempfile.TemporaryDirectory() as folder:
        holidays = Path(folder) / "holidays"
        holidays.write_text("\n".join(map(str, sorted(CALENDAR.holidays))), encoding="ascii")
        done = subprocess.run(
            [java, str(HERE / "Dates.java"), str(holidays)],
            input="\n".join(asked), capture_output=True, text=True, check=True,
        )  # fmt: skip
    return done.stdout.split()


def compare_dates(pairs: int) -> int:
    """Print how many sums were compared; the number of those that differ."""
    java = shutil.which("java")
    compared = different = 0
    asked: list[str] = []
    given: list[str] = []
    for period, days in _groups(pairs):
        at_once = add(np.array(days, dtype="M8[D]"), period, CALENDAR).tolist()
        for day, due_on in zip(days, at_once, strict=True):
            compared += 1
            different += not due_on == add_otherwise(day, period) == period.after(day, CALENDAR)
        asked += [f"{day} {period.number} {period.unit.value}" for day in days]
        given += map(str, at_once)
    ways = "the engine, Period.after and dateutil or a walk"
    if java:
        different += sum(mine != theirs for mine, theirs in zip(given, _by_java(java, asked), strict=True))
        ways += ", and java.time"
    print(f"dates: {compared:,} sums by {ways}: {different:,} differ")
    return different + _count_guesses()


def _count_guesses() -> int:
    """How many periods in working days are worked out past the span of the bank holidays, where none should be."""
    in_working_days = [period for period in PERIODS if period.unit is Unit.WORKING_DAYS]
    refused = 0
    for period in in_working_days:
        try:
            add(np.array([CALENDAR.last], dtype="M8[D]"), period, CALENDAR)
        except CalendarError:
            refused += 1
    print(f"  past the span of the bank holidays {refused} of {len(in_working_days)} periods are refused")
    return len(in_working_days) - refused


def compare_verdicts(caseloads: int, after: int, children: int, workers: int | None) -> int:
    """Print how many caseloads and verdicts were compared; the number of caseloads that differ."""
    numbers = range(-(-caseloads // (len(BOOKS) * (TOGETHER + 1))))
    drawn = [(book, f"oracle {book} {number}") for number in numbers for book in BOOKS]
    books, seeds = zip(*drawn[after // (TOGETHER + 1) :], strict=True)
    agreed: Counter[str] = Counter()
    different: list[str] = []
    begun = time.monotonic()
    with ProcessPoolExecutor(workers) as pool:
        for number, (found, wrong) in enumerate(pool.map(compare_batch, books, seeds, repeat(children)), 1):
            agreed += found
            different += wrong
            print("".join(f"  {line}\n" for line in wrong), end="", file=sys.stderr, flush=True)
            if not number % 100:
                seconds = time.monotonic() - begun
                said = f"{number * (TOGETHER + 1):,} of {len(books) * (TOGETHER + 1):,} caseloads"
                print(f"  {said}, {seconds:.0f} s, {len(different)} differ", file=sys.stderr, flush=True)
    said = ", ".join(f"{count:,} {status}" for status, count in sorted(agreed.items()))
    print(f"verdicts: {len(books) * (TOGETHER + 1):,} caseloads of 1 to {2 * children - 1} children, by turns under")
    print(f"  {len(BOOKS)} books of rules, {TOGETHER} in one run of the engine and then one alone")
    print(f"  {agreed.total():,} verdicts agree ({said}); {len(different)} caseloads differ")
    return len(different)


def main() -> int:
    """Both comparisons."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--pairs", type=int, default=1_000_000, help="random sums of a day and a period; 0 for no dates"
    )
    options.add_argument("--caseloads", type=int, default=100_000, help="0 for none")
    options.add_argument("--after", type=int, default=0, help="leave out so many, which an earlier run compared")
    options.add_argument("--children", type=int, default=4, help="in a caseload, on average")
    options.add_argument("--workers", type=int, default=None, help="processes; as many as there are cores, if not said")
    asked = options.parse_args()
    different = compare_dates(asked.pairs) if asked.pairs else 0
    different += compare_verdicts(asked.caseloads, asked.after, asked.children, asked.workers) if asked.caseloads else 0
    return int(bool(different))


if __name__ == "__main__":
    sys.exit(main())
