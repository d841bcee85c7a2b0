"""Wrong use of the command line, as typer notes it, said the way every other fault is said."""

from __future__ import annotations

import re

from cwd_audit.model.errors import Fault
from cwd_audit.model.wording import nearest

_NUMBERS = (
    (r"valid integer", "it is not a whole number"),
    (r"greater than or equal to (\S+)", "it is less than {0}"),
    (r"less than or equal to (\S+)", "it is more than {0}"),
)
_CHOICES = re.compile(r"'(?P<word>.*)' is not one of (?P<known>.*?)\.?$")


def describe(error: Exception) -> Fault | None:
    """What is wrong with the command line; None where the error is about something else.

    typer's classes of errors are private, so they are known by their names and by what they carry.
    """
    if not hasattr(error, "format_message"):
        return None
    context = getattr(error, "ctx", None)
    command = getattr(context, "command_path", "cwd-audit")
    remedy = f"see `{command} --help`"
    message = str(getattr(error, "message", ""))
    option = str(getattr(error, "option_name", "")) or _parameter(error)
    match type(error).__name__:
        case "NoSuchOption":
            near = nearest(option, getattr(error, "possibilities", None) or ())
            return Fault(option, "there is no such option", f"did you mean {near}?" if near else remedy)
        case "MissingParameter":
            return Fault(option, "it is missing", remedy)
        case "BadParameter":
            return _bad_value(option, message, remedy)
        case "BadOptionUsage":
            takes_none = "does not take a value" in message
            return Fault(option, "it takes no value" if takes_none else "its value is missing", remedy)
        case _:
            return Fault("", message[:1].lower() + message[1:].removesuffix("."), remedy)


def _parameter(error: Exception) -> str:
    parameter = getattr(error, "param", None)
    return str(parameter.get_error_hint()).replace("'", "") if parameter is not None else ""


def _bad_value(option: str, message: str, remedy: str) -> Fault:
    choice = _CHOICES.search(message)
    if choice:
        known = choice["known"].replace("'", "")
        near = nearest(choice["word"], known.split(", "))
        return Fault(option, f'"{choice["word"]}" is not known', f'did you mean "{near}"?' if near else f"choose {known}")
    for pattern, words in _NUMBERS:
        found = re.search(pattern, message)
        if found:
            return Fault(option, words.format(*found.groups()), remedy)
    return Fault(option, "it is not written as it should be", remedy)
