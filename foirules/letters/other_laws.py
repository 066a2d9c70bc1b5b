"""Whether letters are of another of the known laws than the one that they are read under: what
their authority cites, and what it calls its law, tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Final

from attrs import frozen

from foirules.documents.data import to_data
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError
from foirules.language.regime import Regime
from foirules.letters.cited import Citations, Cited
from foirules.letters.letter import LetterRead
from foirules.letters.letter_files import FOLDER
from foirules.letters.message import AUTHORITY
from foirules.letters.sentences import Sentence

WARNING: Final = (
    "The letters rely on {cited} under the {title} (message {message}, line {line}), and on nothing"
    " that is surely of this law. If that is their law, read them again with --regime {regime}."
)
_FILE: Final = "grounds.yaml"
_YEAR: Final = re.compile(r" \d{4}\Z")
_SEVERAL: Final = 2  # grounds of another law, where letters name the chosen one
_MOST: Final = 2000  # characters of a sentence that are looked at


@frozen
class OtherLaw:
    """Another law, which letters seem to be of.

    :param regime: its name; ``title`` what it is called.
    :param cited: the first provision that they cite, by its name in that law's vocabulary.
    :param message: the number of the message that cites it, from 1, and its ``line``.
    """

    regime: str
    title: str
    cited: str
    message: int
    line: int

    def warning(self) -> str:
        """What a person is told of it."""
        return WARNING.format(
            cited=self.cited,
            title=self.title,
            message=self.message,
            line=self.line,
            regime=self.regime,
        )


def other_law(
    letters: Sequence[LetterRead], regime: Regime, known: Mapping[str, Regime]
) -> OtherLaw | None:
    """The law that letters seem to be of, where it is not that which they were read under.

    They are of another where the authority cites grounds of it and none of the law that was chosen,
    or calls it by its name and the chosen one by none. Where it speaks of the chosen one, it has to
    cite several: one may only say that the other law does not apply. Of several laws it is the one
    that is named, and then the one that is cited most.

    :param regime: the law that was chosen; ``known`` all that may be.
    """
    own = list(_own_sentences(letters))
    cites = any("ground" in sentence.found for _, sentence in own)
    title = _YEAR.sub("", regime.title)
    if not own or (cites and any(title in sentence.plain for _, sentence in own)):
        return None  # the most usual, for which no other law is read
    said = [(number, each.first, each.plain[:_MOST].lower()) for number, each in own]
    laws = tuple(known.values())
    names = {each.id: _own_names(each, laws) for each in laws}
    named = {id for id, of in names.items() if _names(of, said)}
    if cites and regime.id in named:
        return None
    speaks = _names(_law_words(regime).names, said)  # of the chosen one, or of one called alike
    found: list[tuple[bool, int, OtherLaw]] = []
    for other in known.values():
        if other.id == regime.id or (cites and other.id not in named):
            continue
        words = _law_words(other)
        cited = [
            (number, line, each.name)
            for number, line, text in said
            for each in _grounds(words, text)
        ]
        few = speaks and len({name for *_, name in cited}) < _SEVERAL
        if cited and not few:
            message, line, first = cited[0]
            made = OtherLaw(other.id, other.title, first, message, line)
            found.append((other.id in named, len(cited), made))
    return max(found, key=lambda each: each[:2])[2] if found else None


def _own_sentences(letters: Sequence[LetterRead]) -> Iterator[tuple[int, Sentence]]:
    """What the authority says itself, each sentence with the number of its message."""
    for number, found in enumerate(letters, 1):
        if found.letter.message.sender == AUTHORITY:
            for sentence in found.letter.sentences:
                if not sentence.quoted:
                    yield number, sentence


@frozen
class _LawWords:
    """What letters call a law, and what finds the provisions of it that they cite."""

    names: tuple[str, ...]
    citations: Citations | None


@cache
def _law_words(regime: Regime) -> _LawWords:
    """Of a law whose letters cannot be read nothing."""
    try:
        said: Any = to_data(read_document(regime.folder / FOLDER / _FILE, {}).item)
    except DocumentError:
        return _LawWords((), None)
    names = tuple(said.get("own-laws", ()))
    others, heads = said.get("other-laws", ()), said.get("heads", ())
    return _LawWords(names, Citations(regime.vocabulary.exemptions, names, others, heads))


@lru_cache(maxsize=64)
def _own_names(regime: Regime, known: tuple[Regime, ...]) -> tuple[str, ...]:
    """The names of a law by which letters call no other; the end of a longer one is none."""
    own = _law_words(regime).names
    taken = {name for other in known if other is not regime for name in _law_words(other).names}
    return tuple(
        name
        for name in own
        if name not in taken and not any(each.endswith(f" {name}") for each in own)
    )


def _names(names: tuple[str, ...], said: Sequence[tuple[int, int, str]]) -> bool:
    return bool(names) and any(_pattern(names).search(text) for *_, text in said)


@lru_cache(maxsize=64)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


def _grounds(words: _LawWords, text: str) -> list[Cited]:
    """The grounds for refusing that a text cites."""
    found = words.citations.find(text) if words.citations else ()
    return [each for each in found if each.kind == "ground"]
