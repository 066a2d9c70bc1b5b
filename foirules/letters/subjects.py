"""Parts that a letter names by what they are about, by no label: ``The minutes are enclosed``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from foirules.letters.asked_parts import AskedFor
from foirules.letters.part_labels import LABEL
from foirules.letters.sentences import Sentence
from foirules.letters.subject_of_sentence import DONE, LEFT_OUT, named_by, subjects_of
from foirules.letters.subject_words import Telling, parts_with, stems, told_apart
from foirules.letters.topics import SAYS, grounds_of, is_head, of_parts, speak_of_topics

_MOST_PARTS: Final = 30  # of a request whose parts are told by their subjects
_HEAD_WORDS: Final = 12  # of what heads several parts: ``Questions 3 and 4 - the rates, and why``
_ALL_OF_THEM: Final = re.compile(r"\b(?:all|both|each|everything)\b")
_OUT_OF: Final = re.compile(
    r"\b(?:in|from|within|throughout|out of) (?:both |all |each )?(?:of )?(?:the|these|those)"
    r" ((?:[a-z'-]+,? ?){1,8})"
)
_HEADS: Final = re.compile(r"\W{0,3}(?:the |your )?(?P<subject>[a-z][^:.,;#]{2,40}?) ?:(?= |\Z)")
_GIVES: Final = re.compile(
    r"\b(?:is|are) (?:all |also )?(?:attached|enclosed|listed|provided|published|set out)\b"
)
_OF_BOTH: Final = re.compile(
    r"\W*(?:all|both|copies|it|th(?:at|ese|ey|is|ose)"
    r"|the (?:answers?|documents?|information|papers|records?|requested))\b"
)
_MARK_OF_GROUND: Final = re.compile(r"ground#\d+")
_FOR_WHAT: Final = re.compile(
    r"(?: +(?:has|have|had|is|was|been|also|applies|apply|applied|engaged|used|relied on)){0,4}"
    r"\W{0,4}(?:\([^()#]{3,60}\)"
    r"|(?:for|as to|in respect of|as regards|in relation to|to) [^,;.#()]{3,60})"
)  # what a ground is for, after it


def speak_of_subjects(
    found: Sequence[Sentence], asked: AskedFor, pressed: Sequence[str] = ()
) -> None:
    """Marks the sentences of a letter that names no part by its label with those that it names by
    their subjects, one of which it may repeat, each up to the next; nothing unless it so names two
    parts, or one by words such as ``as to the minutes``.

    :param pressed: the parts of which a requester asked for a review: the letter is of no others.
    """
    labels = pressed or asked.labels
    if not 2 <= len(asked.parts) <= _MOST_PARTS:
        return
    every = told_apart(asked)
    heads = {part for each in found if is_head(each) for part in named_by(each, every)}
    if len(heads) > 1 and not heads.issubset(labels):
        labels = asked.labels
    told = {part: words for part, words in every.items() if part in labels}
    repeated = {each.paragraph for each in found if each.quoted}
    labelled = len({each.parts for each in found if each.quoted and each.parts}) > 1 or any(
        LABEL.match(each.plain) if each.quoted else each.parts and each.under not in repeated
        for each in found
    )
    if labelled:
        _apart_within(found, asked, every)
        _turn_to_subjects(found, told)
        _of_no_label(found, Telling(asked, tuple(labels), told))
    else:
        speak_of_topics(found, Telling(asked, tuple(labels), told))
    for each in found:
        if each.quoted or (labelled and each.parts and (len(each.parts) < 2 or each.mentions)):
            continue
        of = (labelled and each.parts) or labels
        _beside_grounds(each, {part: words for part, words in told.items() if part in of})


def _beside_grounds(sentence: Sentence, told: Mapping[str, frozenset[str]]) -> None:
    """A sentence that names several grounds, each with what it is for, is of the parts that are so
    named: ``section 41 (the letters) and section 43(2) (the valuation)``."""
    if len(sentence.found.get("ground", ())) < 2:
        return
    text = sentence.text
    marks = list(_MARK_OF_GROUND.finditer(text))
    after = (_FOR_WHAT.match(text, mark.end()) for mark in marks)
    ends = [0, *(mark.end() for mark in marks)]
    before = [(end, text[end : mark.start()]) for end, mark in zip(ends, marks, strict=False)]
    named = _named_once([(of.start(), of[0]) for of in after if of], told, len(marks))
    named = named or _named_once(before, told, len(marks))
    if named:
        sentence.mentions, sentence.under = named, sentence.paragraph
        sentence.parts = tuple(dict.fromkeys(part for _, parts in named for part in parts))


def _named_once(
    pieces: Sequence[tuple[int, str]], told: Mapping[str, frozenset[str]], count: int
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Where so many pieces of a sentence name a part each, by its subject, and which; one that
    names none, but not the first, goes on with the one before. Nothing where one names several, or
    all name one."""
    said = [(place, parts_with(stems(text), told)) for place, text in pieces]
    named = tuple((place, parts) for place, parts in said if parts)
    one_each = len(said) == count and bool(said[0][1]) and all(len(of) == 1 for _, of in named)
    return named if one_each and len({parts for _, parts in named}) > 1 else ()


