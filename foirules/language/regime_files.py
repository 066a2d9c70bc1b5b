"""Folders of law -> regimes.

``regime.yaml`` names the chapters of a regime and says what the engines ask of it,
``vocabulary.yaml`` has its words, ``subjects.yaml`` what its facts and rules are about. A chapter
that several regimes share stands in a folder beside theirs, and is named with it:
``shared/tribunal``. It cites the law that it was written for; ``applied-by`` of another regime says
by which of its own provisions that law applies there, and the citations shown say so.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from attrs import define, evolve, frozen

from foirules import documents, rules
from foirules.calendars.uk import CALENDAR_NAMES, get_calendar
from foirules.calendars.working_days import Calendar
from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected
from foirules.language.citations import as_applied
from foirules.language.copies import Codec, digest, read_or_make
from foirules.language.declarations import (
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    FactDeclaration,
    Pause,
    RuleDeclaration,
)
from foirules.language.errors import LawError, RulesError
from foirules.language.regime import Lacking, Regime, RegimeError
from foirules.language.schema import Roles, Schema, SchemaReader, Subject, SubjectField
from foirules.language.types import FINDING_KIND, Absence, Enumeration, Field, SetType
from foirules.language.vocabulary import MESSAGES as OF_WORDS
from foirules.language.vocabulary import TYPES, EventKind, Vocabulary, VocabularyReader

if TYPE_CHECKING:
    from foirules.language.form import Scope

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
NO_REGIME: Final = "{path}: the folder holds no regime.yaml, nor does a folder in it"
TWICE: Final = "{path}: regime: the regime {found} is defined in {first} already"

T = TypeVar("T")


@frozen
class _Days:
    """A calendar as it is declared: one that is known by name, and days that do not count in it
    either, each with the reason."""

    based_on: str
    more: tuple[tuple[int, str], ...] = ()

    def calendar(self) -> Calendar:
        base = get_calendar(self.based_on)
        return base.with_days(self.more) if self.more else base


@frozen
class _Top:
    """What ``regime.yaml`` says; ``chapters`` as it names them, ``applied`` the sources that apply
    by a provision, each with that."""

    id: str
    title: str
    cited_as: str
    roles: Roles
    chapters: tuple[str, ...]
    days: _Days
    applied: tuple[tuple[str, str], ...] = ()


@frozen
class _Declared:
    """What the files of a regime say."""

    top: _Top
    words: Vocabulary
    subjects: tuple[Subject, ...]
    chapters: tuple[Chapter, ...]


_SHARED: Final = (Enumeration, SetType, Field, EventKind, SubjectField)
_CODEC: Final = Codec(
    (
        *(_Declared, _Top, _Days, Roles, Vocabulary, Subject, Absence),
        *(Chapter, FactDeclaration, RuleDeclaration, Pause, ClockDeclaration, ActionDeclaration),
        *_SHARED,
    ),
    shared=_SHARED,
    known=TYPES,
)


# --- regimes --------------------------------------------------------------------------------------


def load_law(paths: Iterable[str | Path] = ()) -> Mapping[str, Regime]:
    """The regimes shipped, and those of folders added, by id.

    A folder is read once in a process, so that one law judges all that the process judges: a change
    to its files counts from the next process on.

    :param paths: folders of a regime's files, or folders of such folders.
    :raises RegimeError: with every error of every file.
    """
    return _load(tuple(Path(path).absolute() for path in paths))


@cache
def _load(paths: tuple[Path, ...]) -> Mapping[str, Regime]:
    found: dict[str, Regime] = {}
    errors: list[str] = []
    if paths:
        found |= _load(())
    else:
        shipped = map(regime_at, rules.folders())
        found |= {regime.id: regime for regime in shipped}
    for folder in (each for path in paths for each in _folders(path, errors)):
        try:
            regime = regime_at(folder)
        except RegimeError as error:
            errors += error.errors
            continue
        if regime.id in found:
            first = seen(found[regime.id].folder) / REGIME
            said = {"path": seen(folder) / REGIME, "found": repr(regime.id), "first": first}
            errors.append(TWICE.format(**said))
        found[regime.id] = regime
    if errors:
        raise RegimeError(errors)
    return found


def named_in(
    item: Item, law: Mapping[str, Regime], problems: Problems, usual: str = rules.DEFAULT
) -> Regime:
    """The regime that a file names; the usual one where it names none that is known.

    :param problems: where a name that is not known is reported.
    """
    named = item.value.get("regime") if isinstance(item.value, dict) else None
    if named is None:
        return law[usual]
    return law[Reader(problems).one_of(named, "regime", "regime", law) or usual]


def _folders(folder: Path, errors: list[str]) -> list[Path]:
    found = [each.parent for pattern in (REGIME, f"*/{REGIME}") for each in folder.glob(pattern)]
    if not found:
        errors.append(NO_REGIME.format(path=seen(folder)))
    return sorted(found)


def seen(path: Path) -> Path:
    """A path as seen from the current folder, where it lies below that."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


