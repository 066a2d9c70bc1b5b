"""Letters in PDF and Word, by libraries of the extra ``letters``."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from attrs import evolve

from foirules.documents.limits import limit
from foirules.letters.errors import LettersError
from foirules.letters.in_one_text import pasted_thread
from foirules.letters.readers.files import MESSAGES, Source, lines_of, too_much


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
    return "\n\n".join(page.extract_text() for page in pages)


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
    rows = ((cell.text.strip() for cell in row.cells) for row in block.rows)
    return "\n\n".join("  ".join(filter(None, dict.fromkeys(row))) for row in rows)


_READ = {".pdf": _pdf, ".docx": _word}
