"""Text in other encodings -> UTF-8: one that is named, UTF-16, or Windows-1252 where all of a file
can be that.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable
from typing import IO, Final

WINDOWS: Final = "Windows-1252"
CODEC: Final = "cp1252"
_MARKS: Final = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_NO_TEXT: Final = "\udcff"  # what no text in UTF-8 has, for bytes that are no text
_BLOCK: Final = 1 << 20  # bytes
_LEAST: Final = 0.9  # of the bytes in odd or even places that are zero in UTF-16 without a mark


def utf_16(begins: bytes) -> str | None:
    """The codec of text in UTF-16, by its mark or its zeros; None for other text.

    :param begins: the first bytes of a file.
    """
    for mark, codec in _MARKS.items():
        if begins.startswith(mark):
            return codec
    pairs = len(begins) // 2
    for place, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = begins[place::2].count(0), begins[1 - place :: 2].count(0)
        if pairs and zeros >= _LEAST * pairs and not others:
            return codec
    return None


def is_encoding(name: str) -> bool:
    """Whether text can be read by an encoding of some name."""
    try:
        return isinstance(b"1".decode(name, "replace"), str)
    except (LookupError, ValueError):
        return False


def is_utf_8(file: IO[bytes]) -> bool:
    """Whether a file is text in UTF-8 with characters that no other encoding would have so."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain = True
    file.seek(0)
    try:
        while block := file.read(_BLOCK):
            plain = plain and block.isascii()
            decoder.decode(block)
        decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(0)
    return not plain


def cannot_be(begins: bytes, codec: str) -> bool:
    """Whether a file that begins so is plain text, and would be something else in an encoding."""
    return (
        begins.isascii()
        and b"\0" not in begins
        and begins.decode(codec, "replace") != begins.decode()
    )


def in_utf_8(file: IO[bytes], codec: str) -> IO[bytes]:
    """A file as UTF-8; what is no text in its encoding is none in UTF-8 either."""
    codecs.register_error("foirules-no-text", lambda error: (_NO_TEXT, getattr(error, "end")))  # noqa: B009
    decoder = codecs.getincrementaldecoder(codec)("foirules-no-text")

    def recode(block: bytes) -> bytes:
        text = decoder.decode(block, not block)
        return text.encode("utf-8", "surrogateescape")

    return recoded(file, recode)


def with_line_feeds(file: IO[bytes]) -> IO[bytes]:
    """A file whose lines end in a carriage return alone, as old ones of a Mac do."""
    return recoded(file, lambda block: block.replace(b"\r", b"\n"))


def recoded(file: IO[bytes], recode: Callable[[bytes], bytes], begun: bytes = b"") -> IO[bytes]:
    """A file of which each block is recoded as it is read; the last is empty.

    :param begun: what has been read of it.
    """
    return io.BufferedReader(_Recoded(file, recode, begun), _BLOCK)


def is_windows(file: IO[bytes]) -> bool:
    """Whether a file that is not UTF-8 can be Windows-1252: all of its bytes are characters there,
    and no two of them are one in UTF-8."""
    if not file.seekable():
        return False
    place = file.tell()
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    try:
        while block := file.read(_BLOCK):
            block.decode(CODEC)
            text = decoder.decode(block)
            if not text.isascii() and any("\x7f" < each < "\udc80" for each in set(text)):
                return False
    except UnicodeDecodeError:
        return False
    finally:
        file.seek(place)
    return True


def from_windows(block: bytes) -> bytes:
    """Text in Windows-1252 as UTF-8."""
    return block.decode(CODEC).encode()


class _Recoded(io.RawIOBase):
    def __init__(
        self, file: IO[bytes], recode: Callable[[bytes], bytes], begun: bytes = b""
    ) -> None:
        self._file, self._recode = file, recode
        self._held, self._ended = memoryview(recode(begun) if begun else b""), False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not len(self._held) and not self._ended:
            block = self._file.read(_BLOCK)
            self._held, self._ended = memoryview(self._recode(block)), not block
        taken = min(len(buffer), len(self._held))
        buffer[:taken] = self._held[:taken]
        self._held = self._held[taken:]
        return taken
