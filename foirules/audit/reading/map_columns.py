"""What a map says under ``columns``: where each column of ours comes from."""

from __future__ import annotations

from typing import Final

from attrs import define, evolve, field

from foirules.audit.reading.days import day_columns
from foirules.audit.reading.letter_days import by_words, is_by_words
from foirules.audit.reading.log_columns import REGIMES, log_columns
from foirules.audit.reading.map_entries import FILE_NAME, FOLDER, MappedColumn
from foirules.audit.reading.mapping import DAYS
from foirules.audit.reading.table_view import CaseColumns
from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.written_days import written_day
from foirules.language.regime import Regime
from foirules.language.types import SetType
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "one-of": "expected one of {names}",
    "case-column": "expected a column, several of which the first counts that says something, or"
    " joined: the rows of a case are found by it",
    "no-list": "{column} holds no list",
    "separator": "found {found}; expected what stands between the names of a list",
}
SOURCES: Final = ("column", "value", "file")  # one of which a column of ours has
COLUMN: Final = ("column", "values", "default", "value", "optional", "separator", "file")
CASE: Final = ("column", "joined", "with")


@define
class MapColumnReader(FieldReader):
    """Reads where columns of ours come from.

    :param others: the regimes that cases may be of beside ``regime``, where a column names one.
    :param case: the columns that name a case, once they are read.
    """

    regime: Regime = field(kw_only=True)
    others: tuple[Regime, ...] = field(kw_only=True)
    case: CaseColumns | None = field(default=None, init=False)

    def columns(self, item: Item) -> dict[str, MappedColumn]:
        mapped = {}
        ours = log_columns(*self.vocabularies())
        for name, each in self.mapping(item, "columns", ours, ("case",)).items():
            if name == "case":
                self.case = self._case(each)
                mapped[name] = MappedColumn((self.case.called,))
                continue
            mapped[name] = self.column_of(each, f"columns.{name}", name)
            if name in REGIMES:
                self._check_regimes(each, f"columns.{name}")
        return mapped

    def _case(self, item: Item) -> CaseColumns:
        """The columns that name a case."""
        where, body, joined = "columns.case", {"column": item}, None
        if isinstance(item.value, dict):
            body = self.mapping(item, where, CASE)
            if "joined" in body:
                joined = self._between(body["with"], f"{where}.with") if "with" in body else "/"
        said = [key for key in CASE[:2] if key in body]
        if len(said) != 1 or ("with" in body and "joined" not in body):
            self.problems.say(item, where, "case-column")
            return CaseColumns(("case",))
        return CaseColumns(self.column_names(body[said[0]], f"{where}.{said[0]}"), joined)

    def _between(self, item: Item, where: str) -> str:
        """What stands between names."""
        if isinstance(item.value, str) and item.value:
            return item.value
        self.problems.say(item, where, "separator", found=item.shown())
        return ""

    def vocabularies(self) -> list[Vocabulary]:
        return [self.words, *(each.vocabulary for each in self.others)]

    def _check_regimes(self, item: Item, where: str) -> None:
        """What a map itself says of regimes is one that is known."""
        known = [self.regime.id, *(each.id for each in self.others)]
        body = item.value if isinstance(item.value, dict) else {}
        said = [(body[key], f"{where}.{key}") for key in ("default", "value") if key in body]
        if "values" in body and isinstance(body["values"].value, dict):
            values = body["values"].value.items()
            said += [(each, f"{where}.values.{theirs}") for theirs, each in values]
        for each, place in said:
            if each.value is not None:
                self.one_of(each, place, "regime", known)

    def column_of(self, item: Item, where: str, ours: str) -> MappedColumn:
        """Where a column of ours comes from."""
        if not isinstance(item.value, dict):
            return MappedColumn(self.column_names(item, where))
        body = self.mapping(item, where, COLUMN)
        if sum(key in body for key in SOURCES) != 1:
            self.problems.say(item, where, "one-of", names=", ".join(SOURCES))
        names = self.column_names(body["column"], f"{where}.column") if "column" in body else ()
        values = self._values(body["values"], f"{where}.values", ours) if "values" in body else ()
        default = None
        for key in ("default", "value"):
            if key in body:
                default = self.constant(body[key], f"{where}.{key}", ours)
        optional = False
        if "optional" in body:
            optional = bool(self.boolean(body["optional"], f"{where}.optional"))
        separator = file = ""
        if "separator" in body:
            separator = self._between(body["separator"], f"{where}.separator")
            if not self._is_list(ours):
                self.problems.say(body["separator"], f"{where}.separator", "no-list", column=ours)
        if "file" in body:
            kinds = (FILE_NAME, FOLDER)
            file = self.one_of(body["file"], f"{where}.file", "part of a path", kinds) or ""
        return MappedColumn(names, values, default, optional, separator, file)

    def _is_of_day(self, ours: str) -> bool:
        """Whether a column of ours holds days."""
        return any(ours in day_columns(words) for words in self.vocabularies())

    def _is_list(self, ours: str) -> bool:
        """Whether a column of ours holds lists."""
        fields = (words.fields.get(ours) for words in self.vocabularies())
        return ours == "parts" or any(each and isinstance(each.type, SetType) for each in fields)

    def column_names(self, item: Item, where: str) -> tuple[str, ...]:
        """The name of a column, or several."""
        listed = self.list(item, where) if isinstance(item.value, list) else [(item, where)]
        return tuple(name for each, place in listed if (name := self.text(each, place)))

    def _values(self, item: Item, where: str, ours: str) -> tuple[tuple[str, str], ...]:
        values = []
        for theirs, each in self.entries(item, where).items():
            nothing = each.value is None
            said = "" if nothing else self.constant(each, f"{where}.{theirs}", ours)
            values += [(theirs, said)] if said is not None else []
        return tuple(values)

    def constant(self, item: Item, where: str, ours: str) -> str | None:
        """A value of a column of ours as text, as a log in text would have it."""
        if of_day := self._is_of_day(ours):
            item = day_before_month(item, of_day)
            if ours not in DAYS and is_by_words(item):
                return by_words(self, item, where)
        if isinstance(item.value, bool):
            return str(item.value).lower()
        if isinstance(item.value, list):
            names = [self.text(each, place) or "" for each, place in self.list(item, where)]
            return ";".join(names) or ";"
        return self.text(item, where)


def day_before_month(item: Item, of_day: bool) -> Item:
    """A constant; a day that is written with its day before its month as ``YYYY-MM-DD``."""
    day = written_day(item.value) if of_day and isinstance(item.value, str) else None
    return evolve(item, value=day.isoformat()) if day else item
