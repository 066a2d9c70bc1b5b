"""The forms in which letters are kept, told by a file's name and what is in it."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Final

SUFFIXES: Final = (".txt", ".eml", ".mbox", ".msg", ".pdf", ".docx", ".json")
LOOK: Final = 1 << 16  # bytes of a file, by which its content is told
_OF_A_SITE: Final = b'"info_request_events"'
_OF_A_CASE: Final = re.compile(rb"^[\"\']?(?:case|events)[\"\']?\s*:", re.MULTILINE)


def holds_letters(name: str, begins: bytes) -> bool:
    """Whether a file holds letters: by its name, and for plain text and JSON by what is in it.

    :param begins: its first bytes, :data:`LOOK` of them.
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json":
        return _OF_A_SITE in begins
    if suffix == ".txt":
        return not _OF_A_CASE.search(begins)
    return suffix in SUFFIXES
