"""Whether a thread goes on to another request: once the first has been answered, what is asked anew
is a case of its own, with its own time for the answer."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Final

from attrs import define, field

from foirules.letters.days import WrittenDay
from foirules.letters.letter import LetterRead
from foirules.letters.letter_words import LetterWords
from foirules.letters.message import REQUESTER
from foirules.letters.signs import Hit

_MOST: Final = 8  # messages that may yet turn out to make a request
WARNING: Final = (
    "Message {number} makes another request, which is a case of its own: this draft ends before it,"
    " and --request {number} drafts that."
)


@define
class LaterRequest:
    """Looks at a thread while it is read, for the message that makes another request.

    It is the requester's, it comes after an answer, and it is no event of the first request. It
    says itself that it asks anew, or takes up what the answer offers; or the authority says that it
    does, in what it writes next, or by its day.
    """

    words: LetterWords
    _begun: date | None = None
    _count: int = 0
    _answered: bool = False
    _offered: bool = False  # whether the last answer offers to take another request
    _last: int | None = None  # the place of the requester's last message, if that may be it
    _may_be: deque[tuple[int, date]] = field(factory=lambda: deque(maxlen=_MOST))

    def place_of(self, found: LetterRead) -> int | None:
        """The place of that message in the thread, once the message read last tells it.

        :param found: each message of the thread, in their order.
        """
        place, message = self._count, found.letter.message
        self._count += 1
        if place == 0:
            self._begun = message.on
        if message.sender == REQUESTER:
            self._last = place if self._answered and found.kind is None else None
        told = self._told(found) if self._answered else None
        if self._last == place and message.on is not None and message.on != self._begun:
            self._may_be.append((place, message.on))
        if found.event in self.words.outcome_events:
            self._answered = True
            self._offered = not found.letter.hits.keys().isdisjoint(self.words.offers_another)
        return told

    def _told(self, found: LetterRead) -> int | None:
        """The place of the message that makes another request, as one that was read tells it."""
        said = found.letter.hits
        signs = self.words.later_requests.get(found.letter.message.sender or "", ())
        hits = (hit for sign in signs for hit in said.get(sign, ()))
        told = next((at for hit in hits if (at := self._meant(hit)) is not None), None)
        takes = self._offered and not said.keys().isdisjoint(self.words.takes_another)
        return self._last if told is None and takes else told

    def _meant(self, hit: Hit) -> int | None:
        """The place of the message that a sign is of: that of the day it names, else the last."""
        days: list[WrittenDay] = [d for text in hit.texts for d in hit.sentence.marked("day", text)]
        if not days:
            return self._last
        of_day = (
            place
            for place, on in self._may_be
            if any(day.near(on, future=False) == on for day in days)
        )
        return next(of_day, None)
