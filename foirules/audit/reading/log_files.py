"""Files and folders -> tables in Parquet, each in its log's own columns."""

from __future__ import annotations

import shutil
from codecs import lookup
from collections.abc import Callable, Container, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import polars as pl
from attrs import Factory, define

from foirules.audit.reading.chunks import ParquetTable
from foirules.audit.reading.readers.bytes import LOOK, as_utf_8, format_of, opened
from foirules.audit.reading.readers.encodings import cannot_be, in_utf_8, is_utf_8
from foirules.audit.reading.readers.row_writer import USED, LogError, NoLog, Place, RowWriter
from foirules.audit.reading.unchanged import FileState, unchanged
from foirules.audit.reading.utf8_names import check_name
from foirules.documents.digests import digest_of_all, digest_of_file
from foirules.documents.problems import as_unicode
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law

if TYPE_CHECKING:
    from foirules.audit.reading.databases.database import Database

_READERS: Final = "foirules.audit.reading.readers"
MESSAGES: Final = {
    "nothing": "{path}: the folder holds no log",
    "no-file": "{path}: cannot be read: No such file or directory",
    "twice": "{path}: given twice",
    "stray": "left out: {reason}",
    "utf-16": "read as UTF-16",
    "utf-8": "read as UTF-8, which it is, and not as {encoding}, as the map has it",
    "encoding": "{path}: not {encoding}, as the map has it; without encoding: in the map, the"
    " encoding is found",
}
Read = Callable[[IO[bytes], str, RowWriter], None]
READERS: Final = {
    "csv": "csv",
    "workbook": "workbook",
    "jsonl": "jsonl",
    "xes": "xes",
    "records": "xml_records",
    "ocel": "ocel",
    "alaveteli": "alaveteli",
    "case": "cases",
}
"""The module of ``readers`` that has the ``read`` of a format."""
WITH_MAP: Final = ("alaveteli", "ocel", "xes")  # formats that have a map of their own


@define(eq=False, repr=False)
class LogFiles:
    """The tables of some logs, and what could not be read of them.

    :param formats: of each file, by what is in it.
    :param strays: what is said of each file of a folder that is no log.
    :param digests: the hash of each file that is read; ``states``, what it was then.
    """

    tables: list[ParquetTable]
    writer: RowWriter
    formats: dict[str, str] = Factory(dict)
    strays: list[str] = Factory(list)
    digests: dict[str, str] = Factory(dict)
    states: dict[str, FileState] = Factory(dict)

    def read_in_place(self) -> list[FileState]:
        """The files of which no copy is read, as they were; of the others there is one."""
        return [self.states[name] for name in self.states if self.formats[name] == "parquet"]

    @property
    def digest(self) -> str | None:
        """One hash of all files, in whatever order they are given; None where rows are of a
        database."""
        known = [self.digests.get(name) for name in self.formats]
        return None if None in known else digest_of_all(sorted(filter(None, known)))

    def places(self) -> list[Place]:
        """The files, and of a workbook the sheets, that rows came from."""
        sheets = [*self.writer.places.values()]
        files = [each for each, format in self.formats.items() if format != "workbook"]
        return [*map(Place, files), *sheets]

    def columns(self) -> dict[str, pl.Schema]:
        """The columns of each table, by its file, or the file it was written to."""
        schemas = {}
        for table in self.tables:
            own = table.schema().items()
            schemas[table.name] = pl.Schema({name: kind for name, kind in own if name not in USED})
        return schemas


