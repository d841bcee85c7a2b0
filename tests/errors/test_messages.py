"""Every message that a user can see says what is wrong and what to do, in the words of its folder."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from commands import CANARY
from messages import CODES, PAGE, Message, all_messages, write_codes, write_page

REWRITE = bool(os.environ.get("CWD_AUDIT_GOLDEN"))
MESSAGES = all_messages()
ABSOLUTE = re.compile(r"(?<![\w.>/])(?:/[A-Za-z]\w*/|[A-Za-z]:\\)")
REMEDY = re.compile(r"\n  \S[^\n]*[.?]\n\Z")
"""The last line is indented and a sentence."""


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.name)
def test_a_message_is_worded_as_expected(message: Message, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code and words are those of the folder; no name of a child, no traceback and no path of this machine."""
    ran = message.provoke(tmp_path, monkeypatch)
    actual = message.words(ran)
    if REWRITE:
        message.expected.write_text(actual, encoding="utf-8", newline="\n")
        rewrite_page()
    everything = ran.out + ran.err

    assert message.expected.read_text(encoding="utf-8") == actual
    assert message.exit == ran.code
    assert REMEDY.search(actual)
    assert CANARY not in everything
    assert CANARY.partition(" ")[0] not in everything
    assert "Traceback" not in everything
    assert str(tmp_path) not in everything
    assert not ABSOLUTE.search(actual)


def rewrite_page() -> None:
    """Write the page and the codes anew, once there is something to say for every message."""
    if all(message.expected.exists() for message in MESSAGES):
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(write_page(), encoding="utf-8", newline="\n")
        CODES.write_text(write_codes(), encoding="utf-8", newline="\n")


@pytest.mark.skipif(REWRITE, reason="it is written when the messages are")
def test_the_page_is_fresh() -> None:
    """docs/messages.md, and what `explain` tells, are what the catalogue makes of them; `make errors` writes them."""
    assert write_page() == PAGE.read_text(encoding="utf-8")
    assert write_codes() == CODES.read_text(encoding="utf-8")
