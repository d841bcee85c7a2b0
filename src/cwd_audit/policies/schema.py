"""JSON Schemas of policy and indicator files, for editors: `python -m cwd_audit.policies.schema` writes them anew."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from cwd_audit.model import indicators, policy, rows
from cwd_audit.model.indicators import Indicators
from cwd_audit.model.kinds import timescale
from cwd_audit.model.policy import MADE, Difference, Policy
from cwd_audit.policies.descriptions import describe_keys
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.resources import schemas

FILE = "policy.schema.json"
INDICATORS_FILE = "indicators.schema.json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_INHERITED = ("authority", "title", "document")
"""Keys that a policy that extends another need not repeat."""


def render_schema() -> str:
    """The schema: every kind of rule, no other keys, each key with what it means."""
    schema = Policy.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    for kind, model in rule_kinds().items():
        rule = model.model_json_schema(by_alias=True)
        definitions.update(rule.pop("$defs", {}))
        definitions[f"{kind} rule"] = _described(rule, model)
    for part in _parts():
        if part.__name__ in definitions:
            _described(definitions[part.__name__], part)
    _described(schema, Policy)
    for made in MADE:
        schema["properties"].pop(made)
    definitions.pop(Difference.__name__)
    schema["properties"]["rule"]["items"] = {"oneOf": [{"$ref": f"#/$defs/{kind} rule"} for kind in rule_kinds()]}
    schema["required"] = [key for key in schema["required"] if key not in _INHERITED]
    schema["anyOf"] = [{"required": list(_INHERITED)}, {"required": ["extends"]}]
    return json.dumps({"$schema": _DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


def render_indicators_schema() -> str:
    """The schema of a file of indicator cards: no other keys, each key with what it means."""
    schema = _described(Indicators.model_json_schema(by_alias=True), Indicators)
    for part in _parts():
        if part.__name__ in schema["$defs"]:
            _described(schema["$defs"][part.__name__], part)
    schema["properties"]["indicator"]["minItems"] = 1
    return json.dumps({"$schema": _DIALECT, **schema}, indent=2, ensure_ascii=False) + "\n"


def _parts() -> list[type[BaseModel]]:
    """The models that rules, policies and indicators are made of."""
    found = [value for module in (policy, rows, timescale, indicators) for value in vars(module).values()]
    return [value for value in found if isinstance(value, type) and issubclass(value, BaseModel)]


def _described(schema: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The schema of a model with what its keys mean; the names that pydantic makes of them say nothing more."""
    for key, words in describe_keys(model).items():
        if key in schema.get("properties", {}):
            schema["properties"][key]["description"] = words
    for each in schema.get("properties", {}).values():
        each.pop("title", None)
    return schema


def main() -> None:
    """Write the schemas to their place among the schemas."""
    for file, text in ((FILE, render_schema()), (INDICATORS_FILE, render_indicators_schema())):
        (schemas() / "meta" / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
