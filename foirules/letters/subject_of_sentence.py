"""What a sentence is about, by the words that tell the parts of a request apart: ``The minutes are
enclosed``, ``We are keeping back the letters``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from foirules.letters.sentences import Sentence
from foirules.letters.subject_words import parts_with, stems

_ABOUT: Final = (
    r"(?:as (?:for|to|regards)|regarding|concerning|turning (?:next )?to|for|on|of"
    r"|with (?:regard|respect|reference) to|in (?:regard|relation|answer|response) to|in respect of"
    r"|in so far as|so far as|finally,?|lastly,?|likewise,?|similarly,?"
    r"|(?:that|those|the (?:exemption|exception|ground|section|reason)s?) for)"
)
_DOES: Final = (
    r"(?:enclos|attach|releas|disclos|provid|send|suppl|withh|refus|hold|giv|publish|redact)[a-z]*"
)
_BODY: Final = (
    r"(?:council|trust|department|university|authority|force|constabulary|college|school|agency"
    r"|board|company|office|ministry|commission|service|museum|ministers|governors|regulator)"
)
_BEFORE_IT: Final = re.compile(
    r"\W*(?:(?:it follows|(?:i|they|we) (?:accept|agree|believe|conclude|consider|find"
    r"|(?:have )?(?:also )?(?:agreed|concluded|decided|found))) that )?"
    rf"(?:{_ABOUT} |(?:(?:(?:[a-z]+ )?we|i|(?:[a-z]+ )?(?:the )?{_BODY}) (?:[a-z']+ ){{0,6}}?"
    rf"{_DOES}(?: you)?|(?:please )?find (?:attached|enclosed)"
    r"|(?:attached|enclosed|here|so) (?:is|are)"
    r"|[a-z ]{2,30}(?:ha[sv]e|had) considered [a-z ]{0,20}\bwhether) )?"
    r"(?:neither )?(?:(?:a|an|the|your|our|these|this|those|both|all|any|some) )*"
    r"(?:(?:copy|copies) of )?"
)
ABOUT_IT: Final = re.compile(rf"\W*{_ABOUT} ")
_ABOUT_A_QUESTION: Final = re.compile(
    rf"\W*{_ABOUT} (?:how|what|which|who|whom|whose|where|when|whether|why)\b"
)
_ENDS_A_QUESTION: Final = re.compile(r"[.:;,(#]| - ")
_ENDS: Final = (
    r"[.:;(#-]|,(?! (?:the|your|our|and|or|nor) )| (?:is|are|was|were|be|has|have|had|can|cannot"
    r"|will|would|do|does|did|may|must|should|might|run|runs|falls?|come|comes|came|shows?|contains?"
    r"|gives?|includes?|remains?|stays?|stand|stands|go|goes"
    r"|which|that|who|whose|because|since|as|if|we|i|you|it|they|not|less|but"
    r"|exempt|withheld|refused|attached|enclosed|redacted"
)
_ENDS_IT: Final = re.compile(
    rf"{_ENDS}|under|in|by|from|to|for|with|without)\b"
)  # it ends where the words below begin, or, if nothing tells it then, later
_ENDS_AFTER_FOR: Final = re.compile(
    rf"{_ENDS}|under|in|by|from|to|with|without)\b"
)  # where parts are told only by what each is for: ``The contracts for cleaning and catering``
_ENDS_LATE: Final = re.compile(rf"{_ENDS})\b")
DONE: Final = re.compile(
    r"\b(?:enclosed|attached|withh(?:old|eld|olding)|refus(?:e|ed|ing)|exempt|excepted"
    r"|releas(?:e|ing)|disclos(?:e|ing)|provide|not able to|unable to|cannot|do not hold"
    r"|keep(?:ing)?|kept|declin(?:e|ed|ing)|asked for|no longer|not been|will not|sent|supplied)\b"
)
_SHOWN: Final = re.compile(
    r"\b(?:find|found|listed|published|set out|shown|below|upheld|uphold|overturn(?:ed)?|agree"
    r"|differ|disagree|persuaded|maintain(?:ed)?)\b"
)
_PRONOUN: Final = re.compile(
    r"\W*(?:it(?! follows)|this|that|these|they|those|both|each|neither|such) [a-z]"
)
_PRONOUN_ALONE: Final = re.compile(
    r"\W*(?:it|this|that|these|they|those|both|each|neither)"
    r" (?:are|cannot|can|had|has|have|is|may|must|was|were|will|would)\b"
)
_SUPPOSES: Final = re.compile(r"\W*(?:even )?(?:if|were|should|whether)\b")
_HOLDS: Final = re.compile(
    rf"\W*(?:(?:the {_BODY}|we|i) (?:has|have|had|holds?)|there (?:is|are|was|were))\b"
)  # how a paragraph begins that says what there is of a part
HOLDS_ALSO: Final = re.compile(
    rf"\W*(?:(?:the {_BODY}|we|i) also (?:have|has|holds?)|there (?:is|are) also)\b"
)  # how it turns to another
JOINED: Final = re.compile(r" (?:and|or|nor) |,|&")
_AND_MORE: Final = re.compile(
    r"\b(?:all|everything|what) (?:that|else|which|is|was|remains?)\b"
    r"|\bthe (?:rest|remainder|others?)\b"
)
_ENDS_A_CLAUSE: Final = re.compile(
    r"[.:;(]|\bground#|,? (?:because|since"
    r"|as (?:it|they|this|these|we|the|you|release|disclosure)|which|whose|that would|so that"
    r"|on the grounds?|for the reason|in order|when|if|although|though|while|whereas|but)\b"
)
_AFTER_A_REASON: Final = re.compile(
    r"\W*(?:although|as|because|given that|since|though|where|while|whilst) [^.:;]{5,200}?,"
    r" (?:her|his|its|our|that|the|their|these|this|those)"
    r" (?P<subject>(?:[a-z'-]+ ){1,5}?)(?:is|are|has been|have been|must be)"
    r" (?:[a-z]+ ){0,2}?(?:exempt|refused|withheld|not (?:being )?(?:disclosed|given|released))\b"
)
_OUT_OF: Final = re.compile(
    r"\b(?:from|in|out of|throughout|within"
    r"|(?:annex|appendix|chapter|clause|page|paragraph|part|schedule|section)s? [\w.]{1,5}"
    r" (?:in|of))"
    r" (?:both |the |these |those |your |our )+(?=[a-z])"
)  # what stands before the papers of which a sentence says that something was left out
OF_AN_OFFICE: Final = re.compile(
    r"\b(?:officer|manager|team|clerk|director|secretary|solicitor|executive|unit)\W*\Z"
)
_WEIGHS: Final = re.compile(
    r"\W*(?:[a-z]+ ){1,5}?(?:considered|considering|weighed|weighing) (?:up )?"
    r"the (?:balance|public)\b"
)
_SIGNED: Final = 6  # words of a line that signs a letter
_MOST_LETTERS: Final = 90  # of what a sentence is about
LEFT_OUT: Final = re.compile(
    r"\b(?:redact|remov|omitt|obscur|mask|delet|(?:blacked|blanked|left|taken|crossed) out)"
)


def named_by(sentence: Sentence, told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parts that a sentence is about: the one whose words stand where it says so, or several
    that are joined there; also the only one whose words stand in a sentence that begins a paragraph
    and gives or keeps back something."""
    text = sentence.text
    if _names_none(text) or _PRONOUN_ALONE.match(text):
        return ()
    subject = subject_in(text)
    if sentence.opens and not stems(subject):
        subject = subject_in(text, _ENDS_LATE)
    holds = _HOLDS.match(text) and not stems(subject)
    if sentence.opens and (holds or DONE.search(text)):
        named = parts_with(stems(text), told)
        if len(named) == 1:
            return named
    if parts_with(stems(subject), told):
        return _joined_in(subject, told)
    several = _joined_in(subject_in(text, _ENDS_AFTER_FOR), told)
    return several if len(several) > 1 else ()


