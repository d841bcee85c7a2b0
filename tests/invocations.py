"""Every command with something to do, under awkward names of files; commands and options are found, not listed.

All names are invented. The canaries stand wherever an export has text.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from typer.main import get_command

from builders_report import HOSTILE
from commands import AS_OF, Ran, run_command
from cwd_audit.audit.month import make
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import Audit, audit
from cwd_audit.cli.app import app
from cwd_audit.loading.reading import pending
from cwd_audit.model.canonical import TABLES, Column, Kind
from cwd_audit.reporting import reporter_names
from cwd_audit.reporting.data_quality import quality_reporter_names
from cwd_audit.reporting.forecast import forecast_reporter_names
from cwd_audit.resources import schemas
from watching import Seen, watch

INPUT = "Küche & Söhne (ł)"
"""The folder of what is read: spaces, an ampersand, brackets, and a letter that no code page of Western Europe has."""
EXPORT = f"{INPUT}/unsere Fälle & ł"
MAPPING = f"{INPUT}/map & ł.toml"
POLICY = f"{INPUT}/warks.toml"
BASELINE = f"{INPUT}/last & ł.json"
DOCUMENT = f"{INPUT}/document & ł.txt"
OUTPUT = "für uns & ł"
"""The folder into which is written."""
CASE = "00101"
CHILD, WORKER, ADDRESS = "Canaria Testchild", "Workanaria Testworker", "1 Canary Street"
_DAY = ("--as-of", AS_OF)
_UNDER = ("--policy", POLICY, "--map", MAPPING)
_CHECK = (EXPORT, *_UNDER, *_DAY)

INVOCATIONS: dict[str, tuple[str, ...]] = {
    **{f"check {name}": (*_CHECK, "--format", name, "--output", f"{OUTPUT}/list {name}") for name in reporter_names()},
    **{
        f"check forecast {name}": (*_CHECK, "--forecast", "4w", "--format", name, "--output", f"{OUTPUT}/next {name}")
        for name in forecast_reporter_names()
    },
    "check baseline": (*_CHECK, "--baseline", BASELINE, "--output", f"{OUTPUT}/news.md"),
    "check on screen": _CHECK,
    **{
        f"validate {name}": (*_CHECK, "--format", name, "--output", f"{OUTPUT}/problems {name}")
        for name in quality_reporter_names()
    },
    "validate on screen": _CHECK,
    "report": (EXPORT, *_UNDER, "--month", "2026-10", "--output", f"{OUTPUT}/month", "--history", f"{OUTPUT}/h.sqlite"),
    "explain rule": ("warks.ssh.review",),
    "explain code": ("date-impossible",),
    "explain case": (*_CHECK, "--case", CASE),
    "columns": (EXPORT, *_UNDER),
    "columns draft": (EXPORT, "--write", f"{OUTPUT}/draft & ł.toml"),
    "pseudonymise": (
        *_CHECK, "--least-k", "0", "--key-file", f"{OUTPUT}/key & ł", "--output", f"{OUTPUT}/coded & ł",
    ),
    "sample": ("--policy", POLICY, "--cases", "3", *_DAY, "--output", f"{OUTPUT}/try & ł.xlsx"),
    "sample folder": ("--policy", POLICY, "--cases", "3", *_DAY, "--output", f"{OUTPUT}/try & ł"),
    "policy list": (),
    "policy show": (POLICY,),
    "policy show needs": (POLICY, "--needs", EXPORT, "--map", MAPPING),
    "policy check": (POLICY, "--document", DOCUMENT),
    "policy new": ("north-shire", "--output", f"{OUTPUT}/north-shire.toml"),
    "policy compare": (POLICY, "bromley", EXPORT, "--map", MAPPING, *_DAY),
}  # fmt: skip
"""What is done -> the arguments that come after the command, whose words it begins with."""
HAS_ITS_OWN_CODE = {"policy check"}
"""It finds fault with the document, which is not the policy's."""


@cache
def commands() -> dict[str, Any]:
    """The commands of the program, by their words."""
    return dict(_walk(get_command(app), ()))


