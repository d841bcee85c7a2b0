"""A mapping to edit: what was recognised in an export, written as a mapping file with its gaps as comments."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from cwd_audit.loading.headings import say_column
from cwd_audit.loading.layouts import Layout
from cwd_audit.loading.likeness import most_like, suggest_columns
from cwd_audit.loading.load import Recognition
from cwd_audit.loading.recognition import Recognised
from cwd_audit.loading.sheets import RawSheet

_HEAD = """\
# Which heading of which sheet is which column. Edit it, then: cwd-audit check EXPORT --map THIS-FILE
# Left of each `=` stands the column, right of it the heading as the export writes it.
"""
_EVENTS = """\

# The words of the export for a type of event -> a type of schemas/vocabulary.toml; "" for what is no event at all.
[events]
# "Words of the export" = "statutory visit"
"""


def draft_mapping(found: Recognition, layouts: Sequence[Layout]) -> str:
    """The text of a mapping file that reads the export as it was recognised.

    Headings that were not used and sheets that were not recognised stand in comments, with what they may be meant for:
    the person who edits the file decides. Hidden sheets are not written.
    """
    sheets = [*(match.sheet for match in found.recognised), *found.unrecognised]
    named = Counter(sheet.name for sheet in sheets)
    lines = [_HEAD.rstrip("\n")]
    for match in found.recognised:
        lines += ["", *_begin(match.sheet, match.spec.table, named), *_entry(match)]
    for sheet in found.unrecognised:
        if sheet.visible:
            lines += ["", *_open_entry(sheet, layouts, named)]
    return "\n".join(lines) + "\n" + _EVENTS


def _entry(match: Recognised) -> Iterator[str]:
    if not match.spec.is_plain:
        yield f"as = {_text(': '.join(match.kind))}"
    kept = [heading for heading in (*match.ignored, *match.spare) if heading]
    if kept:
        yield f"ignore = [{', '.join(map(_text, kept))}]"
    if match.spec.fixed:
        yield f"fixed = {{ {', '.join(f'{column} = {_text(value)}' for column, value in match.spec.fixed.items())} }}"
    yield "[sheet.columns]"
    for column, where in match.columns.items():
        yield f"{_key(column)} = {_text(where.heading)}"
    meant = suggest_columns(match.spec, match.unknown, match.columns)
    for heading in match.unknown:
        column = meant.get(heading, "")
        yield (
            f"# {_key(column)} = {_text(heading)}  # if it is the {say_column(column).removeprefix('the ')}"
            if column
            else f"# not used: {_text(heading)}"
        )
    lacking = [column for column in match.spec.columns if column not in match.columns]
    if lacking:
        yield f"# not found: {', '.join(lacking)}"


def _open_entry(sheet: RawSheet, layouts: Sequence[Layout], named: Mapping[str, int]) -> Iterator[str]:
    like = most_like(sheet, layouts)
    yield "# This sheet was not recognised. Take the `# ` away and complete the entry if it should be read."
    yield from (f"# {line}" for line in _begin(sheet, like.table if like else "the table that it holds", named))
    yield "# [sheet.columns]"
    if like is None:
        yield '# case_id = "the heading of the child\'s ID"'
        return
    for column, heading in (*like.found.items(), *((column, heading) for heading, column in like.meant.items())):
        yield f"# {_key(column)} = {_text(heading)}"
    if like.lacks:
        yield f"# It lacks: {', '.join(like.lacks)}."


def _begin(sheet: RawSheet, table: str, named: Mapping[str, int]) -> Iterator[str]:
    """The file is named only where the sheet alone does not tell: next month's export has another name."""
    yield "[[sheet]]"
    if named[sheet.name] > 1:
        yield f"file = {_text(sheet.file)}"
    yield f"sheet = {_text(sheet.name)}"
    yield f"table = {_text(table)}"


def _key(column: str) -> str:
    """A column as a key of TOML: `"visits.date"` in quotes, since it is one key."""
    return column if column.replace("_", "").isalnum() else _text(column)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
