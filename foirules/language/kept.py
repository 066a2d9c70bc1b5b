"""What is read from files kept between runs, beside the bytecode that Python itself keeps.

To read the YAML of a law takes longer than all else that a command does with it. The copy is plain
JSON: only classes that a :class:`Codec` names are ever made of it. Like Python's own it is made
only where bytecode may be written. Its name is a digest of all that it comes of, so that it is
never read for other files or by another reader.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date
from enum import Enum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

import attrs
from attrs import field, frozen

FOLDER: Final = Path(__file__).parent / "__pycache__"
MOST: Final = 4  # copies of a name
_TAG: Final = ""  # the key that says what an object of the JSON is; no field is called so
_BROKEN: Final = (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError)

T = TypeVar("T")


def digest(files: Iterable[Path]) -> str:
    """A digest of files, of their names and of what is in them."""
    found = sha256()
    for path in files:
        data = path.read_bytes()
        found.update(f"{path.name} {len(data)}\n".encode() + data)
    return found.hexdigest()[:32]


def kept(name: str, key: str, codec: Codec, make: Callable[[], T]) -> T:
    """A value, read where there is a copy, else made and kept for the next time.

    :param name: what the value is, for the name of the copy.
    :param key: a digest of all that it comes of.
    """

    def read(data: bytes) -> T:
        copy: T = codec.read(data.decode("utf-8"))
        return copy

    path = FOLDER / f"{name}.{key}.json"
    return kept_at(path, read, lambda value: codec.write(value).encode("utf-8"), make, MOST)


def kept_at(
    path: Path,
    read: Callable[[bytes], T],
    write: Callable[[T], bytes],
    make: Callable[[], T],
    most: int,
) -> T:
    """A value, read from a file where it is there, else made and kept in it for the next time.

    :param path: the file, called NAME.KEY.SUFFIX; the key changes with what the value comes of.
    :param most: the newest files of the name that are kept.
    """
    with suppress(*_BROKEN):
        return read(path.read_bytes())
    made = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _keep(path, write(made), most)
    return made


def _keep(path: Path, data: bytes, most: int) -> None:
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.replace(path)
    name = path.stem.rpartition(".")[0]
    copies = path.parent.glob(f"{name}.*{path.suffix}")
    for old in sorted(copies, key=lambda each: each.stat().st_mtime)[:-most]:
        old.unlink(missing_ok=True)


@frozen
class Codec:
    """Declarations as JSON, and back.

    A value is text, a number, a truth value, None, a day, a member of an enum, a tuple, a list, a
    dict, or an object of a class of attrs that is made of such. Fields that have their default are
    left out, so that the classes are part of what a copy comes of.

    :param classes: the classes, those of enums too, that a value may hold.
    :param shared: those of the classes of which an object that stands several times is written
        once, and is one and the same when read.
    :param known: objects that are not written but called by a name, and are the same when read.
    """

    classes: tuple[type[Any], ...]
    shared: tuple[type[Any], ...] = ()
    known: Mapping[str, Any] = field(factory=dict)

    def write(self, value: Any) -> str:
        """The JSON of a value.

        :raises TypeError: where it holds something else.
        """
        return json.dumps(self._data(value, {}), ensure_ascii=False, separators=(",", ":"))

    def read(self, text: str) -> Any:
        """The value of a JSON.

        :raises ValueError: where it is none; KeyError or TypeError where it is none of this codec.
        """
        seen: list[Any] = []
        made: dict[str, Callable[[dict[str, Any]], Any]] = {
            "seen": lambda data: seen[data["is"]],
            "known": lambda data: self.known[data["is"]],
            "date": lambda data: date.fromisoformat(data["is"]),
            "tuple": lambda data: tuple(data["is"]),
            "dict": lambda data: dict(data["is"]),
        }
        made |= {each.__name__: _maker(each) for each in self.classes}

        def value(data: dict[str, Any]) -> Any:
            found = made[data.pop(_TAG)](data)
            if type(found) in self.shared and "is" not in data:
                seen.append(found)
            return found

        return json.loads(text, object_hook=value)

    def _data(self, value: Any, seen: dict[int, int]) -> Any:
        """The JSON's data.

        :param seen: of the shared objects that have been written the place of each among them.
        """
        if id(value) in seen:
            return {_TAG: "seen", "is": seen[id(value)]}
        for name, each in self.known.items():
            if value is each:
                return {_TAG: "known", "is": name}
        kind = type(value)
        if value is None or kind in (str, int, bool):
            return value
        if kind is list:
            return [self._data(each, seen) for each in value]
        if kind is tuple:
            return {_TAG: "tuple", "is": [self._data(each, seen) for each in value]}
        if kind is dict:
            pairs = [[self._data(each, seen) for each in pair] for pair in value.items()]
            return {_TAG: "dict", "is": pairs}
        if kind is date:
            return {_TAG: "date", "is": value.isoformat()}
        if kind not in self.classes:
            raise TypeError(f"a {kind.__name__} cannot be kept")
        if isinstance(value, Enum):
            return {_TAG: kind.__name__, "is": value.name}
        fields = [(f, getattr(value, f.name)) for f in attrs.fields(kind) if f.init]
        told = {f.alias: self._data(each, seen) for f, each in fields if not _default(f, each)}
        if kind in self.shared:
            seen[id(value)] = len(seen)
        return {_TAG: kind.__name__, **told}


def _default(field: attrs.Attribute[Any], value: Any) -> bool:
    return type(value) is type(field.default) and bool(value == field.default)


def _maker(kind: type[Any]) -> Callable[[dict[str, Any]], Any]:
    if issubclass(kind, Enum):
        return lambda data: kind[data["is"]]
    return lambda data: kind(**data)
