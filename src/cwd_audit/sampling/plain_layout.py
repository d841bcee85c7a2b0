"""The plain layout, made from the canonical tables: `python -m cwd_audit.sampling.plain_layout` writes it."""

from __future__ import annotations

from cwd_audit.model.canonical import TABLES, Kind, Table
from cwd_audit.resources import schemas

_HEAD = """\
# The plain layout: sheets, or text files, named as the canonical tables, with the canonical column names as headings.
# Generated from cwd_audit.model.canonical by `python -m cwd_audit.sampling.plain_layout`; do not edit by hand.

id = "plain"
title = "Plain tables"
"""


def plain_layout() -> str:
    """The text of `schemas/exports/plain.toml`."""
    return "\n".join((_HEAD, *map(_sheet, TABLES.values())))


def _sheet(table: Table) -> str:
    columns = "\n".join(f'{column.name} = ["{column.name}"]' for column in table.columns)
    head = f'[[sheet]]\ntitle = "{table.name}"\ntable = "{table.name}"\nnames = ["{table.name}"]{_one_of(table)}'
    return f"{head}\n\n[sheet.columns]\n{columns}\n"


def _one_of(table: Table) -> str:
    """Where only the child's ID is required, any list about children would be this table: one of its days tells."""
    if table.name == "cases" or sum(column.required for column in table.columns) > 1:
        return ""
    days = ", ".join(f'"{column.name}"' for column in table.columns if column.kind is Kind.DATE)
    return f"\none_of = [{days}]"


if __name__ == "__main__":
    (schemas() / "exports" / "plain.toml").write_bytes(plain_layout().encode())
