"""An audit of the pseudonymised file says of each child what an audit of the export says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from builders_containers import Cell, Sheets, workbook
from commands import SAMPLES
from cwd_audit.audit.run import Audit
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.model.report import Status
from cwd_audit.pseudonymising.days import Band
from cwd_audit.pseudonymising.request import Wish
from cwd_audit.pseudonymising.run import _untold
from twins import AS_OF, CODER, rewrite, run, standings

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
SAME = (
    "bromley-every-rule.xlsx", "nottinghamshire-every-rule.xlsx", "stoke-on-trent-every-rule.xlsx",
    "torbay-every-rule.xlsx", "warwickshire-every-rule.xlsx", "england-statutory-every-rule.xlsx",
    "bromley-wide-liquidlogic.xlsx", "torbay-mosaic.xlsx", "stoke-on-trent-plain-csv", "troubled.xlsx",
)  # fmt: skip
"""Every council, every rule, every layout, last dates alone, and every fault that records may have."""
NATIONAL = {"england-statutory-every-rule.xlsx": ("england-statutory",)}
CASES: Sequence[Sequence[Cell]] = [
    ["case_id", "name", "dob", "pathway", "pathway_start", "last_supervision", "worker"],
    ["00101", "Testchild Alpha", date(2015, 5, 1), "SSH", date(2026, 3, 2), date(2026, 9, 1), "A"],
    ["00102", "Testchild Beta", date(2012, 12, 31), "Safeguarding and Support Hub", date(2026, 9, 1), "some day", "B"],
    ["00103", "Testchild Gamma", "", "R&I Hub", date(2025, 1, 31), "", "B"],
    ["00104", "Testchild Delta", date(2010, 2, 28), "Nowhere Hub", date(2026, 1, 2), "", ""],
]  # fmt: skip
VISITS: Sequence[Sequence[Cell]] = [
    ["case_id", "date", "type"],
    ["00101", date(2026, 10, 1), "Home Visit - child not seen"],
    ["00101", date(2026, 4, 5), "Home Visit"],
    ["00101", date(2026, 9, 28), "Home Visit - cancelled"],
    ["00102", date(2026, 9, 12), "Virtual visit"],
    ["00103", date(2026, 1, 11), "Home visit"],
    ["00103", date(2026, 10, 11), "CIN Review"],
    ["00101", date(2026, 10, 12), "Case Supervision"],
]


def assert_alike(original: Audit, twin: Audit) -> None:
    """The same standings, and the same rules that could not be run."""
    before, after = (each.report for each in (original, twin))

    assert standings(after.everything, coded=True) == standings(before.everything, coded=False)
    assert {(rule.rule, rule.needs, rule.cases) for rule in after.not_run} == {
        (rule.rule, rule.needs, rule.cases) for rule in before.not_run
    }


@pytest.mark.parametrize("sample", SAME)
def test_the_twin_of_a_sample_is_audited_alike(sample: str, tmp_path: Path) -> None:
    """With no date moved or made coarser, whatever the layout of the export and the faults of its records."""
    exports, policies = [SAMPLES / sample], NATIONAL.get(sample, ())
    _, twin = rewrite(exports, tmp_path, policies=policies)
    original = run(exports, policies)

    assert len(original.report.everything) > 200
    assert_alike(original, run([twin], policies))


def small(folder: Path) -> Path:
    """Words that say more than their columns, a date that cannot be read, and events on the list of another table."""
    sheets: Sheets = {"cases": CASES, "visits": VISITS}
    path = folder / "export.xlsx"
    path.write_bytes(workbook(sheets))
    return path


def test_what_types_of_events_imply_is_kept(tmp_path: Path) -> None:
    """A visit cancelled in words stays cancelled, a review on the list of visits there; no column comes of it."""
    export = small(tmp_path)
    done, twin = rewrite([export], tmp_path)
    pages = {page.title: page for page in done.pages}

    assert list(pages) == ["cases", "visits"]
    assert pages["visits"].headings == ("case_id", "date", "type")
    assert len(pages["visits"].rows) == len(VISITS) - 1
    assert "[date not readable]" in {cell for row in pages["cases"].rows for cell in row}
    assert_alike(run([export], ["warks"]), run([twin], ["warks"]))


def test_what_a_layout_cannot_hold_is_counted(tmp_path: Path) -> None:
    """Of tables that there are: of others no rule is run. A last date that cannot be read is written as such."""
    caseload = load_caseload(begin([small(tmp_path)]), AS_OF)
    untold = {
        **caseload.untold,
        "visits": frozenset({"00103"}),
        "cases.dob": frozenset({"00104"}),
        "stays": frozenset("0"),
    }

    assert caseload.untold == {"supervisions": frozenset({"00102"})}
    assert _untold(caseload) == frozenset()
    assert _untold(replace(caseload, untold=untold)) == {"00103", "00104"}


def test_a_case_that_cannot_be_judged_stays_so(tmp_path: Path) -> None:
    """Recorded twice with different details: one row was set aside, and the other would seem to be the truth."""
    export = tmp_path / "export.xlsx"
    again = [*CASES[1][:4], date(2026, 8, 8), *CASES[1][5:]]
    export.write_bytes(workbook({"cases": [*CASES, again], "visits": VISITS}))
    _, twin = rewrite([export], tmp_path)
    after = run([twin], ["warks"])
    code = CODER.code("child", "00101")

    assert {each.status for each in after.report.findings if each.case_id == code} == {Status.NOT_ASSESSED}
    assert_alike(run([export], ["warks"]), after)


def test_moved_dates_leave_each_child_as_it_stands_on_its_own_day(tmp_path: Path) -> None:
    """On the day of the audit, moved likewise, all rules that count days or weeks say the same of it."""
    export = small(tmp_path)
    done, twin = rewrite([export], tmp_path, Wish(Band.EXACT, weeks=26, least_alike=0), ["warks"])
    counts_otherwise = {*done.effects.months, *done.effects.working_days, *done.effects.in_force}
    original = [each for each in run([export], ["warks"]).report.findings if each.rule not in counts_otherwise]
    weeks = {child: CODER.weeks(child, 26) for child in {each.case_id for each in original}}
    moved = 0

    assert len({*weeks.values()} - {0}) > 1
    for child, shift in weeks.items():
        day = AS_OF + timedelta(weeks=shift)
        findings = [
            (each.rule, each.status, each.days_overdue, each.due_on)
            for each in run([twin], ["warks"], day).report.findings
            if each.case_id == CODER.code("child", child) and each.rule not in counts_otherwise
        ]
        expected = [
            (each.rule, each.status, each.days_overdue, each.due_on and each.due_on + timedelta(weeks=shift))
            for each in original
            if each.case_id == child
        ]
        moved += any(each.due_on for each in original if each.case_id == child)
        assert sorted(map(str, findings)) == sorted(map(str, expected))
    assert moved > 1


def test_coarser_birthdays_change_only_rules_that_are_named(tmp_path: Path) -> None:
    """All others find what they found."""
    exports = [SAMPLES / "stoke-on-trent-every-rule.xlsx"]
    done, twin = rewrite(exports, tmp_path, Wish(Band.YEAR, weeks=0, least_alike=0))
    named = set(done.effects.ages)
    before, after = (
        [each for each in audit.report.findings if each.rule not in named] for audit in (run(exports), run([twin]))
    )

    assert named
    assert standings(after, coded=True) == standings(before, coded=False)
