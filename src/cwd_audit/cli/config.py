"""`cwd-audit.toml` in the working folder: what a team would otherwise type every time."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path

from cwd_audit.cli.options import MOST_DAYS, split
from cwd_audit.model.errors import ConfigError, Fault, PolicyError
from cwd_audit.model.wording import nearest
from cwd_audit.policies.choose import OPTION
from cwd_audit.policies.library import load_policy
from cwd_audit.policies.toml_files import read_bytes, read_toml

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

    def find_mapping(self, given: Path | None) -> Path | None:
        """The mapping that the command line gives, or else this one."""
        return given or (Path(self.map) if self.map else None)


def read_config(folder: Path) -> Config:
    """The configuration of a folder; the defaults where it has none.

    Raises:
        ConfigError: the file is no TOML, or has an unknown key or a value of the wrong kind; all faults at once.
    """
    path = folder / FILE
    if not path.exists():
        return Config()
    written = read_toml(FILE, read_bytes(path, ConfigError), ConfigError)
    known = [field.name for field in fields(Config)]
    faults = []
    for key, value in written.items():
        if key not in _KINDS:
            near = nearest(key, known)
            hint = f'did you mean "{near}"?' if near else f"the keys are {', '.join(known)}"
            faults.append(Fault(f"{FILE}, key {key}", "there is no such key", hint))
        elif type(value) is not _KINDS[key] or (isinstance(value, int) and not 0 <= value <= MOST_DAYS):
            kind = f"a whole number of days, from 0 to {MOST_DAYS}" if key == "due_within" else "text in double quotes"
            faults.append(Fault(f"{FILE}, key {key}", "it is not written as it should be", f"write {kind}"))
    if faults:
        raise ConfigError(*faults)
    if written.get("map"):
        written["map"] = str(folder / written["map"])
    return Config(**written)


def configured_policies(config: Config) -> tuple[str, ...]:
    """The policies that the configuration names; none where it names none.

    Raises:
        PolicyError: one of them cannot be used, with the key of the configuration for a place.
    """
    named = split([config.policy])
    faults: list[Fault] = []
    for name in named:
        try:
            load_policy(name)
        except PolicyError as error:
            faults += [
                replace(each, where=f"{FILE}, key policy") if each.where == OPTION else each for each in error.faults
            ]
    if faults:
        raise PolicyError(*faults)
    return named
