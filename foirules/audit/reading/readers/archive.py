"""Zip archives: a workbook is one; any other is to hold one file, which is read in its place."""

from __future__ import annotations

import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Final

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.limits import limit

MESSAGES: Final = {
    "zip": "{path}: a zip that cannot be unpacked: {reason}",
    "members": "{path}: a zip with {count} files, {names}; expected one: unpack it, and name the"
    " files or their folder",
    "no-member": "{path}: a zip with no file in it",
    "encrypted": "{path}: a zip that is protected by a password",
}
MAGIC: Final = b"PK\x03\x04"
SHOWN: Final = 3
_EXCEL: Final = "xl/workbook.xml"
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError)


@contextmanager
def unzipped(file: IO[bytes], path: str) -> Iterator[IO[bytes]]:
    """A workbook as it is, or the one file that another archive holds.

    :param path: what messages call it.
    :raises LogError: where there is no such file, or it unpacks to too much.
    """
    with TemporaryFile() as plain:
        try:
            with zipfile.ZipFile(file) as archive:
                check_archive(archive, path)
                inside = file if workbook_in(archive) else _unpack(archive, plain, path)
        except _BROKEN as error:
            raise LogError(MESSAGES["zip"].format(path=path, reason=error)) from None
        inside.seek(0)
        yield inside


def _unpack(archive: zipfile.ZipFile, plain: IO[bytes], path: str) -> IO[bytes]:
    """The one file of an archive; a workbook is an archive too, and is checked as one."""
    with archive.open(_only(archive, path)) as packed:
        shutil.copyfileobj(packed, plain)
    plain.seek(0)
    if plain.read(len(MAGIC)) == MAGIC:
        with zipfile.ZipFile(plain) as inner:
            check_archive(inner, path)
    return plain


def workbook_in(archive: zipfile.ZipFile) -> str | None:
    """``xlsx`` or ``ods`` where an archive is such a workbook."""
    names = archive.namelist()
    if _EXCEL in names:
        return "xlsx"
    if "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT):
        return "ods"
    return None


def check_archive(archive: zipfile.ZipFile, path: str) -> None:
    """That an archive can be unpacked, as far as it says itself.

    :raises LogError: where it cannot.
    """
    if sum(each.file_size for each in archive.infolist()) > limit("unpacked"):
        raise too_much("unpacked", path)
    if any(each.flag_bits & 1 for each in archive.infolist()):
        raise LogError(MESSAGES["encrypted"].format(path=path))


def _only(archive: zipfile.ZipFile, path: str) -> zipfile.ZipInfo:
    """The one file of an archive, what programs add beside it left aside."""
    files = [each for each in archive.infolist() if not (each.is_dir() or _hidden(each.filename))]
    if not files:
        raise LogError(MESSAGES["no-member"].format(path=path))
    if len(files) > 1:
        names = ", ".join(each.filename for each in files[:SHOWN])
        names += ", ..." if len(files) > SHOWN else ""
        raise LogError(MESSAGES["members"].format(path=path, count=len(files), names=names))
    return files[0]


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__")) for part in name.split("/"))


def check_sizes(archive: zipfile.ZipFile) -> None:
    """That each file of an archive is as large as the archive says.

    :raises zipfile.BadZipFile: for one that is not.
    """
    if (wrong := archive.testzip()) is not None:
        raise zipfile.BadZipFile(f"{wrong} is damaged")
