"""The schema of what ``assess --format json`` prints for one case."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import attrs
from attrs import frozen

from foirules.cases.assessment import (
    SCHEMA,
    SCHEMA_VERSION,
    Action,
    Clock,
    Derivation,
    EventRef,
    Finding,
    Met,
    Step,
    Undecided,
)
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import CERTAINTY, FINDING_KIND, LEGAL_FORCE, STATUS
from foirules.schema import shapes
from foirules.schema.several_laws import words_of
from foirules.schema.shapes import JsonSchema

_NAMED: Final[dict[tuple[type, str], JsonSchema]] = {
    (Finding, "kind"): shapes.one_of(FINDING_KIND.members),
    (Finding, "certainty"): shapes.one_of(CERTAINTY.members),
    (Clock, "kind"): shapes.one_of(LEGAL_FORCE.members),
    (Clock, "status"): shapes.one_of(STATUS.members),
    (Clock, "disregarded"): shapes.listed(
        shapes.record({"date": shapes.ISO_DAY, "reason": shapes.TEXT}, ("date", "reason"))
    ),
}


def _named(laws: Sequence[Regime]) -> dict[tuple[type, str], JsonSchema]:
    """What only the names of a list can be, in the words of laws."""
    words = words_of(laws)
    return {
        **_NAMED,
        (Action, "actor"): shapes.one_of(words.actor.members),
        (EventRef, "event"): shapes.one_of(words.events),
    }


_PLAIN: Final[Mapping[Any, JsonSchema]] = {
    str: {"type": "string"},
    int: shapes.WHOLE,
    bool: shapes.TRUTH,
    date: shapes.ISO_DAY,
}
_NOT_WRITTEN: Final = {(EventRef, "until")}
_WITH_DERIVATIONS: Final = {(Action, "draft")}


def assessment(regime: Regime, known: Mapping[str, Regime] | None = None) -> JsonSchema:
    """One assessment under a regime, parts of it perhaps under others; all keys but ``derivations``
    and ``draft`` are always there.

    :param known: the laws that parts may be under; those shipped, if not given.
    """
    others = load_law() if known is None else known
    written = _Written(_named([regime, *(law for law in others.values() if law is not regime)]))
    policy = shapes.record({"id": shapes.TEXT, "version": shapes.TEXT}, ("id", "version"))
    text_or_null = shapes.or_null({"type": "string"})
    calendar: dict[str, JsonSchema] = {
        "announced_until": shapes.ISO_DAY,
        "provisional": shapes.TRUTH,
    }
    part = {"part": text_or_null, "regime": shapes.TEXT, "stage": shapes.TEXT}
    top: dict[str, JsonSchema] = {
        "schema": {"const": SCHEMA},
        "version": {"const": SCHEMA_VERSION},
        "made_by": shapes.record({"program": shapes.TEXT}, ("program",)),
        "case": shapes.TEXT,
        "regime": shapes.TEXT,
        "as_of": shapes.ISO_DAY,
        "policy": shapes.listed(policy, 1),
        "calendar": shapes.record(calendar, calendar),
        "parts": shapes.listed(shapes.record(part, part)),
        "clocks": shapes.listed(written.shape(Clock)),
        "findings": shapes.listed(written.shape(Finding)),
        "met": shapes.listed(written.shape(Met)),
        "undecided": shapes.listed(written.shape(Undecided)),
        "actions": shapes.listed(written.shape(Action)),
        "notes": shapes.listed(shapes.TEXT),
    }
    body = shapes.record({**top, "derivations": shapes.listed(written.derivation())}, top)
    body["definitions"] = {"step": written.step()}
    return shapes.document("foirules assessment", "All that is found of a case.", body)


@frozen
class _Written:
    """Classes of what is found, as their ``to_dict`` writes them.

    :param named: the fields that only the names of a list can be.
    """

    named: Mapping[tuple[type, str], JsonSchema]

    def shape(self, kind: type) -> JsonSchema:
        hints = get_type_hints(kind)
        names = [f.name for f in attrs.fields(kind) if (kind, f.name) not in _NOT_WRITTEN]
        fields = {name: self.named.get((kind, name)) or self._of(hints[name]) for name in names}
        always = [name for name in names if (kind, name) not in _WITH_DERIVATIONS]
        return shapes.record(fields, always)

    def derivation(self) -> JsonSchema:
        said = self.shape(Derivation)
        said["properties"]["step"] = {"$ref": "#/definitions/step"}
        return said

    def step(self) -> JsonSchema:
        said = self.shape(Step)
        said["properties"]["steps"] = shapes.listed({"$ref": "#/definitions/step"})
        return said

    def _of(self, hint: Any) -> JsonSchema:
        """The schema of a value by its type."""
        if hint in _PLAIN:
            return _PLAIN[hint]
        if get_origin(hint) in (Union, types.UnionType):
            (inner,) = (each for each in get_args(hint) if each is not type(None))
            return shapes.or_null(self._of(inner))
        if get_origin(hint) is tuple:
            inner = get_args(hint)[0]
            return {"type": "array"} if inner is Step else shapes.listed(self._of(inner))
        return {} if hint is Step else self.shape(hint)
