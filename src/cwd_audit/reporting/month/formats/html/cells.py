"""How one value of a table looks on the page."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup, escape

from cwd_audit.model.month import Rating, Shorthand
from cwd_audit.reporting.month.pages import Column, Kind, Value
from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.web.frame import show_date

_LOOKS = {Rating.GREEN: "good", Rating.AMBER: "neutral", Rating.RED: "bad", Rating.NONE: "unknown"}
_LONGEST = 5000
_HEAD, _CELL, _NUMBER = Markup('<th scope="row">{}</th>'), Markup("<td>{}</td>"), Markup('<td class="number">{}</td>')
_SHORT_HEAD = Markup('<th scope="row" class="short">{}</th>')
_SHORT, _WIDE = 18, 26
"""Characters: up to so many a column is kept on one line, from so many on it holds words to be read."""


def show_cell(column: Column, value: Value, *, heads: bool) -> Markup:
    """A cell, which may head its row; a rating is always a word."""
    if heads:
        return (_SHORT_HEAD if column.width <= _SHORT else _HEAD).format(_show(value))
    if column.kind in {Kind.COUNT, Kind.PERCENT}:
        return _NUMBER.format(_show(value))
    if column.width > _WIDE:
        return Markup('<td class="words">{}</td>').format(_show(value))
    return _CELL.format(_show(value))


def _show(value: Value) -> Markup:
    if isinstance(value, Rating):
        return Markup('<span class="status {}">{}</span>').format(_LOOKS[value], value.value)
    if isinstance(value, Shorthand):
        return escape(value.value)
    if isinstance(value, str):
        return escape(clip(safe_text(value), _LONGEST))
    if isinstance(value, float):
        return escape(f"{value:.1f}")
    return show_date(value) if isinstance(value, date) else escape(f"{value:,}")
