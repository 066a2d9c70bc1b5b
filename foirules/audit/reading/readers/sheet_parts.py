"""Which file of a workbook .xlsx holds the XML of which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import Final

from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.readers.xml import NotXml, parsed

MESSAGES: Final = {"not-xml": "{path}: a workbook that is broken: {part}: {reason}"}
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_OTHERS: Final = ("xl/workbook.bin", "content.xml")  # of .xlsb and .ods
Attributes = dict[str, str]


def sheet_parts(archive: zipfile.ZipFile, path: str) -> list[tuple[str, str]]:
    """The name of each sheet, and its file. What reads the cells may look for that in several ways:
    each file that it may find is there, that which the workbook names is the last of a sheet.

    :param path: what messages call the workbook.
    :raises LogError: where its XML is broken.
    :raises zipfile.BadZipFile: where it is not plain which of its files is meant.
    """
    members = _by_name(archive)
    sheets: list[tuple[str, list[str]]] = []
    targets: dict[str, list[str]] = {}

    def sheet(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            ids = [value for key, value in given.items() if key.lower().endswith("id")]
            sheets.append((given.get("name", ""), ids))

    def target(tag: str, given: Attributes) -> None:
        if tag == "Relationship":
            targets.setdefault(given.get("Id", ""), []).append(given.get("Target", ""))

    _each(archive, _BOOK, path, sheet)
    _each(archive, _RELATIONS, path, target)
    return [
        (name, part)
        for name, ids in sheets
        for id in ids
        for each in targets.get(id, ())
        for part in _parts(each, members)
    ]


def _by_name(archive: zipfile.ZipFile) -> dict[str, str]:
    """The files of an archive by their names in small letters, as some look for them.

    :raises zipfile.BadZipFile: where two are called alike, or it is a workbook of another kind too.
    """
    names = archive.namelist()
    members = {_plain(name): name for name in names}
    if len(members) < len(names):
        raise zipfile.BadZipFile("two of its files are called alike")
    if any(each in members for each in _OTHERS):
        raise zipfile.BadZipFile("it is a workbook of two kinds")
    return members


def _plain(name: str) -> str:
    return name.lower().replace("\\", "/")


def _parts(target: str, members: dict[str, str]) -> Iterator[str]:
    """The files that may be meant: those with the last name of a path, and that which it leads to
    at their end."""
    plain = _plain(target)
    named = posixpath.normpath(posixpath.join("/xl", plain)).lstrip("/")
    last = posixpath.basename(plain)
    yield from (
        member
        for name, member in members.items()
        if posixpath.basename(name) == last and name != named
    )
    if named in members:
        yield members[named]


def _each(
    archive: zipfile.ZipFile, part: str, path: str, start: Callable[[str, Attributes], None]
) -> None:
    if part not in archive.namelist():
        return

    def begun(tag: str, given: Attributes) -> None:
        start(tag.rpartition(":")[2], given)

    try:
        with archive.open(part) as file:
            for _ in parsed(file, path, begun, lambda tag: None):
                pass
    except NotXml as error:
        said = MESSAGES["not-xml"].format(path=path, part=part, reason=error)
        raise LogError(said) from None
