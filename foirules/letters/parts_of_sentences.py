"""Which sentences of a letter speak of which parts of a request."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise, takewhile
from typing import Final

from attrs import define, field

from foirules.letters.asked_parts import AskedFor
from foirules.letters.named_parts import (
    begins_with_another,
    heading,
    labels_before,
    mentions,
    names_parts_of_a_paper,
    only_label,
    with_all_but,
)
from foirules.letters.parts_of_paragraphs import Scope, scopes
from foirules.letters.rest_of_parts import (
    begins_with_the_others,
    may_name_the_rest,
    names_the_rest,
)
from foirules.letters.sentences import Paragraph, Sentence

_ALL_OF_THEM: Final = re.compile(r"\b(?:both|each|all of (?:these|them))\b")
_BEGINS_WITH_THEM: Final = re.compile(
    r"\W{0,2}(?:(?:they|these|those)(?: [a-z]+)? (?:both|each|all)|(?:both|all) (?:are|were|of))\b"
)
_TURNS_TO: Final = re.compile(
    r"\W{0,3}(?:(?:as|turning) to|as (?:for|regards)|for|on|regarding|concerning|under"
    r"|(?:with|in) (?:regard|respect|reference|relation|answer|response|reply) (?:to|of))?"
    r" ?(?:the |your )?\Z"
)  # what stands before a part with which a sentence begins
_PRONOUN: Final = re.compile(
    r"\W{0,2}(?:(?:accordingly|as such|at present|for now|for the present|hence|in the meantime"
    r"|meanwhile|so|still|therefore|thus|(?:for|in) th(?:at|is) (?:case|event|reason)"
    r"|(?:till|until) then),? )?(?:it|this|these|they|those|that|such|here)\b"
)
_ALSO: Final = re.compile(r"\b(?:also|too|as well|in addition|additionally|furthermore)\b")
_GROUNDS_ALONE: Final = re.compile(
    r"\W*(?:[a-z]\W{1,3})?ground#\d+\W*(?:(?:and|or)?\W*ground#\d+\W*){0,5}"
    r"(?:[(:-][^.]{0,60})?\W*\Z"
)  # a sentence that only names grounds
_ENDS: Final = re.compile(
    r"\W{0,2}(?:(?:that|this)(?: [a-z]+)? (?:answers|completes|concludes|covers|deals with"
    r"|disposes of|is (?:all|the position|what we (?:can )?say) (?:on|about)|settles"
    r"|(?:is|are|was) (?:our|my|the) (?:answer|reply|response) (?:on|to|about))"
    r"|so much for)\b"
)  # what a paragraph says at its end of the part that it was of
_OF_THE_LETTER: Final = re.compile(
    r"\b(?:exception|exemption|ground|provision|regulation|section)s? (?:(?:that|which) )?"
    r"(?:(?:is|are|was|were|i|we|i have|we have) )?"
    r"(?:applied|cited|claimed|quoted|relied (?:up)?on|used)(?: above)?"
    r" (?:in|through(?:out)?|within) (?:my|our|the|this) (?:answers?|letter|reply|response)\b"
)
_NUMBER_ALONE: Final = re.compile(r"\W*\d{1,3}\W*")  # that of a paragraph
_HEAD_PLACE: Final = 25  # where the label of a part stands at most that heads a paragraph
_NEXT: Final = re.compile(r"\W{0,2}(?P<label>\d{1,2}[a-h]?|[a-z]|[ivx]{2,4})(?:[.):]| -) ")
_QUARTERS: Final = re.compile(r"\bq[1-4]\W{1,3}\d[^;\n]{0,20}[;,]? (?:and )?q[1-4]\W{1,3}\d")
_PART_OF_IT: Final = re.compile(r"\W{0,2}parts? \d")
_PART_OF_A_MEETING: Final = re.compile(
    r"(?:(?<=\()|(?<=closed )|(?<=confidential )|(?<=exempt )|(?<=open )|(?<=private )"
    r"|(?<=public ))part (?:\d|[a-c])\)? (?:agenda|business|meetings?|minutes|papers|sessions?)\b"
)  # one open, or closed, to the public
_THIS_AND: Final = re.compile(
    r"\b(?:this|these)(?: information| part| question| point)?,? (?:and|or|nor) (?:also |of |for )?"
    r"(?:the |any )?(?:(?:data|details?|information|material|records?) )?"
    r"(?:(?:at|for|in|sought in|to|under) )?\Z"
)  # what stands before a part that is named beside the one that is spoken of
_HEAD_WORDS: Final = 20  # of a paragraph that only names grounds
_WITHHELD: Final = re.compile(
    r"\b(?:exempt|refused|withheld|not (?:disclosed|provided|released))\b"
)
_WITHHELD_WORDS: Final = 10  # of a heading that says what follows to be so
_WITH_LABEL: Final = re.compile(
    r"\W{0,2}(?:any|her|his|its|our|the|these|those|your) "
    r"(?!.*\b(?:are|had|has|have|is|see|was|were)\b)(?:[a-z'-]+ ){1,6}\(?\Z"
)  # what stands before the label of the part that a sentence begins with: ``The survey (b) is``


def speak_of_parts(found: Sequence[Sentence], listed: Sequence[Paragraph], asked: AskedFor) -> None:
    """Marks each sentence with the parts that it speaks of, and those that only repeat what was
    asked. What stands under a heading, or under one part repeated, is of that part."""
    of = scopes(listed, asked)
    speaking = _Speaking(asked, of, _the_rest(found, of, asked))
    for sentence in found:
        speaking.mark(sentence)
    _with_their_heads(found)
    _withheld_below(found, asked)
    _with_their_ends(found)


def _the_rest(
    found: Sequence[Sentence], scopes: Sequence[Scope], asked: AskedFor
) -> tuple[str, ...]:
    """The parts that a letter names nowhere, where it speaks of those that remain."""
    if not asked.parts or not any(may_name_the_rest(each.text) for each in found):
        return ()
    named = {label for of in scopes for label in of.parts or ()}
    named |= {label for each in found for _, of in mentions(each.text, asked) for label in of}
    return tuple(label for label in asked.labels if label not in named) if named else ()


@define(eq=False)
class _Speaking:
    """Goes through the sentences of a letter.

    :param scopes: what its paragraphs speak of; ``rest`` the parts that it names nowhere.
    :param turned: by the paragraph with which something began the parts to which it has turned.
    :param asking: whether the paragraph has only repeated what was asked so far.
    :param opening: the parts with which sentences of the paragraph begin; ``named`` all that it has
        named so far, ``last`` those that a sentence of it named last, ``just`` those that the
        sentence before names itself.
    :param numbered: the paragraph that has begun with a number of the letter's own and no more.
    :param paper: the paragraph that last named parts of some paper, which are none of the request.
    :param announced: the paragraph that last announced a list of grounds, or went on with it, and
        the parts that it is for.
    """

    asked: AskedFor
    scopes: Sequence[Scope]
    rest: tuple[str, ...] = ()
    turned: dict[int, tuple[str, ...]] = field(factory=dict)
    asking: bool = False
    opening: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    just: tuple[str, ...] = ()
    numbered: int = -1
    paper: int = -1
    announced: tuple[int, tuple[str, ...]] = (-1, ())

    def mark(self, sentence: Sentence) -> None:
        """Marks a sentence."""
        scope = self.scopes[sentence.paragraph]
        if scope.law:
            sentence.quoted, sentence.under = True, sentence.paragraph
            return
        self._ask(sentence, scope)
        sentence.quoted = self.asking or self.asked.copies(sentence.plain.lower())
        of = self.turned.get(scope.begun, scope.parts)
        sentence.mentions = () if of and _in_quarters(sentence) else self._mentions(sentence)
        if scope.begun < sentence.paragraph and _is_of_the_letter(sentence):
            of = self.turned[scope.begun] = ()
        if len(self.named) > 1 and not sentence.opens:
            _with_those_before(sentence, self.named)
        if of and not sentence.quoted and _names_beside_this(sentence):
            sentence.mentions = ((0, of), *sentence.mentions)
        self.just = named = _all_of(sentence)
        if named and not self.asking and sentence.plain.rstrip().endswith(":"):
            self.announced = sentence.paragraph, named
        self._open(sentence, named, scope, of)
        meant = self._meant(sentence, named)
        self.last = meant or self.last
        own = () if self.asking else meant or self._listed_for(sentence)
        opening = () if scope.repeats else self.opening
        sentence.parts = own or opening or of or None
        sentence.under = sentence.paragraph if own or opening else scope.begun

    def _ask(self, sentence: Sentence, scope: Scope) -> None:
        """Whether the paragraph still only repeats what was asked."""
        if sentence.opens:
            repeats = scope.repeats or _begins_with_question(sentence, self.asked)
            self.asking = repeats and not scope.number
        self.asking = self.asking and _only_asks(sentence, self.asked)

    def _mentions(self, sentence: Sentence) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Where a sentence names parts, but for several labels with which a paragraph begins."""
        if names_parts_of_a_paper(sentence.text):
            self.paper = sentence.paragraph
        elif self.paper == sentence.paragraph and _PART_OF_IT.match(sentence.text):
            return ()
        several = labels_before(sentence.text) if sentence.opens else None
        found = mentions(sentence.text, self.asked)
        named = tuple(each for each in found if several is None or each[0] >= several.end())
        if "part" in sentence.text and self.scopes[sentence.paragraph].parts:
            named = _without_parts_of_meetings(sentence.text, named)
        named = with_all_but(sentence.text, named, self.asked)
        one_by_one = len(self.rest) > 1 and ";" in sentence.text  # each answered by its own words
        another = begins_with_another(sentence.text, self.named, self.asked) if not named else None
        if another and not sentence.opens:
            return ((0, (another,)),)
        if not self.rest or named or one_by_one:
            return named
        place = names_the_rest(sentence.text, len(self.rest))
        if len(self.just) > 1 and begins_with_the_others(sentence.text):
            place = 0
        return () if place is None else ((place, self.rest),)

    def _open(
        self,
        sentence: Sentence,
        named: tuple[str, ...],
        scope: Scope,
        of: tuple[str, ...] | None,
    ) -> None:
        """Keeps the parts with which sentences of the paragraph begin, and to which it turns."""
        if not sentence.opens and (label := self._next_in(sentence, scope)):
            self.last, self.opening = (), (label,)
            sentence.mentions = ((0, (label,)), *sentence.mentions)
        elif sentence.opens:
            self.last, self.opening, self.named = (), named, named
            turns = named and of and not scope.repeats and scope.begun < sentence.paragraph
            if turns and set(named).isdisjoint(of or ()):
                self.turned[scope.begun] = named
        elif named:
            self.named = tuple(dict.fromkeys((*self.named, *named)))
            before = sentence.text[: sentence.mentions[0][0]]
            numbered = self.numbered == sentence.paragraph and len(sentence.mentions) == 1
            heads = _TURNS_TO.match(before) or _heads(sentence, self.asked)
            if heads or (numbered and len(before) <= _HEAD_PLACE):
                self.opening = named
        if not sentence.opens:
            self.numbered = -1
        elif _NUMBER_ALONE.fullmatch(sentence.text) and scope.begun < sentence.paragraph:
            self.numbered = sentence.paragraph

    def _next_in(self, sentence: Sentence, scope: Scope) -> str:
        """The part with whose number a sentence begins, in a paragraph that began with the number
        of the one before it: ``1. Twelve. 2. None.``"""
        found = _NEXT.match(sentence.text + " ")
        current = self.opening or (scope.parts or ())
        if not found or len(current) != 1 or scope.begun < sentence.paragraph:
            return ""
        labels = self.asked.labels
        after = labels[labels.index(current[0]) + 1 :][:1]
        return found["label"] if after == (found["label"],) else ""

    def _listed_for(self, sentence: Sentence) -> tuple[str, ...]:
        """The parts for which a list of grounds was announced, right above a paragraph that only
        names some: ``The exemptions applicable to question 1 are:``"""
        if not sentence.opens:
            return ()
        place, parts = self.announced
        below = place == sentence.paragraph - 1 and "ground" in sentence.found
        if not below or len(sentence.plain.split()) > _HEAD_WORDS:
            return ()
        self.announced = sentence.paragraph, parts
        return parts

    def _meant(self, sentence: Sentence, named: tuple[str, ...]) -> tuple[str, ...]:
        """The parts that a sentence means: those that it names, or those named before it."""
        if named:
            return named
        if len(self.named) > 1 and _ALL_OF_THEM.search(sentence.text):
            return self.named
        also = "ground" in sentence.found and _ALSO.search(sentence.text)
        return self.last if also or _PRONOUN.match(sentence.text) else ()


