"""Parts that a letter answers as it does another: ``As question 1``, ``Withheld as in 2 above``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain
from typing import Final

from foirules.language.types import with_names_above
from foirules.letters.asked_parts import AskedFor
from foirules.letters.letter import Letter
from foirules.letters.named_parts import labelled, referred_to
from foirules.letters.sentences import Sentence

_ANOTHER: Final = (
    r"(?:(?:question|request|item|part|point|query|q|answer|response|number|no)s?\.? ?(?:to )?)*"
)
_LABEL: Final = re.compile(
    rf"\W*(?:{_ANOTHER}\(?(?:[a-z]|\d{{1,2}}|[ivx]{{1,4}})\)?(?: of your (?:letter|request))?\W*)?"
)
_AS_ANOTHER: Final = re.compile(
    rf"\W*(?:{_ANOTHER}\(?(?:[a-z]|\d{{1,2}}|[ivx]{{1,4}})\)?\W{{0,3}} ?)?"
    r"(?:(?:response|answer|reply|a)\s?:\s?)?"
    r"(?:please )?(?:(?:the )?same (?:answer |position |response )?(?:(?:applies|is taken) )?as"
    r"(?: (?:at|for|in))?"
    r"|as(?: (?:per|for|in|with|answered in|under))?|refer to|ditto|likewise|idem"
    r"|see(?: (?:response|answer|reply|our answer|our response|the answer)(?: to)?)?)"
    r"(?: (?:above|before|previous(?: question| answer)?"
    rf"|{_ANOTHER}\(?(?P<label>[a-z]|\d{{1,2}}|[ivx]{{2,4}})\)?"
    r"(?: above| below)?))?\W*"
)
_IN_CAPITALS: Final = re.compile(r"(?:[A-Z][A-Z'&-]+ ){1,6}(?=[A-Z][a-z])")
_HEADED: Final = re.compile(r"\s*[a-z][a-z' ]{2,40}:\s(?=\S)")
_FOR_THE_SAME: Final = re.compile(
    rf"\W*(?:{_ANOTHER}\(?(?:[a-z]|\d{{1,2}}|[ivx]{{1,4}})\)?\W{{0,3}} ?)?"
    r"(?:also |likewise,? )?for the (?:same )?reasons? (?:given|stated|set out|as) "
    r"(?:for|in|at|under) "
    rf"{_ANOTHER}\(?(?P<label>[a-z]|\d{{1,2}}|[ivx]{{2,4}})\)?(?: above)?"
    r"(?:,? (?:likewise|the same|also|too))?\W*"
)
_ON_THE_SAME: Final = re.compile(
    r"\b(?:(?:the|this|that|these|those) same (?:also )?"
    r"(?:applies|apply|goes|holds|is true|must be said)"
    r"|same (?:exemption|exception|footing|ground|reason|reasoning|section|regulation|provision"
    r"|basis)s?\b"
    r"|(?:exemption|exception|section|regulation|ground|reason)s? (?:is|are) (?:just |exactly )?"
    r"the same as (?:for|in|with|at|under) "
    r"|(?:that|this|it|they|which) (?:also|too|equally|likewise)"
    r" (?:applies|apply|covers?|is engaged)\b"
    r"|(?:exemption|exception|section|regulation)s? as (?:for|in|with|at|under) "
    r"|for (?:exactly|precisely|just) (?:the same|that|this|those) reasons?\b"
    r"|(?:reason|exemption|exception)s? (?:as )?"
    r"(?:given|set out|stated|cited|explained|described|used)"
    r" (?:above|(?:in|at|under|for|in (?:answer|response|reply) to) "
    r"(?!(?:the|its) (?:bottom|close|end|foot)\b))"
    r"|(?:exemption|exception|ground|reason|regulation|section)s? (?:already|just)"
    r" (?:cited|given|mentioned|named|stated)\b"
    r"|(?:exempt|exempted|excepted|withheld|refused|redacted|removed"
    r"|(?:blanked|taken|left|blacked) out)"
    r",? (?:also |too |likewise |again )?as (?:for|in|with|at|under) )"
)
_NOTE_AGAIN: Final = re.compile(
    r"\b(?P<note>(?:note|reason) (?:[a-z]|\d{1,2})) (?:also |again |likewise )?(?:applies|refers)\b"
)
_PROVISION: Final = r"(?:exemption|exception|ground|provision|regulation|section)s?"
_THEN: Final = (
    r"(?:at first|at the time|before|earlier|originally|previously|then"
    r"|(?:at|in) (?:my|our|the) (?:[a-z]+ )?(?:answer|letter|refusal|reply|response))"
)
_STAYS_SO: Final = (
    r"\b(?:confirm(?:ed)?|exempt|maintain(?:ed)?|refused|stands?|stays?|sustained|uphold|upheld"
    r"|withheld)"
)
_TOLD: Final = r"(?:explained|gave|given|set out|stated|told)"
_ON_IT: Final = r"(?:by|for|on|under|with) (?:exactly |precisely )?the same"
_REFERS_BACK: Final = re.compile(
    rf"(?:{_STAYS_SO},?|\b(?:confirm|maintain|uphold) the [^.;#]{{0,60}}?) {_ON_IT} {_PROVISION}"
    rf"(?! as (?!{_THEN}))"
    rf"|{_STAYS_SO}\b[^.;#]{{0,60}}? for (?:exactly |precisely )?(?:the|those)"
    r" (?:same |two |three )?reasons? (?:(?:that )?(?:i|we|you were) )?(?:already )?"
    rf"{_TOLD} (?:to you |you )?{_THEN}"
    rf"|\b{_PROVISION} (?:(?:that|which) (?:was|were) )?"
    rf"(?:applied|cited|claimed|given|named|quoted|relied (?:up)?on) {_THEN}"
)
_MAY_REFER: Final = re.compile(
    r"\b(?:although|but|cannot|if|never|no|nor|not|unless|whether|wrong\w*)\b"
)


def referring_back(said: Sequence[Sentence]) -> Sentence | None:
    """The sentence of some of a review that refers back to the grounds of the answer: ``Upheld on
    the same ground``, ``under the sections quoted at the time``."""
    for each in said:
        found = _REFERS_BACK.search(each.text)
        if found and not _MAY_REFER.search(each.text, 0, found.end()):
            return each
    return None


def answered_as(said: Sequence[Sentence], part: str, asked: AskedFor) -> str | None:
    """The part that a letter answers as it does another: ``As question 1``, ``See above``.

    :param said: the sentences in which it speaks of the other.
    """
    own = [each for each in said if not _LABEL.fullmatch(each.text)]
    own = [each for each in own if each.parts != asked.labels] or own
    own = [each for each in own if each.paragraph == own[0].paragraph]
    text = _below_its_head(own[0]) if len(own) == 1 else ""
    found = _AS_ANOTHER.fullmatch(text) or _FOR_THE_SAME.fullmatch(text) if text else None
    if found is None:
        return None
    if found["label"]:
        label = labelled(found["label"], asked)
        return label if label != part else None
    place = asked.labels.index(part)
    return asked.labels[place - 1] if place else None


def kept_back_as(
    letter: Letter, said: Sequence[Sentence], part: str, asked: AskedFor
) -> tuple[str, ...]:
    """The parts on whose grounds a letter keeps a part back too: those that it names for that, or,
    where it relies on no other ground for this one, the one that it spoke of before.

    :param said: the sentences in which it speaks of the part.
    """
    like = [each for each in said if _ON_THE_SAME.search(each.text)]
    if not like:
        return _with_the_same_note(letter, said, part)
    named = [label for each in like for label in referred_to(each.text, asked)]
    if others := tuple(label for label in named if label != part):
        return others
    place = letter.sentences.index(like[0])
    before = [each for each in letter.sentences[:place] if each.parts and "ground" in each.found]
    others = before[-1].parts or () if before else ()
    theirs = (letter.grounds.of_part(other) for other in others)
    above = {name for each in chain.from_iterable(theirs) for name in with_names_above(each)}
    if not above.issuperset(letter.grounds.of_part(part)):
        return ()
    return tuple(label for label in others if label != part)


def _with_the_same_note(letter: Letter, said: Sequence[Sentence], part: str) -> tuple[str, ...]:
    """The parts that were said to have a note which applies to another part too, that has no ground
    of its own: ``Exempt - section 40(2). See note B``, and then ``Note B applies to these as
    well``."""
    found = next((note for each in said if (note := _NOTE_AGAIN.search(each.text))), None)
    if found is None or letter.grounds.of_part(part):
        return ()
    noted = re.compile(rf"\b{re.escape(found['note'])}\b")
    others = (each for each in letter.sentences if each.parts and noted.search(each.text))
    return tuple(dict.fromkeys(p for each in others for p in each.parts or () if p != part))


def _below_its_head(sentence: Sentence) -> str:
    """A sentence without the heading before it, in capitals or with a colon: ``REPORT See 4``,
    ``Report: see 4``."""
    head = _IN_CAPITALS.match(sentence.plain)
    text = sentence.text.removeprefix(head[0].lower()) if head else sentence.text
    return _HEADED.sub("", text, count=1)
