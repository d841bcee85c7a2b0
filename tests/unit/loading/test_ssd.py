"""The Standard Safeguarding Dataset: a folder of tables that point to each other."""

from __future__ import annotations

from collections.abc import Sequence

from builders_sheets import codes, load, rows_of, text_file
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.caseload import Caseload

PERSONS = (
    "ssd_person",
    ["pers_person_id", "pers_sex", "pers_dob"],
    ["17", "F", "2012-05-05"],
    ["18", "M", "2013-05-05"],
)
EPISODES = (
    "ssd_cin_episodes",
    ["cine_referral_id", "cine_person_id", "cine_referral_date", "cine_close_date"],
    ["1", "17", "2020-01-05", "2021-01-05"],
    ["2", "17", "2025-06-01", ""],
    ["3", "18", "2025-07-01", ""],
)
CIN_PLANS = (
    "ssd_cin_plans",
    ["cinp_cin_plan_id", "cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"],
    ["5", "17", "2020-02-01", "2021-01-05"],
    ["6", "17", "2025-07-01", ""],
)
CARE = (
    "ssd_cla_episodes",
    ["clae_cla_episode_id", "clae_person_id", "clae_cla_id", "clae_entered_care_date", "clae_cla_episode_ceased_date"],
    ["7", "18", "700", "2026-01-10", ""],
)
Table = tuple[Sequence[str], ...]


def table(name: str, *rows: Sequence[str]) -> RawSheet:
    """One text file of the dataset."""
    return text_file(f"{name}.csv", rows)


def dataset(*tables: Table) -> Caseload:
    """The caseload of the usual tables and these."""
    every = (PERSONS, EPISODES, CIN_PLANS, *tables)
    return load(*(table(str(name), *map(list, rows)) for name, *rows in every))


def cases_of(caseload: Caseload, *columns: str) -> list[tuple[str, ...]]:
    """These columns of the cases, by child."""
    return sorted(rows_of(caseload.tables["cases"], "case_id", *columns))


def test_episodes_plans_and_the_person_are_one_case() -> None:
    """What has ended tells nothing of a case that lasts; without a plan it is not known what holds."""
    caseload = dataset()

    assert cases_of(caseload, "dob", "pathway_start", "plan_start", "legal_status", "closed_on") == [
        ("17", "2012-05-05", "2025-06-01", "2025-07-01", "s17", ""),
        ("18", "2013-05-05", "2025-07-01", "", "", ""),
    ]
    assert [source.rows_set_aside for source in caseload.sources] == [0, 0, 0]
    assert caseload.untold == {"reviews": frozenset({"17", "18"})}
    assert any("no supervision" in note for note in caseload.notes)


def test_who_is_looked_after_has_the_legal_status_in_force_or_none() -> None:
    """A plan for a child in need does not say on what ground a child is looked after."""
    plan = ["8", "18", "2025-08-01", ""]
    status = (
        "ssd_legal_status",
        ["lega_legal_status_id", "lega_person_id", "lega_legal_status", "lega_legal_status_end_date"],
        ["1", "18", "V2", "2026-02-01"],
        ["2", "18", "C2", ""],
    )
    plans = (*CIN_PLANS, plan)
    unknown = load(*(table(str(name), *map(list, rows)) for name, *rows in (EPISODES, plans, CARE)))
    known = load(*(table(str(name), *map(list, rows)) for name, *rows in (EPISODES, plans, CARE, status)))

    assert cases_of(unknown, "legal_status", "lac_start")[1] == ("18", "", "2026-01-10")
    assert cases_of(known, "legal_status", "lac_start")[1] == ("18", "care order", "2026-01-10")


def test_reviews_find_their_child_through_the_period_of_care() -> None:
    """A cancelled review was not held; one of a period of care that is in no table belongs to nobody."""
    reviews = (
        "ssd_cla_reviews",
        ["clar_cla_review_id", "clar_cla_id", "clar_cla_review_due_date", "clar_cla_review_date",
         "clar_cla_review_cancelled"],
        ["1", "700", "2026-02-01", "2026-02-02", "N"],
        ["2", "700", "2026-05-01", "2026-05-02", "Y"],
        ["3", "999", "2026-05-01", "2026-05-02", "N"],
    )  # fmt: skip
    caseload = dataset(CARE, reviews)

    assert rows_of(caseload.tables["reviews"], "case_id", "date", "type", "outcome") == [
        ("18", "2026-02-02", "looked after review", ""),
        ("18", "2026-05-02", "looked after review", "cancelled"),
    ]
    assert codes(caseload.problems) == [("id-leads-nowhere", 4, "clar_cla_id")]


