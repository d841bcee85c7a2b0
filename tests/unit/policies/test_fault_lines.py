"""On which line a fault stands."""

from __future__ import annotations

import pytest

from cwd_audit.model.errors import Fault
from cwd_audit.policies.lines import add_lines

FILE = """\
id = "ours"  # the first line
"title" = "Short breaks"

[document]
name = "Short breaks"
issued = 2025-01-31

[[rule]]  # the visit
id = "ours.cin.visit"
every = "4 weeks"
cites.quote = "every four weeks"

[[rule]]
every = "5 weeks"

[[rule]]
within = "5 days"
"""
INLINE = """\
id = "ours"
document = { name = "Short breaks", issued = "soon" }
"""


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("key id", 1),
        ("key title", 2),
        ("key document", 4),
        ("key document.issued", 6),
        ("rule ours.cin.visit", 8),
        ("rule ours.cin.visit, key every", 10),
        ("rule ours.cin.visit, key cites.quote", 11),
        ("rule ours.cin.visit, key strength", 8),
        ("rule 2, key every", 14),
        ("rule 3, key within", 17),
    ],
)
def test_the_line_of_a_key_is_found(place: str, line: int) -> None:
    """A key that is missing stands where its rule begins."""
    for content in (FILE, FILE.replace("\n", "\r\n"), "\ufeff" + FILE):
        (fault,) = add_lines([Fault(f"ours.toml: {place}", "wrong", "mend it")], "ours.toml", content.encode())

        assert fault == Fault(f"ours.toml, line {line}: {place}", "wrong", "mend it")


def test_a_section_may_stand_on_one_line() -> None:
    """Its keys are on that line too."""
    (fault,) = add_lines([Fault("ours.toml: key document.issued", "wrong", "")], "ours.toml", INLINE.encode())

    assert fault.where == "ours.toml, line 2: key document.issued"


@pytest.mark.parametrize(
    "where",
    [
        "other.toml: key id",
        "ours.toml: rule 4",
        "ours.toml: pathway 1",
        "ours.toml: rule ours.cin.review, key every",
        "ours.toml: key authority",
        "ours.toml: key issued",
        "ours.toml",
    ],
)
def test_what_is_not_in_the_file_has_no_line(where: str) -> None:
    """A fault of the policy that is extended, a rule that was inherited, a key that is missing or stands elsewhere."""
    assert [fault.where for fault in add_lines([Fault(where, "wrong", "")], "ours.toml", FILE.encode())] == [where]


def test_faults_are_read_from_the_top_down() -> None:
    """As somebody mends them."""
    places = ("rule 2, key every", "key id", "key authority", "rule ours.cin.visit, key every")
    faults = [Fault(f"ours.toml: {place}", "wrong", "") for place in places]

    assert [fault.where.rpartition(": ")[2] for fault in add_lines(faults, "ours.toml", FILE.encode())] == [
        "key authority",
        "key id",
        "rule ours.cin.visit, key every",
        "rule 2, key every",
    ]
