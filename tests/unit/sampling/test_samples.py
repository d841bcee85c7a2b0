"""Writing a sample: what comes of options that cannot be, and of those that can."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cwd_audit.model.errors import CwdAuditError, OutputError, PolicyError, UsageError
from cwd_audit.sampling.samples import make_sample

AS_OF = date(2026, 10, 31)


def sample(output: Path, **options: Any) -> Path:  # noqa: ANN401 – options of several types
    """A small sample of Bromley's in the plain layout, unless told otherwise."""
    chosen = {"policy_id": "bromley", "cases": 12, "layout": "plain", **options}
    make_sample(seed=1, as_of=AS_OF, output=output, **chosen)
    return output


REFUSED: list[tuple[dict[str, object], str, type[CwdAuditError], str]] = [
    ({"layout": "mosiac"}, "a.xlsx", UsageError, 'Did you mean "mosaic"?'),
    ({"layout": "careless"}, "a.xlsx", UsageError, "liquidlogic, mosaic, plain"),
    ({"policy_id": "atlantis"}, "a.xlsx", PolicyError, "bromley"),
    ({"policy_id": "england-statutory"}, "a.xlsx", UsageError, "Choose bromley, notts, stoke, torbay or warks"),
    ({"cases": 0}, "a.xlsx", UsageError, "from 1 to 20,000"),
    ({"cases": 20_001}, "a.xlsx", UsageError, "from 1 to 20,000"),
    ({"trouble": True, "clean": True}, "a.xlsx", UsageError, "both troubled and clean"),
    ({"layout": "mosaic", "wide": True}, "a.xlsx", UsageError, "no wide form"),
    ({}, "a.csv", UsageError, ".xlsx"),
    ({}, "a.ods", UsageError, ".xlsx"),
]


@pytest.mark.parametrize(("options", "name", "error", "said"), REFUSED)
def test_what_cannot_be_written_is_refused(
    options: dict[str, object], name: str, error: type[CwdAuditError], said: str, tmp_path: Path
) -> None:
    """The fault names the option and what would do, and nothing is written."""
    with pytest.raises(error) as raised:
        sample(tmp_path / name, **options)

    assert said in str(raised.value)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to(tmp_path: Path) -> None:
    """A file where a folder is needed: one message, and nothing half written."""
    (tmp_path / "taken").write_text("a file", encoding="utf-8")

    with pytest.raises(OutputError):
        sample(tmp_path / "taken" / "a.xlsx")


@pytest.mark.parametrize("layout", ["liquidlogic", "mosaic", "plain"])
def test_the_same_arguments_give_the_same_bytes(layout: str, tmp_path: Path) -> None:
    """A workbook holds no trace of when it was written."""
    one, two = (sample(tmp_path / name, layout=layout).read_bytes() for name in ("one.xlsx", "two.xlsx"))

    assert one == two


def test_dates_are_dates_and_ids_are_text_in_a_workbook(tmp_path: Path) -> None:
    """As a system's own export has them: leading zeros stay."""
    page = openpyxl.load_workbook(sample(tmp_path / "a.xlsx"))["visits"]
    head = [cell.value for cell in page[1]]
    row = [cell.value for cell in page[2]]

    assert isinstance(row[head.index("date")], datetime)
    assert isinstance(row[head.index("case_id")], str)
    assert str(row[head.index("case_id")]).startswith("0")


def test_liquidlogic_reports_have_a_title(tmp_path: Path) -> None:
    """Two lines and a blank one stand above the header, as above that of a screen report."""
    page = openpyxl.load_workbook(sample(tmp_path / "a.xlsx", layout="liquidlogic"))["Caseload"]
    first = [page.cell(row, 1).value for row in (1, 2, 3, 4)]

    assert first == ["Report: CWD caseload", "Run on 31/10/2026", None, "LCS ID"]


def test_mosaic_exports_have_one_list_of_steps(tmp_path: Path) -> None:
    """Visits, reviews and supervisions are steps of one sheet; the hub is on the allocations."""
    book = openpyxl.load_workbook(sample(tmp_path / "a.xlsx", layout="mosaic", policy_id="warks"))
    steps = {cell.value for cell in book["Completed Steps"][1]}

    assert book.sheetnames[:2] == ["Completed Steps", "Allocations"]
    assert {"Person ID", "Step Type", "Started On", "Completed On", "Worker", "Team"} <= steps
    assert "Hub" in {cell.value for cell in book["Allocations"][1]}


def test_a_folder_of_text_files(tmp_path: Path) -> None:
    """A name without an ending is a folder; dates are as they are written in the country."""
    folder = sample(tmp_path / "tables")
    with (folder / "visits.csv").open(encoding="utf-8-sig", newline="") as file:
        first = next(csv.DictReader(file))

    assert {"cases.csv", "visits.csv", "reviews.csv", "supervisions.csv"} <= {path.name for path in folder.iterdir()}
    assert datetime.strptime(first["date"], "%d/%m/%Y").date() <= AS_OF  # noqa: DTZ007 – a day has no time zone


def test_the_wide_form_is_one_sheet_and_may_be_one_text_file(tmp_path: Path) -> None:
    """The last dates stand on the row of the child, and there are no lists beside it."""
    lines = sample(tmp_path / "a.csv", layout="liquidlogic", wide=True).read_text(encoding="utf-8-sig").splitlines()

    assert {"Date of Last Visit", "Date of Last Review", "Date of Last Supervision"} <= set(lines[3].split(","))
    assert len(lines) == 3 + 1 + 12


def test_a_troubled_sample_holds_what_a_clean_one_does_not(tmp_path: Path) -> None:
    """Impossible dates, unknown words, a child twice, totals, a hidden sheet: each is there to be found."""
    book = openpyxl.load_workbook(sample(tmp_path / "a.xlsx", policy_id="warks", trouble=True))
    cells = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
    expected = {
        "31/02/2026",
        "10/21/2026",
        "last Tuesday",
        "999999",
        "Moon Base",
        "Trip to the moon",
        "Total",
        "Wizard",
    }
    ids = [page_row[0].value for page_row in book["cases"].iter_rows(min_row=2)]

    assert expected <= cells
    assert len(ids) - len(set(ids)) >= 2
    assert book["Working"].sheet_state == "hidden"
