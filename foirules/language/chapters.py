"""A file of the law -> its declarations, each with where it stands.

The law that ships and rules of one's own are files of one form (:mod:`foirules.language.form`);
what a file may declare, and by which names, is its :class:`Scope`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final, Self, TypeVar

from attrs import define, field, frozen

from foirules.documents.items import Item, Style
from foirules.documents.load import Document, read_document
from foirules.documents.problems import DocumentError
from foirules.documents.reader import Reader
from foirules.language.declarations import (
    CLOCK_PARTS,
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    Declaration,
    FactDeclaration,
    RuleDeclaration,
)
from foirules.language.errors import LawError, RulesError
from foirules.language.form import WITHIN, Content, Form, Scope
from foirules.language.placed import Placed
from foirules.language.places import one_line, place_of
from foirules.language.types import LEGAL_FORCE

MESSAGES: Final = {
    "expression": "{problem}{shown}",
    "folded": "folded, which loses the places in an expression; it stands on one line, or in a"
    " literal block (|)",
    "beside-sections": "stands beside sections; it belongs in one of them",
    "no-rules": "no {lists}",
    "chapter-twice": "the chapter {found} is defined in {first} already",
}
T = TypeVar("T")
R = TypeVar("R", bound="ChapterReader")
_IN_BRACES: Final = re.compile(r"\{([^{}]*)\}")


@frozen(eq=False)
class ChapterFile:
    """A file of the law, as it was read."""

    reader: ChapterReader
    name: str
    declared: tuple[Placed, ...]
    item: Item

    def chapter(self) -> Chapter:
        return chapter(self.name, (each.declared for each in self.declared))

    def tell(self, error: LawError) -> bool:
        """Report an error of the law that one of the declarations has; False where none has it."""
        named, _, _ = error.where.partition(": ")
        found = [each for each in self.declared if each.name == named]
        if found:
            self.reader.tell(error, found[-1])
        return bool(found)


def chapter(name: str, declared: Iterable[Declaration]) -> Chapter:
    """A chapter of declarations."""
    made = Chapter(name)
    lists: dict[type[Any], list[Any]] = {
        FactDeclaration: made.facts,
        RuleDeclaration: made.rules,
        ClockDeclaration: made.clocks,
        ActionDeclaration: made.actions,
    }
    for each in declared:
        lists[type(each)].append(each)
    return made


def read_chapters(paths: Iterable[Path], scope: Scope) -> tuple[ChapterFile, ...]:
    """The declarations of several files.

    :raises RulesError: with every error of every file.
    """
    files: list[ChapterFile] = []
    errors: list[str] = []
    for path in paths:
        try:
            files.append(read_whole(path, scope, ChapterReader, ChapterReader.chapter))
        except RulesError as error:
            errors += error.errors
    if errors:
        raise RulesError(errors)
    return tuple(files)


def read_whole(path: Path, scope: Scope, reader: type[R], read: Callable[[R, Item], T]) -> T:
    """What a file says.

    :raises RulesError: with every error of it.
    """
    try:
        document = read_document(path, MESSAGES)
    except DocumentError as error:
        raise RulesError(error.errors) from None
    found = read(reader.of(document, scope), document.item)
    if document.problems.lines:
        raise RulesError(document.problems.lines)
    return found


@define
class ChapterReader(Reader):
    """Reads a file of the law, reporting what is wrong and going on.

    :param source: the whole file, in which the place of an error is found.
    """

    scope: Scope = field(kw_only=True)
    source: str = field(kw_only=True)

    @classmethod
    def of(cls, document: Document, scope: Scope) -> Self:
        """The reader of a file."""
        return cls(document.problems, scope=scope, source=document.text)

    # --- declarations -------------------------------------------------------------------------

    def chapter(self, item: Item) -> ChapterFile:
        lists = self.scope.lists
        top = self.mapping(
            item, "", ("chapter", "title", *self.scope.more, *lists, "sections"), ("chapter",)
        )
        name = self.text_of(top["chapter"], "chapter") if "chapter" in top else None
        sections = list(self._sections(top))
        found = [
            each for key in lists for body, at in sections for each in self.listed(body, key, at)
        ]
        if top and not any(body[key].value for body, _ in sections for key in body if key in lists):
            self.problems.say(item, "", "no-rules", lists=" and no ".join(lists))
        return ChapterFile(self, name or "", tuple(found), item)

    def _sections(self, top: dict[str, Item]) -> Iterator[tuple[dict[str, Item], str]]:
        """The sections, each with where it stands; what has none is one."""
        if "title" in top:
            self.text_of(top["title"], "title")
        if "sections" not in top:
            yield top, ""
            return
        for key in self.scope.lists:
            if key in top:
                self.problems.say(top[key], key, "beside-sections")
        for item, where in self.list(top["sections"], "sections"):
            body = self.mapping(item, where, ("title", *self.scope.lists))
            if "title" in body:
                self.text_of(body["title"], f"{where}.title")
            yield body, f"{where}."

    def listed(self, body: Mapping[str, Item], key: str, at: str = "") -> Iterator[Placed]:
        """The declarations of a list that are right in themselves."""
        if key not in body:
            return
        for item, where in self.list(body[key], f"{at}{key}"):
            declared = self.declared(item, where, self.scope.lists[key])
            if declared is not None:
                yield Placed(declared, item, where)

    def declared(self, item: Item, where: str, form: Form) -> Any:
        """A declaration; None where it is wrong."""
        body = self.mapping(item, where, form.keys, form.needed)
        said: dict[str, Any] = {}
        for name, key in form.keys.items():
            if name in body:
                said[key.name] = self.held(body[name], f"{where}.{name}", key.holds)
            elif key.or_else:
                said[key.name] = ""
                if body and key.or_else not in body:
                    self.problems.say(item, where, "missing-key", found=repr(name))
                    said[key.name] = None
        whole = all(name in body for name in form.needed) and None not in said.values()
        return form.makes(**said) if whole else None

    def tell(self, error: LawError, placed: Placed) -> None:
        """Report what is wrong with a declaration at the very place in the file."""
        fault = placed.fault(error)
        at = fault.item
        if fault.character is not None:
            at = place_of(at, fault.character, self.source)
        where = f"{placed.where}.{fault.key}" if fault.key else placed.where
        self.problems.say(at, where, "expression", problem=error.problem, shown=fault.shown())

    # --- what stands under a key --------------------------------------------------------------

    def held(self, item: Item, where: str, holds: Content) -> Any:
        """What stands under a key; None where it is wrong."""
        return _READ[holds](self, item, where)

    def under(
        self, body: Mapping[str, Item], key: str, where: str, read: Callable[[Item, str], T | None]
    ) -> T | None:
        """What stands under a key of a mapping; None where it is not there."""
        return read(body[key], f"{where}.{key}".lstrip(".")) if key in body else None

    def named(
        self, body: Mapping[str, Item], key: str, where: str
    ) -> Iterator[tuple[str, Item, str]]:
        """What stands under the names under a key, each with where it stands."""
        at = f"{where}.{key}".lstrip(".")
        for name, item in (self.under(body, key, where, self.entries) or {}).items():
            yield name, item, f"{at}.{name}"

    def text_of(self, item: Item, where: str) -> str | None:
        """Text; what is true or false is text here."""
        return str(item.value) if isinstance(item.value, bool) else self.text(item, where)

    def name_of(self, item: Item, where: str) -> str | None:
        return str(item.value) if isinstance(item.value, bool) else self.name(item, where)

    def expression(self, item: Item, where: str) -> str | None:
        if isinstance(item.value, dict | list):
            self.wrong(item, where, "an expression, in quotes where it begins with a bracket")
            return None
        if item.style is Style.FOLDED:
            self.problems.say(item, where, "folded")
            return None
        return None if self.text_of(item, where) is None else one_line(item)

    def pattern(self, item: Item, where: str) -> str | None:
        text = self.expression(item, where)
        for name in _IN_BRACES.findall(text or ""):
            at = Item(name, item.line, item.column)
            if self.one_of(at, where, "part of a clock", CLOCK_PARTS) is None:
                return None
        return text

    def events(self, item: Item, where: str) -> tuple[str, ...] | None:
        def event(each: Item, place: str) -> str | None:
            return self.one_of(each, place, "event", self.scope.events)

        return self.each(item, where, event)

    def lines(self, item: Item, where: str) -> tuple[str, ...] | None:
        return self.each(item, where, self.text)

    def each(
        self, item: Item, where: str, read: Callable[[Item, str], T | None]
    ) -> tuple[T, ...] | None:
        """The values of a list; None where one is wrong."""
        found = [read(*each) for each in self.list(item, where)]
        whole = tuple(each for each in found if each is not None)
        return whole if len(whole) == len(found) else None

    def type(self, item: Item, where: str) -> Any:
        name = self.one_of(item, where, "type", self.scope.types)
        return None if name is None else self.scope.types[name]

    def within(self, item: Item, where: str, holds: Content) -> Any:
        return self.declared(item, where, WITHIN[holds])


_READ: Final[Mapping[Content, Callable[[ChapterReader, Item, str], Any]]] = {
    Content.NAME: ChapterReader.name_of,
    Content.TEXT: ChapterReader.text_of,
    Content.EXPRESSION: ChapterReader.expression,
    Content.PATTERN: ChapterReader.pattern,
    Content.SUBJECT: lambda r, *at: r.one_of(*at, "subject", r.scope.subjects),
    Content.TYPE: ChapterReader.type,
    Content.KIND: lambda r, *at: r.one_of(*at, "kind", r.scope.kinds),
    Content.FORCE: lambda r, *at: r.one_of(*at, "kind", LEGAL_FORCE.members),
    Content.ACTOR: lambda r, *at: r.one_of(*at, "actor", r.scope.actors),
    Content.EVENTS: ChapterReader.events,
    Content.CLOCKS: lambda r, *at: r.each(*at, r.name_of),
    Content.EXAMPLE: ChapterReader.lines,
    Content.DAY: ChapterReader.day,
    Content.ORDER: ChapterReader.integer,
    Content.TRUTH: ChapterReader.boolean,
    **{holds: partial(ChapterReader.within, holds=holds) for holds in WITHIN},
}
