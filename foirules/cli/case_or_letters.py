"""What stands at a path: a case file, or letters from which a case is drafted. Content tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from foirules.cases.case import Case
from foirules.cases.case_file import load_case
from foirules.cases.errors import CaseError
from foirules.cli.shared import Refused
from foirules.language.regime import Regime
from foirules.rules import DEFAULT

CASE_FILES: Final = (".yaml", ".yml")
LETTERS: Final = (".txt", ".eml", ".mbox", ".msg", ".pdf", ".docx")
MESSAGES: Final = {
    "both": "{path}: the folder holds case files and letters; name the files that are meant",
    "neither": "{path}: the folder holds no case file and no letter",
}
_OF_A_CASE: Final = re.compile(rb"^[\"\']?(?:case|events)[\"\']?\s*:", re.MULTILINE)
_BEGINNING: Final = 1 << 16  # of a file, by which its content is told


def paths_of_cases(paths: Iterable[str]) -> list[str]:
    """The paths with each folder of case files as the files in it; one of letters stays.

    :raises Refused: for a folder that holds both, or neither.
    """
    found: list[str] = []
    for path in paths:
        if path == "-" or not Path(path).is_dir():
            found.append(path)
            continue
        files = sorted(each for each in Path(path).rglob("*") if each.is_file())
        cases = [str(each) for each in files if each.suffix.lower() in CASE_FILES]
        letters = any(_is_letters(each) for each in files)
        if cases and letters:
            raise Refused(MESSAGES["both"].format(path=path))
        if not cases and not letters:
            raise Refused(MESSAGES["neither"].format(path=path))
        found += cases or [path]
    return found


def case_at(path: str, law: Mapping[str, Regime], regime: str | None, as_of: date) -> Case:
    """The case of a file, or that which letters show.

    :param regime: the law to judge by in place of that of the file; of letters that which they are
        read under.
    :raises CaseError: with every error.
    """
    if path == "-" or not (Path(path).is_dir() or _is_letters(Path(path))):
        return load_case(path, law, regime)
    from foirules.letters.errors import LettersError
    from foirules.letters.read_messages import read_messages

    try:
        return read_messages(path, as_of=as_of, regime=regime or DEFAULT, law=law).case()
    except LettersError as error:
        raise CaseError(error.errors) from None


def _is_letters(path: Path) -> bool:
    """Whether a file holds letters: by its name, and for plain text and JSON by what is in it."""
    suffix = path.suffix.lower()
    if suffix not in (*LETTERS, ".json"):
        return False
    if suffix not in (".txt", ".json"):
        return True
    try:
        with path.open("rb") as file:
            start = file.read(_BEGINNING)
    except OSError:
        return False
    if suffix == ".json":
        return b'"info_request_events"' in start
    return not _OF_A_CASE.search(start)
