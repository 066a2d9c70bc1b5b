"""Letters in PDF and Word, by libraries of the extra ``letters``."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final

from attrs import evolve

from foirules.documents.limits import limit
from foirules.letters.errors import LettersError
from foirules.letters.in_one_text import pasted_thread
from foirules.letters.readers.files import MESSAGES, Source, lines_of, too_much

_SMALL: Final = 10  # pieces of a word that count as one, as a page has each letter in its place


def read(name: str, suffix: str, data: bytes) -> Source:
    """The letters of a file.

    :raises LettersError: where its library is not installed, or it cannot be read.
    """
    try:
        text = _READ[suffix](name, data)
    except LettersError:
        raise
    except ImportError as error:
        said = {"path": name, "package": error.name}
        raise LettersError([MESSAGES["extra"].format(**said)]) from None
    except Exception as error:  # each library raises its own kinds for a file that is mangled
        reason = f"not a whole {suffix} file ({type(error).__name__})"
        raise LettersError([MESSAGES["unreadable"].format(path=name, reason=reason)]) from None
    if not text.strip():
        raise LettersError([MESSAGES["no-text"].format(path=name)])
    found = pasted_thread(lines_of(text))
    return Source(name, [evolve(each, by_text=True) for each in found.pieces], found.authority)


def text_of(data: bytes, suffix: str) -> str:
    """The text of a document that is attached; empty where it cannot be read here."""
    try:
        return _READ[suffix]("", data)
    except Exception:  # what is attached is told as attached, and left
        return ""


def _pdf(name: str, data: bytes) -> str:
    import logging

    from pypdf import PdfReader

    log = logging.getLogger("pypdf")  # which would tell standard error of what it makes good
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    pages = PdfReader(io.BytesIO(data)).pages
    if len(pages) > limit("pages"):
        raise too_much("pages", name)
    drawn, most = 0, limit("drawn")

    def count(_: Any, operands: Any, *more: Any) -> None:
        """A form may be drawn again and again, within another too: a small file can draw much."""
        nonlocal drawn
        drawn += 1 + sum(len(each) // _SMALL for each in operands if isinstance(each, list))
        if drawn > most:
            raise too_much("drawn", name)

    return "\n\n".join(page.extract_text(visitor_operand_before=count) for page in pages)


def _word(name: str, data: bytes) -> str:
    """What an archive says of its sizes holds: its library reads no more of a file than that."""
    from docx import Document

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(each.file_size for each in archive.infolist()) > limit("letters"):
            raise too_much("letters", name)
    return "\n\n".join(map(_block, Document(io.BytesIO(data)).iter_inner_content()))


def _block(block: Any) -> str:
    """The text of a paragraph; of a table a line for each row, in which a cell that spans several
    stands once."""
    if not hasattr(block, "rows"):
        return str(block.text)
    return "\n\n".join("  ".join(filter(None, dict.fromkeys(row))) for row in _rows(block))


def _rows(table: Any) -> Iterator[list[str]]:
    """The texts of the cells of each row; one that goes on from the row above has the same. Its
    library would give a cell for each column that one says it spans, which may be a thousand
    million."""
    from docx.table import _Cell

    above: dict[int, str] = {}
    for row in table.rows:
        place, texts = row.grid_cols_before, dict[int, str]()
        for cell in row._tr.tc_lst:
            goes_on = cell.vMerge == "continue"
            texts[place] = above.get(place, "") if goes_on else _Cell(cell, table).text.strip()
            place += cell.grid_span
        yield [*texts.values()]
        above = texts


_READ = {".pdf": _pdf, ".docx": _word}
