"""Going through a tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve

from foirules.language.nodes import Attribute, Row, Self, Up, Var

_ROWS = (Self, Var, Up)


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
    if not hasattr(type(tree), "__attrs_attrs__"):
        return tree
    changed = {
        field.name: new
        for field in type(tree).__attrs_attrs__
        if (new := moved(old := getattr(tree, field.name), move)) is not old and new != old
    }
    return evolve(tree, **changed) if changed else tree
