"""How many children are alike in what might tell who they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from cwd_audit.loading.layouts import TIMETABLE
from cwd_audit.pseudonymising.pages import Page


class Crowd:
    """The children of a page of cases, by the columns by which somebody may know one again."""

    def __init__(self, cases: Page, alike: Sequence[str]) -> None:
        self.columns = tuple(name for name in alike if name in cases.headings)
        """Those of the columns that are there."""
        self._children: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        at = {name: cases.headings.index(name) for name in ("case_id", *self.columns)}
        for row in cases.rows:
            told = {name: str(row[at[name]]) for name in self.columns}
            self._children[str(row[at["case_id"]])].append(told)

    def __len__(self) -> int:
        return len(self._children)

    def smallest(self, without: Collection[str] = ()) -> int:
        """The number of children in the smallest group that are alike, if some columns are left out."""
        return min(self._groups(without).values(), default=0)

    def find_drops(self, least: int) -> tuple[str, ...]:
        """Columns to leave out so that every group has `least` children; none where that cannot be reached.

        Pathway and legal status, by which timetables go, are left out only if nothing else helps, and never both.
        """
        kept_ways = (TIMETABLE, *((name,) for name in TIMETABLE))
        return next((drops for kept in kept_ways if (drops := self._find_drops(least, kept))), ())

    def _find_drops(self, least: int, kept: Collection[str]) -> tuple[str, ...]:
        """The column goes first without which fewest children are in a group too small."""
        dropped: list[str] = []
        while self.smallest(dropped) < least:
            rest = [name for name in self.columns if name not in dropped and name not in kept]
            if not rest:
                return ()
            dropped.append(min(rest, key=lambda name: self._in_small_groups([*dropped, name], least)))
        needed = list(dropped)
        for name in dropped:  # an earlier one may no longer be needed
            if self.smallest([each for each in needed if each != name]) >= least:
                needed.remove(name)
        return tuple(needed)

    def _in_small_groups(self, without: Collection[str], least: int) -> int:
        return sum(size for size in self._groups(without).values() if size < least)

    def _groups(self, without: Collection[str]) -> Counter[tuple[tuple[str, ...], ...]]:
        """What a child's rows tell -> of how many children; a row that tells no more than another does not count."""
        kept = [name for name in self.columns if name not in without]
        told = ({tuple(row[name] for name in kept) for row in rows} for rows in self._children.values())
        return Counter(tuple(sorted(row for row in rows if not _tells_less(row, rows))) for rows in told)


def _tells_less(row: tuple[str, ...], rows: Collection[tuple[str, ...]]) -> bool:
    return any(
        other != row and all(mine in {"", theirs} for mine, theirs in zip(row, other, strict=True)) for other in rows
    )
