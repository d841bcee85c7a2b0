"""The JSON Schema of the JSON report: `python -m cwd_audit.reporting.schema` writes it anew."""

from __future__ import annotations

import json

from pydantic import ConfigDict, TypeAdapter, with_config

from cwd_audit.reporting.formats.json.document import Part, Report
from cwd_audit.resources import schemas

_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


def render_schema() -> str:
    """The schema, generated from the types of the report: no other keys; docstrings are the descriptions."""
    with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))(Part)
    return json.dumps(_DIALECT | TypeAdapter(Report).json_schema(), indent=2) + "\n"


def main() -> None:
    """Write the schema to its place among the schemas."""
    (schemas() / "meta" / "report.schema.json").write_text(render_schema(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
