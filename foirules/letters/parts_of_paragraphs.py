"""Which paragraphs of a letter speak of which parts of a request."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import define, field, frozen

from foirules.letters.asked_parts import AskedFor, numbered_bare
from foirules.letters.legends import legend_in
from foirules.letters.named_parts import (
    answered_labels,
    heading,
    heads_by_order,
    mentions,
    named_at_its_end,
)
from foirules.letters.part_labels import LABEL
from foirules.letters.sentences import Paragraph, is_heading

_OPENS: Final = re.compile(  # how a letter that numbers its own paragraphs begins the first
    r"\s*\(?1[).] ?(?:"
    r"(?:this|here) (?:letter |report |note |decision )?"
    r"(?:is|sets out|gives|tells you|reports|follows) (?:[a-z]+ ){0,3}"
    r"(?:outcome|result|response|reply|answer|review|decision|conclusions?)\b"
    r"|(?:i|we) (?:write|refer|am writing|are writing|have (?:now )?"
    r"(?:been asked to|(?:carried out|completed|conducted) (?:a|an|my|our|the)))\b"
    r"|thank you for\b|further to\b"
    r"|(?:on [^,.]{4,20},? )?you (?:wrote|complained|asked|applied|requested)"
    r" (?:[a-z]+ ){0,3}(?:for (?:a|an) (?:internal )?review|to review|to reconsider|about our)"
    r"|your (?:request|letter|email|complaint|application|requirement)"
    r" (?:for (?:a|an) [a-z ]{0,9}review )?(?:of|dated|was|is dated|reached) )"
)
_TELLS: Final = ("note ", "reason ", "see ", ")")
_MARKS: Final = ("*", "\N{DAGGER}", "\N{DOUBLE DAGGER}")
_MARK: Final = r"\*{1,3}|[\N{DAGGER}\N{DOUBLE DAGGER}]"
_FOOTNOTE: Final = re.compile(rf"(?P<mark>{_MARK})\s?[A-Za-z][^*]*\Z")
_NOTE: Final = re.compile(
    r"\(?(?P<note>(?:note|reason) (?:[a-z]|\d{1,2})|[a-z]|[ivx]{2,4})(?:[.:)]| -)"
)
_SEE: Final = re.compile(
    r"\b(?P<note>(?:note|reason) (?:[a-z]|\d{1,2}))\b"
    r"|\bsee (?:(?P<letter>[a-z]) (?:below|overleaf|at the (?:end|foot))\b"
    r"|\((?P<closed>[a-z]|[ivx]{2,4})\))"
    r"|\b(?:exempt|redacted|refused|removed|withheld)\W{0,3} \((?P<key>[a-z]|[ivx]{2,4})\)\W*\Z"
)
_NOTED: Final = re.compile(  # what a footnote is of
    rf"[^*\N{{DAGGER}}\N{{DOUBLE DAGGER}}]*(?:[^\s*]|\s(?=\S+\Z))(?P<mark>{_MARK})(?![\w*])[^*]*\Z"
)
_OF_THE_LETTER: Final = re.compile(
    r"(?:annex|appendix|schedule|exemptions?|exceptions?|explanations?|reasons for|refusal notice"
    r"|(?:the |our )?reasons\W*\Z|why (?:these|this|the|we|they|it)"
    r"|(?:the )?(?:decision|conclusion|public interest)|further|next steps|contact"
    r"|(?:your )?(?:rights?|complain|complaints?|appeals?|review|internal review))\b"
    r"|.*\b(?:exemptions?|exceptions?)\b"
)  # headings of what is of no part
_OF_A_GROUND: Final = re.compile(
    r"(?:sections?|regulations?|s|ss|reg|regs|r)\.? ?"
    r"(?P<provision>\d{1,2}[a-z]?(?:\([0-9a-z]{1,4}\))*)(?: ?[:(-]|\Z)"
)  # a paragraph that explains a ground
_OF_THE_ANSWER: Final = re.compile(
    r"(?:our )?(?:answer|comment|note|outcome|reply|response)s?\W*\Z"
)
_ANNEX: Final = re.compile(r"(?:annex|appendix) [a-z0-9]\b")
_OF_A_LAW: Final = re.compile(
    r"\(?(?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})[).] ?(?:the duty to confirm or deny does not arise\b"
    r"|[^.:]{0,200}?(?:\bexempt information (?:if|by virtue of)\b"
    r"|\b(?:any )?information to which a request for information relates\b"
    r"|\bdoes not oblige a (?:scottish )?public authority to\b"
    r"|\bpublic authority (?:may|shall) refuse to (?:disclose|make environmental)\b"
    r"|\b(?:in|for the purposes of) this (?:section|regulation|act)\b"
    r"|\bsubject to (?:subsection|paragraph)s? \())"
)  # a paragraph of a law: ``(2) Information is exempt information if``
_HEADS_A_LAW: Final = re.compile(
    r"(?:Section|Regulation|s\.|r\.|SECTION|REGULATION)[^.;]{1,70}\.{0,3}\Z"
)
_HEAD, _HEAD_WORDS = 60, 8  # characters and words that the heading of a paragraph may have
_YOURS: Final = re.compile(r"\byour (?:[a-z]+ )?(?:question|query|item|part|point|request)\b")
_NUMBERS: Final = frozenset("(0123456789")  # with which a paragraph of a law begins
_GOES_ON: Final = re.compile(r"\((?:\d{1,2}[a-z]?|[a-z]|[ivx]{1,4})\)")
_ROW: Final = " | "  # stands between the cells of a row

Parts = tuple[str, ...] | None
"""The parts of which something speaks; None for all."""


@frozen
class Scope:
    """What a paragraph speaks of.

    :param repeats: whether it only repeats what was asked for.
    :param number: whether it answers a repeated part with a number alone.
    :param begun: the place of the paragraph with which what it speaks of began.
    :param law: whether it only quotes a law, or is an entry of a legend that nothing refers to.
    """

    parts: Parts
    begun: int
    repeats: bool = False
    number: bool = False
    law: bool = False


def scopes(listed: Sequence[Paragraph], asked: AskedFor) -> list[Scope]:
    """What each paragraph of a letter, and what follows it, speaks of."""
    laws = _of_laws(listed, asked)
    own = [each for place, each in enumerate(listed) if place not in laws]
    counted = counts_itself(own, asked)
    bare = numbered_bare((each.text for each in own), asked)
    scoping = _Scoping(listed, asked, not counted, bare)
    for place, each in enumerate(listed):
        if place in laws:
            scoping.found.append(Scope(None, place, law=True))
        elif place + 1 in laws and _HEADS_A_LAW.match(each.text):
            scoping.found.append(Scope(None, place))
        else:
            scoping.add(place, each)
    of_parts = [each.parts or () for each in scoping.found]
    for place, parts in legend_in(listed, of_parts, asked.labels).items():
        scoping.found[place] = Scope(parts or None, place, law=not parts)
    return scoping.found


def _of_laws(listed: Sequence[Paragraph], asked: AskedFor) -> set[int]:
    """The places of the paragraphs that only quote a law, as in an annex with its words: what
    begins with a number and has words that only laws have, and what goes on with that."""
    found: set[int] = set()
    for place, each in enumerate(listed):
        text = each.text.lower()
        begins = text[:1] in _NUMBERS and _OF_A_LAW.match(text)
        goes_on = place - 1 in found and _GOES_ON.match(text) and not asked.repeats(text)[0]
        if begins or goes_on:
            found.add(place)
    return found


@define(eq=False)
class _Scoping:
    """Goes through the paragraphs of a letter.

    :param numbers: whether a number alone may be that of a part; ``bare`` whether one with nothing
        after it is.
    :param current: the parts spoken of now; ``run`` those that were repeated in a row.
    :param headed: whether parts have headings of their own.
    :param rows: whether the part spoken of last has a row of a table.
    :param answers: whether anything was said of a part so far.
    :param noted: by a mark, or the name of a note, the parts of what tells to see it.
    """

    listed: Sequence[Paragraph]
    asked: AskedFor
    numbers: bool
    bare: bool
    found: list[Scope] = field(factory=list)
    current: Parts = None
    run: list[str] = field(factory=list)
    headed: bool = False
    rows: bool = False
    answers: bool = False
    noted: dict[str, dict[str, None]] = field(factory=dict)

    def add(self, place: int, paragraph: Paragraph) -> None:
        """Adds what a paragraph speaks of."""
        text = paragraph.text.lower()
        if len(self.run) == 1 and text.isdigit():
            self.run = []
            self._speaks_of(self.current, number=True)
        elif named := heading(text, self.asked):
            self.current, self.run, self.headed, self.rows = named, list(named), True, False
            self._speaks_of(self.current, repeats=True)
        elif not self._repeats(text):
            self._says(place, paragraph, text)
        self._note(paragraph.text, text)

    def _note(self, plain: str, text: str) -> None:
        """Keeps of which parts a paragraph tells to see a note, or has the mark of one."""
        tells = any(map(text.__contains__, _TELLS))
        marks = (
            {next(filter(None, see.groups())) for see in _SEE.finditer(text)} if tells else set()
        )
        if any(map(plain.__contains__, _MARKS)) and (noted := _NOTED.match(plain)):
            marks.add(noted["mark"])
        for mark in marks.difference(self.asked.labels):
            self.noted.setdefault(mark, {}).update(dict.fromkeys(self.found[-1].parts or ()))

    def _told_to_see(self, plain: str, text: str) -> tuple[str, ...]:
        """The parts of what tells to see a paragraph that is a note."""
        note = _NOTE.match(text) or _FOOTNOTE.match(plain)
        return tuple(self.noted.get(note[1], ())) if note else ()

    def _speaks_of(self, parts: Parts, *, repeats: bool = False, number: bool = False) -> None:
        before = self.found[-1] if self.found else None
        same = before is not None and before.parts == parts and not repeats
        begun = before.begun if same and before is not None else len(self.found)
        self.found.append(Scope(parts, begun, repeats, number))
        self.answers |= bool(parts) and not repeats

    def _repeats(self, text: str) -> bool:
        """Adds a paragraph that repeats what was asked for, if it does."""
        question, answer = _asked_and_answered(text)
        repeats, parts = self.asked.repeats(question)
        if not repeats:
            return False
        answered = bool(answer) or self.asked.answered_in(text)
        if answered:
            self.current, self.run = parts[:1] or self.current, []
        else:
            self.run = list(dict.fromkeys((*self.run, *parts)))
            self.current = tuple(self.run) if self._answers_these() else None
        self._speaks_of(self.current, repeats=not answered)
        return True

    def _answers_these(self) -> bool:
        """Whether what follows parts that were repeated in a row answers them: one, or some where
        others were answered before."""
        some = len(self.run) < len(self.asked.labels)
        return len(self.run) == 1 or (some and self.answers)

    def _says(self, place: int, paragraph: Paragraph, text: str) -> None:
        """Adds a paragraph that says something itself."""
        labels = self._answered(text)
        labels = (labels and self._named_in_its_head(text)) or labels
        if labels and (len(self.run) != 1 or _comes_after(labels, self.run, self.asked)):
            self.current, self.rows = labels, _ROW in text
        elif _ROW not in text and (self.rows or self._heads_a_table(place)):
            self.current, self.rows = None, False  # it stands below a table, or over it
        elif self._explains_what_was_said(place, text) or (
            is_heading(paragraph.text) and self._ends(place, text)
        ):
            self.current = None
        self.run = []
        apart = self._told_to_see(paragraph.text, text)
        if apart and _NOTE.match(text):
            self.current = apart
        at_its_end = () if labels else named_at_its_end(text, self.asked)
        if at_its_end and len(text.split()) <= _HEAD_WORDS:  # as a heading: ``Schedule (item 2)``
            self.current = at_its_end
        apart = apart or at_its_end
        self._speaks_of(apart or self.current)

    def _explains_what_was_said(self, place: int, text: str) -> bool:
        """Whether a paragraph below the last part explains a ground that others rely on, and this
        one does not."""
        found = _OF_A_GROUND.match(text) if self._has_come_to_its_last() else None
        if found is None:
            return False
        cited = [
            scope.parts
            for each, scope in zip(self.listed[:place], self.found, strict=True)
            if scope.parts and found["provision"] in each.text.lower()
        ]
        return bool(cited) and self.current not in cited

    def _named_in_its_head(self, text: str) -> tuple[str, ...]:
        """The parts that the heading of a paragraph with a number of its own names otherwise: ``1.
        The model (your third query).``"""
        number = LABEL.match(text[:60])
        head = text[number.end() :].partition(".")[0][:_HEAD] if number else ""
        if len(head.split()) > _HEAD_WORDS or not _YOURS.search(head):
            return ()
        return next((of for place, of in mentions(head, self.asked) if place), ())

    def _heads_a_table(self, place: int) -> bool:
        """Whether the next paragraph is a row that answers a part."""
        after = self.listed[place + 1 : place + 2]
        return any(_ROW in each.text and self._answered(each.text.lower()) for each in after)

    def _ends(self, place: int, text: str) -> bool:
        """Whether a heading ends what is said of a part."""
        if _OF_THE_ANSWER.match(text):
            return False
        if self.headed or _ANNEX.match(text):
            return True
        if self._has_come_to_its_last() and _OF_THE_LETTER.match(text):
            return True
        if self.found and self.found[-1].repeats:
            return False  # it stands right under a part repeated
        after = self.listed[place + 1 : place + 2]
        return any(self._answered(each.text.lower()) for each in after)  # it is of the next parts

    def _has_come_to_its_last(self) -> bool:
        """Whether the last part is spoken of now, or among several when all were spoken of."""
        last = self.asked.labels[-1:]
        if len(self.current or ()) < 2:
            return bool(last) and self.current == last
        said = {part for each in self.found for part in each.parts or ()}
        return said.issuperset(self.asked.labels)

    def _answered(self, text: str) -> tuple[str, ...]:
        return answered_labels(text, self.asked, self.current or (), self.numbers, self.bare)


def _asked_and_answered(text: str) -> tuple[str, str]:
    """The question with which a text begins and the rest of it: ``Who owns it? The Trust.``"""
    question, mark, answer = text.partition("? ")
    return (f"{question}?", answer) if mark else (text, "")


def _comes_after(labels: Sequence[str], run: Sequence[str], asked: AskedFor) -> bool:
    """Whether a part is asked for after those that were repeated last."""
    places = {label: place for place, label in enumerate(asked.labels)}
    return all(places[labels[0]] > places[label] for label in run)


def counts_itself(listed: Sequence[Paragraph], asked: AskedFor) -> bool:
    """Whether a letter numbers its own paragraphs: beyond the parts that were asked for, first one
    that says what the letter is, or beside others that it begins with words for the same parts."""
    if any(_OPENS.match(each.text[:120].lower()) for each in listed):
        return bool(asked.labels)
    bare = [
        found["label"]
        for each in listed
        if (found := LABEL.match(each.text[:60])) and found["label"]
    ]
    numbers = {int(label) for label in bare if label.isdigit()}
    most = len(asked.labels)
    if most and len({heads_by_order(each.text, asked) for each in listed}.intersection(bare)) > 1:
        return True
    return most > 0 and any(n in numbers for n in (most + 1, most + 2)) and 1 in numbers
