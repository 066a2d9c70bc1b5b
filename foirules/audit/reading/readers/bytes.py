"""The bytes of a log, unpacked if they are packed, and what format they are of."""

from __future__ import annotations

import gzip
import json
import re
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

from foirules.audit.reading.readers.archive import MAGIC as ZIP
from foirules.audit.reading.readers.archive import unzipped
from foirules.audit.reading.readers.bounds import whole_xls, within
from foirules.audit.reading.readers.encodings import in_utf_8, utf_16
from foirules.audit.reading.readers.json_list import is_inside
from foirules.audit.reading.readers.row_writer import LogError, NoLog

MESSAGES: Final = {
    "unreadable": "{path}: cannot be read: {reason}",
    "empty": "{path}: empty",
    "format": "{path}: neither Parquet, CSV, a workbook, JSON, XES nor OCEL; it begins with"
    " {found}",
    "zstd": "{path}: packed by zstd, which this Python cannot unpack: pip install backports.zstd",
    "packed": "{path}: cannot be unpacked: {reason}",
    "parquet": "{path}: Parquet that is packed once more; expected it as it is",
    "password": "{path}: a workbook that is protected by a password: save it without one",
    "database": "{path}: a database of SQLite; --query FILE.sql says which rows are its log",
}
PARQUET: Final = b"PAR1"
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and what is protected by a password
SQLITE: Final = b"SQLite format 3\0"
LOOK: Final = 1 << 16  # bytes looked at
_CONTROL: Final = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")  # what no text has
_PACKED: Final = (".gz", ".zst", ".zip")
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_LINES: Final = (".jsonl", ".ndjson")
_ELEMENT: Final = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_OCEL_XML: Final = (b"<object-types", b"<event-types")
# What the JSON of a site has, of requests, of events in a feed, and of authorities.
_ALAVETELI: Final = (
    (b'"info_request_events"',),
    (b'"url_title"', b'"public_body"'),
    (b'"info_request"', b'"event_type"'),
    (b'"url_name"', b'"requests_count"'),
)
_EVENTS: Final = b'"events"'  # what a case file has
_OCEL_JSON: Final = (b'"objectTypes"', b'"eventTypes"')


@contextmanager
def opened(path: Path | None, name: str) -> Iterator[IO[bytes]]:
    """A file's bytes, or standard input's, unpacked.

    :raises LogError: where it cannot be read or unpacked.
    """
    try:
        if path is None:
            yield sys.stdin.buffer
            return
        with path.open("rb") as file, _unpacked(file, name) as plain:
            yield plain
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise LogError(MESSAGES["packed"].format(path=name, reason=error)) from None
    except OSError as error:
        reason = error.strerror or error
        raise LogError(MESSAGES["unreadable"].format(path=name, reason=reason)) from None


@contextmanager
def _unpacked(file: IO[bytes], name: str) -> Iterator[Any]:
    magic = file.read(4)
    file.seek(0)
    if magic[:2] == b"\x1f\x8b":
        with gzip.open(file) as packed, within(packed, name) as bounded:
            yield bounded
    elif magic == b"\x28\xb5\x2f\xfd":
        zstd = _zstd()
        if zstd is None:
            raise LogError(MESSAGES["zstd"].format(path=name))
        try:
            with zstd.open(file) as plain, within(plain, name) as bounded:
                yield bounded
        except zstd.ZstdError as error:
            raise LogError(MESSAGES["packed"].format(path=name, reason=error)) from None
    elif magic == ZIP:
        with unzipped(file, name) as plain:
            yield plain
    else:
        yield file


def _zstd() -> Any:
    try:
        if sys.version_info >= (3, 14):
            from compression import zstd
        else:
            from backports import zstd
    except ImportError:
        return None
    return zstd


def format_of(path: Path, name: str, encoding: str | None = None) -> str:
    """``parquet``, ``csv``, ``workbook``, ``jsonl``, ``alaveteli``, ``case``, ``xes``, ``ocel`` or
    ``records`` (of XML), by what it is.

    :param encoding: of CSV, where it is known.
    :raises LogError: where it is not one of these.
    """
    with opened(path, name) as file:
        begins = file.read(LOOK)
    if not begins.strip():
        raise NoLog(MESSAGES["empty"].format(path=name))
    if begins[:4] == PARQUET:
        with path.open("rb") as file:
            if file.read(4) != PARQUET:
                raise LogError(MESSAGES["parquet"].format(path=name))
        return "parquet"
    if begins.startswith((ZIP, OLE)):
        if begins.startswith(OLE) and _is_protected(path, name):
            raise LogError(MESSAGES["password"].format(path=name))
        return "workbook"
    if begins.startswith(SQLITE):
        raise NoLog(MESSAGES["database"].format(path=name))
    if codec := utf_16(begins) or (encoding if b"\0" in begins else None):
        begins = begins.decode(codec, "replace").encode()
    text = begins.removeprefix(b"\xef\xbb\xbf").lstrip()
    plain = path.with_suffix("") if path.suffix in _PACKED else path
    if text[:1] in b"{[":
        return _of_json(text, plain.suffix in _LINES)
    if text[:1] == b"<":
        return _of_xml(text)
    if b"\0" in begins and _CONTROL.search(begins):
        shown = repr(begins[:8])[1:]
        raise NoLog(MESSAGES["format"].format(path=name, found=shown))
    if plain.suffix in (".yaml", ".yml"):
        return "case"
    return "csv"


def as_utf_8(file: IO[bytes], format: str) -> tuple[IO[bytes], bool]:
    """A file whose text is read as UTF-8, and whether it is UTF-16; XML says itself what it is."""
    if format in ("xes", "ocel", "records"):
        return file, False
    codec = utf_16(file.read(LOOK))
    file.seek(0)
    return (in_utf_8(file, codec), True) if codec else (file, False)


def _is_protected(path: Path, name: str) -> bool:
    with opened(path, name) as file:
        return _ENCRYPTED in whole_xls(file, name)


def _of_xml(text: bytes) -> str:
    """XES is a log; what is neither that nor OCEL may hold records."""
    if any(mark in text for mark in _OCEL_XML):
        return "ocel"
    root = _ELEMENT.search(text)
    return "xes" if root is None or root[1] == b"log" else "records"


def _of_json(text: bytes, lines: bool) -> str:
    """A JSON text on several lines is one object; one on a line is a row, and so is each of a list.

    :param lines: its name says that each line is a row, as one that is broken may be.
    """
    if any(mark in text for mark in _OCEL_JSON):
        return "ocel"
    if is_inside(text) and _EVENTS not in text and not _is_alaveteli(text):
        return "jsonl"
    line = text.partition(b"\n")[0].strip()
    try:
        row = json.loads(line, parse_int=str)  # of any length
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        if _is_alaveteli(text) or (text.startswith(b"{") and b'"url_title"' in text):
            return "alaveteli"
        return "jsonl" if lines or text.startswith(b"[") else "case"
    if _is_alaveteli(line):
        return "alaveteli"
    return "case" if isinstance(row.get("events"), list) else "jsonl"


def _is_alaveteli(text: bytes) -> bool:
    return any(all(mark in text for mark in marks) for marks in _ALAVETELI)
