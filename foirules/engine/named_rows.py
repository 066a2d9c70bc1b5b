"""The rows that an expression names, as the scalar back end has them."""

from __future__ import annotations

from typing import Any

from foirules.language.nodes import Row, Self, Source, Up, Var


def row_named(row: Row, self_row: Any, element: Any) -> Any:
    """The row that a name stands for.

    :param self_row: the row that the expression is about.
    :param element: the row of the enclosing aggregate.
    """
    match row:
        case Self():
            return self_row
        case Var():
            return element
        case Up(subject, below):
            return getattr(row_named(below, self_row, element), subject)


def rows_of(source: Source, row: Any) -> list[Any]:
    """The rows that an aggregate goes through."""
    found: list[Any] = getattr(row_named(source.owner, row, None), source.collection)
    return found
