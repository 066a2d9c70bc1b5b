"""What a system may have recorded of its cases, as declared: the last day for complying, whether it
was kept, or how many working days were taken.

Each day and each number of ``recorded-days.yaml`` becomes a rule that is found wherever there is
one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import Final

from attrs import frozen

from foirules.audit.judging.audit_rules import audit_rule
from foirules.audit.judging.statistics import statistics
from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import Chapter
from foirules.language.form import Scope
from foirules.language.regime import Regime

FILE: Final = "recorded-days.yaml"
PREFIX: Final = "against:"  # of the ids of the rules for days
TAKEN: Final = "taken:"  # of the ids of those for numbers of working days
NEEDED: Final = ("due", "days", "calendars")
KEYS: Final = (*NEEDED, "in-time", "taken")
LAW: Final = "law"  # the name of the law's own number
TAKEN_NEEDED: Final = ("from", "until")
TAKEN_KEYS: Final = (*TAKEN_NEEDED, "others", "calendars")


@frozen(eq=False)
class DaysTaken:
    """How many working days a case took, as a regime counts them.

    :param begins: by name, the expression of the day after which they are counted: first the law's
        own (``law``), then others that a system may count from.
    :param until: the expression of the last day counted.
    :param calendars: calendars by which they may have been counted.
    :param titles: each other day and calendar in words.
    """

    begins: Mapping[str, str]
    until: str
    calendars: tuple[str, ...]
    titles: Mapping[str, str]


@frozen(eq=False)
class RecordedDays:
    """What the file of a regime says.

    :param due: the expression of the law's own last day.
    :param days: of each other day that may be recorded, by its name, the expression.
    :param calendars: the calendars by which the law's own day may have been worked out.
    :param titles: each day and calendar in words.
    :param rate: the one of ``statistics.yaml`` that says which cases are in time, if any does.
    :param taken: how many working days a case took, if the law counts them.
    """

    due: str
    days: Mapping[str, str]
    calendars: tuple[str, ...]
    titles: Mapping[str, str]
    rate: str | None = None
    taken: DaysTaken | None = None


@cache
def recorded_days(regime: Regime) -> RecordedDays:
    """What the file of a regime says.

    :raises RulesError: with every error of it.
    """
    scope = Scope((), regime.vocabulary.types)
    rates = [each.name for each in statistics(regime).rates]
    return read_whole(
        regime.folder / FILE,
        scope,
        _RecordedDaysReader,
        lambda reader, item: reader.recorded_days(item, rates),
    )


@cache
def chapter(regime: Regime) -> Chapter:
    """The law's own day and the others, each as a rule with the day as its last; and the numbers of
    working days, each as a rule that is late by so many.

    :raises RulesError: with every error of the file.
    """
    read = recorded_days(regime)
    rules = [
        audit_rule(PREFIX + name, regime.schema, f"({day}) is present", name, FILE, due=day)
        for name, day in {"due": read.due, **read.days}.items()
    ]
    if (taken := read.taken) is not None:
        rules += [
            audit_rule(
                *(
                    TAKEN + name,
                    regime.schema,
                    f"({day}) is present and ({taken.until}) is present",
                ),
                *(name, FILE),
                due=day,
                ended=taken.until,
            )
            for name, day in taken.begins.items()
        ]
    return Chapter("against", [], rules, as_recorded=True)


class _RecordedDaysReader(ChapterReader):
    """Reads the file of recorded days."""

    def recorded_days(self, item: Item, rates: Collection[str]) -> RecordedDays:
        """What the file says.

        :param rates: those of the regime's statistics.
        """
        top = self.mapping(item, "", KEYS, NEEDED)
        due = self.under(top, "due", "", self.expression) or ""
        days = self._texts(top, "days", "", {"title": self.text_of, "is": self.expression})
        calendars = self._texts(top, "calendars", "", {"title": self.text_of})
        rate = None
        if "in-time" in top:
            rate = self.one_of(top["in-time"], "in-time", "rate", rates)
        return RecordedDays(
            due,
            {name: texts["is"] for name, texts in days.items()},
            tuple(calendars),
            {name: texts["title"] for name, texts in (days | calendars).items()},
            rate,
            self._taken(top["taken"]) if "taken" in top else None,
        )

    def _taken(self, item: Item) -> DaysTaken:
        body = self.mapping(item, "taken", TAKEN_KEYS, TAKEN_NEEDED)
        law, until = (self.under(body, key, "taken", self.expression) or "" for key in TAKEN_NEEDED)
        of_others = {"title": self.text_of, "from": self.expression}
        others = self._texts(body, "others", "taken", of_others)
        calendars = self._texts(body, "calendars", "taken", {"title": self.text_of})
        return DaysTaken(
            {LAW: law, **{name: texts["from"] for name, texts in others.items()}},
            until,
            tuple(calendars),
            {name: texts["title"] for name, texts in (others | calendars).items()},
        )

    def _texts(
        self,
        top: Mapping[str, Item],
        key: str,
        where: str,
        readers: Mapping[str, Callable[[Item, str], str | None]],
    ) -> dict[str, dict[str, str]]:
        """The texts of each entry of a mapping, by their keys."""
        entries = {}
        for name, item, place in self.named(top, key, where):
            body = self.mapping(item, place, readers, readers)
            entries[name] = {
                each: self.under(body, each, place, read) or "" for each, read in readers.items()
            }
        return entries
