"""The rows of events: what a visit, review, supervision or meeting on a day looked like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cwd_audit.model.kinds.timescale import Shape, TimescaleRule
from cwd_audit.sampling.people import MANAGERS
from cwd_audit.sampling.tables import Row

_VISIT_TYPE = {"s20": "looked after visit", "s20 reg 48": "looked after visit", "CP": "child protection visit"}
_REVIEW_TYPE = {"s20": "looked after review", "s20 reg 48": "looked after review"}
_IRO = "independent reviewing officer"
_CANCELLED_SHARE, _NOT_SEEN_SHARE, _COMBINED_SHARE, _DISTANT_SHARE = 0.03, 0.02, 0.06, 0.03


@dataclass(frozen=True)
class Setting:
    """What the rows of a case's events have in common."""

    case: Row
    short_breaks: bool
    """The child's timetable is that of a short breaks plan."""
    rules: tuple[TimescaleRule, ...]
    """The rules that events of the requirement have to meet."""
    punctual: bool
    """Every event is of the kind that meets all rules, and none went wrong."""


def describe(requirement: str, days: Sequence[date], setting: Setting, rng: Random) -> list[Row]:
    """The rows of a requirement's events, with some that do not count among them unless all are to be punctual."""
    rows: list[Row] = []
    for day in days:
        row = _DESCRIPTIONS[requirement](setting, rng)
        row = {
            "case_id": setting.case["case_id"],
            "date": day,
            **row,
            **_demanded(setting, rng),
            "outcome": "completed",
        }
        if not setting.punctual:
            rows += _gone_wrong(requirement, row, rng)
        rows.append(row)
    return rows


def _demanded(setting: Setting, rng: Random) -> Row:
    """Values that all rules accept; those of rules on a few events of many only where all is to be punctual."""
    accepted: dict[str, tuple[str, ...]] = {}
    for rule in setting.rules:
        if rule.shape is Shape.WINDOW and not setting.punctual:
            continue
        for column, words in {**rule.counts, **rule.counts_where_recorded}.items():
            common = tuple(word for word in words if word in accepted.get(column, words))
            accepted[column] = common or words
    return {column: rng.choice(words) for column, words in accepted.items()}


def _visit(setting: Setting, rng: Random) -> Row:
    case = setting.case
    usual = "short breaks visit" if setting.short_breaks else "CIN visit"
    place = rng.choice(("home", "home", "home", "school", "short break"))
    return {
        "type": _VISIT_TYPE.get(str(case["legal_status"]), usual),
        "mode": "face to face",
        "location": "home" if setting.punctual else place,
        "visitor": case.get("worker", ""),
        "visitor_role": case.get("worker_role", ""),
        "child_seen": "yes",
    }


def _review(setting: Setting, rng: Random) -> Row:
    case = setting.case
    looked_after = str(case["legal_status"]) in _REVIEW_TYPE
    usual = "short breaks review" if setting.short_breaks else "CIN review"
    return {
        "type": _REVIEW_TYPE.get(str(case["legal_status"]), usual),
        "mode": "face to face" if setting.punctual else rng.choice(_review_modes(setting)),
        "chair_role": _IRO if looked_after else rng.choice(("social worker", "social worker", "team manager")),
        "combined_with": "EHC review" if rng.random() < _COMBINED_SHARE else "",
    }


def _review_modes(setting: Setting) -> tuple[str, ...]:
    in_person = ("face to face", "face to face", "face to face", "video")
    if setting.rules and all(rule.counts_any_mode for rule in setting.rules if rule.shape is not Shape.WINDOW):
        return (*in_person, "telephone", "telephone", "online")
    if agreed := str(setting.case.get("review_mode", "")):
        return (*in_person[:2], agreed, agreed)
    return in_person


def _supervision(_: Setting, rng: Random) -> Row:
    role = "advanced social worker" if rng.random() < 0.1 else "team manager"  # noqa: PLR2004 – one in ten
    return {"type": "case supervision", "supervisor": rng.choice(MANAGERS), "supervisor_role": role}


def _meeting(_: Setting, rng: Random) -> Row:
    return {"type": "CIN planning meeting", "chair_role": rng.choice(("social worker", "team manager"))}


_DESCRIPTIONS = {"visit": _visit, "review": _review, "supervision": _supervision, "planning meeting": _meeting}


def _gone_wrong(requirement: str, row: Row, rng: Random) -> list[Row]:
    """Events a few days before the one that counts which do not count themselves."""
    day = row["date"]
    assert isinstance(day, date)
    before = {**row, "date": day - timedelta(days=rng.randint(1, 6))}
    chance = rng.random()
    if chance < _CANCELLED_SHARE:
        return [{**before, "outcome": "cancelled"} | ({"child_seen": ""} if requirement == "visit" else {})]
    if requirement == "visit" and chance < _CANCELLED_SHARE + _NOT_SEEN_SHARE:
        return [{**before, "child_seen": "no", "outcome": rng.choice(("attempted", "completed"))}]
    if requirement == "review" and chance < _CANCELLED_SHARE + _DISTANT_SHARE:
        return [{**before, "mode": "telephone", "combined_with": ""}]
    return []
