"""Where a text is cut."""

from __future__ import annotations

import numpy as np
import pytest

from cwd_audit.loading.reading import plain_marks
from cwd_audit.loading.reading.plain_marks import find_marks


@pytest.mark.parametrize("at_a_time", [1, 3, 100])
@pytest.mark.parametrize(
    ("text", "places"), [("", []), ("abc", []), ("a;b\n;\n", [1, 3, 4, 5]), (";;c,d;\r\n", [0, 1, 5, 7])]
)
def test_marks_are_found(text: str, places: list[int], at_a_time: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Delimiters and line feeds, and no other delimiter, however many bytes are looked at at a time."""
    monkeypatch.setattr(plain_marks, "_AT_A_TIME", at_a_time)

    assert find_marks(np.frombuffer(text.encode(), np.uint8), ";").tolist() == places
