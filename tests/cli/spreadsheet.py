"""A workbook as a spreadsheet would work it out: the formulas of a row, over the names that it defines."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from attrs import define, frozen

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_TOKEN = re.compile(r'\s*("(?:[^"])*"|\$?[A-Z]{1,2}\$?\d+|\d+|[A-Za-z]+|<=|>=|<>|[<>=&(),])')
_ZERO = date(1899, 12, 30)


def number(day: date) -> int:
    """What a spreadsheet has for a day."""
    return (day - _ZERO).days


@frozen
class Sheets:
    """The sheets of a file, with the values of their cells and their formulas.

    :param names: what the workbook calls some of its cells: the sheet, the column, first and last row.
    """

    cells: dict[str, dict[str, Any]]
    formulas: dict[str, dict[str, str]]
    names: dict[str, tuple[str, str, int, int]]

    def named(self, name: str) -> list[Any]:
        sheet, column, first, last = self.names[name]
        return [self.cells[sheet].get(f"{column}{row}") for row in range(first, last + 1)]


def sheets(path: Path) -> Sheets:
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        texts = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        shared = ["".join(each.itertext()) for each in texts]
        cells: dict[str, dict[str, Any]] = {}
        formulas: dict[str, dict[str, str]] = {}
        for number, sheet in enumerate(book.iter(f"{_MAIN}sheet"), 1):
            xml = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            name = sheet.get("name", "")
            cells[name], formulas[name] = {}, {}
            for cell in xml.iter(f"{_MAIN}c"):
                place, value = cell.get("r", ""), cell.findtext(f"{_MAIN}v")
                if value:
                    text = cell.get("t")
                    said = shared[int(value)] if text == "s" else value
                    cells[name][place] = said if text else int(value)
                if formula := cell.findtext(f"{_MAIN}f"):
                    formulas[name][place] = formula
    names = {}
    for each in book.iter(f"{_MAIN}definedName"):
        found = re.fullmatch(r"'?([^'!]+)'?!\$([A-Z]+)\$(\d+):\$\2\$(\d+)", each.text or "")
        if found:
            names[each.get("name", "")] = (found[1], found[2], int(found[3]), int(found[4]))
    return Sheets(cells, formulas, names)


def row(sheets: Sheets, sheet: str, number: int, values: dict[str, Any]) -> dict[str, Any]:
    """The cells of a row by the letters of their columns, its formulas worked out.

    :param values: what is typed into it.
    """
    said = dict(values)
    for place, formula in sheets.formulas[sheet].items():
        if place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == str(number):
            said[place.rstrip("0123456789")] = _Formula(formula, said, sheets).value()
    return said


@define
class _Formula:
    """Works out a formula; only what is needed of it."""

    text: str
    said: dict[str, Any]
    sheets: Sheets

    def value(self) -> Any:
        tokens = iter([*_TOKEN.findall(self.text), ""])
        tree, rest = _compared(list(tokens))
        assert rest == [""], (self.text, rest)
        return self.of(tree)

    def of(self, tree: Any) -> Any:
        match tree:
            case ("text" | "number", value):
                return value
            case ("cell", place):
                return self.said.get(re.sub(r"[$\d]", "", place), "")
            case ("name", name):
                return self.sheets.named(name)
            case ("&", left, right):
                return f"{self.of(left)}{self.of(right)}"
            case ("=", left, right):
                return self.of(left) == self.of(right)
            case (">", left, right):
                return self.of(left) > self.of(right)
            case ("IF", condition, then, other):
                return self.of(then if self.of(condition) else other)
            case ("ISNUMBER", value):
                return isinstance(self.of(value), int)
            case ("WORKDAY", start, days, off):
                return workday(self.of(start), self.of(days), self.of(off))
            case ("SUMIFS", total, *conditions):
                return sum(self._that_meet(self.of(total), [self.of(each) for each in conditions]))
        raise AssertionError(tree)

    def _that_meet(self, total: Sequence[int], conditions: Sequence[Any]) -> Iterator[int]:
        pairs = [*zip(conditions[::2], conditions[1::2], strict=True)]
        for place, value in enumerate(total):
            if all(_meets(column[place], wanted) for column, wanted in pairs):
                yield value


def workday(start: int, days: int, off: Sequence[int]) -> int:
    """The day that is so many working days after another: Monday to Friday, and none of some."""
    day, left_out = _ZERO + timedelta(days=start), {*off}
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < 5 and number(day) not in left_out
    return number(day)


def _meets(value: Any, wanted: Any) -> bool:
    for mark in ("<=", ">="):
        if str(wanted).startswith(mark):
            limit = int(str(wanted)[2:])
            return bool(value <= limit if mark == "<=" else value >= limit)
    return bool(value == wanted)


def _compared(tokens: list[str]) -> tuple[Any, list[str]]:
    tree, rest = _single(tokens)
    while rest[0] in ("=", ">", "&"):
        right, after = _single(rest[1:])
        tree, rest = (rest[0], tree, right), after
    return tree, rest


def _single(tokens: list[str]) -> tuple[Any, list[str]]:
    token, *rest = tokens
    if token.startswith('"'):
        return ("text", token[1:-1]), rest
    if token.isdecimal():
        return ("number", int(token)), rest
    if token.isalpha() and rest[0] == "(":
        arguments, rest = [], rest[1:]
        while True:
            argument, (mark, *rest) = _compared(rest)
            arguments.append(argument)
            if mark == ")":
                return (token, *arguments), rest
            assert mark == ",", tokens
    return ("name" if token.isalpha() else "cell", token), rest
