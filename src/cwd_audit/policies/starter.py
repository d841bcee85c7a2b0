"""A policy to begin with: small, commented, and sound."""

from __future__ import annotations

from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.policies.checks import is_policy_id

_STARTER = """# The policy of one authority. `cwd-audit policy check {id}.toml` says whether it is sound.
# Every number comes from the document: quote the clause, name the section, and never invent an interval.
# To say only what differs from another policy, add a line such as: extends = "bromley"

id = "{id}"                        # the name of this file without .toml
authority = "{authority}"
authority_names = []               # other ways exports write the authority
title = "Short breaks"             # what the policy is about
silent = []                        # "visit", "review", "supervision": those without any interval in the document
missing_sources = []               # documents it refers to that you do not have

[document]
name = "Name of the document"
version = ""
# issued = 2026-01-31              # a month alone: its last day
# review_due = 2027-01-31
verified_on = {today}           # the day somebody last compared this file with the document

[[pathway]]                        # a hub, pathway, level or situation with a timetable of its own
id = "short-breaks"
title = "Short breaks"
names = ["Short Breaks", "SB"]     # as exports write it
silent = ["review", "supervision"] # requirements for which the document sets no interval here

[[rule]]
id = "{id}.short-breaks.visit"     # permanent: policy, pathway, what
kind = "timescale"                 # timescale, limit, holder, order, present, decide or document
requirement = "visit"              # the word reports group by
title = "Visit"
applies_to = {{ pathway = ["short-breaks"] }}
every = "6 weeks"                  # after the last visit that counted; days, working days, weeks, months or years
# first = "3 months"               # where the first interval differs,
# from = "plan_start"              # and what it runs from
strength = "must"                  # the document's own verb: must, should, usually or may
cites = {{ section = "4.2", quote = "The words of the clause" }}
# reading = "Where the text is ambiguous: the reading taken, in one sentence."
# since = 2026-04-01              # where the rule holds from or until a day only
# until = 2027-03-31

# [[unchecked]]                    # a statement that no data can decide
# id = "{id}.short-breaks.kindness"
# cites = {{ section = "1", quote = "The words of the statement" }}
# why = "No column holds it."

# [[matter]]                       # a contradiction or a gap in the document, for the council to settle
# title = "Two intervals for one visit"
# says = "Section 2 says six weeks, and section 4 says two months."
"""


def write_starter(policy_id: str, today: str) -> str:
    """The text of a new policy file.

    Args:
        policy_id: its id.
        today: the day it is written, as 2026-10-31.

    Raises:
        UsageError: the id is no id.
    """
    if not is_policy_id(policy_id):
        remedy = "write small letters and figures, joined by hyphens, as in north-shire"
        raise UsageError(Fault("policy new", "this is no id", remedy))
    return _STARTER.format(id=policy_id, authority=policy_id.replace("-", " ").title(), today=today)
