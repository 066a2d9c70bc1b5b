"""The lines of a published return -> its rows, by the columns of its table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from foirules.documents.suggest import nearest
from foirules.returns.table import GIVEN, Holds, Table

MESSAGES: Final = {
    "other": "{path}: is no return {name}: it has no column {found}{near}",
    "others": "{path}: it lacks {count} more columns of {name}",
    "empty": "{path}: it has the columns of {name} and no row with a figure",
}
SHOWN: Final = 5  # columns that are missing, named
HEADINGS: Final = 20  # rows among which the headings are looked for
NOT_GIVEN: Final = {"", "-", "–", "—", "..", ":", "na", "n/a", "nil return", "x", "c"}
_NUMBER: Final = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)?(\.\d+)?")


class NotThatReturn(ValueError):
    """A file that is not the return that it is said to be: lines."""

    def __init__(self, *errors: str) -> None:
        super().__init__("\n".join(errors))
        self.errors = errors


@frozen
class Cell:
    """A cell of a row that was published.

    :param place: its column and row as a spreadsheet names them, such as ``H27``.
    :param number: None where no figure is given, or what is given is no number.
    :param decimals: to how many it is given.
    :param wrong: whether something is given that is no number.
    """

    place: str
    heading: str
    text: str
    number: float | None = None
    decimals: int = 0
    wrong: bool = False


@frozen
class Row:
    """A row that was published: its figures by the ids of their columns."""

    number: int
    period: str
    authority: str
    cells: Mapping[str, Cell]


def published_rows(lines: Sequence[Sequence[str]], path: str, table: Table) -> list[Row]:
    """The rows of a return that have a figure.

    :param lines: the cells of a file, line by line; ``path`` is what it is called.
    :raises NotThatReturn: where it lacks columns of the return.
    """
    head, columns = _headings(path, lines[:HEADINGS], table)
    rows = [
        row
        for number, line in enumerate(lines[head + 1 :], head + 2)
        if (row := _row(number, line, columns, table))
    ]
    if not rows:
        raise NotThatReturn(MESSAGES["empty"].format(path=path, name=table.name))
    return rows


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    first, last = divmod(column, 26)
    return (letters(first - 1) if first else "") + chr(ord("A") + last)


def _headings(
    path: str, lines: Sequence[Sequence[str]], table: Table
) -> tuple[int, Mapping[str, int]]:
    """The line of the headings, and the place of each column of the return."""
    found = [(number, _places(line, table)) for number, line in enumerate(lines)]
    number, places = max(found, key=lambda each: len(each[1]), default=(0, dict[str, int]()))
    missing = [each.heading for each in table.columns if each.id not in places]
    if missing:
        known = [cell.strip() for cell in lines[number]] if lines else []
        said = [
            MESSAGES["other"].format(
                path=path, name=table.name, found=repr(each), near=nearest(each, known)
            )
            for each in missing[:SHOWN]
        ]
        if more := len(missing) - SHOWN if len(missing) > SHOWN else 0:
            said.append(MESSAGES["others"].format(path=path, count=more, name=table.name))
        raise NotThatReturn(*said)
    return number, places


def _places(line: Sequence[str], table: Table) -> dict[str, int]:
    """The places of columns by their headings; of those alike, in their order."""
    free: dict[str, list[int]] = {}
    for place, heading in enumerate(line):
        free.setdefault(_folded(heading), []).append(place)
    places = {}
    for each in table.columns:
        if left := free.get(_folded(each.heading)):
            places[each.id] = left.pop(0)
    return places


def _folded(heading: str) -> str:
    """A heading as it is compared: without capitals, quotes and space beside its words."""
    return " ".join(re.sub(r"[\"'“”‘’]", "", heading).casefold().split())


def _row(number: int, line: Sequence[str], columns: Mapping[str, int], table: Table) -> Row | None:
    said = {id: line[place].strip() if place < len(line) else "" for id, place in columns.items()}
    given: dict[Holds, str] = dict.fromkeys(GIVEN, "")
    cells = {}
    for each in table.columns:
        if each.holds in given:
            given[each.holds] = said[each.id]
        else:
            place = f"{letters(columns[each.id])}{number}"
            cells[each.id] = _cell(place, each.heading, said[each.id])
    some = any(cell.number is not None or cell.wrong for cell in cells.values())
    return Row(number, given["period"], given["authority"], cells) if some else None


def _cell(place: str, heading: str, text: str) -> Cell:
    if text.casefold() in NOT_GIVEN:
        return Cell(place, heading, text)
    bare = text.removesuffix("%").strip()
    if not _NUMBER.fullmatch(bare) or not any(map(str.isdigit, bare)):
        return Cell(place, heading, text, wrong=True)
    _, _, decimals = bare.partition(".")
    return Cell(place, heading, text, float(bare.replace(",", "")), len(decimals))
