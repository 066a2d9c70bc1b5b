"""A ground that an answer names below its last part, for others: ``1. Refused. 2. Attached.`` and
then ``The exemption is section 43(2)``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from foirules.letters.letter import Letter
from foirules.letters.letter_words import LetterWords
from foirules.letters.sentences import Sentence

_OF_THE_PART: Final = re.compile(r"\W*(?:here|it|its|such|that|their|these|they|this|those)\b")


def loosen_closing_grounds(letter: Letter, labels: Sequence[str], words: LetterWords) -> None:
    """Marks what stands below the last part of an answer as of no part, from the paragraph on in
    which it names a ground, where it gave that part and kept back none of it, and keeps back
    another that has no ground."""
    if len(labels) < 2 or not letter.grounds.of_part(labels[-1]):
        return
    last = (labels[-1],)
    own = [each for each in letter.sentences if each.parts == last and not each.quoted]
    below = [each for each in own if each.under < each.paragraph]
    closing = next((each.paragraph for each in below if "ground" in each.found), None)
    if closing is None or closing <= own[0].paragraph:
        return
    after = [each for each in below if each.paragraph >= closing]
    before = [each for each in own if each.paragraph < closing]
    if after[0].mentions or _OF_THE_PART.match(after[0].text):
        return
    if not _gives_all(before, letter, words) or not _lacks_a_ground(labels[:-1], letter, words):
        return
    for each in after:
        each.parts = None
    first = after[0].first
    letter.grounds.grounds = [
        evolve(each, parts=None) if each.parts == last and each.line >= first else each
        for each in letter.grounds.grounds
    ]


def _gives_all(said: Sequence[Sentence], letter: Letter, words: LetterWords) -> bool:
    """Whether some sentences give a part and keep back nothing of it."""
    signs = _signs(said, letter)
    given = words.settling.difference(words.keeping_back)
    return bool(signs & given) and signs.isdisjoint(words.keeping_back)


def _lacks_a_ground(labels: Sequence[str], letter: Letter, words: LetterWords) -> bool:
    """Whether a letter keeps back one of some parts and names no ground for it."""
    for label in labels:
        said = [e for e in letter.sentences if not e.quoted and label in (e.parts or ())]
        kept = not _signs(said, letter).isdisjoint(words.keeping_back)
        if kept and not letter.grounds.of_part(label):
            return True
    return False


def _signs(said: Sequence[Sentence], letter: Letter) -> set[str]:
    """The signs in some sentences."""
    of = {id(each) for each in said}
    return {name for name, hits in letter.hits.items() if any(id(h.sentence) in of for h in hits)}
