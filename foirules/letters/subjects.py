"""Parts that a letter names by what they are about, by no label: ``The minutes are enclosed``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from foirules.language.types import with_names_above
from foirules.letters.asked_parts import AskedFor
from foirules.letters.part_labels import LABEL
from foirules.letters.pasted import GREETING
from foirules.letters.sentences import Sentence, is_heading
from foirules.letters.subject_words import parts_with, stems, told_apart

_HEAD: Final = 15  # sentences among which a salutation may stand
_HEAD_WORDS: Final = 6  # of a sentence that may be the heading of its paragraph
_MOST_PARTS: Final = 30  # of a request whose parts are told by their subjects
_ABOUT: Final = (
    r"(?:as (?:for|to|regards)|regarding|concerning|turning (?:next )?to|for|on|of"
    r"|with (?:regard|respect|reference) to|in (?:regard|relation|answer|response) to|in respect of"
    r"|in so far as|so far as|finally,?|lastly,?|likewise,?|similarly,?)"
)
_DOES: Final = (
    r"(?:enclos|attach|releas|disclos|provid|send|suppl|withh|refus|hold|giv|publish|redact)[a-z]*"
)
_BODY: Final = (
    r"(?:council|trust|department|university|authority|force|constabulary|college|school|agency"
    r"|board|company|office|ministry|commission|service|museum|ministers|governors|regulator)"
)
_BEFORE_IT: Final = re.compile(
    rf"\W*(?:{_ABOUT} |(?:(?:we|i|the {_BODY}) "
    r"(?:(?:do|can|could|cannot|have|are|is|am|will|has|does|now|also|not|hereby|therefore|must"
    r"|unable|able|declin(?:e|ed|ing)|regret|to) ){0,5}"
    rf"{_DOES}(?: you)?|(?:please )?find (?:attached|enclosed)"
    r"|(?:attached|enclosed|here|so) (?:is|are)"
    r"|[a-z ]{2,30}(?:ha[sv]e|had) considered [a-z ]{0,20}\bwhether) )?"
    r"(?:(?:a|an|the|your|our|these|this|those|both|all|any|some) )*(?:(?:copy|copies) of )?"
)
_ABOUT_IT: Final = re.compile(rf"\W*{_ABOUT} ")
_ABOUT_A_QUESTION: Final = re.compile(
    rf"\W*{_ABOUT} (?:how|what|which|who|whom|whose|where|when|whether|why)\b"
)
_ENDS_A_QUESTION: Final = re.compile(r"[.:;,(#]| - ")
_ENDS: Final = (
    r"[.:;(#-]|,(?! (?:the|your|our|and) )| (?:is|are|was|were|be|has|have|had|can|cannot"
    r"|will|would|do|does|did|may|must|should|might|run|runs|falls?|come|comes|came|shows?|contains?"
    r"|gives?|includes?|remains?|stays?|stand|stands|go|goes"
    r"|which|that|who|whose|because|since|as|if|we|i|you|it|they|not|less|but"
    r"|exempt|withheld|refused|attached|enclosed|redacted"
)
_ENDS_IT: Final = re.compile(
    rf"{_ENDS}|under|in|by|from|to|for|with|without)\b"
)  # it ends where the words below begin, or, if nothing tells it then, later
_ENDS_LATE: Final = re.compile(rf"{_ENDS})\b")
_BOTH: Final = re.compile(
    r"\bboth (?:of )?(?:the |these |your )?(?:documents|papers|files|items)\b"
)
_ALL_OF_THEM: Final = re.compile(r"\b(?:all|both|each|everything)\b")
_DONE: Final = re.compile(
    r"\b(?:enclosed|attached|withh(?:old|eld)|refuse|refused|exempt|excepted|release|disclose"
    r"|provide|not able to|unable to|cannot|do not hold)\b"
)
_HOLDS: Final = re.compile(
    rf"\W*(?:(?:the {_BODY}|we|i) (?:has|have|had|holds?)|there (?:is|are|was|were))\b"
)  # how a paragraph begins that says what there is of a part
_LEFT_OUT: Final = re.compile(
    r"\b(?:redact|remov|omitt|obscur|mask|delet|(?:blacked|blanked|left|taken|crossed) out)"
)
_OUT_OF: Final = re.compile(
    r"\b(?:in|from|within|throughout|out of) (?:both |all |each )?(?:of )?(?:the|these|those)"
    r" ((?:[a-z'-]+,? ?){1,8})"
)
_HEADS: Final = re.compile(r"\W{0,3}(?:the |your )?(?P<subject>[a-z][^:.,;#]{2,40}?) ?:(?= |\Z)")
_HEADS_ALONE: Final = re.compile(r"\W{0,3}(?:the|your) (?:[a-z'-]+ ){0,3}[a-z'-]+\.\s*\Z")
_HEAD_PLACE: Final = 25  # where the label stands at most with which a sentence begins
_MARK_OF_GROUND: Final = re.compile(r"ground#\d+")
_FOR_WHAT: Final = re.compile(
    r"(?: +(?:has|have|had|is|was|been|also|applies|apply|applied|engaged|used|relied on)){0,4}"
    r"\W{0,4}(?:\([^()#]{3,60}\)"
    r"|(?:for|as to|in respect of|as regards|in relation to|to) [^,;.#()]{3,60})"
)  # what a ground is for, after it
_MOST_LETTERS: Final = 90  # of what a sentence is about


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
    heads = {part for each in found if _is_head(each) for part in _named(each, every)}
    if len(heads) > 1 and not heads.issubset(labels):
        labels = asked.labels
    told = {part: words for part, words in every.items() if part in labels}
    repeated = {each.paragraph for each in found if each.quoted}
    labelled = len({each.parts for each in found if each.quoted and each.parts}) > 1 or any(
        LABEL.match(each.plain) if each.quoted else each.parts and each.under not in repeated
        for each in found
    )
    if labelled:
        _apart_within(found, every)
        _turn_to_subjects(found, told)
        _of_no_label(found, told)
    else:
        _of_subjects(found, told, tuple(labels))
    for each in found:
        if not (each.quoted or (labelled and each.parts)):
            _beside_grounds(each, told)


def _of_subjects(
    found: Sequence[Sentence], told: Mapping[str, frozenset[str]], labels: tuple[str, ...]
) -> None:
    """Marks the sentences of a letter that names no part by its label; those of a paragraph with a
    heading are all of what that names."""
    headed = -1
    begins = next((n for n, each in enumerate(found[:_HEAD]) if GREETING.match(each.plain)), -1)
    named: list[tuple[str, ...]] = []
    for place, each in enumerate(found):
        under_head = not each.opens and headed == each.paragraph
        parts = ((each.quoted or _by_label(each)) and each.parts) or _named(each, told)
        named.append(() if place <= begins or under_head else parts)
        if named[-1] and _is_head(each):
            headed = each.paragraph
    known = {part for parts in named for part in parts}
    by_about = (
        parts and _ABOUT_IT.match(each.text) for each, parts in zip(found, named, strict=True)
    )
    if len(known) < 2 and not any(by_about):
        return
    current: tuple[str, ...] = ()
    under, by_label = 0, False
    grounded = {each.paragraph for each in found if "ground" in each.found}
    for sentence, parts in zip(found, named, strict=True):
        if parts:
            current, under, by_label = parts, sentence.paragraph, _by_label(sentence)
        elif sentence.opens:
            goes_on = not by_label or sentence.paragraph in grounded
            if (
                not goes_on
                or _HEADS_ALONE.match(sentence.text)
                or is_heading(sentence.plain.strip())
            ):
                current = ()
        if current:
            sentence.parts, sentence.under = current, under
        elif len(labels) == 2 and _BOTH.search(sentence.text):
            sentence.parts, sentence.under = labels, sentence.paragraph
    left = [part for part in labels if part not in known]
    if len(left) == 1 and len(known) > 1:
        _the_rest(found, (left[0],))


def _by_label(sentence: Sentence) -> bool:
    """Whether a sentence begins with the label of one part: ``As to (ii), we hold``."""
    if len(sentence.mentions) != 1:
        return False
    ((place, labels),) = sentence.mentions
    return place <= _HEAD_PLACE and len(labels) == 1


def _is_head(sentence: Sentence) -> bool:
    """Whether a sentence may be the heading of its paragraph: ``The report.``"""
    words = sentence.plain.rstrip().rstrip(".:").split()
    return sentence.opens and len(words) <= _HEAD_WORDS


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
    """Where so many pieces of a sentence name a part each, by its subject, and which; nothing where
    one names none or several, or all name one."""
    said = [(place, stems(text)) for place, text in pieces]
    named = [(place, parts_with(words, told)) for place, words in said]
    one_each = len(named) == count and all(len(parts) == 1 for _, parts in named)
    return tuple(named) if one_each and len({parts for _, parts in named}) > 1 else ()


def _apart_within(found: Sequence[Sentence], told: Mapping[str, frozenset[str]]) -> None:
    """What stands below the labels of several parts and names each of these by its subject is of
    the part so named: ``Questions 1 and 2. The lease is enclosed. The survey is exempt``."""
    for (parts, under), block in groupby(found, key=lambda each: (each.parts or (), each.under)):
        own = [each for each in block if not each.quoted]
        if not 1 < len(parts) < len(told):
            continue
        of = list(_named_within(own, {part: told[part] for part in parts}))
        grounded = [named for each, named in zip(own, of, strict=True) if "ground" in each.found]
        if {part for named in of for part in named} != set(parts) or not all(grounded):
            continue
        if any(len(named) < len(parts) for named in grounded):
            for each, named in zip(own, of, strict=True):
                each.parts, each.under = named or parts, under


def _named_within(
    own: Sequence[Sentence], told: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, ...]]:
    """The parts that each of some sentences names by their subjects, or the one before it in its
    paragraph does; none where nothing tells."""
    named: tuple[str, ...] = ()
    for each in own:
        words = stems(each.text)
        here = parts_with(words, told)
        if here or each.opens or _ALL_OF_THEM.search(each.text):
            named = here
        yield named


def _turn_to_subjects(found: Sequence[Sentence], told: Mapping[str, frozenset[str]]) -> None:
    """A paragraph below the label of a part that begins with the subject of another alone, and a
    colon, is of that one: ``Appraisal: section 40(2)``."""
    turned: tuple[int, tuple[str, ...]] | None = None  # the paragraph, and the part that it is of
    for each in found:
        if each.opens and each.parts and not each.quoted and each.under < each.paragraph:
            head = _HEADS.match(each.text)
            words = stems(head["subject"]) if head else set()
            named = parts_with(words, told)
            if len(named) == 1 and named[0] not in each.parts:
                turned = each.paragraph, named
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


def _of_no_label(found: Sequence[Sentence], told: Mapping[str, frozenset[str]]) -> None:
    """A paragraph that is of no part by its label, and says that something was left out of some
    papers on a ground that is named for no part, is of the parts whose papers these are."""
    _of_the_unlabelled(found, told)
    others = _of_parts(found)
    for _, of in groupby(found, key=lambda each: each.paragraph):
        own = list(of)
        if any(each.parts or each.quoted for each in own):
            continue
        if not any(_grounds(each) - others for each in own):
            continue
        left_out = [each.text for each in own if _LEFT_OUT.search(each.text)]
        words = stems(" ".join(found[1] for each in left_out for found in _OUT_OF.finditer(each)))
        named = parts_with(words, told)
        for each in own if named else ():
            each.parts, each.under = named, each.paragraph


def _of_the_unlabelled(found: Sequence[Sentence], told: Mapping[str, frozenset[str]]) -> None:
    """A paragraph that is of no part by its label is of those by whose subject it begins, of the
    parts for which no label stands in a letter that names two or more by theirs."""
    labelled = {part for each in found for part in each.parts or ()}
    left = {part: words for part, words in told.items() if part not in labelled}
    current: tuple[str, ...] = ()
    for each in found if len(labelled) > 1 and left else ():
        free = each.parts is None and not each.quoted
        named = _named(each, left) if free else ()
        if named or each.opens:
            current = named
        if current and free:
            each.parts, each.under = current, each.paragraph


def _the_rest(found: Sequence[Sentence], left: tuple[str, ...]) -> None:
    """The paragraphs that are of no part and name a ground, which is named for no other part nor
    above one that is, are of the one part that is left."""
    others = _of_parts(found)
    grounded = {each.paragraph for each in found if not each.parts and _grounds(each) - others}
    if max(grounded, default=0) - min(grounded, default=0) > 1:
        return  # they are of more than it
    for each in found:
        if each.paragraph in grounded and not each.parts:
            each.parts, each.under = left, each.paragraph


def _of_parts(found: Sequence[Sentence]) -> set[str]:
    """The grounds that a letter names for parts, and what stands above each."""
    named = {name for each in found if each.parts for name in _grounds(each)}
    return {above for name in named for above in with_names_above(name)}


def _grounds(sentence: Sentence) -> set[str]:
    return {each.name for each in sentence.found.get("ground", ())}


def _named(sentence: Sentence, told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parts that a sentence is about: the one whose words stand where it says so, or several
    that are joined there; also the only one whose words stand in a sentence that begins a paragraph
    and gives or keeps back something."""
    subject = _subject(sentence.text)
    if sentence.opens and not stems(subject):
        subject = _subject(sentence.text, _ENDS_LATE)
    holds = _HOLDS.match(sentence.text) and not stems(subject)
    if sentence.opens and (holds or _DONE.search(sentence.text)):
        words = stems(sentence.text)
        named = parts_with(words, told)
        if len(named) == 1:
            return named
    pieces = [stems(piece) for piece in re.split(r" and |,|&", subject)]
    listed = [parts_with(piece, told) for piece in pieces]
    if any(len(each) > 1 for each in listed):
        return ()
    return tuple(dict.fromkeys(part for each in listed for part in each))


def _subject(text: str, ends: re.Pattern[str] = _ENDS_IT) -> str:
    """What a sentence says first that it is about."""
    start = found.end() if (found := _BEFORE_IT.match(text)) else 0
    if _ABOUT_A_QUESTION.match(text):
        ends = _ENDS_A_QUESTION
    end = ends.search(text, start, start + _MOST_LETTERS)
    return text[start : end.start() if end else start + _MOST_LETTERS]
