"""The days that a system may have recorded in place of the last day for complying, as declared.

Each day of ``recorded-days.yaml`` becomes a rule that is found wherever there is such a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from attrs import frozen

from foirules.audit.judging.audit_rules import audit_rule
from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import Chapter
from foirules.language.form import Scope
from foirules.language.regime import Regime

FILE: Final = "recorded-days.yaml"
PREFIX: Final = "against:"  # of the ids of the rules
KEYS: Final = ("due", "days", "calendars")


@frozen(eq=False)
class RecordedDays:
    """What the file of a regime says.

    :param due: the expression of the law's own last day.
    :param days: of each other day that may be recorded, by its name, the expression.
    :param calendars: the calendars by which the law's own day may have been worked out.
    :param titles: each day and calendar in words.
    """

    due: str
    days: Mapping[str, str]
    calendars: tuple[str, ...]
    titles: Mapping[str, str]


@cache
def recorded_days(regime: Regime) -> RecordedDays:
    """What the file of a regime says.

    :raises RulesError: with every error of it.
    """
    scope = Scope((), regime.vocabulary.types)
    return read_whole(
        regime.folder / FILE, scope, _RecordedDaysReader, _RecordedDaysReader.recorded_days
    )


@cache
def chapter(regime: Regime) -> Chapter:
    """The law's own day, and the others, each as a rule with the day as its last.

    :raises RulesError: with every error of the file.
    """
    read = recorded_days(regime)
    rules = [
        audit_rule(PREFIX + name, regime.schema, f"({day}) is present", name, FILE, due=day)
        for name, day in {"due": read.due, **read.days}.items()
    ]
    return Chapter("against", [], rules, as_recorded=True)


class _RecordedDaysReader(ChapterReader):
    """Reads the file of recorded days."""

    def recorded_days(self, item: Item) -> RecordedDays:
        top = self.mapping(item, "", KEYS, KEYS)
        due = self.under(top, "due", "", self.expression) or ""
        days = self._texts(top, "days", {"title": self.text_of, "is": self.expression})
        calendars = self._texts(top, "calendars", {"title": self.text_of})
        return RecordedDays(
            due,
            {name: texts["is"] for name, texts in days.items()},
            tuple(calendars),
            {name: texts["title"] for name, texts in (days | calendars).items()},
        )

    def _texts(
        self,
        top: Mapping[str, Item],
        key: str,
        readers: Mapping[str, Callable[[Item, str], str | None]],
    ) -> dict[str, dict[str, str]]:
        """The texts of each entry of a mapping, by their keys."""
        entries = {}
        for name, item, where in self.named(top, key, ""):
            body = self.mapping(item, where, readers, readers)
            entries[name] = {
                each: self.under(body, each, where, read) or "" for each, read in readers.items()
            }
        return entries
