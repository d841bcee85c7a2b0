"""Writes `sample_data/` anew: `python -m cwd_audit.sampling [FOLDER]`; the same bytes every time."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cwd_audit.model.policy import Policy
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.samples import make_sample

AS_OF = date(2026, 10, 31)
SEED = 2026
_LAYOUTS = {"liquidlogic": "as Liquidlogic reports", "mosaic": "as a Mosaic export", "plain": "in the plain layout"}
_USUAL, _WHOLE_SERVICE = 60, 750


class Sample(NamedTuple):
    """One file of `sample_data/`, or one folder."""

    name: str
    says: str
    policy: str
    layout: str
    cases: int = _USUAL
    wide: bool = False
    trouble: bool = False
    clean: bool = False


def list_samples() -> list[Sample]:
    """Every sample: each council in each layout, and some for what else an export can be."""
    councils = [policy for policy in map(load_policy, list_policies()) if policy.pathways]
    return [
        *(
            Sample(f"{file_name(policy)}-{layout}.xlsx", f"{policy.authority}, {described}", policy.id, layout)
            for policy in councils
            for layout, described in _LAYOUTS.items()
        ),
        Sample(
            f"warwickshire-{_WHOLE_SERVICE}-liquidlogic.xlsx",
            "a whole service, as large as Warwickshire's document says",
            "warks",
            "liquidlogic",
            _WHOLE_SERVICE,
        ),
        Sample(
            "bromley-wide-liquidlogic.xlsx",
            "one sheet, with last and next dates on the row of each child",
            "bromley",
            "liquidlogic",
            wide=True,
        ),
        Sample("stoke-on-trent-plain-csv", "a folder of text files, one for each table", "stoke", "plain"),
        Sample("troubled.xlsx", "Warwickshire, with every fault an export may have", "warks", "plain", trouble=True),
        Sample("clean.xlsx", "Warwickshire, nothing overdue and nothing missing", "warks", "liquidlogic", clean=True),
    ]


def file_name(policy: Policy) -> str:
    """What the samples of a policy are called after: its authority, or the statute."""
    if policy.national:
        return policy.id
    return (policy.authority_names or (policy.authority,))[0].lower().replace(" ", "-")


def write_samples(folder: Path) -> None:
    """Write every sample, and what each is."""
    samples = list_samples()
    for sample in samples:
        make_sample(
            sample.policy,
            sample.cases,
            SEED,
            sample.layout,
            AS_OF,
            folder / sample.name,
            wide=sample.wide,
            trouble=sample.trouble,
            clean=sample.clean,
        )
    (folder / "README.md").write_bytes(describe(samples).encode())


def describe(samples: list[Sample]) -> str:
    """The README of the samples."""
    lines = "\n".join(f"| `{each.name}` | {each.cases} | {each.says} |" for each in samples)
    return f"""\
# Sample exports

Synthetic: no child, worker or team in them exists. Each was drawn by chance from the timetable of the council named,
as at {AS_OF.day} {AS_OF:%B %Y}, so audit them as of that day:

    cwd-audit check sample_data/{samples[0].name} --as-of {AS_OF}

Those called `every-rule` are made of the examples of the rules instead, a child for each, so that every rule gives
every status it can give; they hold second reports too, and look like no caseload. A national one wants `--policy`.

`make samples` writes them anew, with the same bytes. `cwd-audit sample` writes others.

| file | children | what it is |
|---|---|---|
{lines}
"""


if __name__ == "__main__":
    write_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[3] / "sample_data")
