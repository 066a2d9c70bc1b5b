"""XML read as a stream, as XES and OCEL are.

A document type, by which entities could be declared that grow beyond all bounds, is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final
from xml.parsers import expat

from foirules.audit.reading.readers.row_writer import LogError

MESSAGES: Final = {
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
) -> Iterator[None]:
    """Calls back for what stands in a file, and comes back after each block of it.

    :param start: called with an element's name and its attributes; where the first element has a
        prefix for its namespace, the names of all come without theirs.
    :raises NotXml: where the file is broken, or breaks off.
    :raises LogError: for a document type.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise LogError(MESSAGES["doctype"].format(path=name, line=parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse

    def without_prefix(tag: str, attributes: dict[str, str]) -> None:
        start(tag.rpartition(":")[2], attributes)

    def first(tag: str, attributes: dict[str, str]) -> None:
        parser.StartElementHandler = without_prefix if ":" in tag else start
        parser.StartElementHandler(tag, attributes)

    parser.StartElementHandler = first
    if end is not None:
        parser.EndElementHandler = end
    if text is not None:
        parser.CharacterDataHandler = text
    while block := file.read(BLOCK):
        _parse(parser, block, False)
        yield
    _parse(parser, b"", True)
    yield


def _parse(parser: expat.XMLParserType, block: bytes, last: bool) -> None:
    try:
        parser.Parse(block, last)
    except LookupError as error:  # an encoding that is none
        raise NotXml(str(error)) from None
