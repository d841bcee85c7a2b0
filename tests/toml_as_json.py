"""A TOML file as editors hand it to a JSON Schema."""

from __future__ import annotations

from datetime import date


def as_json(written: object) -> object:
    """The same, in which dates are text."""
    match written:
        case dict():
            return {key: as_json(value) for key, value in written.items()}
        case list():
            return [as_json(value) for value in written]
        case date():
            return written.isoformat()
        case _:
            return written
