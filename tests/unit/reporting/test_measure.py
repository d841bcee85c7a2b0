"""Columns are as wide as their text wants, and no wider than people like to read."""

from __future__ import annotations

import pytest

from cwd_audit.reporting.measure import find_width


@pytest.mark.parametrize(
    ("texts", "width"),
    [
        ([], 0),
        (["Team A", "Team North"], 10),
        (["sixteen letters."], 16),
        (["Team of the North and South"], 16),
        (["Children with Disabilities Team North"], 23),
        (["x" * 40], 24),
        (["word " * 40], 24),
    ],
)
def test_two_lines_before_three(texts: list[str], width: int) -> None:
    """Usual is 16: shorter texts make it narrower, and it widens by up to a half to save a third line."""
    assert width == find_width(texts, 16)
