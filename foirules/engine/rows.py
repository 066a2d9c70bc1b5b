"""A case -> the rows that facts are worked out on.

A row is an object with an attribute for each recorded field, as a whole number, and one for each
parent; a field that is not recorded is the row's class's own default. The request's row also holds
the rows of every subject, by collection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import define, field, frozen

from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.schema import Schema, Subject
from foirules.model import Case, Event, EventRef
from foirules.vocabulary import (
    AUTHORITY_TYPE,
    BOOL,
    DATE,
    EVENT,
    FIELDS,
    OUTCOME_FIELDS,
    Absence,
    Enumeration,
    Field,
    exemption_mask,
)

Encode = Callable[[Any], int]


def encoder(kind: Any) -> Encode:
    """What makes a whole number of a field's value."""
    if kind is BOOL:
        return int
    if kind is DATE:
        return date.toordinal
    if isinstance(kind, Enumeration):
        return kind.codes.__getitem__
    return exemption_mask


def default(f: Field) -> int:
    """The value of a field that is not recorded."""
    if f.absence is Absence.ABSENT:
        return ABSENT
    if isinstance(f.absence, Absence):
        return UNKNOWN
    return encoder(f.type)(f.absence)


_OF_PARTS = {f.name for f in OUTCOME_FIELDS}
_ENCODERS = {
    name: (name.replace("-", "_"), encoder(f.type), name in _OF_PARTS) for name, f in FIELDS.items()
}


class Row:
    """A row of any subject. ``source`` is the event it was made of, ``name`` a part's name."""

    source: Event | None = None
    name: str | None = None
    part: Any = None
    ref: EventRef | None = None


@frozen
class _Maker:
    """How an event becomes a row of one subject."""

    subject: Subject
    row_class: type[Row]
    collection: str
    owns: tuple[str, ...]  # the collections of rows below it
    needed: str | None


@define
class RowBuilder:
    """Makes the rows of a schema; immutable once made."""

    schema: Schema
    _classes: dict[str, type[Row]] = field(factory=dict)
    _makers: dict[str, list[_Maker]] = field(factory=dict)
    _collections: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        defaults = {name.replace("-", "_"): default(f) for name, f in FIELDS.items()}
        for subject in self.schema.subjects:
            known = {f.name: defaults[f.name] for f in subject.fields if f.name in defaults}
            self._classes[subject.name] = type(subject.name.capitalize(), (Row,), known)
        for event in EVENT.members:
            self._makers[event] = [
                _Maker(
                    subject=s,
                    row_class=self._classes[s.name],
                    collection=s.collection,
                    owns=tuple(self.schema.children(s.name)),
                    needed=s.only_if.get(event),
                )
                for s in self.schema.subjects
                if event in s.made_of
            ]
        self._collections = tuple(s.collection for s in self.schema.subjects[1:])

    def build(
        self, case: Case, as_of: int, days: Sequence[int | None], happened: Sequence[bool]
    ) -> Any:
        """The request's row.

        :param days: for each event its day, or None where it is to be taken as unknown.
        :param happened: for each event whether it has happened by ``as_of``.
        """
        root: Any = self._classes[self.schema.root.name]()
        root.__dict__ = {collection: [] for collection in self._collections}
        root.authority_type = AUTHORITY_TYPE.codes[case.authority.type]
        part_class = self._classes["part"]
        of_parts = self.schema.children("part")
        parts: dict[str | None, Any] = {}
        for name in case.parts or (None,):
            parts[name] = part = part_class()
            part.__dict__ = {"name": name, "request": root, **{key: [] for key in of_parts}}
        root.parts += parts.values()
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
            "request": root,
            "on": day,
            "seq": seq,
            "event": EVENT.codes[event.event],
        }
        said_of_parts: dict[str, Any] = {}
        _encode_into(said, said_of_parts, event.details)
        owner: Any = None
        for maker in self._makers[event.event]:
            if maker.needed is not None and maker.needed not in event.details:
                continue
            if maker.subject.each_part:
                rows = self._each_part(parts, event, maker, owner, said_of_parts)
                for above in (owner, root):
                    getattr(above, maker.collection).extend(rows)
                continue
            row: Any = maker.row_class()
            row.__dict__ = said.copy()
            if maker.owns:
                row.__dict__.update({key: [] for key in maker.owns})
                owner = row
            getattr(root, maker.collection).append(row)

    @staticmethod
    def _each_part(
        parts: Mapping[str | None, Any],
        event: Event,
        maker: _Maker,
        owner: Any,
        said: Mapping[str, int],
    ) -> list[Any]:
        rows = []
        above = maker.subject.parents[0]
        for name in event.parts or tuple(event.outcomes) or parts:
            row: Any = maker.row_class()
            part = parts[name]
            of_part: dict[str, Any] = {"source": event, above: owner, "part": part, **said}
            if event.outcomes:
                _encode_into({}, of_part, event.outcomes.get(name or "", {}))
            row.__dict__ = of_part
            getattr(part, maker.collection).append(row)
            rows.append(row)
        return rows


def _encode_into(
    said: dict[str, Any], said_of_parts: dict[str, Any], details: Mapping[str, Any]
) -> None:
    """Adds what is recorded, as rows have it: of the event, and of each part it speaks of."""
    for name, value in details.items():
        attribute, encode, of_parts = _ENCODERS[name]
        (said_of_parts if of_parts else said)[attribute] = encode(value)
