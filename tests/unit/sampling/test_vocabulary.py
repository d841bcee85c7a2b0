"""The file `schemas/vocabulary.toml`: every spelling means one thing, and what councils write is understood."""

from __future__ import annotations

from collections import Counter

import pytest

from cwd_audit.loading.layouts import load_vocabulary
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.wording import normalise

VOCABULARY = load_vocabulary()
LOOKUP = load_lookup()

EVENTS = """
    words in the export                         | table        | type                  | what the words say
    CIN Visit                                   | visits       | CIN visit             |
    cin-visit                                   | visits       | CIN visit             |
    CNSTAT                                      | visits       | CIN visit             |
    CIN                                         | visits       | CIN visit             |
    Child in need visit (CSSW)                  | visits       | CIN visit             |
    STP.1189                                    | visits       | CIN visit             |
    CIN Visit - cancelled                       | visits       | CIN visit             | outcome=cancelled
    CIN short breaks                            | visits       | short breaks visit    |
    Statutory Visit – child seen                | visits       | statutory visit       | child_seen=yes
    Statutory Visit - child NOT seen            | visits       | statutory visit       | child_seen=no
    STAT                                        | visits       | statutory visit       |
    STVL                                        | visits       | looked after visit    |
    Our Children                                | visits       | looked after visit    |
    STVC                                        | visits       | child protection visit |
    HVIS                                        | visits       | home visit            |
    Joint Visit                                 | visits       | joint visit           |
    CIN Review Meeting                          | reviews      | CIN review            |
    Short Breaks Review                         | reviews      | short breaks review   |
    Telephone review                            | reviews      | short breaks review   | mode=telephone
    Review visit                                | reviews      | annual review         | mode=face to face
    First CLA review                            | reviews      | looked after review   |
    IRO led CIN review                          | reviews      | looked after review   |
    EHCP Annual Review                          | reviews      | EHC review            |
    CIN Review combined with EHC review         | reviews      | CIN review            | combined_with=EHC review
    Case Supervision                            | supervisions | case supervision      |
    Management Supervision                      | supervisions | case supervision      |
    CIN Planning Meeting                        | meetings     | CIN planning meeting  |
    CDRP                                        | panels       | children's disability resource panel |
    ONSB Panel                                  | panels       | overnight short breaks panel |
    Access to Resources Panel                   | panels       | access to resources panel |
    CYPDS - Take to First Short Breaks Panel    | panels       | short breaks panel    |
    IRO                                         |              | IRO contact           |
    SUPERCONT                                   |              | supervised contact    |
    Telephone call                              |              | telephone call        |
    Email                                       |              | correspondence        |
    Management oversight                        |              | file note             |
"""
WORDS = """
    column        | words in the export         | meaning
    flag          | a) Yes                      | yes
    flag          | Y                           | yes
    flag          | TRUE                        | yes
    flag          | 1                           | yes
    flag          | b) No                       | no
    flag          | c) Unknown                  | unknown
    legal_status  | Section 17                  | s17
    legal_status  | Section 17(6)               | s17(6)
    legal_status  | s20(48)                     | s20 reg 48
    legal_status  | S20.4 (Reg 48)              | s20 reg 48
    legal_status  | V4                          | s20 reg 48
    legal_status  | s20(4)                      | s20
    legal_status  | V2: Single period under S20 | s20
    legal_status  | CSDPA 1970 s2               | CSDPA s2
    mode          | Face-to-Face                | face to face
    mode          | MS Teams                    | video
    mode          | Phone                       | telephone
    location      | Family home                 | home
    role          | CCW                         | community care worker
    role          | SWAP                        | social work advanced practitioner
    role          | IRO                         | independent reviewing officer
    role          | Short Break Reviewing Officer | reviewing officer
    outcome       | COMPLETED                   | completed
    outcome       | INCOMING                    | planned
    outcome       | No access                   | attempted
    outcome       | CANCELLED                   | cancelled
    decision      | Approved                    | agreed
    allocation    | ALLWKR                      | allocated
"""


def rows(text: str) -> list[tuple[str, ...]]:
    """The lines of a table of words, without its header."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize(("written", "table", "kind", "says"), rows(EVENTS))
def test_events_as_councils_write_them(written: str, table: str, kind: str, says: str) -> None:
    """Each wording names one kind of event, and may tell more."""
    event = LOOKUP.events[normalise(written)]

    assert (table, kind, says) == (event.table, event.type, ", ".join("=".join(pair) for pair in event.says.items()))


@pytest.mark.parametrize(("vocabulary", "written", "meaning"), rows(WORDS))
def test_words_as_councils_write_them(vocabulary: str, written: str, meaning: str) -> None:
    """Each wording stands for one canonical word."""
    assert meaning == LOOKUP.words[vocabulary][normalise(written)]


def test_no_wording_names_two_events() -> None:
    """A step or visit type is one kind of event, whichever sheet it stands on, and is listed once."""
    listed = Counter(normalise(spelling) for event in VOCABULARY.events for spelling in event.spellings)

    assert [spelling for spelling, times in listed.items() if times > 1] == []


@pytest.mark.parametrize("vocabulary", VOCABULARY.words)
def test_no_wording_has_two_meanings(vocabulary: str) -> None:
    """Within a column a wording stands for one word, and is listed once."""
    words = VOCABULARY.words[vocabulary].values()
    listed = Counter(normalise(spelling) for spellings in words for spelling in spellings)

    assert [spelling for spelling, times in listed.items() if times > 1 or not spelling] == []


def test_every_canonical_word_stands_for_itself() -> None:
    """The plain layout is written in canonical words, so each is a spelling of its own meaning."""
    strangers = [
        word
        for name, words in VOCABULARY.words.items()
        for word in words
        if LOOKUP.words[name][normalise(word)] != word
    ]
    strangers += [
        event.type
        for event in VOCABULARY.events
        if (LOOKUP.events[normalise(event.type)].table, LOOKUP.events[normalise(event.type)].type)
        != (event.table, event.type)
    ]

    assert strangers == []


def test_what_events_say_is_a_column_and_a_word() -> None:
    """`says` names columns of the event's table, and canonical words."""
    faults = []
    for event in VOCABULARY.events:
        for column, word in event.says.items():
            known = TABLES[event.table].by_name.get(column)
            vocabulary = "" if known is None else "flag" if known.kind is Kind.FLAG else known.vocabulary
            if known is None or (vocabulary and word not in VOCABULARY.words[vocabulary]):
                faults.append((event.type, column, word))

    assert faults == []


def test_every_column_of_words_has_a_vocabulary() -> None:
    """No CHOICE column refers to a list of words that is not there, and no list is left over."""
    wanted = {column.vocabulary for table in TABLES.values() for column in table.columns if column.kind is Kind.CHOICE}

    assert wanted | {"flag"} == set(VOCABULARY.words)
