"""A declaration that stands in a file, and the very place there that an error of the law means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from foirules.documents.items import Item
from foirules.language.declarations import (
    ActionDeclaration,
    ClockDeclaration,
    Declaration,
    FactDeclaration,
    RuleDeclaration,
)
from foirules.language.errors import LawError
from foirules.language.form import FORMS, PAUSE, Content, Form
from foirules.language.places import character_of, one_line


@frozen
class Fault:
    """What an error means: the item under a key, and the character of its text, if of one.

    ``expression`` is what is shown below the error, with a mark under ``column``.
    """

    key: str
    item: Item
    character: int | None = None
    expression: str = ""
    column: int | None = None

    def shown(self) -> str:
        """The lines that follow the error."""
        mark = "" if self.column is None else f"\n    {' ' * self.column}^"
        return f"\n    {self.expression}{mark}" if self.expression else ""


@frozen(eq=False)
class Placed:
    """A declaration, the item that it was read from, and the keys that lead to it."""

    declared: Declaration
    item: Item
    where: str

    @property
    def name(self) -> str:
        """As an error of the law calls it."""
        match self.declared:
            case FactDeclaration(subject, name):
                return f"{subject}.{name}"
            case RuleDeclaration(id):
                return f"rule {id}"
            case ClockDeclaration(name):
                return f"clock {name}"
            case ActionDeclaration(name):
                return f"action {name}"

    def fault(self, error: LawError) -> Fault:
        """Where the error lies.

        What the law reads may be made of several expressions of a declaration; the one is found in
        which the mark stands.
        """
        _, _, field = error.where.partition(": ")
        key = self._key(field)
        if field == "message" and (named := self._named(error)):
            return named
        if not error.expression:
            return self._quoted(error) or Fault(key, self.item.value.get(key, self.item))
        if found := self._whole(error, key) or self._within(error):
            key, item, column = found
            text = one_line(item)
            return Fault(key, item, character_of(item, column), text, column)
        item = self.item.value.get(key, self.item)
        return Fault(key, item, None, error.expression, error.column)

    def _key(self, field: str) -> str:
        """The key of a field of the declaration, as far as it is there; of a fact that of its
        expression, where an error names no field."""
        wanted = field or ("expression" if isinstance(self.declared, FactDeclaration) else "")
        keys = FORMS[type(self.declared)].keys
        written = (name for name, key in keys.items() if key.name == wanted)
        return next((name for name in written if name in self.item.value), "")

    def _named(self, error: LawError) -> Fault | None:
        """The name in braces, in what the declaration says."""
        braces = re.compile(r"\{(?=" + re.escape(error.expression) + r"[|}])")
        for key, item in self._held(Content.TEXT):
            if found := braces.search(str(item.value)):
                return Fault(key, item, found.end(), error.expression, error.column)
        return None

    def _quoted(self, error: LawError) -> Fault | None:
        """The name that the error quotes, where the declaration uses it for something else's."""
        for key, item in self._held(Content.NAME):
            if f" {item.value!r}" in error.problem:
                return Fault(key, item)
        return None

    def _whole(self, error: LawError, key: str) -> tuple[str, Item, int] | None:
        """The expression that is the one of the error; of several alike that of the key."""
        alike = [each for each in self._expressions() if one_line(each[1]) == error.expression]
        alike.sort(key=lambda each: each[0] != key)
        return (*alike[0], error.column or 0) if alike else None

    def _within(self, error: LawError) -> tuple[str, Item, int] | None:
        """The longest expression that holds the marked character of the error's."""
        column = error.column or 0
        found = []
        for key, item in self._expressions():
            text = one_line(item)
            start = error.expression.rfind(text, 0, column + len(text))
            if 0 <= start <= column < start + len(text):
                found.append((len(text), (key, item, column - start)))
        return max(found, key=lambda each: each[0])[1] if found else None

    def _expressions(self) -> Iterator[tuple[str, Item]]:
        return self._held(Content.EXPRESSION, Content.PATTERN)

    def _held(self, *holds: Content) -> Iterator[tuple[str, Item]]:
        """The items that hold such a thing, by their keys."""
        form = FORMS[type(self.declared)]
        yield from _under(self.item, form, *holds)
        for above, pause in _under(self.item, form, Content.PAUSE):
            for name, item in _under(pause, PAUSE, *holds):
                yield f"{above}.{name}", item


def _under(item: Item, form: Form, *holds: Content) -> Iterator[tuple[str, Item]]:
    for name, key in form.keys.items():
        if key.holds in holds and name in item.value:
            yield name, item.value[name]
