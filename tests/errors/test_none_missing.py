"""The catalogue of messages has all that the source can say."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import cwd_audit
from cwd_audit.loading.catalogue import read_catalogue
from cwd_audit.loading.faults import FAULTS
from cwd_audit.loading.reading import containers
from messages import PAGE, all_messages

pytestmark = pytest.mark.skipif(bool(os.environ.get("CWD_AUDIT_GOLDEN")), reason="the messages are being written")
SOURCE = Path(cwd_audit.__file__).parent
ELSEWHERE = {
    "engine": "it says nothing",
    "model/working_calendar.py": "tests/errors/outside-the-bank-holidays; its words hold the days",
    "audit/month/store_file.py": "tests/errors/history-is-none; the others in tests/unit/audit/month/test_store.py",
    "policies/calendars.py": "the calendars come with the product; tests/unit/policies",
    "policies/checks.py": "tests/unit/policies/broken",
    "policies/extension.py": "tests/unit/policies/broken",
    "policies/faults.py": "tests/unit/policies/broken",
    "policies/indicator_checks.py": "tests/unit/policies/test_indicator_faults.py",
    "policies/indicators.py": "tests/unit/policies/test_indicator_faults.py",
    "policies/parse.py": "tests/unit/policies/broken",
    "policies/versions.py": "tests/unit/policies/broken",
    "policies/toml_files.py": "tests/unit/policies/broken",
    "loading/layouts.py": "the layouts come with the product; tests/unit/loading",
    "resources.py": "an installation that lacks its data",
    "reporting/__init__.py": "the command has looked for the format before",
    "reporting/formats/xlsx/page.py": "needs a million findings",
}
"""Modules whose words are under test elsewhere, or that no command can provoke; and where or why."""
NOT_TO_BE_PROVOKED = {
    "a report of format {} is a file": "needs a terminal; tests/cli",
    "another run is writing into it": "needs two runs at once; tests/cli/test_failing_writes.py",
    "it was changed while it was read": "needs another program; tests/unit/loading/reading/test_plain_text.py",
    "it is not written as it should be": "a last resort of cli/usage.py, where typer finds new words",
}


def said() -> str:
    """All the words of the catalogue."""
    return "".join(message.expected.read_text(encoding="utf-8") for message in all_messages())


def words_of(node: ast.expr) -> str | None:
    """The words of a text, with {} for what is put in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in parts)
        case _:
            return None


def faults_in(module: Path) -> Iterator[str]:
    """What the faults say that a module makes: `Fault(where, what, …)` and `Unreadable((where, what, …))`."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    named: dict[str, list[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (words := words_of(node.value)):
            named.setdefault(node.targets[0].id, []).append(words)
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="Fault"), args=[_, what, *_]):
                pass
            case ast.Call(func=ast.Name(id="Unreadable"), args=[ast.Tuple(elts=[_, what, *_]), *_]):
                pass
            case _:
                continue
        if words := words_of(what):
            yield words
        elif isinstance(what, ast.Name):
            yield from named.get(what.id, [])


def is_elsewhere(module: Path) -> bool:
    """Whether a module is excused."""
    name = module.relative_to(SOURCE).as_posix()
    return any(name.startswith(excused) for excused in ELSEWHERE)


def test_no_fault_is_missing() -> None:
    """Whatever the source says that ends a run stands in the catalogue, but for what is excused with a reason."""
    modules = [module for module in sorted(SOURCE.rglob("*.py")) if not is_elsewhere(module)]
    faults = {words for module in modules for words in faults_in(module)} - NOT_TO_BE_PROVOKED.keys()
    catalogue = said()
    patterns = {words: ".+".join(map(re.escape, words.split("{}"))) for words in faults}

    assert len(faults) > 60
    assert not {words for words, pattern in patterns.items() if not re.search(pattern, catalogue)}


def test_no_code_is_missing() -> None:
    """Each code that a problem can have stands in the catalogue, in a folder of its name."""
    coded = {message.name: message.code for message in all_messages() if message.code}

    assert FAULTS.keys() <= coded.keys()
    assert coded == {name: name for name in coded}


def test_every_code_can_be_linked_to() -> None:
    """The page has a heading for each, which is then an anchor, once; and `explain` knows the same codes."""
    headings = re.findall(r"^### `([a-z0-9-]+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(headings) == sorted(set(headings)) == list(read_catalogue())
    assert FAULTS.keys() <= set(headings)


def test_no_kind_of_file_is_missing() -> None:
    """Whatever the readers can tell apart has been refused once."""
    tables = (containers._STARTS, containers._OLE_STREAMS, containers._ZIP_PARTS, containers._MARKUP)
    told_apart = {what for table in tables for _, what, _ in table}
    catalogue = said()

    assert not {what for what in told_apart if what not in catalogue}
