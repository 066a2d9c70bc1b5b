"""The columns of a tracker, from the file beside this module and from the map that reads it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from foirules.assessing.due import due
from foirules.audit.reading.mapping import Map
from foirules.documents.data import to_data
from foirules.documents.load import load_document, read_text
from foirules.language.regime import Regime

FOLDER: Final = Path(__file__).parent
OF_MAP, OF_GROUNDS = "map", "grounds"
LAW: Final = "law"
WIDTH: Final = 13  # characters, of a column with days
_CELL: Final = re.compile(r"\[([^\]]+)\]")


@frozen
class Column:
    """A column of a tracker.

    :param choices: what is offered for it.
    :param open: whether other text may stand in it.
    :param formula: by which it is worked out; other cells of the row are in brackets.
    :param starts_in: of the last day for answering, the column with the day it is counted from.
    :param alarm: the condition, likewise, under which it is shown in red.
    """

    heading: str
    width: int = WIDTH
    day: bool = False
    choices: tuple[str, ...] = ()
    open: bool = False
    formula: str | None = None
    starts_in: str | None = None
    alarm: str | None = None


@frozen
class Layout:
    """A tracker as it is declared.

    :param columns: by their headings.
    :param laws: by the name that stands in the column of laws, the regimes it is for.
    :param rows: how many are ready to be filled in.
    """

    name: str
    sheet: str
    rows: int
    columns: dict[str, Column]
    laws: dict[str, Regime]
    law_heading: str
    about: tuple[str, ...]
    _examples: Sequence[dict[str, Any]]

    def in_row(self, formula: str, row: int) -> str:
        """A formula with the cells of a row, counted from 1."""
        places = {heading: place for place, heading in enumerate(self.columns)}
        return _CELL.sub(lambda found: f"${letter(places[found[1]])}{row}", formula)

    def example(self, written: date) -> list[dict[str, Any]]:
        """Made-up rows, by headings, as of the day on which they are written."""
        names = [*self.laws]
        rows = []
        for each in self._examples:
            law = names[min(each[LAW], len(names)) - 1]
            row: dict[str, Any] = {self.law_heading: law}
            for heading, value in each.items():
                if isinstance(value, dict):
                    value = value.get(self.laws[law].id)
                if heading != LAW:
                    of_day = self.columns[heading].day and isinstance(value, int)
                    row[heading] = written - timedelta(days=value) if of_day else value
            for column in self.columns.values():
                if start := row.get(column.starts_in or ""):
                    row[column.heading] = _counted(start, self.laws[law])
            rows.append(row)
        return rows


def _counted(start: Any, regime: Regime) -> Any:
    """The last day for answering; what stands in the place of a day from which time runs."""
    return due(start, regime=regime.id, results=()).day if isinstance(start, date) else start


def letter(place: int) -> str:
    """What a spreadsheet calls a column, counted from 0."""
    return (letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def layout(map: Map, regimes: Sequence[Regime]) -> Layout:
    """The tracker that a map of the same name reads.

    :param map: its values are what may stand in the columns.
    :param regimes: the laws that it is for.
    """
    path = FOLDER / f"{map.name}.yaml"
    declared = to_data(load_document(read_text(path), path.name))
    ids = {each.id: each for each in regimes}
    of_law = map.source["regime"]
    laws = {theirs: ids[ours] for theirs, ours in of_law.values if ours in ids}
    columns = {}
    for each in declared["columns"]:
        listed = each.pop("list", None)
        heading = each["heading"]
        if heading in of_law.names:
            each["choices"] = tuple(laws)
        elif listed == OF_GROUNDS:
            each["choices"] = tuple(_grounds(laws.values()))
        elif listed == OF_MAP:
            each["choices"] = tuple(_known(map, heading, regimes))
        columns[heading] = Column(**{key.replace("-", "_"): each[key] for key in each})
    (law_heading,) = of_law.names
    said = declared["sheet"], declared["rows"], columns, laws, law_heading
    return Layout(map.name, *said, tuple(declared["about"]), declared["example"])


def _grounds(regimes: Iterable[Regime]) -> dict[str, None]:
    return {name: None for each in regimes for name in each.vocabulary.exemptions.masks}


def _known(map: Map, heading: str, regimes: Iterable[Regime]) -> Iterable[str]:
    """The values of a column that the map knows, and some of the laws as well."""
    every = [*map.columns, *(pair for entry in map.entries for pair in entry.set)]
    for ours, column in every:
        if heading in column.names and column.values:
            return (theirs for theirs, name in column.values if _is_of(name, ours, regimes))
    return ()


def _is_of(name: str, ours: str, regimes: Iterable[Regime]) -> bool:
    """Whether a law has a name for a field."""
    kinds = (each.vocabulary.fields[ours].type for each in regimes)
    return any(name in getattr(kind, "members", ()) for kind in kinds)
