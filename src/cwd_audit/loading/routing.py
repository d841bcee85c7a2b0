"""Which table each event belongs to: the words of its type decide, whatever sheet it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cwd_audit.loading.frames import Codes, categorical_of, keep_rows
from cwd_audit.loading.layouts import STEPS
from cwd_audit.loading.tidying import TidyTable
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.layouts import EventWords


def route(table: TidyTable, extra: Mapping[str, EventWords]) -> Iterator[tuple[str, pd.DataFrame]]:
    """Split a sheet of events by the tables its rows belong to, with types in canonical words.

    A row of a type that is not known is set aside, since nobody can say whether it counts; so is one of a kind that
    never counts. A row without a type belongs to the sheet's own table, which is
    given even where no row is left of it.

    Args:
        table: a sheet of events; problems are added to it.
        extra: event words of a mapping, by normalised spelling; they come before the vocabulary's.
    """
    home = table.match.spec.table
    if "type" not in table.frame:
        yield home, table.frame
        return
    known = {**load_lookup().events, **extra}
    written = table.frame["type"].array
    meant = [known.get(normalise(word)) for word in written.categories]
    blank_home = "" if home == STEPS else home
    unknown = [
        mean is None and (bool(word) or not blank_home) for word, mean in zip(written.categories, meant, strict=True)
    ]
    codes = written.codes
    target = np.array([blank_home if mean is None else mean.table for mean in meant], dtype=object)
    lost = np.array(unknown, dtype=bool)[codes]
    table.say_lost(lost, "event-type-not-known", "type")
    never = (target == "")[codes] & ~lost
    table.say_lost(never, "not-an-event", "type")
    kept = ~(lost | never)
    present = {blank_home, *target[np.flatnonzero(np.bincount(codes[kept], minlength=len(target)))]}
    for name in [name for name in TABLES if name in present]:
        chosen = (target == name)[codes] & kept
        columns = [column for column in table.frame if column in TABLES[name].by_name or column in {SOURCE, ROW}]
        part = keep_rows(table.frame[columns], chosen)
        yield name, _said_by_type(part, meant, codes[chosen], name)


def _said_by_type(part: pd.DataFrame, meant: Sequence[EventWords | None], codes: Codes, table: str) -> pd.DataFrame:
    """Put canonical types, and fill what the words of the type say where the row says nothing.

    Args:
        part: rows of one table.
        meant: what the distinct types of the sheet mean.
        codes: the position in `meant` of each row.
        table: the table.
    """
    part = part.assign(type=categorical_of([mean.type if mean else "" for mean in meant], codes))
    present = [meant[code] for code in np.flatnonzero(np.bincount(codes)).tolist()]
    said = {column for mean in present if mean for column in mean.says if column in TABLES[table].by_name}
    for column in sorted(said):
        implied = [mean.says.get(column, "") if mean else "" for mean in meant]
        if column in part:
            written = part[column].array
            blank = np.array([not word for word in written.categories], dtype=bool)[written.codes]
            words = [*written.categories, *implied]
            chosen = np.where(blank, len(written.categories) + codes.astype(np.int64), written.codes)
            part = part.assign(**{column: categorical_of(words, chosen)})
        else:
            part = part.assign(**{column: categorical_of(implied, codes)})
    return part
