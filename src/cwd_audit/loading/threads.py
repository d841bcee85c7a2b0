"""Work shared among the processors, in the order in which it comes."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")
_MOST = 4
"""More threads would wait for each other: what is not numpy's takes turns."""


def in_threads(make: Callable[[Given], Made], given: Iterable[Given]) -> Iterator[Made]:
    """Like `map`, a few ahead of what is asked for."""
    threads = min(os.cpu_count() or 1, _MOST)
    begun: deque[Future[Made]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for each in given:
                begun.append(pool.submit(make, each))
                if len(begun) > 2 * threads:
                    yield begun.popleft().result()
            while begun:
                yield begun.popleft().result()
        finally:  # after Ctrl-C or a fault nothing more is begun
            for future in begun:
                future.cancel()
