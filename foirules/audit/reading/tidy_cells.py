"""The cells of a log as a map means them: in its spelling, and empty where they say nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl
from attrs import field, frozen

from foirules.audit.reading.same_name import folded, one_of_each

_SHORT: Final = 32  # bytes that a cell has at most that says nothing


@frozen(eq=False, repr=False)
class TidyCells:
    """What is made of the cells of a log.

    :param empty: what stands in a cell that says nothing.
    :param named: by column, the values that the map names: none of these says nothing.
    """

    empty: tuple[str, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(factory=dict)

    def tidy(
        self, raw: pl.DataFrame, columns: Iterable[str]
    ) -> tuple[pl.DataFrame, Counter[tuple[str, str]]]:
        """Rows with these columns tidied, and how often which cells were read as empty."""
        empty = {folded(each) for each in self.empty}
        emptied: Counter[tuple[str, str]] = Counter()
        tidied = []
        for name in columns:
            if raw.schema.get(name) != pl.String:
                continue
            spelled = self._spelled(raw[name], self.named.get(name, ()), empty)
            if not spelled:
                continue
            gone = raw[name].filter(raw[name].is_in([k for k, v in spelled.items() if v is None]))
            emptied.update({(name, text): count for text, count in gone.value_counts().rows()})
            new = pl.Series([*spelled.values()], dtype=pl.String)
            tidied.append(raw[name].replace(pl.Series([*spelled]), new))
        return raw.with_columns(tidied), emptied

    def _spelled(
        self, column: pl.Series, named: tuple[str, ...], empty: set[str]
    ) -> dict[str, str | None]:
        """The values that the map spells otherwise; None for those that say nothing."""
        if not named:
            column = column.filter(column.str.len_bytes() <= _SHORT)
        known = one_of_each(named)
        spelled: dict[str, str | None] = {}
        for text in column.unique().drop_nulls():
            plain = folded(text)
            if text not in named and plain in known:
                spelled[text] = known[plain]
            elif text not in named and plain in empty:
                spelled[text] = None
        return spelled
