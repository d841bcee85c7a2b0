"""What the file of a layout may say of a sheet beside its headings: that it is read apart, joined, or put in words."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Children = Literal["", "cases", "about"]
"""How a sheet of `cases` stands to the others of its layout. "": it is the only list of the children. `cases`: its rows
are cases, and those about one child on several such sheets are one case. `about`: its rows only describe children who
are cases by another sheet."""


class Part(BaseModel):
    """Base of all parts of a layout file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Lifted(Part):
    """A second table that the rows of a sheet hold, such as the last visit on the row of a case."""

    table: str
    takes: dict[str, str]
    """Column of the table -> column of the sheet it is read from."""
    fixed: dict[str, str] = Field(default_factory=dict)
    """Column of the table -> the value it has in every row."""
    only: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Column of the sheet -> words as exports write them; other rows hold nothing of the table."""
    while_open: bool = False
    """Rows that have ended hold nothing of the table."""


class Lead(Part):
    """A number that leads to what is wanted through other sheets, as the number of a plan leads to the child."""

    column: str
    through: tuple[tuple[str, str, str], ...]
    """Title of a sheet of the layout, its heading of the number, its heading of what the number leads to; in order."""
    otherwise: Literal["blank", "as written"] = "blank"
    """What a number that leads nowhere is taken for. A row without a child's ID is set aside."""


class Untold(Part):
    """What a layout cannot hold for some cases: what rests on it is not assessed there, whatever is listed."""

    what: str
    """A table, or a column of the cases as `cases.plan_start`."""
    unless: tuple[str, ...] = ()
    """Legal statuses of the cases for which the layout does hold them."""
    unless_listed: bool = False
    """Cases of which there is a row are told."""
