"""Which policy holds for which authority of an export. Says so and stops where it is not certain; never guesses."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.policy import Policy
from cwd_audit.model.wording import normalise
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.pathways import match_pathway

OPTION = "--policy"


def choose_policies(
    wanted: Sequence[str],
    authorities: Collection[str],
    pathways: Collection[str] = (),
    legal_statuses: Collection[str] = (),
) -> dict[str, Policy]:
    """The policy of each authority.

    One policy asked for holds for every case. Otherwise the authority column decides, among the policies asked for or
    among all; without it, the only policy that knows every pathway of the export; where pathways are blank as well,
    the only one whose rules go by the legal statuses of the export.

    Args:
        wanted: ids or paths of files, as the user gave them; may be empty.
        authorities: the distinct values of the authority column; blank where there is none.
        pathways: the distinct values of the pathway column.
        legal_statuses: the distinct canonical legal statuses.

    Returns:
        Each value of `authorities`, as given, and "" -> its policy. Where several policies are in use, "" is absent:
        a case without an authority then belongs to none of them.

    Raises:
        PolicyError: a policy asked for is unknown or wrong, or it is not certain which holds. Shows no cell's value.
    """
    asked = _load(dict.fromkeys(wanted) or list_policies())
    among = [policy for policy in asked if not policy.national] or (asked if wanted else [])
    if len(among) == 1 and wanted:
        return dict.fromkeys([*authorities, ""], among[0])
    named = [name for name in authorities if name.strip()]
    if named:
        return _by_authority(named, authorities, among)
    return dict.fromkeys([*authorities, ""], _by_pathways(pathways, legal_statuses, among))


def national_policies(wanted: Sequence[str]) -> list[Policy]:
    """The national policies asked for beside a council's own; none where nothing else was asked for.

    Raises:
        PolicyError: a policy asked for is unknown or wrong.
    """
    asked = _load(dict.fromkeys(wanted))
    national = [policy for policy in asked if policy.national]
    return national if len(national) < len(asked) else []


def _load(wanted: Iterable[str]) -> list[Policy]:
    policies: list[Policy] = []
    faults: list[Fault] = []
    for name in wanted:
        try:
            policies.append(load_policy(name))
        except PolicyError as error:
            faults += error.faults
    if faults:
        raise PolicyError(*faults)
    return policies


def _by_authority(named: Sequence[str], authorities: Collection[str], among: Sequence[Policy]) -> dict[str, Policy]:
    owner = {
        normalise(name): policy for policy in among for name in (policy.id, policy.authority, *policy.authority_names)
    }
    chosen = {name: owner[normalise(name)] for name in named if normalise(name) in owner}
    unknown = len(named) - len(chosen)
    if unknown:
        what = "the authority of the export has no policy"
        if len(named) > 1:
            have = "has" if unknown == 1 else "have"
            what = f"{unknown} of the {len(named)} authorities of the export {have} no policy"
        remedy = f"there are policies of {_in_a_row(among)}; correct the column, or name one policy with {OPTION}"
        raise PolicyError(Fault("column authority", what, remedy))
    policies = list({policy.id: policy for policy in chosen.values()}.values())
    if len(policies) == 1:
        return dict.fromkeys([*authorities, ""], policies[0])
    return chosen


def _by_pathways(pathways: Collection[str], legal_statuses: Collection[str], among: Sequence[Policy]) -> Policy:
    named = [text for text in pathways if text.strip()]
    if not named:
        return _by_legal_status([status for status in legal_statuses if status.strip()], among)
    fitting = [policy for policy in among if all(match_pathway(policy, text) for text in named)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise PolicyError(
            Fault(
                OPTION, f"several policies know the pathways of this export: {_in_a_row(fitting)}", _say_which(fitting)
            )
        )
    knowing = [line for policy in among if (line := _what_is_known(policy, named))]
    what = f"no policy knows all {len(named)} pathways of this export"
    if knowing:
        what += f": {'; '.join(knowing)}"
    remedy = f"{_say_which(among)}; cases on a pathway that the policy does not know are then listed, not audited"
    raise PolicyError(Fault(OPTION, what, remedy))


def _what_is_known(policy: Policy, named: Sequence[str]) -> str:
    known = [pathway for text in named if (pathway := match_pathway(policy, text))]
    titles = ", ".join(dict.fromkeys(pathway.title for pathway in known))
    return f"{policy.id} knows {titles}, and {len(named) - len(known)} not" if known else ""


def _by_legal_status(statuses: Sequence[str], among: Sequence[Policy]) -> Policy:
    fitting = [policy for policy in among if statuses and set(statuses) <= _goes_by(policy)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        what = f"several policies go by the legal statuses of this export: {_in_a_row(fitting)}"
        raise PolicyError(Fault(OPTION, what, _say_which(fitting)))
    what = "nothing in the export tells whose policy holds: no authority, and no pathway that a policy knows"
    raise PolicyError(Fault(OPTION, what, _say_which(among)))


def _goes_by(policy: Policy) -> set[str]:
    """Legal statuses that alone decide on a timescale, whatever the pathway."""
    timescales = [rule for rule in policy.rules if rule.kind == "timescale"]
    conditions = [rule.applies_to for rule in timescales if set(rule.applies_to) == {"legal_status"}]
    return {status for condition in conditions for status in condition["legal_status"]}


def _in_a_row(policies: Sequence[Policy]) -> str:
    return ", ".join(f"{policy.id} ({policy.authority})" for policy in policies)


def _say_which(policies: Sequence[Policy]) -> str:
    return f"say which holds, as in {OPTION} {policies[0].id}; there are {', '.join(policy.id for policy in policies)}"
