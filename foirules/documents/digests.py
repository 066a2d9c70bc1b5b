"""Hashes of what is read, by which it can be known again: SHA-256, as 64 hexadecimal digits.

They are the same on every system and every CPython.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any

import attrs


def digest_of_bytes(data: bytes) -> str:
    """That of the bytes of a file, as ``sha256sum`` gives it."""
    return sha256(data).hexdigest()


def digest_of_file(path: Path) -> str:
    """The same of a file, read piece by piece.

    :raises OSError: where it cannot be read.
    """
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def digest_of_data(data: Any) -> str:
    """That of data as canonical JSON: keys in order, no space, ASCII alone."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=_plain)
    return sha256(text.encode("ascii")).hexdigest()


def digest_of_all(digests: Iterable[str]) -> str | None:
    """One for several, each counted once; that itself where there is one, None for none."""
    each = list(dict.fromkeys(digests))
    if len(each) < 2:
        return each[0] if each else None
    return sha256("\n".join(each).encode("ascii")).hexdigest()


def digest_within(digest: str | None, which: Mapping[str, int]) -> str | None:
    """That of one of several things in what has a hash; None where that has none.

    :param which: which of them it is: ``{"thread": 2}``.
    """
    return None if digest is None else digest_of_all((digest, digest_of_data(which)))


def data_of(value: Any, without: Collection[str] = ()) -> Any:
    """A value of classes of attrs as data: of each object the fields that are not as by default.

    :param without: fields of the value itself that are left out.
    """
    if attrs.has(type(value)):
        fields = [a for a in attrs.fields(type(value)) if a.eq and a.name not in without]
        said = ((a, getattr(value, a.name)) for a in fields)
        return {a.name: data_of(each) for a, each in said if each != a.default}
    if isinstance(value, Mapping):
        return {str(key): data_of(each) for key, each in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(data_of, value), key=repr)
    return [data_of(each) for each in value] if isinstance(value, list | tuple) else value


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
