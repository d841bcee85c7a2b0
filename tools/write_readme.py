"""Writes the generated parts of README.md: the output of its commands, the timetable and what can be checked.

python tools/write_readme.py          writes them anew
python tools/write_readme.py --check  says whether they are as they should be
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from cwd_audit.audit.rule_words import say_concerns
from cwd_audit.model.availability import ORDINARY, SELDOM_RECORDED
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import RuleBase
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.library import list_policies, load_policy

TOP = Path(__file__).resolve().parents[1]
README = TOP / "README.md"
_BLOCK = re.compile(r"(?P<open>```console\n\$ (?P<command>cwd-audit [^\n]*)\n)(?P<output>.*?)(?P<close>```)", re.DOTALL)
_PARTS = re.compile(r"(?<=<!-- generated: )(?P<part>\w+)( -->\n).*?(?=<!-- end -->)", re.DOTALL)
_MOST_LINES = 24
_TIERS = ("ordinary", "second", "seldom")


def write() -> str:
    """The text of README.md with its generated parts as they should be."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sample_data").symlink_to(TOP / "sample_data")
        text = _BLOCK.sub(
            lambda block: block["open"] + _run(block["command"], folder) + block["close"], README.read_text("utf-8")
        )
    parts = {"policies": _policy_table, "coverage": _coverage_table}
    return _PARTS.sub(lambda found: f"{found['part']} -->\n{parts[found['part']]()}", text)


def _run(command: str, folder: str) -> str:
    words = [sys.executable, "-m", "cwd_audit", *shlex.split(command)[1:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    if done.returncode not in {0, 1, 3}:
        raise SystemExit(f"{command}: {done.stderr}")
    lines = (done.stdout + done.stderr).splitlines()
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"… and {len(lines) - _MOST_LINES} more lines"]
    return "".join(f"{line}\n" for line in lines)


def _policy_table() -> str:
    """The timescales of every policy, and what each is silent on."""
    lines = ["| policy | rule | concerns | timescale | strength | clause |", "|---|---|---|---|---|---|"]
    for policy in map(load_policy, list_policies()):
        lines += [
            f"| {policy.id} | `{rule.id}` | {say_concerns(rule, policy)} | {rule.in_words()} | {rule.strength} "
            f"| {rule.cites.section} |"
            for rule in policy.rules
            if isinstance(rule, TimescaleRule)
        ]
        silent = [(pathway.title, requirement) for pathway in policy.pathways for requirement in pathway.silent]
        silent += [("all pathways", requirement) for requirement in policy.silent]
        lines += [
            f"| {policy.id} | {requirement} | {where} | no rule in the policy | | |" for where, requirement in silent
        ]
    return "\n".join(lines) + "\n"


def _coverage_table() -> str:
    """For each authority and kind how many statements are checked, by how easily their columns are had."""
    lines = ["| policy | kind | ordinary export | second export | only if recorded | cannot be checked |"]
    lines += ["|---|---|--:|--:|--:|--:|"]
    for policy in map(load_policy, list_policies()):
        counts = Counter((rule.kind, _tier(rule)) for rule in policy.rules for _ in (rule.id, *rule.also))
        for kind in rule_kinds():
            if any((kind, tier) in counts for tier in _TIERS):
                numbers = " | ".join(str(counts[kind, tier] or "") for tier in _TIERS)
                lines.append(f"| {policy.id} | {kind} | {numbers} | |")
        totals = [sum(number for (_, each), number in counts.items() if each == tier) for tier in _TIERS]
        said = " | ".join(f"**{number}**" for number in (*totals, len(policy.unchecked)))
        lines.append(f"| **{policy.id}** | all {sum(totals) + len(policy.unchecked)} | {said} |")
    return "\n".join(lines) + "\n"


def _tier(rule: RuleBase) -> str:
    if rule.needs() & SELDOM_RECORDED:
        return _TIERS[2]
    return _TIERS[1] if rule.missing(ORDINARY) else _TIERS[0]


def main() -> None:
    """Write README.md, or say that it is out of date."""
    text = write()
    if "--check" not in sys.argv:
        README.write_text(text, "utf-8")
    elif text != README.read_text("utf-8"):
        raise SystemExit("README.md is out of date: run `make readme`")


if __name__ == "__main__":
    main()
