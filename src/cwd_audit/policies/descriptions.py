"""What the keys of a policy file mean: the words that stand below each field in the source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from enum import StrEnum
from itertools import pairwise

from pydantic import BaseModel


def describe_keys(model: type[BaseModel]) -> dict[str, str]:
    """Key as a file writes it -> what it means, on one line; keys without a word below them are absent."""
    told: dict[str, str] = {}
    for each in reversed(model.__mro__):
        if issubclass(each, BaseModel) and each is not BaseModel:
            told |= _told_in(each)
    return {field.alias or name: told[name] for name, field in model.model_fields.items() if name in told}


def describe_members(words: type[StrEnum]) -> dict[str, str]:
    """Word as a file writes it -> what it means, on one line; words without a line below them are absent."""
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(words))).body
    assert isinstance(body, ast.ClassDef)
    return {
        str(member.value.value): " ".join(told.value.value.split())
        for member, told in pairwise(body.body)
        if isinstance(member, ast.Assign)
        and isinstance(member.value, ast.Constant)
        and isinstance(told, ast.Expr)
        and isinstance(told.value, ast.Constant)
        and isinstance(told.value.value, str)
    }


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
