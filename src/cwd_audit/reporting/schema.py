"""The JSON Schemas of the documents that are written as JSON: `python -m cwd_audit.reporting.schema` writes them."""

from __future__ import annotations

import json

from pydantic import ConfigDict, TypeAdapter, with_config

from cwd_audit.reporting.data_quality.document import Validation
from cwd_audit.reporting.formats.json.document import Part, Report
from cwd_audit.reporting.month.formats.json.document import MonthDocument
from cwd_audit.resources import schemas

_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}


DOCUMENTS: dict[str, type[Part]] = {"report": Report, "validate": Validation, "month": MonthDocument}
"""Name of the file, before `.schema.json` -> the document it describes."""


def render_schema(name: str = "report") -> str:
    """A schema, generated from the types of a document: no other keys; docstrings are the descriptions."""
    with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))(Part)
    return json.dumps(_DIALECT | TypeAdapter(DOCUMENTS[name]).json_schema(), indent=2) + "\n"


def main() -> None:
    """Write the schemas to their place."""
    for name in DOCUMENTS:
        path = schemas() / "meta" / f"{name}.schema.json"
        path.write_text(render_schema(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
