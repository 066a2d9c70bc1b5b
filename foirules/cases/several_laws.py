"""A case file whose parts are under several laws, as each of them sees it.

What only another law has a name for is left out, and what is about the parts of another.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import define, evolve, field

from foirules.cases.events import keys_of, listed_events, named_on
from foirules.cases.grounds_of_others import knows
from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.language.recorded_sets import fields_that_can_lack
from foirules.language.regime import Regime
from foirules.language.types import Enumeration, Field, SetType
from foirules.language.vocabulary import Vocabulary

ABOUT: Final = ("parts", "outcomes")
Known = Callable[[Regime], Collection[str]]
"""What names a law knows somewhere."""

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
        if isinstance((without := top.get("without-fields", Item(None))).value, list):
            own_fields = [
                each
                for each in without.value
                if not self._only_others(each.value, lambda of: fields_that_can_lack(of.vocabulary))
            ]
            top["without-fields"] = evolve(without, value=own_fields)
        if events := listed_events(item):
            top["events"] = evolve(top["events"], value=list(self._events(enumerate(events, 1))))
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
        kind = entries["event"].value
        if kind not in self.regime.vocabulary.events:
            return evolve(item, value=entries)
        kept = {}
        for key, each in self._known(entries, lambda of: _keys(of, kind), where).items():
            if key == "states":
                kept[key] = self._fields(each, lambda of: _states(of, kind), f"{where}, states")
            elif key == "outcomes" and isinstance(each.value, dict):
                said = {
                    part: self._fields(outcome, _outcome, f"{where}, part {part}")
                    for part, outcome in each.value.items()
                }
                kept[key] = evolve(each, value=said)
            elif (value := self._value(key, each, where)) is not None:
                kept[key] = value
        if "unconfirmed" in kept and isinstance(kept["unconfirmed"].value, list):
            there, own = set(named_on(entries)), set(named_on(kept))
            left = [e for e in kept["unconfirmed"].value if e.value in own or e.value not in there]
            kept["unconfirmed"] = evolve(kept["unconfirmed"], value=left)
        return evolve(item, value=kept)

    def _own_parts(self, item: Item) -> Item:
        assert self.parts is not None
        if isinstance(item.value, dict):
            own = {name: each for name, each in item.value.items() if name in self.parts}
            return evolve(item, value=own)
        return evolve(item, value=[each for each in item.value if str(each.value) in self.parts])

    # --- fields -------------------------------------------------------------------------------

    def _fields(self, item: Item, known: Known, where: str) -> Item:
        if not isinstance(item.value, dict):
            return item
        own = self._known(item.value, known, where)
        kept = {key: self._value(key, each, where) for key, each in own.items()}
        return evolve(item, value={key: each for key, each in kept.items() if each is not None})

    def _known(self, entries: Mapping[str, Item], known: Known, where: str) -> dict[str, Item]:
        """The keys but those that only another law knows there."""
        others = {key for key in entries if self._only_others(key, known)}
        self.left_out += [f"{where}: {key}" for key in entries if key in others]
        return {key: each for key, each in entries.items() if key not in others}

    def _value(self, key: str, item: Item, where: str) -> Item | None:
        """The value of a field, as this law has it; None where it has none."""
        field = self.regime.vocabulary.fields.get(key)
        if field is None:
            return item
        own = self.own(item, field, lambda of: of.fields.get(key))
        if own is None:
            self.left_out.append(f"{where}: {key}: {item.value}")
        elif own is not item:
            gone = [str(each.value) for each in item.value if each not in own.value]
            self.left_out.append(f"{where}: {key}: {', '.join(gone)}")
        return own

    def own(
        self, item: Item, field: Field, in_words: Callable[[Vocabulary], Field | None]
    ) -> Item | None:
        """A value without the names that only other laws have; None where it is such a name.

        :param in_words: the same field in the words of another law.
        """
        kind = field.type
        if isinstance(kind, Enumeration):
            only = self._only_others(item.value, lambda of: _members(in_words(of.vocabulary)))
            return None if only else item
        if isinstance(kind, SetType) and isinstance(item.value, list):
            own = [each for each in item.value if not self._of_other_set(each, kind)]
            return evolve(item, value=own) if len(own) < len(item.value) else item
        return item

    def _of_other_set(self, item: Item, kind: SetType) -> bool:
        return not knows(kind, item) and any(
            knows(other.vocabulary.exemptions, item) for other in self.others
        )

    def _only_others(self, name: Any, names: Known) -> bool:
        """Whether a name is not of this law and of another."""
        return (
            isinstance(name, str)
            and name not in names(self.regime)
            and any(name in names(other) for other in self.others)
        )


def _keys(regime: Regime, event: str) -> Collection[str]:
    """The keys that an event may have under a law."""
    kind = regime.vocabulary.events.get(event)
    return keys_of(kind, regime.vocabulary) if kind else ()


def _states(regime: Regime, event: str) -> Collection[str]:
    """What an event may state under a law."""
    kind = regime.vocabulary.events.get(event)
    return {f.name for f in kind.fields} & set(regime.vocabulary.statements) if kind else ()


def _outcome(regime: Regime) -> Collection[str]:
    return regime.vocabulary.outcome_fields


def _members(field: Field | None) -> tuple[str, ...]:
    return field.type.members if field and isinstance(field.type, Enumeration) else ()


def _inner(top: Mapping[str, Item], key: str, inner: str) -> Item | None:
    item = top.get(key)
    return item.value.get(inner) if item is not None and isinstance(item.value, dict) else None


def _without(item: Item, keys: Collection[str]) -> Item:
    return evolve(item, value={key: each for key, each in item.value.items() if key not in keys})


def shared_names(item: Item, laws: Sequence[Regime], problems: Problems) -> None:
    """Report names of a set that stand on an event and that several laws of the case know."""
    for where, key, each in _sets(item, laws):
        knowing = [of.id for of in laws if knows(of.vocabulary.exemptions, each)]
        if len(knowing) > 1:
            found, of = each.shown(), " and ".join(knowing)
            problems.say(each, f"{where}.{key}", "of-several", found=found, laws=of)


def _sets(item: Item, laws: Sequence[Regime]) -> Iterator[tuple[str, str, Item]]:
    """Each name of a set that stands on an event: the event's place, the field, the name."""
    fields = [f for of in laws for f in of.vocabulary.fields.values()]
    of_sets = {f.name for f in fields if isinstance(f.type, SetType)}
    for number, entry in enumerate(listed_events(item), 1):
        for key, each in entry.value.items() if isinstance(entry.value, dict) else ():
            if key in of_sets and isinstance(each.value, list):
                for name in each.value:
                    yield f"events[{number}]", key, name
