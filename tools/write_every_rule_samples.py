"""Writes one sample for each policy in which every rule gives every verdict that its examples show.

python tools/write_every_rule_samples.py [FOLDER]

Each example of `tests/examples` becomes a child of its own, with the rows that the example gives; the other children of
an example come with it. `make samples` calls this after the other samples, and it writes their README with its own.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from cwd_audit.loading.layouts import load_layouts
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.policy import Policy, RuleBase
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.__main__ import AS_OF, Sample, describe, file_name, list_samples
from cwd_audit.sampling.arrange import PLAIN, arrange
from cwd_audit.sampling.people import name_child
from cwd_audit.sampling.spelling import Spelling
from cwd_audit.sampling.tables import Row, SampleCaseload
from cwd_audit.sampling.writers import write_sample

TOP = Path(__file__).resolve().parents[1]
EXAMPLES = TOP / "tests" / "examples"
_THE_CHILD = "00123"
"""What rows of an example that name a child call the one it is about."""
_SHARED = ("family_id", "worker")
"""What children of one example may have in common, and those of two must not."""


def write_samples(folder: Path) -> None:
    """Write a workbook for each policy that has examples, and the README of all samples."""
    layout = next(layout for layout in load_layouts() if layout.id == PLAIN)
    written = []
    for policy in map(load_policy, list_policies()):
        examples = list(find_examples(policy))
        if not examples:
            continue
        caseload = SampleCaseload(policy.authority, AS_OF)
        for number, (rule, example) in enumerate(examples, 1):
            _Child(policy, rule, example, number).join(caseload)
        name = f"{file_name(policy)}-every-rule.xlsx"
        write_sample(arrange(caseload, layout, Spelling(policy, None)), folder / name, AS_OF)
        says = f"{policy.authority}, every rule in every status, from the examples of the rules"
        written.append(Sample(name, says, policy.id, PLAIN, len(caseload.tables["cases"])))
    (folder / "README.md").write_bytes(describe([*list_samples(), *written]).encode())


def find_examples(policy: Policy) -> Iterator[tuple[RuleBase, dict[str, Any]]]:
    """The examples of a policy as at the day of the samples, and those of other days where they alone show a status.

    Moved to the day of the samples a month may be shorter, and the status another: so all of these are taken.
    """
    for rule in policy.rules:
        for path in sorted(EXAMPLES.glob(f"*/{rule.id}.toml")):
            examples = tomllib.loads(path.read_text(encoding="utf-8"))["example"]
            shown = {"no finding"} | {each["expect"]["status"] for each in examples if each["as_of"] == AS_OF}
            for example in examples:
                if example["as_of"] == AS_OF or example["expect"]["status"] not in shown:
                    yield rule, _moved(example, AS_OF - example["as_of"])


def _moved(value: Any, by: timedelta) -> Any:  # noqa: ANN401 – whatever TOML holds
    """The same with all its days so much later."""
    match value:
        case dict():
            return {key: _moved(each, by) for key, each in value.items()}
        case list():
            return [_moved(each, by) for each in value]
        case date():
            return value + by
    return value


class _Child:
    """The child of one example, and those who come with it."""

    def __init__(self, policy: Policy, rule: RuleBase, example: dict[str, Any], number: int) -> None:
        self._policy = policy
        self._rule = rule
        self._example = example
        self._number = number
        self._id = f"{policy.id.split('-', maxsplit=1)[0].upper()}-{number:04d}"

    def join(self, caseload: SampleCaseload) -> None:
        """Add all rows of the example."""
        for row in (self._example["case"], *self._example.get("other_cases", ())):
            caseload.tables.setdefault("cases", []).append(self._case(row))
        for name in TABLES.keys() & self._example.keys():
            rows = self._example[name]
            caseload.tables.setdefault(name, []).extend(self._row(name, row, rows) for row in rows)

    def _case(self, row: Row) -> Row:
        case: Row = {"name": name_child(self._number, self._number)}
        if not self._policy.national:
            case["authority"] = self._policy.authority
        if "cases.worker" not in self._rule.needs():
            case["worker"] = "Testworker"
        if "cases.team" not in self._rule.needs():
            case["team"] = "Exampleton Team"
        return self._own({**case, **row})

    def _row(self, table: str, row: Row, rows: list[Row]) -> Row:
        """A row of a table; a visit at which nobody said whether the child was seen is one at which they were."""
        if table == "visits" and not any("child_seen" in each for each in rows):
            row = {"child_seen": "yes", **row}
        return self._own(row)

    def _own(self, row: Row) -> Row:
        other = str(row.get("case_id", _THE_CHILD))
        case_id = self._id if other == _THE_CHILD else f"{self._id}-{other}"
        shared = {column: f"{row[column]} {self._number}" for column in _SHARED if row.get(column)}
        return {**row, **shared, "case_id": case_id}


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else TOP / "sample_data")
