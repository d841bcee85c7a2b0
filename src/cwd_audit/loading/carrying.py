"""What an export in some layout can and cannot carry: said of the whole, and of the cases whose rows it lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.loading.layouts import STEPS, load_layouts
from cwd_audit.loading.mapping import MAPPING
from cwd_audit.model.caseload import SOURCE

if TYPE_CHECKING:
    from cwd_audit.loading.layout_parts import Untold
    from cwd_audit.loading.layouts import Layout
    from cwd_audit.loading.recognition import Recognised
    from cwd_audit.model.caseload import Caseload


def say_what_is_carried(caseload: Caseload, recognised: Sequence[Recognised]) -> Caseload:
    """The caseload, with what the layouts of its sheets say of themselves, and whose rows they cannot hold."""
    kinds = {match.kind for match in recognised}
    layouts = load_layouts() if {layout for layout, _ in kinds} - {MAPPING} else ()
    used = [layout for layout in layouts if any((layout.id, each.title) in kinds for each in layout.sheets)]
    gaps = [(layout, each) for layout in used for each in layout.untold]
    untold = dict(caseload.untold)
    for layout, gap in gaps:
        partial = {other.id for other, each in gaps if each.what == gap.what}
        if not any(match.spec.table in {gap.what, STEPS} and match.layout not in partial for match in recognised):
            untold[gap.what] = untold.get(gap.what, frozenset()) | _lacking(caseload, layout, gap)
    says = [sentence for layout in used for sentence in layout.says]
    return replace(caseload, notes=(*says, *caseload.notes), untold=untold)


def _lacking(caseload: Caseload, layout: Layout, gap: Untold) -> frozenset[str]:
    """The cases of a layout of which it does not hold something."""
    cases = caseload.tables["cases"]
    ids = np.asarray(cases["case_id"], dtype=object).astype(str)
    concerned = np.array([source.layout == layout.id for source in caseload.sources])[cases[SOURCE].to_numpy()]
    if "legal_status" in cases:
        concerned &= ~np.isin(np.asarray(cases["legal_status"], dtype=object).astype(str), gap.unless)
    if gap.unless_listed and gap.what in caseload.tables:
        concerned &= ~np.isin(ids, np.asarray(caseload.tables[gap.what]["case_id"], dtype=object).astype(str))
    return frozenset(ids[concerned].tolist())
