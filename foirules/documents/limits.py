"""How much is read at most of files that anybody may have made.

Each limit has a name, and can be set: by ``--limit record=32MB`` for a command, by the variable
``FOIRULES_LIMITS`` (``record=32MB,depth=50``) for a program. What goes beyond one is refused in a
line that names it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Final

from attrs import frozen

from foirules.documents.suggest import expected

MESSAGES: Final = {
    "beyond": "the limit {name} is {most}; --limit {name}={more} sets another",
    "shape": "{source}: found {found}; expected NAME=SIZE, such as record=32MB",
    "name": "{source}: unknown limit {found}{near}",
    "size": "{source}: {name}: found {found}; expected a whole number from 1 to {most}{unit}",
}
VARIABLE: Final = "FOIRULES_LIMITS"
OPTION: Final = "--limit"
_UNITS: Final = {"": 1, "KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
_SIZE: Final = re.compile(r"([0-9]{1,15}) ?(KB|MB|GB|)\Z", re.IGNORECASE)


@frozen
class Limit:
    """A limit.

    :param usual: what it is where nobody sets it.
    :param of: what it is a limit of, in a few words.
    :param most: what it may be set to.
    :param in_bytes: whether it is a size.
    """

    usual: int
    of: str
    most: int = 1 << 40
    in_bytes: bool = False


LIMITS: Final = {
    "document": Limit(1 << 20, "a case file, a policy, a map, own rules, a query", in_bytes=True),
    "values": Limit(50_000, "values in such a document, its aliases followed"),
    "depth": Limit(32, "lists and mappings, or elements of XML, within each other", most=100),
    "expression": Limit(2_000, "characters, or parts, of an expression of the law", most=20_000),
    "nesting": Limit(40, "parts of an expression within each other", most=100),
    "ranges": Limit(100, "events of a case file whose day is known as a range"),
    "results": Limit(1 << 25, "kept results that are verified", in_bytes=True),
    "return": Limit(1 << 23, "a return that was published", in_bytes=True),
    "law": Limit(1 << 26, "a file of the law of a version", in_bytes=True),
    "unpacked": Limit(1 << 30, "what a packed file or a workbook unpacks to", in_bytes=True),
    "record": Limit(1 << 23, "a row, a record, an object or an event of a log", in_bytes=True),
    "columns": Limit(2_000, "columns of a log"),
    "held": Limit(1_000_000, "rows or objects that have to be held at once"),
    "cells": Limit(20_000_000, "cells of a sheet, up to the last that says something"),
    "text": Limit(250_000_000, "characters in the cells of a sheet"),
    "xls": Limit(1 << 28, "a workbook .xls, which is read whole", in_bytes=True),
    "letters": Limit(1 << 26, "a file of letters, packed or unpacked", in_bytes=True),
    "messages": Limit(5_000, "messages in a mailbox"),
    "parts": Limit(500, "parts of a message"),
    "pages": Limit(200, "pages of a letter in PDF"),
    "drawn": Limit(120_000, "words and lines drawn on them"),
}


class LimitError(ValueError):
    """A limit that cannot be set. ``errors`` holds the one line."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.errors = (error,)


def limit(name: str) -> int:
    """A limit, as it is set.

    :raises LimitError: where the variable cannot be read.
    """
    said = os.environ.get(VARIABLE)
    return _read(VARIABLE, said).get(name, LIMITS[name].usual) if said else LIMITS[name].usual


def beyond(name: str) -> str:
    """What is said of a file that goes beyond a limit: what that is, and how it is raised."""
    most, each = limit(name), LIMITS[name]
    shown, more = (_shown(size, each.in_bytes) for size in (most, min(2 * most, each.most)))
    plain = re.sub(r",| (bytes)?", "", more)
    return MESSAGES["beyond"].format(name=name, most=shown, more=plain)


@contextmanager
def limits_set(texts: Sequence[str]) -> Iterator[None]:
    """Limits that hold within, in processes that are started there too.

    :param texts: each a limit or several, as in the variable.
    :raises LimitError: where one cannot be read.
    """
    before = os.environ.get(VARIABLE)
    for source, said in ((VARIABLE, before or ""), *((OPTION, each) for each in texts)):
        _read(source, said)
    if not texts:
        yield
        return
    os.environ[VARIABLE] = ",".join(filter(None, (before, *texts)))
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


@lru_cache(64)
def _read(source: str, texts: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for text in filter(None, (each.strip() for each in texts.split(","))):
        name, mark, size = (each.strip() for each in text.partition("="))
        if not mark:
            raise LimitError(MESSAGES["shape"].format(source=source, found=repr(text)))
        if name not in LIMITS:
            near = expected(name, LIMITS)
            raise LimitError(MESSAGES["name"].format(source=source, found=repr(name), near=near))
        found[name] = _size(source, name, size)
    return found


def _size(source: str, name: str, text: str) -> int:
    each, said = LIMITS[name], _SIZE.match(text)
    unit = said[2].upper() if said else ""
    number = int(said[1]) * _UNITS[unit] if said else 0
    if not 1 <= number <= each.most or (unit and not each.in_bytes):
        most = _shown(each.most, each.in_bytes)
        unit = ", in bytes, KB, MB or GB" if each.in_bytes else ""
        values = {"source": source, "name": name, "found": repr(text), "most": most, "unit": unit}
        raise LimitError(MESSAGES["size"].format(**values))
    return number


def _shown(number: int, in_bytes: bool) -> str:
    """A number, of bytes in the largest unit that it is a whole number of."""
    if not in_bytes:
        return f"{number:,}"
    unit = next(each for each in ("GB", "MB", "KB", "") if number % _UNITS[each] == 0)
    return f"{number // _UNITS[unit]:,} {unit or 'bytes'}"
