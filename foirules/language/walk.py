"""Going through a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from foirules.language.nodes import Attribute


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of a tree, itself first."""
    if isinstance(tree, tuple):
        for item in tree:
            yield from nodes(item)
    elif fields := getattr(type(tree), "__attrs_attrs__", ()):
        yield tree
        for field in fields:
            yield from nodes(getattr(tree, field.name))


def attributes(tree: Any) -> Iterator[Attribute]:
    """Every field and fact that a tree reads."""
    return (node for node in nodes(tree) if isinstance(node, Attribute))
