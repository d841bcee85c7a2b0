"""`cwd-audit pseudonymise`: an export for people who may not know who the children are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.options import AsOf, Exports, IncludeHidden, Large, Map, Policies, choose, read_day, split
from cwd_audit.model.errors import Fault, OutputError

if TYPE_CHECKING:
    from cwd_audit.pseudonymising.key import Key
    from cwd_audit.pseudonymising.run import Pseudonymised

WORKBOOK, LABEL_FILE = "pseudonymised.xlsx", "READ-ME-FIRST.txt"
_MOST_WEEKS = 52
_LINE = 100
"""Characters of a line of the label."""


def pseudonymise(
    exports: Exports,
    key_file: Annotated[Path, typer.Option("--key-file", help="The key; made if there is no such file.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="A folder for the workbook and its label.")],
    dob: Annotated[str, typer.Option("--dob", help="Birth told by exact, month, quarter, year or none.")] = "quarter",
    shift: Annotated[
        int, typer.Option("--shift", min=0, max=_MOST_WEEKS, help="Move dates by up to so many weeks; 0: not at all.")
    ] = 26,
    drop: Annotated[list[str], typer.Option("--drop", help="Leave these columns out, too; several with commas.")] = [],
    least_k: Annotated[
        int, typer.Option("--least-k", min=0, help="At least so many children are alike; 0: any number.")
    ] = 5,
    policy: Policies = [],
    as_of: AsOf = "",
    map_: Map = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Write the caseload with codes for names and numbers, without free text. It is still personal data.

    Exit code: 0 written, 2 could not run.
    """
    from cwd_audit.cli.output import check_folder
    from cwd_audit.cli.reading import begin_reading
    from cwd_audit.loading.reading import ask, find_exports

    files = find_exports(exports)
    check_folder(output, (WORKBOOK, LABEL_FILE), frozenset(file.resolve() for file in files))
    _keep_apart(output, files)
    pending = begin_reading(files, ask(include_hidden=include_hidden, large=large), map_)
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.output import tell
    from cwd_audit.cli.progress import say_at_work
    from cwd_audit.pseudonymising.days import Band
    from cwd_audit.pseudonymising.key import open_key
    from cwd_audit.pseudonymising.request import Wish, find_columns
    from cwd_audit.pseudonymising.run import pseudonymise as rewrite
    from cwd_audit.pseudonymising.wording import sum_up

    config = read_config(Path.cwd())
    (born,) = choose("--dob", [dob], [each.value for each in Band])
    wish = Wish(Band(born), shift, least_k, find_columns(split(drop)))
    key = open_key(key_file, output, files)
    with say_at_work(files):
        done = rewrite(
            pending,
            read_day(as_of),
            key,
            wish,
            policies=split(policy) or configured_policies(config),
            mapping=config.find_mapping(map_),
        )
        contents = _render(done)
    _put(contents, output, key)
    for line in sum_up(done):
        tell(line)
    kept = "The key was made" if key.is_new else "The key was not changed"
    tell(f"{kept}: {key_file.name}. Keep it apart from what you give away; whoever has both can undo the codes.")
    tell(f"Written to {output.name}: {', '.join(contents)}.")


def _keep_apart(output: Path, files: Iterable[Path]) -> None:
    """Refuse a folder in which an export lies: whoever gets the folder would get both."""
    if any(file.resolve().parent == output.resolve() for file in files):
        what = "an export lies in this folder, and whoever gets the folder would get both"
        raise OutputError(Fault(output.name, what, "choose a folder of its own"))


def _render(done: Pseudonymised) -> dict[str, bytes]:
    """The files to be written."""
    from cwd_audit.pseudonymising.wording import LABEL, write_label
    from cwd_audit.pseudonymising.workbook import write_workbook
    from cwd_audit.reporting.words import wrap

    about = [line for paragraph in write_label(done) for line in ("", *wrap(paragraph, _LINE))]
    text = "".join(f"{line}\n" for line in (LABEL, *about))
    return {WORKBOOK: write_workbook(done.pages, LABEL, about), LABEL_FILE: text.encode()}


def _put(contents: Mapping[str, bytes], output: Path, key: Key) -> None:
    """Write the files, and a new key before them: codes without their key would never be undone."""
    from cwd_audit.writing import undisturbed, write_folder

    with undisturbed(), key.stored():
        write_folder(output, contents)
