"""The words of a regime: events, their fields, outcomes, exemptions, kinds of authority.

A file of words gives them, and all else asks the vocabulary: the case-file reader, the language,
the back ends, the audit, the schemas and the documentation.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from attrs import define, field, frozen

from foirules.documents.items import Item
from foirules.documents.reader import Reader
from foirules.documents.suggest import expected
from foirules.language.types import BOOL, DATE, INT, Absence, Enumeration, Field, SetType, Type

TYPES: Final[Mapping[str, Type]] = {"date": DATE, "number": INT, "true-or-false": BOOL}
AUTHORITY_TYPE: Final = "authority-type"  # the list that every vocabulary has
IF_RECORDED: Final = "if-recorded"  # presumed only where the source has a place for the field
SETS: Final = "exemptions"  # the type of a field, or of a fact, that is a set of the regime's names
MESSAGES: Final = {
    "set": "{reason}",
    "name-twice": "the name {found} stands twice, first at {first}",
    "left-out": "{found} is no value of the type {type}{near}",
    "no-question": "{found} is no question: it does not end in a question mark",
    "no-slot": "{found} is not known here; expected {slots}",
}
TOP: Final = (
    *("actors", "begins-with", "names", "asked-of", "exemptions"),
    *("fields", "outcome-fields", "statements", "events"),
)
NAMES: Final = ("called", "title", "members", "note")
SET: Final = (
    *("called", "plural", "begins-with", "written-also", "hint", "members", "limbs"),
)  # fmt: skip
FIELD: Final = (
    "type", "left-out", "presumed", "earliest", "told", "authority-names", "meaning", "asks",
    "seldom",
)  # fmt: skip
EVENT: Final = (
    "by", "meaning", "asks", "asks-day", "happened", "asked-after", "by-part", "names-parts",
    "letter", "fields",
)  # fmt: skip
SLOTS: Final = ("{event}", "{part}")  # of the question of a field
_SLOT: Final = re.compile(r"\{[^}]*\}?|\}")


@frozen
class EventKind:
    """An event name, the fields it may have, and who does it.

    :param asks: the question whether there is one; empty where its meaning has to do.
    :param asks_day: the question for its day; empty where it is told by what happened.
    :param happened: what somebody says who tells of it; empty where its name has to do.
    :param asked_after: the kinds of events after any of which it is one of the first to be asked
        for; after none of them it is asked for as something else that may have happened.
    """

    name: str
    actor: str
    meaning: str
    fields: tuple[Field, ...] = ()
    by_part: bool = False  # it may name parts, and give an outcome for each
    names_parts: bool = False  # it may name parts, and says the same of each
    asks: str = ""
    asks_day: str = ""
    happened: str = ""
    asked_after: tuple[str, ...] = ()

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)


@frozen(eq=False, repr=False)
class Vocabulary:
    """The words of a regime.

    :param begins: the event that a case begins with.
    :param exemptions: the type of the sets of grounds on which an answer may be refused.
    :param enumerations: the types that are lists of names, by what the files call them;
        ``headings`` have a title and a note on each.
    :param outcome_fields: what an event says of a part: on the event itself (for every part that it
        is about) or under ``outcomes``, part by part.
    :param statements: what a letter says, recorded as true or false; under ``states``.
    :param asked_of: kinds of authority in words, as a person is asked for them.
    """

    begins: str
    actor: Enumeration
    exemptions: SetType
    enumerations: Mapping[str, Enumeration]
    headings: Mapping[str, tuple[str, str]]
    outcome_fields: Mapping[str, Field]
    statements: Mapping[str, Field]
    events: Mapping[str, EventKind]
    asked_of: Mapping[str, str] = {}
    fields: Mapping[str, Field] = field(init=False, repr=False)
    event: Enumeration = field(init=False, repr=False)
    types: Mapping[str, Type] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        fields = {f.name: f for kind in self.events.values() for f in kind.fields}
        object.__setattr__(self, "fields", fields)
        object.__setattr__(self, "event", Enumeration("event", tuple(self.events)))
        types = {**TYPES, SETS: self.exemptions, **self.enumerations}
        object.__setattr__(self, "types", types)

    @property
    def authority_type(self) -> Enumeration:
        """The kinds of authority; the first is meant where nothing is said."""
        return self.enumerations[AUTHORITY_TYPE]


@define(eq=False, repr=False)
class VocabularyReader(Reader):
    """Reads a file of words, reporting what is wrong and going on.

    :param law: what the law is cited as.
    """

    law: str = ""

    def vocabulary(self, item: Item) -> Vocabulary:
        """The words of a file; of one that is wrong, what could be read."""
        top = self.mapping(
            item, "", TOP, ("actors", "begins-with", "names", "exemptions", "events")
        )
        actors = self._members(top.get("actors"), "actors")
        named = {
            name: self._enumeration(name, each, f"names.{name}")
            for name, each in self._table(top, "names").items()
        }
        if AUTHORITY_TYPE not in named and "names" in top:
            place = f"names.{AUTHORITY_TYPE}"
            self.problems.say(top["names"], place, "missing-key", found=repr(AUTHORITY_TYPE))
        enumerations = {name: kind for name, (kind, _) in named.items()}
        exemptions = self._set(top.get("exemptions"))
        types = {**TYPES, SETS: exemptions, **enumerations}
        fields = {
            name: self._field(name, each, f"fields.{name}", types)
            for name, each in self._table(top, "fields").items()
        }
        outcome_fields = self._chosen(top.get("outcome-fields"), "outcome-fields", fields)
        statements = self._chosen(top.get("statements"), "statements", fields)
        letter = (*outcome_fields.values(), *statements.values())
        listed = self._table(top, "events")
        events = {
            name: self._event(name, each, f"events.{name}", fields, letter, listed)
            for name, each in listed.items()
        }
        begins = ""
        if "begins-with" in top:
            begins = self.one_of(top["begins-with"], "begins-with", "event", events) or ""
        return Vocabulary(
            begins,
            Enumeration("actor", actors),
            exemptions,
            enumerations,
            {name: heading for name, (_, heading) in named.items()},
            outcome_fields,
            statements,
            events,
            self._asked_of(top, enumerations),
        )

    def _asked_of(
        self, top: Mapping[str, Item], enumerations: Mapping[str, Enumeration]
    ) -> dict[str, str]:
        """Kinds of authority in words."""
        kinds = enumerations[AUTHORITY_TYPE].members if AUTHORITY_TYPE in enumerations else ()
        body = self.mapping(top["asked-of"], "asked-of", kinds) if "asked-of" in top else {}
        read = {kind: self.text(each, f"asked-of.{kind}") for kind, each in body.items()}
        return {kind: said.strip() for kind, said in read.items() if said}

    def _table(self, top: Mapping[str, Item], key: str) -> dict[str, Item]:
        return self.entries(top[key], key) if key in top else {}

    def _members(self, item: Item | None, where: str) -> tuple[str, ...]:
        if item is None:
            return ()
        names: dict[str, str] = {}
        for each, place in self.list(item, where):
            name = self.name(each, place)
            if name in names:
                said = {"found": repr(name), "first": names[name]}
                self.problems.say(each, place, "name-twice", **said)
            elif name:
                names[name] = self.problems.place(each, place)
        if item.value == []:
            self.problems.say(item, where, "not-empty", kind="name")
        return tuple(names)

    def _enumeration(
        self, name: str, item: Item, where: str
    ) -> tuple[Enumeration, tuple[str, str]]:
        """A list of names, with its title and a note on it."""
        body = self.mapping(item, where, NAMES, ("members",))
        said = {
            key: self.text(body[key], f"{where}.{key}") or ""
            for key in ("called", "title", "note")
            if key in body
        }
        called = said.get("called", name)
        members = self._members(body.get("members"), f"{where}.members")
        heading = said.get("title", called.capitalize()), said.get("note", "")
        return Enumeration(called, members), heading

    def _set(self, item: Item | None) -> SetType:
        if item is None:
            return SetType("names", "name", ())
        body = self.mapping(item, SETS, SET, ("called", "plural", "members"))
        said = {
            key: self.name(body[key], f"{SETS}.{key}") or ""
            for key in ("called", "plural", "begins-with", "hint")
            if key in body
        }
        members = self._members(body.get("members"), f"{SETS}.members")
        limbs = [
            above + limb
            for above, each in (
                self.entries(body["limbs"], f"{SETS}.limbs") if "limbs" in body else {}
            ).items()
            for limb in (self.text(each, f"{SETS}.limbs.{above}") or "").split()
        ]
        try:
            return SetType(
                said.get("plural", "names"),
                said.get("called", "name"),
                members,
                tuple(limbs),
                said.get("begins-with", ""),
                self._members(body.get("written-also"), f"{SETS}.written-also"),
                said.get("hint", f"a name, such as {members[0]}" if members else ""),
                self.law,
            )
        except ValueError as error:
            self.problems.say(body["members"], f"{SETS}.members", "set", reason=error)
            return SetType("names", "name", ())

    def _field(self, name: str, item: Item, where: str, types: Mapping[str, Type]) -> Field:
        body = self.mapping(item, where, FIELD, ("type", "left-out", "meaning"))
        kind = None
        if "type" in body:
            kind = self.one_of(body["type"], f"{where}.type", "type", types)
        left_out: Absence | str | bool = False
        if "left-out" in body:
            left_out = self._absence(body["left-out"], f"{where}.left-out", types.get(kind or ""))
        meaning = self.text(body["meaning"], f"{where}.meaning") if "meaning" in body else None
        presumed = body.get("presumed")
        if presumed is not None and presumed.value != IF_RECORDED:
            self.boolean(presumed, f"{where}.presumed")
        return Field(
            name,
            types[kind or "true-or-false"],
            left_out,
            meaning or "",
            self.day(body["earliest"], f"{where}.earliest") if "earliest" in body else None,
            presumed is not None and presumed.value in (True, IF_RECORDED),
            (self.text(body["told"], f"{where}.told") or "") if "told" in body else "",
            (self.name(body["authority-names"], f"{where}.authority-names") or "")
            if "authority-names" in body
            else "",
            presumed is not None and presumed.value == IF_RECORDED,
            self._question(body, where, "asks", SLOTS),
            bool(self.boolean(body["seldom"], f"{where}.seldom")) if "seldom" in body else False,
        )

    def _question(
        self, body: Mapping[str, Item], where: str, key: str, slots: tuple[str, ...] = ()
    ) -> str:
        """The question under a key.

        :param slots: what may stand in it for something else.
        """
        if key not in body:
            return ""
        item, where = body[key], f"{where}.{key}"
        asks = (self.text(item, where) or "").strip()
        if asks and not asks.endswith("?"):
            self.problems.say(item, where, "no-question", found=item.shown())
        for slot in _SLOT.findall(asks):
            if slot not in slots:
                known = " or ".join(slots) or "a question without braces"
                self.problems.say(item, where, "no-slot", found=slot, slots=known)
        return asks

    def _absence(self, item: Item, where: str, kind: Type | None) -> Absence | str | bool:
        """What it means that a field is left out, or the value of its type that it then has.

        :param kind: the type; None where it is not known.
        """
        said = item.value if isinstance(item.value, bool) else self.name(item, where)
        if said is None:
            return Absence.UNKNOWN
        meanings = {each.value: each for each in Absence}
        if isinstance(said, str) and said in meanings:
            return meanings[said]
        values: tuple[str | bool, ...] = kind.members if isinstance(kind, Enumeration) else ()
        if kind is BOOL:
            values = (True, False)
        if kind is not None and said not in values:
            names = [*meanings, *(str(each).lower() for each in values)]
            near = expected(str(said).lower(), names)
            found = item.shown()
            self.problems.say(item, where, "left-out", type=repr(kind.name), found=found, near=near)
        return said

    def _chosen(
        self, item: Item | None, where: str, fields: Mapping[str, Field]
    ) -> dict[str, Field]:
        """Some of the fields, by name."""
        listed = self.list(item, where) if item is not None else []
        names = [self.one_of(each, place, "field", fields) for each, place in listed]
        return {name: fields[name] for name in names if name}

    def _event(
        self,
        name: str,
        item: Item,
        where: str,
        fields: Mapping[str, Field],
        letter: tuple[Field, ...],
        known: Mapping[str, Item],
    ) -> EventKind:
        body = self.mapping(item, where, EVENT, ("by", "meaning"))
        said = {
            key: self.text(body[key], f"{where}.{key}") or ""
            for key in ("by", "meaning", "happened")
            if key in body
        }
        after = body.get("asked-after")
        listed = self.list(after, f"{where}.asked-after") if after is not None else []
        flags = {
            key: bool(self.boolean(body[key], f"{where}.{key}"))
            for key in ("by-part", "names-parts", "letter")
            if key in body
        }
        own = self._chosen(body.get("fields"), f"{where}.fields", fields).values()
        return EventKind(
            name,
            said.get("by", ""),
            said.get("meaning", ""),
            (*letter, *own) if flags.get("letter") else tuple(own),
            flags.get("by-part", False),
            flags.get("names-parts", False),
            self._question(body, where, "asks"),
            self._question(body, where, "asks-day"),
            said.get("happened", "").strip(),
            tuple(filter(None, (self.one_of(*each, "event", known) for each in listed))),
        )