@cache
def regime_at(folder: Path) -> Regime:
    """The regime of a folder, by its absolute path, read once.

    What the files of one that ships say is kept between runs.

    :raises RegimeError: with every error of its files.
    """
    if folder not in rules.folders():
        return read_regime(folder)
    files = [*folder.glob("*.yaml"), *(folder.parent / "shared").glob("*.yaml")]
    readers = [*Path(__file__).parent.glob("*.py"), *Path(documents.__path__[0]).glob("*.py")]
    key = digest([*sorted(files), *sorted(readers)])
    return _regime(folder, read_or_make(f"law-{folder.name}", key, _CODEC, lambda: _read(folder)))


def read_regime(folder: Path) -> Regime:
    """The regime of a folder.

    :raises RegimeError: with every error of its files.
    """
    return _regime(folder.absolute(), _read(seen(folder)))


def _regime(folder: Path, said: _Declared) -> Regime:
    top = said.top
    return Regime(
        id=top.id,
        title=top.title,
        cited_as=top.cited_as,
        folder=folder,
        schema=Schema(said.subjects, said.words, top.roles),
        chapters=said.chapters,
        files=tuple(_file(folder, name) for name in top.chapters),
        calendar=top.days.calendar(),
    )


def _file(folder: Path, chapter: str) -> Path:
    return (folder.parent if _shared(chapter) else folder) / f"{chapter}.yaml"


def _shared(chapter: str) -> bool:
    return "/" in chapter


# --- files ----------------------------------------------------------------------------------------


def _read(folder: Path) -> _Declared:
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

    top = read(REGIME, lambda problems, item: _TopReader(problems, *ANY_DAY).top(item, folder))
    words = read(
        WORDS, lambda problems, item: VocabularyReader(problems, *ANY_DAY).vocabulary(item)
    )
    subjects = words and read(
        SUBJECTS, lambda problems, item: SchemaReader(problems).subjects(item, words)
    )
    if errors or not top or not words or not subjects:
        raise RegimeError(errors)
    from foirules.language.chapters import read_chapters  # only where there is no copy

    files = [_file(folder, name) for name in top.chapters]
    try:
        chapters = read_chapters(files, _scope(words, subjects))
    except RulesError as error:
        raise RegimeError(error.errors) from None
    named = zip(top.chapters, (file.chapter() for file in chapters), strict=True)
    found = (_applied(each, top.applied) if _shared(name) else each for name, each in named)
    return _Declared(top, words, subjects, tuple(found))


def _applied(chapter: Chapter, by: tuple[tuple[str, str], ...]) -> Chapter:
    """A shared chapter with its citations as the regime applies them."""

    def applied(declared: Any) -> Any:
        said = {key: as_applied(getattr(declared, key, ""), by) for key in CITES}
        return evolve(declared, **{key: text for key, text in said.items() if text})

    lists = (chapter.facts, chapter.rules, chapter.clocks, chapter.actions)
    facts, rules, clocks, actions = (list(map(applied, each)) for each in lists)
    return Chapter(chapter.name, facts, rules, clocks, actions)


def scope_of(regime: Regime) -> Scope:
    """What a file of a regime's law may declare, and the names that it may use."""
    return _scope(regime.vocabulary, regime.schema.subjects)


def _scope(words: Vocabulary, subjects: tuple[Subject, ...]) -> Scope:
    from foirules.language.form import Scope

    return Scope(
        subjects=tuple(subject.name for subject in subjects),
        types=words.types,
        kinds=FINDING_KIND.members,
        actors=words.actor.members,
        events=tuple(words.events),
    )


def placed(error: LawError, regime: Regime) -> list[str]:
    """An error of a regime's law as its file has it; as it is, where no file has it."""
    from foirules.language.chapters import read_chapters

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
class _TopReader(Reader):
    """Reads ``regime.yaml``, reporting what is wrong and going on."""

    def top(self, item: Item, folder: Path) -> _Top:
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
            if name and not _file(folder, name).exists():
                self.problems.say(each, where, "no-chapter", found=str(_file(folder, name)))
            chapters += [name] if name else []
        days = self._days(body["calendar"]) if "calendar" in body else None
        return _Top(
            said["regime"],
            said["title"],
            said["cited-as"],
            roles,
            tuple(chapters),
            days or _Days(CALENDAR_NAMES[0]),
            tuple(self._applied(body["applied-by"])) if "applied-by" in body else (),
        )

    def _applied(self, item: Item) -> Iterator[tuple[str, str]]:
        """Sources, each with the provision by which it applies."""
        for source, each in self.entries(item, "applied-by").items():
            if provision := self.text(each, f"applied-by.{source}"):
                yield source, provision

    def _days(self, item: Item) -> _Days | None:
        """One of the calendars known, by its name, or one that is made of it."""
        if not isinstance(item.value, dict):
            name = self.one_of(item, "calendar", "calendar", CALENDAR_NAMES)
            return _Days(name) if name else None
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
        return _Days(base.name, tuple(more))

    def _listed(self, body: Mapping[str, Item], key: str) -> list[tuple[Item, str]]:
        return self.list(body[key], f"calendar.{key}") if key in body else []
