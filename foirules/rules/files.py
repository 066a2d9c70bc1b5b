"""The files of the law: what they may say, and where in them an error stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from foirules.document import DocumentError, Problems, Reader, load, read_text
from foirules.language.chapters import ChapterFile, read_chapters
from foirules.language.errors import LawError, RulesError
from foirules.language.form import Scope
from foirules.rules.subjects import SCHEMA
from foirules.vocabulary import ACTOR, EVENTS, FINDING_KIND, Type


def read_law(folder: Path, types: Mapping[str, Type]) -> tuple[ChapterFile, ...]:
    """The chapters of a regime's folder, in the order that its ``regime.yaml`` gives.

    :param types: what a fact may be, by the names that the files call it.
    :raises RulesError: with every error of every file.
    """
    path = folder / "regime.yaml"
    reader = Reader(Problems(str(path)))
    try:
        top = reader.mapping(load(read_text(path), str(path)), "", ("chapters",), ("chapters",))
    except DocumentError as error:
        raise RulesError(error.errors) from None
    listed = reader.list(top["chapters"], "chapters") if "chapters" in top else []
    names = [reader.name(*each) for each in listed]
    if reader.problems.lines:
        raise RulesError(reader.problems.lines)
    scope = Scope(
        subjects=tuple(SCHEMA.by_name),
        types=types,
        kinds=FINDING_KIND.members,
        actors=ACTOR.members,
        events=tuple(EVENTS),
    )
    return read_chapters((folder / f"{name}.yaml" for name in names), scope)


def placed(error: LawError, folder: Path, types: Mapping[str, Type]) -> RulesError | LawError:
    """An error of the law with its place; itself, where no file of the folder has it."""
    for file in reversed(read_law(folder, types)):  # what is there twice is wrong the second time
        if file.tell(error):
            return RulesError(file.reader.problems.lines)
    return error
