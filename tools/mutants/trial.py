"""Tries one changed module: a child process imports it in place of the one on disk, and runs the tests that pin it.

Cosmic Ray's own way starts Python and pandas anew for each mutant and writes the mutant over the source. Here the
parent has imported the libraries once, each mutant is a fork of it, and no file is touched.
"""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
import time
import tomllib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import IO

import pytest

PYTEST = (
    "-q", "-x", "--tb=line", "--no-header", "-p", "_hypothesis_pytestplugin", "-p", "no:cacheprovider",
    "-W", "ignore::pytest.PytestAssertRewriteWarning",
)  # fmt: skip
"""How the tests run: until the first that fails, in the order they are named in, and with no plugin but one."""


MEMORY = 8 * 2**30
"""More than any test needs; a loop without an end does not take the machine along."""
EXAMPLES = Path("tests/examples/test_examples.py")


@dataclass(frozen=True)
class Module:
    """A module to be changed: its dotted name, and the file that it is in."""

    name: str
    path: Path


@dataclass(frozen=True)
class Tests:
    """The tests that pin a module; of the examples of the packs those of one kind of rule, one in so many of them."""

    named: tuple[str, ...]
    kind: str = ""
    one_in: int = 1

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out the examples that are not asked for."""
        kinds = _kinds_of_rules()
        examples = [item for item in items if item.name.startswith("test_example[")]
        asked = [item for item in examples if not self.kind or kinds[_rule_of(item)] == self.kind]
        left_out = set(examples) - set(asked[:: self.one_in])
        items[:] = [item for item in items if item not in left_out]


def _rule_of(item: pytest.Item) -> str:
    return str(item.callspec.params["rule_id"])  # type: ignore[attr-defined]


def _kinds_of_rules() -> dict[str, str]:
    packs = (tomllib.loads(path.read_text(encoding="utf-8")) for path in Path("schemas/policies").glob("*.toml"))
    return {rule["id"]: rule["kind"] for pack in packs for rule in pack["rule"]}


@dataclass(frozen=True)
class Outcome:
    """What became of the tests: pytest's exit code, or None where they took too long."""

    code: int | None
    seconds: float
    said: str


class _Loader(SourceFileLoader):
    """Loads a text as if it stood in the file; neither reads nor writes a cache."""

    def __init__(self, module: Module, text: str) -> None:
        super().__init__(module.name, str(module.path))
        self.text = text

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 – as the base class has it
        return compile(self.text, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    def __init__(self, module: Module, text: str) -> None:
        self.module, self.text = module, text

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        if fullname != self.module.name:
            return None
        return spec_from_file_location(fullname, self.module.path, loader=_Loader(self.module, self.text))


def warm_up() -> None:
    """Import what every trial needs and no trial changes: the libraries, and nothing of the product."""
    import holidays  # noqa: F401, PLC0415 – imported for the children's sake
    import jsonschema  # noqa: F401, PLC0415
    import numpy as np  # noqa: F401, PLC0415
    import pandas as pd  # noqa: F401, PLC0415
    import pandera.pandas  # noqa: F401, PLC0415
    import playwright.sync_api  # noqa: F401, PLC0415
    import pydantic  # noqa: F401, PLC0415
    from hypothesis import settings  # noqa: PLC0415

    settings.register_profile("mutants", derandomize=True, max_examples=20, database=None, deadline=None)
    settings.load_profile("mutants")
    gc.collect()
    gc.freeze()


def run_tests(module: Module, text: str, tests: Tests, seconds: float, said_to: Path) -> Outcome:
    """Run the tests with `text` in the place of the module, for so many seconds at most."""
    begun = time.monotonic()
    child = os.fork()
    if not child:
        with said_to.open("wb") as out:
            _be_the_child(module, text, tests, out)
    try:
        code = _wait(child, begun + seconds)
    finally:
        with suppress(ProcessLookupError):  # it has ended by itself
            os.killpg(child, signal.SIGKILL)
        with suppress(ChildProcessError):  # its end was seen
            os.waitpid(child, 0)
    return Outcome(code, time.monotonic() - begun, said_to.read_text(encoding="utf-8", errors="replace"))


def _be_the_child(module: Module, text: str, tests: Tests, out: IO[bytes]) -> None:
    code = int(pytest.ExitCode.INTERNAL_ERROR)
    try:
        os.setsid()
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
        sys.meta_path.insert(0, _Finder(module, text))
        code = int(pytest.main([*PYTEST, *tests.named], plugins=[tests]))
    finally:
        os._exit(code)


def _wait(child: int, until: float) -> int | None:
    pause = 0.01
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(pause)
        pause = min(pause * 1.2, 0.1)
    return None
