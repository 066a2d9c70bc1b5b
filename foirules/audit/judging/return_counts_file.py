"""Reads ``returns.yaml`` of a regime: what each cell of a return counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from attrs import evolve

from foirules.audit.judging.audit_rules import audit_rule
from foirules.audit.judging.return_counts import FILE, PREFIX, CellCount
from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import FactDeclaration
from foirules.language.form import Scope
from foirules.language.regime import Regime
from foirules.language.regime_files import seen
from foirules.language.schema import Schema
from foirules.returns.table import Table, returns_of

NEEDED: Final = ("returns", "version", "facts", "cells")
KEYS: Final = NEEDED
GROUP_NEEDED: Final = ("when",)
GROUP: Final = (*GROUP_NEEDED, "of", "needs", "needs-fields")


def declared_cells(regime: Regime) -> tuple[CellCount, ...]:
    """The cells that a regime counts, of all returns.

    :raises RulesError: with every error of the file.
    """
    return declared(regime)[1]


@cache
def declared(regime: Regime) -> tuple[tuple[FactDeclaration, ...], tuple[CellCount, ...]]:
    """The facts and the cells of a regime."""
    path = regime.folder / FILE
    if not path.exists():
        return (), ()
    scope = Scope(tuple(regime.schema.by_name), regime.vocabulary.types)
    tables = returns_of({regime.id: regime})
    return read_whole(
        seen(path),
        scope,
        _CountsReader,
        lambda reader, item: reader.counts(item, regime.schema, tables),
    )


class _CountsReader(ChapterReader):
    """Reads the file of what returns count."""

    def counts(
        self, item: Item, schema: Schema, tables: Mapping[str, Table]
    ) -> tuple[tuple[FactDeclaration, ...], tuple[CellCount, ...]]:
        top = self.mapping(item, "", KEYS, NEEDED)
        for key in NEEDED[:2]:
            self.under(top, key, "", self.text_of)
        declared = (each.declared for each in self.listed(top, "facts"))
        facts = [
            evolve(f, cites=f.cites or FILE) for f in declared if isinstance(f, FactDeclaration)
        ]
        cells: list[CellCount] = []
        for name, groups, where in self.named(top, "cells", ""):
            known = self.one_of(Item(name, groups.line, groups.column), where, "return", tables)
            for group, at in self.list(groups, where) if known else ():
                cells += self._group(group, at, schema, tables[name])
        return tuple(facts), tuple(cells)

    def _group(self, item: Item, where: str, schema: Schema, table: Table) -> Iterator[CellCount]:
        """Cells that are of one subject and need the same."""
        body = self.mapping(item, where, GROUP, GROUP_NEEDED)
        words = schema.vocabulary

        def event(each: Item, at: str) -> str | None:
            return self.one_of(each, at, "event", words.events)

        def name_of_field(each: Item, at: str) -> str | None:
            return self.one_of(each, at, "field", words.fields)

        def subject(each: Item, at: str) -> str | None:
            return self.one_of(each, at, "subject", self.scope.subjects)

        of = self.under(body, "of", where, subject) or schema.root.name
        needs = self.under(body, "needs", where, lambda i, at: self.each(i, at, event)) or ()
        fields = self.under(
            body, "needs-fields", where, lambda i, at: self.each(i, at, name_of_field)
        )
        for cell, each, at in self.named(body, "when", where):
            when = self.expression(each, at)
            counted = Item(cell, each.line, each.column)
            if self.one_of(counted, at, "cell", table.counted) and when:
                id = f"{PREFIX}{table.name}:{cell}"
                rule = audit_rule(id, schema, when, cell, FILE, subject=of)
                yield CellCount(table.name, cell, rule, needs, fields or ())
