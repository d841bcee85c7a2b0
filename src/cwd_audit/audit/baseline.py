"""`--baseline`: a report laid beside an earlier one, so that only what is new or mended since is told.

What was late and is not in the report any more, or cannot be assessed any more, is never called mended.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cwd_audit.model.errors import Fault, InputError, UsageError
from cwd_audit.model.report import AuditReport, BaselineLine, Finding, Status
from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.selection import LATE, UNJUDGED
from cwd_audit.reporting.words import say_date, say_list

if TYPE_CHECKING:
    from cwd_audit.audit.request import Narrowing
    from cwd_audit.audit.run import Audit
    from cwd_audit.reporting.formats.json import document

OPTION = "--baseline"
_WORST_FIRST = tuple(Status)
_REMEDY = "give what an earlier run wrote, as with `cwd-audit check EXPORT --output baseline.json`"


class Then(NamedTuple):
    """A finding of the earlier report."""

    case_id: str
    policy: str
    rule: str
    pathway: str
    team: str
    worker: str
    requirement: str
    status: Status


@dataclass(frozen=True)
class Baseline:
    """An earlier report."""

    file: str
    as_of: date
    sha256: Mapping[str, str]
    """Policy id -> of the policy file that was applied."""
    findings: tuple[Then, ...]


def read_baseline(path: Path, as_of: date) -> Baseline:
    """Read the JSON report of an earlier `check`.

    Args:
        path: the file.
        as_of: the day of this run.

    Raises:
        InputError: it cannot be read, is no such report, or is of a later day.
    """
    read = _validate(path.name, _parse(path))
    if "baseline" in read:
        what = "it was itself made with --baseline, so it holds only what had changed"
        raise InputError(Fault(path.name, what, "give the report of a run without --baseline"))
    if read["as_of"] > as_of:
        what = f"it is of {say_date(read['as_of'])}, after the day of this run"
        raise InputError(Fault(path.name, what, "give a report of an earlier day, or a later --as-of"))
    found = (
        Then(
            each["case_id"], each["policy"], each["rule"], each["pathway"], each["team"], each["worker"],
            each["requirement"], each["status"],
        )
        for each in read["findings"]
    )  # fmt: skip
    return Baseline(path.name, read["as_of"], {each["id"]: each["sha256"] for each in read["policies"]}, tuple(found))


def _parse(path: Path) -> object:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        raise InputError(Fault(path.name, "there is no such file", _REMEDY)) from None
    except OSError:
        raise InputError(Fault(path.name, "it cannot be opened", _REMEDY)) from None
    except (ValueError, RecursionError):
        raise InputError(Fault(path.name, "it is no JSON", _REMEDY)) from None


def _validate(file: str, written: object) -> document.Report:
    """The document, where it has the shape of a report; a value of it is never said."""
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 – only a run with a baseline pays for it

    from cwd_audit.reporting.formats.json.document import SCHEMA_VERSION, Report  # noqa: PLC0415 – as above

    version = written.get("schema_version") if isinstance(written, dict) else None
    if isinstance(written, dict) and isinstance(version, str) and version != SCHEMA_VERSION:
        what = "it is written in another version of the report than this program reads"
        raise InputError(
            Fault(file, what, f"make it anew with this version, which writes schema_version {SCHEMA_VERSION}")
        )
    try:
        return TypeAdapter(Report).validate_python(written)
    except ValidationError:
        raise InputError(Fault(file, "it is no JSON report of `cwd-audit check`", _REMEDY)) from None


def compare(baseline: Baseline, audit: Audit, narrowing: Narrowing) -> Audit:
    """The audit with only what has changed since the baseline; what is mended decides no exit code.

    A finding is the same as one of the baseline where case, policy and rule are the same, and the pathway where a
    child stands twice under the rule.

    Raises:
        UsageError: the baseline is of other policies.
    """
    notes = _notes(baseline, audit.report)
    doubled = _doubled([_plain_key(each) for each in baseline.findings], [_plain_key(each) for each in audit.found])
    then = _worst((_key(each, doubled), each.status) for each in baseline.findings)
    changed = tuple(each for each in audit.considered if _has_changed(each.status, then.get(_key(each, doubled))))
    mended = tuple(each for each in changed if _is_mended(each.status, then.get(_key(each, doubled))))
    kept = tuple(each for each in changed if narrowing.keeps(each))
    line = _count(baseline, audit, narrowing, doubled)
    national = {run.policy.id for run in audit.runs if run.beside}
    report = replace(
        audit.report,
        findings=tuple(each for each in kept if each.policy not in national),
        national=tuple(each for each in kept if each.policy in national),
        left_out=len(changed) - len(kept),
        notes=(*audit.report.notes, *notes),
        filtered="; ".join(filter(None, (audit.report.filtered, f"what has changed since {say_date(baseline.as_of)}"))),
        baseline=line._replace(mended_findings=tuple(each for each in mended if narrowing.keeps(each))),
    )
    return replace(audit, report=report, considered=tuple(each for each in changed if each not in mended))


_Key = tuple[str, str, str, str]


def _plain_key(finding: Finding | Then) -> _Key:
    return finding.case_id, finding.policy, finding.rule, ""


def _key(finding: Finding | Then, doubled: set[_Key]) -> _Key:
    plain = _plain_key(finding)
    return (*plain[:3], finding.pathway) if plain in doubled else plain


def _doubled(*sides: list[_Key]) -> set[_Key]:
    """The keys that stand twice on either side."""
    return {key for side in sides for key, number in Counter(side).items() if number > 1}


def _worst(standings: Iterable[tuple[_Key, Status]]) -> dict[_Key, Status]:
    worst: dict[_Key, Status] = {}
    for key, status in standings:
        worst[key] = min(worst.get(key, status), status, key=_WORST_FIRST.index)
    return worst


def _has_changed(now: Status, then: Status | None) -> bool:
    """Whether a finding is told: newly late, newly not assessed or to query, newly due soon, or mended."""
    if now in LATE:
        return then not in LATE
    if now in UNJUDGED or now is Status.DUE_SOON:
        return then is not now
    return _is_mended(now, then)


def _is_mended(now: Status, then: Status | None) -> bool:
    return then in LATE and now not in LATE | UNJUDGED


def _count(baseline: Baseline, audit: Audit, narrowing: Narrowing, doubled: set[_Key]) -> BaselineLine:
    """Each finding that was or is late, once."""
    now = _worst((_key(each, doubled), each.status) for each in audit.considered)
    elsewhere = {_key(each, doubled) for each in audit.found} - now.keys()
    was_late = {_key(each, doubled): each for each in baseline.findings if each.status in LATE}
    is_late = {key for key, status in now.items() if status in LATE}
    # Of what is gone only the team and worker of then are known; what another team holds now is not gone.
    gone = [each for key, each in was_late.items() if key not in now and key not in elsewhere]
    return BaselineLine(
        as_of=baseline.as_of,
        new=len(is_late - was_late.keys()),
        mended=sum(_is_mended(now[key], each.status) for key, each in was_late.items() if key in now),
        gone=sum(
            narrowing.keeps_case(each.team, each.worker) and narrowing.keeps_requirement(each.requirement)
            for each in gone
        ),
        unassessed_now=sum(now.get(key) in UNJUDGED for key in was_late),
        unchanged=len(is_late & was_late.keys()),
        not_assessed=sum(each.status is Status.NOT_ASSESSED for each in audit.considered),
    )


def _notes(baseline: Baseline, report: AuditReport) -> list[str]:
    """What to know where a policy file has changed meanwhile.

    Raises:
        UsageError: the baseline is of other policies.
    """
    now = {policy.id: policy.sha256 for policy in report.policies}
    if now.keys() != baseline.sha256.keys():
        was, here = (clip(safe_text(say_list(sorted(ids) or ["none"])), 200) for ids in (baseline.sha256, now))
        what = f"{baseline.file} is of the policies {was}, and this run of {here}"
        raise UsageError(Fault(OPTION, what, "give a report made under the same policies, or the same --policy"))
    changed = sorted(policy for policy in now if now[policy] != baseline.sha256[policy])
    day = say_date(baseline.as_of)
    return [
        f"The policy {policy} is not the same file as on {day}: what is new or mended may be so by the policy alone."
        for policy in changed
    ]
