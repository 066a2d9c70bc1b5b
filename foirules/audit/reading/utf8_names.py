"""Names of files and folders that Polars reads and writes by name, which have to be UTF-8."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.problems import as_unicode

MESSAGES: Final = {
    "name": "{path}: its name is not UTF-8, which {what} needs: give it another",
}


def check_name(path: Path, what: str) -> None:
    """That the name of a path, as it is given, is UTF-8.

    :param what: what the path is of, in messages.
    :raises LogError: where it is not.
    """
    name = str(path)
    if as_unicode(name) != name:
        raise LogError(MESSAGES["name"].format(path=name, what=what))
