"""Times this tool and the reference programs in turn, whole processes, and prints medians and ratios of the same round.

python run.py REFERENCES WORK ROUNDS. No ratio is asserted: a shared machine is no judge. Standard library only.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One finished process."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, of the process and its children."""
    peak: float
    """MiB, of the largest of them."""
    code: int


def run(command: list[str]) -> Run:
    """Run a command to its end."""
    start = time.perf_counter()
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as child:
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, child.returncode)


def main(references: Path, work: Path, rounds: int) -> None:
    """Time every command in turn, round after round; the first round warms the caches and is not counted."""
    here = Path(__file__).parent
    tool, book = str(work / "tool/bin/cwd-audit"), str(work / "data/small.xlsx")
    python, plain = str(work / "references/bin/python"), str(work / "tool/bin/python")
    check = [
        tool,
        "check",
        book,
        "--map",
        str(here / "map.toml"),
        "--policy",
        str(here / "bench.toml"),
        "--as-of",
        "2025-03-31",
        "--due-within",
        "14",
    ]
    commands = {
        "bare python": ([plain, "-c", "pass"], ""),
        "cwd-audit --help": ([tool, "--help"], "bare python"),
        "cwd-audit policy list": ([tool, "policy", "list"], "bare python"),
        "floor_small.py check": ([python, "-B", str(references / "floor_small.py"), "check", book], ""),
        "cwd-audit check": (check, "floor_small.py check"),
        "cwd-audit check, to xlsx": ([*check, "--output", str(work / "worklist.xlsx")], "floor_small.py check"),
    }
    timed: dict[str, list[Run]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, (command, _) in commands.items():
            done = run(command)
            if number:
                timed[name].append(done)
    print(f"750 cases, 20,000 events; {rounds} rounds; ratios are medians of the rounds\n")
    print("| what | wall s, median [min–max] | CPU s | peak MiB | ratio | to | exit |")
    print("|---|---|---|---|---|---|---|")
    for name, (_, base) in commands.items():
        runs = timed[name]
        walls = [each.wall for each in runs]
        ratio = ""
        if base:
            ratios = [each.wall / other.wall for each, other in zip(runs, timed[base], strict=True)]
            ratio = f"{statistics.median(ratios):.1f}"
        print(
            f"| {name} | {statistics.median(walls):.3f} [{min(walls):.3f}–{max(walls):.3f}] "
            f"| {statistics.median(each.cpu for each in runs):.3f} | {max(each.peak for each in runs):.0f} "
            f"| {ratio} | {base} | {runs[-1].code} |"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
