"""What the keys of a policy file mean: the words that stand below each field in the source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from itertools import pairwise

from pydantic import BaseModel


def describe_keys(model: type[BaseModel]) -> dict[str, str]:
    """Key as a file writes it -> what it means, on one line; keys without a word below them are absent."""
    told: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            told |= _told_in(each)
    return {field.alias or name: told[name] for name, field in model.model_fields.items() if name in told}


def first_line(model: type[BaseModel]) -> str:
    """What a model is, from its docstring, on one line."""
    return " ".join(inspect.cleandoc(model.__doc__ or "").split())


def _told_in(model: type[BaseModel]) -> dict[str, str]:
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(body, ast.ClassDef)
    return {
        field.target.id: " ".join(words.value.value.split())
        for field, words in pairwise(body.body)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(words, ast.Expr)
        and isinstance(words.value, ast.Constant)
        and isinstance(words.value.value, str)
    }
