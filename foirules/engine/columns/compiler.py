"""The columns back end: the law compiled to numpy, run on many cases at once.

An expression becomes steps, each one operation on whole columns; equal expressions of one frame
share a step. A *frame* is the rows that an expression is about: those of a subject or, where an
aggregate looks at rows beside its own, the pairs of the two. Any other aggregate is worked out on
the rows that it looks at and reduced to their parents. The logic of unknown is gone before
(:mod:`foirules.language.kleene`); values stand as :mod:`foirules.engine.columns.arrays` says.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, Final

import numpy as np
from attrs import define, evolve, field, frozen

from foirules.engine.columns.arrays import (
    SMALL,
    Array,
    absent,
    dtype_of,
    encode,
    spread,
    take,
    unknown,
)
from foirules.engine.columns.block import Block
from foirules.engine.columns.reduce import exists, pairs, reduced
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED
from foirules.language.errors import LawError
from foirules.language.kleene import certainly, certainly_not, every, negated
from foirules.language.law import Law, ReadAction, ReadClock, ReadRule
from foirules.language.nodes import (
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
from foirules.language.types import BOOL, Type
from foirules.language.walk import moved

OUTPUTS: Final = ("findings", "duties", "clocks", "actions", "stages")
NOTHING: Final = 0  # the state of a row of which a rule says nothing
NOWHERE: Final = -1  # and a clock or an action, of which 0 says something
_YES, _NO, _OPEN, _NOWHERE = (SMALL.type(n) for n in (1, 0, unknown(BOOL), NOWHERE))
_ESTABLISHED, _POSSIBLE, _MET, _UNDECIDED = (
    SMALL.type(n) for n in (ESTABLISHED, POSSIBLE, MET, UNDECIDED)
)
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
    """The slots of what one declaration says: the rows of its subject, the state of each, and the
    values."""

    subject: str
    rows: Slot
    state: Slot
    values: tuple[Slot, ...] = ()

    @property
    def slots(self) -> set[Slot]:
        return {self.rows, self.state, *self.values}


@define(eq=False)
class Hits:
    """What one declaration says: rows of its subject, the state of each, and the values.

    A finding's state is its status, as is that of a duty met or undecided, which has no values. A
    clock's is 1; an action's is 1 where it is open and 0 where it is looked for and not open.
    """

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

    findings: list[Hits]
    duties: list[Hits]
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
        rules = [compiler.rule(rule) for rule in self.law.rules]
        self._outputs = {
            "findings": [finding for finding, _ in rules],
            "duties": [duty for _, duty in rules],
            "clocks": [compiler.clock(clock) for clock in self.law.clocks],
            "actions": [compiler.action(action) for action in self.law.actions],
        }
        schema = self.law.schema
        self._stage = compiler.fact(schema.part.name, schema.roles.stage)
        self._steps = compiler.steps

    def judge(
        self,
        block: Block,
        wanted: Collection[str] = OUTPUTS,
        watch: Callable[[str], None] | None = None,
    ) -> Judged:
        """The law applied to the cases of a block.

        :param wanted: which of :data:`OUTPUTS`; what only the others need is not worked out.
        :param watch: called with the label of each step before it runs, e.g. to time it.
        """
        slots: list[Array] = [None] * len(self._steps)
        for number, step in self._program(frozenset(wanted)):
            if watch is not None:
                watch(step.label)
            slots[number] = step.run(block, *[slots[each] for each in step.inputs])
            for each in step.done:
                slots[each] = None
        if watch is not None:
            watch("results")
        findings, duties, clocks, actions = (
            [_hits(slots, output) for output in outputs if name in wanted]
            for name, outputs in self._outputs.items()
        )
        stage = np.zeros(0, SMALL)
        if "stages" in wanted:
            stage = spread(slots[self._stage], block.tables[self.law.schema.part.name].size)
        return Judged(findings, duties, clocks, actions, stage, block.outside)

    def _program(self, wanted: frozenset[str]) -> list[tuple[int, Step]]:
        """The steps that what is wanted needs, each with the slots not needed after it."""
        if wanted not in self._programs:
            outputs = [each for name in wanted - {"stages"} for each in self._outputs[name]]
            kept = {slot for each in outputs for slot in each.slots}
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


def _hits(slots: list[Array], output: Output) -> Hits:
    rows = slots[output.rows]
    values = [spread(slots[each], len(rows)) for each in output.values]
    return Hits(output.subject, rows, slots[output.state][rows], values)


# --- frames ---------------------------------------------------------------------------------------


@frozen(cache_hash=True)
class Pairs:
    """The frame of an aggregate that looks at rows beside its own: each row of ``subject`` with
    each row of the source that ``kept`` (about that row alone) does not rule out."""

    subject: str
    source: Source
    kept: Test


@frozen
class Chosen:
    """The frame of some rows of a subject: those in a slot."""

    subject: str
    rows: Slot


Frame = str | Pairs | Chosen


def _subject(frame: Frame) -> str:
    return frame if isinstance(frame, str) else frame.subject


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

    def rule(self, rule: ReadRule) -> tuple[Output, Output]:
        """Its findings; and the duties met and undecided."""
        subject = rule.declared.subject
        self._label = f"rule {rule.declared.id}"
        arises, broken, doubted = (
            self.test(test, subject) for test in (rule.arises, rule.broken, rule.doubted)
        )
        found = self._emit(_found, arises, broken, doubted)
        excluded, kept = self.test(rule.excluded, subject), self.test(rule.kept, subject)
        duty = self._emit(_duty, arises, found, excluded, kept)
        return self._output(subject, found, rule.values), self._output(subject, duty, {})

    def clock(self, clock: ReadClock) -> Output:
        subject = clock.declared.subject
        self._label = f"clock {clock.declared.name}"
        runs = self._emit(_runs, self.test(clock.when, subject))
        return self._output(subject, runs, clock.values, NOWHERE)

    def action(self, action: ReadAction) -> Output:
        subject = action.declared.subject
        self._label = f"action {action.declared.name}"
        offered, awaited = self.test(action.offered, subject), self.test(action.awaited, subject)
        state = self._emit(_open, offered, awaited)
        return self._output(subject, state, action.values, NOWHERE)

    def _output(
        self, subject: str, state: Slot, values: Mapping[str, Value], nothing: int = NOTHING
    ) -> Output:
        """What is said of the rows whose state is not ``nothing``."""
        states = self._emit(lambda block, s: spread(s, block.tables[subject].size), state)
        rows = self._emit(lambda _, s: (s != nothing).nonzero()[0], states)
        chosen = Chosen(subject, rows)
        return Output(
            subject, rows, states, tuple(self.value(each, chosen) for each in values.values())
        )

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
                if isinstance(frame, Chosen):
                    return frame.rows
                return None if isinstance(frame, str) else self._pair(frame, 0)
            case Up():
                return self._shared(("index", frame, row), lambda: self._climb(row, frame))

    def _climb(self, row: Up, frame: Frame) -> Slot:
        below, parent = row.row, row.subject
        if parent == self._root:  # every row has that of its case at hand
            while isinstance(below, Up):
                below = below.row
        subject = below.subject
        key = ("parent", subject, parent)
        column = lambda block: block.tables[subject].parents[parent]  # noqa: E731
        index, own = self._shared(key, lambda: self._emit(column)), self._index(below, frame)
        return self._taken(index, own)

    def _case(self, frame: Frame) -> Slot | None:
        """For each row of a frame the place of its case."""
        own = Self(_subject(frame))
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
        run = lambda _, k, p, a: pairs(spread(k, len(p)), p, a)  # noqa: E731
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
        if isinstance(frame, Chosen) and (known := self._slots.get((frame.subject, node))):
            return self._taken(known, frame.rows)
        return self._shared((frame, node), lambda: self._value(node, frame))

    def _value(self, node: Value, frame: Frame) -> Slot:
        match node:
            case Literal(kind, number):
                constant = encode(kind, number)
                return self._emit(lambda _: constant)
            case Parameter():
                day = self._shared(("as_of",), lambda: self._emit(lambda block: block.as_of))
                return self._taken(day, self._case(frame))
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
        case = self._case(frame)

        def run(block: Block, *slots: Array) -> Array:
            args = slots[: len(node.args)]
            size = block.outside.size if case is None else len(slots[-1])
            known = _known(node.args, args)
            rows = None if known is None else np.flatnonzero(spread(known, size))
            columns: Sequence[Array] = args
            if rows is not None and len(rows) < size:  # what is no day must not be looked up
                columns = [take(column, rows) for column in args]
            outside = np.zeros(size if rows is None else len(rows), bool)
            found = getattr(block.functions, node.function)(*named, *columns, outside)
            if outside.any():
                where = np.flatnonzero(outside) if rows is None else rows[outside]
                block.outside[where if case is None else slots[-1][where]] = True
                found = np.where(outside, unknown(kind), found)
            if rows is None or len(rows) == size:
                return _as(kind, spread(found, size))
            result = np.empty(size, dtype_of(kind))
            result[...] = _lacking(kind, node.args, args)
            result[rows] = found
            return result

        inputs = [self.value(arg, frame) for arg in node.args]
        return self._emit(run, *inputs, *(() if case is None else (case,)))

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
        better = np.maximum if op == "latest" else _earlier

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
            # An absent set is empty; what is unknown has its own number in the end.
            x = np.maximum(a, 0) if left.absent else a
            y = np.maximum(b, 0) if right.absent else b
            joined = x | y if op == "|" else x & y if op == "&" else x & ~y
            if left.unknown or right.unknown:
                lost = (a == UNKNOWN) | (b == UNKNOWN)
                return np.where(lost, UNKNOWN, joined) if np.any(lost) else joined
            return joined

        return self._emit(run, self.value(left, frame), self.value(right, frame))

    # --- aggregates ---------------------------------------------------------------------------

    def _aggregate(self, node: Aggregate, frame: Frame) -> Slot:
        kind, function = node.type, node.function
        sure, possible = certainly(node.condition), negated(certainly_not(node.condition))
        place = self._place(node.source, (node.value, node.condition), possible, frame)
        value, sure, possible = place.move((node.value, sure, possible))

        def run(block: Block, parent: Array, v: Array, s: Array, p: Array) -> Array:
            v, s, p = (spread(column, len(parent)) for column in (v, s, p))
            return reduced(function, kind, parent, v, s, p, block.tables[place.subject].size)

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
            return exists(parent, spread(mask, len(parent)), block.tables[place.subject].size)

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
            kept = []
            for test in matters.args if isinstance(matters, Every) else (matters,):
                try:
                    kept.append(moved(test, alone))
                except _NotAlone:
                    continue
            subject = _subject(frame)
            inner = Pairs(subject, source, every(kept))
            own = self._index(Self(subject), frame)
            return Place(inner, lambda tree: tree, self._pair(inner, 0), subject, own)
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
                compare = _RELATIONS[op]
                slots = self.value(left, frame), self.value(right, frame)
                return self._emit(lambda _, a, b: compare(a, b), *slots)
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


def _earlier(a: Array, b: Array) -> Array:
    """The smaller of two numbers; the other where one is no value."""
    # Taken without their signs, the numbers that are no value are larger than every other.
    return np.minimum(a.view(np.uint32), b.view(np.uint32)).view(np.int32)


def _known(args: tuple[Value, ...], columns: Any) -> Array | None:
    """Where every operand is known; None where none can be missing."""
    tests = [
        column > absent(arg.type)
        for arg, column in zip(args, columns, strict=True)
        if arg.absent or arg.unknown
    ]
    return _all(None, *tests) if tests else None


def _lacking(kind: Type, args: tuple[Value, ...], columns: Any) -> Array:
    """Unknown where an operand is, else absent."""
    lacking: Array = absent(kind)
    for arg, column in zip(args, columns, strict=True):
        if arg.unknown:
            lacking = np.where(column == unknown(arg.type), unknown(kind), lacking)
    return lacking


def _where_known(kind: Type, args: tuple[Value, ...], columns: Any, found: Array) -> Array:
    """What is found, where every operand is known."""
    known = _known(args, columns)
    if known is None:
        return _as(kind, found)
    return _as(kind, np.where(known, found, _lacking(kind, args, columns)))


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
    return lambda _, v: listed.take(np.asarray(v).view(np.uint8))


def _as_number(_: Block, yes: Array) -> Array:
    return np.asarray(yes).view(SMALL)


def _three_valued(_: Block, yes: Array, no: Array) -> Array:
    # No row is both, and numpy adds bytes much faster than it chooses among them.
    return _OPEN + _as_number(_, yes) * (_YES - _OPEN) + _as_number(_, no) * (_NO - _OPEN)


def _found(_: Block, arises: Array, broken: Array, doubted: Array) -> Array:
    established, possible = arises & broken, arises & doubted & ~broken
    return (
        np.asarray(established).view(SMALL) * _ESTABLISHED
        + np.asarray(possible).view(SMALL) * _POSSIBLE
    )


def _duty(_: Block, arises: Array, found: Array, excluded: Array, kept: Array) -> Array:
    met, unsaid = arises & kept, ~(excluded | kept)
    return np.where(
        found != NOTHING, _NO, np.where(met, _MET, np.where(unsaid | arises, _UNDECIDED, _NO))
    )


def _runs(_: Block, when: Array) -> Array:
    return np.where(when, _YES, _NOWHERE)


def _open(_: Block, offered: Array, awaited: Array) -> Array:
    return np.where(offered, _YES, np.where(awaited, _NO, _NOWHERE))
