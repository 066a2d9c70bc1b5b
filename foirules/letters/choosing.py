"""The kind of a letter, chosen by the points of each kind that it may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import field, frozen

from foirules.letters.letter import Letter
from foirules.letters.letter_words import NO_EVENT, Kind, LetterWords
from foirules.letters.message import AUTHORITY

_SURE: Final = 5  # points of a kind by which a message tells who wrote it


@frozen
class Choice:
    """Which kind a letter is.

    :param before: the events of the messages before it.
    :param first: whether it is the first of its sender.
    """

    words: LetterWords
    letter: Letter
    before: Sequence[str]
    first: bool
    _met: frozenset[str] = field(init=False)
    ranked: Sequence[tuple[int, Kind]] = field(init=False)

    @_met.default
    def _events_before(self) -> frozenset[str]:
        return frozenset(self.before)

    @ranked.default
    def _by_points(self) -> Sequence[tuple[int, Kind]]:
        """The kinds that it may be, each with its points, those with most first."""
        signs, sender = self.letter.signs(), self.letter.message.sender
        of_sender = (kind for kind in self.words.kinds if sender in (kind.by, None))
        may_be = (kind for kind in of_sender if self._may_come(kind) and kind.when.holds(signs))
        points = ((self._points(kind), kind) for kind in may_be)
        return sorted(points, key=lambda each: -each[0])

    def likeliest(self) -> Kind | None:
        """The kind that has the most points, and as many as it needs."""
        if not self.ranked:
            return None
        points, kind = self.ranked[0]
        return kind if points >= self._least(kind) else None

    def leading(self) -> Kind | None:
        """The likeliest kind, where it leads the others."""
        kind = self.likeliest()
        if kind is None or kind.event == NO_EVENT:
            return None
        points = self.ranked[0][0]
        told = not self.letter.signs().isdisjoint(kind.telling())
        if self.letter.message.sender is None and (points < _SURE or not told):
            return None
        others = [each for each, other in self.ranked[1:] if other.event != kind.event]
        lead = self.words.lead if kind.lead is None else kind.lead
        return kind if not others or points - others[0] >= lead else None

    def relying(self) -> Kind | None:
        """Of a letter of the authority that relies on a ground the kind with the most points, where
        letters of that kind rely on grounds and no other such kind has as many, or of those that
        have as many this alone has some for the event right before. One that relies on several
        grounds is none of the kinds that rely on none."""
        if self.letter.message.sender != AUTHORITY or not self.letter.grounds.grounds:
            return None
        if not self.ranked:
            return self._unspoken()
        rely = self.words.grounds.events
        several = len({each.name for each in self.letter.grounds.grounds}) > 1
        fewest = self.ranked[0][0] - self.words.lead
        most = [each for each in self.ranked if each[0] > fewest and each[1].event in rely]
        points, kind = most[0] if most and several else self.ranked[0]
        even = [other for each, other in most if each == points]
        if several and len({each.event for each in even}) > 1:
            comes = [each for each in even if self._comes_next(each)]
            return comes[0] if len(comes) == 1 else None
        others = [(each, other) for each, other in self.ranked if other.event != kind.event]
        next_most = max((each for each, _ in others), default=0)
        enough = points >= self._least(kind) or points - next_most >= self.words.lead or several
        alone = all(each < points for each, other in others if other.event in rely)
        return kind if kind.event in rely and enough and alone else None

    def undecided(self) -> Sequence[str]:
        """The events that a message of an open kind may be, the likeliest first, no event among
        them; nothing where nobody knows who wrote it."""
        return self.within(self.words.lead) if self.letter.message.sender else ()

    def within(self, fewer: int) -> Sequence[str]:
        """The events that have the most points, or so many fewer."""
        most = self.ranked[0][0] if self.ranked else 0
        close = (kind.event for points, kind in self.ranked if most - points <= fewer)
        return list(dict.fromkeys(close)) or [NO_EVENT]

    def _unspoken(self) -> Kind | None:
        """The kind with the most points, of those that rely on grounds and may come next, for a
        letter in which nothing tells a kind; None where two have as many."""
        rely = self.words.grounds.events
        kinds = (each for each in self.words.kinds if each.by == AUTHORITY and each.event in rely)
        points = [(self._points(kind), kind) for kind in kinds if self._may_come(kind)]
        most = max((each for each, _ in points), default=0)
        found = [kind for each, kind in points if each == most]
        return found[0] if len(found) == 1 else None

    def _points(self, kind: Kind) -> int:
        return kind.points(self.letter.signs(), self.before)

    def _may_come(self, kind: Kind) -> bool:
        """Whether a message of a kind can come after the events before."""
        return (
            kind.first in (None, self.first)
            and (not kind.after or not self._met.isdisjoint(kind.after))
            and self._met.isdisjoint(kind.before_any)
        )

    def _comes_next(self, kind: Kind) -> bool:
        """Whether a kind has points for the event right before."""
        return any(points > 0 and event in self.before[-1:] for event, points in kind.follows)

    def _least(self, kind: Kind) -> int:
        return self.words.least if kind.least is None else kind.least
