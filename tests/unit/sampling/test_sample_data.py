"""The folder `sample_data/`: what is in it is what the product writes."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from cwd_audit.loading.faults import FAULTS
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.sampling.__main__ import AS_OF, list_samples, write_samples
from folders import content

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
FOLDER = Path(__file__).parents[3] / "sample_data"
LARGEST = 3_000_000
ELSEWHERE = {
    "not-an-event",
    "row-ragged", "sheet-left-out", "heading-spare", "check-failed", "child-seen-blank", "pathway-not-known",
    "pathway-blank", "authority-ignored", "spells-overlap", "remark-row", "date-ambiguous", "dates-swapped",
    "date-before-case", "birth-far-ahead", "id-of-two-councils", "worker-name-shared", "cell-error",
    "formula-without-result", "column-hidden", "header-in-two-rows", "heading-blank",
    "case-closed", "person-without-case", "lists-disagree", "id-leads-nowhere",
}  # fmt: skip
"""Faults that loading finds in other files only, or that only a policy can find."""


@pytest.mark.slow
def test_samples_are_as_they_are_written_anew(tmp_path: Path) -> None:
    """The samples drawn by chance are written anew without a byte changed; others are made of examples."""
    write_samples(tmp_path)
    (tmp_path / "README.md").unlink()
    written = content(tmp_path)
    kept = {name: part for name, part in content(FOLDER).items() if "-every-rule" not in name and name != "README.md"}

    assert sorted(written) == sorted(kept)
    assert [name for name in written if written[name] != kept[name]] == []


def test_samples_are_small() -> None:
    """The folder can be sent by e-mail."""
    assert sum(path.stat().st_size for path in FOLDER.rglob("*")) < LARGEST


def test_every_council_has_every_layout() -> None:
    """Five councils, three layouts."""
    everyday = Counter(sample.policy for sample in list_samples() if sample.name.startswith(tuple(_COUNCILS)))

    assert set(_COUNCILS.values()) == {policy for policy, samples in everyday.items() if samples >= len(_LAYOUTS)}


_COUNCILS = {
    "bromley": "bromley",
    "nottinghamshire": "notts",
    "stoke-on-trent": "stoke",
    "torbay": "torbay",
    "warwickshire": "warks",
}
_LAYOUTS = ("liquidlogic", "mosaic", "plain")


def test_the_clean_sample_has_no_fault() -> None:
    """Loading has nothing to say of it."""
    caseload = load_caseload(begin([FOLDER / "clean.xlsx"]), AS_OF)

    assert caseload.problems == ()


def test_the_troubled_sample_has_every_fault() -> None:
    """Each fault a row, a cell or a sheet can have is found at least once, and no row is lost."""
    caseload = load_caseload(begin([FOLDER / "troubled.xlsx"]), date(2026, 10, 31))
    found = {problem.code for problem in caseload.problems}

    assert set() == set(FAULTS) - ELSEWHERE - found
    assert all(source.rows == source.rows_used + source.rows_set_aside for source in caseload.sources)
