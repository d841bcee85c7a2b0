"""What holds of every policy that comes with the product."""

import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from cwd_audit.model.canonical import TABLES
from cwd_audit.model.policy import Policy, RuleBase, Unchecked
from cwd_audit.model.report import Status
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.pathways import match_pathway

CORE = ("visit", "review", "supervision")
DOCUMENTS = {
    "bromley": "bromley.txt",
    "notts": "nottinghamshire.txt",
    "stoke": "stoke-on-trent.txt",
    "torbay": "torbay.txt",
    "warks": "warwickshire.txt",
}
EXAMPLES = Path(__file__).parents[2] / "examples"
RULES = [(name, rule) for name in list_policies() for rule in load_policy(name).rules]
QUOTED = [
    (name, statement) for name in DOCUMENTS for policy in (load_policy(name),)
    for statement in (*policy.rules, *policy.unchecked)
]  # fmt: skip
TIMETABLE = {
    "bromley.cin.visit": "every 4 weeks",
    "bromley.cin.review": "every 6 weeks",
    "bromley.cin.supervision": "every 1 month",
    "bromley.cinsupport.visit": "every 3 months",
    "bromley.cinsupport.review": "every 6 months",
    "bromley.cinsupport.supervision": "every 3 months",
    "bromley.cinreview.review": "every 12 months",
    "bromley.s1.review": "every 6 months",
    "bromley.s2.visit": "first within 3 months, then every 6 months",
    "bromley.s2.review": "first within 3 months, then every 6 months",
    "bromley.s3.visit": "first within 1 week, then every 6 weeks, for the first 1 year",
    "notts.sbar.s17.review": "every 12 months",
    "notts.s176.review": "first within 3 months, then every 6 months",
    "notts.s176.cin-meeting": "once, within 7 working days",
    "notts.s2048.cin-meeting": "once, within 7 working days",
    "notts.s2048.first-review": "once, within 3 months",
    "stoke.sb.visit": "every 3 months",
    "stoke.sb.visit.home": "at least 1 in any 12 months",
    "stoke.sb.review": "first within 3 months, then every 6 months",
    "stoke.sb.review.face-to-face": "at least 1 in any 12 months",
    "stoke.sb.supervision": "first within 3 months, then every 3 months",
    "stoke.sb.supervision.after-review": "within 20 days after each review",
    "torbay.ccw.supervision": "every 4 weeks",
    "torbay.sbp.review": "every 12 months",
    "warks.ssh.visit": "every 6 weeks",
    "warks.ssh.review": "every 6 weeks",
    "warks.sfh.visit": "as the plan says, otherwise every 6 weeks",
    "warks.sfh.review": "every 3 months",
    "warks.rih.visit": "every 6 months",
    "warks.rih.review": "every 6 months or 12 months, as chosen for the child",
}
REVIEW_DUE = {
    "bromley": None,
    "notts": None,
    "stoke": date(2024, 10, 31),
    "torbay": date(2025, 4, 30),
    "warks": date(2019, 3, 31),
}


def test_the_timetable_is_that_of_the_documents() -> None:
    """Ids are permanent, and every interval stands here a second time so that no slip goes unseen."""
    actual = {rule.id: rule.in_words() for _, rule in RULES if rule.id in TIMETABLE}

    assert actual == TIMETABLE


def test_rule_ids_are_unique_over_all_policies() -> None:
    """A rule id says which policy it belongs to."""
    ids = [rule.id for _, rule in RULES]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", list_policies())
def test_a_document_is_past_its_own_review_date_the_day_after(name: str) -> None:
    """A review date given as a month is its last day; two documents state none."""
    due = REVIEW_DUE.get(name)
    policy = load_policy(name)

    assert due == policy.document.review_due
    assert policy.past_review(date(2026, 11, 22)) == (due is not None)


@pytest.mark.parametrize(("name", "rule"), RULES, ids=lambda value: getattr(value, "id", ""))
def test_a_rule_cites_names_its_reading_and_has_examples(name: str, rule: RuleBase) -> None:
    """A quote is short, a reading is one sentence with its number in the catalogue, and examples show it at work."""
    assert 0 < len(rule.cites.quote) < 300
    assert "(A-" in rule.reading or "(4." in rule.reading or rule.kind != "timescale" or load_policy(name).national
    assert rule.reading.endswith(".") or not rule.reading
    assert (EXAMPLES / name / f"{rule.id}.toml").is_file()


