"""What is done with each canonical column: the allow-list of `schemas/pseudonymise.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from cwd_audit.resources import schemas

FILE = "pseudonymise.toml"


class Act(StrEnum):
    """What may be done with the cells of a column."""

    KEEP = "keep"
    SHIFT = "shift"
    BAND = "band"
    PSEUDONYM = "pseudonym"
    WORDS = "words"
    RECORDED = "recorded"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done with one column."""

    act: Act
    of: str = ""
    """The kind of pseudonym: child, worker, team, …"""

    @classmethod
    def parse(cls, written: str) -> Treatment:
        """Read `keep`, `pseudonym child`, `words pathway`.

        Raises:
            ValueError: there is no such treatment.
        """
        act, _, of = written.partition(" ")
        return cls(Act(act), of)


LEFT_OUT = Treatment(Act.DROP)


@dataclass(frozen=True)
class AllowList:
    """The treatment of every column that is listed, and the columns of cases that tell children apart."""

    columns: Mapping[str, Mapping[str, Treatment]]
    alike: tuple[str, ...]

    def of(self, table: str, column: str) -> Treatment:
        """The treatment of a column; what is not listed is left out."""
        return self.columns.get(table, {}).get(column, LEFT_OUT)


@cache
def load_allow_list() -> AllowList:
    """The allow-list that comes with the product."""
    written: dict[str, Any] = tomllib.loads((schemas() / FILE).read_text(encoding="utf-8"))
    alike = tuple(written.pop("alike"))
    columns = {
        table: {name: Treatment.parse(treatment) for name, treatment in listed.items()}
        for table, listed in written.items()
    }
    return AllowList(columns, alike)
