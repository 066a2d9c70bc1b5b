"""What each cell of a return counts, as ``returns.yaml`` of the regime declares it.

A cell becomes a rule that is found of what it counts, as a measure of the statistics does; the
period of the return is two facts beside those of the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from foirules.language.declarations import Chapter, FactDeclaration, RuleDeclaration
from foirules.language.regime import Regime
from foirules.language.schema import Schema
from foirules.language.types import DATE

if TYPE_CHECKING:
    from foirules.returns.period import Period

FILE: Final = "returns.yaml"
PREFIX: Final = "return:"  # of the ids of the rules: return:NAME:CELL


@frozen
class CellCount:
    """What a cell of a return counts under a regime.

    :param rule: that is found of it.
    :param needs: the kinds of events, and ``needs_fields`` the fields, without which a log shows
        nothing of it.
    """

    of: str
    name: str
    rule: RuleDeclaration
    needs: tuple[str, ...] = ()
    needs_fields: tuple[str, ...] = ()


@frozen(eq=False, repr=False)
class ReturnCounts:
    """What the returns that are asked for count under a regime.

    :param chapter: the facts and the cells, each cell a rule, in their order.
    """

    chapter: Chapter = field(factory=lambda: Chapter("returns"))
    cells: tuple[CellCount, ...] = ()

    def cell(self, of: str, name: str) -> CellCount | None:
        """What a cell counts; None where the regime does not count it."""
        return next((e for e in self.cells if (e.of, e.name) == (of, name)), None)


@cache
def return_counts(regime: Regime, names: tuple[str, ...], period: Period) -> ReturnCounts:
    """What some returns count under a regime; nothing where its folder does not say.

    :raises RulesError: with every error of the file.
    """
    from foirules.audit.judging.return_counts_file import declared

    facts, cells = declared(regime)
    chosen = tuple(each for each in cells if each.of in names)
    if not chosen:
        return ReturnCounts()
    both = [*_period_facts(period, regime.schema), *facts]
    return ReturnCounts(Chapter("returns", both, [each.rule for each in chosen]), chosen)


def _period_facts(period: Period, schema: Schema) -> Iterator[FactDeclaration]:
    """The first and the last day of the period, as facts of the case."""
    for name, day in (("period_start", period.start), ("period_end", period.end)):
        yield FactDeclaration(
            subject=schema.root.name,
            name=name,
            type=DATE,
            expression=f"date({day.year}, {day.month}, {day.day})",
            cites=FILE,
            meaning=f"The {name.removeprefix('period_')} of the period that is counted.",
        )
