"""On how many examples laws are tried: on few in the gate, on many by `make laws`."""

from __future__ import annotations

import os

from hypothesis import settings

TIMES = int(os.environ.get("CWD_AUDIT_LAWS", "1"))
"""`make laws TIMES=40` sets it."""


def tried_on(few: int, *, same: bool = False) -> settings:
    """So many examples in the gate, `TIMES` as many elsewhere.

    Args:
        few: how many in the gate.
        same: whether the gate tries the same ones on every run; `make laws` draws new ones on every run.
    """
    if same and TIMES == 1:
        return settings(max_examples=few, deadline=None, derandomize=True, database=None)
    return settings(max_examples=few * TIMES, deadline=None)
