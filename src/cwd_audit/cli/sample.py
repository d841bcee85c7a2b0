"""`cwd-audit sample`: a synthetic export, to try things on."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cwd_audit.cli.options import AsOf, read_day


def sample(
    policy: Annotated[str, typer.Option("--policy", help="The policy whose pathways and timetable it follows.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="A workbook (.xlsx), or a folder for CSV files.")],
    cases: Annotated[int, typer.Option("--cases", min=1, help="How many children.")] = 60,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same bytes.")] = 1,
    layout: Annotated[str, typer.Option("--layout", help="liquidlogic, mosaic or plain.")] = "plain",
    as_of: AsOf = "",
    wide: Annotated[bool, typer.Option("--wide", help="Last dates on the case row only.")] = False,
    trouble: Annotated[bool, typer.Option("--trouble", help="With every fault an export may have.")] = False,
    clean: Annotated[bool, typer.Option("--clean", help="Nothing overdue, nothing missing.")] = False,
) -> None:
    """Write a synthetic caseload as an export. All names in it are invented."""
    from cwd_audit.cli.output import tell
    from cwd_audit.sampling.samples import make_sample

    make_sample(policy, cases, seed, layout, read_day(as_of), output, trouble=trouble, wide=wide, clean=clean)
    tell(f"Written to {output.name}.")
