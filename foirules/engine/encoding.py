"""The value of a recorded field as a whole number: the same for every back end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.types import BOOL, DATE, INT, Absence, Enumeration, Field, SetType, Type

Encode = Callable[[Any], int]


def encoder(kind: Type) -> Encode:
    """What makes a whole number of a field's value."""
    if kind is BOOL or kind is INT:
        return int
    if kind is DATE:
        return date.toordinal
    if isinstance(kind, Enumeration):
        return kind.codes.__getitem__
    if isinstance(kind, SetType):
        return kind.mask
    raise TypeError(f"no field is a {kind.name}")


def default(field: Field) -> int:
    """The value of a field that is not recorded."""
    if field.absence is Absence.ABSENT:
        return ABSENT
    if isinstance(field.absence, Absence):
        return UNKNOWN
    return encoder(field.type)(field.absence)
