"""Declarations and trees as JSON, and back, whatever their classes are.

The text is a table of JSON, a row a line: the first says what the kinds are and which row is the
value, each other is an object, with the number of its kind and what it is made of. A value is
itself where it is text, a number, a truth value or None; else it is ``[n]``, the row n. What is
equal and cannot change is one row, however often it stands. A row is read when it is first asked
for, and the items of a field that is :func:`later` are not asked for by themselves: who needs one
rule of a law does not wait for the others.

No code is kept and none is run: only the classes that the codec is given are made of a JSON.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cache
from types import ModuleType
from typing import Any, Final, TypeVar, overload

import attrs
from attrs import field, frozen

_KINDS: Final = ("tuple", "list", "dict", "set", "date", "known", "member", "later")
_UNMADE: Final = object()

T = TypeVar("T")


def later(head: Callable[[Any], Any]) -> dict[str, Any]:
    """Metadata of a field that holds a sequence: each item of it is made when it is asked for.

    :param head: of an item what is at hand before, as :attr:`Later.heads`.
    """
    return {"later": head}


def classes_of(*modules: ModuleType) -> tuple[type[Any], ...]:
    """The classes of attrs and the enums that some modules define."""
    return tuple(
        each
        for module in modules
        for each in vars(module).values()
        if isinstance(each, type)
        and each.__module__ == module.__name__
        and (attrs.has(each) or issubclass(each, Enum))
    )


@frozen(eq=False, repr=False)
class Codec:
    """Values as JSON, and back.

    :param classes: the classes that a value may hold objects of, beside tuples, lists, dicts, sets
        that do not change, and days.
    :param known: objects that are not written but called by a name, and are the same when read.
    """

    classes: tuple[type[Any], ...]
    known: Mapping[str, Any] = field(factory=dict)

    def write(self, value: Any) -> str:
        """The text of a value.

        :raises TypeError: where it holds something else.
        """
        writer = _Writer(self)
        head = [self.forms(), writer.written(value)]
        return "\n".join(map(_json, [head, *writer.rows]))

    def read(self, text: str) -> Any:
        """The value of a text; what is to be made later is made of it later.

        :raises ValueError: where it is none, or was written of other classes.
        """
        head, *rows = text.split("\n")
        forms, value = json.loads(head)
        if forms != self.forms():
            raise ValueError("written of other classes")
        return _Reader(rows, self).value(value)

    def forms(self) -> list[list[str]]:
        """The names of the classes, each with those of the fields that its objects are made of."""
        return _forms(self.classes)


class Later(Sequence[T]):
    """A sequence whose items are made when they are asked for; ``heads`` has something on each."""

    def __init__(self, reader: _Reader, heads: Any, items: Sequence[Any]) -> None:
        self._reader, self._heads, self._items = reader, heads, items

    @property
    def heads(self) -> tuple[Any, ...]:
        found: tuple[Any, ...] = self._reader.value(self._heads)
        return found

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, place: int) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...
    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return tuple(map(self._reader.value, self._items[place]))
        return self._reader.value(self._items[place])

    def __iter__(self) -> Iterator[T]:
        return map(self._reader.value, self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Iterable) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> Any:
        return tuple, (tuple(self),)


def _json(row: list[Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


@cache
def _forms(classes: tuple[type[Any], ...]) -> list[list[str]]:
    return [_form(each) for each in classes]


def _form(kind: type[Any]) -> list[str]:
    made_of = [] if issubclass(kind, Enum) else [f.alias for f in attrs.fields(kind) if f.init]
    return [kind.__name__, *map(str, made_of)]


class _Writer:
    def __init__(self, codec: Codec) -> None:
        self.rows: list[list[Any]] = []
        self._numbers = {each: len(_KINDS) + n for n, each in enumerate(codec.classes)}
        self._known = {id(each): name for name, each in codec.known.items()}
        self._places: dict[Any, int] = {}
        self._written: dict[int, tuple[Any, Any]] = {}  # holds the object, or its id is used again

    def written(self, value: Any) -> Any:
        kind = type(value)
        if value is None or kind in (str, int, bool):
            return value
        if id(value) in self._written:
            return self._written[id(value)][1]
        if id(value) in self._known:
            found = self._row("known", [self._known[id(value)]])
        elif kind in (tuple, list):
            found = self._row(kind.__name__, map(self.written, value), id(value))
        elif kind is dict:
            pairs = (self.written(each) for pair in value.items() for each in pair)
            found = self._row("dict", pairs, id(value))
        elif kind is frozenset:
            found = self._row("set", map(self.written, sorted(value)))
        elif kind is date:
            found = self._row("date", [value.isoformat()])
        elif kind is Later:
            found = self.written(tuple(value))
        else:
            found = self._object(value, kind)
        self._written[id(value)] = value, found
        return found

    def _object(self, value: Any, kind: type[Any]) -> list[int]:
        if kind not in self._numbers:
            raise TypeError(f"a {kind.__name__} cannot be kept")
        if isinstance(value, Enum):
            return self._row("member", [self._numbers[kind], value.name])
        fields = [f for f in attrs.fields(kind) if f.init]
        made_of = [
            self._later(getattr(value, f.name), f.metadata["later"])
            if "later" in f.metadata
            else self.written(getattr(value, f.name))
            for f in fields
        ]
        changes = vars(kind).get("__hash__") is None
        return self._row(self._numbers[kind], made_of, id(value) if changes else None)

    def _later(self, items: Iterable[Any], head: Callable[[Any], Any]) -> list[int]:
        made = tuple(items)
        heads = self.written(tuple(map(head, made)))
        return self._row("later", [heads, *map(self.written, made)])

    def _row(self, kind: str | int, made_of: Iterable[Any], own: int | None = None) -> list[int]:
        """The place of a row; that of an equal one, unless it is an object of its ``own``."""
        number = _KINDS.index(kind) if isinstance(kind, str) else kind
        row = [number, *made_of]
        own = None if kind == "tuple" else own
        key = (own, *((type(each), repr(each)) for each in row))
        if key not in self._places:
            self._places[key] = len(self.rows)
            self.rows.append(row)
        return [self._places[key]]


class _Reader:
    def __init__(self, rows: list[str], codec: Codec) -> None:
        self._rows, self._by_name = rows, codec.known
        self._parse = json.JSONDecoder().raw_decode
        self._objects: list[Any] = [_UNMADE] * len(rows)
        self._makers: list[Any] = [getattr(self, f"_{kind}") for kind in _KINDS]
        self._makers += [self._object] * len(codec.classes)
        self._classes = ((None,) * len(_KINDS)) + codec.classes

    def value(self, data: Any) -> Any:
        if type(data) is not list:
            return data
        (place,) = data
        found = self._objects[place]
        if found is _UNMADE:
            row, _ = self._parse(self._rows[place])
            found = self._objects[place] = self._makers[row[0]](row)
        return found

    def _object(self, row: list[Any]) -> Any:
        kind: Any = self._classes[row[0]]
        value = self.value
        return kind(*[value(each) if type(each) is list else each for each in row[1:]])

    def _items(self, row: list[Any]) -> Iterator[Any]:
        return map(self.value, row[1:])

    def _tuple(self, row: list[Any]) -> tuple[Any, ...]:
        return tuple(self._items(row))

    def _list(self, row: list[Any]) -> list[Any]:
        return list(self._items(row))

    def _set(self, row: list[Any]) -> frozenset[Any]:
        return frozenset(self._items(row))

    def _dict(self, row: list[Any]) -> dict[Any, Any]:
        items = self._items(row)
        return dict(zip(items, items, strict=True))

    def _date(self, row: list[Any]) -> date:
        return date.fromisoformat(row[1])

    def _known(self, row: list[Any]) -> Any:
        return self._by_name[row[1]]

    def _member(self, row: list[Any]) -> Any:
        kind: Any = self._classes[row[1]]
        return kind[row[2]]

    def _later(self, row: list[Any]) -> Later[Any]:
        return Later(self, row[1], row[2:])