def read_log_files(
    paths: Sequence[str],
    folder: Path,
    case: str | None = None,
    columns: Container[str] | None = None,
    law: Mapping[str, Regime] | None = None,
    sheets: Sequence[str] = (),
    database: Database | None = None,
    encoding: str | None = None,
) -> LogFiles:
    """The logs of some files, and of all files of folders; ``-`` for standard input.

    :param folder: where logs that are not Parquet are written as such.
    :param case: the column in which a map finds the case's name, where there is a map.
    :param columns: those that the map reads; if None, all.
    :param law: the regimes by which case files are read, those shipped if None.
    :param sheets: of a workbook that are read; if there are none, the one that looks like the log.
    :param database: one that gives a log as well.
    :param encoding: of CSV; if None, it is found.
    :raises LogError: with a line for each file that is not a log, but for those of a folder that
        holds a log beside them.
    """
    known = load_law() if law is None else law
    writer = RowWriter(folder, "read", case, columns, known, sheets, encoding)
    files = LogFiles([], writer)
    errors: list[str] = []
    listed, writer.of_folders = _files(paths, folder, errors)
    for path, name in listed:
        try:
            state = FileState.of(path, name)
            with unchanged([state]):
                files.formats[name] = format_of(path, name, encoding)
                _read(path, name, files.formats[name], files)
                files.digests[name] = digest_of_file(path)
            files.states[name] = state
        except NoLog as error:
            if name in writer.of_folders:
                _leave_out(name, error, files)
            else:
                errors += error.errors
        except LogError as error:
            errors += error.errors
    if database and not errors:
        from foirules.audit.reading.databases.database import read_database

        read_database(database, writer)
        files.formats[database.query.name] = "database"
    if errors or (files.strays and not files.formats):
        raise LogError(*errors, *files.strays)
    files.writer.flush()
    files.tables += [ParquetTable(path) for path in files.writer.paths]
    return files


def _leave_out(name: str, error: NoLog, files: LogFiles) -> None:
    """Tells a stray file."""
    files.formats.pop(name, None)
    files.strays += error.errors
    reason = error.errors[0].removeprefix(f"{name}: ")
    files.writer.note(name, MESSAGES["stray"].format(reason=reason))


def _read(path: Path, name: str, format: str, files: LogFiles) -> None:
    if format == "parquet":
        check_name(path, "a log in Parquet")
        names = ParquetTable(path, name).schema().names()
        files.writer.check_stray(name, names)
        files.tables.append(ParquetTable(path, name))
        return
    with opened(path, name) as file:
        text, is_utf_16 = as_utf_8(file, format)
        if is_utf_16:
            files.writer.note(name, MESSAGES["utf-16"])
        elif format == "csv" and files.writer.encoding:
            text = _as_named(file, name, files.writer, files.writer.encoding)
        read: Read = import_module(f"{_READERS}.{READERS[format]}").read
        read(text, name, files.writer)


def _as_named(file: IO[bytes], name: str, writer: RowWriter, encoding: str) -> IO[bytes]:
    """A file in the encoding that a map names, unless it is plainly in UTF-8.

    :raises LogError: where it cannot be in that encoding.
    """
    if is_utf_8(file):
        if lookup(encoding).name != "utf-8":
            writer.note(name, MESSAGES["utf-8"].format(encoding=encoding))
        return file
    begins = file.read(LOOK)
    file.seek(0)
    if cannot_be(begins, encoding):
        raise LogError(MESSAGES["encoding"].format(path=name, encoding=encoding))
    return in_utf_8(file, encoding)


def _files(
    paths: Sequence[str], folder: Path, errors: list[str]
) -> tuple[Sequence[tuple[Path, str]], Container[str]]:
    """Each file, and what messages call it; and those of them that a folder was found to hold."""
    files: dict[Path, str] = {}
    of_folders: set[str] = set()
    for given in paths:
        path = Path(given)
        if given == "-":
            path = _standard_input(folder)
        elif path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and not _hidden(p, path))
            if not inside:
                errors.append(MESSAGES["nothing"].format(path=given))
            files |= {each: str(each) for each in inside}
            of_folders |= {str(each) for each in inside}
            continue
        elif not path.exists():
            errors.append(MESSAGES["no-file"].format(path=given))
            continue
        if path in files:
            errors.append(MESSAGES["twice"].format(path=given))
        files[path] = given
    named = {path: as_unicode(name) for path, name in files.items()}
    return list(named.items()), {*map(as_unicode, of_folders)} - {*map(as_unicode, paths)}


def _hidden(path: Path, above: Path) -> bool:
    """Files that programs leave beside a log, as Spark does (``_SUCCESS``)."""
    return any(part.startswith((".", "_", "~$")) for part in path.relative_to(above).parts)


def _standard_input(folder: Path) -> Path:
    path = folder / "standard-input"
    with opened(None, "-") as file, path.open("wb") as out:
        shutil.copyfileobj(file, out)
    return path
