"""The standing of every case on month-ends, read off one ledger: python month_ends.py NUMBER MAP POLICY EXPORT."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import numpy as np

from cwd_audit.audit.month.view import MonthView, month_ends_before
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit

MONTH_END = date(2025, 3, 31)


def main(number: int, mapping: str, policy: str, exports: list[str]) -> None:
    """Print how many stand how on each of the month-ends."""
    done = audit(AuditRequest(tuple(map(Path, exports)), MONTH_END, policies=(policy,), mapping=Path(mapping)))
    for run in done.runs:
        view = MonthView(run, done.caseload, MONTH_END)
        for day in month_ends_before(MONTH_END, number):
            standings, present = view.standings(np.datetime64(day, "D")), int(view.present(day).sum())
            print(day, present, *(int((standings == standing).sum()) for standing in range(int(standings.max()) + 1)))


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3], sys.argv[4:])
