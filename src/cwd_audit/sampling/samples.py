"""Samples by name: a policy, a number of children, a seed and a layout."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

from cwd_audit.loading.layouts import Layout, load_layouts
from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.policy import Policy
from cwd_audit.model.wording import nearest
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.arrange import PLAIN, arrange
from cwd_audit.sampling.caseloads import draw_caseload
from cwd_audit.sampling.dirt import soil_sheets, soil_tables
from cwd_audit.sampling.spelling import Spelling
from cwd_audit.sampling.writers import write_sample

MOST_CASES = 20_000
"""More than any council's whole service has; IDs have six digits."""


def make_sample(  # noqa: PLR0917 – in the order in which the command names them
    policy_id: str,
    cases: int,
    seed: int,
    layout: str,
    as_of: date,
    output: Path,
    *,
    trouble: bool = False,
    wide: bool = False,
    clean: bool = False,
) -> None:
    """Write a synthetic export, the same bytes for the same arguments.

    Args:
        policy_id: the policy whose pathways and timetable the caseload follows; an id or a file.
        cases: how many children.
        seed: of chance.
        layout: liquidlogic, mosaic or plain.
        as_of: the day it is drawn up.
        output: a workbook (`.xlsx`), or a folder of text files.
        trouble: with every kind of fault that an export may have.
        wide: the caseload sheet alone, with last and next dates on each row.
        clean: nothing is overdue, missing or at fault.

    Raises:
        UsageError: the layout is not known or has no wide form, the policy has no pathways, the number of cases is out
            of bounds, `trouble` and `clean` are both asked for, or the output has a name that cannot be used.
        PolicyError: there is no such policy.
        OutputError: the output cannot be written.
    """
    _check(cases, trouble=trouble, clean=clean)
    form = find_layout(layout, wide=wide)
    policy = _find_policy(policy_id)
    caseload = draw_caseload(policy, cases, seed, as_of, clean=clean)
    chance = Random(f"{policy.id} {cases} {seed} {layout}")  # noqa: S311 – samples, not secrets
    if trouble:
        soil_tables(caseload)
    sheets = arrange(caseload, form, Spelling(policy, None if form.id == PLAIN else chance), wide=wide)
    write_sample(soil_sheets(sheets) if trouble else sheets, output, as_of)


def _check(cases: int, *, trouble: bool, clean: bool) -> None:
    if not 1 <= cases <= MOST_CASES:
        fault = Fault("--cases", "the number of children is out of bounds", f"choose a number from 1 to {MOST_CASES:,}")
        raise UsageError(fault)
    if trouble and clean:
        raise UsageError(Fault("--trouble", "a sample cannot be both troubled and clean", "leave one of the two out"))


def _find_policy(policy_id: str) -> Policy:
    policy = load_policy(policy_id)
    if not policy.pathways:
        able = [each for each in list_policies() if load_policy(each).pathways]
        what = f'"{policy_id}" has no pathways that children could be on'
        raise UsageError(Fault("--policy", what, f"choose {', '.join(able[:-1])} or {able[-1]}"))
    return policy


def find_layout(wanted: str, *, wide: bool = False) -> Layout:
    """The layout of an id that a sample can be written in.

    Raises:
        UsageError: there is none, or it has no sheet that can stand alone as the wide form.
    """
    known = {layout.id: layout for layout in load_layouts() if _complete(layout)}
    if wanted not in known:
        near = nearest(wanted, known)
        remedy = f'did you mean "{near}"? ' if near else ""
        raise UsageError(
            Fault("--layout", f'there is no layout "{wanted}"', f"{remedy}The layouts are {', '.join(known)}")
        )
    form = known[wanted]
    if wide and not any(sheet.table == "cases" for sheet in form.sheets):
        able = [one.id for one in known.values() if any(sheet.table == "cases" for sheet in one.sheets)]
        raise UsageError(Fault("--layout", f'"{wanted}" has no wide form', f"choose {' or '.join(able)}"))
    return form


def _complete(layout: Layout) -> bool:
    """Whether a layout can carry workers and pathways, as the layouts of inspection returns cannot."""
    return any(sheet.table in {"cases", "allocations"} and "pathway" in sheet.columns for sheet in layout.sheets)
