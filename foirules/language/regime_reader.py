"""The files of a folder -> what they say of a regime, and the places of what is wrong in them."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeVar

from attrs import define, evolve

from foirules.calendars.uk import CALENDAR_NAMES, get_calendar
from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected
from foirules.language.chapters import read_chapters
from foirules.language.citations import as_applied
from foirules.language.declarations import Chapter
from foirules.language.declared_regime import Days, Declared, Top, chapter_file, is_shared
from foirules.language.errors import LawError, RegimeError, RulesError
from foirules.language.form import Scope
from foirules.language.regime import Lacking, Regime
from foirules.language.schema import Roles, SchemaReader, Subject
from foirules.language.types import FINDING_KIND
from foirules.language.vocabulary import MESSAGES as OF_WORDS
from foirules.language.vocabulary import Vocabulary, VocabularyReader

REGIME, WORDS, SUBJECTS = "regime.yaml", "vocabulary.yaml", "subjects.yaml"
TEXTS: Final = ("regime", "title", "cited-as", "received", "stage", "main-clock")
DOUBT: Final = ("doubted-when", "doubted-says")
NEEDED: Final = (*TEXTS, "calendar", "in-force", "chapters")
KEYS: Final = (*NEEDED, "applied-by", *DOUBT)
CITES: Final = ("cites", "cites_if_possible")
CALENDAR: Final = ("based-on", "weekdays-off", "days-off")
DAY: Final = ("on", "reason", "source")
WEEKDAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
MESSAGES: Final = {
    "no-chapter": "there is no file {found}",
    "no-role": "the law has no {what} {found}{near}",
}
_SAID: Final = ChainMap(MESSAGES, OF_WORDS)
ANY_DAY: Final = (date(1000, 1, 1), date(2100, 12, 31))  # of law, the years covered aside

T = TypeVar("T")


def read_files(folder: Path) -> Declared:
    errors: list[str] = []

    def read(name: str, take: Callable[[Problems, Item], T]) -> T | None:
        """What is taken of a file; None, with what is wrong added to the errors, if it is."""
        try:
            document = read_document(folder / name, _SAID)
        except DocumentError as error:
            errors.extend(error.errors)
            return None
        found = take(document.problems, document.item)
        errors.extend(document.problems.lines)
        return None if document.problems.lines else found

    top = read(REGIME, lambda problems, item: TopReader(problems, *ANY_DAY).top(item, folder))
    words = read(
        WORDS,
        lambda problems, item: VocabularyReader(
            problems, *ANY_DAY, law=top.cited_as if top else ""
        ).vocabulary(item),
    )
    subjects = words and read(
        SUBJECTS, lambda problems, item: SchemaReader(problems).subjects(item, words)
    )
    if errors or not top or not words or not subjects:
        raise RegimeError(errors)
    files = [chapter_file(folder, name) for name in top.chapters]
    try:
        chapters = read_chapters(files, _scope(words, subjects))
    except RulesError as error:
        raise RegimeError(error.errors) from None
    named = zip(top.chapters, (file.chapter() for file in chapters), strict=True)
    found = (_applied(each, top.applied) if is_shared(name) else each for name, each in named)
    return Declared(top, words, subjects, tuple(found))


def _applied(chapter: Chapter, by: tuple[tuple[str, str], ...]) -> Chapter:
    """A shared chapter with its citations as the regime applies them."""

    def applied(declared: Any) -> Any:
        said = {key: as_applied(getattr(declared, key, ""), by) for key in CITES}
        return evolve(declared, **{key: text for key, text in said.items() if text})

    lists = (chapter.facts, chapter.rules, chapter.clocks, chapter.actions)
    return Chapter(chapter.name, *(list(map(applied, each)) for each in lists))


def scope_of(regime: Regime) -> Scope:
    """What a file of a regime's law may declare, and the names that it may use."""
    return _scope(regime.vocabulary, regime.schema.subjects)


def _scope(words: Vocabulary, subjects: tuple[Subject, ...]) -> Scope:
    return Scope(
        subjects=tuple(subject.name for subject in subjects),
        types=words.types,
        kinds=FINDING_KIND.members,
        actors=words.actor.members,
        events=tuple(words.events),
    )


