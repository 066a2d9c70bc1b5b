"""Files and folders -> the messages in them. A file is told by its content and its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from attrs import define, field

from foirules.documents.digests import digest_of_bytes
from foirules.documents.limits import beyond, limit
from foirules.letters.errors import LettersError
from foirules.letters.forms import SUFFIXES
from foirules.letters.in_one_text import pasted_thread
from foirules.letters.message import Line
from foirules.letters.pasted import Piece

MESSAGES: Final = {
    "unreadable": "{path}: cannot be read: {reason}",
    "letters": "{path}: too large: {limit}",
    "messages": "{path}: too many messages: {limit}",
    "parts": "{path}: too many parts of a message: {limit}",
    "pages": "{path}: too many pages: {limit}",
    "drawn": "{path}: too much on its pages: {limit}",
    "empty-folder": "{path}: the folder holds no message ({names})",
    "no-text": "{path}: it holds no text",
    "extra": "{path}: {package} is not installed: pip install 'foirules[letters]'",
}


@define
class Source:
    """A file, and the messages in it."""

    name: str
    pieces: list[Piece] = field(factory=list)
    authority: str = ""
    digest: str = ""  # of its bytes

    @classmethod
    def of_text(cls, name: str, text: str) -> Source:
        """A thread that was pasted as one text, or a letter by itself."""
        found = pasted_thread(lines_of(text))
        digest = digest_of_bytes(text.encode("utf-8", "surrogatepass"))
        return cls(name, found.pieces, found.authority, digest)


def lines_of(text: str) -> list[Line]:
    """The lines of a text, numbered from 1."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    return [Line(number, line) for number, line in enumerate(plain.split("\n"), 1)]


def read_sources(paths: Iterable[str | Path]) -> list[Source]:
    """The messages of some files and folders.

    :raises LettersError: with every file that cannot be read.
    """
    found: list[Source] = []
    errors: list[str] = []
    for path in paths:
        try:
            for each in _files(Path(path)):
                found.append(source_of(str(each), _bytes(each)))
        except LettersError as error:
            errors += error.errors
    if errors:
        raise LettersError(errors)
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    listed = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
    if not listed:
        names = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        raise LettersError([MESSAGES["empty-folder"].format(path=path, names=names)])
    yield from listed


def source_of(name: str, data: bytes) -> Source:
    """The messages of a file.

    :param name: of the file, which may tell its form.
    :raises LettersError: where it cannot be read.
    """
    source = _read(name, data)
    source.digest = digest_of_bytes(data)
    return source


def _read(name: str, data: bytes) -> Source:
    suffix = Path(name).suffix.lower()
    if suffix == ".msg":
        from foirules.letters.readers import outlook

        return outlook.read(name, data)
    if suffix in (".pdf", ".docx"):
        from foirules.letters.readers import documents

        return documents.read(name, suffix, data)
    if suffix == ".json" or data.lstrip()[:1] == b"{":
        from foirules.letters.readers import alaveteli

        return alaveteli.read(name, data)
    from foirules.letters.readers import mail

    if suffix in (".eml", ".mbox") or mail.is_mail(data):
        return mail.read(name, data)
    return Source.of_text(name, decoded(data))


def _bytes(path: Path) -> bytes:
    most = limit("letters")
    try:
        if str(path) == "-":
            import sys

            data = sys.stdin.buffer.read(most + 1)
        else:
            with path.open("rb") as file:
                data = file.read(most + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise LettersError([MESSAGES["unreadable"].format(path=path, reason=reason)]) from None
    if len(data) > most:
        raise too_much("letters", str(path))
    return data


def too_much(name: str, path: str) -> LettersError:
    """What is raised for a file that goes beyond a limit, which is named."""
    return LettersError([MESSAGES[name].format(path=path, limit=beyond(name))])


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 with its mark, or else as Windows writes it."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
