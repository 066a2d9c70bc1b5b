"""What stands at a path: cases, or letters from which a case is drafted. Content tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from foirules.cases.case import Case
from foirules.cases.errors import CaseError
from foirules.cases.several_cases import load_cases
from foirules.cli.shared import Refused
from foirules.cli.told import Told
from foirules.language.regime import Regime
from foirules.letters.forms import LOOK, SUFFIXES, holds_letters
from foirules.rules import DEFAULT

CASE_FILES: Final = (".yaml", ".yml", ".json", ".jsonl", ".ndjson")
MESSAGES: Final = {
    "both": "{path}: the folder holds case files and letters; name the files that are meant",
    "neither": "{path}: the folder holds no case file and no letter",
}


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
        letters = [each for each in files if _is_letters(each)]
        cases = [
            str(each) for each in files if each.suffix.lower() in CASE_FILES and each not in letters
        ]
        if cases and letters:
            raise Refused(MESSAGES["both"].format(path=path))
        if not cases and not letters:
            raise Refused(MESSAGES["neither"].format(path=path))
        found += cases or [path]
    return found


def cases_at(
    path: str, law: Mapping[str, Regime], regime: str | None, as_of: date, told: Told
) -> Iterator[Case | CaseError]:
    """The cases of a file, or those that letters show; what is wrong with one stands in its place.

    :param regime: the law to judge by in place of that of the file; of letters that which they are
        read under.
    :param told: where it is said that letters seem to be of another law.
    """
    if path == "-" or not (Path(path).is_dir() or _is_letters(Path(path))):
        yield from load_cases(path, law, regime)
        return
    from foirules.letters.errors import LettersError
    from foirules.letters.read_messages import drafts_of_all, threads_in

    try:
        threads = threads_in(path)
    except LettersError as error:
        yield CaseError(error.errors)
        return
    for draft in drafts_of_all(threads, as_of=as_of, regime=regime or DEFAULT, law=law):
        if isinstance(draft, LettersError):
            yield CaseError(draft.errors)
            continue
        if draft.other_law is not None:
            told.say(draft.other_law.warning())
        yield draft.case()


def _is_letters(path: Path) -> bool:
    """Whether a file holds letters: by its name, and for plain text and JSON by what is in it."""
    if path.suffix.lower() not in SUFFIXES:
        return False
    try:
        with path.open("rb") as file:
            return holds_letters(path.name, file.read(LOOK))
    except OSError:
        return False
