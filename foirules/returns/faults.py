"""What does not add up in a return that was published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, Literal

from attrs import Factory, define, frozen

from foirules.returns.published import Cell, Row
from foirules.returns.table import Check, Column, Table

FaultKind = Literal["number", "sum", "at-most", "share"]
WHY: Final[Mapping[str, str]] = {
    "number": "a count is a whole number, a percentage one from 0 to 100",
    "sum": "a total is the sum of its parts",
    "share": "a percentage is that of the counts beside it",
}
_NUMBERS: Final = ("expected a whole number", "expected a number from 0 to 100")
_SLACK: Final = 1e-9  # of fractions that a computer adds up


@frozen
class Fault:
    """Cells of a row that do not go together.

    :param about: the cell that is not as the others say; ``beside`` these others.
    :param expected: what it would be by them; the most that it may be, where that is what is wrong.
    :param why: what was to hold.
    """

    kind: FaultKind
    row: Row
    about: Cell
    beside: tuple[Cell, ...]
    expected: float | None
    why: str


@define
class Checked:
    """What came of the check of a return.

    :param tried: how many rows each thing that has to hold was tried on, by what it is; ``failed``
        on how many it does not hold.
    """

    rows: int = 0
    faults: list[Fault] = Factory(list)
    tried: Counter[str] = Factory(Counter)
    failed: Counter[str] = Factory(Counter)


def check_rows(rows: Sequence[Row], table: Table) -> Checked:
    """What does not add up in the rows of a return.

    A cell that is not given is not known: a sum with such a part is known to be too large only, and
    a total that is not given is not compared.
    """
    checked = Checked(rows=len(rows))
    checks = [*_own_checks(table), *table.checks]
    shares = [each for each in table.columns if each.holds == "share"]
    for row in rows:
        _add(checked, WHY["number"], _numbers(row, {each.id for each in shares}), tried=True)
        for check in checks:
            tried, fault = _sum(row, check)
            _add(checked, check.why, [fault] if fault else [], tried)
        for share in shares:
            tried, fault = _share(row, share)
            _add(checked, WHY["share"], [fault] if fault else [], tried)
    return checked


def _add(checked: Checked, what: str, faults: Iterable[Fault], tried: bool) -> None:
    found = list(faults)
    checked.tried[what] += tried
    checked.failed[what] += bool(found)
    checked.faults += found


def _own_checks(table: Table) -> Iterator[Check]:
    """A column that is the sum of others has to be that."""
    for each in table.columns:
        if each.holds == "sum":
            yield Check(each.of, each.id, at_most=False, why=WHY["sum"])


def _numbers(row: Row, shares: Collection[str]) -> Iterator[Fault]:
    """Cells that hold something else than they should.

    :param shares: the columns that hold percentages.
    """
    for id, cell in row.cells.items():
        number = cell.number
        wrong = number is not None and not (
            0 <= number <= 100 if id in shares else number >= 0 and number.is_integer()
        )
        if cell.wrong or wrong:
            yield Fault("number", row, cell, (), None, _NUMBERS[id in shares])


def _sum(row: Row, check: Check) -> tuple[bool, Fault | None]:
    """Whether a sum could be compared, and what is wrong with it."""
    total, parts = row.cells[check.total], [row.cells[id] for id in check.of]
    given = [each for each in parts if each.number is not None]
    if total.number is None or not given:
        return False, None
    whole = sum(each.number or 0 for each in given)
    at_most = check.at_most or len(given) < len(parts)
    if whole <= total.number + _SLACK if at_most else abs(whole - total.number) <= _SLACK:
        return True, None
    kind: FaultKind = "at-most" if at_most else "sum"
    return True, Fault(kind, row, total, tuple(given), whole, check.why)


def _share(row: Row, share: Column) -> tuple[bool, Fault | None]:
    """Whether a percentage could be compared, and what is wrong with it: it may be rounded to the
    decimals that it is given with."""
    cell = row.cells[share.id]
    of, among = ([row.cells[id] for id in ids] for ids in (share.of, share.among))
    if cell.number is None or any(each.number is None for each in (*of, *among)):
        return False, None
    whole = sum(each.number or 0 for each in among)
    exact = 100 * sum(each.number or 0 for each in of) / whole if whole else 0.0
    if abs(exact - cell.number) <= 0.5 * 10.0**-cell.decimals + _SLACK:
        return True, None
    return True, Fault("share", row, cell, (*of, *among), exact, WHY["share"])
