"""Places in a sheet as Excel shows them."""

from __future__ import annotations


def letters(position: int) -> str:
    """The letters of a column: 0 -> A, 26 -> AA."""
    first, last = divmod(position, 26)
    return (letters(first - 1) if first else "") + chr(65 + last)


def address(row: int, column: int) -> str:
    """The address of a cell, both counted from 0: (1, 1) -> B2."""
    return f"{letters(column)}{row + 1}"
