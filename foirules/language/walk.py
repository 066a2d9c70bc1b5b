"""Going through a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Final

from foirules.language.nodes import Attribute, Row, Self, Up, Var
from foirules.language.types import BasicType, Enumeration, SetType

_ROWS: Final = (Self, Var, Up)
_PLAIN: Final = (str, int, BasicType, Enumeration, SetType)


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of a tree, itself first."""
    if isinstance(tree, tuple):
        for item in tree:
            yield from nodes(item)
    elif fields := getattr(type(tree), "__attrs_attrs__", ()):
        yield tree
        for field in fields:
            if field.name != "type":
                yield from nodes(getattr(tree, field.name))


def attributes(tree: Any) -> Iterator[Attribute]:
    """Every field and fact that a tree reads."""
    return (node for node in nodes(tree) if isinstance(node, Attribute))


def moved(tree: Any, move: Callable[[Row], Row]) -> Any:
    """The same tree about other rows."""
    if isinstance(tree, _ROWS):
        return move(tree)
    if isinstance(tree, tuple):
        return tuple(moved(item, move) for item in tree)
    kind: Any = type(tree)
    if not hasattr(kind, "__attrs_attrs__"):
        return tree
    names = _names(kind)
    held = [getattr(tree, name) for name in names]
    changed = [each if isinstance(each, _PLAIN) else moved(each, move) for each in held]
    return tree if changed == held else kind(*changed)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of node, in the order in which it is made of them."""
    return tuple(field.name for field in kind.__attrs_attrs__)
