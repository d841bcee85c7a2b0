"""Writes the table of laws in docs/trust.md: every Hypothesis law of the tests, in the words of its name and docstring.

python tools/write_laws.py          writes it anew
python tools/write_laws.py --check  says whether it is as it should be
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parents[1]
PAGE = TOP / "docs" / "trust.md"
FIRST = ("tests/property", "tests/oracle")
"""Folders whose laws are listed first."""
_MARKED = re.compile(r"(?<=<!-- generated: laws -->\n).*?(?=<!-- end -->)", re.DOTALL)


class Law(NamedTuple):
    """One law."""

    says: str
    """Its name, as a sentence."""
    more: str
    """Its docstring, on one line."""


def find_laws() -> dict[str, list[Law]]:
    """The laws under the first line of the docstring of their module, in the order of the modules."""
    modules = sorted((TOP / "tests").rglob("test_*.py"), key=lambda path: (not _is_first(path), path.as_posix()))
    found: dict[str, list[Law]] = {}
    for module in modules:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        laws = list(_laws_of(tree))
        if laws:
            found[_one_line(ast.get_docstring(tree) or "").rstrip(".")] = laws
    return found


def write(laws: dict[str, list[Law]]) -> str:
    """The tables, and how many laws there are."""
    number = sum(map(len, laws.values()))
    parts = [f"{number} laws.\n"]
    for about, found in laws.items():
        rows = "".join(f"| {law.says} | {law.more} |\n" for law in found)
        parts.append(f"{about}:\n\n| law | that is |\n|---|---|\n{rows}")
    return "\n" + "\n".join(parts) + "\n"


def _is_first(module: Path) -> bool:
    return module.relative_to(TOP).as_posix().startswith(FIRST)


def _laws_of(tree: ast.Module) -> Iterator[Law]:
    for part in tree.body:
        if isinstance(part, ast.FunctionDef) and any(map(_is_given, part.decorator_list)):
            name = part.name.removeprefix("test_").replace("_s_", "’s_").replace("_", " ")
            yield Law(name[0].upper() + name[1:], _one_line(ast.get_docstring(part) or ""))


def _is_given(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and isinstance(decorator.func, ast.Name) and decorator.func.id == "given"


def _one_line(docstring: str) -> str:
    """The first line of a docstring, fit for a cell."""
    return docstring.partition("\n\n")[0].replace("\n", " ").replace("|", "&#124;")


def main() -> None:
    """Write the tables, or say that they are out of date."""
    page = PAGE.read_text("utf-8")
    text = _MARKED.sub(lambda _: write(find_laws()), page)
    if "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
    elif text != page:
        raise SystemExit("docs/trust.md is out of date: run `make readme`")


if __name__ == "__main__":
    main()
