"""One value of a log, read as the case-file reader would read it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import frozen

from foirules.audit.reading.cited_grounds import CitedGrounds, LawOfGrounds
from foirules.audit.reading.days import DayFormats, days_of, days_of_text, iso_day
from foirules.audit.reading.log_columns import RECORDED, fields_of_rows
from foirules.cases import fields
from foirules.cases.fields import FieldReader
from foirules.cases.grounds_of_others import GroundsOfOthers, grounds_of_others
from foirules.cases.meant_names import MeantNames
from foirules.cases.several_laws import UnderOneLaw
from foirules.documents.data import from_data, to_data
from foirules.documents.problems import Problems
from foirules.language.log_words import words_of_any_log
from foirules.language.regime import Regime
from foirules.language.types import DATE, INT, Enumeration, Field, SetType
from foirules.language.vocabulary import Vocabulary

MESSAGES: Final = {
    "column": "{column}: found {found}; expected {expected}",
    "not-a-date": "found {found}; expected a date, YYYY-MM-DD or as the date-formats of the map"
    " have it",
    "formats": "; {formats} would read it",
    "of-another": "{column}: {found} is of {law} only: does the case lack regime: {id}?",
}
_LISTS: Final = {"parts": "a list of names", RECORDED: "a list of kinds of events"}


@frozen
class ReadValue:
    """A value, or the first thing that is wrong with it; and the other law whose grounds it
    gives."""

    value: Any
    wrong: str | None = None
    law: str | None = None


@frozen
class _AsDays:
    """Texts as days of a log.

    :param days: by text, of those that the formats of the log read.
    :param formats: by text, of the others, the usual formats that would read it.
    """

    days: Mapping[str, date]
    formats: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, texts: Sequence[str], day_formats: DayFormats) -> _AsDays:
        column = pl.Series(texts, dtype=pl.String)
        days = days_of_text(column, day_formats)
        read = days.dt.year().is_between(date.min.year, date.max.year).fill_null(False)
        known = dict(zip(column.filter(read), days.filter(read), strict=True))
        others = column.filter(~read)
        formats: dict[str, list[str]] = {text: [] for text in others}
        for each in words_of_any_log().date_formats if len(others) else ():
            for text in others.filter(days_of(others, DayFormats((each,))).is_not_null()):
                formats[text].append(each)
        return cls(known, formats)


@frozen
class ValueReader:
    """Reads values with the words of a regime, and knows those of others.

    :param seen: a case of several laws under this one; None where a case is of one law.
    :param grounds: what knows grounds of other laws, where a letter can say its law.
    :param cited: takes cells apart in which grounds are cited.
    """

    regime: Regime
    others: Sequence[Regime]
    day_formats: DayFormats
    seen: UnderOneLaw | None
    grounds: GroundsOfOthers | None
    cited: CitedGrounds

    @classmethod
    def of(
        cls,
        regime: Regime,
        known: Iterable[Regime],
        beside: Sequence[Regime],
        day_formats: DayFormats,
    ) -> ValueReader:
        others = [each for each in known if each is not regime]
        seen = UnderOneLaw(regime, beside) if beside else None
        grounds = None if beside else grounds_of_others(regime, others)
        laws = [regime, *beside, *(grounds.others if grounds else ())]
        cited = CitedGrounds([LawOfGrounds(each) for each in laws])
        return cls(regime, others, day_formats, seen, grounds, cited)

    @property
    def words(self) -> Vocabulary:
        """The words of the regime."""
        return self.regime.vocabulary

    def read(self, name: str, values: Iterable[Any]) -> list[ReadValue]:
        """Values of a column, each as far as it is of the regime."""
        keyed = [(tuple(v) if isinstance(v, list) else repr(v), v) for v in values]
        of_each = dict(keyed)
        kind = _field(self.words, name)
        as_days = None
        if kind is not None and kind.type is DATE:
            texts = [value for value in of_each.values() if isinstance(value, str)]
            as_days = _AsDays.of(texts, self.day_formats)
        known = {key: self._one(name, value, as_days) for key, value in of_each.items()}
        return [known[key] for key, _ in keyed]

    def _one(self, name: str, value: Any, as_days: _AsDays | None) -> ReadValue:
        law, kind = None, _field(self.words, name)
        if kind is not None and isinstance(value, str | list):
            if isinstance(kind.type, SetType):
                names = _listed(value)
                value = self.cited.read(";".join(names)) or names
            item = from_data(value)
            if self.seen:
                own = self.seen.own(item, kind, lambda words: _field(words, name))
                if own is None:
                    return ReadValue(None)
                value = to_data(own)
            elif isinstance(kind.type, SetType) and self.grounds:
                own, laws = self.grounds.apart(item, kind.type)
                law, value = next(iter(laws), None), to_data(own)
        read, wrong = _read(self.words, name, value, MeantNames(self.regime))
        if wrong is not None and as_days is not None and isinstance(value, str):
            return ReadValue(*self._of_day(name, value, wrong, as_days))
        wrong = wrong and (self._of_another(name, value) or wrong)
        return ReadValue(read, wrong, law)

    def _of_day(
        self, name: str, value: str, wrong: str, as_days: _AsDays
    ) -> tuple[Any, str | None]:
        """A day outside the years that most have to be in; or which formats would read it."""
        day = iso_day(value) or as_days.days.get(value)
        if day is not None:
            return _read(self.words, name, day)
        reading = [f'["{each}"]' for each in as_days.formats[value]]
        if not reading:
            return None, wrong
        return None, wrong + MESSAGES["formats"].format(formats=f"date-formats: {_either(reading)}")

    def _of_another(self, name: str, value: Any) -> str | None:
        """What is said of a name, or of names in a list, that only other regimes know."""
        field = _field(self.words, name)
        if field is None or not isinstance(value, str | list):
            return None
        found: Any = value
        if isinstance(field.type, SetType):
            found = [each for each in _listed(value) if _read(self.words, name, [each])[1]]
        elif not isinstance(field.type, Enumeration):
            return None
        knowing = [each for each in self.others if not _read(each.vocabulary, name, found)[1]]
        return _of_others(name, found, knowing) if found and knowing else None


def _of_others(column: str, found: str | list[str], knowing: Sequence[Regime]) -> str:
    """What is said of a name, or of several, that other regimes know."""
    return MESSAGES["of-another"].format(
        column=column,
        found=repr(found) if isinstance(found, str) else ", ".join(map(repr, found)),
        law=_either([each.cited_as for each in knowing]),
        id=_either([each.id for each in knowing]),
    )


def _either(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _listed(value: str | list[str]) -> list[str]:
    """The names of a list, as a log in text may have it."""
    names = value.split(";") if isinstance(value, str) else value
    return [name for each in names if (name := each.strip())]


def _field(words: Vocabulary, name: str) -> Field | None:
    return words.fields.get(name) or fields_of_rows(words).get(name)


def _read(
    words: Vocabulary, name: str, value: Any, meant: MeantNames | None = None
) -> tuple[Any, str | None]:
    """A value as the case-file reader reads it, or the first thing that is wrong with it."""
    field = _field(words, name)
    if field is None:
        wanted = _LISTS.get(name, "text")
        shown = from_data(value).shown()
        return None, MESSAGES["column"].format(column=name, found=shown, expected=wanted)
    if isinstance(field.type, SetType) and isinstance(value, str):
        value = _listed(value)
    if field.type is INT and isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    problems = Problems(None, {**fields.MESSAGES, **MESSAGES})
    reader = FieldReader(problems, words=words, meant=meant)
    read = reader.value(field, from_data(value), name)
    return read, reader.problems.lines[0] if reader.problems.lines else None
