"""The files of a log written again, with the last day and the state beside each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Final

import polars as pl

from foirules.audit.judging.annotated_rows import SCHEMA, STATES
from foirules.audit.reading.log_files import LogFiles
from foirules.audit.reading.readers.bytes import opened
from foirules.audit.reading.readers.row_writer import HeadingRow, LogError, RowWriter
from foirules.audit.running.annotated_csv import annotated_csv
from foirules.audit.running.annotated_workbook import annotated_workbook, available

HEADINGS: Final = ("Last day", "State")
MESSAGES: Final = {
    "format": "--annotate writes CSV and workbooks; {file} is neither",
    "stdin": "--annotate: standard input has no name that a copy could have",
    "extra": "--annotate: to write workbooks: pip install 'foirules[workbook]'",
}
Notes = Mapping[int, tuple[date | None, str | None]]
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


def write_annotated(files: LogFiles, judged: Sequence[pl.DataFrame], out: Path) -> None:
    """Writes a copy of each file into a folder; the files themselves stay as they are.

    :param judged: as :func:`foirules.audit.judging.annotated_rows.annotated_rows` gives them.
    """
    out.mkdir()
    rows = pl.concat([_unread(files.writer), *judged])
    by_file = {
        str(file): {row: (due, state) for _, row, due, state in own.rows()}
        for (file,), own in rows.unique(["file", "row"], keep="first").group_by("file")
    }
    for file, format in files.formats.items():
        path = files.states[file].path
        with opened(path, file) as source:
            data = source.read()
        if format == "csv":
            head = files.writer.headings[file]
            written = annotated_csv(data, head, HEADINGS, by_file.get(file, {}))
            name = Path(path.name.removesuffix(".gz").removesuffix(".zst"))
            name = name.with_suffix(".csv") if name.suffix == ".zip" else name
        else:
            sheets = _sheets(files, file, by_file)
            written, suffix = annotated_workbook(data, file, HEADINGS, sheets)
            name = Path(path.name).with_suffix(suffix)
        _free(out, path, name.name).write_bytes(written)


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
    files: LogFiles, file: str, by_file: Mapping[str, Notes]
) -> Mapping[str, tuple[HeadingRow, Notes]]:
    """The sheets of a workbook that were read, each with what is to stand beside its rows."""
    return {
        place.sheet: (files.writer.headings[name], by_file.get(name, {}))
        for name, place in files.writer.places.items()
        if place.file == file and place.sheet is not None
    }
