"""A case file whose parts are under several laws, as each of them sees it.

What only another law has a name for is left out, and what is about the parts of another.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, evolve, field

from foirules.cases.events import EVENT_KEYS
from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.language.regime import Regime
from foirules.language.types import Enumeration, Field, SetType
from foirules.language.vocabulary import EventKind

ABOUT: Final = ("parts", "outcomes")
LAWS: Final = "regime"  # the list of names of a vocabulary whose names are laws
MESSAGES: Final = {
    "of-several": "{found} is a name of {laws}: put it under outcomes, part by part",
}


def regimes_of_parts(item: Item) -> dict[str, Item]:
    """The parts for which a case file names a law of their own, each with where it does."""
    parts = item.value.get("parts") if isinstance(item.value, dict) else None
    if parts is None or not isinstance(parts.value, dict):
        return {}
    return {
        name: each.value["regime"]
        for name, each in parts.value.items()
        if isinstance(each.value, dict) and "regime" in each.value
    }


@define
class UnderOneLaw:
    """What a case file says under one law.

    :param regime: the law.
    :param others: laws whose words are left out where this one does not have them; what none of
        them knows stays, to be told as wrong.
    :param parts: the parts that are judged under it; None for all.
    :param left_out: what was left out, in words.
    """

    regime: Regime
    others: Sequence[Regime]
    parts: Collection[str] | None = None
    left_out: list[str] = field(factory=list)

    def file(self, item: Item) -> Item:
        """The case file, as the law sees it."""
        top = dict(item.value)
        top.pop("regime", None)
        if isinstance((kind := _inner(top, "authority", "type")), Item) and self._only_others(
            kind.value, lambda of: of.vocabulary.authority_type.members
        ):
            self.left_out.append(f"authority.type: {kind.value}")
            top["authority"] = _without(top["authority"], ("type",))
        if _inner(top, "authority", "policy") is not None and self.parts is None:
            top["authority"] = _without(top["authority"], ("policy",))
        if "parts" in top and isinstance(top["parts"].value, dict):
            own = self.parts if self.parts is not None else top["parts"].value
            top["parts"] = evolve(top["parts"], value=[Item(name) for name in own])
        if "recorded" in top and isinstance(top["recorded"].value, list):
            top["recorded"] = evolve(top["recorded"], value=self._kinds(top["recorded"].value))
        if "events" in top and isinstance(top["events"].value, list):
            numbered = enumerate(top["events"].value, 1)
            top["events"] = evolve(top["events"], value=list(self._events(numbered)))
        return evolve(item, value=top)

    def _kinds(self, listed: Sequence[Item]) -> list[Item]:
        """Kinds of events that are recorded, and are not of others only; that with which a case
        begins stands for none."""
        kept = [
            each
            for each in listed
            if not self._only_others(each.value, lambda of: of.vocabulary.events)
        ]
        return kept if kept or not listed else [Item(self.regime.vocabulary.begins)]

    # --- events -------------------------------------------------------------------------------

    def _events(self, numbered: Iterable[tuple[int, Item]]) -> Iterator[Item]:
        for place, item in numbered:
            if not isinstance(item.value, dict) or "event" not in item.value:
                yield item
                continue
            name = item.value["event"].value
            id = item.value["id"].value if "id" in item.value else place
            if self._only_others(name, lambda of: of.vocabulary.events):
                self.left_out.append(f"event {id}: {name}")
            elif (event := self._event(item, f"event {id}", id)) is not None:
                yield event

    def _event(self, item: Item, where: str, id: Any) -> Item | None:
        """An event with what this law knows of it; None where it is of the parts of another."""
        entries = {"id": Item(id), **item.value}
        if self.parts is not None:
            named = [
                key for key in ABOUT if isinstance(entries.get(key, Item(None)).value, list | dict)
            ]
            for key in named:
                entries[key] = self._own_parts(entries[key])
            if named and not any(entries[key].value for key in named):
                return None
        kind = self.regime.vocabulary.events.get(entries["event"].value)
        if kind is None:
            return evolve(item, value=entries)
        fields = {f.name: f for f in kind.fields}
        kept = {}
        for key, each in entries.items():
            if key == "states" and isinstance(each.value, dict):
                kept[key] = self._fields(each, fields, f"{where}, states")
            elif key == "outcomes" and isinstance(each.value, dict):
                outcomes = self.regime.vocabulary.outcome_fields
                said = {
                    part: self._fields(outcome, outcomes, f"{where}, part {part}")
                    for part, outcome in each.value.items()
                }
                kept[key] = evolve(each, value=said)
            elif key in EVENT_KEYS or self._about_parts(key, kind):
                kept[key] = each
            elif (value := self._field(key, each, fields, where)) is not None:
                kept[key] = value
        return evolve(item, value=kept)

    def _own_parts(self, item: Item) -> Item:
        assert self.parts is not None
        if isinstance(item.value, dict):
            own = {name: each for name, each in item.value.items() if name in self.parts}
            return evolve(item, value=own)
        return evolve(item, value=[each for each in item.value if str(each.value) in self.parts])

    def _about_parts(self, key: str, kind: EventKind) -> bool:
        return key in ABOUT and (kind.by_part or (kind.names_parts and key == "parts"))

    # --- fields -------------------------------------------------------------------------------

    def _fields(self, item: Item, fields: Mapping[str, Field], where: str) -> Item:
        if not isinstance(item.value, dict):
            return item
        kept = {key: self._field(key, each, fields, where) for key, each in item.value.items()}
        return evolve(item, value={key: each for key, each in kept.items() if each is not None})

    def _field(self, key: str, item: Item, fields: Mapping[str, Field], where: str) -> Item | None:
        """The value of a field, as this law has it; None where it has none."""
        if key not in fields:
            if self._only_others(key, lambda of: (*of.vocabulary.fields, *ABOUT)) or (
                key in self.regime.vocabulary.fields or key in ABOUT
            ):
                self.left_out.append(f"{where}: {key}")
                return None
            return item
        kind = fields[key].type
        if isinstance(kind, Enumeration) and self._only_others(
            item.value, lambda of: _members(of, key)
        ):
            self.left_out.append(f"{where}: {key}: {item.value}")
            return None
        if isinstance(kind, SetType) and isinstance(item.value, list):
            own = [each for each in item.value if not self._of_other_set(each, kind)]
            if len(own) < len(item.value):
                gone = [str(each.value) for each in item.value if each not in own]
                self.left_out.append(f"{where}: {key}: {', '.join(gone)}")
                return evolve(item, value=own)
        return item

    def _of_other_set(self, item: Item, kind: SetType) -> bool:
        return not _knows(kind, item) and any(
            _knows(other.vocabulary.exemptions, item) for other in self.others
        )

    def _only_others(self, name: Any, names: Any) -> bool:
        """Whether a name is not of this law and of another."""
        return (
            isinstance(name, str)
            and name not in names(self.regime)
            and any(name in names(other) for other in self.others)
        )


def _knows(names: SetType, item: Item) -> bool:
    """Whether a name, as it may be written in a letter, is one of a set."""
    return names.read(str(item.value)) in names.masks


def _members(regime: Regime, key: str) -> tuple[str, ...]:
    kind = regime.vocabulary.fields[key].type if key in regime.vocabulary.fields else None
    return kind.members if isinstance(kind, Enumeration) else ()


def _inner(top: Mapping[str, Item], key: str, inner: str) -> Item | None:
    item = top.get(key)
    return item.value.get(inner) if item is not None and isinstance(item.value, dict) else None


def _without(item: Item, keys: Collection[str]) -> Item:
    return evolve(item, value={key: each for key, each in item.value.items() if key not in keys})


def shared_names(item: Item, laws: Sequence[Regime], problems: Problems) -> None:
    """Report names of a set that stand on an event and that several laws of the case know."""
    for where, key, each in _sets(item, laws):
        knowing = [of.id for of in laws if _knows(of.vocabulary.exemptions, each)]
        if len(knowing) > 1:
            found, of = each.shown(), " and ".join(knowing)
            problems.say(each, f"{where}.{key}", "of-several", found=found, laws=of)


def answered_under(item: Item, regime: Regime, known: Iterable[Regime]) -> Item:
    """A case file in which a letter that gives grounds of another law is recorded so.

    Such a ground is known by what its name begins with; it goes, and a field of the letter whose
    type is the list of laws says which law it is of, if the record does not.
    """
    laws = regime.vocabulary.enumerations.get(LAWS)
    events = item.value.get("events") if isinstance(item.value, dict) else None
    if laws is None or events is None or not isinstance(events.value, list):
        return item
    begins = regime.vocabulary.exemptions.begins_with
    others = tuple(
        of
        for of in known
        if of.id in laws.members and of.vocabulary.exemptions.begins_with != begins
    )
    reader = _GroundsOfOthers(regime, laws, others)
    listed = [reader.event(each) for each in events.value]
    return evolve(item, value={**item.value, "events": evolve(events, value=listed)})


@define
class _GroundsOfOthers:
    """Takes grounds of other laws out of the events of a case file."""

    regime: Regime
    laws: Enumeration
    others: Sequence[Regime]

    def event(self, entry: Item) -> Item:
        """An event with the grounds of its own law, and the law of any other that it gives."""
        found: list[str] = []
        seen = self._without(entry, found)
        if not found:
            return entry
        kind = self.regime.vocabulary.events.get(entry.value["event"].value)
        fields = kind.fields if kind else ()
        under = next((f.name for f in fields if f.type is self.laws), None)
        if under is None or under in entry.value:
            return seen
        return evolve(seen, value={**seen.value, under: Item(found[0])})

    def _without(self, entry: Item, found: list[str]) -> Item:
        """An event, or what it says of a part, without grounds of others.

        :param found: to which their laws are added.
        """
        if not isinstance(entry.value, dict):
            return entry
        kept = dict(entry.value)
        for key, each in entry.value.items():
            of = self.regime.vocabulary.fields.get(key)
            if of is not None and isinstance(of.type, SetType) and isinstance(each.value, list):
                laws = [(name, self._law_of(name, of.type)) for name in each.value]
                found += [law for _, law in laws if law]
                kept[key] = evolve(each, value=[name for name, law in laws if not law])
            elif key == "outcomes" and isinstance(each.value, dict):
                said = {part: self._without(one, found) for part, one in each.value.items()}
                kept[key] = evolve(each, value=said)
        return evolve(entry, value=kept)

    def _law_of(self, item: Item, own: SetType) -> str | None:
        """The other law whose ground a name is; None for one of this law, or of none."""
        if _knows(own, item):
            return None
        return next((of.id for of in self.others if _knows(of.vocabulary.exemptions, item)), None)


def _sets(item: Item, laws: Sequence[Regime]) -> Iterator[tuple[str, str, Item]]:
    """Each name of a set that stands on an event: the event's place, the field, the name."""
    events = item.value.get("events")
    listed = events.value if events is not None and isinstance(events.value, list) else []
    for number, entry in enumerate(listed, 1):
        if not isinstance(entry.value, dict):
            continue
        for key, each in entry.value.items():
            of_set = any(
                key in of.vocabulary.fields and isinstance(of.vocabulary.fields[key].type, SetType)
                for of in laws
            )
            if of_set and isinstance(each.value, list):
                for name in each.value:
                    yield f"events[{number}]", key, name
