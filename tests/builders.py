"""Short builders of caseloads, rules and calendars for tests; everything has a default."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pandas as pd

from cwd_audit.engine.facts import Facts
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.kinds.timescale import TimescaleRule

Row = Mapping[str, object]
CASE = "00123"


def frame(table: str, rows: Sequence[Row], columns: Sequence[str] = ()) -> pd.DataFrame:
    """A canonical frame of these rows; blank where a row says nothing. Row numbers start at 2, as under a header."""
    wanted = [name for name in TABLES[table].by_name if name in columns or any(name in row for row in rows)]
    typed: dict[str, object] = {}
    for name in wanted:
        cells = [row.get(name) for row in rows]
        match TABLES[table].by_name[name].kind:
            case Kind.DATE:
                typed[name] = np.array(cells, dtype="M8[s]")
            case Kind.WHOLE_NUMBER | Kind.AMOUNT:
                typed[name] = np.array([np.nan if cell is None else cell for cell in cells], dtype=np.float64)
            case _:
                text = ["" if cell is None else str(cell) for cell in cells]
                words = sorted({*text, ""})
                typed[name] = pd.Categorical(text, categories=pd.Index(words, dtype=object))
    typed[SOURCE] = np.zeros(len(rows), np.int32)
    typed[ROW] = np.arange(2, len(rows) + 2, dtype=np.int32)
    return pd.DataFrame(typed)


def facts(
    as_of: date,
    cases: Sequence[Row] = (),
    *,
    pathway_ids: Mapping[str, str] | None = None,
    **events: Sequence[Row],
) -> Facts:
    """Facts of one child, unless rows name another; pathways are known by their own words unless told otherwise."""
    rows = {"cases": cases or [{}], **events}
    tables = {name: frame(name, [{"case_id": CASE, **row} for row in found]) for name, found in rows.items()}
    provided = frozenset(f"{name}.{column}" for name, table in tables.items() for column in table.columns)
    words = {str(row["pathway"]): str(row["pathway"]) for name in ("cases", "pathways") for row in rows.get(name, ()) if row.get("pathway")}
    return Facts(tables, provided, as_of, words if pathway_ids is None else pathway_ids)


def timescale(rule_id: str = "test.hub.visit", **terms: object) -> TimescaleRule:
    """A rule about visits on the pathway `hub`, unless told otherwise."""
    written = {
        "id": rule_id,
        "kind": "timescale",
        "requirement": "visit",
        "title": "Visit",
        "applies_to": {"pathway": ("hub",)},
        "strength": "must",
        "cites": {"section": "1", "quote": "as written"},
    }
    return TimescaleRule.model_validate({**written, **terms})
