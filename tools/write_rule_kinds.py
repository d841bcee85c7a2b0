"""Writes docs/rule-kinds.md from the models of the kinds of rule, with a rule of a policy for each.

python tools/write_rule_kinds.py          writes it anew
python tools/write_rule_kinds.py --check  says whether it is as it should be
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from pydantic import BaseModel

from cwd_audit.model.policy import RuleBase
from cwd_audit.model.rows import Measure, Rows
from cwd_audit.policies.descriptions import describe_keys, first_line
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.resources import schemas

TOP = Path(__file__).resolve().parents[1]
PAGE = TOP / "docs" / "rule-kinds.md"
_HEAD = """\
# The kinds of rule

A rule of a policy file is of one of {number} kinds. What is owed **by a day** is a `timescale`, and can be overdue; a
rule of any other kind is met or broken, and the kinds differ in what they look at.

Generated from `src/cwd_audit/model` by `make readme`; do not edit by hand.

| kind | what it asks |
|---|---|
{overview}

A period is a whole number and a unit: `"6 weeks"`, `"7 working days"`, `"1 month"`. `cwd-audit policy check FILE` says
whether a file is sound, and an editor that knows JSON Schema marks slips by `schemas/meta/policy.schema.json`.

## What every rule has

{common}
## What rules look at

Several kinds speak of **rows** of a table, `{{ table = "plans", where = {{ type = ["CIN"] }} }}`:

{rows}
and some of a **measure**, `{{ take = "nights", of = {{ table = "stays" }}, in_any = "12 months" }}`:

{measure}"""


def write() -> str:
    """The text of the page."""
    kinds = rule_kinds()
    overview = "\n".join(f"| [`{kind}`](#{kind}) | {first_line(model)} |" for kind, model in kinds.items())
    parts = [
        _HEAD.format(
            number=len(kinds),
            overview=overview,
            common=_keys(RuleBase, set()),
            rows=_keys(Rows, set()),
            measure=_keys(Measure, set()),
        )
    ]
    return "\n".join([*parts, *(_kind(kind, model) for kind, model in kinds.items())])


def _kind(kind: str, model: type[RuleBase]) -> str:
    used = [rule for name in list_policies() for rule in load_policy(name).rules if rule.kind == kind]
    lines = [f"## {kind}", "", first_line(model), "", _keys(model, set(RuleBase.model_fields))]
    if used:
        rule = used[0]
        needs = ", ".join(f"`{column}`" for column in sorted(rule.needs())) or "no column"
        lines += [f"In words: “{rule.in_words()}”. It needs {needs}.", ""]
        lines += [f"    {line}".rstrip() for line in _as_written(rule.id).splitlines()]
        lines += [""]
    return "\n".join(lines)


def _keys(model: type[BaseModel], leave_out: set[str]) -> str:
    told = describe_keys(model)
    shown = [
        (field.alias or name) for name, field in model.model_fields.items() if name not in leave_out and name != "kind"
    ]
    rows = "".join(f"| `{key}` | {told.get(key, '')} |\n" for key in shown)
    return f"| key | meaning |\n|---|---|\n{rows}" if rows else "It has no keys of its own.\n"


def _as_written(rule_id: str) -> str:
    """The lines of a rule in its policy file."""
    text = (schemas() / "policies" / f"{rule_id.partition('.')[0]}.toml").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\[\[?\w)", text, flags=re.MULTILINE)
    block = next(block for block in blocks if f'\nid = "{rule_id}"\n' in block)
    return "\n".join(line for line in block.splitlines() if line and not line.startswith("#"))


def main() -> None:
    """Write the page, or say that it is out of date."""
    text = write()
    if "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
    elif text != PAGE.read_text("utf-8"):
        raise SystemExit("docs/rule-kinds.md is out of date: run `make readme`")


if __name__ == "__main__":
    main()
