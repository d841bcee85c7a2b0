"""The month of `--month`."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from cwd_audit.model.errors import Fault, UsageError

_WRITTEN = re.compile(r"(?P<year>[12]\d{3})-(?P<month>0[1-9]|1[0-2])")
OPTION = "--month"


def read_month(text: str, today: date) -> date:
    """The last day of a month that is over; of the last such month where the text is blank.

    Raises:
        UsageError: it is no month, or it is not over.
    """
    last_over = (today + timedelta(days=1)).replace(day=1) - timedelta(days=1)
    if not text:
        return last_over
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise UsageError(Fault(OPTION, "it is not a month", "write it as 2026-10"))
    year, month = int(written["year"]), int(written["month"])
    month_end = date(year, month, monthrange(year, month)[1])
    if month_end > last_over:
        from cwd_audit.reporting.month.words import say_month

        what = f"{say_month(month_end)} is not over"
        raise UsageError(Fault(OPTION, what, f"choose a month up to {say_month(last_over)}"))
    return month_end
