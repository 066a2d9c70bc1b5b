"""What the files of a regime say, before it is one."""

from __future__ import annotations

from pathlib import Path

from attrs import frozen

from foirules.calendars.uk import get_calendar
from foirules.calendars.working_days import Calendar
from foirules.language.declarations import Chapter
from foirules.language.schema import Roles, Subject
from foirules.language.vocabulary import Vocabulary


@frozen
class Days:
    """A calendar as it is declared: one that is known by name, and days that do not count in it
    either, each with the reason."""

    based_on: str
    more: tuple[tuple[int, str], ...] = ()

    def calendar(self) -> Calendar:
        base = get_calendar(self.based_on)
        return base.with_days(self.more) if self.more else base


@frozen
class Top:
    """What ``regime.yaml`` says; ``chapters`` as it names them, ``applied`` the sources that apply
    by a provision, each with that."""

    id: str
    title: str
    cited_as: str
    roles: Roles
    chapters: tuple[str, ...]
    days: Days
    applied: tuple[tuple[str, str], ...] = ()


@frozen
class Declared:
    """What the files of a regime say."""

    top: Top
    words: Vocabulary
    subjects: tuple[Subject, ...]
    chapters: tuple[Chapter, ...]


def chapter_file(folder: Path, chapter: str) -> Path:
    """The file of a chapter that ``regime.yaml`` of a folder names."""
    return (folder.parent if is_shared(chapter) else folder) / f"{chapter}.yaml"


def is_shared(chapter: str) -> bool:
    """Whether a chapter stands beside the folders of the regimes that share it."""
    return "/" in chapter
