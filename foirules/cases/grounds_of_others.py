"""A letter that gives grounds of another law than that of its case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import define, evolve

from foirules.cases.events import listed_events
from foirules.documents.items import Item
from foirules.language.regime import Regime
from foirules.language.types import Enumeration, SetType

LAWS: Final = "regime"  # the list of names of a vocabulary whose names are laws


def knows(names: SetType, item: Item) -> bool:
    """Whether a name, as it may be written in a letter, is one of a set."""
    return names.read(str(item.value)) in names.masks


def laws_of_grounds(regime: Regime, known: Iterable[Regime]) -> tuple[Regime, ...]:
    """The other laws whose grounds a letter may give: those that begin their names otherwise."""
    laws = regime.vocabulary.enumerations.get(LAWS)
    begins = regime.vocabulary.exemptions.begins_with
    return tuple(
        of
        for of in known
        if laws and of.id in laws.members and of.vocabulary.exemptions.begins_with != begins
    )


def answered_under(item: Item, regime: Regime, known: Iterable[Regime]) -> Item:
    """A case file in which a letter that gives grounds of another law is recorded so.

    Such a ground is known by what its name begins with; it goes, and a field of the letter whose
    type is the list of laws says which law it is of, if the record does not.
    """
    reader = grounds_of_others(regime, known)
    events = listed_events(item)
    if reader is None or not events:
        return item
    read = [reader.event(each) for each in events]
    if all(new is old for new, old in zip(read, events, strict=True)):
        return item
    return evolve(item, value={**item.value, "events": evolve(item.value["events"], value=read)})


def grounds_of_others(regime: Regime, known: Iterable[Regime]) -> GroundsOfOthers | None:
    """What takes grounds of other laws out of events; None where a letter cannot say its law."""
    others = laws_of_grounds(regime, known)
    return GroundsOfOthers(regime, others) if others else None


@define
class GroundsOfOthers:
    """Takes grounds of other laws out of events."""

    regime: Regime
    others: Sequence[Regime]

    @property
    def laws(self) -> Enumeration:
        """The laws that a letter may be under."""
        return self.regime.vocabulary.enumerations[LAWS]

    def event(self, entry: Item) -> Item:
        """An event with the grounds of its own law, and the law of any other that it gives."""
        given = next(self._given(entry), None)
        if given is None:
            return entry
        value = self._without(entry).value
        under = self.field_of(entry.value["event"].value)
        said = {} if under is None or under in value else {under: Item(given)}
        return evolve(entry, value={**value, **said})

    def field_of(self, event: str) -> str | None:
        """The field by which an event says under which law it is; None where it has none."""
        kind = self.regime.vocabulary.events.get(event)
        return next((f.name for f in (kind.fields if kind else ()) if f.type is self.laws), None)

    def apart(self, names: Item, kind: SetType) -> tuple[Item, list[str]]:
        """The names of a list but those of grounds of other laws, and the laws of these."""
        laws = [(name, self._law_of(name, kind)) for name in names.value]
        own = [name for name, law in laws if not law]
        return evolve(names, value=own), [law for _, law in laws if law]

    def _given(self, entry: Item) -> Iterator[str]:
        """The other laws whose grounds an event gives, in the order in which it does."""
        for key, each in entry.value.items() if isinstance(entry.value, dict) else ():
            if (own := self._set_of(key, each)) is not None:
                yield from self.apart(each, own)[1]
            elif key == "outcomes" and isinstance(each.value, dict):
                for said in each.value.values():
                    yield from self._given(said)

    def _without(self, entry: Item) -> Item:
        """An event, or what it says of a part, without grounds of others."""
        if not isinstance(entry.value, dict):
            return entry
        kept = dict(entry.value)
        for key, each in entry.value.items():
            if (own := self._set_of(key, each)) is not None:
                kept[key], _ = self.apart(each, own)
            elif key == "outcomes" and isinstance(each.value, dict):
                said = {part: self._without(one) for part, one in each.value.items()}
                kept[key] = evolve(each, value=said)
        return evolve(entry, value=kept)

    def _set_of(self, key: str, item: Item) -> SetType | None:
        """The set that names listed under a key are of."""
        of = self.regime.vocabulary.fields.get(key)
        kind = of.type if of is not None and isinstance(item.value, list) else None
        return kind if isinstance(kind, SetType) else None

    def _law_of(self, item: Item, own: SetType) -> str | None:
        """The other law whose ground a name is; None for one of this law, or of none."""
        if knows(own, item):
            return None
        return next((of.id for of in self.others if knows(of.vocabulary.exemptions, item)), None)
