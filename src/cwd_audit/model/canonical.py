"""The canonical tables and columns: the one home of their names, kinds and meanings.

The plain layout, the pandera models, the policy checker and the mapping of every export layout are made from these.
"""

from __future__ import annotations

from cwd_audit.model.columns import Column, Kind, Table
from cwd_audit.model.core_tables import CASE_FACTS, CORE
from cwd_audit.model.more_tables import MORE

__all__ = ["CASE_FACTS", "EVENT_TABLE", "LAST_DATES", "TABLES", "Column", "Kind", "Table", "find_column"]

TABLES: dict[str, Table] = {table.name: table for table in (*CORE, *MORE)}
EVENT_TABLE: dict[str, Table] = {table.requirement: table for table in TABLES.values() if table.requirement}
"""The table whose rows satisfy a requirement."""
LAST_DATES: dict[str, str] = {"last_visit": "visits", "last_review": "reviews", "last_supervision": "supervisions"}
"""Columns of a wide case row that are lifted into a table of one event each."""


def find_column(qualified: str) -> Column | None:
    """The column `table.column`, or None when there is no such table or column."""
    table, _, column = qualified.partition(".")
    return TABLES[table].by_name.get(column) if table in TABLES else None
