"""The days that a system may have recorded in place of the last day for complying, as declared.

Each day of ``recorded-days.yaml`` becomes a rule that is found wherever there is such a day.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from foirules.documents.items import Item
from foirules.language.chapters import ChapterReader, read_whole
from foirules.language.declarations import Chapter, RuleDeclaration
from foirules.language.form import Scope
from foirules.language.regime import Regime

FILE: Final = "recorded-days.yaml"
PREFIX: Final = "against:"  # of the ids of the rules
KEYS: Final = ("due", "days", "calendars")


@cache
def declared(regime: Regime) -> Mapping[str, Any]:
    """What the file of a regime says.

    :raises RulesError: with every error of it.
    """
    scope = Scope((), regime.vocabulary.types)
    return read_whole(regime.folder / FILE, scope, _Reader, _Reader.recorded_days)


def titles(regime: Regime) -> dict[str, str]:
    """Each explanation in words."""
    said = declared(regime)
    return {name: each["title"] for name, each in (said["days"] | said["calendars"]).items()}


@cache
def chapter(regime: Regime) -> Chapter:
    """The law's own day, and the others, each as a rule with the day as its last."""
    said = declared(regime)
    days = {"due": said["due"], **{name: each["is"] for name, each in said["days"].items()}}
    schema = regime.schema
    rules = [
        RuleDeclaration(
            id=PREFIX + name,
            subject=schema.root.name,
            kind="note",
            applies=f"{schema.roles.received} is present",
            when=f"({day}) is present",
            due=day,
            cites=FILE,
            message=name,
            meaning=name,
        )
        for name, day in days.items()
    ]
    return Chapter("against", [], rules)


class _Reader(ChapterReader):
    """Reads the file of recorded days."""

    def recorded_days(self, item: Item) -> Mapping[str, Any]:
        top = self.mapping(item, "", KEYS, KEYS)
        title = {"title": self.text_of}
        return {
            "due": self.under(top, "due", "", self.expression),
            "days": self._titled(top, "days", {**title, "is": self.expression}),
            "calendars": self._titled(top, "calendars", title),
        }

    def _titled(
        self, top: Mapping[str, Item], key: str, keys: Mapping[str, Callable[[Item, str], Any]]
    ) -> dict[str, dict[str, Any]]:
        found = {}
        for name, item, where in self.named(top, key, ""):
            body = self.mapping(item, where, keys, keys)
            found[name] = {one: self.under(body, one, where, read) for one, read in keys.items()}
        return found
