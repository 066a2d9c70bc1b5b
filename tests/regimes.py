"""Folders of law that tests make: files of the Act's with chapters of their own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tests.foia import REGIME

TOP: Final = """\
regime: foia
title: Freedom of Information Act 2000
cited-as: FOIA
calendar: united-kingdom
in-force: 2005-01-01
received: received_on
stage: stage
main-clock: response
chapters: [a]
"""


def make(folder: Path, top: str = TOP, **chapters: str) -> Path:
    """The files of a regime in a folder, with the words and subjects of the Act."""
    for name in ("vocabulary.yaml", "subjects.yaml"):
        shutil.copyfile(REGIME.folder / name, folder / name)
    (folder / "regime.yaml").write_text(top, encoding="utf-8")
    for name, text in chapters.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def copied(folder: Path) -> Path:
    """A copy of the folder of the Act, and of the chapters that it shares beside it."""
    shutil.copytree(REGIME.folder, folder, dirs_exist_ok=True)
    shutil.copytree(REGIME.folder.parent / "shared", folder.parent / "shared", dirs_exist_ok=True)
    return folder
