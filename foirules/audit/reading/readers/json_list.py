"""A JSON list of objects, also one in an object or two -> a line for each, as it is read."""

from __future__ import annotations

import codecs
import json
import re
from typing import IO, Final

from foirules.audit.reading.readers.encodings import recoded
from foirules.documents.limits import limit

_LOOK: Final = 1 << 10  # bytes
_LIST: Final = re.compile(rb"(\xef\xbb\xbf)?\s*\[\s*[{\]]")
_INSIDE: Final = re.compile(rb'(\xef\xbb\xbf)?\s*(\{\s*"[^"]{1,100}"\s*:\s*){1,2}(?=\[\s*\{)')
_BETWEEN: Final = re.compile(r"[\s,\[\]]*")
_CLOSED: Final = re.compile(r"\s*\]")
_NEXT: Final = re.compile(r"\}(?=\s*,\s*\{)")


def is_inside(begins: bytes) -> bool:
    """Whether a file is an object, or one in another, that begins with a list of objects."""
    return _INSIDE.match(begins) is not None


def in_lines(file: IO[bytes]) -> IO[bytes]:
    """A file as it is or, where it is a list of objects or one inside of an object, with each of
    these in a line; what stands behind such a list is left out."""
    begins = file.read(_LOOK)
    if file.seekable():
        file.seek(0)
    else:
        file = recoded(file, bytes, begins)
    inside = _INSIDE.match(begins)
    if inside:
        file.read(inside.end())
    return recoded(file, _Objects(bool(inside)).lines) if inside or _LIST.match(begins) else file


class _Objects:
    """Takes the objects of a list out of its text, block by block.

    One that is broken ends where the next begins; its line is no JSON either.

    :param inside: whether something else may stand behind the list.
    """

    def __init__(self, inside: bool = False) -> None:
        self._inside, self._ended = inside, False
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._parse = json.JSONDecoder(parse_int=str).raw_decode
        self._text, self._longest = "", limit("record")

    def lines(self, block: bytes) -> bytes:
        """The objects that are whole; at the end of the file, with an empty block, the rest."""
        if self._ended:
            return b""
        text = self._text + self._decoder.decode(block, not block)
        lines, place = [], _past(text, 0)
        while place < len(text):
            end = self._end(text, place)
            if end is None and block and len(text) - place < self._longest:
                break
            if end is None:
                following = _NEXT.search(text, place)
                end = following.end() if following else len(text)
            lines.append(re.sub(r"[\r\n]", " ", text[place:end]) + "\n")
            if self._inside and _CLOSED.match(text, end):
                self._ended = True
                break
            place = _past(text, end)
        self._text = text[place:]
        return "".join(lines).encode("utf-8", "surrogateescape")

    def _end(self, text: str, place: int) -> int | None:
        try:
            return self._parse(text, place)[1]
        except (ValueError, RecursionError):
            return None


def _past(text: str, place: int) -> int:
    """The place past what stands between two objects."""
    between = _BETWEEN.match(text, place)
    return between.end() if between else place
