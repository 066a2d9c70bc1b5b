"""A CSV file with further columns; what stands in it stays as it is, to the byte.

It is read twice, a block and then a row at a time: what it holds never stands in memory whole.
"""

from __future__ import annotations

import codecs
import io
from codecs import lookup
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from itertools import chain
from typing import IO, Final

from attrs import frozen

from foirules.audit.reading.readers.csv_head import SEP
from foirules.audit.reading.readers.csv_rows import csv_rows
from foirules.audit.reading.readers.encodings import CODEC, is_utf_8, utf_16
from foirules.audit.reading.readers.row_writer import HeadingRow

Note = tuple[date | None, str | None]
"""The last day and the state."""
_BLOCK: Final = 1 << 20  # bytes
_LOOK: Final = 1 << 16
_KEPT: Final = "foirules-kept"
_MARK: Final = "\ufeff"  # that the text is Unicode


def annotate_csv(
    opened: Callable[[], AbstractContextManager[IO[bytes]]],
    out: IO[bytes],
    head: HeadingRow,
    headings: Sequence[str],
    note_of: Callable[[int], Note | None],
    encoding: str | None = None,
) -> None:
    """Writes the file with values behind those of each row; in the encoding that it has.

    :param opened: opens the file anew.
    :param head: where the names of its columns stand.
    :param headings: of the further columns.
    :param note_of: the number of a row -> what is to stand in them; asked from the first on.
    :param encoding: that a map names.
    """
    with opened() as file:
        form = _form(file, encoding)

    def said(number: int) -> Sequence[str]:
        if number == head.row:
            return headings
        return tuple(map(_text, note_of(number) or (None, None)))

    with opened() as file:
        text = io.TextIOWrapper(file, form.codec, form.errors, newline=form.ends)
        lines = (line.replace("\r", "\n") if form.ends == "\r" else line for line in text)
        first = next(lines, "")
        if SEP.match(first.removeprefix(_MARK)):
            out.write(first.encode(form.codec, form.errors))
            first = next(lines, "")
        for own, more in _rows(_Lines(chain([first], lines)), head, said):
            kept, end = _without_end(own)
            out.write(kept.encode(form.codec, form.errors))
            out.write(more.encode(form.added, "surrogateescape" if form.is_utf_8 else "replace"))
            out.write(end.encode(form.codec))
        text.detach()
    out.write(form.odd)


# --- how it is written ----------------------------------------------------------------------------


@frozen
class _Form:
    """How a file is written.

    :param codec: by which its bytes come back as they were, with ``errors``; ``added`` is that of
        what is written into it.
    :param ends: what ends a line; ``\\r`` as in old files of a Mac.
    :param odd: the last byte, where UTF-16 has one too many.
    """

    codec: str
    errors: str
    added: str
    ends: str
    odd: bytes

    @property
    def is_utf_8(self) -> bool:
        return self.added == "utf-8"


def _form(file: IO[bytes], encoding: str | None) -> _Form:
    named = encoding if encoding is not None and not is_utf_8(file) else None
    begins = file.read(_LOOK)
    wide = utf_16(begins) or _wide(named)
    decoders = {codec: codecs.getincrementaldecoder(codec)() for codec in ("utf-8", CODEC)}
    feed = codecs.getincrementaldecoder(wide)("replace") if wide else None
    length, feeds, last = 0, 0, b""
    block = begins
    while block:
        for codec in [*decoders]:
            try:
                decoders[codec].decode(block)
            except UnicodeDecodeError:
                del decoders[codec]
        feeds += feed.decode(block).count("\n") if feed else block.count(b"\n")
        length, last = length + len(block), block[-1:]
        block = file.read(_BLOCK)
    ends = "\n" if feeds else "\r"
    if wide:
        codecs.register_error(_KEPT, _kept)
        return _Form(wide, _KEPT, wide, ends, last if length % 2 else b"")
    if "utf-8" in decoders:
        try:
            decoders["utf-8"].decode(b"", True)
        except UnicodeDecodeError:
            del decoders["utf-8"]
    codec = next(iter(decoders), "utf-8")
    return _Form(codec, "surrogateescape", named or codec, ends, b"")


def _wide(encoding: str | None) -> str | None:
    """UTF-16 that a map names, whose mark, if any, stands in the text."""
    name = lookup(encoding).name if encoding else ""
    return "utf-16-le" if name == "utf-16" else name if name.startswith("utf-16-") else None


def _kept(error: UnicodeError) -> tuple[str | bytes, int]:
    """Half of a pair, in UTF-16, comes and goes alone; half of one such is left out."""
    if isinstance(error, UnicodeDecodeError) and error.end - error.start < 2:
        return "", error.end
    return codecs.lookup_error("surrogatepass")(error)


# --- its rows -------------------------------------------------------------------------------------


class _Lines:
    """The lines of a text, each kept until it is taken with the row that it ends."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self._kept: deque[str] = deque()
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(self._lines):
            self._kept.append(line)
            yield line if number else line.removeprefix(_MARK)

    def up_to(self, number: int) -> str:
        """Those that are left up to one."""
        taken = [self._kept.popleft() for _ in range(number - self._taken)]
        self._taken = number
        return "".join(taken)


def _rows(
    lines: _Lines, head: HeadingRow, said: Callable[[int], Sequence[str]]
) -> Iterator[tuple[str, str]]:
    """The rows of a text, each with what is said of it; above the names nothing is."""
    mark, width = head.delimiter, 0
    for number, row in enumerate(csv_rows(lines, mark), 1):
        width = len(row.values) if number == head.row else width
        more = ""
        if number >= head.row and not row.wrong and any(row.values):
            missing = mark * max(width - len(row.values), 0)
            more = missing + "".join(mark + _quoted(value, mark) for value in said(number))
        yield lines.up_to(row.lines), more


def _without_end(row: str) -> tuple[str, str]:
    """A row, and what ends its last line."""
    plain = row.removesuffix("\n").removesuffix("\r")
    return plain, row[len(plain) :]


def _text(value: date | str | None) -> str:
    return "" if value is None else str(value)


def _quoted(value: str, mark: str) -> str:
    if any(each in value for each in (mark, '"', "\n", "\r")):
        return '"' + value.replace('"', '""') + '"'
    return value
