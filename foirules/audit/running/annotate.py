"""The files of a log written again, with the last day and the state beside each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Final

import polars as pl
from attrs import Factory, define

from foirules.audit.judging.annotated_rows import SCHEMA, STATES
from foirules.audit.reading.log_files import LogFiles
from foirules.audit.reading.readers.bytes import opened
from foirules.audit.reading.readers.row_writer import HeadingRow, LogError, RowWriter
from foirules.audit.running.annotated_csv import Note, annotate_csv
from foirules.audit.running.annotated_workbook import annotated_workbook, available

HEADINGS: Final = ("Last day", "State")
MESSAGES: Final = {
    "format": "--annotate writes CSV and workbooks; {file} is neither",
    "stdin": "--annotate: standard input has no name that a copy could have",
    "extra": "--annotate: to write workbooks: pip install 'foirules[workbook]'",
}
SHARE: Final = 1 << 17  # rows of which it is held what is to stand beside them
Notes = Mapping[int, Note]
"""By the number of a row, the last day and the state."""


def check_files(files: LogFiles) -> None:
    """Refuses files that cannot be written again, before anything is judged.

    :raises LogError: with a line for each.
    """
    errors = []
    for file, format in files.formats.items():
        if file == "-":
            errors.append(MESSAGES["stdin"])
        elif format not in ("csv", "workbook"):
            errors.append(MESSAGES["format"].format(file=file))
        elif format == "workbook" and not available():
            errors.append(MESSAGES["extra"])
    if errors:
        raise LogError(*dict.fromkeys(errors))


def write_annotated(
    files: LogFiles, beside: Sequence[Path], out: Path, encoding: str | None
) -> None:
    """Writes a copy of each file into a folder; the files themselves stay as they are.

    :param beside: tables in Parquet, as :func:`foirules.audit.judging.annotated_rows` gives them.
    :param encoding: of CSV, where a map names it.
    """
    out.mkdir()
    rows = pl.concat([_unread(files.writer).lazy(), *map(pl.scan_parquet, beside)])
    for file, format in files.formats.items():
        path = files.states[file].path
        if format == "csv":
            name = Path(path.name.removesuffix(".gz").removesuffix(".zst"))
            name = name.with_suffix(".csv") if name.suffix == ".zip" else name
            head, notes = files.writer.headings[file], _Notes(rows, file)
            with _free(out, path, name.name).open("wb") as copy:
                annotate_csv(partial(opened, path, file), copy, head, HEADINGS, notes.of, encoding)
            continue
        with opened(path, file) as source:
            data = source.read()
        written, suffix = annotated_workbook(data, file, HEADINGS, _sheets(files, file, rows))
        _free(out, path, Path(path.name).with_suffix(suffix).name).write_bytes(written)


@define
class _Notes:
    """What is to stand beside the rows of a file; of a share of them at a time."""

    rows: pl.LazyFrame
    file: str
    _share: int = -1
    _held: Notes = Factory(dict)

    def of(self, row: int) -> Note | None:
        """What is to stand beside a row."""
        if row // SHARE != self._share:
            self._share = row // SHARE
            first = self._share * SHARE
            self._held = _noted(
                self.rows, self.file, pl.col("row").is_between(first, first + SHARE - 1)
            )
        return self._held.get(row)


def _noted(rows: pl.LazyFrame, file: str, which: pl.Expr | bool = True) -> Notes:
    """What is to stand beside some rows of a file."""
    own = (
        rows.filter(pl.col("file") == file, which)
        .unique("row", keep="first", maintain_order=True)
        .collect()
    )
    return {row: (due, state) for _, row, due, state in own.rows()}


def _free(out: Path, path: Path, name: str) -> Path:
    """A name that no other file has yet: its own, with as many of the folders above it before it as
    it takes, or else a number."""
    above = [each for each in reversed(path.parent.parts) if each not in ("/", ".", "..")]
    longer = ("-".join((*reversed(above[:most]), name)) for most in range(len(above) + 1))
    numbered = (f"{number}-{name}" for number in count(2))
    return next(out / each for each in chain(longer, numbered) if not (out / each).exists())


def _unread(writer: RowWriter) -> pl.DataFrame:
    """What is to stand beside the rows that no reader could read."""
    lost = [
        (file, row, None, STATES["rejected"].format(reason=reason))
        for file, row, _, reason, _ in writer.rejected
        if row is not None
    ]
    return pl.DataFrame(lost, schema=pl.Schema(SCHEMA), orient="row")


def _sheets(
    files: LogFiles, file: str, rows: pl.LazyFrame
) -> Mapping[str, tuple[HeadingRow, Notes]]:
    """The sheets of a workbook that were read, each with what is to stand beside its rows."""
    return {
        place.sheet: (files.writer.headings[name], _noted(rows, name))
        for name, place in files.writer.places.items()
        if place.file == file and place.sheet is not None
    }
