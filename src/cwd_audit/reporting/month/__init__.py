"""The monthly report: one module of `reporting.month.formats` for each file it is made of."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from cwd_audit.model.month import MonthReport
from cwd_audit.reporting.month import formats
from cwd_audit.reporting.month.pages import Document


class MonthReporter(Protocol):
    """A module of `reporting.month.formats`. It returns the file and writes nothing."""

    @staticmethod
    def render(report: MonthReport, document: Document) -> bytes:
        """The whole file: the same bytes for the same report."""


def month_formats() -> tuple[str, ...]:
    """The names of the formats, which are also the endings of their files. Imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def find_month_reporter(name: str) -> MonthReporter:
    """The reporter of one format of `month_formats`."""
    return cast("MonthReporter", import_module(f"{formats.__name__}.{name}"))
