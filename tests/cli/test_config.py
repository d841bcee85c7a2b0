"""`cwd-audit.toml` holds what a team would otherwise type every time; an option comes before it."""

from __future__ import annotations

from pathlib import Path

from commands import AS_OF, Ran, run_command
from cwd_audit.cli.config import Config, read_config
from exports import write_export

SEEN = {"last_visit": "01/10/2026", "last_review": "20/10/2026", "pathway": "Short Breaks"}
"""A child whom two policies know: Stoke-on-Trent and Torbay; the visit falls due on 1 January 2027."""


def check(folder: Path, written: str, *args: str) -> Ran:
    """A check in a folder with this configuration."""
    write_export(folder, SEEN | {"last_supervision": "20/10/2026"})
    (folder / "cwd-audit.toml").write_text(written, encoding="utf-8")
    return run_command(["check", "cases.csv", "--as-of", AS_OF, *args], folder)


def test_a_folder_without_one_has_the_defaults(tmp_path: Path) -> None:
    """Nothing is set."""
    assert read_config(tmp_path) == Config()


def test_a_mark_at_the_start_does_no_harm(tmp_path: Path) -> None:
    """Editors of Windows write one."""
    (tmp_path / "cwd-audit.toml").write_bytes(b'\xef\xbb\xbfpolicy = "stoke"\r\n')

    assert read_config(tmp_path) == Config(policy="stoke")


def test_the_policy_is_the_one_of_the_configuration(tmp_path: Path) -> None:
    """Without it the run would stop, since two policies fit."""
    ran = check(tmp_path, 'policy = "stoke"\n')

    assert "\tstoke.sb.visit\t" in ran.out


def test_an_option_comes_before_it(tmp_path: Path) -> None:
    """Whatever it says, and even where it names a policy that does not exist."""
    ran = check(tmp_path, 'policy = "nowhere"\nformat = "json"\n', "--policy", "torbay", "--format", "csv")

    assert '"torbay.sbp.review"' in ran.out


def test_the_format_is_the_one_of_the_configuration(tmp_path: Path) -> None:
    """In a pipe too."""
    assert check(tmp_path, 'policy = "stoke"\nformat = "json"\n').out.startswith("{")


def test_due_soon_is_as_soon_as_the_configuration_says(tmp_path: Path) -> None:
    """28 days by default, 70 here, 5 on the command line."""
    configured = 'policy = "stoke"\ndue_within = 70\n'

    assert "0 due within 28 days" in check(tmp_path, 'policy = "stoke"\n').err
    assert "due within 70 days" in check(tmp_path, configured).err
    assert "\tdue_soon\t2027-01-01\t" in check(tmp_path, configured).out
    assert "0 due within 5 days" in check(tmp_path, configured, "--due-within", "5").err


def test_the_mapping_is_found_beside_it(tmp_path: Path) -> None:
    """Its path starts from the folder of the configuration, and `--map` comes before it."""
    mapping = '[[sheet]]\ntable = "cases"\n[sheet.columns]\ncase_id = "case_id"\npathway = "{}"\n'
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "map.toml").write_text(mapping.format("team"), encoding="utf-8")
    (tmp_path / "other.toml").write_text(mapping.format("pathway"), encoding="utf-8")
    configured = 'policy = "stoke"\nmap = "ours/map.toml"\n'

    assert "\tTeam North\t" in check(tmp_path, configured, "--format", "plain").out.splitlines()[1]
    assert "\tShort Breaks\t" in check(tmp_path, configured, "--format", "plain", "--map", "other.toml").out


def test_explain_goes_by_it_too(tmp_path: Path) -> None:
    """One child is explained under the policy the list was made with."""
    check(tmp_path, 'policy = "stoke"\n')
    ran = run_command(["explain", "cases.csv", "--case", "00101", "--as-of", AS_OF], tmp_path)

    assert "stoke.sb.visit" in ran.out
