"""The columns of a log's table as a map calls them, and the names of its cases made of several."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

import polars as pl
from attrs import Factory, frozen

from foirules.audit.reading.same_name import spelled_as

_BETWEEN: Final = " + "


@frozen
class CaseColumns:
    """The columns that name a case together.

    :param names: the log's columns.
    :param joined: what stands between what they say; None where the first counts that says
        something.
    """

    names: tuple[str, ...]
    joined: str | None = None

    @property
    def called(self) -> str:
        """What the column is called that is made of them."""
        return (" or " if self.joined is None else _BETWEEN).join(self.names)

    def made(self) -> pl.Expr:
        """It; null where what it is made of says nothing."""
        texts = [pl.col(name).cast(pl.String).str.strip_chars() for name in self.names]
        said = [pl.when(text != "").then(text) for text in texts]
        made = (
            pl.coalesce(said) if self.joined is None else pl.concat_str(said, separator=self.joined)
        )
        return made.alias(self.called)


@frozen
class TableView:
    """How the rows of a table are seen.

    :param spelled: columns by their own names, and what the map calls them.
    :param case: the columns that name a case, where it is made of several.
    """

    spelled: Mapping[str, str] = Factory(dict)
    case: CaseColumns | None = None

    @classmethod
    def of(
        cls, columns: pl.Schema, wanted: Iterable[str], case: CaseColumns | None
    ) -> TableView | None:
        """The view of a table with some columns; None where it is seen as it is."""
        spelled = spelled_as(columns.names(), wanted)
        there = {spelled.get(name, name): kind for name, kind in columns.items()}
        if case and not all(name in there and _can_name(there[name]) for name in case.names):
            case = None
        return cls(spelled, case) if spelled or case else None

    def see(self, scan: pl.LazyFrame) -> pl.LazyFrame:
        """The rows with what the map calls them."""
        scan = scan.rename(self.spelled)
        return scan.with_columns(self.case.made()) if self.case else scan


def _can_name(kind: pl.DataType) -> bool:
    """Whether a column can hold a part of a name."""
    return not (kind.is_nested() or isinstance(kind, pl.Binary))
