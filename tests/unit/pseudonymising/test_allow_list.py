"""Every canonical column is on the allow-list, with a treatment that fits what it holds; what is not listed goes."""

from __future__ import annotations

import pytest

from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.pseudonymising.treatments import LEFT_OUT, Act, AllowList, Treatment, load_allow_list

ALLOWED = load_allow_list()
COLUMNS = [(table.name, column) for table in TABLES.values() for column in table.columns]
FITTING = {
    Kind.ID: {Act.PSEUDONYM, Act.DROP},
    Kind.TEXT: {Act.PSEUDONYM, Act.WORDS, Act.RECORDED, Act.DROP},
    Kind.DATE: {Act.SHIFT, Act.BAND, Act.DROP},
}
CLOSED = {Act.KEEP, Act.DROP}


def test_the_list_has_every_column_and_no_other() -> None:
    """Somebody decides on each new column; until then it is left out."""
    listed = {(table, name) for table, columns in ALLOWED.columns.items() for name in columns}

    assert listed == {(table, column.name) for table, column in COLUMNS}


def test_what_is_not_listed_is_left_out() -> None:
    """A column, or a table, that came after the list."""
    assert AllowList({"cases": {}}, ()).of("cases", "shoe_size") == LEFT_OUT == Treatment(Act.DROP)
    assert ALLOWED.of("shoes", "size") == LEFT_OUT


def test_treatments_fit_what_columns_hold() -> None:
    """Text is never kept as it is, dates are moved, and names and dates of birth are never plain."""
    wrong = [
        (table, column.name)
        for table, column in COLUMNS
        if ALLOWED.of(table, column.name).act not in FITTING.get(column.kind, CLOSED)
    ]
    personal = {ALLOWED.of(table, column.name).act for table, column in COLUMNS if column.personal}

    assert wrong == []
    assert personal == {Act.DROP, Act.BAND}


def test_no_rule_loses_a_column() -> None:
    """What a rule of a policy asks for is written, if only as "recorded"."""
    needs = {name for policy in list_policies() for rule in load_policy(policy).rules for name in rule.needs()}

    assert {name for name in needs if ALLOWED.of(*name.split(".")) == LEFT_OUT} == set()


def test_children_are_told_apart_by_columns_that_are_written() -> None:
    """Others cannot be known by."""
    assert {name for name in ALLOWED.alike if ALLOWED.of("cases", name) == LEFT_OUT} == set()


def test_an_unknown_treatment_is_refused() -> None:
    """A slip in the file must not pass for leave to keep."""
    with pytest.raises(ValueError, match="kep"):
        Treatment.parse("kep")
