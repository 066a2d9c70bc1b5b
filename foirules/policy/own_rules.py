"""Rules of one's own: a YAML file of facts and rules, in the language of the law and checked as it.

They stand beside the Act's and cannot change them: a rule of one's own is a promise, a departure or
a note, never a breach of statute, and its expressions can reach nothing but facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from attrs import frozen

from foirules.documents.problems import DocumentError
from foirules.language.declarations import Chapter
from foirules.language.errors import LawError, RegimeError, RulesError
from foirules.language.law import MOST_LAWS
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law, named_in
from foirules.policy.policies import load_policies

__all__ = ["OwnRules", "RulesError", "load_rules"]

if TYPE_CHECKING:  # the reader is imported where there is a file to read
    from foirules.language.chapters import ChapterFile
    from foirules.language.declarations import Declaration
    from foirules.language.form import Scope

KINDS: Final = ("promise", "departure", "note")
NOT_TAKEN: Final = ("since", "until", "may-answer")  # of what a rule of the law may have


@frozen(eq=False, repr=False)
class OwnRules:
    """Chapters of one's own, to be given to :func:`foirules.assess`.

    :param by_regime: the chapters, each with the regime beside whose law it stands.
    """

    by_regime: tuple[tuple[str, Chapter], ...] = ()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        return tuple(chapter for _, chapter in self.by_regime)

    def of(self, regime: str) -> tuple[Chapter, ...]:
        """The chapters that stand beside the law of a regime."""
        return tuple(chapter for id, chapter in self.by_regime if id == regime)

    def beside(self, regime: str, chapter: Chapter) -> OwnRules:
        """These, and a chapter more."""
        return OwnRules((*self.by_regime, (regime, chapter)))


def load_rules(paths: Iterable[str | Path], law: Mapping[str, Regime] | None = None) -> OwnRules:
    """The rules of some files, read and checked beside those of their regime.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
    :raises RulesError: with every error of every file.
    """
    known = load_law() if law is None else law
    policies = load_policies(law=known)
    errors: list[str] = []
    read: dict[str, tuple[str, Chapter, str]] = {}
    for path in paths:
        try:
            regime, file = _read(path, known)
        except DocumentError as error:
            errors += error.errors
            continue
        problems = file.reader.problems
        policy = policies[regime.id]
        own = _checked(file, regime, (*policy.periods, *policy.sets))
        if own.name in read:
            *_, first = read[own.name]
            at = file.item.value["chapter"]
            problems.say(at, "chapter", "chapter-twice", found=repr(own.name), first=first)
        errors += problems.lines
        read[own.name] = regime.id, own, str(path)
    if errors:
        raise RulesError(errors)
    return OwnRules(tuple((regime, own) for regime, own, _ in read.values()))


def _read(path: str | Path, law: Mapping[str, Regime]) -> tuple[Regime, ChapterFile]:
    """The declarations of a file, and the regime beside whose law they stand."""
    from foirules.documents.load import read_document
    from foirules.language.chapters import MESSAGES, ChapterReader

    document = read_document(path, MESSAGES)
    regime = named_in(document.item, law, document.problems)
    return regime, ChapterReader.of(document, _scope(regime)).chapter(document.item)


def _scope(regime: Regime) -> Scope:
    """What a file of one's own may declare beside the law of a regime."""
    from foirules.language.form import FACT, RULE, Scope

    lists = {"facts": FACT, "rules": RULE.without(*NOT_TAKEN)}
    subjects = tuple(regime.schema.by_name)
    return Scope(subjects, regime.vocabulary.types, kinds=KINDS, lists=lists, more=("regime",))


def _checked(file: ChapterFile, regime: Regime, periods: tuple[str, ...]) -> Chapter:
    """The declarations with which the law loads, each added to those before it; what is wrong with
    the others is reported."""
    whole = _chapter(file.name, tuple(each.declared for each in file.declared))
    names = frozenset(periods)
    try:
        regime.law(names, own=(whole,))
    except RegimeError:
        return _right(file, regime, names)
    return whole


@lru_cache(maxsize=MOST_LAWS)
def _chapter(name: str, declared: tuple[Declaration, ...]) -> Chapter:
    """The chapter of some declarations: the same one where they are read again, for which no law is
    compiled again."""
    from foirules.language.chapters import chapter

    return chapter(name, declared)


def _right(file: ChapterFile, regime: Regime, periods: frozenset[str]) -> Chapter:
    from foirules.language.chapters import chapter
    from foirules.language.law_reader import read_law

    right: list[Declaration] = []
    for placed in file.declared:
        beside = chapter("own", [*right, placed.declared])
        try:
            read_law(regime.schema, (*regime.chapters, beside), periods)
        except LawError as error:
            file.reader.tell(error, placed)
        else:
            right.append(placed.declared)
    return chapter(file.name, right)
