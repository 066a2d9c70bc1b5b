"""Which column of a log holds the day of which event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from attrs import define, field

from foirules.audit.reading.days import DayFormats, days_of
from foirules.audit.reading.headings import Headings
from foirules.audit.reading.proposing.dated import Dated, like_a_day, written
from foirules.audit.reading.proposing.plan import Remark
from foirules.audit.reading.proposing.sample import Sample

UNKNOWN: Final = "{column}: what happened on its days, which are not read"
NO_DAYS: Final = "{column}: what its cells are, which are no days in the years covered"
EARLIEST: Final = "{column}: whether it is the day of {begins}; it is the first of each row"


@define
class EventDays:
    """The columns with the days of events, where a row is a case.

    :param columns: by event, its column.
    :param strange: columns of which it is not known what happened on their days.
    :param remarks: what is not sure of them.
    """

    sample: Sample
    dated: Mapping[str, Dated]
    headings: Headings
    columns: dict[str, str] = field(factory=dict)
    strange: list[str] = field(factory=list)
    remarks: list[Remark] = field(factory=list)

    @classmethod
    def of(
        cls, sample: Sample, dated: Mapping[str, Dated], headings: Headings, begins: str
    ) -> EventDays:
        """Those whose headings say so; else, of the event that cases begin with, the first day."""
        days = cls(sample, dated, headings)
        others = [*days.find()]
        if days.columns and begins not in days.columns:
            days.take_earliest(begins)
        used = days.columns.values()
        days.remarks += [
            Remark(f"{name} may also be the day of {event}; {days.columns[event]} is read", False)
            for event, name in others
            if name not in used
        ]
        known = {*used, *(name for _, name in others)}
        days.strange = [name for name in dated if name not in known and not headings.is_none(name)]
        days.remarks += [Remark(UNKNOWN.format(column=name), False) for name in days.strange]
        days.remarks += [Remark(NO_DAYS.format(column=n), False) for n in days.without_days()]
        return days

    def find(self) -> Iterator[tuple[str, str]]:
        """Takes the columns by their headings; gives those that say the same as a better one."""
        found: dict[str, list[tuple[int, str]]] = {}
        order = self.headings.words.dates
        for name in (each for each in self.sample.columns if each in self.dated):
            if meant := self.headings.event(name):
                place = order[meant.name].index(meant.line)
                found.setdefault(meant.name, []).append((place, name))
        self.columns = {event: min(names)[1] for event, names in found.items()}
        for event, names in found.items():
            yield from ((event, name) for _, name in names if name != self.columns[event])

    def without_days(self) -> Iterator[str]:
        """The columns that should hold days by their headings, and whose cells are none."""
        for name in (each for each in self.sample.columns if each not in self.dated):
            looks_so = any(like_a_day(text) for text, _ in self.sample.counts(name))
            if looks_so and self.headings.event(name):
                yield name

    def take_earliest(self, begins: str) -> None:
        """Takes a column that no event has, whose day is the first of each row."""
        taken = self.columns.values()
        free = [
            name for name in self.dated if name not in taken and not self.headings.is_none(name)
        ]
        formats = tuple(written([*self.dated.values()], self.headings.words.date_formats).formats)
        read = {name: days_of(self.sample.rows[name], DayFormats(formats)) for name in self.dated}
        for name in free:
            later = (read[each] for each in taken)
            if all((read[name] <= each).fill_null(True).all() for each in later):
                self.columns = {begins: name, **self.columns}
                doubt = EARLIEST.format(column=name, begins=begins)
                self.remarks.append(Remark(doubt, False))
                return