def placed(error: LawError, regime: Regime) -> list[str]:
    """An error of a regime's law as its file has it; as it is, where no file has it."""
    scope = scope_of(regime)
    # What is there twice is wrong the second time.
    for file in reversed(read_chapters(regime.files, scope)):
        if file.tell(error):
            return file.reader.problems.lines
    return [f"{regime.folder}: {error}"]


def placed_roles(lacking: Iterable[Lacking], regime: Regime) -> list[str]:
    """What the roles of a regime lack, where its file names them."""
    document = read_document(regime.folder / REGIME, _SAID)
    top, problems = document.item.value, document.problems
    for each in lacking:
        named = top[each.role]
        near = expected(named.value, each.names)
        problems.say(named, each.role, "no-role", what=each.what, found=named.shown(), near=near)
    return problems.lines


@define
class TopReader(Reader):
    """Reads ``regime.yaml``, reporting what is wrong and going on."""

    def top(self, item: Item, folder: Path) -> Top:
        body = self.mapping(item, "", KEYS, NEEDED)
        said = {
            key: self.name(body[key], key) or "" if key in body else "" for key in (*TEXTS, *DOUBT)
        }
        in_force = self.day(body["in-force"], "in-force") if "in-force" in body else None
        roles = Roles(
            said["received"],
            in_force or date.min,
            said["stage"],
            said["main-clock"],
            *(said[key] for key in DOUBT),
        )
        for key, other in (DOUBT, DOUBT[::-1]):
            if key in body and other not in body:
                self.problems.say(item, "", "missing-key", found=repr(other))
        listed = self.list(body["chapters"], "chapters") if "chapters" in body else []
        chapters = []
        for each, where in listed:
            name = self.name(each, where)
            if name and not chapter_file(folder, name).exists():
                self.problems.say(each, where, "no-chapter", found=str(chapter_file(folder, name)))
            chapters += [name] if name else []
        days = self._days(body["calendar"]) if "calendar" in body else None
        return Top(
            said["regime"],
            said["title"],
            said["cited-as"],
            roles,
            tuple(chapters),
            days or Days(CALENDAR_NAMES[0]),
            tuple(self._applied(body["applied-by"])) if "applied-by" in body else (),
        )

    def _applied(self, item: Item) -> Iterator[tuple[str, str]]:
        """Sources, each with the provision by which it applies."""
        for source, each in self.entries(item, "applied-by").items():
            if provision := self.text(each, f"applied-by.{source}"):
                yield source, provision

    def _days(self, item: Item) -> Days | None:
        """One of the calendars known, by its name, or one that is made of it."""
        if not isinstance(item.value, dict):
            name = self.one_of(item, "calendar", "calendar", CALENDAR_NAMES)
            return Days(name) if name else None
        body = self.mapping(item, "calendar", CALENDAR, ("based-on",))
        where = "calendar.based-on"
        name = None
        if "based-on" in body:
            name = self.one_of(body["based-on"], where, "calendar", CALENDAR_NAMES)
        base = get_calendar(name or CALENDAR_NAMES[0])
        more: list[tuple[int, str]] = []
        for each, where in self._listed(body, "weekdays-off"):
            if weekday := self.one_of(each, where, "weekday", WEEKDAYS):
                days = range(base.first, base.last + 1)
                more += [(day, weekday) for day in days if WEEKDAYS[(day - 1) % 7] == weekday]
        for each, where in self._listed(body, "days-off"):
            entry = self.mapping(each, where, DAY, ("on", "reason"))
            on = self.day(entry["on"], f"{where}.on") if "on" in entry else None
            reason = self.text(entry["reason"], f"{where}.reason") if "reason" in entry else None
            more += [(on.toordinal(), reason)] if on and reason else []
        return Days(base.name, tuple(more))

    def _listed(self, body: Mapping[str, Item], key: str) -> list[tuple[Item, str]]:
        return self.list(body[key], f"calendar.{key}") if key in body else []