def test_visits_of_all_lists_are_visits() -> None:
    """Those of plans come by the number of the plan where the child is missing; seen is yes, no or not said."""
    cp_plans = (
        "ssd_cp_plans",
        ["cppl_cp_plan_id", "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"],
        ["50", "18", "2026-03-01", ""],
    )
    cp_visits = ("ssd_cp_visits", ["cppv_cp_visit_id", "cppv_cp_plan_id", "cppv_cp_visit_date", "cppv_cp_visit_seen"],
                 ["1", "50", "2026-04-01", "Y"])  # fmt: skip
    cin_visits = ("ssd_cin_visits", ["cinv_cin_visit_id", "cinv_person_id", "cinv_cin_visit_date",
                   "cinv_cin_visit_seen"],
                  ["1", "17", "2026-04-02", "N"], ["2", "17", "2026-04-03", ""])  # fmt: skip
    caseload = dataset(cp_plans, cp_visits, cin_visits)

    assert sorted(rows_of(caseload.tables["visits"], "case_id", "date", "type", "child_seen")) == [
        ("17", "2026-04-02", "", "no"),
        ("17", "2026-04-03", "", ""),
        ("18", "2026-04-01", "child protection visit", "yes"),
    ]
    assert cases_of(caseload, "legal_status", "plan_start")[1] == ("18", "CP", "2026-03-01")
    assert caseload.untold == {"reviews": frozenset({"17"})}


def test_workers_come_from_involvements_by_name() -> None:
    """The latest that lasts and holds the case; worker -1 is nobody."""
    involvements = (
        "ssd_involvements",
        ["invo_person_id", "invo_professional_id", "invo_professional_role_id", "invo_professional_team",
         "invo_involvement_start_date", "invo_involvement_end_date"],
        ["17", "900", "Allocated Case Worker", "Team North", "2025-06-01", "2025-12-01"],
        ["17", "901", "Allocated Case Worker", "Team South", "2025-12-01", ""],
        ["18", "-1", "Allocated Case Worker", "Team South", "2025-12-01", ""],
    )  # fmt: skip
    professionals = ("ssd_professionals", ["prof_professional_id", "prof_professional_name"], ["901", "Testworker One"])
    caseload = dataset(involvements, professionals)

    assert cases_of(caseload, "worker", "team") == [("17", "Testworker One", "Team South"), ("18", "", "Team South")]


def test_plans_for_education_come_through_the_request() -> None:
    """Three tables lead to the child; a plan that has ceased is owed no review."""
    caseload = dataset(
        ("ssd_ehcp_named_plan", ["ehcn_named_plan_id", "ehcn_ehcp_asmt_id", "ehcn_named_plan_start_date",
                                 "ehcn_named_plan_ceased_date"],
         ["1", "30", "2024-09-01", ""], ["2", "31", "2022-09-01", "2024-08-31"]),
        ("ssd_ehcp_assessment", ["ehca_ehcp_assessment_id", "ehca_ehcp_request_id"], ["30", "40"], ["31", "41"]),
        ("ssd_ehcp_requests", ["ehcr_ehcp_request_id", "ehcr_send_table_id"], ["40", "60"], ["41", "61"]),
        ("ssd_send", ["send_table_id", "send_person_id"], ["60", "17"], ["61", "18"]),
        ("ssd_ehcp_active_plans", ["ehcp_active_ehcp_id", "ehcp_ehcp_request_id", "ehcp_active_ehcp_last_review_date"],
         ["1", "40", "2026-06-01"]),
    )  # fmt: skip

    assert rows_of(caseload.tables["ehcp"], "case_id", "issue_date", "review_date") == [
        ("17", "2024-09-01", ""),
        ("17", "", "2026-06-01"),
    ]
    assert cases_of(caseload, "ehcp_flag") == [("17", "yes"), ("18", "")]


def test_several_disabilities_are_not_taken_for_one() -> None:
    """Codes that mean one thing are one; a child with several is described by none."""
    caseload = dataset(
        ("ssd_disability", ["disa_table_id", "disa_person_id", "disa_disability_code"],
         ["1", "17", "MOB"], ["2", "17", "HAND"], ["3", "18", "AUT"], ["4", "18", "COMM"]),
    )  # fmt: skip

    assert cases_of(caseload, "disability_category") == [("17", "physical disability"), ("18", "")]
    assert caseload.problems == ()


def test_codes_of_liquidlogic_tell_the_visits_apart_where_they_are_given() -> None:
    """Contacts of IROs and supervised contact are no visits; those of protection and care plans keep their kind."""
    visits = ("ssd_cin_visits", ["cinv_person_id", "cinv_cin_visit_date", "cinv_cin_visit_seen", "cinv_cin_visit_type"],
              *(["17", f"2026-04-{at:02}", "Y", code] for at, code in enumerate(
                  ("CNSTAT", "CNSTATCOVID", "STAT", "HVIS", "DRCT", "IRO", "SUPERCONT", "STVL", "STVLCOVID", "STVC",
                   "STVCPCOVID"), start=1)))  # fmt: skip
    caseload = dataset(visits)
    kinds = [kind for (kind,) in rows_of(caseload.tables["visits"], "type")]

    assert kinds == [
        "CIN visit", "CIN visit", "statutory visit", "home visit", "statutory visit", "looked after visit",
        "looked after visit", "child protection visit", "child protection visit",
    ]  # fmt: skip
    assert codes(caseload.problems) == [("not-an-event", row, "cinv_cin_visit_type") for row in (7, 8)]
