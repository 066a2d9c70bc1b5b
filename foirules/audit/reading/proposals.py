"""A log -> a map proposed for it, as YAML for a person to look over.

The names and values of the log are compared with the words that logs of its law use. What no word
fits stands in the proposal as a comment, with how often it occurs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import polars as pl
from attrs import define

from foirules.audit.reading.chunks import ParquetTable, reading_errors
from foirules.audit.reading.day_orders import orders_of
from foirules.audit.reading.days import DayFormats, day_columns, days_of
from foirules.audit.reading.log_columns import REGIME
from foirules.audit.reading.log_words import LogWords, Words, log_words, plainly
from foirules.audit.reading.plain_types import in_plain_types, text_column
from foirules.audit.reading.readers.row_writer import USED
from foirules.language.regime import Regime
from foirules.language.types import Enumeration
from foirules.language.vocabulary import Vocabulary

ROWS: Final = 200_000  # that are looked at
MOST: Final = 60  # values of the column of events that are shown
_DATED: Final = 0.8  # the share of a column's values that have to be days


def proposed_map(tables: Iterable[ParquetTable], title: str, regime: Regime) -> str:
    """A map for tables, as YAML.

    :param title: what the map is called.
    """
    heads = [_head(table) for table in tables]
    kinds: dict[str, set[Any]] = {}
    for name, kind in (each for rows in heads for each in rows.schema.items()):
        kinds.setdefault(name, set()).add(kind)
    mixed = {name for name, of_column in kinds.items() if len(of_column) > 1}
    alike = [
        rows.with_columns(text_column(rows, each).alias(each) for each in mixed & {*rows.columns})
        for rows in heads
    ]
    rows = pl.concat(alike, how="diagonal").head(ROWS)
    return _Proposal(rows, regime.vocabulary, log_words(regime)).text(title)


def _head(table: ParquetTable) -> pl.DataFrame:
    """The first rows of a table, in columns of plain types."""
    with reading_errors(table.name):
        return in_plain_types(table.scan().head(ROWS).collect()).drop(*USED, strict=False)


@define
class _Proposal:
    """A map proposed for rows, by the words of a regime and those that logs use."""

    rows: pl.DataFrame
    words: Vocabulary
    log_words: LogWords

    def text(self, name: str) -> str:
        columns = self._columns()
        wide = self._wide(columns)
        for each in ("on", "event") if wide else ():
            columns.pop(each, None)
        dated = [columns[each] for each in day_columns(self.words) if each in columns] + list(
            wide.values()
        )
        formats = self._formats(dated)
        lines = [f"map: {_quoted(name)}", "time-zone: Europe/London"]
        if formats:
            lines.append(f"date-formats: [{', '.join(map(_quoted, formats))}]")
        lines.append("columns:")
        for ours, theirs in columns.items():
            if ours == "outcome":
                lines += self._valued(ours, theirs, self._outcome)
            elif ours == REGIME:
                lines += self._valued(ours, theirs, self._regime)
            else:
                lines.append(f"  {ours}: {_quoted(theirs)}")
        for ours in ("case", *(() if wide else ("on", "event"))):
            if ours not in columns:
                lines.append(f"  # {ours}: no column was recognised")
        free = [c for c in self.rows.columns if c not in {*columns.values(), *wide.values()}]
        if free:
            lines.append(f"  # not read: {', '.join(map(_quoted, free))}")
        return "\n".join([*lines, *self._events(columns, wide)]) + "\n"

    def _columns(self) -> dict[str, str]:
        """Our columns, each with the one of the log that its words fit."""
        columns: dict[str, str] = {}
        by_words = {plainly(column): column for column in reversed(self.rows.columns)}
        for ours, words in self.log_words.columns.items():
            for each in words:
                theirs = by_words.get(each)
                if theirs and theirs not in columns.values() and self._fits(ours, theirs):
                    columns[ours] = theirs
                    break
        for column in self.rows.columns:
            if (ours := plainly(column).replace(" ", "-")) in day_columns(
                self.words
            ) and ours not in columns:
                columns[ours] = column
        return columns

    def _fits(self, ours: str, theirs: str) -> bool:
        if ours == REGIME:
            return self._names_laws(theirs)
        return ours not in day_columns(self.words) or self._is_dated(theirs)

    def _names_laws(self, column: str) -> bool:
        """Whether most of what stands in a column are names of laws."""
        counts = self._counted(column)
        named = sum(count for value, count in counts if self._regime(value))
        return named > sum(count for _, count in counts) / 2

    def _is_dated(self, column: str) -> bool:
        said = self.rows[column].drop_nulls()
        if said.dtype == pl.String:
            said = said.filter(said != "")
        if not len(said):
            return False
        formats = self.log_words.date_formats
        return days_of(said, DayFormats(formats)).count() >= _DATED * len(said)

    def _wide(self, known: dict[str, str]) -> dict[str, str]:
        """The events of a log with a row a case, each with the column that holds its day.

        A column of states is none of events where each row has a name of its own and the days of
        several events; the names are those of the cases then.
        """
        days = self._days_of_events()
        own = [each for each in self._called("case") if self._is_unique(each)]
        if own and "event" in known and len(days) > 1:
            known["case"] = own[0]
        elif "event" in known:
            return {}
        elif own and days:
            known["case"] = own[0]
        return days

    def _called(self, ours: str) -> list[str]:
        """The columns that the words for one of ours fit, in the order of the words."""
        by_words = {plainly(column): column for column in reversed(self.rows.columns)}
        return [by_words[each] for each in self.log_words.columns[ours] if each in by_words]

    def _is_unique(self, column: str) -> bool:
        said = self.rows.select(text_column(self.rows, column).alias(column))[column]
        return not said.null_count() and said.n_unique() == len(said)

    def _days_of_events(self) -> dict[str, str]:
        """By event, the column that holds its day."""
        by_words = {plainly(column): column for column in reversed(self.rows.columns)}
        columns = {}
        for event, words in self.log_words.dates.items():
            names = [by_words[each] for each in words if each in by_words]
            dated = [name for name in names if self._is_dated(name)]
            if dated:
                columns[event] = dated[0]
        return columns

    def _formats(self, columns: Iterable[str]) -> list[str]:
        """The fewest formats, in their order, by which all that can be read can be; of each column
        those of one order, such as day first."""
        needed: dict[str, None] = {}
        for name in columns:
            said = self.rows[name].drop_nulls()
            if said.dtype == pl.String:
                needed |= dict.fromkeys(self._formats_of(said))
        return list(needed)

    def _formats_of(self, said: pl.Series) -> list[str]:
        orders = orders_of(self.log_words.date_formats).values()
        best = max(orders, key=lambda each: days_of(said, DayFormats(each)).count())
        needed: list[str] = []
        read = days_of(said, DayFormats()).count()
        for each in best:
            more = days_of(said, DayFormats((*needed, each))).count()
            if more > read:
                needed.append(each)
                read = more
        return needed

    def _valued(self, ours: str, theirs: str, name: Callable[[str], str | None]) -> list[str]:
        """A column of names, with what each of its values is called by us."""
        lines = [f"  {ours}:", f"    column: {_quoted(theirs)}"]
        values = []
        for value, count in self._counted(theirs)[:MOST]:
            named = name(value)
            start = "      " if named else "      # "
            values.append(f"{start}{_quoted(value)}: {named or '?'}  # {_rows(count)}")
        known = any(not line.lstrip().startswith("#") for line in values)
        return [*lines, "    values:" if known else "    # values:", *values]

    def _outcome(self, value: str) -> str | None:
        if value in self._outcome_names():
            return value
        return _by_words(value, self.log_words.outcomes)

    def _regime(self, value: str) -> str | None:
        laws = self.log_words.regimes
        return value if value in laws else _by_most_words(value, laws)

    def _outcome_names(self) -> tuple[str, ...]:
        kind = self.words.fields["outcome"].type if "outcome" in self.words.fields else None
        return kind.members if isinstance(kind, Enumeration) else ()

    def _events(self, columns: Mapping[str, str], wide: Mapping[str, str]) -> list[str]:
        if wide:
            return [
                "events:  # a row tells of several events, each by the column with its day",
                *(f"  - {{event: {e}, on: {_quoted(c)}}}" for e, c in wide.items()),
            ]
        if "event" not in columns:
            return []
        lines = ["events:"]
        values = self._counted(columns["event"])
        for value, count in values[:MOST]:
            event = value if value in self.words.events else _by_words(value, self.log_words.events)
            comment = f"  # {_rows(count)}"
            if event:
                lines.append(f"  - {{event: {event}, from: {_quoted(value)}}}{comment}")
            else:
                lines.append(
                    f"  # - {{left-out: true, from: {_quoted(value)}}}{comment}; or an event?"
                )
        if len(values) > MOST:
            lines.append(f"  # and {len(values) - MOST:,} more values")
        return lines

    def _counted(self, column: str) -> list[tuple[str, int]]:
        texts = self.rows.select(text_column(self.rows, column).alias(column))[column].drop_nulls()
        counts = texts.value_counts().sort("count", column, descending=[True, False])
        return [(value, count) for value, count in counts.rows() if value]


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def _by_words(value: str, words: Words) -> str | None:
    """Our name for a value of the log, by the words in it."""
    said = set(plainly(value).split())
    for ours, lines in words.items():
        if any(said >= set(line.split()) for line in lines):
            return ours
    return None


def _by_most_words(value: str, words: Words) -> str | None:
    """Our name for a value of the log, by the most words in it; None where two have as many."""
    said = set(plainly(value).split())
    most = {
        ours: max((len(line.split()) for line in lines if said >= set(line.split())), default=0)
        for ours, lines in words.items()
    }
    best = [ours for ours, many in most.items() if many and many == max(most.values())]
    return best[0] if len(best) == 1 else None


def _quoted(text: str) -> str:
    """Text as YAML takes it for text."""
    plain_text = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ -]*[A-Za-z0-9_]|[A-Za-z]", text)
    reserved = text.lower() in ("true", "false", "null", "yes", "no", "on", "off", "y", "n")
    return text if plain_text and not reserved else json.dumps(text, ensure_ascii=False)
