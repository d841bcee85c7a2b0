"""An export and its pseudonymised twin, audited side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import Audit, audit
from cwd_audit.loading.load import begin
from cwd_audit.model.report import Finding
from cwd_audit.pseudonymising.codes import Coder
from cwd_audit.pseudonymising.days import Band
from cwd_audit.pseudonymising.key import Key
from cwd_audit.pseudonymising.request import Wish
from cwd_audit.pseudonymising.run import Pseudonymised, pseudonymise
from cwd_audit.pseudonymising.workbook import write_workbook

KEY = Key(Path("key"), bytes(range(32)), is_new=True)
CODER = Coder(KEY.secret)
AS_OF = date(2026, 10, 31)
WHOLE = Wish(Band.EXACT, weeks=0, least_alike=0)
"""All dates as they are."""
Standing = tuple[object, ...]


def rewrite(
    exports: Sequence[Path], folder: Path, wish: Wish = WHOLE, policies: Sequence[str] = ()
) -> tuple[Pseudonymised, Path]:
    """The pseudonymised caseload of exports, and the workbook it is written to."""
    done = pseudonymise(begin(exports), AS_OF, KEY, wish, policies=policies)
    workbook = folder / "twin.xlsx"
    workbook.write_bytes(write_workbook(done.pages, "Label", ["Sentence."]))
    return done, workbook


def run(exports: Sequence[Path], policies: Sequence[str] = (), as_of: date = AS_OF) -> Audit:
    """An audit."""
    return audit(AuditRequest(tuple(exports), as_of, tuple(policies)))


def standings(findings: Iterable[Finding], *, coded: bool) -> Counter[Standing]:
    """What findings say, with the code of each child unless it is one already."""
    return Counter(
        (
            each.case_id if coded else CODER.code("child", each.case_id),
            each.policy, each.rule, each.status, each.due_on, each.last_on, each.days_overdue, each.reason,
        )
        for each in findings
    )  # fmt: skip
