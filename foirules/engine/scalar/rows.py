"""A case -> the rows that facts are worked out on.

A row is an object with an attribute for each recorded field, as a whole number, and one for each
parent; a field that is not recorded is the row's class's own default. The request's row also holds
the rows of every subject, by collection.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from foirules.cases.case import Case, Event
from foirules.engine.encoding import Encode, default, encoder
from foirules.language.nodes import UNKNOWN
from foirules.language.recorded_sets import not_recorded
from foirules.language.schema import AUTHORITY_TYPE, Schema, Subject
from foirules.language.vocabulary import Vocabulary

if TYPE_CHECKING:
    from foirules.cases.assessment import EventRef

Encoders = Mapping[str, tuple[str, Encode, bool]]
"""Of each field its name in the language, what makes a number of it, and whether it is of parts."""


def encoders(words: Vocabulary) -> Encoders:
    """Of every field of a vocabulary."""
    return {
        name: (name.replace("-", "_"), encoder(f.type), name in words.outcome_fields)
        for name, f in words.fields.items()
    }


class Row:
    """A row of any subject. ``source`` is the event it was made of, ``part`` the part it is about,
    ``name`` a part's own name."""

    source: Event | None = None
    name: str | None = None
    part: Any = None
    ref: EventRef | None = None


@frozen(eq=False, repr=False)
class _Maker:
    """How an event becomes a row of one subject."""

    subject: Subject
    row_class: type[Row]
    collection: str
    collections: tuple[str, ...]  # of its own rows
    above: str | None  # the subject of the row of the same event that it belongs to
    dated: bool
    needed: str | None


@define(eq=False, repr=False)
class RowBuilder:
    """Makes the rows of a schema; immutable once made."""

    schema: Schema
    _classes: dict[str, type[Row]] = field(factory=dict)
    _makers: dict[str, list[_Maker]] = field(factory=dict)
    _collections: tuple[str, ...] = ()
    _of_parts: tuple[str, ...] = ()
    _encoders: Encoders = field(init=False)
    _events: Mapping[str, int] = field(init=False)
    _kinds: Mapping[str, int] = field(init=False)
    _root: str = field(init=False)
    _part: str = field(init=False)

    def __attrs_post_init__(self) -> None:
        words = self.schema.vocabulary
        self._encoders = encoders(words)
        self._events, self._kinds = words.event.codes, words.authority_type.codes
        self._root, self._part = self.schema.root.name, self.schema.part.name
        defaults = {name.replace("-", "_"): default(f) for name, f in words.fields.items()}
        for subject in self.schema.subjects:
            known = {f.name: defaults[f.name] for f in subject.fields if f.name in defaults}
            if subject is self.schema.root:
                known |= not_recorded(words, None, ())
            self._classes[subject.name] = type(subject.name.capitalize(), (Row,), known)
        for event in words.events:
            self._makers[event] = [
                _Maker(
                    subject=s,
                    row_class=self._classes[s.name],
                    collection=s.collection,
                    collections=tuple(self.schema.children(s.name)),
                    above=next((p for p in s.parents if self.schema.by_name[p].made_of), None),
                    dated=s.dated,
                    needed=s.only_if.get(event),
                )
                for s in self.schema.subjects
                if event in s.made_of
            ]
        self._collections = tuple(s.collection for s in self.schema.subjects[1:])
        self._of_parts = tuple(self.schema.children(self.schema.part.name))

    def build(
        self, case: Case, as_of: int, days: Sequence[int | None], happened: Sequence[bool]
    ) -> Any:
        """The row of the case itself.

        :param days: for each event its day, or None where it is to be taken as unknown.
        :param happened: for each event whether it has happened by ``as_of``.
        """
        root: Any = self._classes[self._root]()
        root.__dict__ = {collection: [] for collection in self._collections}
        if case.partly_recorded:
            words = self.schema.vocabulary
            root.__dict__ |= not_recorded(words, case.recorded, case.without_fields)
        kind = case.authority.type
        setattr(root, AUTHORITY_TYPE, 0 if kind is None else self._kinds[kind])
        part_class = self._classes[self._part]
        parts: dict[str | None, Any] = {}
        for name in case.parts or (None,):
            parts[name] = part = part_class()
            part.__dict__ = {"name": name, self._root: root}
            part.__dict__ |= {collection: [] for collection in self._of_parts}
        getattr(root, self.schema.part.collection).extend(parts.values())
        for seq, event in enumerate(case.events):
            if happened[seq]:
                day = days[seq]
                self._rows(root, parts, event, UNKNOWN if day is None else day, seq)
        return root

    def _rows(
        self, root: Any, parts: Mapping[str | None, Any], event: Event, day: int, seq: int
    ) -> None:
        said = {
            "source": event,
            self._root: root,
            "on": day,
            "seq": seq,
            "event": self._events[event.event],
        }
        said_of_parts: dict[str, Any] = {}
        self._encode_into(said, said_of_parts, event.details)
        about: Sequence[str | None] = event.parts or tuple(event.outcomes) or tuple(parts)
        above: dict[str, Any] = {}
        for maker in self._makers[event.event]:
            if maker.needed is not None and maker.needed not in event.details:
                continue
            if maker.subject.each_part:
                rows = self._each_part(maker, parts, about, event, said, said_of_parts)
                if maker.above is not None:
                    owner = above[maker.above]
                    getattr(owner, maker.collection).extend(rows)
                    for each in rows:
                        setattr(each, maker.above, owner)
                getattr(root, maker.collection).extend(rows)
                continue
            row: Any = maker.row_class()
            row.__dict__ = said | {collection: [] for collection in maker.collections}
            if maker.subject.of_part and len(about) == 1:
                row.part = parts[about[0]]
            above[maker.subject.name] = row
            getattr(root, maker.collection).append(row)

    def _each_part(
        self,
        maker: _Maker,
        parts: Mapping[str | None, Any],
        about: Sequence[str | None],
        event: Event,
        said: Mapping[str, Any],
        said_of_parts: Mapping[str, Any],
    ) -> list[Any]:
        rows = []
        for name in about:
            row: Any = maker.row_class()
            of_part = {"source": event, **(said if maker.dated else {}), **said_of_parts}
            if event.outcomes:
                self._encode_into({}, of_part, event.outcomes.get(name or "", {}))
            # `part` is what every row calls the part that it is about; the law's name may differ.
            row.__dict__ = {**of_part, "part": parts[name], self._part: parts[name]}
            getattr(parts[name], maker.collection).append(row)
            rows.append(row)
        return rows

    def _encode_into(
        self, said: dict[str, Any], said_of_parts: dict[str, Any], details: Mapping[str, Any]
    ) -> None:
        """Adds what is recorded, as rows have it: of the event, and of each part it speaks of."""
        for name, value in details.items():
            attribute, encode, of_parts = self._encoders[name]
            (said_of_parts if of_parts else said)[attribute] = encode(value)
