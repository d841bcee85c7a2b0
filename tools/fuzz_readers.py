"""Feeds the readers files that are damaged at random, and says what became of them: `make fuzz MINUTES=10`.

Every file is read as `cwd-audit` reads it, in a process of its own. It must end in sheets or in a sentence, within the
limits of time and memory. Exit code 1 where one did not; it is kept, with those that were answered only by the last
resort ("reading it failed"), which hides what went wrong in the reading process.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

ROOT = Path(__file__).parents[1]
sys.path += [str(ROOT / "tests"), str(ROOT / "tests" / "metamorphic")]

from caseload import CASELOAD, as_texts  # noqa: E402

from builders_containers import WRITERS, delimited  # noqa: E402 - found by the line above
from cwd_audit.loading.reading import limits, start_reading  # noqa: E402
from cwd_audit.loading.reading.child import STOPPED  # noqa: E402
from cwd_audit.model.errors import InputError  # noqa: E402

TELLING = [
    *(b"\0", b"\xff", b"<", b">", b"&", b'"', b"\n", b"\x80\x00", b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff"),
    *(b"99999999999", b"-1", b"4294967295", b"XFD1048576", b"<table>", b"</table>", b"<tr>", b"<td>", b"&#x0;", b"NaN"),
    *(
        b"rowspan=65535",
        b"colspan=500",
        b'number-rows-repeated="1048576"',
        b'ss:Index="1000000"',
        b"]]>",
        b"<!DOCTYPE x",
    ),
]
"""What is put in beside bytes of chance: words that readers take to heart."""
GRACE = 10
"""Seconds beyond the limit in which a process must have been ended, on a busy machine."""


def seeds() -> Iterator[tuple[str, bytes]]:
    """Sound files of every kind: name and content."""
    for path in sorted((ROOT / "tests" / "fixtures" / "containers").iterdir()):
        if path.suffix != ".md":
            yield path.name, path.read_bytes()
    for ending, write in WRITERS.items():
        yield f"written.{ending}", write(CASELOAD)
    texts = as_texts(CASELOAD, "%d/%m/%Y")["visits"]
    for encoding in ("utf-8", "utf-16", "cp1252"):
        yield f"{encoding}.csv", delimited(texts, encoding=encoding)


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """Damage a file in one to eight places."""
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        at = chance.randrange(len(changed) + 1)
        until = min(len(changed), at + chance.choice((1, 2, 4, 16, 200)))
        match chance.randrange(6):
            case 0:
                changed[at:until] = chance.randbytes(until - at)
            case 1:
                changed[at:at] = chance.choice(TELLING)
            case 2:
                changed[at:until] = chance.choice(TELLING)
            case 3:
                del changed[at:until]
            case 4:
                changed[at:at] = changed[at:until] * chance.choice((1, 3, 50))
            case _:
                del changed[at : chance.choice((until, until, until, None))]
    return bytes(changed)


def mutate_inside(raw: bytes, chance: random.Random) -> bytes:
    """Damage one part of a zip and pack it again, so that the damage gets past the checksum."""
    packed = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(packed, "w", ZIP_DEFLATED) as after:
        names = before.namelist()
        parts = [name for name in names if name.endswith((".xml", ".bin", ".rels"))]
        telling = [name for name in parts if "sheet" in name.lower() or "content" in name] or parts
        chosen = chance.choice(chance.choice((telling, telling, parts)))
        for name in names:
            content = before.read(name)
            after.writestr(name, mutate(content, chance) if name == chosen else content)
    return packed.getvalue()


def read(path: Path) -> str:
    """What becomes of a file, in words that can be counted."""
    try:
        start_reading([path]).collect()
    except InputError as refused:
        what = refused.faults[0].what
        if what == STOPPED[1]:
            return "LAST RESORT"
        return "stopped at a limit" if "was stopped" in what or "of memory" in what else "refused"
    return "read"


def main() -> int:
    """Fuzz for so many minutes and print the tally."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--minutes", type=float, default=10)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "cwd-audit-fuzz")
    asked = options.parse_args()
    chance = random.Random(asked.seed)
    sound = list(seeds())
    tally: Counter[tuple[str, str]] = Counter()
    slowest, failures = 0.0, 0
    until = time.monotonic() + 60 * asked.minutes
    with tempfile.TemporaryDirectory() as folder:
        while time.monotonic() < until:
            name, raw = chance.choice(sound)
            inside = raw.startswith(b"PK") and chance.choice((True, True, True, False))
            path = Path(folder) / name
            path.write_bytes(mutate_inside(raw, chance) if inside else mutate(raw, chance))
            began = time.monotonic()
            try:
                became = read(path)
            except Exception as error:  # noqa: BLE001 - what it looks for
                became = f"CRASH: {type(error).__name__}"
            took = time.monotonic() - began
            slowest = max(slowest, took)
            tally[became, path.suffix] += 1
            if took > limits.SECONDS + GRACE or became.startswith("CRASH"):
                failures += 1
            if became.isupper() or became.startswith("CRASH") or took > limits.SECONDS / 2:
                asked.keep.mkdir(exist_ok=True)
                (asked.keep / f"{sum(tally.values())}-{name}").write_bytes(path.read_bytes())
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    failures += largest > limits.MEMORY_BYTES
    print(f"{sum(tally.values()):,} files, seed {asked.seed}, {asked.minutes:g} minutes")
    for (became, ending), number in sorted(tally.items()):
        print(f"{number:>8,}  {ending:<5} {became}")
    print(f"slowest {slowest:.1f} s, most memory {largest / limits.MIB:,.0f} MiB, failures {failures}")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
