"""The table of a return, as ``shared/returns/NAME.yaml`` beside folders of law declares it: its
columns as they are published, and what has to add up in it.

What each cell counts is said by the law of each regime, in ``returns/NAME.yaml`` of its folder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

from attrs import evolve, field, frozen

from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError
from foirules.documents.reader import Reader
from foirules.language.errors import RulesError
from foirules.language.regime import Regime
from foirules.language.regime_files import seen

Holds = Literal["count", "period", "authority", "text", "sum", "share", "nothing"]
"""What a column holds: a count of cases, the period, the name of the authority, other text of its
own, the sum of other columns, a percentage of them, or nothing, as no log can say it."""

NEEDED: Final = ("return", "title", "version", "source", "counts", "columns")
KEYS: Final = (*NEEDED, "aside", "reasons", "one-of", "checks")
COLUMN: Final = ("id", "heading", "holds", "sum", "share-of", "among", "not-given")
COLUMN_NEEDED: Final = ("id", "heading")
CHECK: Final = ("sum", "is", "at-most", "why")
CHECK_NEEDED: Final = ("sum", "why")
GIVEN: Final[tuple[Holds, ...]] = ("period", "authority", "text")  # and no figure
MESSAGES: Final = {
    "twice": "{found} stands twice",
    "one-way": "expected one of {expected}",
}


@frozen
class Column:
    """A column of a return.

    :param of: the columns that are added up, of a sum or of a share.
    :param among: those whose sum a share is a percentage of.
    :param reason: why it is left empty.
    """

    id: str
    heading: str
    holds: Holds = "count"
    of: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    reason: str = ""


@frozen
class Check:
    """Columns whose sum is another column, or is at most that."""

    of: tuple[str, ...]
    total: str
    at_most: bool
    why: str


@frozen
class Table:
    """The table of a return.

    :param counts: which requests it counts, in words.
    :param asides: what is counted beside the table and has no column in it, each with its title.
    :param groups: cells of which a request is in one at most.
    """

    name: str
    title: str
    version: str
    source: str
    counts: str
    columns: tuple[Column, ...]
    asides: Mapping[str, str] = field(factory=dict)
    groups: tuple[tuple[str, ...], ...] = ()
    checks: tuple[Check, ...] = ()

    @property
    def counted(self) -> list[str]:
        """The cells that are counted, in their order: those of columns, and those beside them."""
        return [each.id for each in self.columns if each.holds == "count"] + [*self.asides]


def returns_of(law: Mapping[str, Regime]) -> Mapping[str, Table]:
    """The returns that the folders of some law declare, by their names.

    :raises RulesError: with every error of a file.
    """
    folders = sorted({each.folder.parent / "shared" / "returns" for each in law.values()})
    return {path.stem: table(path) for each in folders for path in sorted(each.glob("*.yaml"))}


@cache
def table(path: Path) -> Table:
    """The table of a file.

    :raises RulesError: with every error of it.
    """
    try:
        document = read_document(seen(path), MESSAGES)
    except DocumentError as error:
        raise RulesError(error.errors) from None
    read = _TableReader(document.problems).table(document.item, path.stem)
    if document.problems.lines:
        raise RulesError(document.problems.lines)
    return read


class _TableReader(Reader):
    """Reads the file of a return."""

    def table(self, item: Item, name: str) -> Table:
        top = self.mapping(item, "", KEYS, NEEDED)
        if "return" in top:
            self.one_of(top["return"], "return", "return", [name])
        said = {key: self.text(top[key], key) or "" for key in NEEDED[1:5] if key in top}
        reasons = self._texts(top, "reasons")
        columns = tuple(self._columns(top, reasons))
        asides = self._texts(top, "aside")
        figures = [each.id for each in columns if each.holds not in GIVEN] + [*asides]
        groups = tuple(
            self._ids(each, where, figures)
            for each, where in (self.list(top["one-of"], "one-of") if "one-of" in top else ())
        )
        checks = tuple(
            check
            for each, where in (self.list(top["checks"], "checks") if "checks" in top else ())
            if (check := self._check(each, where, figures))
        )
        return Table(name, **said, columns=columns, asides=asides, groups=groups, checks=checks)

    def _texts(self, top: Mapping[str, Item], key: str) -> dict[str, str]:
        """Texts by their names."""
        entries = self.entries(top[key], key) if key in top else {}
        return {name: self.text(each, f"{key}.{name}") or "" for name, each in entries.items()}

    def _columns(self, top: Mapping[str, Item], reasons: Mapping[str, str]) -> Iterator[Column]:
        listed = self.list(top["columns"], "columns") if "columns" in top else []
        bodies = [(self.mapping(*each, COLUMN, COLUMN_NEEDED), each[1]) for each in listed]
        ids = {at: self.name(body["id"], f"{at}.id") or "" for body, at in bodies if "id" in body}
        added = {ids[at] for body, at in bodies if at in ids and "sum" in body}
        seen = set[str]()
        for body, at in bodies:
            id = ids.get(at)
            heading = self.name(body["heading"], f"{at}.heading") if "heading" in body else None
            if id in seen:
                self.problems.say(body["id"], f"{at}.id", "twice", found=repr(id))
            if id and heading:
                seen.add(id)
                known = [each for each in ids.values() if each != id]
                yield self._column(Column(id, heading), body, at, known, added, reasons)

    def _column(
        self,
        column: Column,
        body: Mapping[str, Item],
        at: str,
        known: Collection[str],
        added: Collection[str],
        reasons: Mapping[str, str],
    ) -> Column:
        """What a column holds.

        :param known: the other columns; ``added`` those of all that are sums, which a sum cannot
            have among its parts.
        """
        if "holds" in body:
            name = self.one_of(body["holds"], f"{at}.holds", "content", GIVEN)
            return evolve(column, holds=next((e for e in GIVEN if e == name), column.holds))
        if "not-given" in body:
            reason = self.one_of(body["not-given"], f"{at}.not-given", "reason", reasons)
            return evolve(column, holds="nothing", reason=reasons.get(reason or "", ""))
        if "sum" in body:
            parts = [each for each in known if each not in added]
            return evolve(column, holds="sum", of=self._ids(body["sum"], f"{at}.sum", parts))
        if "share-of" not in body:
            return column
        if "among" not in body:
            self.problems.say(body["share-of"], at, "missing-key", found="'among'")
            return column
        of, among = (self._ids(body[key], f"{at}.{key}", known) for key in ("share-of", "among"))
        return evolve(column, holds="share", of=of, among=among)

    def _check(self, item: Item, where: str, figures: Collection[str]) -> Check | None:
        body = self.mapping(item, where, CHECK, CHECK_NEEDED)
        key = [each for each in CHECK[1:3] if each in body]
        if len(key) != 1:
            self.problems.say(item, where, "one-way", expected="'is' and 'at-most'")
            return None
        total = self.one_of(body[key[0]], f"{where}.{key[0]}", "column", figures)
        of = self._ids(body["sum"], f"{where}.sum", figures) if "sum" in body else ()
        why = self.text(body["why"], f"{where}.why") if "why" in body else None
        return Check(of, total, key[0] == "at-most", why) if of and total and why else None

    def _ids(self, item: Item, where: str, known: Collection[str]) -> tuple[str, ...]:
        found = (self.one_of(each, at, "column", known) for each, at in self.list(item, where))
        return tuple(each for each in found if each)
