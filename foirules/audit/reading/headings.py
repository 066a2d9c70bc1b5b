"""What the heading of a column says of the days in it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from attrs import field, frozen

from foirules.language.log_words import LogWords
from foirules.language.meaning import Meant, fits, meant, plainly, said

_OF_DAY: Final = re.compile(r"\b(date\w*|day|time|on|when)\b|(ed|sent|rec d)$")
_SHORT: Final = 2  # letters of a word that says nothing by itself


@frozen(eq=False)
class Headings:
    """Reads headings by the words that logs use."""

    words: LogWords
    _known: frozenset[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        words = self.words
        lists = (words.columns, words.dates, words.regimes)
        lines = (line for each in lists for of in each.values() for line in of)
        known = frozenset(word for line in (*lines, *words.plain) for word in said(line))
        object.__setattr__(self, "_known", known)

    def event(self, heading: str) -> Meant | None:
        """The event whose day stands in a column; None where it is none's, or not known."""
        return None if self.is_none(heading) else meant(heading, self.words.dates)

    def is_none(self, heading: str) -> bool:
        """Whether a column holds days that are no event's."""
        return bool(fits(heading, (*self.words.no_event, *self.words.to_come)))

    def names_day(self, heading: str) -> bool:
        """Whether a heading says of itself that it is of days: "Date of reply", "Reply sent"."""
        return _OF_DAY.search(plainly(heading)) is not None

    def is_deadline(self, heading: str) -> bool:
        """Whether a column holds last days."""
        return fits(heading, self.words.deadlines) is not None

    def unsure(self, heading: str, of: Meant) -> str | None:
        """Why it is not sure that a heading means what it seems to."""
        doubt = doubt_of(heading, of, self.words)
        if doubt is None and (unknown := self._unknown(heading)):
            doubt = f"'{' '.join(unknown)}' may say something else"
        return doubt

    def _unknown(self, heading: str) -> list[str]:
        """The words of a heading that no log is known to use."""
        strange = (word for word in said(heading) - self._known if len(word) > _SHORT)
        return sorted(word for word in strange if not word.isdecimal())


def doubt_of(text: str, of: Meant | None, words: LogWords) -> str | None:
    """What is not sure of a text that seems to mean something."""
    for doubt, lines in words.unsure.items():
        line = fits(text, lines)
        if line and (len(said(line)) > 1 or (of and of.line == line)):
            return doubt
    return None


def our_name(heading: str, names: Iterable[str]) -> str | None:
    """The name of ours that a heading is but for case and the like."""
    return next((each for each in names if said(each) == said(heading)), None)