def _apart_within(
    found: Sequence[Sentence], asked: AskedFor, every: Mapping[str, frozenset[str]]
) -> None:
    """What stands below the labels of several parts and names each of these by its subject is of
    the part so named: ``Questions 1 and 2. The lease is enclosed. The survey is exempt``."""
    for (parts, under), block in groupby(found, key=lambda each: (each.parts or (), each.under)):
        own = [each for each in block if not each.quoted]
        if not 1 < len(parts) < len(asked.parts):
            continue
        told = {part: every[part] or told_apart(asked, parts)[part] for part in parts}
        of = _with_the_other(own, list(_named_within(own, told)), parts)
        grounded = [named for each, named in zip(own, of, strict=True) if "ground" in each.found]
        if {part for named in of for part in named} != set(parts) or not all(grounded):
            continue
        if any(len(named) < len(parts) for named in grounded):
            for each, named in zip(own, of, strict=True):
                each.parts, each.under = named or parts, under


def _with_the_other(
    own: Sequence[Sentence], of: Sequence[tuple[str, ...]], parts: tuple[str, ...]
) -> list[tuple[str, ...]]:
    """What some sentences name, with the other of two parts where all but one of these are named by
    none, and something is given there: ``Which these are is listed. The rates are exempt``."""
    named = {part for each in of for part in each}
    gives = (
        "ground" not in each.found and _GIVES.search(each.text) and not _OF_BOTH.match(each.text)
        for each, here in zip(own, of, strict=True)
        if not here
    )
    if len(parts) != 2 or len(named) != 1 or not any(gives):
        return list(of)
    other = tuple(part for part in parts if part not in named)
    return [here or other for here in of]


def _named_within(
    own: Sequence[Sentence], told: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """The parts that each of some sentences names by their subjects, or the one before it in its
    paragraph does; none where nothing tells."""
    named: tuple[str, ...] = ()
    for place, each in enumerate(own):
        few = len(each.text.split()) <= _HEAD_WORDS
        heads = place == 0 and each.opens and few and not SAYS.search(each.text)
        here = () if each.mentions or heads else parts_with(stems(each.text), told)
        if here or each.opens or each.mentions or _ALL_OF_THEM.search(each.text):
            named = here
        yield named


def _turn_to_subjects(found: Sequence[Sentence], told: Mapping[str, frozenset[str]]) -> None:
    """A paragraph below the label of a part that begins with the subject of another alone, and a
    colon, is of that one: ``Appraisal: section 40(2)``; so is a ground in one of no part."""
    turned: tuple[int, tuple[str, ...]] | None = None  # the paragraph, and the part that it is of
    for each in found:
        here = turned is not None and turned[0] == each.paragraph
        loose = (here or not each.parts) and "ground" in each.found
        below = each.opens and each.parts and each.under < each.paragraph
        if not each.quoted and (loose or below):
            head = _HEADS.match(each.text)
            words = stems(head["subject"]) if head else set()
            named = parts_with(words, told)
            if len(named) == 1 and named[0] not in (each.parts or ()):
                turned = each.paragraph, named
            elif head and loose:
                turned = None
        if turned and each.paragraph == turned[0] and not each.mentions:
            each.parts, each.under = turned[1], each.paragraph


def named_by_subject(found: Iterable[Sentence], asked: AskedFor) -> tuple[str, ...]:
    """The parts of which some sentences have a word that no other part has, unless all have."""
    if not 2 <= len(asked.parts) <= _MOST_PARTS:
        return ()
    words = stems(" ".join(each.text for each in found))
    named = parts_with(words, told_apart(asked))
    return named if len(named) < len(asked.parts) else ()


def named_in_order(texts: Sequence[str], asked: AskedFor) -> bool:
    """Whether there is one text for each part, in their order, that begins with its subject."""
    if len(texts) != len(asked.parts):
        return False
    heads = (stems(re.split(r"[.:;]", text, maxsplit=1)[0].lower()) for text in texts)
    apart = told_apart(asked).values()
    return all(not head.isdisjoint(own) for head, own in zip(heads, apart, strict=True))


def _of_no_label(found: Sequence[Sentence], telling: Telling) -> None:
    """A paragraph that is of no part by its label, and says that something was left out of some
    papers on a ground that is named for no part, is of the parts whose papers these are."""
    _of_the_unlabelled(found, telling)
    others = of_parts(found)
    for _, of in groupby(found, key=lambda each: each.paragraph):
        own = list(of)
        if any(each.parts or each.quoted for each in own):
            continue
        if not any(grounds_of(each) - others for each in own):
            continue
        left_out = [each.text for each in own if LEFT_OUT.search(each.text)]
        words = stems(" ".join(found[1] for each in left_out for found in _OUT_OF.finditer(each)))
        named = parts_with(words, telling.sure)
        for each in own if named else ():
            each.parts, each.under = named, each.paragraph


def _of_the_unlabelled(found: Sequence[Sentence], telling: Telling) -> None:
    """A paragraph that is of no part by its label is of those by whose subject it begins, of the
    parts for which no label stands in a letter that names two or more by theirs, or one in a
    sentence that gives it or keeps it back."""
    labelled = {part for each in found for part in each.parts or ()}
    left = {part: words for part, words in telling.sure.items() if part not in labelled}
    answers = len(labelled) > 1 or any(
        each.parts and not each.quoted and (grounds_of(each) or DONE.search(each.text))
        for each in found
    )
    current: tuple[str, ...] = ()
    for each in found if answers and left else ():
        free = each.parts is None and not each.quoted
        named = named_by(each, left) if free else ()
        if free and not named:
            named = next(filter(None, (telling.like(of, left) for of in subjects_of(each))), ())
        if named or each.opens:
            current = named
        if current and free:
            each.parts, each.under = current, each.paragraph
