"""The columns back end: the law compiled to numpy, run on many cases at once.

An expression becomes steps, each one operation on whole columns; equal expressions of one frame
share a step. A *frame* is the rows that an expression is about: those of a subject or, where an
aggregate looks at rows beside its own, the pairs of the two. Any other aggregate is worked out on
the rows that it looks at and reduced to their parents. The logic of unknown is gone before
(:mod:`foirules.language.kleene`); values stand as :mod:`foirules.engine.arrays` says.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final

import numpy as np
from attrs import define, evolve, field, frozen

from foirules.engine.arrays import SMALL, Array, absent, dtype_of, encode, take, unknown
from foirules.engine.block import Block
from foirules.engine.reduce import REDUCTIONS, exists, pairs
from foirules.engine.scalar import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.language.errors import LawError
from foirules.language.kleene import certainly, certainly_not, every, negated
from foirules.language.law import Law, ReadAction, ReadClock, ReadRule
from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    Aggregate,
    Arithmetic,
    AsValue,
    Attribute,
    Bits,
    Call,
    Choice,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Known,
    Literal,
    Member,
    Parameter,
    Pick,
    Relation,
    Row,
    Self,
    SetOp,
    Source,
    State,
    Test,
    Up,
    Value,
    Var,
)
from foirules.language.walk import moved
from foirules.vocabulary import BOOL, DATE, Type

OUTPUTS: Final = ("rules", "clocks", "actions", "stages")
NOWHERE: Final = -1
_RELATIONS: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}

Slot = int


@frozen
class Step:
    """One operation on the results of earlier steps; ``done`` are those no later step reads."""

    run: Callable[..., Array]
    inputs: tuple[Slot, ...]
    label: str
    done: tuple[Slot, ...] = ()


@frozen
class Output:
    """A rule's, clock's or action's: the slots of its state on each row, and of its values.

    A rule's state is its status, 0 where it does not arise; a clock's is 1 where it runs or ran, an
    action's 1 where it is open and 0 where it is looked for and not open; else :data:`NOWHERE`.
    """

    subject: str
    state: Slot
    nothing: int
    values: tuple[Slot, ...]


@define(eq=False)
class Hits:
    """What one declaration says: rows of its subject, the state of each, and the values."""

    subject: str
    rows: Array
    state: Array
    values: list[Array]


@frozen
class Judged:
    """What the law says of a block, in the order of its declarations, and the stage of each part.

    ``outside`` marks the cases of which a day, needed or not, lies outside the calendar: what is
    said of them is not to be used.
    """

    rules: list[Hits]
    clocks: list[Hits]
    actions: list[Hits]
    stage: Array
    outside: Array


@define(eq=False)
class Columns:
    """A law compiled once; safe to use from several threads.

    :raises LawError: where an expression cannot be compiled to columns, showing it.
    """

    law: Law
    _steps: list[Step] = field(init=False, repr=False)
    _outputs: dict[str, list[Output]] = field(init=False, repr=False)
    _stage: Slot = field(init=False)
    _programs: dict[frozenset[str], list[tuple[int, Step]]] = field(init=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        compiler = Compiler(self.law)
        for fact in self.law.facts:
            compiler.fact(*fact.key)
        self._outputs = {
            "rules": [compiler.rule(rule) for rule in self.law.rules],
            "clocks": [compiler.clock(clock) for clock in self.law.clocks],
            "actions": [compiler.action(action) for action in self.law.actions],
        }
        self._stage = compiler.fact("part", "stage")
        self._steps = compiler.steps

    def judge(
        self,
        block: Block,
        wanted: Collection[str] = OUTPUTS,
        notice: Callable[[str], None] | None = None,
    ) -> Judged:
        """The law applied to the cases of a block.

        :param wanted: which of :data:`OUTPUTS`; what only the others need is not worked out.
        :param notice: called with the label of each step before it runs, e.g. to time it.
        """
        slots: list[Array] = [None] * len(self._steps)
        for number, step in self._program(frozenset(wanted)):
            if notice is not None:
                notice(step.label)
            slots[number] = step.run(block, *[slots[each] for each in step.inputs])
            for each in step.done:
                slots[each] = None
        if notice is not None:
            notice("results")
        rules, clocks, actions = (
            [_hits(block, slots, output) for output in self._outputs[name] if name in wanted]
            for name in OUTPUTS[:3]
        )
        stage = np.zeros(0, SMALL)
        if "stages" in wanted:
            stage = np.broadcast_to(slots[self._stage], block.tables["part"].size)
        return Judged(rules, clocks, actions, stage, block.outside)

    def _program(self, wanted: frozenset[str]) -> list[tuple[int, Step]]:
        """The steps that what is wanted needs, each with the slots not needed after it."""
        if wanted not in self._programs:
            outputs = [each for name in wanted - {"stages"} for each in self._outputs[name]]
            kept = {slot for each in outputs for slot in (each.state, *each.values)}
            kept |= {self._stage} if "stages" in wanted else set()
            needed = set(kept)
            program: list[tuple[int, Step]] = []
            for number in reversed(range(len(self._steps))):
                step = self._steps[number]
                if number in needed:
                    done = tuple(set(step.inputs) - needed)
                    needed |= set(step.inputs)
                    program.append((number, evolve(step, done=done)))
            self._programs[wanted] = program[::-1]
        return self._programs[wanted]


def _hits(block: Block, slots: list[Array], output: Output) -> Hits:
    states = np.broadcast_to(slots[output.state], block.tables[output.subject].size)
    (rows,) = np.nonzero(states != output.nothing)
    values = [np.broadcast_to(take(slots[each], rows), len(rows)) for each in output.values]
    return Hits(output.subject, rows, states[rows], values)


# --- frames ---------------------------------------------------------------------------------------


@frozen(cache_hash=True)
class Pairs:
    """The frame of an aggregate that looks at rows beside its own: each row of ``subject`` with
    each row of the source that ``kept`` (about that row alone) does not rule out."""

    subject: str
    source: Source
    kept: Test


Frame = str | Pairs


@frozen
class Place:
    """Where an aggregate is worked out.

    :param frame: the rows that it looks at; ``move`` makes a tree one about them.
    :param parent: for each of them the place of its parent, a row of ``subject``.
    :param index: from the rows of the frame that asks to those parents; None where they are one.
    """

    frame: Frame
    move: Callable[[Any], Any]
    parent: Slot
    subject: str
    index: Slot | None


class _NotAlone(Exception):
    """A tree is not about the rows of an aggregate alone."""


# --- the compiler ---------------------------------------------------------------------------------


@define
class Compiler:
    """Trees -> steps. A method for each kind of node, an operator in one place."""

    law: Law
    steps: list[Step] = field(factory=list)
    _slots: dict[Any, Slot] = field(factory=dict)
    _label: str = ""

    # --- declarations -------------------------------------------------------------------------

    def fact(self, subject: str, name: str) -> Slot:
        """The column of a fact."""
        tree = self.law.by_key[subject, name].tree
        if (subject, tree) not in self._slots:
            outer, self._label = self._label, f"{subject}.{name}"
            self.value(tree, subject)
            self._label = outer
        return self._slots[subject, tree]

    def rule(self, rule: ReadRule) -> Output:
        declared = rule.declared
        self._label = f"rule {declared.id}"
        tests = (rule.arises, rule.excluded, rule.broken, rule.doubted, rule.kept)
        # A note is no duty: it is never met nor open.
        said = _found if declared.kind == "note" else _status
        return self._output(declared.subject, said, tests, rule.values, 0)

    def clock(self, clock: ReadClock) -> Output:
        self._label = f"clock {clock.declared.name}"
        return self._output(clock.declared.subject, _runs, (clock.when,), clock.values)

    def action(self, action: ReadAction) -> Output:
        self._label = f"action {action.declared.name}"
        tests = (action.offered, action.awaited)
        return self._output(action.declared.subject, _open, tests, action.values)

    def _output(
        self,
        subject: str,
        state: Callable[..., Array],
        tests: tuple[Test, ...],
        values: Mapping[str, Value],
        nothing: int = NOWHERE,
    ) -> Output:
        states = self._emit(state, *(self.test(test, subject) for test in tests))
        slots = tuple(self.value(value, subject) for value in values.values())
        return Output(subject, states, nothing, slots)

    def _emit(self, run: Callable[..., Array], *inputs: Slot) -> Slot:
        self.steps.append(Step(run, inputs, self._label))
        return len(self.steps) - 1

    def _shared(self, key: Any, write: Callable[[], Slot]) -> Slot:
        if key not in self._slots:
            self._slots[key] = write()
        return self._slots[key]

    def _cannot(self, node: Any) -> LawError:
        problem = f"{type(node).__name__} cannot be compiled to columns"
        return LawError(self._label, problem, str(node))

    # --- rows ---------------------------------------------------------------------------------

    def _index(self, row: Row, frame: Frame) -> Slot | None:
        """For each row of a frame the place of the other row; None where that is itself."""
        match row:
            case Var():
                return self._pair(frame, 1)
            case Self():
                return None if isinstance(frame, str) else self._pair(frame, 0)
            case Up():
                return self._shared(("index", frame, row), lambda: self._climb(row, frame))

    def _climb(self, row: Up, frame: Frame) -> Slot:
        below, parent = row.row, row.subject
        if parent == self._root:  # every row has the request at hand
            while isinstance(below, Up):
                below = below.row
        subject = below.subject
        key = ("parent", subject, parent)
        column = lambda block: block.tables[subject].parents[parent]  # noqa: E731
        index, own = self._shared(key, lambda: self._emit(column)), self._index(below, frame)
        return index if own is None else self._emit(lambda _, i, o: i[o], index, own)

    def _request(self, frame: Frame) -> Slot | None:
        """For each row of a frame the place of its case."""
        own: Row = Self(frame if isinstance(frame, str) else frame.subject)
        return self._index(own if own.subject == self._root else Up(self._root, own), frame)

    @property
    def _root(self) -> str:
        return self.law.schema.root.name

    def _pair(self, frame: Frame, side: int) -> Slot:
        assert isinstance(frame, Pairs)
        both = self._shared(("pairs", frame), lambda: self._pairs(frame))
        return self._shared(("side", frame, side), lambda: self._emit(lambda _, b: b[side], both))

    def _pairs(self, frame: Pairs) -> Slot:
        owner, child = frame.source.owner, frame.source.var.subject
        kept = self.test(frame.kept, child)
        parent = self._index(Up(owner.subject, Self(child)), child)
        above = self._index(owner, frame.subject)
        assert parent is not None
        assert above is not None
        run = lambda _, k, p, a: pairs(np.broadcast_to(k, len(p)), p, a)  # noqa: E731
        return self._emit(run, kept, parent, above)

    def _taken(self, column: Slot, index: Slot | None) -> Slot:
        """A column's rows for those of another frame."""
        if index is None:
            return column
        return self._shared(
            ("taken", column, index),
            lambda: self._emit(lambda _, c, i: take(c, i), column, index),
        )

    # --- values -------------------------------------------------------------------------------

    def value(self, node: Value, frame: Frame) -> Slot:
        return self._shared((frame, node), lambda: self._value(node, frame))

    def _value(self, node: Value, frame: Frame) -> Slot:
        match node:
            case Literal(kind, number):
                constant = encode(kind, number)
                return self._emit(lambda _: constant)
            case Parameter():
                day = self._shared(("as_of",), lambda: self._emit(lambda block: block.as_of))
                return self._taken(day, self._request(frame))
            case Attribute(row, name):
                column = (
                    self.fact(row.subject, name)
                    if (row.subject, name) in self.law.by_key
                    else self._field(row.subject, name)
                )
                return self._taken(column, self._index(row, frame))
            case Arithmetic(kind, op, left, right):
                plain = operator.add if op == "+" else operator.sub
                return self._strict(kind, plain, (left, right), frame)
            case Call():
                return self._call(node, frame)
            case Choice():
                return self._choice(node, frame)
            case Pick(kind, op, args):
                return self._pick(kind, op, args, frame)
            case SetOp(_, op, left, right):
                return self._set_op(op, left, right, frame)
            case Aggregate():
                return self._aggregate(node, frame)
            case AsValue(truth):
                yes, no = certainly(truth), certainly_not(truth)
                if no == negated(yes):
                    return self._emit(_as_number, self.test(yes, frame))
                return self._emit(_three_valued, self.test(yes, frame), self.test(no, frame))
            case _:
                raise self._cannot(node)

    def _field(self, subject: str, name: str) -> Slot:
        read = lambda block: block.tables[subject].fields[name]  # noqa: E731
        return self._shared(("field", subject, name), lambda: self._emit(read))

    def _strict(
        self, kind: Type, plain: Callable[..., Array], args: tuple[Value, ...], frame: Frame
    ) -> Slot:
        """An operation that is absent or unknown where one of its operands is."""

        def run(_: Block, *columns: Array) -> Array:
            return _where_known(kind, args, columns, plain(*columns))

        return self._emit(run, *(self.value(arg, frame) for arg in args))

    def _call(self, node: Call, frame: Frame) -> Slot:
        kind, named = node.type, (node.name,) if node.name else ()
        request = self._request(frame)

        def run(block: Block, *slots: Array) -> Array:
            columns = list(np.broadcast_arrays(*map(np.atleast_1d, slots[: len(node.args)])))
            known = _known(node.args, columns)
            if known is not None:  # days that are no day must not be looked up
                columns = [
                    np.where(known, column, block.first_day if arg.type is DATE else 0)
                    for arg, column in zip(node.args, columns, strict=True)
                ]
            outside = np.zeros(len(columns[0]), bool)
            found = getattr(block.functions, node.function)(*named, *columns, outside)
            if known is not None:
                outside &= known
            if outside.any():
                where = (
                    outside
                    if request is None
                    else np.broadcast_to(slots[-1], len(outside))[outside]
                )
                block.outside[where] = True
                found = np.where(outside, unknown(kind), found)
            found = np.broadcast_to(found, len(outside))
            return _where_known(kind, node.args, slots[: len(node.args)], found)

        inputs = [self.value(arg, frame) for arg in node.args]
        return self._emit(run, *inputs, *(() if request is None else (request,)))

    def _choice(self, node: Choice, frame: Frame) -> Slot:
        kind = node.type
        yes, no = certainly(node.test), certainly_not(node.test)
        then, other = self.value(node.then, frame), self.value(node.other, frame)
        if no == negated(yes):
            run = lambda _, y, a, b: _as(kind, np.where(y, a, b))  # noqa: E731
            return self._emit(run, self.test(yes, frame), then, other)
        return self._emit(
            lambda _, y, n, a, b: _as(kind, np.where(y, a, np.where(n, b, unknown(kind)))),
            self.test(yes, frame),
            self.test(no, frame),
            then,
            other,
        )

    def _pick(self, kind: Type, op: str, args: tuple[Value, ...], frame: Frame) -> Slot:
        low = absent(kind)

        def better(a: Array, b: Array) -> Array:
            if op == "latest":
                return np.maximum(a, b)
            return np.where((a <= low) | (b <= low), np.maximum(a, b), np.minimum(a, b))

        def run(_: Block, *columns: Array) -> Array:
            found = columns[0]
            for column in columns[1:]:
                found = better(found, column)
            for arg, column in zip(args, columns, strict=True):
                if arg.unknown:
                    found = np.where(column == unknown(kind), unknown(kind), found)
            return _as(kind, found)

        return self._emit(run, *(self.value(arg, frame) for arg in args))

    def _set_op(self, op: str, left: Value, right: Value, frame: Frame) -> Slot:
        def run(_: Block, a: Array, b: Array) -> Array:
            x = np.where(a == ABSENT, 0, a) if left.absent else a
            y = np.where(b == ABSENT, 0, b) if right.absent else b
            joined = x | y if op == "|" else x & y if op == "&" else x & ~y
            if left.unknown or right.unknown:
                return np.where((a == UNKNOWN) | (b == UNKNOWN), UNKNOWN, joined)
            return joined

        return self._emit(run, self.value(left, frame), self.value(right, frame))

    # --- aggregates ---------------------------------------------------------------------------

    def _aggregate(self, node: Aggregate, frame: Frame) -> Slot:
        kind, reduction = node.type, REDUCTIONS[node.function]
        sure, possible = certainly(node.condition), negated(certainly_not(node.condition))
        place = self._place(node.source, (node.value, node.condition), possible, frame)
        value, sure, possible = place.move((node.value, sure, possible))

        def run(block: Block, parent: Array, v: Array, s: Array, p: Array) -> Array:
            v, s, p = (np.broadcast_to(column, len(parent)) for column in (v, s, p))
            return reduction(kind, parent, v, s, p & ~s, block.tables[place.subject].size)

        def write() -> Slot:
            return self._emit(
                run,
                place.parent,
                self.value(value, place.frame),
                self.test(sure, place.frame),
                self.test(possible, place.frame),
            )

        key = (node.function, place.frame, place.subject, value, sure, possible)
        return self._taken(self._shared(key, write), place.index)

    def _exists(self, source: Source, test: Test, frame: Frame) -> Slot:
        place = self._place(source, (test,), test, frame)
        inner = place.move(test)

        def run(block: Block, parent: Array, mask: Array) -> Array:
            mask = np.broadcast_to(mask, len(parent))
            return exists(parent, mask, block.tables[place.subject].size)

        def write() -> Slot:
            return self._emit(run, place.parent, self.test(inner, place.frame))

        key = ("exists", place.frame, place.subject, inner)
        return self._taken(self._shared(key, write), place.index)

    def _place(self, source: Source, trees: tuple[Any, ...], matters: Test, frame: Frame) -> Place:
        """Where to work out an aggregate.

        :param trees: what it reads; ``matters`` holds for every row that can make a difference.
        """
        child, owner = source.var.subject, source.owner
        alone = self._alone(source)
        try:
            moved(trees, alone)
        except _NotAlone:
            assert isinstance(frame, str)
            kept = []
            for test in matters.args if isinstance(matters, Every) else (matters,):
                try:
                    kept.append(moved(test, alone))
                except _NotAlone:
                    continue
            inner = Pairs(frame, source, every(kept))
            return Place(inner, lambda tree: tree, self._pair(inner, 0), frame, None)
        parent = self._index(Up(owner.subject, Self(child)), child)
        assert parent is not None
        index = self._index(owner, frame)
        return Place(child, lambda tree: moved(tree, alone), parent, owner.subject, index)

    def _alone(self, source: Source) -> Callable[[Row], Row]:
        """Makes a row seen from an aggregate one seen from the row that it looks at."""
        here = Self(source.var.subject)

        def move(row: Row) -> Row:
            if row == source.owner:
                return Up(row.subject, here)
            match row:
                case Var():
                    return here
                case Up(subject, below):
                    return Up(subject, here if subject == self._root else move(below))
                case _:
                    raise _NotAlone

        return move

    # --- tests --------------------------------------------------------------------------------

    def test(self, test: Test, frame: Frame) -> Slot:
        return self._shared((frame, test), lambda: self._test(test, frame))

    def _test(self, test: Test, frame: Frame) -> Slot:
        match test:
            case Constant(value):
                return self._emit(lambda _: np.bool_(value))
            case Known(value):
                low = absent(value.type)
                return self._emit(lambda _, v: v > low, self.value(value, frame))
            case State(value, state, positive):
                number, same = encode(value.type, state), _RELATIONS["==" if positive else "!="]
                return self._emit(lambda _, v: same(v, number), self.value(value, frame))
            case Relation(op, left, right):
                relation = _RELATIONS[op]
                slots = self.value(left, frame), self.value(right, frame)
                return self._emit(lambda _, a, b: relation(a, b), *slots)
            case Member(value, codes, positive):
                return self._emit(_member(codes, positive), self.value(value, frame))
            case Bits(value, mask, positive):
                run = lambda _, v: ((v & mask) != 0) == positive  # noqa: E731
                return self._emit(run, self.value(value, frame))
            case Every(args):
                return self._emit(_all, *(self.test(arg, frame) for arg in args))
            case Either(args):
                return self._emit(_any, *(self.test(arg, frame) for arg in args))
            case Exists(source, inner):
                return self._exists(source, inner, frame)
            case ForAll(source, inner):
                one = self._exists(source, negated(inner), frame)
                return self._emit(lambda _, o: ~o, one)
            case _:
                raise self._cannot(test)


