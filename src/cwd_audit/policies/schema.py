"""JSON Schemas for editors, of the files an analyst writes: `python -m cwd_audit.policies.schema` writes them."""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from cwd_audit.model.policy import MADE, Policy
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.resources import schemas

FILE = "policy.schema.json"


def policy_schema() -> dict[str, Any]:
    """The schema of a policy file, with every kind of rule."""
    schema = Policy.model_json_schema(by_alias=True)
    kinds = {name: TypeAdapter(model).json_schema(by_alias=True) for name, model in rule_kinds().items()}
    definitions = schema.setdefault("$defs", {})
    for kind in kinds.values():
        definitions.update(kind.pop("$defs", {}))
    definitions.update({f"{name} rule": kind for name, kind in kinds.items()})
    schema["properties"]["rule"]["items"] = {"oneOf": [{"$ref": f"#/$defs/{name} rule"} for name in kinds]}
    for made in MADE:
        schema["properties"].pop(made)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write() -> None:
    """Write the schema into `schemas/meta`."""
    text = json.dumps(policy_schema(), indent=2, ensure_ascii=False, sort_keys=True)
    (schemas() / "meta" / FILE).write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    write()
