"""XML read as a stream, as XES and OCEL are.

A document type, by which entities could be declared that grow beyond all bounds, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any, Final
from xml.parsers import expat

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.limits import beyond, limit

MESSAGES: Final = {
    "deep": "{path}: line {line}: elements are nested too deep: {limit}",
    "doctype": "{path}: line {line}: a document type is declared; a log has none",
}
BLOCK: Final = 1 << 20  # bytes
NotXml = expat.ExpatError


def parsed(
    file: IO[bytes],
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
    records: Callable[[], int] | None = None,
) -> Iterator[None]:
    """Calls back for what stands in a file, and comes back after each block of it.

    :param start: called with an element's name and its attributes; where the first element has a
        prefix for its namespace, the names of all come without theirs.
    :param records: how many records have been read to their end; else each element is one.
    :raises NotXml: where the file is broken, or breaks off.
    :raises LogError: for a document type, or beyond the limits of depth and of a record.
    """
    calls = _Calls(name, start, end, text)
    before, length, longest = 0, 0, limit("record")
    while block := file.read(BLOCK):
        _parse(calls.parser, block, False)
        yield
        now = records() if records else calls.elements
        before, length = now, (length + len(block) if now == before else 0)
        if length > longest:
            raise too_much("record", name)
    _parse(calls.parser, b"", True)
    yield


class _Calls:
    """What the parser calls for elements and text."""

    def __init__(self, name: str, start: Any, end: Any, text: Any) -> None:
        self.name, self.elements = name, 0
        self._start, self._end, self._depth, self._most = start, end, 0, limit("depth")
        self.parser = parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._first
        parser.EndElementHandler = self._left if end is None else self._ended
        if text is not None:
            parser.CharacterDataHandler = text

    def _refuse(self, *_: object) -> None:
        raise self._wrong("doctype")

    def _first(self, tag: str, attributes: dict[str, str]) -> None:
        handler = self._without_prefix if ":" in tag else self._begun
        self.parser.StartElementHandler = handler
        handler(tag, attributes)

    def _without_prefix(self, tag: str, attributes: dict[str, str]) -> None:
        self._begun(tag.rpartition(":")[2], attributes)

    def _begun(self, tag: str, attributes: dict[str, str]) -> None:
        self.elements += 1
        self._depth += 1
        if self._depth > self._most:
            raise self._wrong("deep")
        self._start(tag, attributes)

    def _left(self, _: str) -> None:
        self._depth -= 1

    def _ended(self, tag: str) -> None:
        self._depth -= 1
        self._end(tag)

    def _wrong(self, message: str) -> LogError:
        said = {"path": self.name, "line": self.parser.CurrentLineNumber}
        return LogError(MESSAGES[message].format(**said, limit=beyond("depth")))


def _parse(parser: expat.XMLParserType, block: bytes, last: bool) -> None:
    try:
        parser.Parse(block, last)
    except LookupError as error:  # an encoding that is none
        raise NotXml(str(error)) from None
