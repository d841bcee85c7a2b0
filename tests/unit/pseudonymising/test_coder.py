"""Codes and weeks are made of the key and the text, and of nothing else."""

from __future__ import annotations

import base64
import hashlib
import hmac

from cwd_audit.pseudonymising.codes import Coder

KEY = bytes(range(32))


def test_a_code_is_an_hmac_of_kind_and_text() -> None:
    """Worked out beside: the first 80 bits in base32."""
    digest = hmac.new(KEY, b"child\x0000123", hashlib.sha256).digest()

    assert Coder(KEY).code("child", "00123") == f"child-{base64.b32encode(digest[:10]).decode().lower()}"


def test_codes_differ_by_text_kind_and_key() -> None:
    """A worker named as a team is no team, and no table of codes of another key helps."""
    coder = Coder(KEY)
    codes = [coder.code("child", str(number)) for number in range(20_000)]

    assert len(set(codes)) == len(codes)
    assert coder.code("team", "North")[5:] != coder.code("site", "North")[5:]
    assert coder.code("child", "1") != Coder(KEY[::-1]).code("child", "1")


def test_weeks_are_spread_over_the_whole_width() -> None:
    """From −2 to 2, each about as often; none where dates are not to move."""
    coder = Coder(KEY)
    weeks = [coder.weeks(str(number), 2) for number in range(1000)]

    assert set(weeks) == {-2, -1, 0, 1, 2}
    assert all(150 < weeks.count(each) < 250 for each in set(weeks))
    assert {coder.weeks(str(number), 0) for number in range(10)} == {0}
    assert coder.weeks("7", 26) == coder.weeks("7", 26)
