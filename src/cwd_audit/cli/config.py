"""`cwd-audit.toml` in the working folder: what a team would otherwise type every time."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from cwd_audit.model.errors import ConfigError, Fault
from cwd_audit.model.wording import nearest

FILE = "cwd-audit.toml"
_KINDS: dict[str, type] = {"policy": str, "format": str, "due_within": int, "map": str}


@dataclass(frozen=True, slots=True)
class Config:
    """Defaults of a team; an option on the command line comes before them."""

    policy: str = ""
    """Policy id or file; several with commas."""
    format: str = ""
    due_within: int | None = None
    """Days."""
    map: str = ""
    """Path of a mapping, from the folder of the file."""


def read_config(folder: Path) -> Config:
    """The configuration of a folder; the defaults where it has none.

    Raises:
        ConfigError: the file is no TOML, or has an unknown key or a value of the wrong kind; all faults at once.
    """
    path = folder / FILE
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError):
        raise ConfigError(Fault(FILE, "it cannot be read", "check the file, or remove it")) from None
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(Fault(FILE, f"it is not valid TOML: {fault}", "correct the line")) from None
    known = [field.name for field in fields(Config)]
    faults = []
    for key, value in written.items():
        if key not in _KINDS:
            near = nearest(key, known)
            hint = f'did you mean "{near}"?' if near else f"the keys are {', '.join(known)}"
            faults.append(Fault(f"{FILE}, key {key}", "there is no such key", hint))
        elif type(value) is not _KINDS[key] or (isinstance(value, int) and value < 0):
            kind = "a whole number of days" if key == "due_within" else "text in quotes"
            faults.append(Fault(f"{FILE}, key {key}", "it is not written as it should be", f"write {kind}"))
    if faults:
        raise ConfigError(*faults)
    if written.get("map"):
        written["map"] = str(folder / written["map"])
    return Config(**written)
