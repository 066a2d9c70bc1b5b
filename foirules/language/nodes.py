"""The typed tree of an expression, before and after the logic of unknown is lowered.

A value is known, *absent* (there is no such thing by ``as_of``) or *unknown* (the record does not
say); each value node says which of the last two it may be. A truth is true, false or unknown.
:mod:`foirules.language.kleene` turns each truth into two plain conditions, "certainly true" and
"certainly false", made of the ``Test`` nodes below: no back end knows the logic of unknown.

Every value is a whole number: a day's ordinal, a count, a name's place in its list, a set as bits,
a truth as 1 or 0. The two numbers below are no value's.
"""

from __future__ import annotations

from typing import Final

from attrs import fields, frozen

from foirules.language.types import BOOL, Type

UNKNOWN: Final = -(2**62)
ABSENT: Final = UNKNOWN + 1


class Node:
    """What every class below has: written once, since there are many and each has to be made."""

    __slots__ = ()

    def __repr__(self) -> str:
        said = (f"{f.name}={getattr(self, f.name)!r}" for f in fields(type(self)))  # type: ignore[arg-type]
        return f"{type(self).__name__}({', '.join(said)})"


# --- rows: whose value it is ------------------------------------------------------------------


@frozen(cache_hash=True, repr=False)
class Self(Node):
    """The row that the fact or rule is about."""

    subject: str


@frozen(cache_hash=True, repr=False)
class Var(Node):
    """The row that an aggregate is looking at."""

    subject: str
    name: str


@frozen(cache_hash=True, repr=False)
class Up(Node):
    """A parent of a row."""

    subject: str
    row: Row


Row = Self | Var | Up


@frozen(cache_hash=True, repr=False)
class Source(Node):
    """The rows an aggregate runs over: the ``collection`` of ``owner``, in the order of events."""

    owner: Row
    collection: str
    var: Var


# --- values -----------------------------------------------------------------------------------


@frozen(cache_hash=True, repr=False)
class Literal(Node):
    type: Type
    value: int
    absent: bool = False
    unknown: bool = False


@frozen(cache_hash=True, repr=False)
class Parameter(Node):
    """``as_of``, the day as of which a case is assessed."""

    name: str
    type: Type
    absent: bool = False
    unknown: bool = False


@frozen(cache_hash=True, repr=False)
class Attribute(Node):
    """A field or a fact of a row."""

    row: Row
    name: str
    type: Type
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class Arithmetic(Node):
    """Days and numbers, + and -; absent or unknown where an operand is."""

    type: Type
    op: str
    left: Value
    right: Value
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class Call(Node):
    """A function of the calendar or of the policy; ``name`` the period or list it looks up."""

    type: Type
    function: str
    name: str | None
    args: tuple[Value, ...]
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class Choice(Node):
    """``a if test else b``; unknown where the test is."""

    type: Type
    test: Truth
    then: Value
    other: Value
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class Pick(Node):
    """The earliest or latest of some values; absent ones do not count, an unknown one does."""

    type: Type
    op: str
    args: tuple[Value, ...]
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class SetOp(Node):
    """Union, intersection, difference; an absent set is empty."""

    type: Type
    op: str
    left: Value
    right: Value
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class Aggregate(Node):
    """One value from the rows that meet a condition; unknown where the record could change it.

    first, last, earliest, latest, union, total, count.
    """

    type: Type
    function: str
    source: Source
    value: Value
    condition: Truth
    absent: bool
    unknown: bool


@frozen(cache_hash=True, repr=False)
class AsValue(Node):
    """A truth as a value: 1, 0 or unknown."""

    truth: Truth
    unknown: bool
    type: Type = BOOL
    absent: bool = False


Value = (
    Literal
    | Parameter
    | Attribute
    | Arithmetic
    | Call
    | Choice
    | Pick
    | SetOp
    | Aggregate
    | AsValue
)


# --- truths -----------------------------------------------------------------------------------


@frozen(cache_hash=True, repr=False)
class Constant(Node):
    value: bool


@frozen(cache_hash=True, repr=False)
class Compare(Node):
    """``left op right``; false where either is absent."""

    op: str
    left: Value
    right: Value


@frozen(cache_hash=True, repr=False)
class OneOf(Node):
    """A name is one of a list of names."""

    value: Value
    codes: tuple[int, ...]


@frozen(cache_hash=True, repr=False)
class Holds(Node):
    """A set holds one of the bits of ``mask``."""

    value: Value
    mask: int


@frozen(cache_hash=True, repr=False)
class StateIs(Node):
    """A value is present, absent or unrecorded. Only ``unrecorded`` is never in doubt."""

    value: Value
    state: str


@frozen(cache_hash=True, repr=False)
class IsTrue(Node):
    """A recorded truth value, or a fact that is one."""

    value: Value


@frozen(cache_hash=True, repr=False)
class And(Node):
    args: tuple[Truth, ...]


@frozen(cache_hash=True, repr=False)
class Or(Node):
    args: tuple[Truth, ...]


@frozen(cache_hash=True, repr=False)
class Not(Node):
    arg: Truth


@frozen(cache_hash=True, repr=False)
class Some(Node):
    """One of the rows meets a condition."""

    source: Source
    condition: Truth


Truth = Constant | Compare | OneOf | Holds | StateIs | IsTrue | And | Or | Not | Some


# --- tests: conditions that are true or not, nothing between ----------------------------------


@frozen(cache_hash=True, repr=False)
class Known(Node):
    """A value is neither absent nor unknown."""

    value: Value


@frozen(cache_hash=True, repr=False)
class State(Node):
    """A value is (or is not) one of the two that are no value: ABSENT or UNKNOWN."""

    value: Value
    state: int
    positive: bool


@frozen(cache_hash=True, repr=False)
class Relation(Node):
    """``left op right`` of two known values."""

    op: str
    left: Value
    right: Value


@frozen(cache_hash=True, repr=False)
class Member(Node):
    """A known value is (or is not) one of the codes."""

    value: Value
    codes: tuple[int, ...]
    positive: bool


@frozen(cache_hash=True, repr=False)
class Bits(Node):
    """A known set has (or lacks all of) the bits of the mask."""

    value: Value
    mask: int
    positive: bool


@frozen(cache_hash=True, repr=False)
class Every(Node):
    """All of the tests hold."""

    args: tuple[Test, ...]


@frozen(cache_hash=True, repr=False)
class Either(Node):
    """One of the tests holds."""

    args: tuple[Test, ...]


@frozen(cache_hash=True, repr=False)
class Exists(Node):
    """A row meets the test."""

    source: Source
    test: Test


@frozen(cache_hash=True, repr=False)
class ForAll(Node):
    """Every row meets the test."""

    source: Source
    test: Test


Test = Constant | Known | State | Relation | Member | Bits | Every | Either | Exists | ForAll
