"""Which canonical word or event the words of an export stand for."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cwd_audit.loading.layouts import EventWords, load_vocabulary
from cwd_audit.model.wording import normalise


class Lookup(NamedTuple):
    """What spellings mean; keys are normalised."""

    words: dict[str, dict[str, str]]
    """Vocabulary -> spelling -> canonical word."""
    events: dict[str, EventWords]


@cache
def load_lookup() -> Lookup:
    """The vocabulary, ready to be looked up; every canonical word is a spelling of itself.

    Raises:
        ConfigError: the vocabulary is wrong.
    """
    vocabulary = load_vocabulary()
    words = {
        name: {normalise(spelling): word for word, spellings in entries.items() for spelling in (word, *spellings)}
        for name, entries in vocabulary.words.items()
    }
    events: dict[str, EventWords] = {}
    for entry in vocabulary.events:
        events.setdefault(normalise(entry.type), entry.model_copy(update={"says": {}}))
        events.update((normalise(spelling), entry) for spelling in entry.spellings)
    return Lookup(words, events)
