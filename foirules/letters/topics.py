"""What the sentences of a letter that names no part by its label are about: ``The minutes are
enclosed``. A heading says it of all that stands under it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise
from typing import Final

from foirules.language.types import with_names_above
from foirules.letters.given_along import given_along
from foirules.letters.pasted import GREETING
from foirules.letters.sentences import Sentence, is_heading
from foirules.letters.singled_out import singled_out
from foirules.letters.subject_of_sentence import (
    ABOUT_IT,
    DONE,
    HOLDS_ALSO,
    JOINED,
    OF_AN_OFFICE,
    named_by,
    named_in_a_clause,
    subject_words,
    subjects_of,
)
from foirules.letters.subject_words import Telling, parts_with, stems

_HEAD: Final = 15  # sentences among which a salutation may stand
_HEAD_WORDS: Final = 6  # of a sentence that may be the heading of its paragraph
_BOTH: Final = re.compile(
    r"\bboth (?:of )?(?:the |these |your )?(?:documents|papers|files|items)\b"
)
_HEADS_ALONE: Final = re.compile(r"\W{0,3}(?:the|your) (?:[a-z'-]+ ){0,3}[a-z'-]+\.\s*\Z")
_HEAD_PLACE: Final = 25  # where the label stands at most with which a sentence begins
_HEADS: Final = re.compile(
    r"[^\w(]{0,3}(?:the |your )?(?:(?<=\")(?P<quoted>[a-z][^\"#|]{2,150})\"|"
    r"(?P<subject>[a-z][^:.;#|]{2,50}?)) ?(?::(?= |\Z)| [|-] )"
)
_TURNS: Final = re.compile(
    r"\W*(?:(?:and|finally|lastly|next),? )?"
    r"(?:as (?:for|to|regards)|regarding|concerning|turning (?:next )?to|in respect of"
    r"|with (?:regard|respect|reference) to|(?:in )?so far as"
    r"|you (?:have )?(?:also |then |further )?(?:ask(?:ed)?|wanted|requested)"
    r"(?: for| to (?:have|know|see))?)"
    r" (?:the |your |any )?(?P<topic>.{3,80})"
)
_ENDS_A_TOPIC: Final = re.compile(r"[,.:;(]| (?:we|i|it|they|this|which|that|is|are|was|were) ")
SAYS: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|we|i|you|not|none|attached|enclosed|withheld|refused|exempt"
    r"|ground#|yes|no)\b"
)  # words of a sentence that is no heading
_NO_TOPIC: Final = re.compile(
    r"\W*(?:the |our |your |why )?(?:reasons?|exempt\w*|exception\w*|public interest|harm|prejudice"
    r"|factors?|arguments?|considerations?|balance|notes?|decision|response|answer|reply|outcome"
    r"|result|conclusions?|for|against|in favour|rights?|(?:internal )?review|complaints?|appeals?"
    r"|contact|ref\w*|date|section|regulation|background|introduction|summary|findings?"
    r"|(?:freedom of )?information|request|subject|to|from|re|dear|please|questions?|items?|parts?"
    r"|annex|appendix|schedule|table|copyright|re-?use|next steps|further|how we|search\w*|what"
    r"|this|that|these|those|it|them|disclosure|all|everything|both|ground#|day#|legal basis"
    r"|we|i|you)\b"
)

_CLAUSE: Final = re.compile(
    r"\W*(?:how (?:many|much|the|they)|what (?:our|the|they|was said|your)|when the|where the"
    r"|who (?!ha[sd])[a-z]+|whom)\b"
)  # with which a sentence begins that calls what it is about by no name

Turn = tuple[str, ...] | None
"""The parts to which a sentence turns, none where it goes on; None where it turns to what is not
told."""


def speak_of_topics(found: Sequence[Sentence], telling: Telling) -> None:
    """Marks the sentences of a letter that names no part by its label with those that they are
    about, if it so names two, or one by words such as ``as to the minutes``."""
    labels = telling.labels
    turns = _turns(found, telling)
    known = {part for parts in turns for part in parts or ()}
    by_about = (
        parts and (ABOUT_IT.match(each.text) or _TURNS.match(each.text))
        for each, parts in zip(found, turns, strict=True)
    )
    if len(known) < 2 and not any(by_about):
        return
    _speak(found, turns, telling)
    left = [part for part in labels if part not in known]
    if len(left) == 1 and len(known) > 1:
        _the_rest(found, (left[0],))


def _speak(found: Sequence[Sentence], turns: Sequence[Turn], telling: Telling) -> None:
    """Marks each sentence with the parts that were turned to last, or that it singles out of
    these."""
    labels = telling.labels
    current: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    under, by_label = 0, False
    grounded = {each.paragraph for each in found if "ground" in each.found}
    for sentence, parts in zip(found, turns, strict=True):
        if parts:
            by_label = _by_label(sentence) or (by_label and parts == current)
            current, under = parts, sentence.paragraph
            if not set(parts).issubset(together):
                together = parts
        elif parts is None or _heads_something_else(sentence, by_label, grounded):
            current = together = ()
        elif len(together) > 1 and (named := singled_out(sentence, together, telling)):
            current = tuple(dict.fromkeys(part for _, own in named for part in own))
            sentence.mentions = named if len(named) > 1 else ()
        if current:
            sentence.parts, sentence.under = current, under
        elif len(labels) == 2 and _BOTH.search(sentence.text):
            sentence.parts, sentence.under = labels, sentence.paragraph


def _heads_something_else(sentence: Sentence, by_label: bool, grounded: Collection[int]) -> bool:
    """Whether a sentence that names no part is a heading, or begins a paragraph without a ground
    where parts were turned to by their labels.

    :param grounded: the paragraphs that name a ground.
    """
    if _HEADS_ALONE.match(sentence.text) and not SAYS.search(sentence.text):
        return True
    if not sentence.opens:
        return False
    return (by_label and sentence.paragraph not in grounded) or is_heading(sentence.plain.strip())


def _turns(found: Sequence[Sentence], telling: Telling) -> list[Turn]:
    """To what each sentence turns; what stands under a heading turns to nothing else, but to a part
    that has no heading."""
    begins = next((n for n, each in enumerate(found[:_HEAD]) if GREETING.match(each.plain)), -1)
    named = [
        ((each.quoted or _by_label(each)) and each.parts)
        or telling.itself(each.text)
        or named_by(each, telling.sure)
        or named_in_a_clause(each, telling.sure)
        for each in found
    ]
    heads = {place: _head_of(each) for place, each in enumerate(found) if place > begins}
    topics = {
        place: topic for place, head in heads.items() if (topic := head or _turned_to(found[place]))
    }
    told = _told(topics, named, telling)
    named = _with_those_alike(found, named, told, telling)
    under_heads = {part for place in topics for part in told.get(place) or ()}
    headed = -1
    last: Turn = None
    turns: list[Turn] = []
    for place, each in enumerate(found):
        if place <= begins:
            turns.append(())
        elif headed == each.paragraph and not each.opens:
            says = under_heads and not _HEADS_ALONE.match(each.text)
            own = named_by(each, telling.sure) if says else ()
            own = own if under_heads.isdisjoint(own) else ()
            turns.append(telling.itself(each.text) or own)
        else:
            turns.append(told[place] if place in told else named[place])
            if turns[-1] == () and _is_of_another(each, last, telling):
                turns[-1] = None
            last = turns[-1] if turns[-1] != () else last
            if turns[-1] != () and heads[place]:
                headed = each.paragraph
    return turns


def _with_those_alike(
    found: Sequence[Sentence],
    named: Sequence[tuple[str, ...]],
    told: Mapping[int, Turn],
    telling: Telling,
) -> list[tuple[str, ...]]:
    """By its place the parts that each sentence names, with those that nothing names for sure, and
    it by a word like theirs: ``the exchanges`` the emails; and with what it gives along with
    them."""
    known = {part for parts in (*told.values(), *named) for part in parts or ()}
    left = [part for part in telling.labels if part not in known]
    if not known:
        return list(named)
    every: list[tuple[str, ...]] = []
    for each, parts in zip(found, named, strict=True):
        pieces = [] if each.quoted or not left else subjects_of(each)
        like = {piece: telling.like(piece, left) for piece in pieces}
        if any(like.values()):
            own = (parts_with(stems(piece), telling.sure) or of for piece, of in like.items())
            ordered = (part for of in own for part in of if part in parts or part in left)
            parts = tuple(dict.fromkeys(ordered))
        if along := given_along(each, parts, left, telling):
            start, part = along
            each.mentions = ((0, parts), (start, (part,))) if parts else ()
            parts = (*parts, part)
        every.append(parts)
    return every


def _is_of_another(sentence: Sentence, last: Turn, telling: Telling) -> bool:
    """Whether a sentence that names no part for sure is not of the parts turned to last: it tells
    of something else that is held, or gives or keeps back what some others ask about, or what it
    calls by no name: ``Who was there is exempt``."""
    if sentence.opens and HOLDS_ALSO.match(sentence.text):
        return True
    if not last or not ("ground" in sentence.found or DONE.search(sentence.text)):
        return False
    clause = _CLAUSE.match(sentence.text) and not sentence.text.rstrip().endswith("?")
    return bool(clause) or telling.others_than(last, subject_words(sentence))


def _told(
    topics: Mapping[int, str],
    named: Sequence[tuple[str, ...]],
    telling: Telling,
) -> dict[int, Turn]:
    """By the place of a sentence that says what it is about the part that it so names: for sure,
    or, where two parts are named so, by a word like those of a part that is left, as it stands
    where that part does, or as nothing else is left."""
    told: dict[int, Turn] = {}
    for place, topic in topics.items():
        sure = parts_with(stems(topic), telling.sure)
        joined = telling.joined(JOINED.split(topic)) if sure else ()
        told[place] = joined or (sure if len(sure) == 1 else named[place] or None)
    known = {part for parts in (*told.values(), *named) for part in parts or ()}
    left = [part for part in telling.labels if part not in known]
    several = Counter(told.values())
    for place, parts in list(told.items()):
        if parts is not None and several[parts] < 2:
            continue
        if known and (near := telling.near(topics[place], left)):
            told[place] = near
            left.remove(near[0])
            several[parts] -= 1
        elif parts is None and _NO_TOPIC.match(topics[place]):
            del told[place]
    if len(known) > 1:
        _fill(told, telling.labels)
        unknown = [place for place, parts in told.items() if parts is None]
        if len(unknown) == len(left) == 1:
            told[unknown[0]] = (left[0],)
    return told


def _turned_to(sentence: Sentence) -> str:
    """What a sentence says that it is about by words such as ``as to``; empty where it has none."""
    found = None if sentence.quoted else _TURNS.match(sentence.text)
    return _ENDS_A_TOPIC.split(found["topic"], 1)[0] if found else ""


def _fill(told: dict[int, Turn], labels: Sequence[str]) -> None:
    """Gives what stands between two parts, and names none, the parts between these, if they are as
    many."""
    places = sorted(told)
    known = [
        (n, parts)
        for n, place in enumerate(places)
        if (parts := told[place]) and parts[0] in labels
    ]
    for (one, before), (other, after) in pairwise([(-1, ()), *known]):
        first = labels.index(before[0]) if before else -1
        between = labels[first + 1 : labels.index(after[0])]
        if len(between) == other - one - 1:
            for n, part in enumerate(between, one + 1):
                told[places[n]] = (part,)


def _head_of(sentence: Sentence) -> str:
    """The heading of a paragraph, which its first sentence is, or begins with; empty where it has
    none."""
    if not sentence.opens or sentence.quoted:
        return ""
    if found := _HEADS.match(sentence.text):
        return found["quoted"] or found["subject"]
    says = SAYS.search(sentence.text) or OF_AN_OFFICE.search(sentence.text)
    return sentence.text if is_head(sentence) and not says else ""


def _by_label(sentence: Sentence) -> bool:
    """Whether a sentence begins with the label of one part: ``As to (ii), we hold``."""
    if len(sentence.mentions) != 1:
        return False
    ((place, labels),) = sentence.mentions
    return place <= _HEAD_PLACE and len(labels) == 1


def is_head(sentence: Sentence) -> bool:
    """Whether a sentence may be the heading of its paragraph: ``The report.``"""
    words = sentence.plain.rstrip().rstrip(".:").split()
    return sentence.opens and len(words) <= _HEAD_WORDS


def _the_rest(found: Sequence[Sentence], left: tuple[str, ...]) -> None:
    """The paragraphs that are of no part and name a ground, which is named for no other part nor
    above one that is, or that tell what is also held, are of the one part that is left."""
    others = of_parts(found)
    also = {each.paragraph for each in found if each.opens and HOLDS_ALSO.match(each.text)}
    grounded = {
        each.paragraph
        for each in found
        if not each.parts and grounds_of(each) - (set() if each.paragraph in also else others)
    }
    if max(grounded, default=0) - min(grounded, default=0) > 1:
        return  # they are of more than it
    for each in found:
        if each.paragraph in grounded and not each.parts:
            each.parts, each.under = left, each.paragraph


def of_parts(found: Sequence[Sentence]) -> set[str]:
    """The grounds that a letter names for parts, and what stands above each."""
    named = {name for each in found if each.parts for name in grounds_of(each)}
    return {above for name in named for above in with_names_above(name)}


def grounds_of(sentence: Sentence) -> set[str]:
    return {each.name for each in sentence.found.get("ground", ())}
