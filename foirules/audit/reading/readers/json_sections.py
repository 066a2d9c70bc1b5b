"""A JSON object with lists -> the values of one of the lists, one by one as they are read."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import IO, Any, Final

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.json_text import MESSAGES, NotJson, check_halves
from foirules.documents.limits import limit

_BLOCK: Final = 1 << 20  # bytes
_SPACE: Final = re.compile(r"[ \t\r\n]*")
_TOKEN: Final = 10  # characters of a token that may go on in the next block
_OPEN: Final = "Unterminated string"  # of which the parser tells where it begins


def objects_in(file: IO[bytes], name: str, section: str) -> Iterator[Any]:
    """The values of the list that the object of a file has under a key.

    :param name: what messages call the file.
    :raises NotJson: where it is no JSON; LogError: where a value is longer than the limit.
    """
    text = _Text(file, name)
    if not text.takes("{"):
        return
    more = not text.takes("}")
    while more:
        key = text.value()
        text.take(":")
        if text.takes("["):
            yield from (each for each in text.listed() if key == section)
        else:
            text.value()
        more = text.goes_on("}")
    if text.next():
        raise NotJson("Extra data")


class _Text:
    """The text of a file, of which a value at a time is held."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name, self._longest = file, name, limit("record")
        begins = file.read(_BLOCK)
        codec = json.detect_encoding(begins)
        self._decoder = codecs.getincrementaldecoder(codec)()
        self._parse = json.JSONDecoder().raw_decode
        self._text, self._place, self._ended = self._decoded(begins), 0, not begins

    def listed(self) -> Iterator[Any]:
        """The values of a list that has begun."""
        more = not self.takes("]")
        while more:
            yield self.value()
            more = self.goes_on("]")

    def goes_on(self, closing: str) -> bool:
        """Whether a list or an object goes on, and does not end."""
        if self.takes(","):
            return True
        if self.takes(closing):
            return False
        raise NotJson("Expecting ',' delimiter")

    def take(self, sign: str) -> None:
        """Takes a sign that has to come next."""
        if not self.takes(sign):
            raise NotJson(f"Expecting {sign!r} delimiter")

    def takes(self, sign: str) -> bool:
        """Whether a sign comes next, which is taken then."""
        found = self.next() == sign
        self._place += found
        return found

    def next(self) -> str:
        """The next character that is no space; none at the end."""
        while True:
            space = _SPACE.match(self._text, self._place)
            self._place = space.end() if space else self._place
            if self._place < len(self._text) or not self._more():
                return self._text[self._place : self._place + 1]

    def value(self) -> Any:
        """Takes the next value."""
        self.next()
        while True:
            try:
                value, end = self._parse(self._text, self._place)
            except json.JSONDecodeError as error:
                within = error.pos < len(self._text) - _TOKEN
                if self._ended or (within and not error.msg.startswith(_OPEN)):
                    raise NotJson(error.msg) from None
            except ValueError as error:  # a number of too many digits
                raise NotJson(str(error)) from None
            except RecursionError:
                raise NotJson(MESSAGES["deep"]) from None
            else:
                if self._ended or end < len(self._text) - _TOKEN:
                    check_halves(value, self._text[self._place : end].encode("utf-8", "replace"))
                    self._place = end
                    return value
            if len(self._text) - self._place > self._longest:
                raise too_much("record", self._name)
            self._more()

    def _more(self) -> bool:
        """Reads on, at least as much again as is held; whether there was any more."""
        held = self._text[self._place :]
        block = self._file.read(max(_BLOCK, len(held)))
        self._text, self._place, self._ended = held + self._decoded(block), 0, not block
        return bool(block)

    def _decoded(self, block: bytes) -> str:
        try:
            return self._decoder.decode(block, not block)
        except UnicodeDecodeError as error:
            raise NotJson(str(error)) from None
