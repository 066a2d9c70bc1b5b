"""What is meant by a name that is not known: an outcome or an event, by the words that people use
for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from foirules.documents.suggest import MEANT, all_of, spelt_like
from foirules.language.meaning import Words, meant, well_spelt
from foirules.language.regime import Regime

OUTCOME: Final = "outcome"
MANY: Final = "; `foirules schema case` has all of them"


@frozen
class MeantNames:
    """Names of a regime by their meaning: who writes "withheld" means ``refused``.

    What its logs call things is read where a name is not known, and not before.
    """

    regime: Regime

    def near(self, kind: str, text: str, names: Iterable[str]) -> str:
        """``; did you mean 'x'?`` for a name that is spelt almost so, or else meant; else which
        names there are, or nothing for a kind whose names are not called anything else.

        :param kind: what the names are of, such as an event.
        """
        known = list(names)
        if spelt := spelt_like(text, known):
            return spelt
        words = self._words(kind)
        found = meant(text, words) or meant(well_spelt(text, words), words)
        if found and found.name in known:
            return MEANT.format(name=found.name)
        return all_of(known, MANY) if words else ""

    def _words(self, kind: str) -> Words:
        from foirules.language.log_words import log_words  # only where something is wrong

        words = self.regime.vocabulary
        if kind == words.event.name:
            return log_words(self.regime).events
        outcome = words.fields.get(OUTCOME)
        is_outcome = outcome is not None and kind == getattr(outcome.type, "name", None)
        return log_words(self.regime).outcomes if is_outcome else {}
