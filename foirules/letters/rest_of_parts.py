"""How letters name the parts that are left: ``the remaining questions``, ``the others``."""

from __future__ import annotations

import re
from typing import Final

from foirules.letters.sentences import CARDINALS

_THE_REST: Final = re.compile(
    r"\b(?:all|the|your) (?:remaining|rest of (?:the|your)|remainder of (?:the|your)"
    r"|other(?= [a-z]+s\b)) (?P<word>[a-z]+ )?"
    r"(?P<noun>aspects?|items?|parts?|points?|query|queries|questions?)\b"
    r"(?! of (?:the|this|that)\b)"
    r"|\bthe (?:rest|remainder) of (?:my|our|the) (?:earlier |first |initial |original )?"
    r"(?:answer|decision|refusal|reply|response)s?\b"
)
_LEFT: Final = (" other ", "remain", " rest of ")
_THE_OTHERS: Final = re.compile(
    r"\W{0,3}(?:the (?:others|rest)|all others)"
    r" (?:is|are|has|have|was|were|we|cannot|must|will|can)\b"
)


def may_name_the_rest(text: str) -> bool:
    """Whether a sentence may speak of the parts that are left."""
    return _named_in(text) is not None or begins_with_the_others(text)


def names_the_rest(text: str, count: int) -> int | None:
    """The place where a sentence names the parts that are left: ``the remaining questions``.

    :param count: how many these are, which its words must allow: ``the remaining item`` is of one.
    """
    found = _named_in(text)
    if found is None:
        return None
    word = (found["word"] or "").strip()
    said = CARDINALS.index(word) + 1 if word in CARDINALS else None
    several = found["noun"] is None or found["noun"].endswith("s")
    fits = several or count == 1 if said is None else count == said
    return found.start() if fits else None


def _named_in(text: str) -> re.Match[str] | None:
    """The words of a sentence for the parts that are left, looked for where it has a hint."""
    return _THE_REST.search(text) if any(map(text.__contains__, _LEFT)) else None


def begins_with_the_others(text: str) -> bool:
    """Whether a sentence begins with what is left of the parts that the one before it names, or of
    something else that it speaks of: ``The others are exempt``."""
    return _THE_OTHERS.match(text) is not None


def begins_with_the_rest(text: str) -> bool:
    """Whether words begin with those for the parts that are left."""
    return _THE_REST.match(text) is not None or begins_with_the_others(text)