def _joined_in(subject: str, told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parts that are named each by what stands between the words that join; nothing where that
    names several."""
    listed = [parts_with(stems(piece), told) for piece in JOINED.split(subject)]
    if any(len(each) > 1 for each in listed):
        return ()
    return tuple(dict.fromkeys(part for each in listed for part in each))


def subjects_of(sentence: Sentence) -> list[str]:
    """What a sentence that gives something or keeps it back is about, each thing that it joins."""
    says = DONE.search(sentence.text) or "ground" in sentence.found
    if not says or _names_none(sentence.text) or _PRONOUN.match(sentence.text):
        return []
    return JOINED.split(subject_in(sentence.text))


def named_in_a_clause(sentence: Sentence, told: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The one part whose words stand in the first clause of a sentence that names a ground, or says
    there that something is given or kept back, after the reason with which it begins; or in what it
    says something was left out of."""
    text = sentence.text
    if _names_none(text) or _PRONOUN.match(text):
        return ()
    if LEFT_OUT.search(text):
        papers = (subject_in(text[found.end() :]) for found in _OUT_OF.finditer(text))
        named = parts_with(stems(" ".join(papers)), told)
        return named if len(named) == 1 else ()
    if after := _AFTER_A_REASON.match(text):
        named = parts_with(stems(after["subject"]), told)
        return named if len(named) == 1 else ()
    clause = _ENDS_A_CLAUSE.split(text, 1)[0]
    if not (DONE.search(clause) or "ground" in sentence.found or _opens_with_it(sentence, clause)):
        return ()
    named = parts_with(stems(clause), told)
    return named if len(named) == 1 else ()


def subject_words(sentence: Sentence) -> set[str]:
    """The words of what a sentence is about."""
    return stems(subject_in(sentence.text))


def _names_none(text: str) -> bool:
    """Whether a sentence only supposes something, or weighs the public interest, or signs the
    letter, or is of more than it names: ``all that remains and the papers``."""
    signs = OF_AN_OFFICE.search(text) and len(text.split()) <= _SIGNED and not DONE.search(text)
    head = text[:_MOST_LETTERS]
    none = signs or _SUPPOSES.match(text) or _AND_MORE.search(head) or _WEIGHS.match(head)
    return bool(none)


def _opens_with_it(sentence: Sentence, clause: str) -> bool:
    """Whether a sentence that begins a paragraph says in a clause where something can be seen."""
    return sentence.opens and _SHOWN.search(clause) is not None


def subject_in(text: str, ends: re.Pattern[str] = _ENDS_IT) -> str:
    """What a sentence says first that it is about."""
    start = found.end() if (found := _BEFORE_IT.match(text)) else 0
    if _ABOUT_A_QUESTION.match(text):
        ends = _ENDS_A_QUESTION
    end = ends.search(text, start, start + _MOST_LETTERS)
    return text[start : end.start() if end else start + _MOST_LETTERS]
