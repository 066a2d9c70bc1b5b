"""How sure a reading is, by what decided it.

``plain``: words of the letter say so: a phrase that tells the kind or the statement, a sentence
that relies on the grounds in it, a day with its year. ``likely``: it was concluded: from who wrote
and when, from what the letter does not say, from where a ground stands, from all that is said of a
part, from a day without its year or counted from another. What is neither is open: a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from foirules.cases.confirming import WHOLE
from foirules.letters.days import WrittenDay
from foirules.letters.letter import LetterRead, Read
from foirules.letters.letter_words import LetterWords

PLAIN: Final = "plain"
LIKELY: Final = "likely"


def confidence(found: LetterRead, values: Mapping[str, Read], words: LetterWords) -> dict[str, str]:
    """How sure each reading of a letter is, by its name in a case file; ``event`` is what it is,
    ``on`` its day.

    :param values: what was read of the event, each by its name.
    """
    plain = set(_plain(found, values, words))
    return {name: PLAIN if name in plain else LIKELY for name in (WHOLE, "on", *values)}


def _plain(found: LetterRead, values: Mapping[str, Read], words: LetterWords) -> Iterator[str]:
    letter = found.letter
    told = found.kind is not None and letter.hits.keys() & set(found.kind.when.names())
    if not found.concluded and (told or found.at != letter.message.span):
        yield WHOLE
    if letter.message.on is not None and letter.message.dated is None:
        yield "on"
    signs = (letter.hits.get(sign, ()) for sign in words.grounds.relied)
    relying = {hit.sentence.first for hits in signs for hit in hits}
    in_full = {
        (said.sign.field, said.line)
        for said in found.days
        if isinstance(said.said, WrittenDay) and said.said.year is not None
    }
    for name, read in values.items():
        field = name.split(".")[-1]
        if name.startswith("states."):
            if read.first:
                yield name
        elif field == words.grounds.field:
            lines = {each.line for each in letter.grounds.grounds if each.name in read.value}
            if lines and lines <= relying:
                yield name
        elif (field, read.first) in in_full:
            yield name
