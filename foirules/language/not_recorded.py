"""What a source does not record, in the language: expressions read a second time.

A source may not record events of some kinds, and may have no place for some fields. Rows that are
there count as they are; that there is no such row, or no further one, is unknown, and so is a field
that the source has no place for. What may be missing is a set of the case; each aggregate over rows
asks it of the kinds of events that its condition admits. A fact that this can make unknown is read
a second time under a name of its own; beside it stands its first value, by which what is not
recorded is taken as not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from attrs import define, field

from foirules.language.law import ReadFact
from foirules.language.nodes import (
    Aggregate,
    And,
    AsValue,
    Attribute,
    Choice,
    Compare,
    Constant,
    IsTrue,
    Not,
    NotRecorded,
    OneOf,
    Or,
    Pick,
    Row,
    Self,
    Some,
    Source,
    StateIs,
    Truth,
    Up,
    Value,
)
from foirules.language.parse import as_value
from foirules.language.recorded_sets import EVENT, SET, can_lack, not_recorded_sets
from foirules.language.schema import Schema
from foirules.language.types import BOOL, Absence, Enumeration, Field

SURE: Final = "__sure"  # with which the name of a fact ends that is read a second time
THERE: Final = "__there"  # and of one that says that there is a value, if not which


@define
class Doubts:
    """What makes an expression unknown where a source does not record all.

    :param read: the facts read so far, those that are read a second time among them.
    """

    schema: Schema
    read: Mapping[tuple[str, str], ReadFact]
    _shut_out: dict[tuple[str, str, str], bool | None] = field(factory=dict)

    # --- rows ---------------------------------------------------------------------------------

    def further_rows(self, of: str, source: Source, condition: Truth) -> Truth | None:
        """That there may be a row beside those that are there; None where that cannot be.

        :param of: the subject of the expression.
        """
        subject, owner = (self.schema.by_name[r.subject] for r in (source.var, source.owner))
        if owner.made_of:
            return None  # the rows of one event
        names: list[str] = []
        for kind in subject.made_of:
            if self._holds(condition, source.var, kind) is not False:
                names += [EVENT + kind, *filter(None, [subject.only_if.get(kind)])]
        return self._not_recorded(of, names)

    def _not_recorded(self, of: str, names: Iterable[str]) -> Truth | None:
        row: Row = Self(of)
        for parent in dict(self.schema.lineage(of))[self.schema.root.name]:
            row = Up(parent, row)
        wanted, sets = set(names), []
        for place, kind in enumerate(not_recorded_sets(self.schema.vocabulary)):
            mask = kind.mask(tuple(name for name in kind.members if name in wanted))
            if mask:
                sets.append((Attribute(row, f"{SET}{place}", kind, False, False), mask))
        return NotRecorded(tuple(sets)) if sets else None

    # --- what a further row could be ----------------------------------------------------------

    def _holds(self, truth: Truth, here: Row, kind: str) -> bool | None:
        """Whether a condition holds of any row that an event of a kind could make, which is
        ``here``; None where that depends. What the law presumes of it, it is."""
        match truth:
            case Constant(value):
                return value
            case Not(arg):
                held = self._holds(arg, here, kind)
                return None if held is None else not held
            case And(args) | Or(args):
                decisive = isinstance(truth, Or)
                all_held = {self._holds(arg, here, kind) for arg in args}
                if decisive in all_held:
                    return decisive
                return None if None in all_held else not decisive
            case OneOf(Attribute(row, "event"), codes) if self._is_of(row, here):
                return self.schema.vocabulary.event.codes[kind] in codes
            case OneOf(Attribute() as value, codes):
                presumed = self._presumed(value, here)
                if isinstance(value.type, Enumeration) and presumed is not None:
                    return presumed in [value.type.members[code] for code in codes]
                return None
            case StateIs(Attribute() as value, "present" | "absent" as state):
                presumed = self._presumed(value, here)
                return (
                    None
                    if presumed is None
                    else (presumed is Absence.ABSENT) is (state == "absent")
                )
            case IsTrue(Attribute(row, name) as value) if self._is_of(row, here):
                if (row.subject, name) in self.read:
                    return self._fact_holds(row.subject, name, kind)
                presumed = self._presumed(value, here)
                return presumed if isinstance(presumed, bool) else None
            case Compare("==", Attribute(one, "seq"), Attribute(other, "seq")):
                apart = self._is_of(one, here) != self._is_of(other, here)
                return False if apart else None  # each event has a place of its own
            case _:
                return None

    def _fact_holds(self, subject: str, name: str, kind: str) -> bool | None:
        key = (subject, name, kind)
        if key not in self._shut_out:
            tree = self.read[subject, name].tree
            held = (
                self._holds(tree.truth, Self(subject), kind) if isinstance(tree, AsValue) else None
            )
            self._shut_out[key] = held
        return self._shut_out[key]

    def _is_of(self, row: Row, here: Row) -> bool:
        """Whether a row is ``here``, or another that the same event makes."""
        if isinstance(row, Up):
            return bool(self.schema.by_name[row.subject].made_of) and self._is_of(row.row, here)
        return row == here

    def _presumed(self, value: Attribute, here: Row) -> Absence | str | bool | None:
        """What the law presumes that a field of the row says; None for no such field."""
        f = self._field(value.row.subject, value.name) if self._is_of(value.row, here) else None
        if f is None or not f.presumed or f.if_recorded or f.absence is Absence.UNKNOWN:
            return None
        return f.absence

    # --- facts and fields ---------------------------------------------------------------------

    def _field(self, subject: str, name: str) -> Field | None:
        if (subject, name) in self.read:
            return None
        return self.schema.vocabulary.fields.get(name.replace("_", "-"))

    def of_field(self, subject: str, plain: Attribute) -> Value | None:
        """A field that is unknown where it is left out and its source has no place for it, or does
        not record such events; None for one that cannot be."""
        f = self._field(subject, plain.name)
        if f is None or not can_lack(f):
            return None
        words, made_of = self.schema.vocabulary, self.schema.by_name[subject].made_of
        kinds = [kind for kind in made_of if words.events[kind].field(f.name) is not None]
        more = self._not_recorded(subject, (f.name, *(EVENT + kind for kind in kinds)))
        if more is None:
            return None
        left_out: Truth = StateIs(plain, "absent")
        if f.type is BOOL and isinstance(f.absence, bool):
            left_out = IsTrue(plain) if f.absence else Not(IsTrue(plain))
        elif isinstance(f.type, Enumeration) and isinstance(f.absence, str):
            left_out = OneOf(plain, (f.type.codes[f.absence],))
        unsaid = And((left_out, more))
        if f.type is BOOL:
            return as_value(
                Or((IsTrue(plain), unsaid)) if not f.absence else And((IsTrue(plain), Not(unsaid)))
            )
        return Choice(f.type, unsaid, plain, plain, plain.absent, True)

    def surely_there(self, value: Value) -> Truth | None:
        """That a value is there, whatever else is not recorded; None where nothing is known."""
        match value:
            case Attribute(row, name) if (row.subject, name + THERE) in self.read:
                return IsTrue(self.attribute(row, name + THERE))
            case Choice(_, NotRecorded(), Aggregate(_, function, source, each, condition)):
                if function in ("earliest", "latest"):
                    return Some(source, And((condition, StateIs(each, "present"))))
                surely = function in ("first", "last") and not each.absent
                return Some(source, condition) if surely else None
            case Choice(_, test, then, other):
                a, b = self.surely_there(then), self.surely_there(other)
                if a is None and b is None:
                    return None
                yes, no = (t or StateIs(v, "present") for t, v in ((a, then), (b, other)))
                return Or((And((test, yes)), And((Not(test), no))))
            case Pick(_, _, args):
                found = [self.surely_there(arg) for arg in args]
                if not any(found):
                    return None
                pairs = zip(found, args, strict=True)
                return Or(tuple(t or StateIs(arg, "present") for t, arg in pairs))
            case _:
                return None

    def attribute(self, row: Row, name: str) -> Attribute:
        """A fact of a row."""
        tree = self.read[row.subject, name].tree
        return Attribute(row, name, tree.type, tree.absent, tree.unknown)
