"""What may be given for an export: several files, a folder, names with blanks; and which policy they choose."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, Ran, run_command
from exports import write_export

SEEN = {"last_visit": "20/10/2026", "last_review": "20/10/2026"}


def rules_by_case(ran: Ran) -> dict[str, set[str]]:
    """Case -> the policies it was judged by."""
    found: dict[str, set[str]] = {}
    for row in csv.DictReader(ran.out.splitlines(), delimiter="\t"):
        found.setdefault(row["case_id"], set()).add(row["policy"])
    return found


def test_a_folder_is_the_files_in_it(tmp_path: Path) -> None:
    """Named one by one they give the same report."""
    folder = SAMPLES / "stoke-on-trent-plain-csv"
    whole = run_command(["check", folder, "--as-of", AS_OF], tmp_path)
    apart = run_command(["check", *sorted(folder.iterdir(), reverse=True), "--as-of", AS_OF], tmp_path)

    assert whole.out == apart.out
    assert whole.err == apart.err


@pytest.mark.parametrize("name", ["our exports", "North & South", "Testgemeinde Ü", "100%", "it's (new)"])
def test_names_of_folders_may_hold_anything(name: str, tmp_path: Path) -> None:
    """A blank, `&`, accents, a percent sign, quotation marks and brackets."""
    folder = tmp_path / name
    folder.mkdir()
    write_export(folder, SEEN, name="the cases & more.csv")
    ran = run_command(["check", name, "--policy", "warks", "--as-of", AS_OF, "--output", f"{name}/list.csv"], tmp_path)

    assert ran.code == 0
    assert (folder / "list.csv").exists()


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    """By itself and by its folder."""
    write_export(tmp_path, SEEN)
    once = run_command(["check", "cases.csv", "--policy", "warks", "--as-of", AS_OF], tmp_path)
    twice = run_command(["check", "cases.csv", ".", "--policy", "warks", "--as-of", AS_OF], tmp_path)

    assert once == twice


def test_a_worklist_beside_the_exports_does_no_harm(tmp_path: Path) -> None:
    """The report of last week lies in the folder that is read this week."""
    write_export(tmp_path, SEEN | {"last_visit": "01/09/2026"})
    check = ["check", ".", "--policy", "warks", "--as-of", AS_OF]
    before = run_command(check, tmp_path)
    for name in ("worklist.xlsx", "worklist.csv"):
        run_command([*check, "--output", name], tmp_path)
        after = run_command(check, tmp_path)

        assert (before.code, before.out) == (after.code, after.out), after.err


def test_the_authority_chooses_the_policy_of_each_case(tmp_path: Path) -> None:
    """An export of two councils is audited under two policies."""
    stoke = {"case_id": "00201", "authority": "City of Stoke-on-Trent", "pathway": "Short Breaks"}
    write_export(tmp_path, SEEN | {"authority": "Warwickshire County Council"}, SEEN | stoke)
    ran = run_command(["check", ".", "--as-of", AS_OF], tmp_path)

    assert rules_by_case(ran) == {"00101": {"warks"}, "00201": {"stoke"}}


def test_a_policy_asked_for_comes_before_the_authority(tmp_path: Path) -> None:
    """Each case that names another council is told of."""
    write_export(tmp_path, SEEN | {"authority": "City of Stoke-on-Trent"})
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, "--format", "json"], tmp_path)

    assert '"warks.ssh.visit"' in ran.out
    assert ran.out.count('"authority-ignored"') == 1


def test_two_policies_asked_for_are_chosen_by_authority(tmp_path: Path) -> None:
    """`--policy` once with a comma, or twice."""
    stoke = {"case_id": "00201", "authority": "Stoke", "pathway": "Short Breaks"}
    write_export(tmp_path, SEEN | {"authority": "Warwickshire"}, SEEN | stoke)
    comma = run_command(["check", ".", "--policy", "warks,stoke", "--as-of", AS_OF], tmp_path)
    twice = run_command(["check", ".", "--policy", "stoke", "--policy", "warks", "--as-of", AS_OF], tmp_path)

    assert rules_by_case(comma) == {"00101": {"warks"}, "00201": {"stoke"}}
    assert rules_by_case(comma) == rules_by_case(twice)


def test_a_policy_may_be_a_file(tmp_path: Path) -> None:
    """A copy under another id, as a council would write its own."""
    write_export(tmp_path, SEEN)
    text = (Path(__file__).parents[2] / "schemas" / "policies" / "warks.toml").read_text(encoding="utf-8")
    (tmp_path / "ours.toml").write_text(text.replace('"warks', '"ours'), encoding="utf-8")
    ran = run_command(["check", ".", "--policy", "ours.toml", "--as-of", AS_OF], tmp_path)

    assert "\tours.ssh.visit\t" in ran.out