def _only_names(before: Sentence | None, head: Sentence, after: Sentence) -> bool:
    """Whether a sentence names grounds, and the next parts, and neither says more; nor does the one
    before it in its paragraph name parts."""
    if not _GROUNDS_ALONE.match(head.text) or head.mentions or head.quoted:
        return False
    if before is not None and before.paragraph == head.paragraph and before.mentions:
        return False
    return bool(after.mentions) and only_label(after.plain.strip().lower())


def _is_of_the_letter(sentence: Sentence) -> bool:
    """Whether a paragraph begins with a ground that all of the letter relies on: ``The exemption
    used in this letter is section 40(2)``."""
    says = sentence.opens and not sentence.mentions and "ground" in sentence.found
    return says and _OF_THE_LETTER.search(sentence.text) is not None


def _turns_to_parts(sentence: Sentence) -> bool:
    """Whether a sentence begins with the parts that it is of: ``In respect of parts 1 and 3:``"""
    before = sentence.text[: sentence.mentions[0][0]] if sentence.mentions else ""
    return bool(before.strip()) and _TURNS_TO.fullmatch(before) is not None


def _heads(sentence: Sentence, asked: AskedFor) -> bool:
    """Whether a sentence within a paragraph is a heading that ends with the label of a part, or
    begins with what the part asks for and its label: ``The survey (b).``"""
    text, start = sentence.text.rstrip(" .:"), sentence.mentions[0][0]
    bracketed = len(sentence.mentions) == 1 and "(" in text[max(0, start - 1) : start + 1]
    if bracketed and _WITH_LABEL.fullmatch(text[:start]):
        return True
    return text.endswith(")") and not text.startswith("see ") and bool(heading(text, asked))


