"""What is asked for by name: declarations of the law, or a provision; else what was meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from math import log
from typing import Final

from foirules.documents.suggest import nearest, one_line, spelt_like
from foirules.language.law import Law, ReadFact
from foirules.language.meaning import said
from foirules.policy.policy import Policy
from foirules.report.declaration import Declared, name_of, plain_of
from foirules.report.law import declared_in
from foirules.report.provision import Provision, named

Laws = Sequence[tuple[Policy, Law]]
_MOST: Final = 3  # names that are told
_NAME: Final = 3.0  # what a word of the name weighs beside one of the text
_COMMON: Final = frozenset(("the", "a", "an", "of", "to", "in", "on", "for", "is", "and", "or"))


def asked(name: str, laws: Laws) -> list[tuple[Policy, Law, Declared | Provision]]:
    """What a name stands for, in the first law that has it: declarations (a fact's name is that of
    several subjects at times), or provisions, of the Act itself before others.

    :raises LookupError: naming what was probably meant, where no law has it.
    """
    for policy, law in laws:
        if declared := _by_name(law).get(name):
            return [(policy, law, each) for each in declared]
    for own_act in (True, False):
        for policy, law in laws:
            if found := named(name, law, policy, own_act):
                return [(policy, law, each) for each in found]
    near = _meant(name, laws) or "; foirules rules lists all"
    raise LookupError(f"no rule, clock, action, fact or provision {name!r}{near}")


def _by_name(law: Law) -> dict[str, list[Declared]]:
    found: dict[str, list[Declared]] = {}
    for each in declared_in(law):
        found.setdefault(name_of(each), []).append(each)
        if isinstance(each, ReadFact):
            found.setdefault(".".join(each.key), []).append(each)
    return found


def _meant(name: str, laws: Laws) -> str:
    """What was probably meant: a name spelt almost so, those whose words and texts fit best,
    or the nearest in spelling."""
    declared = [each for _, law in laws for each in declared_in(law)]
    names = list(dict.fromkeys(map(name_of, declared)))
    if near := spelt_like(name, names):
        return near
    fitting = [
        repr(one_line(each))
        for each in _by_meaning(name, [d for d in declared if not isinstance(d, ReadFact)])
    ]
    if not fitting:
        return nearest(name, names)
    *others, last = fitting
    return f"; did you mean {', '.join(others)}{' or ' * bool(others)}{last}?"


def _by_meaning(name: str, declared: Iterable[Declared]) -> list[str]:
    """The names that fit some words best: a word that few texts have says more."""
    texts: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
    for each in declared:
        plain = plain_of(each)
        text = f"{plain.means} {plain.why}" if plain else each.declared.meaning
        texts.setdefault(name_of(each), (_stems(name_of(each)), _stems(text)))
    words = _stems(name)
    weight = {word: _weight(word, texts) for word in words}
    scores = {
        own: sum(weight[w] * (_NAME * (w in in_name) + (w in in_text)) for w in words)
        for own, (in_name, in_text) in texts.items()
        if 2 * sum(w in in_name or w in in_text for w in words) > len(words)
    }
    best = max(scores.values(), default=0.0)
    fitting = [own for own, score in scores.items() if score > 0.6 * best]
    near = {own: SequenceMatcher(None, name, own).ratio() for own in fitting}
    return sorted(fitting, key=lambda own: (-scores[own], -near[own], own))[:_MOST]


def _stems(text: str) -> frozenset[str]:
    """The words of a text, without their endings: exemptions, exempted -> exempt."""
    return frozenset(_stem(word) for word in said(text) if word not in _COMMON)


def _stem(word: str) -> str:
    for suffix in ("ions", "ion", "ings", "ing", "ed", "es", "s", "ly"):
        if word.endswith(suffix) and len(word) - len(suffix) > 3:
            return word.removesuffix(suffix)
    return word


def _weight(word: str, texts: Mapping[str, tuple[frozenset[str], frozenset[str]]]) -> float:
    having = sum(word in name or word in text for name, text in texts.values())
    return log((len(texts) + 1) / (having + 1)) if having else 0.0
