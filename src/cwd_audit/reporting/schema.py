"""The schemas of what machines read: `python -m cwd_audit.reporting.schema` writes them.

JSON Schemas of the documents that are written as JSON, and a Table Schema of the CSV of findings.
"""

from __future__ import annotations

import json
from enum import StrEnum

from pydantic import ConfigDict, TypeAdapter, with_config

from cwd_audit.model.policy import Strength
from cwd_audit.model.report import Status
from cwd_audit.reporting.columns import Kind, ReportColumn, columns_shown
from cwd_audit.reporting.data_quality.document import Validation
from cwd_audit.reporting.forecast.document import ForecastDocument
from cwd_audit.reporting.formats.json.document import Part, Report
from cwd_audit.reporting.month.formats.json.document import MonthDocument
from cwd_audit.resources import schemas

_DIALECT = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
_TABLE_DIALECT = "https://datapackage.org/profiles/2.0/tableschema.json"
TABLE_SCHEMA = "findings.tableschema.json"
_TABLE_TYPES = {Kind.TEXT: "string", Kind.DATE: "date", Kind.NUMBER: "integer"}
_CHOICES: dict[str, type[StrEnum]] = {"status": Status, "strength": Strength}
_NEVER_BLANK = {"case_id", "rule", "requirement", "title", "kind", *_CHOICES}

DOCUMENTS: dict[str, type[Part]] = {
    "report": Report,
    "validate": Validation,
    "month": MonthDocument,
    "forecast": ForecastDocument,
}
"""Name of the file, before `.schema.json` -> the document it describes."""


def render_schema(name: str = "report") -> str:
    """A schema, generated from the types of a document: no other keys; docstrings are the descriptions."""
    with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))(Part)
    return json.dumps(_DIALECT | TypeAdapter(DOCUMENTS[name]).json_schema(), indent=2) + "\n"


def render_table_schema() -> str:
    """The Table Schema (Data Package, version 2) of the CSV of findings, from the columns of a report.

    `name` is not in it: it stands there only where names were asked for, and `subset` lets it be.
    """
    fields = [_table_field(column) for column in columns_shown(names=False)]
    title = "The findings of `cwd-audit check --format csv`, one line for each case and rule"
    document = {"$schema": _TABLE_DIALECT, "title": title, "fieldsMatch": "subset", "missingValues": [""]}
    return json.dumps({**document, "fields": fields}, indent=2) + "\n"


def _table_field(column: ReportColumn) -> dict[str, object]:
    constraints: dict[str, object] = {"required": True} if column.name in _NEVER_BLANK else {}
    if column.name in _CHOICES:
        constraints["enum"] = [choice.value for choice in _CHOICES[column.name]]
    shown = {"name": column.name, "title": column.heading, "type": _TABLE_TYPES[column.kind]}
    return {**shown, **({"constraints": constraints} if constraints else {})}


def main() -> None:
    """Write the schemas to their place."""
    for name in DOCUMENTS:
        path = schemas() / "meta" / f"{name}.schema.json"
        path.write_text(render_schema(name), encoding="utf-8", newline="\n")
    table = schemas() / "meta" / TABLE_SCHEMA
    table.write_text(render_table_schema(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
