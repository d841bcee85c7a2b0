"""The kinds of rule there are: what the modules of `model.kinds` define. Adding a kind is adding a module there."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import get_args

from cwd_audit.model import kinds
from cwd_audit.model.policy import RuleBase


@cache
def rule_kinds() -> dict[str, type[RuleBase]]:
    """Word written as `kind` -> the model of such a rule, by name."""
    modules = [import_module(f"{kinds.__name__}.{module.name}") for module in iter_modules(kinds.__path__)]
    models = {
        kind: value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, RuleBase) and value is not RuleBase
        for kind in get_args(value.model_fields["kind"].annotation)
    }
    return dict(sorted(models.items()))
