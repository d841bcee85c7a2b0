"""Laying groups end to end."""

from __future__ import annotations

import numpy as np
import pytest

from cwd_audit.engine.obligations import spread


@pytest.mark.parametrize(
    ("counts", "groups", "places"),
    [
        ([2, 1, 3], [0, 0, 1, 2, 2, 2], [0, 1, 0, 0, 1, 2]),
        ([0, 2, 0, 1, 0], [1, 1, 3], [0, 1, 0]),
        ([0, 0], [], []),
        ([], [], []),
    ],
)
def test_spread(counts: list[int], groups: list[int], places: list[int]) -> None:
    """Each row knows its group and its place in it; an empty group has none."""
    group, place = spread(np.array(counts, dtype=np.int64))

    assert (groups, places) == (group.tolist(), place.tolist())
