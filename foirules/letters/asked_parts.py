"""What a request asks for: its parts, as it labels them, and where an answer repeats them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from attrs import define, evolve, field

from foirules.letters.message import Line, Message
from foirules.letters.part_labels import BARE, LABEL, bare_label, number_of
from foirules.letters.requested_parts import Part, begun_by_numbers, listed_in, parts_of
from foirules.letters.sentences import Paragraph, paragraphs

_WORD: Final = re.compile(r"[a-z0-9]{1,40}")
_ASKED: Final = re.compile(
    r"\W{0,3}(?:(?:your )?(?:question|request|query)"
    r"|(?:what )?you (?:have )?(?:asked|requested)(?: for)?) ?(?::| -)"
)
_SHINGLE: Final = 4  # words in a row by which a text is known again
_LEAST_WORDS, _MOST_WORDS = 3, 60  # of a part, by which it is known again in lines of its own
_LEAST_COPIED: Final = 8  # words of a sentence that is known to be copied, wherever it stands
_LEAST_ALIKE: Final = 0.7  # of a paragraph's shingles, where it repeats another


@define
class AskedFor:
    """What a message asks for: its parts, none where it is one whole, and its words.

    :param bare: whether its labels are numbers with nothing after them: ``1 Blasting records``.
    :param around: what it says beside its parts.
    :param listed: where it has none, the items of a list in it, numbered from 1.
    """

    parts: tuple[Part, ...]
    bare: bool = False
    around: str = field(default="", repr=False)
    listed: tuple[Part, ...] = field(default=(), repr=False)
    labels: tuple[str, ...] = field(init=False, repr=False)
    _words: set[str] = field(factory=set, repr=False)
    _all: set[tuple[str, ...]] = field(factory=set, repr=False)
    _of: dict[str, set[tuple[str, ...]]] = field(factory=dict, repr=False)
    _lines: list[list[str]] = field(factory=list, repr=False)
    _told: dict[str, tuple[bool, tuple[str, ...]]] = field(factory=dict, repr=False)

    @property
    def own_words(self) -> Sequence[list[str]]:
        """The words of each part that has enough of them to be known again in lines of its own."""
        return self._lines

    @labels.default
    def _labels(self) -> tuple[str, ...]:
        return tuple(part.label for part in self.parts)

    def below(self, number: str) -> tuple[str, ...]:
        """The parts of one number: 2a and 2b of 2."""
        if not number.isdigit():
            return ()
        return tuple(each for each in self.labels if each != number == number_of(each))

    def without_figures(self) -> frozenset[str]:
        """The parts that no figures answer."""
        return frozenset(part.label for part in self.parts if not part.by_figures)

    def with_parts(self, parts: Sequence[Part]) -> AskedFor:
        """What it asks for, in some parts."""
        words = [(part, _WORD.findall(part.text.lower())) for part in parts]
        lines = [own for part in parts if len(own := _own_words(part)) >= _LEAST_WORDS]
        of = {part.label: _shingles(own) for part, own in words}
        return evolve(self, parts=tuple(parts), of=of, lines=lines, told={})

    def again(self, labels: Collection[str], first: int, last: int) -> AskedFor:
        """Some of its parts, as a later message asks for them again, by their labels.

        :param first: the first line that asks for them again; ``last`` the last one.
        """
        own = (part for part in self.parts if part.label in labels)
        parts = tuple(evolve(part, first=first, last=last) for part in own)
        of = {part.label: self._of[part.label] for part in parts}
        return evolve(self, parts=parts, around="", of=of, told={})

    def repeats(self, text: str) -> tuple[bool, tuple[str, ...]]:
        """Whether a text only repeats what was asked, and the parts that it repeats; of a text that
        was looked at before, as then: a paragraph is often one sentence."""
        if text not in self._told:
            head = _ASKED.match(text)
            alone = self._under_a_head(text[head.end() :]) if head else ()
            self._told[text] = (True, alone) if alone else self._repeats(text)
        return self._told[text]

    def answered_in(self, text: str) -> bool:
        """Whether a text that repeats what was asked goes on with an answer: ``Spent: £4m``."""
        _, colon, tail = text.rpartition(": ")
        words = _WORD.findall(tail)
        return bool(colon and words) and not self._words.issuperset(words)

    def asks_again(self, text: str) -> bool:
        """Whether a text is a question in words that were all in what was asked."""
        words = _WORD.findall(text)
        return text.rstrip().endswith("?") and bool(words) and self._words.issuperset(words)

    def copies(self, text: str) -> bool:
        """Whether a text of some length is word for word of what was asked."""
        words = _WORD.findall(text)
        if len(words) < _LEAST_COPIED or not self._words.issuperset(words):
            return False
        return _shingles(words) <= self._all

    def _under_a_head(self, text: str) -> tuple[str, ...]:
        """The part whose words a text has and no others, below ``You asked:``."""
        words = _WORD.findall(text)
        named = [part.label for part in self.parts if words and _own_words(part) == words]
        return tuple(named) if len(named) == 1 else ()

    def _repeats(self, text: str) -> tuple[bool, tuple[str, ...]]:
        words = _WORD.findall(text)
        if self._is_other(words):
            return False, ()
        said = _shingles(words)
        if not said:
            return False, ()
        known = len(said & self._all)
        if known / len(said) < _LEAST_ALIKE:
            return False, ()
        found = {label: len(own & said) for label, own in self._of.items()}
        most = max(found.values(), default=0)
        whole = tuple(
            label for label, own in self._of.items() if own and found[label] / len(own) > 0.6
        )
        best = tuple(label for label, n in found.items() if n == most and n / len(said) > 0.5)
        return True, whole if len(whole) > 1 else best[:1]

    def _is_other(self, words: Sequence[str]) -> bool:
        """Whether so many words were not asked for that a text is certainly another: where one
        stands first, with others after it, shingles begin with it."""
        strange = len(set(words) - self._words) - _SHINGLE
        return strange > (1 - _LEAST_ALIKE) * len(words)


def asked_for(lines: Sequence[Line]) -> AskedFor:
    """What the lines of a message ask for."""
    parts, bare = parts_of(lines)
    listed = list(paragraphs(begun_by_numbers(lines) if bare else lines))
    around = " ".join(_around(listed, parts))
    asked = AskedFor(parts, bare, around, () if parts else listed_in(listed))
    for each in listed:
        words = _WORD.findall(each.text.lower())
        asked._words.update(words)
        asked._all |= _shingles(words)
    return asked.with_parts(parts)


def _around(listed: Sequence[Paragraph], parts: Sequence[Part]) -> Iterator[str]:
    """What some paragraphs say beside the parts in them."""
    for each in listed:
        text = each.text
        for part in parts:
            if part.first <= each.numbers[-1] and each.numbers[0] <= part.last:
                text = "" if text in part.text else text.replace(part.text, " ")
        yield text


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    if len(words) < 3:
        return set()
    return set(zip(*(words[n:] for n in range(min(_SHINGLE, len(words)))), strict=False))


def numbered_bare(lines: Iterable[str], asked: AskedFor) -> bool:
    """Whether an answer has the numbers of the parts with nothing after them, as the request has,
    or each from the first on where one of its lines begins, or from one with another label on."""
    if asked.bare or not asked.labels or not asked.labels[0].startswith("1"):
        return asked.bare
    begun: list[str] = []
    first = 0
    for line in lines:
        if found := BARE.match(line):
            begun.append(found["label"])
        elif not begun and (found := LABEL.match(line[:60])):
            label = bare_label(found["label"] or "")
            first = max(first, asked.labels.index(label) + 1 if label in asked.labels else 0)
    if first:
        left = [each for each in asked.labels[first:] if each in begun]
        return bool(begun) and left == begun
    return len(begun) > 1 and tuple(begun) == asked.labels[: len(begun)]


def with_request(message: Message, asked: AskedFor) -> Sequence[Line]:
    """The lines of a message, with those that it quotes of the request and answers one by one.

    An empty line stands after each part that is repeated in lines of its own: what follows answers
    it.
    """
    lines = _answered_too(message, asked)
    ends = set(_ends_of_parts(lines, asked.own_words))
    bare = numbered_bare((line.text for line in lines), asked)
    if not ends and not bare:
        return lines
    made: list[Line] = []
    for place, line in enumerate(lines):
        made += begun_by_numbers([line]) if bare else (line,)
        if place in ends:
            made.append(Line(line.number, ""))
    return made if len(made) > len(lines) else lines


def _ends_of_parts(lines: Sequence[Line], parts: Sequence[Sequence[str]]) -> Iterator[int]:
    """The places of the lines with which the words of a part end, in lines that hang together."""
    texts = [line.text.lower() for line in lines] if parts else []
    whole = "\n".join(texts)
    parts = [words for words in parts if max(words, key=len) in whole]  # which few letters repeat
    lasts, longest = {words[-1] for words in parts}, max(map(len, parts), default=0)
    for place, text in enumerate(texts):
        if not any(map(text.__contains__, lasts)):
            continue
        held = _WORD.findall(text)
        if not held or held[-1] not in lasts:
            continue
        before = place
        while len(held) < longest and before and (more := _WORD.findall(texts[before - 1])):
            held, before = more + held, before - 1
        if any(held[-len(words) :] == words for words in parts):
            yield place


def _own_words(part: Part) -> list[str]:
    """The words of a part, but for those of its label."""
    found = LABEL.match(part.text[:60])
    return _WORD.findall(part.text[found.end() if found else 0 :].lower())[-_MOST_WORDS:]


def _answered_too(message: Message, asked: AskedFor) -> Sequence[Line]:
    if not message.answered:
        return message.lines
    repeated = {
        line.number: line
        for block in _blocks(message.answered)
        if asked.repeats(" ".join(line.text for line in block).lower())[0]
        for line in block
    }
    return [repeated.get(line.number, line) for line in message.lines]


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines of which each follows the one before it."""
    held: list[Line] = []
    for line in lines:
        if held and line.number != held[-1].number + 1:
            yield held
            held = []
        held.append(line)
    if held:
        yield held
