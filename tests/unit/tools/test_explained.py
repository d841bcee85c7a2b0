"""The mutants that survive, beside those that are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from explained import Mutant, compare, read_explained

EXPLAINED = Path(__file__).parents[2] / "mutants.toml"
TEXT = """
[[explained]]
module = "engine.periods"
was = "a < b"
becomes = ["a <= b", "a != b"]
why = "a is never b"
"""
ONE, OTHER = Mutant("engine.periods", "a < b", "a <= b"), Mutant("engine.periods", "a < b", "a != b")
NEW = Mutant("engine.periods", "a < b", "a > b")


def test_survivors_are_told_apart() -> None:
    """A survivor is explained by what is changed into what; an explanation of one that is killed is not needed."""
    compared = compare([ONE, NEW], read_explained(TEXT), {"engine.periods"})

    assert frozenset({ONE}) == compared.explained
    assert frozenset({NEW}) == compared.unexplained
    assert frozenset({OTHER}) == compared.unneeded


def test_nothing_is_said_of_what_was_not_tried() -> None:
    """Where only some mutants of a module were tried, an explanation may be needed after all."""
    assert not compare([ONE], read_explained(TEXT), ()).unneeded


@pytest.mark.parametrize("wrong", [TEXT + TEXT, TEXT.replace("a is never b", " ")], ids=["twice", "with nothing"])
def test_an_explanation_is_one_and_says_something(wrong: str) -> None:
    """Otherwise the file is refused."""
    with pytest.raises(ValueError, match="explained twice, or with nothing"):
        read_explained(wrong)


def test_the_explanations_are_of_modules_that_there_are() -> None:
    """A module that moved takes its explanations along."""
    modules = {mutant.module.replace(".", "/") for mutant in read_explained(EXPLAINED.read_text(encoding="utf-8"))}

    assert modules
    assert all((EXPLAINED.parents[1] / "src" / "cwd_audit" / f"{module}.py").is_file() for module in modules)
