"""The words exports use for canonical ones, drawn from the vocabulary, so that they read back as the same."""

from __future__ import annotations

from random import Random

from cwd_audit.loading.layouts import EventWords, load_vocabulary
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.policy import Policy
from cwd_audit.sampling.tables import Row, Value

_PLAIN_SHARE = 0.9
"""Of event types that say nothing beside the type; the others say what the other columns say too."""
_FLAG = "flag"
_USUAL_SPELLINGS = 4


class Spelling:
    """How one export writes its words: a pathway always alike, as a system does, and others as people choose.

    Args:
        policy: whose names of pathways are used.
        rng: chance; without it, words stay canonical and pathways have their titles.
    """

    def __init__(self, policy: Policy, rng: Random | None) -> None:
        self._rng = rng
        names = {pathway.id: (pathway.title, *pathway.names) for pathway in policy.pathways}
        self._names = {identifier: self._pick(known) for identifier, known in names.items()}
        vocabulary = load_vocabulary()
        self._words = vocabulary.words
        self._events: dict[tuple[str, str], list[EventWords]] = {}
        for event in vocabulary.events:
            self._events.setdefault((event.table, event.type), []).append(event)

    def write(self, table: str, column: str, row: Row) -> Value:
        """The value of a column as the export writes it; what the vocabulary does not know stays as it is."""
        value = row.get(column, "")
        if not isinstance(value, str) or not value:
            return value
        if column == "pathway":
            return self._names.get(value, value)
        kind = TABLES[table].by_name[column]
        if self._rng is None or kind.kind not in {Kind.CHOICE, Kind.FLAG, Kind.EVENT}:
            return value
        if kind.kind is Kind.EVENT:
            return self._event(table, value, row)
        words = self._words[kind.vocabulary or _FLAG].get(value)
        return self._pick(words[:_USUAL_SPELLINGS]) if words else value

    def non_event(self, kind: str) -> str:
        """A kind of record that meets no timescale, as the export writes it."""
        return self._pick(self._events["", kind][0].spellings)

    def _event(self, table: str, kind: str, row: Row) -> str:
        assert self._rng is not None
        fitting = [
            entry
            for entry in self._events.get((table, kind), ())
            if all(row.get(column, "") == said for column, said in entry.says.items())
        ]
        if not fitting:
            return kind
        telling = [entry for entry in fitting if entry.says]
        if telling and self._rng.random() > _PLAIN_SHARE:
            return self._pick(self._rng.choice(telling).spellings)
        return self._pick(fitting[0].spellings[:_USUAL_SPELLINGS])

    def _pick(self, words: tuple[str, ...]) -> str:
        return self._rng.choice(words) if self._rng else words[0]
