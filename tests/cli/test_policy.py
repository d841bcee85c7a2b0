"""`policy list`, `policy show`, `policy check` and `policy new`."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command
from cwd_audit.policies.library import list_policies, load_policy
from goldens import is_golden
from policy_files import CHANGED, PARENT, write_policies


def folded(text: str) -> str:
    """The text with each gap a single space: where a line ends does not matter."""
    return " ".join(text.split())


def test_policy_list_has_a_line_for_each(tmp_path: Path) -> None:
    """Id, council, how many rules, when the document is due for review; what is national is called so."""
    lines = run_command(["policy", "list"], tmp_path).out.splitlines()
    warks, national = (next(line for line in lines if line.startswith(name)) for name in ("warks", "england"))

    assert [line.split()[0] for line in lines] == list(list_policies())
    assert len({line.index(load_policy(line.split()[0]).authority) for line in lines}) == 1
    assert warks.endswith(f"({len(load_policy('warks').rules)} rules, review due 31 March 2019)")
    assert "(national, " in national


@pytest.mark.parametrize("policy", list_policies())
def test_policy_show_keeps_nothing_back(policy: str, tmp_path: Path) -> None:
    """Every rule with clause and reading, every statement unchecked with the reason, every matter, every source."""
    ran = run_command(["policy", "show", policy], tmp_path)
    shown, told = folded(ran.out), load_policy(policy)

    assert (ran.code, ran.err) == (0, "")
    for rule in told.rules:
        assert f"\n{rule.id}: " in ran.out
        assert folded(f"{rule.id}: {rule.title}") in shown
        assert folded(f"{rule.cites.section}: “{rule.cites.quote}”") in shown
        assert folded(rule.reading) in shown
    for entry in told.unchecked:
        assert folded(f"{entry.id} {entry.cites.section}: “{entry.cites.quote}” Why: {entry.why}") in shown
    assert all(folded(f"{matter.title} {matter.says}") in shown for matter in told.matters)
    assert all(folded(source) in shown for source in told.missing_sources)


@pytest.mark.parametrize("policy", list_policies())
def test_policy_show_fits_a_page(policy: str, tmp_path: Path) -> None:
    """No line is longer than 100 characters, and the timetable comes first."""
    lines = run_command(["policy", "show", policy], tmp_path).out.splitlines()

    assert max(map(len, lines)) <= 100
    assert next(line for line in lines if line.startswith("==")) == "== Timetable at a glance =="


@pytest.mark.parametrize("policy", ["testshire", "testshire-six", "changed"])
def test_policy_show_is_worded_as_kept(policy: str, tmp_path: Path) -> None:
    """A policy of every part; one that extends it; and one whose rule changed on a day."""
    write_policies(tmp_path)
    ran = run_command(["policy", "show", f"{policy}.toml"], tmp_path)

    assert is_golden(f"policy-show-{policy}.txt", ran.out)


def test_timescales_come_before_rules_of_other_kinds(tmp_path: Path) -> None:
    """Headings lead through a hundred rules: timescales by whom they concern, the others by what they are about."""
    lines = run_command(["policy", "show", "bromley"], tmp_path).out.splitlines()
    headings = [line for line in lines if line.startswith("== ")]
    timescales = [at for at, line in enumerate(headings) if line.startswith("== Timescales: ")]
    others = [at for at, line in enumerate(headings) if line.startswith("== Other rules: ")]

    assert len(timescales) > 3
    assert len(others) > 5
    assert max(timescales) < min(others)


def test_needs_are_told_by_table(tmp_path: Path) -> None:
    """What the export answers, what to ask for with the heading and what it is for, best value first."""
    write_policies(tmp_path)
    (tmp_path / "cases.csv").write_text("case_id,pathway\n00101,CIN\n", encoding="utf-8")
    ran = run_command(["policy", "show", "testshire.toml", "--needs", "cases.csv"], tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert is_golden("policy-needs.txt", ran.out)


def test_needs_take_several_exports_and_may_be_none(tmp_path: Path) -> None:
    """The option is given once for each file."""
    write_policies(tmp_path, testshire=PARENT)
    for name, text in {
        "cases": "case_id,pathway,plan_start,worker_role\n00101,CIN,01/05/2026,social worker\n",
        "visits": "case_id,date\n00101,01/06/2026\n",
        "reviews": "case_id,date\n00101,01/06/2026\n",
    }.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    given = [part for name in ("cases", "visits", "reviews") for part in ("--needs", f"{name}.csv")]
    ran = run_command(["policy", "show", "testshire.toml", *given], tmp_path)

    assert "3 rules: 3 can be answered" in ran.out
    assert "Nothing is wanting." in ran.out


def test_every_step_of_the_needs_adds_up(tmp_path: Path) -> None:
    """The last step reaches all the rules."""
    ran = run_command(["policy", "show", "warks", "--needs", SAMPLES / "warwickshire-liquidlogic.xlsx"], tmp_path)
    everything = len(load_policy("warks").rules)
    steps = [line for line in ran.out.splitlines() if ": brings " in line]

    assert steps[-1].endswith(f"-> {everything} of {everything})")


@pytest.mark.parametrize("policy", list_policies())
def test_every_policy_is_sound(policy: str, tmp_path: Path) -> None:
    """The tool says of its own what it says of others."""
    file = SAMPLES.parent / "schemas" / "policies" / f"{policy}.toml"
    ran = run_command(["policy", "check", file], tmp_path)

    assert ran.code == 0
    assert ran.out.startswith(f"{policy}.toml is sound: {len(load_policy(policy).rules)} rules, ")


def test_policy_check_says_what_differs(tmp_path: Path) -> None:
    """Of a policy that extends another: each rule, from what to what."""
    write_policies(tmp_path)
    ran = run_command(["policy", "check", "testshire-six.toml"], tmp_path)

    assert is_golden("policy-check-testshire-six.txt", ran.out)


def test_policy_check_says_where_no_version_is_in_force(tmp_path: Path) -> None:
    """A gap may be meant, and is no fault."""
    write_policies(tmp_path, changed=CHANGED.replace("2026-04-01", "2026-05-01"))
    ran = run_command(["policy", "check", "changed.toml"], tmp_path)

    assert ran.code == 0
    assert "From 1 April 2026 until changed.cin2026.visit comes into force" in ran.out


def test_policy_check_compares_quotes(tmp_path: Path) -> None:
    """Word for word; a line break is a space."""
    write_policies(tmp_path, changed=CHANGED)
    (tmp_path / "text.txt").write_text("Visits are every six\nweeks; from 2026 every four weeks.", encoding="utf-8")
    ran = run_command(["policy", "check", "changed.toml", "--document", "text.txt"], tmp_path)

    assert ran.out == "changed.toml is sound: 2 rules, 0 statements unchecked; every quote stands in the document.\n"


@pytest.mark.parametrize("policy_id", ["northshire", "north-shire", "n2"])
def test_a_new_policy_is_sound(policy_id: str, tmp_path: Path) -> None:
    """What is begun with passes the check, and can be shown."""
    new = run_command(["policy", "new", policy_id], tmp_path)
    check = run_command(["policy", "check", f"{policy_id}.toml"], tmp_path)
    show = run_command(["policy", "show", f"{policy_id}.toml"], tmp_path)

    assert (new.code, new.content, new.err) == (0, b"", f"Written to {policy_id}.toml.\n")
    assert (check.code, check.out) == (0, f"{policy_id}.toml is sound: 1 rule, 0 statements unchecked.\n")
    assert "every 6 weeks" in show.out


def test_a_new_policy_replaces_nothing(tmp_path: Path) -> None:
    """A file that somebody wrote is left as it is, under its usual name or another."""
    (tmp_path / "ours.toml").write_text("mine", encoding="utf-8")

    assert run_command(["policy", "new", "ours"], tmp_path).code == 2
    assert run_command(["policy", "new", "other", "--output", "ours.toml"], tmp_path).code == 2
    assert (tmp_path / "ours.toml").read_text(encoding="utf-8") == "mine"


def test_an_extending_policy_audits(tmp_path: Path) -> None:
    """`--policy` takes it as any other; rules that it takes over keep their ids."""
    write_policies(tmp_path)
    (tmp_path / "cases.csv").write_text("case_id,pathway\n00101,CIN\n", encoding="utf-8")
    (tmp_path / "visits.csv").write_text("case_id,date\n00101,26/09/2026\n", encoding="utf-8")
    check = ["check", "cases.csv", "visits.csv", "--requirement", "visit", "--as-of", AS_OF, "--policy"]
    rows = [run_command([*check, f"{name}.toml"], tmp_path).out for name in ("testshire", "testshire-six")]
    found = [dict(zip(*(line.split("\t") for line in text.splitlines()), strict=True)) for text in rows]

    assert [each["policy"] for each in found] == ["testshire", "testshire-six"]
    assert [each["due_on"] for each in found] == ["2026-10-24", "2026-11-07"]
    assert {each["rule"] for each in found} == {"testshire.cin.visit"}
