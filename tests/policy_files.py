"""Policy files that tests write: a council of its own, one that extends it, and one that changed its mind."""

from __future__ import annotations

from pathlib import Path

PARENT = """\
id = "testshire"
authority = "Testshire Council"
title = "Short breaks"
silent = ["supervision"]
missing_sources = ["Manual: short breaks"]

[document]
name = "Short breaks"
version = "2"
issued = 2025-01-31
review_due = 2026-01-31
verified_on = 2026-10-01

[[pathway]]
id = "cin"
title = "CIN"
names = ["Child in Need"]

[[pathway]]
id = "short-breaks"
title = "Short Breaks"
silent = ["visit"]

[[rule]]
id = "testshire.cin.visit"
kind = "timescale"
requirement = "visit"
title = "Visit"
applies_to = { pathway = ["cin"] }
every = "4 weeks"
strength = "must"
cites = { section = "2", quote = "every four weeks" }
variation = { by_role = ["team manager"] }

[[rule]]
id = "testshire.sb.review"
kind = "timescale"
requirement = "review"
title = "Review"
applies_to = { pathway = ["short-breaks"] }
first = "3 months"
every = "6 months"
from = ["plan_start"]
strength = "should"
cites = { section = "3", quote = "after three months […] every six months" }
reading = "Calendar months."

[[rule]]
id = "testshire.cin.worker"
kind = "holder"
requirement = "holder"
title = "Held by a social worker"
applies_to = { pathway = ["cin"] }
column = "worker_role"
one_of = ["social worker"]
strength = "usually"
fails_as = "query"
cites = { section = "4", quote = "by a social worker" }

[[unchecked]]
id = "testshire.cin.kindly"
cites = { section = "5", quote = "with kindness" }
why = "No column holds it."

[[matter]]
title = "Four weeks and a month"
says = "The document has both."
"""
CHILD = """\
id = "testshire-six"
extends = "testshire"
title = "Short breaks, as proposed"
without = ["testshire.cin.worker", "testshire.cin.kindly"]

[[rule]]
id = "testshire.cin.visit"
kind = "timescale"
requirement = "visit"
title = "Visit"
applies_to = { pathway = ["cin"] }
every = "6 weeks"
strength = "must"
cites = { section = "Proposal", quote = "every six weeks" }

[[rule]]
id = "testshire-six.sb.visit-at-home"
kind = "timescale"
requirement = "review"
title = "Review at home"
applies_to = { pathway = ["short-breaks"] }
at_least = 1
in_any = "12 months"
strength = "should"
cites = { section = "Proposal", quote = "once a year at home" }
"""
CHANGED = """\
id = "changed"
authority = "Testshire Council"
title = "Short breaks, before and after"

[document]
name = "Short breaks"
verified_on = 2026-11-22

[[pathway]]
id = "cin"
title = "CIN"

[[rule]]
id = "changed.cin.visit"
kind = "timescale"
requirement = "visit"
title = "Visit"
applies_to = { pathway = ["cin"] }
every = "6 weeks"
until = 2026-03-31
strength = "must"
cites = { section = "2 (2024)", quote = "every six weeks" }

[[rule]]
id = "changed.cin2026.visit"
kind = "timescale"
requirement = "visit"
title = "Visit"
applies_to = { pathway = ["cin"] }
every = "4 weeks"
since = 2026-04-01
strength = "must"
cites = { section = "2 (2026)", quote = "every four weeks" }
"""


def write_policies(folder: Path, **texts: str) -> Path:
    """Write policy files into a folder: name -> text, where `_` in a name is a hyphen in the file's; or the three."""
    named = texts or {"testshire": PARENT, "testshire_six": CHILD, "changed": CHANGED}
    for name, text in named.items():
        (folder / f"{name.replace('_', '-')}.toml").write_text(text, encoding="utf-8")
    return folder
