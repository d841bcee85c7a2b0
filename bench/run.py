"""Times this tool and the reference programs in turn, whole processes, and prints medians and ratios of the same round.

python run.py REFERENCES WORK ROUNDS [council] [national]. No ratio is asserted: a shared machine is no judge. The
sizes named are timed beside the small one; their data must be in WORK/data, for `national` those of a million events
too. Standard library only.
"""

from __future__ import annotations

import math
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
FEW = 3
"""Rounds of a size that takes seconds."""


class Run(NamedTuple):
    """One finished process."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the process and its children."""
    peak: float
    """MiB, of the largest of them."""
    code: int


class Work(NamedTuple):
    """One command, and what it is compared with."""

    name: str
    command: tuple[str, ...]
    base: str = ""
    """Name of the work it is a ratio to."""
    target: str = ""
    """The greatest ratio that is aimed at."""


def run(command: Sequence[str]) -> Run:
    """Run a command to its end."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode)


class Bench:
    """Where everything is."""

    def __init__(self, references: Path, work: Path) -> None:
        self._references, self._work = references, work
        self._tool = str(work / "tool/bin/cwd-audit")
        self.python = str(work / "tool/bin/python")

    def data(self, name: str) -> str:
        """A file of generated data."""
        return str(self._work / "data" / name)

    def tool(self, *args: str) -> tuple[str, ...]:
        """A command of this tool."""
        return (self._tool, *args)

    def check(self, *exports: str, more: Sequence[str] = ()) -> tuple[str, ...]:
        """A check under the policy of the references."""
        settings = ("--map", self._mapping(exports), "--policy", str(HERE / "bench.toml"))
        return self.tool("check", *exports, *more, *settings, "--as-of", "2025-03-31", "--due-within", "14")

    def month_ends(self, number: str, *exports: str) -> tuple[str, ...]:
        """An audit, and the standing of every case on so many month-ends."""
        settings = (self._mapping(exports), str(HERE / "bench.toml"))
        return (self.python, str(HERE / "month_ends.py"), number, *settings, *exports)

    def _mapping(self, exports: Sequence[str]) -> str:
        """The mapping of the workbook, or the same with the names of the two text files for those of its sheets."""
        if len(exports) == 1:
            return str(HERE / "map.toml")
        mapping = (HERE / "map.toml").read_text(encoding="utf-8")
        for sheet, export in zip(("Cases", "Events"), exports, strict=True):
            mapping = mapping.replace(f'sheet = "{sheet}"', f'file = "{Path(export).name}"')
        path = self._work / f"map-{Path(exports[1]).stem}.toml"
        path.write_text(mapping, encoding="utf-8")
        return str(path)

    def reference(self, program: str, *args: str) -> tuple[str, ...]:
        """A reference program."""
        return (str(self._work / "references/bin/python"), "-B", str(self._references / program), *args)

    def out(self, name: str) -> str:
        """Where a report goes."""
        return str(self._work / name)


def small(at: Bench) -> list[Work]:
    """750 cases and 20,000 events, and commands that read nothing."""
    book, texts = at.data("small.xlsx"), (at.data("small_cases.csv"), at.data("small_events.csv"))
    return [
        Work("bare python", (at.python, "-c", "pass")),
        Work("cwd-audit --help", at.tool("--help"), "bare python", "14"),
        Work("cwd-audit policy list", at.tool("policy", "list"), "bare python", "16"),
        Work("floor_small.py, xlsx", at.reference("floor_small.py", "check", book)),
        Work("cwd-audit check, xlsx", at.check(book), "floor_small.py, xlsx", "4"),
        Work("floor.py report, xlsx", at.reference("floor.py", "report", book, at.out("floor.xlsx"))),
        Work(
            "cwd-audit check, xlsx to xlsx",
            at.check(book, more=("--output", at.out("list.xlsx"))),
            "floor.py report, xlsx",
            "2.5",
        ),
        Work("cwd-audit check, csv", at.check(*texts)),
        Work(
            "cwd-audit check, csv, every date wrong",
            at.check(at.data("small_cases.csv"), at.data("wrong_events.csv")),
            "cwd-audit check, csv",
            "2",
        ),
    ]


def council(at: Bench) -> list[Work]:
    """5,000 cases and 300,000 events."""
    book, texts = at.data("council.xlsx"), (at.data("council_cases.csv"), at.data("council_events.csv"))
    return [
        Work("floor.py, council xlsx", at.reference("floor.py", "check", book)),
        Work("cwd-audit check, council xlsx", at.check(book), "floor.py, council xlsx", "2"),
        Work("floor.py, council csv", at.reference("floor.py", "check", *texts)),
        Work("cwd-audit check, council csv", at.check(*texts), "floor.py, council csv", "3"),
        Work("one month-end, council csv", at.month_ends("1", *texts)),
        Work("12 month-ends, council csv", at.month_ends("12", *texts), "one month-end, council csv", "1.5"),
    ]


def national(at: Bench) -> list[Work]:
    """400,000 cases and 20 million events; beside them 20,000 and a million."""
    works = []
    for size, target in (("million", ""), ("national", "8")):
        texts = (at.data(f"{size}_cases.csv"), at.data(f"{size}_events.csv"))
        floor = Work(f"floor.py, {size} csv", at.reference("floor.py", "check", *texts))
        mine = Work(f"cwd-audit check --large, {size} csv", at.check(*texts, more=("--large",)), floor.name, target)
        works += [floor, mine]
    return works


SIZES = {"small": small, "council": council, "national": national}


def spoil_dates(at: Bench) -> None:
    """Write the small events anew with a date that does not exist in every row."""
    head, *rows = Path(at.data("small_events.csv")).read_text(encoding="utf-8").splitlines()
    column = head.split(",").index("event_date")
    with Path(at.data("wrong_events.csv")).open("w", encoding="utf-8") as file:
        file.write(f"{head}\n")
        for row in rows:
            cells = row.split(",")
            cells[column] = "31/02/2025"
            file.write(f"{','.join(cells)}\n")


def time_in_turn(works: Sequence[Work], rounds: int) -> dict[str, list[Run]]:
    """Every command in turn, round after round; the first round warms the caches and is not counted."""
    timed: dict[str, list[Run]] = {work.name: [] for work in works}
    for number in range(rounds + 1):
        for work in works:
            done = run(work.command)
            if number:
                timed[work.name].append(done)
    return timed


def tell(works: Sequence[Work], timed: dict[str, list[Run]]) -> None:
    """Print a table in Markdown."""
    print("| what | wall s, median [min–max] | CPU s | peak MiB | ratio | aimed at | to | exit |")
    print("|---|---|---|---|---|---|---|---|")
    for work in works:
        runs = timed[work.name]
        walls = [each.wall for each in runs]
        ratio = ""
        if work.base:
            ratios = [each.wall / other.wall for each, other in zip(runs, timed[work.base], strict=True)]
            ratio = f"{statistics.median(ratios):.1f}"
        print(
            f"| {work.name} | {statistics.median(walls):.3f} [{min(walls):.3f}–{max(walls):.3f}] "
            f"| {statistics.median(each.cpu for each in runs):.3f} | {max(each.peak for each in runs):.0f} "
            f"| {ratio} | {work.target and f'≤ {work.target}'} | {work.base} | {runs[-1].code} |"
        )


def tell_growth(timed: dict[str, list[Run]]) -> None:
    """Print the exponent with which the time grows from one million events to twenty."""
    for name in timed:
        if "national" in name:
            large, small = (statistics.median(each.wall for each in timed[of]) for of in (name, _of_a_million(name)))
            print(f"\n{name}: grows from one million events with exponent {math.log(large / small) / math.log(20):.2f}")


def _of_a_million(name: str) -> str:
    return name.replace("national", "million")


def main(references: Path, work: Path, rounds: int, sizes: Sequence[str]) -> None:
    """Time each size by itself."""
    at = Bench(references, work)
    spoil_dates(at)
    print(f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    for size in ("small", *sizes):
        works = SIZES[size](at)
        count = rounds if size == "small" else min(rounds, FEW)
        print(f"\n{size}: {(SIZES[size].__doc__ or '').strip()} {count} rounds; ratios are medians of the rounds.\n")
        timed = time_in_turn(works, count)
        tell(works, timed)
        if size == "national":
            tell_growth(timed)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
