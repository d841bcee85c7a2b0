"""Options that several commands share, and how they are read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.wording import nearest, normalise

MOST_DAYS = 3660
"""Of `--due-within`: ten years."""

Exports = Annotated[
    list[Path],
    typer.Argument(help="Excel or CSV exports, or folders of them.", metavar="EXPORT...", show_default=False),
]
AsOf = Annotated[
    str, typer.Option("--as-of", help="The day to audit, as 2026-10-31 or 31/10/2026.", show_default="today")
]
Policies = Annotated[
    list[str],
    typer.Option("--policy", help="Policy id or file; several with commas.", show_default="as the export says"),
]
Large = Annotated[bool, typer.Option("--large", help="Read text files of more than 1,000,000 rows.")]
Map = Annotated[Path | None, typer.Option("--map", help="A mapping of headings, for layouts that are not known.")]

IncludeHidden = Annotated[
    bool, typer.Option("--include-hidden", help="Read hidden sheets, and rows that are hidden or filtered out, too.")
]


def read_day(text: str) -> date:
    """The day of `--as-of`; today where it is blank.

    Raises:
        UsageError: it is no date in a form that is read.
    """
    if not text:
        return date.today()  # noqa: DTZ011, TID251 – the one place that asks the clock; a caseload knows no time zone
    from cwd_audit.loading.dates import read_date

    day, fault = read_date(text, workbook=False)
    if day is None or fault:
        raise UsageError(Fault("--as-of", "it is not a day", "write it as 2026-10-31 or 31/10/2026"))
    return day


def split(texts: Iterable[str]) -> tuple[str, ...]:
    """Values of an option that may be given several times, or once with commas."""
    return tuple(part.strip() for text in texts for part in text.split(",") if part.strip())


def choose(option: str, wanted: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """The values of an option, each of which must be known.

    Case, `-`, `_` and a plural make no difference: `Planning-meetings` is `planning meeting`.

    Raises:
        UsageError: one is not known; says the nearest.
    """
    names = {written: name for name in known for written in (normalise(f"{name}s"), normalise(name))}
    chosen, faults = [], []
    for word in wanted:
        name = names.get(normalise(word))
        if name is not None:
            chosen.append(name)
        else:
            near = nearest(word, names.values())
            hint = f'did you mean "{near}"?' if near else f"choose among: {', '.join(dict.fromkeys(names.values()))}"
            faults.append(Fault(option, f'"{word}" is not known', hint))
    if faults:
        raise UsageError(*faults)
    return tuple(chosen)
