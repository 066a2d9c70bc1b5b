"""Items from data of a program's own, and data from items."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from foirules.documents.items import Item
from foirules.documents.limits import beyond, limit
from foirules.documents.problems import MESSAGES, DocumentError


def to_data(item: Item) -> Any:
    """Items as data: mappings, lists, text, numbers, truth values and None."""
    if isinstance(item.value, dict):
        return {key: to_data(value) for key, value in item.value.items()}
    return [to_data(each) for each in item.value] if isinstance(item.value, list) else item.value


def from_data(data: Any, depth: int = 0) -> Item:
    """Data of a program's own as items that stand in no text.

    :raises DocumentError: where it is nested too deep, e.g. in itself.
    """
    if depth > limit("depth"):
        raise DocumentError([MESSAGES["too-deep"].format(limit=beyond("depth"))])
    if isinstance(data, Mapping):
        return Item({_key(key): from_data(value, depth + 1) for key, value in data.items()})
    if isinstance(data, set | frozenset):
        data = sorted(data, key=repr)
    if isinstance(data, list | tuple):
        return Item([from_data(value, depth + 1) for value in data])
    return Item(data)


def check_day(value: Any, argument: str) -> None:
    """Refuse what a program gives for a day and is none, a time of a day among it.

    :raises TypeError: naming the argument.
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return
    hint = ", as its .date() gives" if isinstance(value, datetime) else ""
    kind = type(value).__name__
    raise TypeError(f"{argument}: found {value!r}, of {kind}; expected a datetime.date{hint}")


def _key(key: Any) -> str:
    return "on" if key is True else str(key)  # what PyYAML makes of a bare `on`
