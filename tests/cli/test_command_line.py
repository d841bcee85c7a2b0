"""A run builds the one command it is asked for."""

from __future__ import annotations

import pytest
import typer

from cwd_audit.cli.app import app, narrow


def named(part: typer.Typer) -> list[str | None]:
    """The names of the commands in a command line, and of those in its groups."""
    inner = [group.typer_instance for group in part.registered_groups if group.typer_instance]
    groups = [group.name for group in part.registered_groups if isinstance(group.name, str)]
    return [
        *(each.name for each in part.registered_commands),
        *groups,
        *(name for part in inner for name in named(part)),
    ]


@pytest.mark.parametrize(
    ("words", "left"),
    [
        (["check", "export.xlsx"], ["check"]),
        (["policy", "list"], ["policy", "list"]),
        (["policy"], ["policy", "list", "show", "check", "new", "compare"]),
        (["policy", "lst"], ["policy", "list", "show", "check", "new", "compare"]),
    ],
)
def test_only_the_command_that_is_named_is_left(words: list[str], left: list[str]) -> None:
    """And of a group the one in it."""
    assert named(narrow(app, words)) == left


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"], ["chek"], ["list"]])
def test_where_none_is_named_all_are_left(words: list[str]) -> None:
    """The help lists them, and a slip is told the nearest."""
    assert narrow(app, words) is app


def test_the_whole_is_left_as_it_was() -> None:
    """One process may run several commands."""
    before = named(app)
    narrow(app, ["policy", "list"])

    assert named(app) == before
