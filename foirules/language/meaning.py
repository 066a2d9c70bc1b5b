"""Words that people write -> the name of ours that they fit best.

Text is taken apart into plain words: ``Request_ID``, ``requestId`` and "Request ID" are the same
two. A word that is denied is another word: "Information not held" has "not held" in it and not
"held". So a text fits a line if all words of the line stand in it, in any order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from attrs import frozen

from foirules.documents.suggest import closest

Words = Mapping[str, tuple[str, ...]]
"""By a name of ours what it is called, in lower case and single words."""
DENYING: Final = frozenset(("not", "no", "non", "none", "nothing", "never", "without", "cannot"))
_BETWEEN: Final = frozenset(("been", "be", "being", "yet", "currently"))  # a denial and its word
_STUCK: Final = re.compile(r"^(date|time)(?=[a-z]{4})|(?<=[a-z]{4})(?=date$)")  # "datecreated"


def plainly(name: str) -> str:
    """Request_ID, requestId and "Request ID" -> request id."""
    apart = re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name)
    return " ".join(re.findall(r"[a-z0-9]+", apart.lower()))


@lru_cache(maxsize=16_384)
def said(text: str) -> frozenset[str]:
    """The words of a text; one that is denied as ``not`` and the word."""
    found: set[str] = set()
    denied = False
    for word in plainly(text).split():
        if word in DENYING:
            denied = True
        elif not (denied and word in _BETWEEN):
            apart = [f"not {word}"] if denied else _STUCK.sub(r"\1 ", word).split()
            found.update(apart)
            denied = False
    return frozenset(found)


@frozen
class Meant:
    """A name of ours that is meant.

    :param line: the words by which it is.
    """

    name: str
    line: str


def fits(text: str, lines: Iterable[str]) -> str | None:
    """The line of most words that a text fits; None where it fits none."""
    words = said(text)
    fitting = [line for line in lines if (own := said(line)) and own <= words]
    return max(fitting, key=lambda line: len(said(line)), default=None)


def meant(text: str, words: Words) -> Meant | None:
    """The name whose words fit a text best: the most of them, and of as many the first."""
    best = None
    for name, lines in words.items():
        line = fits(text, lines)
        if line is not None and (best is None or len(said(line)) > len(said(best.line))):
            best = Meant(name, line)
    return best


def well_spelt(text: str, words: Words) -> str:
    """The text with each of its words as it is spelt in the words given, where it is almost so."""
    known = {word for lines in words.values() for line in lines for word in plainly(line).split()}
    return " ".join(closest(word, known) or word for word in plainly(text).split())


def meant_alone(text: str, words: Words) -> str | None:
    """The name whose words fit a text best; None where those of another fit as well."""
    best = meant(text, words)
    if best is None:
        return None
    others = {name: lines for name, lines in words.items() if name != best.name}
    second = meant(text, others)
    return None if second and len(said(second.line)) == len(said(best.line)) else best.name
