"""What the values of a log mean: outcomes, states, events and laws."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import field, frozen

from foirules.audit.reading.cited_grounds import CitedGrounds, LawOfGrounds
from foirules.audit.reading.headings import doubt_of
from foirules.audit.reading.proposing.sample import Counts
from foirules.language.log_words import LogWords, log_words
from foirules.language.meaning import Meant, fits, meant, meant_alone, said
from foirules.language.regime import Regime
from foirules.language.types import Enumeration

OUTCOME = "outcome"  # our column that says what became of a request


@frozen
class State:
    """What a status tells of a case.

    :param event: that has happened; None if there is none yet.
    :param doubt: what is not sure of it.
    """

    event: str | None
    doubt: str | None = None


@frozen(eq=False)
class Values:
    """Reads values by the words that logs of a regime use.

    :param laws: the regimes whose grounds may be cited, the log's own first.
    """

    regime: Regime
    laws: Sequence[Regime]
    words: LogWords = field(init=False)
    _cited: CitedGrounds = field(init=False)
    _known: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        words = log_words(self.regime)
        of_grounds = [LawOfGrounds(law) for law in self.laws if law.vocabulary.exemptions.numbered]
        lists = (words.events, words.outcomes, words.awaiting, words.regimes)
        lines = (line for each in lists for of in each.values() for line in of)
        known = frozenset(word for line in (*lines, *words.plain) for word in said(line))
        object.__setattr__(self, "words", words)
        object.__setattr__(self, "_cited", CitedGrounds(of_grounds))
        object.__setattr__(self, "_known", known)

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Our names of outcomes."""
        of = self.regime.vocabulary.fields.get(OUTCOME)
        return of.type.members if of and isinstance(of.type, Enumeration) else ()

    def outcome(self, value: str) -> str | None:
        """The outcome that a value is."""
        if value in self.outcomes:
            return value
        found = meant(value, self.words.outcomes)
        if found is None or found.name not in self.outcomes:
            return None
        return None if doubt_of(value, found, self.words) else found.name

    def event(self, value: str) -> tuple[str | None, bool]:
        """The event that a value names, and whether that is sure."""
        events = self.regime.vocabulary.events
        if value in events:
            return value, True
        if self.is_to_come(value):
            found = meant(value, self.words.awaiting)
            return (found.name if found else None), False
        found = meant(value, self.words.events)
        return (found.name if found else None), found is not None and self._is_sure(value, found)

    def is_to_come(self, value: str) -> bool:
        """Whether a value tells of what has not happened yet."""
        return fits(value, self.words.to_come) is not None

    def state(self, value: str) -> State | None:
        """What a status tells; None if it is not known."""
        begins = self.regime.vocabulary.begins
        if self.is_to_come(value):
            found = meant(value, self.words.awaiting)
            doubt = doubt_of(value, found, self.words)
            return None if doubt and not found else State(found.name if found else None, doubt)
        found = meant(value, self.words.events)
        if found is None:
            return None
        return State(None if found.name == begins else found.name)

    def law(self, value: str) -> str | None:
        """The law that a value names, where it can be only one."""
        laws = self.words.regimes
        return value if value in laws else meant_alone(value, laws)

    def grounds(self, value: str) -> list[str] | None:
        """The grounds that a value cites; None where it is not read whole."""
        return self._cited.read(value)

    def share(self, counts: Counts, known: Sequence[bool]) -> float:
        """Of the cells that say something, those that are known."""
        total = sum(count for _, count in counts)
        of_known = sum(count for (_, count), each in zip(counts, known, strict=True) if each)
        return of_known / total if total else 0.0

    def _is_sure(self, value: str, found: Meant) -> bool:
        """Whether all words of a value are known, or most are those by which it is."""
        strange = [word for word in said(value) - self._known if not word.isdecimal()]
        return len(strange) < len(said(found.line)) or not strange
