"""What there is to say of a pseudonymised caseload: to whoever makes it, and to whoever gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cwd_audit.pseudonymising.days import Band
from cwd_audit.pseudonymising.run import Pseudonymised
from cwd_audit.reporting.words import say_count, say_list

LABEL = "Pseudonymised: still personal data"
_NAMED = 3
"""So many rules are named on the console; the label names them all."""


_CARE = (
    "Each row is about a real child. Whoever has the key and the export can tell which, and so may somebody who knows "
    "a family well. Keep it, send it and delete it as you would the export; it is not anonymous."
)
_CODES = (
    "Numbers of children and families and names of workers, teams, sites and settings are codes. Names of children and "
    "free text are left out; where a rule only asks for some text to be there, it says: recorded."
)


def write_label(done: Pseudonymised) -> list[str]:
    """What the label and the first sheet of the workbook say, in paragraphs; it names no child, file or key."""
    effects = _say_effects(done, most=None)
    return [_CARE, _CODES, *_say_dates(done), *effects, _say_group(done), *_say_left_out(done)]


def sum_up(done: Pseudonymised) -> list[str]:
    """What is said when it is written, in lines."""
    return [
        f"{LABEL}. Treat it as you treat the export.",
        _say_rows(done),
        *_say_problems(done),
        _say_group(done),
        *_say_left_out(done),
        *_say_replaced(done),
        *_say_dates(done),
        *_say_effects(done, most=_NAMED),
    ]


def _say_rows(done: Pseudonymised) -> str:
    read, aside = say_count(done.rows_read, "row"), f"{done.rows_set_aside:,} set aside and left out"
    used, written = f"{done.rows_read - done.rows_set_aside:,} used", say_count(done.rows_written, "row")
    return f"{say_count(done.children, 'child', 'children')}; {read} read, {aside}, {used}; {written} written."


def _say_problems(done: Pseudonymised) -> Iterator[str]:
    if done.problems:
        said = say_count(done.problems, "problem")
        yield f"The records have {said}: `cwd-audit validate` lists them. What could not be read is blank."
    if done.untold:
        yield (
            f"Of {say_count(done.untold, 'child', 'children')} the layout of the export cannot hold something, and the "
            "plain layout cannot say so: an audit takes it for never done."
        )


def _say_group(done: Pseudonymised) -> str:
    if not done.alike:
        return f"No column is left that tells children apart ({done.smallest:,} children)."
    said = say_count(done.smallest, "child", "children")
    return f"Smallest group of children alike in {say_list(done.alike)}: {said}. Dates of events are not reckoned in."


def _say_left_out(done: Pseudonymised) -> Iterator[str]:
    if done.left_out:
        yield f"Left out: {', '.join(done.left_out)}."


def _say_replaced(done: Pseudonymised) -> Iterator[str]:
    if done.replaced:
        cells = sum(number for _, number in done.replaced)
        where = ", ".join(f"{column} ({number:,})" for column, number in done.replaced)
        yield f"Words that neither the vocabulary nor a policy knows, replaced in {say_count(cells, 'cell')}: {where}."


def _say_dates(done: Pseudonymised) -> Iterator[str]:
    weeks, born = done.wish.weeks, done.wish.born
    if weeks:
        yield (
            f"All dates of a child are moved by one number of whole weeks, up to {weeks} either way; brothers and "
            "sisters are moved differently. No --as-of fits all children any more: lengths of time are right, "
            "standings on a day are not."
        )
    else:
        yield "Dates are not moved: audit it with the --as-of of the export."
    if born in {Band.MONTH, Band.QUARTER, Band.YEAR}:
        yield f"Each date of birth stands on the first day of its {born}."
    if done.unborn:
        yield f"Dates of birth still to come are left out: {done.unborn:,}."


def _say_effects(done: Pseudonymised, most: int | None) -> Iterator[str]:
    effects, moved = done.effects, bool(done.wish.weeks)
    if effects.ages and done.wish.born is not Band.EXACT:
        yield f"Birthdays seem earlier, which these rules feel: {_name(effects.ages, most)}."
    if moved and effects.working_days:
        yield f"Bank holidays fall otherwise, so that days move: {_name(effects.working_days, most)}."
    if moved and effects.months:
        yield f"Months and years are not of one length, so that days move: {_name(effects.months, most)}."
    if moved and effects.in_force:
        yield f"In force from or until a day, which is not moved: {_name(effects.in_force, most)}."
    if effects.not_run:
        yield f"Not run, since their columns are left out: {_name(effects.not_run, most)}."


def _name(rules: Sequence[str], most: int | None) -> str:
    rest = len(rules) - len(rules[:most])
    said = ", ".join(rules[:most])
    return f"{said} and {rest} more" if rest else said
