"""What is rejected of a workbook, by the sheet and the cell it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from foirules.audit.reading.mapping import Map
from foirules.audit.reading.readers.row_writer import Place

MESSAGES: Final = {
    "cell": "sheet {sheet}, cell {cell}: {reason}",
    "row": "sheet {sheet}, row {row}: {reason}",
}


def placed(rejected: pl.DataFrame, places: Mapping[str, Place], map: Map) -> pl.DataFrame:
    """Rejected rows and cases, those from sheets with where they stand.

    A reason begins with the column it is of: the log's own, or ours, which the map finds there.
    """
    if not rejected["file"].is_in(list(places)).any():
        return rejected
    rows = rejected.select("file", "row", "reason").rows()
    named = list(_each(rows, places, map))
    files = pl.Series("file", [file for file, _ in named], dtype=pl.String)
    reasons = pl.Series("reason", [reason for _, reason in named], dtype=pl.String)
    return rejected.with_columns(files, reasons)


def _each(
    rows: list[tuple[str, int | None, str]], places: Mapping[str, Place], map: Map
) -> Iterator[tuple[str, str]]:
    for file, row, reason in rows:
        place = places.get(file)
        if place is None or row is None:
            yield file, reason
            continue
        column = _column(reason, place, map)
        key = "row" if column is None else "cell"
        said = {"sheet": place.sheet, "row": row, "cell": f"{column}{row}", "reason": reason}
        yield place.file, MESSAGES[key].format(**said)


def _column(reason: str, place: Place, map: Map) -> str | None:
    """The column that a reason is of."""
    for theirs in sorted(place.columns, key=len, reverse=True):
        if reason.startswith(f"{theirs}: "):
            return place.columns[theirs]
    ours = reason.partition(": ")[0].partition("[")[0]  # exemptions[1] is a member of a list
    names = map.source[ours].names if ours in map.source else ()
    return next((place.columns[name] for name in names if name in place.columns), None)