@pytest.mark.parametrize(("name", "statement"), QUOTED, ids=lambda value: getattr(value, "id", ""))
def test_a_quote_is_verbatim(name: str, statement: RuleBase | Unchecked) -> None:
    """Each piece of a quote stands in the document, letter for letter; only a non-breaking space is a space."""
    folder = os.environ.get("CWD_AUDIT_DOCUMENTS")
    if not folder:
        pytest.skip(
            "CWD_AUDIT_DOCUMENTS does not name the folder of the policy documents, which are not in the repository"
        )
    text = (Path(folder) / DOCUMENTS[name]).read_text(encoding="utf-8").replace("\u00a0", " ")

    missing = [piece for piece in statement.cites.quote.split(" […] ") if piece not in text]

    assert missing == []


@pytest.mark.parametrize("name", list_policies())
def test_every_core_requirement_has_a_rule_or_is_said_to_be_silent(name: str) -> None:
    """On every pathway: a rule that names it, a rule that goes by something else than the pathway, or a silence."""
    policy = load_policy(name)
    unsaid = [
        (pathway.id, requirement)
        for pathway in policy.pathways
        for requirement in CORE
        if not {requirement} & {*policy.silent, *pathway.silent}
        and not _rules(policy, requirement, pathway.id, by_name_only=False)
    ]

    assert unsaid == []


@pytest.mark.parametrize("name", list_policies())
def test_no_rule_stands_where_the_policy_is_silent(name: str) -> None:
    """A silence is of intervals: who visits may be ruled where no visit is due by any day."""
    policy = load_policy(name)
    contradicted = [
        (pathway.id, requirement)
        for pathway in policy.pathways
        for requirement in {*policy.silent, *pathway.silent}
        if _rules(policy, requirement, pathway.id, by_name_only=True)
    ]

    assert contradicted == []
    assert not {rule.requirement for rule in policy.rules if rule.kind == "timescale"} & set(policy.silent)


def _rules(policy: Policy, requirement: str, pathway: str, *, by_name_only: bool) -> list[str]:
    everywhere = () if by_name_only else (pathway,)
    return [
        rule.id
        for rule in policy.rules
        if rule.kind == "timescale"
        and rule.requirement == requirement
        and pathway in rule.applies_to.get("pathway", everywhere)
    ]


@pytest.mark.parametrize("name", list_policies())
def test_every_name_of_a_pathway_finds_it(name: str) -> None:
    """A name that two pathways share would find one of them only."""
    policy = load_policy(name)
    lost = [
        word
        for pathway in policy.pathways
        for word in (pathway.id, pathway.title, *pathway.names, pathway.title.upper())
        if match_pathway(policy, word) != pathway
    ]

    assert lost == []


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*/*.toml")), ids=lambda path: path.stem)
def test_examples_speak_of_known_columns_and_outcomes(path: Path) -> None:
    """A slip in a column or a status would make an example say nothing."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    statuses = {*Status, "no finding"}
    unknown = [
        (example["says"], f"{table}.{column}")
        for example in written["example"]
        for table, rows in (
            ("cases", [example["case"]]),
            *((key, rows) for key, rows in example.items() if key in TABLES),
        )
        for row in rows
        for column in row
        if column not in TABLES[table].by_name
    ]

    assert unknown == []
    assert (written["rule"], path.parent.name) == (path.stem, path.stem.partition(".")[0])
    assert {example["expect"]["status"] for example in written["example"]} <= statuses
    assert len(written["example"]) == len({example["says"] for example in written["example"]})


def test_policies_are_read_without_the_libraries_of_tables() -> None:
    """`--help` and `policy list` start quickly."""
    code = (
        "import sys; from cwd_audit.policies import calendars, choose, indicators, library, pathways; "
        "indicators.load_indicators(library.load_policy('bromley')); calendars.load_calendar(); "
        "print([name for name in ('numpy', 'pandas', 'rapidfuzz', 'pandera', 'rich') if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 – our own code

    assert found.stdout.strip() == "[]"
