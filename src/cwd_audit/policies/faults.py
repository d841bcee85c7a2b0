"""Says in plain words what is wrong in a policy file: the place, the fault and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from cwd_audit.model.errors import Fault
from cwd_audit.model.policy import MADE
from cwd_audit.model.wording import nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

LISTS = ("pathway", "rule", "indicator")
"""Keys of a file that hold a list of things with an id."""

_SUGGESTED = re.compile(r'(?P<what>.*) \(the nearest is "?(?P<near>[^"()]+)"?\)')
"""How a model names the nearest of what it knows."""
_WHAT = {
    "missing": "the key is missing",
    "string_type": "this is not text",
    "string_too_short": "the text is empty",
    "string_pattern_mismatch": "an id is lower-case letters and figures, joined by dots or hyphens",
    "tuple_type": "this is not a list",
    "too_short": "the list is empty",
    "dict_type": "this is not a set of keys and values",
    "model_type": "this is not a set of keys and values",
    "bool_type": "this is neither true nor false",
    "bool_parsing": "this is neither true nor false",
    "int_type": "this is not a whole number",
    "int_parsing": "this is not a whole number",
    "int_from_float": "this is not a whole number",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "the number is too small: it is {bound} or more"),
    "less_than_equal": ("le", "the number is too large: it is {bound} or less"),
}
_WRITTEN = {
    "id": 'id = "bromley.cin.visit"',
    "title": 'title = "Visit"',
    "kind": 'kind = "timescale"',
    "requirement": 'requirement = "visit"',
    "applies_to": 'applies_to = { pathway = ["cin"] }',
    "strength": 'strength = "must"',
    "cites": 'cites = { section = "3.3", quote = "the document\'s own words" }',
    "section": 'section = "3.3 Safeguarding and Support Hub"',
    "quote": 'quote = "the document\'s own words"',
    "every": 'every = "6 weeks"',
    "first": 'first = "3 months"',
    "within": 'within = "7 working days"',
    "in_any": 'in_any = "12 months"',
    "at_least": "at_least = 1",
    "only_for": 'only_for = "1 year"',
    "from": 'from = "plan_start", from = "first stays.start" or from = "each panels.date"',
    "else_from": 'else_from = "pathway_start"',
    "after_each": 'after_each = "review"',
    "where": 'where = { decision = ["agreed"] }',
    "counts": 'counts = { location = ["home"] }',
    "counts_where_recorded": 'counts_where_recorded = { chair_role = ["reviewing officer"] }',
    "counts_any_mode": "counts_any_mode = true",
    "counts_mode_agreed": "counts_mode_agreed = true",
    "variation": 'variation = { by_role = ["team manager"] }',
    "names": 'names = ["CIN", "Child in Need"]',
    "silent": 'silent = ["visit", "supervision"]',
    "choices": 'choices = ["6 months", "12 months"]',
    "otherwise": 'otherwise = "6 weeks"',
    "per_case": 'every = { per_case = "visit_interval", otherwise = "6 weeks" }',
    "rows": 'rows = { table = "plans", where = { type = ["CIN"] } }',
    "of": 'of = { table = "assessments" }',
    "measure": 'measure = { take = "nights", of = { table = "stays" }, in_any = "12 months" }',
    "at_most": "at_most = 75",
    "filled": 'filled = ["iro"]',
    "column": 'column = "worker_role"',
    "one_of": 'one_of = ["social worker"]',
    "earlier": 'earlier = { table = "assessments", dated = "end" }',
    "later": 'later = "plan_start"',
    "then": 'then = { legal_status = ["s20"] }',
    "extends": 'extends = "bromley"',
    "without": 'without = ["bromley.s1.review"]',
    "authority": 'authority = "Bromley Council"',
    "document": 'a section [document] with name = "Short Breaks" and verified_on = 2026-11-22',
    "name": 'name = "Short Breaks"',
    "verified_on": "verified_on = 2026-11-22",
}


def locate(file: str, steps: tuple[int | str, ...], written: Mapping[str, Any], *, missing: bool = False) -> str:
    """The place of a key as a person would name it: `bromley.toml: rule bromley.cin.visit, key every`.

    Args:
        file: the name of the file.
        steps: keys and positions from the top of the file; steps that are not in the file are left out.
        written: the file.
        missing: the last step is a key that should be there and is not.
    """
    item = ""
    if len(steps) > 1 and steps[0] in LISTS and isinstance(steps[1], int):
        item = name_of(str(steps[0]), steps[1], written)
    keys = list(_keys(steps, written, missing=missing))[1 if item else 0 :]
    key = f"key {'.'.join(keys)}" if keys else ""
    return f"{file}: {', '.join(filter(None, (item, key)))}" if item or key else file


def name_of(listed: str, position: int, written: Mapping[str, Any]) -> str:
    """`rule bromley.cin.visit`, or `rule 3` where it has no id."""
    entry = written[listed][position]
    name = entry.get("id") if isinstance(entry, dict) else None
    return f"{listed} {name if isinstance(name, str) and name else position + 1}"


def plain_faults(
    error: ValidationError,
    file: str,
    model: type[BaseModel],
    written: Mapping[str, Any],
    above: tuple[int | str, ...] = (),
    *,
    examples: Mapping[str, str] = MappingProxyType({}),
) -> list[Fault]:
    """Every fault of a part of a file, in words of ours.

    Args:
        error: what the model found.
        file: the name of the file.
        model: the model of the part.
        written: the whole file.
        above: the steps from the top of the file to the part.
        examples: key -> how it is written, where that is not as in a policy.
    """
    return [
        _plain_fault(
            found,
            model,
            locate(file, (*above, *found["loc"]), written, missing=found["type"] == "missing"),
            {**_WRITTEN, **examples},
        )
        for found in error.errors(include_url=False)
    ]


def _plain_fault(found: ErrorDetails, model: type[BaseModel], where: str, examples: Mapping[str, str]) -> Fault:
    steps, fault, written = found["loc"], found["type"], found.get("input")
    # The last step that is a key and not a position decides how the value is written.
    key = next((step for step in reversed(steps) if step in examples), "")
    key = "per_case" if key == "every" and isinstance(written, dict) else key
    remedy = f"write it as in: {examples[str(key)]}" if key else "see how other policies in schemas/policies write it"
    if fault == "extra_forbidden":
        return _unknown_key(steps, model, where)
    if fault in {"literal_error", "enum"}:
        allowed = str(found.get("ctx", {}).get("expected", "")).replace("'", '"')
        return Fault(where, f"{_quoted(written)}this is not one of the words allowed", f"use {allowed}")
    if fault == "value_error":
        message = str(found.get("ctx", {}).get("error", ""))
        suggested = _SUGGESTED.fullmatch(message)
        if suggested:
            return Fault(where, suggested["what"], f'did you mean "{suggested["near"]}"?')
        return Fault(where, message if str(written) in message else f"{_quoted(written)}{message}", remedy)
    if fault.startswith(("date_", "datetime_")):
        return Fault(where, "this is not a date", "write year, month and day without quotes: 2026-11-22")
    bound, what = _BOUNDS.get(fault, ("", _WHAT.get(fault, "this is not written as it should be")))
    return Fault(where, what.format(bound=found.get("ctx", {}).get(bound)), remedy)


def _quoted(written: object) -> str:
    return f'"{written}": ' if isinstance(written, str) else ""


def _unknown_key(steps: tuple[int | str, ...], model: type[BaseModel], where: str) -> Fault:
    known = _keys_of(_model_at(steps[:-1], model))
    near = nearest(str(steps[-1]), known)
    remedy = f'did you mean "{near}"?' if near else f"the keys here are {', '.join(known)}"
    return Fault(where, "there is no such key", remedy)


def _keys_of(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if name not in MADE]


def _model_at(steps: tuple[int | str, ...], model: type[BaseModel]) -> type[BaseModel]:
    for step in steps:
        for name, field in model.model_fields.items():
            if step in (name, field.alias):
                model = next(_models_in(field.annotation), model)
    return model


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def _keys(steps: tuple[int | str, ...], written: object, *, missing: bool) -> Iterator[str]:
    for number, step in enumerate(steps, start=1):
        if isinstance(written, dict) and (step in written or (missing and number == len(steps))):
            yield str(step)
            written = written.get(step)
        elif isinstance(written, list) and isinstance(step, int):
            written = written[step]
