"""A cell of a log in which people cite grounds -> the grounds in it, each as a letter writes it.

``Section 40 - personal information & 43`` cites two. A cell is read whole or not at all: what
stands around a ground has to be words that its own law says of it (``grounds`` of
``log-words.yaml``), and what stands between two has to be a separator. A number alone is of the
kind of the one before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.language.log_words import log_words
from foirules.language.regime import Regime
from foirules.language.types import SetType, with_names_above

_LONGEST: Final = 1_000  # characters of a cell that is taken apart
_NUMBER: Final = (
    r"\d{1,3}[A-Z]{0,2}(?!\w)(?:\s*\(\s*(?:\d{1,2}[A-Z]{0,2}|[a-z]{1,2}|[ivx]{1,5})\s*\))*"
)
_OTHER: Final = r"(?P<word>\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*)|(?P<mark>\S)"
_MARKS: Final = frozenset(";,&/+|.:()[]-\N{EN DASH}\N{EM DASH}")


@frozen(eq=False)
class LawOfGrounds:
    """A law, by the grounds that an answer under it may cite."""

    regime: Regime

    @property
    def names(self) -> SetType:
        """The grounds."""
        return self.regime.vocabulary.exemptions

    def words(self, ground: str) -> set[str]:
        """The words that may stand beside a ground, in lower case."""
        said = log_words(self.regime).grounds
        lines = [line for name in with_names_above(ground) for line in said.get(name, ())]
        return {word for line in lines for word in line.split()}


@define
class CitedGrounds:
    """Takes cells apart.

    :param laws: those whose grounds may be cited; the first that knows one has it.
    """

    laws: Sequence[LawOfGrounds]
    _token: re.Pattern[str] = field(init=False)

    def __attrs_post_init__(self) -> None:
        names = [law.names for law in self.laws]
        heads = {h for each in names for h in (each.begins_with, *each.written_also)}
        cited = {each.law for each in names}
        law, head = _any_of(cited), _any_of(heads)
        ground = rf"(?:(?P<law>(?i:{law}))\W{{0,3}})?(?:(?P<head>(?i:{head}))\.?\s*)?"
        next_one = rf"\W{{0,3}}(?:(?i:{head})\.?\s*)?\d"
        after = rf"(?:,?\s*(?:of\s+)?(?:the\s+)?(?P<of>(?i:{law}))(?!\w|{next_one}))?"
        self._token = re.compile(rf"(?<!\w){ground}(?P<number>{_NUMBER}){after}|{_OTHER}")

    def read(self, text: str) -> list[str] | None:
        """The grounds of a cell; None where it is not read whole."""
        if len(text) > _LONGEST or not all(law.names.numbered for law in self.laws):
            return None
        found: list[str] = []
        may_stand = around = set(log_words(self.laws[0].regime).around)
        kind = ""
        for token in self._token.finditer(text):
            if token["number"] is None:
                word = token["word"] or ""
                if word.lower() not in may_stand and token["mark"] not in _MARKS:
                    return None
                continue
            law, head = token["law"] or "", token["head"] or ""
            kind = f"{law} {head}".strip() or kind
            cited = f"{kind} {token['number']} {token['of'] or ''}".strip()
            words = self._words(cited)
            if words is None:
                return None
            may_stand = around | words
            found.append(cited)
        return found or None

    def _words(self, cited: str) -> set[str] | None:
        """The words that may stand beside what is cited; None where no law knows it."""
        for law in self.laws:
            if (ground := law.names.read(cited)) in law.names.masks:
                return law.words(ground)
        return None


def _any_of(texts: Iterable[str]) -> str:
    """A pattern that is any of some texts, and of none where there is none."""
    longest = sorted(filter(None, texts), key=len, reverse=True)
    return "|".join(map(re.escape, longest)) or r"(?!)"