def _walk(group: Any, words: tuple[str, ...]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 – typer's own, which is private
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _walk(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


def command_of(what: str) -> str:
    """The command that is invoked."""
    return max((name for name in commands() if what == name or what.startswith(f"{name} ")), key=len)


def arguments(what: str) -> list[str]:
    """The command line, without the program."""
    return [*command_of(what).split(), *INVOCATIONS[what]]


def prepare(above: Path, tables: Mapping[str, str]) -> Path:
    """A folder to work in, with what the commands read and a place for what they write.

    Args:
        above: where it is made.
        tables: name of a table -> its text.
    """
    folder = above / "Arbeit & Spiel (ł)"
    for name in (".", INPUT, EXPORT, OUTPUT):
        (folder / name).mkdir()
    for name, text in tables.items():
        (folder / EXPORT / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
    (folder / MAPPING).write_text("[events]\n", encoding="utf-8")
    (folder / DOCUMENT).write_text("Another document.\n", encoding="utf-8")
    (folder / POLICY).write_bytes((schemas() / "policies" / "warks.toml").read_bytes())
    return folder


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    ran: Ran
    seen: Seen
    files: Mapping[str, bytes]
    """Everything below the folder for output, by its path."""
    modes: Mapping[str, int]
    """Of files and folders."""
    temporary: tuple[str, ...]
    """What is in the folder for temporary files."""


def run_all(folder: Path, encoding: str = "utf-8") -> dict[str, Outcome]:
    """Do everything in a folder that `prepare` made, each time with nothing in the folder for output.

    The files are read in this process, where they can be watched, and what was worked out for one form of a report
    serves the others. No mask of the system helps to keep files from others.
    """
    mask, kept, elsewhere = os.umask(0), tempfile.tempdir, folder / "temporary"
    elsewhere.mkdir(exist_ok=True)
    tempfile.tempdir = str(elsewhere)
    try:
        with patch.object(pending, "_cannot_start_processes", return_value=True), _worked_out_once():
            make_baseline(folder)
            return {what: _run(what, folder, encoding) for what in INVOCATIONS}
    finally:
        tempfile.tempdir = kept
        os.umask(mask)


def make_baseline(folder: Path) -> None:
    """Write the earlier report that a check is compared with."""
    if not (folder / BASELINE).exists():
        run_command(["check", *_CHECK, "--format", "json", "--output", BASELINE], folder)


def _run(what: str, folder: Path, encoding: str) -> Outcome:
    shutil.rmtree(folder / OUTPUT)
    (folder / OUTPUT).mkdir()
    with watch() as seen:
        ran = run_command(arguments(what), folder, encoding=encoding)
    left = {path.relative_to(folder / OUTPUT).as_posix(): path for path in (folder / OUTPUT).rglob("*")}
    return Outcome(
        ran,
        seen,
        {name: path.read_bytes() for name, path in left.items() if path.is_file()},
        {name: stat.S_IMODE(path.stat().st_mode) for name, path in left.items()},
        tuple(path.name for path in (folder / "temporary").iterdir()),
    )


@contextmanager
def _worked_out_once() -> Iterator[None]:
    """Let the same question about the same export be answered once."""
    known: dict[object, Audit] = {}

    def answer(request: AuditRequest, *others: Any) -> Audit:  # noqa: ANN401 – whatever it is given
        if request not in known:
            known[request] = audit(request, *others)
        return known[request]

    with patch("cwd_audit.audit.run.audit", answer), patch.object(make, "audit", answer):
        yield


def sound() -> dict[str, str]:
    """An export in which nothing is wrong; enough children for figures that need not be hidden."""
    return {
        "cases": _table(
            {
                "case_id": f"{number:05}",
                "name": CHILD,
                "dob": "17/05/2014",
                "address": ADDRESS,
                "pathway": "Safeguarding and Support Hub",
                "pathway_start": "01/06/2026",
                "team": "Team North",
                "worker": WORKER,
                "worker_role": "social worker",
            }
            for number in range(101, 121)
        ),
        "visits": _table(
            {"case_id": f"{number:05}", "date": f"{number % 20 + 1:02}/09/2026", "notes": CHILD}
            for number in range(101, 121)
        ),
    }


def dirty() -> dict[str, str]:
    """An export in which every cell of every table is wrong in some row, and text that acts stands wherever it can.

    No cell that is read holds a name but where one belongs.
    """
    tables = {name: _table(_spoilt(table.columns)) for name, table in TABLES.items()}
    hostile = [
        {"case_id": f"{number:05}", "name": CHILD, "pathway": "SSH", "pathway_start": "01/06/2026", **_acting(text)}
        for number, text in enumerate(text for what, text in HOSTILE.items() if what not in _REFUSED)
    ]
    ids = [{"case_id": text, "pathway": "SSH", "pathway_start": "01/06/2026"} for text in ("=1+1", "<b>1", "[red]1")]
    return tables | {"cases": _table([*_spoilt(TABLES["cases"].columns), *hostile, *ids])}


_SHOWN = ("team", "worker", "site", "family_id")
"""Columns whose words reports show: whose work it is, and who belong together."""


_REFUSED = {"NUL", "half a character", "long", "no blanks"}
"""A text file that holds one of these is refused, or none of the readers would see the others for it."""


def _acting(text: str) -> dict[str, str]:
    """A text wherever an export names a person, a team or a place."""
    return dict.fromkeys((*_SHOWN, "worker_role", "authority"), text)


def _spoilt(columns: Iterable[Column]) -> Iterator[dict[str, str]]:
    """A row for each column in which that column alone is wrong."""
    fit = {column.name: _fitting(column) for column in columns} | {"notes": CHILD, "address": ADDRESS}
    yield fit
    for number, name in enumerate(fit):
        wrong = "" if name == "case_id" else WORKER if name in _SHOWN else f"{CHILD}, {ADDRESS}"
        yield fit | {"case_id": f"{number:05}", name: wrong}


def _fitting(column: Column) -> str:
    match column.kind:
        case Kind.DATE:
            return "17/05/2014" if column.name == "dob" else "01/06/2026"
        case Kind.WHOLE_NUMBER | Kind.AMOUNT:
            return "6"
        case Kind.PERIOD:
            return "6 weeks"
        case Kind.FLAG:
            return "yes"
        case _:
            return {"case_id": CASE, "name": CHILD, "pathway": "SSH", "worker": WORKER}.get(column.name, "")


def broken() -> dict[str, str]:
    """An export that cannot be read, with names at the very place."""
    return {
        "cases": f"case_id,name\n{CASE},{CHILD}\0\n",
        "visits": f"{CHILD},{ADDRESS}\n{CASE},{WORKER}\n",
        "reviews": f'case_id,date,"{CHILD}\n{CASE},{ADDRESS}',
    }


def _table(rows: Iterable[Mapping[str, str]]) -> str:
    listed = list(rows)
    text = io.StringIO(newline="")
    lines = csv.DictWriter(text, list(dict.fromkeys(name for row in listed for name in row)), restval="")
    lines.writeheader()
    lines.writerows(listed)
    return text.getvalue()
