"""On which sheet of the plain layout each row of a caseload goes, so that reading it back gives the same caseload."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.loading.layouts import STEPS
from cwd_audit.model.canonical import LAST_DATES
from cwd_audit.model.caseload import SOURCE

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.model.caseload import Caseload


def lay_out(caseload: Caseload) -> Iterator[tuple[str, str, pd.DataFrame]]:
    """The sheet, the table and the rows of that table that go on it.

    Last dates that were lifted off the rows of cases go back with those rows. An event that stood on the list of
    another table stays there: two reviews in a list of visits are no list of reviews.
    """
    for table, frame in caseload.tables.items():
        if f"{table}.case_id" in caseload.provided and not is_lifted(table, caseload):
            yield table, table, frame
            continue
        homes = np.array([source.table for source in caseload.sources], dtype=object)[frame[SOURCE].to_numpy()]
        for home in dict.fromkeys(homes.tolist()):
            if home != "cases":
                yield home, table, frame[homes == home].reset_index(drop=True)


def is_lifted(table: str, caseload: Caseload) -> bool:
    """Whether a table was made of the last dates on the rows of cases."""
    listed = {source.table for source in caseload.sources}
    on_case = {made: column for column, made in LAST_DATES.items()}.get(table, "")
    return on_case in caseload.tables["cases"] and not listed & {table, STEPS}
