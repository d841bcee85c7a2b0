"""What the type of an event says beside its kind: written as such a type again, and not as columns of its own.

"Home visit – child not seen" says what a column `child_seen` would say; but where there is such a column, every visit
whose cell is blank there is taken for one without the child.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from cwd_audit.loading.words import load_lookup

if TYPE_CHECKING:
    from cwd_audit.loading.layouts import EventWords


def spell_type(table: str, type_: str, implied: Mapping[str, str]) -> str | None:
    """Words of the vocabulary for an event of this type that say just this beside; None where there are none.

    Args:
        table: the table of the event.
        type_: its canonical type.
        implied: column -> the word that the type implies; blank words are left out.
    """
    if not implied:
        return type_
    said = {column: word for column, word in implied.items() if word}
    return next((spelling for spelling, says in _spellings(table, type_) if says == said), None) if said else type_


@cache
def _spellings(table: str, type_: str) -> tuple[tuple[str, dict[str, str]], ...]:
    def fits(entry: EventWords) -> bool:
        return (entry.table, entry.type) == (table, type_)

    return tuple((spelling, dict(entry.says)) for spelling, entry in load_lookup().events.items() if fits(entry))
