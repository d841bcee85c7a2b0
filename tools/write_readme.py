"""Writes the generated parts of README.md: the output of its commands and the table of policies.

python tools/write_readme.py          writes them anew
python tools/write_readme.py --check  says whether they are as they should be
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from cwd_audit.policies.library import list_policies, load_policy

TOP = Path(__file__).resolve().parents[1]
README = TOP / "README.md"
_BLOCK = re.compile(r"(?P<open>```console\n\$ (?P<command>cwd-audit [^\n]*)\n)(?P<output>.*?)(?P<close>```)", re.DOTALL)
_POLICIES = re.compile(r"(?<=<!-- generated: policies -->\n).*?(?=<!-- end -->)", re.DOTALL)
_MOST_LINES = 24


def write() -> str:
    """The text of README.md with its generated parts as they should be."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sample_data").symlink_to(TOP / "sample_data")
        text = _BLOCK.sub(
            lambda block: block["open"] + _run(block["command"], folder) + block["close"], README.read_text("utf-8")
        )
    return _POLICIES.sub(_policy_table, text)


def _run(command: str, folder: str) -> str:
    words = [sys.executable, "-m", "cwd_audit", *shlex.split(command)[1:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False, encoding="utf-8")
    if done.returncode not in {0, 1, 3}:
        raise SystemExit(f"{command}: {done.stderr}")
    lines = (done.stdout + done.stderr).splitlines()
    if len(lines) > _MOST_LINES:
        lines = [*lines[:_MOST_LINES], f"… and {len(lines) - _MOST_LINES} more lines"]
    return "".join(f"{line}\n" for line in lines)


def _policy_table(_: re.Match[str]) -> str:
    lines = ["| policy | rule | concerns | timescale | strength | clause |", "|---|---|---|---|---|---|"]
    for policy in map(load_policy, list_policies()):
        titles = {pathway.id: pathway.title for pathway in policy.pathways}
        for rule in policy.rules:
            concerns = "; ".join(
                " or ".join(titles.get(word, word) for word in words) for words in rule.applies_to.values()
            )
            lines.append(
                f"| {policy.id} | `{rule.id}` | {concerns} | {rule.in_words()} | {rule.strength} "
                f"| {rule.cites.section} |"
            )
        silent = [(pathway.title, requirement) for pathway in policy.pathways for requirement in pathway.silent]
        silent += [("all pathways", requirement) for requirement in policy.silent]
        lines += [
            f"| {policy.id} | {requirement} | {where} | no rule in the policy | | |" for where, requirement in silent
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write README.md, or say that it is out of date."""
    text = write()
    if "--check" not in sys.argv:
        README.write_text(text, "utf-8")
    elif text != README.read_text("utf-8"):
        raise SystemExit("README.md is out of date: run `make readme`")


if __name__ == "__main__":
    main()
