"""Wrong use of the command line, as typer notes it, said the way every other fault is said."""

from __future__ import annotations

import re

from cwd_audit.model.errors import Fault
from cwd_audit.model.wording import nearest

_SAID: tuple[tuple[str, str, str], ...] = (
    (r"valid integer", "it is not a whole number", "write a whole number"),
    (r"greater than or equal to (\S+)", "it is less than {0}", "write {0} or more"),
    (r"less than or equal to (\S+)", "it is more than {0}", "write {0} or less"),
    (r"does not take a value", "it takes no value", "leave the value out"),
    (r"requires an argument", "its value is missing", "write the value after it"),
    (r"No such command '.*'\. Did you mean '(.*)'", "there is no such command", "did you mean {0}?"),
    (r"No such command", "there is no such command", ""),
)
"""What typer says, what is said here, and the remedy; "": see the help."""
_CHOICES = re.compile(r"'(?P<word>.*)' is not one of (?P<known>.*?)\.?$")


def describe(error: Exception) -> Fault | None:
    """What is wrong with the command line; None where the error is about something else.

    typer's classes of errors are private, so they are known by their names and by what they carry.
    """
    if not hasattr(error, "format_message"):
        return None
    remedy = f"see `{getattr(getattr(error, 'ctx', None), 'command_path', 'cwd-audit')} --help`"
    message = str(getattr(error, "message", ""))
    where = _place(error, message)
    if type(error).__name__ == "NoSuchOption":
        near = nearest(where, getattr(error, "possibilities", None) or ())
        return Fault(where, "there is no such option", f"did you mean {near}?" if near else remedy)
    if type(error).__name__ == "MissingParameter":
        return Fault(where, "it is missing", remedy)
    choice = _CHOICES.search(message)
    if choice:
        known = choice["known"].replace("'", "")
        near = nearest(choice["word"], known.split(", "))
        return Fault(
            where, f'"{choice["word"]}" is not known', f'did you mean "{near}"?' if near else f"choose {known}"
        )
    for pattern, what, instead in _SAID:
        found = re.search(pattern, message)
        if found:
            return Fault(where, what.format(*found.groups()), instead.format(*found.groups()) or remedy)
    return Fault(where, message[:1].lower() + message[1:].removesuffix("."), remedy)


def _place(error: Exception, message: str) -> str:
    """The option, argument or command, as the user wrote it or the help names it."""
    parameter = getattr(error, "param", None)
    if parameter is not None:
        return str(parameter.get_error_hint()).replace("'", "").removesuffix("...")
    command = re.match(r"No such command '(.*?)'\.", message)
    return str(getattr(error, "option_name", "")) or (command[1] if command else "")
