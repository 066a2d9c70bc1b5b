"""What a map says of a log: where a column of ours comes from, and what events its rows tell of."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import reduce
from operator import and_
from pathlib import Path
from typing import Final

import polars as pl
from attrs import evolve, frozen

from foirules.audit.reading.plain_types import text_column

EXTRACT: Final = "extract"  # for a day: that on which the log was taken out of its system
FILE_NAME, FOLDER = "name", "folder"


@frozen
class MappedColumn:
    """Where a column of ours comes from.

    :param names: the log's columns; the first that says something counts.
    :param values: what a value of the log's is called by us; others stay as they are.
    :param default: where the log says nothing; without ``names``, a constant.
    :param optional: the log may lack the columns.
    :param separator: what stands between the names of a list; ``;`` if empty.
    :param file: what of the path of a row's file, ``name`` or ``folder``; without ``names``.
    """

    names: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    default: str | None = None
    optional: bool = False
    separator: str = ""
    file: str = ""

    def there(self, raw: pl.DataFrame) -> list[str]:
        """The columns that the log has."""
        return [name for name in self.names if name in raw.columns]

    def says_something(self, raw: pl.DataFrame) -> bool:
        """Whether the log has anything for it."""
        return bool(self.there(raw) or self.file or self.default is not None)

    def plain(self, raw: pl.DataFrame) -> str | None:
        """The column of the log that it is as it stands; None where there is more to it."""
        there = self.there(raw)
        more = self != MappedColumn(self.names, optional=self.optional)
        return None if more or len(there) != 1 else there[0]

    def said(self, raw: pl.DataFrame) -> pl.Expr:
        """What it says in each row, as text."""
        said = _of_file(raw, self.file) if self.file else first_said(raw, self.there(raw))
        names = dict(self.values)
        if self.separator:
            said = _listed(said, self.separator, names)
        elif names:
            said = said.replace(names)
        return said.fill_null(pl.lit(self.default, pl.String))

    def on_day(self, extract: str) -> MappedColumn:
        """The same with the day of the extract, where it means that."""
        return evolve(self, default=extract) if self.default == EXTRACT else self


@frozen
class Condition:
    """What a column of the log says: one of some values (None for nothing), or none of them."""

    column: str
    values: tuple[str | None, ...]
    negated: bool = False

    def holds(self, raw: pl.DataFrame) -> pl.Expr:
        """Whether it holds of each row."""
        said = text_column(raw, self.column)
        texts = [each for each in self.values if each is not None]
        holds = said.is_in(texts).fill_null(False)
        if None in self.values:
            holds = holds | said.is_null()
        return ~holds if self.negated else holds

    def __str__(self) -> str:
        said = ", ".join("nothing" if each is None else each for each in self.values)
        return f"{self.column}: {'not ' * self.negated}{said}"


@frozen
class MapEntry:
    """What becomes of the rows that meet all of some conditions.

    :param event: the event that they tell of; None for rows that are left out.
    :param on: its day, where the row has days of several events.
    :param until: the last day that it may have been, where it is known as a range.
    :param set: what else the event says, by our names.
    """

    event: str | None
    conditions: tuple[Condition, ...] = ()
    on: MappedColumn | None = None
    until: MappedColumn | None = None
    set: tuple[tuple[str, MappedColumn], ...] = ()

    def meets(self, raw: pl.DataFrame) -> pl.Expr:
        """Whether each row meets all of the conditions."""
        return reduce(and_, (each.holds(raw) for each in self.conditions), pl.lit(True))

    def holds(self, raw: pl.DataFrame) -> pl.Expr:
        """Whether each row meets all of the conditions, and says the day, if it is to."""
        holds = self.meets(raw)
        return holds & self.on.said(raw).is_not_null() if self.on else holds

    def days(self) -> tuple[str, ...]:
        """The columns of the log that hold its day."""
        return self.on.names if self.on else ()

    def of_its_own(self) -> dict[str, MappedColumn]:
        """By our names what it says itself."""
        constant = {} if self.event is None else {"event": MappedColumn(default=self.event)}
        days = {"on": self.on, "until": self.until}
        return constant | {name: day for name, day in days.items() if day} | dict(self.set)

    def days_also(self, ours: Container[str]) -> Iterator[str]:
        """The columns of the log that hold other days of it.

        :param ours: our columns that hold days.
        """
        for name, column in (("until", self.until), *self.set):
            yield from column.names if column and name in ours else ()

    def is_there(self, columns: Container[str]) -> bool:
        """Whether a log with some columns can tell of it: it may lack one that is optional."""
        on = self.on
        return not on or not on.names or any(name in columns for name in on.names)

    def needs(self) -> Iterator[str]:
        """The log's columns without which it cannot be read."""
        yield from (each.column for each in self.conditions)
        for column in (self.on, self.until, *(column for _, column in self.set)):
            yield from column.names if column and not column.optional else ()

    def reads(self) -> Iterator[str]:
        """The log's columns that it reads where they are there."""
        for column in (self.on, self.until, *(column for _, column in self.set)):
            yield from column.names if column else ()

    def named(self) -> Iterator[tuple[str, str]]:
        """The values of the log that it names, each with the column."""
        yield from ((c.column, value) for c in self.conditions for value in c.values if value)
        yield from named_values(column for _, column in self.set)

    def on_day(self, extract: str) -> MapEntry:
        """The same with the day of the extract, where it means that."""
        return evolve(
            self,
            on=self.on and self.on.on_day(extract),
            until=self.until and self.until.on_day(extract),
        )

    def __str__(self) -> str:
        return "; ".join(map(str, self.conditions)) or " or ".join(self.days()) or "no event"


def named_values(columns: Iterable[MappedColumn]) -> Iterator[tuple[str, str]]:
    """The values of the log that columns name, each with the column."""
    for column in columns:
        for name in column.names:
            yield from ((name, theirs) for theirs, _ in column.values)


def first_said(raw: pl.DataFrame, names: Iterable[str]) -> pl.Expr:
    """As text what the first of some columns says that says something."""
    there = [text_column(raw, name) for name in names if name in raw.columns]
    return pl.coalesce(*there) if there else pl.lit(None, pl.String)


def _of_file(raw: pl.DataFrame, what: str) -> pl.Expr:
    """The name, or the folder, of the file that each row came from."""
    paths = {file: Path(file) for file in raw["_file"].unique()}
    called = {
        file: path.name.partition(".")[0] if what == FILE_NAME else path.absolute().parent.name
        for file, path in paths.items()
    }
    return pl.col("_file").replace(called)


def _listed(said: pl.Expr, separator: str, names: dict[str, str]) -> pl.Expr:
    """A list with ``;`` between its names, each of them by ours; null for one of none."""
    each = pl.element().str.strip_chars()
    if names:
        each = each.replace(names)
    own = said if separator == ";" else said.str.replace_all(";", " ", literal=True)
    listed = own.str.split(separator).list.eval(each)
    listed = listed.list.eval(pl.element().filter(pl.element() != "")).list.join(";")
    listed = pl.when(listed != "").then(listed)
    return pl.coalesce(said.replace_strict(names, default=None), listed) if names else listed
