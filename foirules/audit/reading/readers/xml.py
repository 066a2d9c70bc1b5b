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
    end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> Iterator[None]:
    """Calls back for what stands in a file, and comes back after each block of it.

    :param start: called with an element's name, without its namespace's prefix, and its attributes.
    :raises NotXml: where the file is broken, or breaks off.
    :raises LogError: for a document type.
    """
    parser = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise LogError(MESSAGES["doctype"].format(path=name, line=parser.CurrentLineNumber))

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda tag, attributes: start(tag.rpartition(":")[2], attributes)
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
