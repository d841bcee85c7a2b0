"""Work shared among the processors."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from cwd_audit.loading.threads import in_threads


def test_what_is_made_comes_in_order() -> None:
    """However long each takes."""

    def wait(number: int) -> int:
        time.sleep(0.01 * (number % 3 == 0))
        return -number

    assert list(in_threads(wait, range(30))) == [-number for number in range(30)]
    assert list(in_threads(wait, [])) == []


def test_no_more_is_taken_than_a_few_ahead() -> None:
    """What is given may be a nation, and does not fit the memory."""
    taken = []

    def give() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    made = in_threads(str, give())
    assert next(made) == "0"
    assert len(taken) < 20


def test_a_fault_is_raised_where_its_turn_is() -> None:
    """As `map` raises it."""
    made = in_threads(lambda number: 1 // number, [1, 0, 1])

    assert next(made) == 1
    with pytest.raises(ZeroDivisionError):
        next(made)


def test_after_a_fault_nothing_more_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that was interrupted ends when what is under way is done."""
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    begun = []

    def work(number: int) -> int:
        begun.append(number)
        time.sleep(0.2)
        return 1 // number

    with pytest.raises(ZeroDivisionError):
        list(in_threads(work, range(100)))
    assert begun[:2] == [0, 1]
    assert 4 not in begun
