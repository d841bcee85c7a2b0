"""What holds for every form of the data-quality view, whatever people typed into the export."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date

import pytest

from builders_report import HOSTILE
from cwd_audit.model.caseload import Source
from cwd_audit.model.data_quality import (
    DataQuality,
    Filled,
    HeldProblem,
    Hidden,
    Hindrance,
    Holding,
    ProblemKind,
    Score,
)
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.reporting import RenderOptions
from cwd_audit.reporting.data_quality import find_quality_reporter, quality_reporter_names
from cwd_audit.reporting.data_quality.words import say_hidden, say_share
from cwd_audit.reporting.schema import DOCUMENTS, render_schema
from cwd_audit.resources import schemas

ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def hostile(text: str) -> DataQuality:
    """A view in which this text stands wherever people type."""
    problem = Problem(text, text, 2, text, "date-impossible", Severity.ERROR, "there is no such day", "Correct it.")
    holding = Holding(text, text, of_a_case=True, errors=1, warnings=0, notes=0)
    hidden = Hidden(
        essential=True, requirement="visit", hindrance=Hindrance.BLANK, columns=("cases.pathway_start",),
        headings=(text,), rules=("testshire.visit",), cases=1,
    )  # fmt: skip
    return DataQuality(
        as_of=date(2026, 10, 31),
        policies=(("testshire", text),),
        sources=(Source(text, text, "plain", "cases", 2, 1, 1),),
        notes=(text,),
        score=Score(1, 2, 0, 1),
        hidden=(hidden,),
        lost=(("cases", 1),),
        kinds=(ProblemKind("date-impossible", Severity.ERROR, 1, 1, problem.place, problem.message, problem.hint),),
        problems=(HeldProblem(problem, text, text, of_a_case=True),),
        teams=(holding._replace(worker=""),),
        workers=(holding,),
        columns=(Filled("cases", "pathway_start", text, 1, 2, 3),),
    )


def render(name: str, quality: DataQuality) -> bytes:
    """The view in one form."""
    return find_quality_reporter(name).render(quality, RenderOptions(width=120))


def text_of(name: str, content: bytes) -> str:
    """All that a form holds, as text."""
    if not find_quality_reporter(name).BINARY:
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(part).decode() for part in parts.namelist())


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", quality_reporter_names())
def test_no_active_character_comes_out(name: str, text: str) -> None:
    """Nothing in a cell can move a cursor or turn text round, and a second rendering is the same."""
    rendered = render(name, hostile(text))

    assert ACTIVE.findall(text_of(name, rendered)) == []
    assert rendered == render(name, hostile(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_field_is_a_formula(text: str) -> None:
    """A spreadsheet that opens the CSV computes nothing."""
    lines = csv.reader(io.StringIO(render("csv", hostile(text)).decode("utf-8-sig"), newline=""))

    assert not {cell[:1] for line in lines for cell in line} & set("=+-@\t\r")


def test_no_cell_is_a_formula_or_a_link() -> None:
    """Nor does one that opens the workbook."""
    for text in HOSTILE.values():
        written = text_of("xlsx", render("xlsx", hostile(text)))

        assert "<f>" not in written
        assert "<hyperlink" not in written


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_published_schemas_are_fresh(name: str) -> None:
    """Each file equals what `python -m cwd_audit.reporting.schema` would write."""
    published = schemas() / "meta" / f"{name}.schema.json"

    assert render_schema(name) == published.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("hindrance", "said"),
    [
        (Hindrance.BLANK, "2 cases cannot be assessed for visits because “Start” is blank and no visit that counts is"),
        (Hindrance.UNDECIDED, "2 cases cannot be assessed for visits because “Start” is blank or not known to the"),
        (Hindrance.INTERVAL, "2 cases cannot be assessed for visits on every day, because “Start” is blank."),
        (
            Hindrance.LATER,
            "2 cases cannot be assessed for visits because the day to count from is after the day of the",
        ),
        (Hindrance.CONTESTED, "2 cases cannot be assessed for visits because the child is recorded twice"),
        (Hindrance.UNTOLD, "2 cases cannot be assessed for visits because an export of this kind cannot hold"),
        (Hindrance.NOT_EXPORTED, "2 cases cannot be assessed for visits because the export has no “Start”."),
        (Hindrance.UNANSWERED, "2 cases cannot be assessed for visits because what they ask about is blank: “Start”."),
    ],
)
def test_each_hindrance_in_words(hindrance: Hindrance, said: str) -> None:
    """A sentence with the number of cases, the requirement and the column as the export heads it."""
    hidden = hostile("Start").hidden[0]._replace(hindrance=hindrance, cases=2)

    assert say_hidden(hidden).startswith(said)
    assert say_hidden(hidden).endswith(".")


def test_a_column_that_is_not_there_has_no_heading() -> None:
    """It is named by its meaning, with its table unless that is the list of children."""
    hidden = (
        hostile("")
        .hidden[0]
        ._replace(
            hindrance=Hindrance.NOT_EXPORTED,
            essential=False,
            columns=("reviews.date", "cases.plan_start"),
            headings=("", ""),
        )
    )

    assert say_hidden(hidden) == (
        "1 case cannot be checked under 1 rule on visit because the export has no date of reviews and plan start."
    )


def test_only_what_is_complete_is_called_so() -> None:
    """999 of 1,000 and more are not rounded up to 100 %."""
    assert [say_share(*each) for each in ((1, 3), (9_999, 10_000), (7, 7), (0, 5))] == [
        "33.3 %", "99.9 %", "100.0 %", "0.0 %",
    ]  # fmt: skip
