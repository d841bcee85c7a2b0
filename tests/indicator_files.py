"""A file of indicator cards that tests write, for the council of `policy_files`."""

CARDS = """\
policy = "testshire"
verified_on = 2026-10-01

[publication]
suppress_below = 6
source = "The council"

[[indicator]]
id = "testshire.open"
title = "Open children"
question = "How many children are open?"
measure = "open"
numerator = "Children"
denominator = "None"
cohort = "All"
polarity = "information"

[[indicator]]
id = "testshire.visits"
title = "Visits in time"
question = "Have we seen every child in time?"
measure = "timescale"
rules = ["testshire.cin.visit"]
numerator = "Children in time"
denominator = "Children"
cohort = "Children on CIN"
target.percent = 100
target.authority = "local"
target.source = "The council"
target.green = 95
target.amber = 85

[[indicator]]
id = "testshire.plans"
title = "Plans"
question = "Has every child a plan?"
measure = "kept"
rules = ["testshire.cin.plan"]
numerator = "Children with a plan"
denominator = "Children"
cohort = "Children on CIN"
"""
"""Three cards; the third measures a rule of `PLAN`."""
PLAN = """
[[rule]]
id = "testshire.cin.plan"
kind = "present"
requirement = "plan"
title = "Plan"
applies_to = { pathway = ["cin"] }
filled = ["plan_start"]
strength = "must"
cites = { section = "4", quote = "by a social worker" }

[[rule]]
id = "testshire.cin.caseload"
kind = "limit"
requirement = "caseload"
title = "Caseload"
applies_to = { pathway = ["cin"] }
measure = { take = "cases of the worker" }
at_most = 20
strength = "usually"
fails_as = "query"
cites = { section = "4", quote = "by a social worker" }

[[rule]]
id = "testshire.doc.review"
kind = "document"
requirement = "document"
title = "Reviewed in time"
applies_to = {}
strength = "must"
cites = { section = "4", quote = "by a social worker" }
"""
