"""The pandera models check what tidying typed; only codes and places leave them."""

from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest

from builders import frame
from cwd_audit.loading.checking import check, model_of
from cwd_audit.model.canonical import TABLES, Kind

DAY = "2026-01-05"
FILLED: dict[Kind, object] = {Kind.DATE: DAY, Kind.WHOLE_NUMBER: 6.0, Kind.AMOUNT: 2.5, Kind.PERIOD: "6 weeks"}


def sound(table: str, **changes: object) -> pd.DataFrame:
    """Two rows with every column filled, the second one changed."""
    row = {column.name: FILLED.get(column.kind, "Testchild") for column in TABLES[table].columns}
    return frame(table, [row, {**row, **changes}])


@pytest.mark.parametrize("table", TABLES)
def test_every_table_has_a_model_that_lets_sound_rows_pass(table: str) -> None:
    """Filled and with all that may be blank left blank, and with no rows at all."""
    required = [{column.name: FILLED.get(column.kind, "x") for column in TABLES[table].columns if column.required}]

    assert check(table, sound(table)) == {}
    assert check(table, frame(table, required, list(TABLES[table].by_name))) == {}
    assert check(table, frame(table, required)) == {}
    assert check(table, sound(table).iloc[:0]) == {}


REQUIRED = [(table.name, column.name) for table in TABLES.values() for column in table.columns if column.required]


@pytest.mark.parametrize(("table", "column"), REQUIRED)
def test_what_is_required_may_not_be_blank(table: str, column: str) -> None:
    """Text or date, in every table; the place is given and nothing else."""
    places = check(table, sound(table, **{column: None})).get("check-failed", [])

    assert (1, column) in places
    assert {1} == {position for position, _ in places}


PERIODS = [
    (table.name, column.name) for table in TABLES.values() for column in table.columns if column.kind is Kind.PERIOD
]
NUMBERS = [
    (table.name, column.name)
    for table in TABLES.values()
    for column in table.columns
    if column.kind is Kind.WHOLE_NUMBER
]


@pytest.mark.parametrize(("table", "column", "value"), [
    *((table, column, word) for table, column in PERIODS for word in ("now and then", "6", "0 weeks", "6 Weeks!")),
    *((table, column, number) for table, column in NUMBERS for number in (0.0, -6.0, 6.5)),
])  # fmt: skip
def test_values_must_be_of_their_kind(table: str, column: str, value: object) -> None:
    """Lengths of time that can be read, and whole numbers above nought."""
    assert {"check-failed": [(1, column)]} == check(table, sound(table, **{column: value}))


@pytest.mark.parametrize("table", ["pathways", "stays", "allocations"])
def test_nothing_ends_before_it_starts(table: str) -> None:
    """It may end on the day it starts, or not at all."""
    assert check(table, sound(table, end="2026-01-04")) == {"end-before-start": [(1, "end")]}
    assert check(table, sound(table, end=DAY)) == {}
    assert check(table, sound(table, end=None)) == {}


def test_all_faults_are_found_at_once() -> None:
    """Several codes and several rows, each once."""
    rows = [{"case_id": "1", "requirement": "", "interval": "soon", "agreed_on": DAY}] * 2

    assert {"check-failed": {(row, column) for row in (0, 1) for column in ("requirement", "interval")}} == {
        code: set(places) for code, places in check("variations", frame("variations", rows)).items()
    }


BROKEN = {
    "a column of another type": sound("visits").assign(date="Testchild Alpha"),
    "words without categories": sound("visits").assign(case_id=["1", "2"]),
    "numbers for dates": sound("visits").assign(date=[1.0, 2.0]),
    "a column that is no canonical one": sound("visits").assign(surname="Testchild Alpha"),
    "a column that is missing": sound("visits").drop(columns="date"),
    "no place": sound("visits").drop(columns="row"),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
def test_a_frame_that_is_no_such_table_is_a_fault_of_the_program(broken: pd.DataFrame) -> None:
    """It is told without a value of the data and without pandera's words or types."""
    with pytest.raises(AssertionError) as stopped:
        check("visits", broken)

    assert "the canonical table does not fit its model" in str(stopped.value)
    assert "Testchild" not in str(stopped.value)
    assert "pandera" not in type(stopped.value).__module__


def test_nothing_of_pandera_leaves() -> None:
    """What comes back is built of text and numbers."""
    found = check("pathways", sound("pathways", start=None, pathway=""))

    assert {str, int} == {type(part) for places in found.values() for place in places for part in place}
    assert {type(position) for places in found.values() for position, _ in places} == {int}


def test_frames_are_not_changed() -> None:
    """Pandera parses, coerces and drops nothing."""
    before = sound("pathways", end="2020-01-01", pathway="")
    after = before.copy(deep=True)
    check("pathways", after)

    pd.testing.assert_frame_equal(before, after)


_SCRIPT = """
import numpy as np, pandas as pd
from cwd_audit.loading.checking import check
from cwd_audit.loading.frames import categorical
days = np.array(["2026-01-05", "NaT"], "M8[s]")
places = {"source": np.zeros(2, np.int32), "row": np.arange(2, dtype=np.int32)}
print(check("visits", pd.DataFrame({"case_id": categorical(["", "1"]), "date": days, **places})))
"""


@pytest.mark.slow
@pytest.mark.parametrize("settings", [
    {"PANDERA_VALIDATION_ENABLED": "False"}, {"PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"},
])  # fmt: skip
def test_settings_of_pandera_in_the_environment_change_nothing(settings: dict[str, str]) -> None:
    """Data that some other program wants unchecked are checked here."""
    done = subprocess.run(  # noqa: S603 – this very Python
        [sys.executable, "-W", "error", "-c", _SCRIPT],
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "{'check-failed': [(0, 'case_id'), (1, 'date')]}"


def test_models_hold_what_the_canonical_tables_hold() -> None:
    """No more columns and no fewer, beside the two of the place."""
    for name, table in TABLES.items():
        assert {*table.by_name, "source", "row"} == set(model_of(name).columns)