# --- operations on columns ------------------------------------------------------------------------


def _as(kind: Type, column: Array) -> Array:
    return column.astype(dtype_of(kind), copy=False)


def _known(args: tuple[Value, ...], columns: Any) -> Array | None:
    """Where every operand is known; None where none can be missing."""
    tests = [
        column > absent(arg.type)
        for arg, column in zip(args, columns, strict=True)
        if arg.absent or arg.unknown
    ]
    return _all(None, *tests) if tests else None


def _where_known(kind: Type, args: tuple[Value, ...], columns: Any, found: Array) -> Array:
    """What is found; unknown where an operand is, else absent where one is."""
    known = _known(args, columns)
    if known is None:
        return _as(kind, found)
    lacking: Array = absent(kind)
    for arg, column in zip(args, columns, strict=True):
        if arg.unknown:
            lacking = np.where(column == unknown(arg.type), unknown(kind), lacking)
    return _as(kind, np.where(known, found, lacking))


def _all(_: Any, first: Array, *rest: Array) -> Array:
    for column in rest:
        first = first & column
    return first


def _any(_: Any, first: Array, *rest: Array) -> Array:
    for column in rest:
        first = first | column
    return first


def _member(codes: tuple[int, ...], positive: bool) -> Callable[..., Array]:
    if len(codes) == 1:
        same = operator.eq if positive else operator.ne
        return lambda _, v: same(v, codes[0])
    listed = np.full(256, not positive)  # by the value as an unsigned byte, so any byte has a place
    listed[list(codes)] = positive
    return lambda _, v: listed[np.asarray(v).view(np.uint8)]


def _as_number(_: Block, yes: Array) -> Array:
    return np.asarray(yes).astype(SMALL)


def _three_valued(_: Block, yes: Array, no: Array) -> Array:
    return np.where(yes, 1, np.where(no, 0, unknown(BOOL))).astype(SMALL)


def _status(
    _: Any, arises: Array, excluded: Array, broken: Array, doubted: Array, kept: Array
) -> Array:
    open_or_met = np.where(kept, MET, UNDECIDED)
    found = np.where(broken, ESTABLISHED, np.where(doubted, POSSIBLE, open_or_met))
    return np.where(arises, found, np.where(excluded | kept, 0, UNDECIDED)).astype(SMALL)


def _found(
    _: Any, arises: Array, excluded: Array, broken: Array, doubted: Array, kept: Array
) -> Array:
    found = np.where(broken, ESTABLISHED, np.where(doubted, POSSIBLE, 0))
    return np.where(arises, found, 0).astype(SMALL)


def _runs(_: Block, when: Array) -> Array:
    return np.where(when, 1, NOWHERE).astype(SMALL)


def _open(_: Block, offered: Array, awaited: Array) -> Array:
    return np.where(offered, 1, np.where(awaited, 0, NOWHERE)).astype(SMALL)
