"""What a curated case file expects of its assessment, and the findings that it accepts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from attrs import define, evolve, field, frozen

from foirules.cases.fields import FieldReader
from foirules.documents.items import Item
from foirules.documents.suggest import expected
from foirules.language.types import (
    BOOL,
    CERTAINTY,
    DATE,
    FINDING_KIND,
    INT,
    LEGAL_FORCE,
    STATUS,
    TEXT,
    Absence,
    BasicType,
    Field,
    Type,
)

MESSAGES: Final = {
    "short": "found {found}; expected a mapping, {kind} or {kind}(part)",
    "event": "unknown event {found}{near}",
}
PART: Final = BasicType("part")
EVENT_ID: Final = BasicType("id of an event")
TEXTS: Final = BasicType("list of fields")
ACTOR: Final = BasicType("actor")  # of the case's regime, as are the exemptions
EXEMPTIONS: Final = BasicType("exemptions")

_SHORT: Final = re.compile(r"([a-z0-9-]+)(?:\(([^()]+)\))?\Z")


@frozen
class Section:
    """A list of ``expect``: what is expected of the findings, the clocks and so on.

    :param name: its key, which is the name of the assessment's attribute as well.
    :param key: the field that names what is expected, e.g. ``rule``.
    :param fields: those that may be named, each as in the assessment.
    """

    name: str
    key: str
    fields: Mapping[str, Field]

    @property
    def of_rules(self) -> bool:
        return self.key == "rule"


def _section(name: str, key: str, **types: Type) -> Section:
    said = {key: TEXT, "part": PART, **{k.replace("_", "-"): t for k, t in types.items()}}
    return Section(name, key, {k: Field(k, t, Absence.ABSENT, "") for k, t in said.items()})


SECTIONS: Final = {
    section.name: section
    for section in (
        _section(
            "findings",
            "rule",
            certainty=CERTAINTY,
            kind=FINDING_KIND,
            event=EVENT_ID,
            date=DATE,
            due=DATE,
            working_days_late=INT,
            exemptions=EXEMPTIONS,
        ),
        _section("met", "rule", event=EVENT_ID),
        _section("undecided", "rule", event=EVENT_ID, missing=TEXTS),
        _section(
            "clocks",
            "clock",
            kind=LEGAL_FORCE,
            started=DATE,
            due=DATE,
            due_latest=DATE,
            stopped=DATE,
            status=STATUS,
            working_days_used=INT,
            working_days_left=INT,
        ),
        _section(
            "actions",
            "action",
            actor=ACTOR,
            available_from=DATE,
            deadline=DATE,
            deadline_latest=DATE,
            overdue=BOOL,
        ),
    )
}
ACCEPTED: Final = {
    f.name: f
    for f in (
        Field("rule", TEXT, Absence.REQUIRED, "the rule whose finding is accepted"),
        Field("part", PART, Absence.ABSENT, "the part it is found on; left out: any"),
        Field("reason", TEXT, Absence.REQUIRED, "why it is accepted"),
        Field("until", DATE, Absence.ABSENT, "the last day on which it is"),
    )
}


@define
class ExpectReader(FieldReader):
    """Reads ``expect`` and ``accept``; ``events`` are the ids of the case's events."""

    events: tuple[str, ...] = field(default=(), kw_only=True)

    def expect(self, item: Item) -> dict[str, Any]:
        """``as-of`` as a date, ``complete`` as names, and for each section a list of mappings."""
        body = self.mapping(item, "expect", ("as-of", "complete", *SECTIONS))
        read: dict[str, Any] = {}
        if "as-of" in body:
            read["as-of"] = self.day(body["as-of"], "expect.as-of")
        if "complete" in body:
            listed = self.list(body["complete"], "expect.complete")
            names = [self.one_of(*each, "list of what is expected", SECTIONS) for each in listed]
            read["complete"] = tuple(name for name in names if name)
        for name, section in SECTIONS.items():
            if name in body:
                listed = self.list(body[name], f"expect.{name}")
                read[name] = [self._named(section.fields, section.key, *each) for each in listed]
        return read

    def accept(self, item: Item) -> tuple[dict[str, Any], ...]:
        """Each finding accepted: rule, and part, reason and until as far as they are given."""
        return tuple(self._named(ACCEPTED, "rule", *each) for each in self.list(item, "accept"))

    def _named(
        self, fields: Mapping[str, Field], key: str, item: Item, where: str
    ) -> dict[str, Any]:
        """Fields, of which ``key`` names what is meant; in short that name alone."""
        if not isinstance(item.value, dict):
            return self._short(item, where, key)
        body = self.mapping(item, where, fields, (key,))
        return {k: self._value(fields[k], v, f"{where}.{k}") for k, v in body.items()}

    def _short(self, item: Item, where: str, key: str) -> dict[str, Any]:
        """``late-response`` or ``late-response(a)``."""
        match = _SHORT.match(item.value) if isinstance(item.value, str) else None
        if match is None:
            self.problems.say(item, where, "short", found=item.shown(), kind=key)
            return {}
        name, part = match.groups()
        return {key: name, **({"part": self.part(item, where, part)} if part else {})}

    def _value(self, f: Field, item: Item, where: str) -> Any:
        """The value expected; None, written ``null``, where there is to be none."""
        if item.value is None and f.type is not TEXT:
            return None
        if f.type is PART:
            return self.part(item, where, item.value)
        if f.type is EVENT_ID:
            return self._event(item, where)
        if f.type is TEXTS:
            return self.names(item, where)
        own: dict[Type, Type] = {ACTOR: self.words.actor, EXEMPTIONS: self.words.exemptions}
        return self.value(evolve(f, type=own.get(f.type, f.type)), item, where)

    def _event(self, item: Item, where: str) -> str | None:
        id = str(item.value) if isinstance(item.value, str | int) else ""
        if id in self.events:
            return id
        near = expected(id, self.events)
        self.problems.say(item, where, "event", found=item.shown(), near=near)
        return None