def _in_quarters(sentence: Sentence) -> bool:
    """Whether a sentence tells figures by the quarters of a year: ``Q1 £212,000; Q2 £230,500``."""
    return "q1" in sentence.text and _QUARTERS.search(sentence.text) is not None


def _without_parts_of_meetings(
    text: str, named: tuple[tuple[int, tuple[str, ...]], ...]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """What a sentence names but for a part of a meeting: ``the confidential (part 2) minutes``."""
    return tuple(each for each in named if not _PART_OF_A_MEETING.match(text, each[0]))


def _names_beside_this(sentence: Sentence) -> bool:
    """Whether a sentence names a part right beside the one that it stands under: ``We do not hold
    this, or the information in 2``."""
    text = sentence.text
    before = text[: sentence.mentions[0][0]] if sentence.mentions and "this" in text else ""
    return bool(before) and _THIS_AND.search(before) is not None


def _with_those_before(sentence: Sentence, named: tuple[str, ...]) -> None:
    """A sentence that begins with all parts named before it, and then names one of them, is of all:
    ``They are both caught by section 43, and (a) is exempt under section 40 too``."""
    begins = _BEGINS_WITH_THEM.match(sentence.text) if sentence.mentions else None
    if begins and begins.end() <= sentence.mentions[0][0]:
        sentence.mentions = ((0, named), *sentence.mentions)


def _all_of(sentence: Sentence) -> tuple[str, ...]:
    """All parts that a sentence names, each once."""
    return tuple(dict.fromkeys(label for _, labels in sentence.mentions for label in labels))


def _begins_with_question(sentence: Sentence, asked: AskedFor) -> bool:
    """Whether a paragraph that says more begins with what was asked: a label, or the question."""
    text = sentence.plain.lower()
    names_a_ground = "ground" in sentence.found  # ``Section 41``, which is no label
    return bool(asked.parts) and (
        (only_label(text) and not names_a_ground) or asked.repeats(text)[0]
    )


def _only_asks(sentence: Sentence, asked: AskedFor) -> bool:
    """Whether a sentence only repeats what was asked, where those before it in its paragraph do."""
    text = sentence.plain.lower()
    if sentence.opens and only_label(text):
        return True
    if len(text) < 3:  # a letter or two: an answer where a question stands before it
        return sentence.opens or not asked.parts
    repeats = asked.repeats(text)[0] and not asked.answered_in(text)
    return repeats or asked.asks_again(text)


def _with_their_heads(found: Sequence[Sentence]) -> None:
    """A paragraph that only names grounds is of the parts to which the next says that they apply:
    ``Section 41``, and then ``This applies to question 2``; a sentence that only names grounds of
    those that the next only names: ``Section 41. Question 2.``"""
    said = [each for each in found if not _NUMBER_ALONE.fullmatch(each.text)]
    for before, (head, after) in zip((None, *said), pairwise(said), strict=False):
        if head.paragraph == after.paragraph and _only_names(before, head, after):
            head.parts, head.under = _all_of(after), head.paragraph
        below = after.paragraph == head.paragraph + 1
        if below and head.opens and not head.mentions and "ground" in head.found:
            named = _all_of(after)
            turns = _PRONOUN.match(after.text) or _turns_to_parts(after)
            if named and turns and len(head.plain.split()) <= _HEAD_WORDS:
                head.parts = named


def _withheld_below(found: Sequence[Sentence], asked: AskedFor) -> None:
    """A heading that says on which ground something is withheld is of the parts with which what
    stands below it begins, up to the next heading: ``Information withheld - section 43(2)``."""
    begun = [each for each in found if each.opens or (each.mentions and _heads(each, asked))]
    for place, head in enumerate(begun):
        if head.parts or head.quoted or head.mentions or not _says_withheld(head):
            continue
        below = takewhile(lambda each: each.parts and not _says_withheld(each), begun[place + 1 :])
        named = dict.fromkeys(part for each in below for part in each.parts or ())
        head.parts = tuple(named) or None


def _says_withheld(sentence: Sentence) -> bool:
    """Whether a sentence is such a heading."""
    heads = "ground" in sentence.found and len(sentence.plain.split()) <= _WITHHELD_WORDS
    stops = sentence.plain.rstrip().endswith((".", ","))
    return heads and not stops and _WITHHELD.search(sentence.text) is not None


def _with_their_ends(found: Sequence[Sentence]) -> None:
    """What stands in a paragraph before the sentence by which it says, as its last and where it
    names none else, of which parts it was, is of these: ``That disposes of item 1``."""
    for place, end in enumerate(found):
        if not end.mentions or end.opens or not _ENDS.match(end.text):
            continue
        rest = [each for each in found[:place] if each.paragraph == end.paragraph]
        last = place + 1 == len(found) or found[place + 1].paragraph > end.paragraph
        if last and not any(each.mentions or each.quoted or each.parts for each in rest):
            for each in rest:
                each.parts, each.under = end.parts, end.paragraph


def end_parts(found: Sequence[Sentence], closing: Iterable[Sentence]) -> None:
    """What follows a sentence that tells of rights speaks of no part, unless it names one: that
    sentence stands in a paragraph of its own."""
    places = [each.paragraph for each in closing if each.under < each.paragraph]
    if not places:
        return
    first = min(places)
    last = max((each.under for each in found if each.under > first and each.parts), default=first)
    for each in found:
        names_it = each.under == each.paragraph == first
        if (
            each.paragraph >= first
            and each.under <= first <= last
            and not (each.quoted or names_it)
        ):
            each.parts = None
