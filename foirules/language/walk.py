"""Going through a tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from foirules.language.nodes import Attribute


def nodes(tree: Any) -> Iterator[Any]:
    """Every node of a tree, itself first."""
    if attrs.has(type(tree)):
        yield tree
        for field in attrs.fields(type(tree)):
            yield from nodes(getattr(tree, field.name))
    elif isinstance(tree, tuple):
        for item in tree:
            yield from nodes(item)


def attributes(tree: Any) -> Iterator[Attribute]:
    """Every field and fact that a tree reads."""
    return (node for node in nodes(tree) if isinstance(node, Attribute))
