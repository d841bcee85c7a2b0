"""Each fault of a policy file has a small broken file, and beside it the words that a person reads."""

from pathlib import Path

import pytest

from cwd_audit.model.errors import PolicyError
from cwd_audit.policies.parse import parse_policy, parse_policy_bytes

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.toml"))
SOUND = (Path(__file__).parent / "broken" / "unknown-key.toml").read_text(encoding="utf-8")
NOT_OUR_WORDS = ("pydantic", "http", "Input should", "Field required", "Extra inputs", "Value error", "validation")


def faults_of(path: Path) -> PolicyError:
    """What reading a broken file raises."""
    with pytest.raises(PolicyError) as caught:
        parse_policy(path)
    return caught.value


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_fault_is_told_in_plain_words(path: Path) -> None:
    """The message is that of the text file beside the broken one."""
    expected = path.with_suffix(".txt").read_text(encoding="utf-8")

    actual = f"{faults_of(path)}\n"

    assert expected == actual


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_fault_has_place_and_remedy_and_no_words_of_a_library(path: Path) -> None:
    """Every fault names the file and says what to do."""
    error = faults_of(path)

    assert all(fault.where.startswith(path.name) and fault.what and fault.remedy for fault in error.faults)
    assert not [words for words in NOT_OUR_WORDS if words in str(error)]


def test_a_file_without_its_fault_is_sound() -> None:
    """The broken files differ from a sound one by their fault alone."""
    sound = SOUND.replace("evry", "every").encode()

    policy = parse_policy_bytes("unknown-key.toml", sound)

    assert [rule.id for rule in policy.rules] == ["unknown-key.cin.visit"]


def test_a_rule_of_no_kind_hides_no_fault_of_the_next() -> None:
    """All the faults of a file at once."""
    rule = SOUND[SOUND.index("[[rule]]") :]
    first = rule.replace('kind = "timescale"', 'kind = "wish"').replace("cin.visit", "cin.other")

    with pytest.raises(PolicyError) as caught:
        parse_policy_bytes("unknown-key.toml", SOUND.replace(rule, f"{first}\n{rule}").encode())

    assert 'there is no kind "wish"' in str(caught.value)
    assert "evry" in str(caught.value)


def test_the_bytes_are_told_by_their_hash() -> None:
    """A report can say which very file it applied."""
    sound = SOUND.replace("evry", "every").encode()

    first, again = parse_policy_bytes("unknown-key.toml", sound), parse_policy_bytes("unknown-key.toml", sound)
    changed = parse_policy_bytes("unknown-key.toml", sound + b"\n")

    assert (first.sha256, len(first.sha256)) == (again.sha256, 64)
    assert first.sha256 != changed.sha256


def test_a_byte_order_mark_does_no_harm() -> None:
    """Notepad writes one."""
    sound = b"\xef\xbb\xbf" + SOUND.replace("evry", "every").encode()

    policy = parse_policy_bytes("unknown-key.toml", sound)

    assert policy.id == "unknown-key"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'id = "caf\xe9"', "the line holds a character that cannot be read"),
        (b"a = " + b"[" * 5000, "the file cannot be read"),
        (b"a = " + b"1" * 5000, "the file cannot be read"),
    ],
)
def test_what_is_no_toml_at_all_is_one_fault(content: bytes, what: str) -> None:
    """Neither a wrong encoding nor a hostile file gives a traceback."""
    with pytest.raises(PolicyError) as caught:
        parse_policy_bytes("odd.toml", content)

    assert [what] == [fault.what for fault in caught.value.faults]


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    """A missing file and a folder are faults like others."""
    (tmp_path / "folder.toml").mkdir()

    assert "there is no such file" in str(faults_of(tmp_path / "none.toml"))
    assert "the file cannot be read" in str(faults_of(tmp_path / "folder.toml"))


def test_a_file_far_too_large_is_not_read(tmp_path: Path) -> None:
    """A policy is a few pages."""
    path = tmp_path / "large.toml"
    path.write_bytes(b"#" * 1_000_001)

    assert "larger than 1,000,000 bytes" in str(faults_of(path))
