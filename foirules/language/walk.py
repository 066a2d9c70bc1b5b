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
    waiting = [tree]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting += reversed(each)
        elif names := _names(each.__class__):
            yield each
            waiting += [getattr(each, name) for name in reversed(names) if name != "type"]


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
    names = _names(kind)
    if not names:
        return tree
    held = [getattr(tree, name) for name in names]
    changed = [each if isinstance(each, _PLAIN) else moved(each, move) for each in held]
    return tree if changed == held else kind(*changed)


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a kind of node, in the order in which it is made of them; of others none."""
    return tuple(field.name for field in getattr(kind, "__attrs_attrs__", ()))
