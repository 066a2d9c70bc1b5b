"""Rules of one's own: a YAML file of facts and rules, in the language of the law and checked as it.

They stand beside the Act's and cannot change them: a rule of one's own is a promise, a departure or
a note, never a breach of statute, and its expressions can reach nothing but facts.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from foirules.document import DocumentError
from foirules.language.errors import LawError, RulesError
from foirules.language.law import Chapter
from foirules.language.law import load as load_law
from foirules.policy import REGIME, load_policies
from foirules.rules import CHAPTERS
from foirules.rules.subjects import SCHEMA

__all__ = ["OwnRules", "RulesError", "load_rules"]

if TYPE_CHECKING:  # the reader is imported where there is a file to read
    from foirules.language.chapters import ChapterFile
    from foirules.language.form import Declaration, Scope

KINDS: Final = ("promise", "departure", "note")
NOT_TAKEN: Final = ("since", "until", "may-answer")  # of what a rule of the law may have


@frozen(eq=False)
class OwnRules:
    """Chapters of one's own, to be given to :func:`foirules.assess`."""

    chapters: tuple[Chapter, ...]


def load_rules(paths: Iterable[str | Path]) -> OwnRules:
    """The rules of some files, read and checked beside those of the Act.

    :raises RulesError: with every error of every file.
    """
    from foirules.language.chapters import read_chapter

    regime = load_policies()[REGIME]
    names = (*regime.periods, *regime.sets)
    errors: list[str] = []
    read: dict[str, tuple[Chapter, str]] = {}
    for path in paths:
        try:
            file = read_chapter(path, _scope())
        except DocumentError as error:
            errors += error.errors
            continue
        problems = file.reader.problems
        own = _checked(file, names)
        if own.name in read:
            _, first = read[own.name]
            at = file.item.value["chapter"]
            problems.say(at, "chapter", "chapter-twice", found=repr(own.name), first=first)
        errors += problems.lines
        read[own.name] = own, str(path)
    if errors:
        raise RulesError(errors)
    return OwnRules(tuple(own for own, _ in read.values()))


def _scope() -> Scope:
    """What a file of one's own may declare."""
    from foirules.language.form import FACT, RULE, Scope

    lists = {"facts": FACT, "rules": RULE.without(*NOT_TAKEN)}
    return Scope(tuple(SCHEMA.by_name), kinds=KINDS, lists=lists)


def _checked(file: ChapterFile, periods: tuple[str, ...]) -> Chapter:
    """The declarations with which the law loads, each added to those before it; what is wrong with
    the others is reported."""
    from foirules.language.chapters import chapter

    right: list[Declaration] = []
    for placed in file.declared:
        beside = chapter("own", [*right, placed.declared])
        try:
            load_law(SCHEMA, (*CHAPTERS, beside), periods)
        except LawError as error:
            file.reader.tell(error, placed)
        else:
            right.append(placed.declared)
    return chapter(file.name, right)
