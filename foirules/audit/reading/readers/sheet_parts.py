"""Which file of a workbook .xlsx holds the XML of which sheet."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from typing import Final

from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.readers.xml import NotXml, parsed

MESSAGES: Final = {"not-xml": "{path}: a workbook that is broken: {part}: {reason}"}
_BOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
Attributes = dict[str, str]


def sheet_parts(archive: zipfile.ZipFile, path: str) -> dict[str, str]:
    """The file of each sheet, by the sheet's name.

    :param path: what messages call the workbook.
    :raises LogError: where its XML is broken.
    """
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheet(tag: str, given: Attributes) -> None:
        if tag == "sheet":
            id = next((given[key] for key in given if key.endswith(":id")), "")
            ids[given.get("name", "")] = id

    def target(tag: str, given: Attributes) -> None:
        if tag == "Relationship":
            targets[given.get("Id", "")] = given.get("Target", "")

    _each(archive, _BOOK, path, sheet)
    _each(archive, _RELATIONS, path, target)
    known = set(archive.namelist())
    parts = {name: _part(targets[id]) for name, id in ids.items() if id in targets}
    return {name: part for name, part in parts.items() if part in known}


def _part(target: str) -> str:
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _each(
    archive: zipfile.ZipFile, part: str, path: str, start: Callable[[str, Attributes], None]
) -> None:
    if part not in archive.namelist():
        return
    try:
        with archive.open(part) as file:
            for _ in parsed(file, path, start, lambda tag: None):
                pass
    except NotXml as error:
        said = MESSAGES["not-xml"].format(path=path, part=part, reason=error)
        raise LogError(said) from None
