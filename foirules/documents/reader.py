"""Items -> checked values."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from attrs import define

from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.documents.suggest import expected, key_meant
from foirules.documents.written_days import written_day, written_out

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@define(eq=False, repr=False)
class Reader:
    """Takes checked values out of items. A value that is wrong is reported and comes back None."""

    problems: Problems
    first: date = date(2005, 1, 1)
    last: date = date(2030, 12, 31)

    def mapping(
        self, item: Item, where: str, known: Iterable[str], required: Iterable[str] = ()
    ) -> dict[str, Item]:
        """The entries with known keys; others are reported with the nearest."""
        if not isinstance(item.value, dict):
            self.wrong(item, where, "a mapping of keys to values")
            return {}
        names = tuple(known)
        for key in item.value:
            if key not in names:
                self.unknown_key(item.key(key), _join(where, key), key, names)
        for key in required:
            if key not in item.value:
                self.problems.say(item, where, "missing-key", found=repr(key))
        return {key: value for key, value in item.value.items() if key in names}

    def unknown_key(self, at: Item, where: str, key: str, names: Iterable[str]) -> None:
        self.problems.say(at, where, "unknown-key", found=repr(key), near=key_meant(key, names))

    def entries(self, item: Item, where: str) -> dict[str, Item]:
        """A mapping whose keys may be any."""
        if isinstance(item.value, dict):
            return item.value
        self.wrong(item, where, "a mapping of keys to values")
        return {}

    def list(self, item: Item, where: str) -> list[tuple[Item, str]]:
        """The items of a list, each with where it stands."""
        if isinstance(item.value, list):
            return [(each, f"{where}[{i}]") for i, each in enumerate(item.value, 1)]
        self.wrong(item, where, "a list")
        return []

    def text(self, item: Item, where: str) -> str | None:
        if isinstance(item.value, str) and item.value.strip():
            return item.value
        unquoted = isinstance(item.value, int) and item.line
        self.wrong(item, where, "text, in quotes" if unquoted else "text")
        return None

    def name(self, item: Item, where: str) -> str | None:
        """Text that stands in messages."""
        if isinstance(item.value, str) and item.value and item.value.splitlines() != [item.value]:
            self.wrong(item, where, "text on one line")
            return None
        return self.text(item, where)

    def boolean(self, item: Item, where: str) -> bool | None:
        if isinstance(item.value, bool):
            return item.value
        self.wrong(item, where, "true or false")
        return None

    def true(self, item: Item, where: str) -> None:
        """What can be said only by being there."""
        if item.value is not True:
            self.wrong(item, where, "true")

    def integer(self, item: Item, where: str, most: int = 999, least: int = 1) -> int | None:
        number = item.value
        if isinstance(number, int) and not isinstance(number, bool) and least <= number <= most:
            return number
        self.wrong(item, where, f"a whole number from {least} to {most}")
        return None

    def one_of(self, item: Item, where: str, kind: str, names: Iterable[str]) -> str | None:
        """A name of a list; another is reported with the nearest."""
        known = tuple(names)
        if isinstance(item.value, str) and item.value in known:
            return item.value
        if isinstance(item.value, str):
            near = self.near(kind, item.value, known)
            self.problems.say(item, where, "name", kind=kind, found=item.shown(), near=near)
        else:
            self.wrong(item, where, f"the name of {_article(kind)}")
        return None

    def near(self, kind: str, name: str, names: tuple[str, ...]) -> str:
        """What is said of a name that is not known: the nearest, or all where they are few."""
        return expected(name, names)

    def day(self, item: Item, where: str, first: date | None = None) -> date | None:
        """A day; a timestamp is the day it falls on in London.

        :param first: the earliest day that is taken, if not that of the reader.
        """
        first = first or self.first
        value = item.value
        plain = isinstance(value, str) and bool(_DAY.match(value))
        day: date | None = None
        try:
            if isinstance(value, datetime):
                day = _london(value.isoformat())
            elif isinstance(value, date):
                day = value
            elif isinstance(value, str):
                day = date.fromisoformat(value) if plain else _london(value)
        except (ValueError, OverflowError):
            day = None
        if day is None:
            message = "no-such-day" if plain else "not-a-date"
            found = value if plain else item.shown()
            self.problems.say(item, where, message, found=found, near=_meant(value))
            return None
        if not first <= day <= self.last:
            self.problems.say(item, where, "outside", found=day, first=first, last=self.last)
            return None
        return day

    def wrong(self, item: Item, where: str, expected: str) -> None:
        self.problems.say(item, where, "type", found=item.shown(), expected=expected)


def _london(text: str) -> date | None:
    """The day in London of a timestamp; one without a zone is London's own time."""
    if "T" not in text and " " not in text:
        return None
    import pendulum

    found = pendulum.parse(text, tz="Europe/London", strict=True)
    return (
        found.in_timezone("Europe/London").date() if isinstance(found, pendulum.DateTime) else None
    )


def _meant(value: object) -> str:
    """The day that is meant by one written with its day before its month."""
    day = written_day(value) if isinstance(value, str) else None
    return f"; did you mean {day}, {written_out(day)}?" if day else ""


def _join(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _article(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
