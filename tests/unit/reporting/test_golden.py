"""The pages people and scripts see, kept whole: a change in any of them shows in review.

`CWD_AUDIT_GOLDEN=1 pytest tests/unit/reporting/test_golden.py` writes them anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from builders_report import every_status
from cwd_audit import __version__
from cwd_audit.reporting import RenderOptions, find_reporter

GOLDEN = Path(__file__).parents[2] / "golden" / "reporting"
PAGES = {
    "table-wide.txt": ("table", RenderOptions(width=140, names=True)),
    "table-narrow.txt": ("table", RenderOptions(width=60)),
    "table-ascii.txt": ("table", RenderOptions(width=100, unicode=False)),
    "table-colour.txt": ("table", RenderOptions(width=100, colour=True)),
    "plain.tsv": ("plain", RenderOptions()),
    "findings.csv": ("csv", RenderOptions()),
    "report.json": ("json", RenderOptions()),
    "summary.md": ("markdown", RenderOptions()),
    "junit.xml": ("junit", RenderOptions()),
}


@pytest.mark.parametrize("page", PAGES)
def test_page_is_as_it_was(page: str) -> None:
    """The report of every status, byte for byte."""
    name, options = PAGES[page]
    rendered = find_reporter(name).render(every_status(), options).replace(f'"{__version__}"'.encode(), b'"0"')
    if os.environ.get("CWD_AUDIT_GOLDEN"):
        (GOLDEN / page).write_bytes(rendered)

    assert (GOLDEN / page).read_bytes() == rendered


def test_no_page_is_left_over() -> None:
    """Every golden file is compared with something."""
    assert sorted(PAGES) == sorted(file.name for file in GOLDEN.iterdir())
