"""Files and folders named -> the case files in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

INCLUDE: Final = ("*.foi.yaml", "*.foi.yml", "*.foi.json")
MESSAGES: Final = {
    "folder": "{path}: cannot be read: {reason}",
    "none": "{path}: the folder holds no case file, {include}",
}


def case_files(
    paths: Iterable[str], include: Sequence[str] = INCLUDE
) -> tuple[list[str], list[str]]:
    """The files, each once, and a line for each folder that cannot be read or holds none.

    A file that is named is taken as it is; of a folder, the files whose names match one of
    ``include``, in order of name. Folders that begin with a dot, and links to folders, are left.
    """
    files: dict[str, str] = {}
    errors: list[str] = []
    for path in paths:
        inside = _in_folder(path, include, errors) if Path(path).is_dir() else [path]
        for file in inside:
            files.setdefault(os.path.realpath(file) if file != "-" else file, file)
    return list(files.values()), errors


def _in_folder(path: str, include: Sequence[str], errors: list[str]) -> list[str]:
    files: list[str] = []
    unread: list[str] = []

    def unreadable(error: OSError) -> None:
        unread.append(MESSAGES["folder"].format(path=error.filename, reason=error.strerror))

    for folder, below, names in os.walk(path, onerror=unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        wanted = sorted(n for n in names if any(fnmatch(n, each) for each in include))
        files += [Path(folder, name).as_posix() for name in wanted]
    if not files and not unread:
        unread.append(MESSAGES["none"].format(path=path, include=" or ".join(include)))
    errors += unread
    return files
