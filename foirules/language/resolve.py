"""Names in an expression -> the rows, facts and fields that they mean."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Protocol

from attrs import define, field

from foirules.documents.suggest import nearest
from foirules.language.errors import LawError, column_of
from foirules.language.nodes import Attribute, Row, Self, Source, Truth, Up, Value, Var
from foirules.language.schema import Schema, Subject

Lookup = Callable[[str, str], Attribute | None]
"""(subject, name) -> the field or fact as a Self attribute, or None."""


class Doubting(Protocol):
    """What makes an expression unknown where a source does not record all."""

    def further_rows(self, of: str, source: Source, condition: Truth) -> Truth | None: ...
    def surely_there(self, value: Value) -> Truth | None: ...


@define
class Resolver:
    """Finds what the names in one expression about ``subject`` mean.

    :param where: what an error says of the place of the expression.
    :param text: the expression.
    :param lookup: finds a field or fact of a subject (and reads that fact first).
    :param names: all names that a subject has, for suggestions.
    :param doubts: what is unknown where a source does not record all; None where it does.
    :param rows: the rows that the aggregates around a name are looking at, by their names.
    """

    where: str
    text: str
    subject: str
    schema: Schema
    lookup: Lookup
    names: Callable[[str], list[str]]
    doubts: Doubting | None = None
    rows: dict[str, Var] = field(factory=dict)

    def error(self, node: ast.AST, problem: str) -> LawError:
        """What is wrong with a piece of the expression."""
        return LawError(self.where, problem, self.text, column_of(node, self.text))

    def collection(self, node: ast.expr) -> tuple[Row, Subject, str]:
        """The rows of a collection: whose they are, their subject, and what they are called.

        :raises LawError: where no subject has such rows, or several of the nearest have.
        """
        if isinstance(node, ast.Attribute):
            row = self.row(node.value)
            found = self.schema.children(row.subject).get(node.attr)
            if found is not None:
                return row, found, node.attr
            raise self.error(node, f"a {row.subject} has no rows called {node.attr!r}")
        if not isinstance(node, ast.Name):
            raise self.error(node, "expected the name of some rows, such as events")
        owners = [
            (len(way), _climb(Self(self.subject), way), found)
            for subject, way in self.schema.lineage(self.subject)
            if (found := self.schema.children(subject).get(node.id)) is not None
        ]
        if not owners:
            known = [s.collection for s in self.schema.subjects]
            raise self.error(node, f"no rows called {node.id!r}{nearest(node.id, known)}")
        near = [(row, subject) for level, row, subject in owners if level == owners[0][0]]
        if len(near) > 1:
            choices = " or ".join(f"{row.subject}.{node.id}" for row, _ in near)
            raise self.error(node, f"which {node.id}? say {choices}")
        return (*near[0], node.id)

    def row(self, node: ast.expr) -> Row:
        """The row that ``notice`` or ``m.part`` means."""
        match node:
            case ast.Name(name) if name in self.rows:
                return self.rows[name]
            case ast.Name(name):
                return self._ancestor(node, Self(self.subject), name)
            case ast.Attribute(value, name):
                return self._ancestor(node, self.row(value), name)
            case _:
                raise self.error(node, "expected a row")

    def name(self, node: ast.expr, name: str) -> Attribute:
        """The fact or field that a name alone means."""
        if name in self.rows:
            raise self.error(node, f"{name!r} is a row; name what of it is meant")
        return self.attribute(node, Self(self.subject), name)

    def attribute(self, node: ast.expr, row: Row, name: str) -> Attribute:
        """The fact or field that a row or the nearest of its ancestors has."""
        found = [
            (len(way), subject, _climb(row, way), attribute)
            for subject, way in self.schema.lineage(row.subject)
            if (attribute := self.lookup(subject, name)) is not None
        ]
        found = [f for f in found if f[0] == found[0][0]]
        if not found:
            known = [n for s, _ in self.schema.lineage(row.subject) for n in self.names(s)]
            raise self.error(
                node, f"unknown name {name!r} of a {row.subject}{nearest(name, known)}"
            )
        if len(found) > 1:
            choices = " or ".join(f"{subject}.{name}" for _, subject, _, _ in found)
            raise self.error(node, f"which {name}? say {choices}")
        _, _, owner, a = found[0]
        return Attribute(owner, a.name, a.type, a.absent, a.unknown)

    def further_rows(self, source: Source, condition: Truth) -> Truth | None:
        """That a source may not record further rows that meet a condition."""
        if self.doubts is None:
            return None
        return self.doubts.further_rows(self.subject, source, condition)

    def surely_there(self, value: Value) -> Truth | None:
        """That a value is there, whatever is not recorded."""
        return None if self.doubts is None else self.doubts.surely_there(value)

    def _ancestor(self, node: ast.AST, row: Row, name: str) -> Row:
        for subject, way in self.schema.lineage(row.subject):
            if subject == name and way:
                return _climb(row, way)
        above = [subject for subject, way in self.schema.lineage(row.subject) if way]
        raise self.error(node, f"a {row.subject} has no parent {name!r}{nearest(name, above)}")


def _climb(row: Row, way: tuple[str, ...]) -> Row:
    """The ancestor of a row, by the names of the parents up to it."""
    for parent in way:
        row = Up(parent, row)
    return row
