"""Commands whose `--help`, where it is not asked for, is a plain "no".

typer leaves it without a value, and then loads pydantic to make a truth value of nothing: half the time of a command
that takes no other option.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click import Context  # what typer's own commands take; `typer.Context` is one kind of it
    from typer.core import TyperOption


class QuickCommand(TyperCommand):
    """A command as typer makes it."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option `--help`."""
        return _settle(super().get_help_option(ctx))


class QuickGroup(TyperGroup):
    """A group of commands as typer makes it."""

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """The option `--help`."""
        return _settle(super().get_help_option(ctx))


def _settle(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.default = False
    return option
