"""Operations on columns, of which steps are made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from foirules.engine.columns.arrays import SMALL, Array, absent, dtype_of, unknown
from foirules.engine.columns.block import Block
from foirules.language.nodes import Value
from foirules.language.types import BOOL, Type

_YES, _NO, _OPEN = (SMALL.type(n) for n in (1, 0, unknown(BOOL)))


def as_type(kind: Type, column: Array) -> Array:
    """A column in the dtype of its type."""
    return column.astype(dtype_of(kind), copy=False)


def earlier(a: Array, b: Array) -> Array:
    """The smaller of two numbers; the other where one is no value."""
    # Taken without their signs, the numbers that are no value are larger than every other.
    return np.minimum(a.view(np.uint32), b.view(np.uint32)).view(np.int32)


class Operand(NamedTuple):
    """What is known of an operand before there are columns."""

    type: Type
    absent: bool
    unknown: bool


def operands(args: Iterable[Value]) -> tuple[Operand, ...]:
    """What is known of some values."""
    return tuple(Operand(each.type, each.absent, each.unknown) for each in args)


def known_rows(args: tuple[Operand, ...], columns: Any) -> Array | None:
    """Where every operand is known; None where none can be missing."""
    tests = [
        column > absent(arg.type)
        for arg, column in zip(args, columns, strict=True)
        if arg.absent or arg.unknown
    ]
    return all_of(None, *tests) if tests else None


def lacking(kind: Type, args: tuple[Operand, ...], columns: Any) -> Array:
    """Unknown where an operand is, else absent."""
    no_value: Array = np.asarray(absent(kind), dtype_of(kind))
    for arg, column in zip(args, columns, strict=True):
        if arg.unknown:
            no_value = np.where(column == unknown(arg.type), unknown(kind), no_value)
    return no_value


def where_known(kind: Type, args: tuple[Operand, ...], columns: Any, values: Array) -> Array:
    """Values where every operand is known; else what is lacking."""
    known = known_rows(args, columns)
    if known is None:
        return as_type(kind, values)
    return as_type(kind, np.where(known, values, lacking(kind, args, columns)))


def all_of(_: Any, first: Array, *rest: Array) -> Array:
    """The rows for which every test holds."""
    for column in rest:
        first = first & column
    return first


def any_of(_: Any, first: Array, *rest: Array) -> Array:
    """The rows for which some test holds."""
    for column in rest:
        first = first | column
    return first


def as_number(_: Block, yes: Array) -> Array:
    """Truth values as numbers: 1 and 0."""
    return np.asarray(yes).view(SMALL)


def three_valued(_: Block, yes: Array, no: Array) -> Array:
    """1 where a condition holds, 0 where it does not, else unknown."""
    # No row is both, and numpy adds bytes much faster than it chooses among them.
    return _OPEN + as_number(_, yes) * (_YES - _OPEN) + as_number(_, no) * (_NO - _OPEN)
