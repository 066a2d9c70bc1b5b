"""The scalar back end: the law compiled to Python, run on the rows of one case.

Each fact becomes an assignment, each rule a chain of ``if``; the logic of unknown is gone before
(:mod:`foirules.language.kleene`), so what is left is arithmetic on whole numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import pairwise
from types import CodeType
from typing import Any

from attrs import define, field, frozen

from foirules.engine import bytecode
from foirules.language.functions import FUNCTIONS
from foirules.language.kleene import certainly, certainly_not, conjuncts, given, negated
from foirules.language.law import Law, ReadFact
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
    Some,
    Source,
    State,
    Test,
    Truth,
    Up,
    Value,
    Var,
)
from foirules.language.walk import attributes, nodes

ESTABLISHED, POSSIBLE, MET, UNDECIDED = 1, 2, 3, 4
ALWAYS = Constant(True)


@frozen
class Outputs:
    """What the law says of a case: tuples of (index in the law, row, ...) as whole numbers.

    rules: (rule, row, status, values); clocks: (clock, row, values); actions: (action, row, open,
    values); the values in the order of their declarations.
    """

    rules: list[tuple[Any, ...]] = field(factory=list)
    clocks: list[tuple[Any, ...]] = field(factory=list)
    actions: list[tuple[Any, ...]] = field(factory=list)


@define(eq=False)
class Scalar:
    """A law compiled once; safe to use from several threads."""

    law: Law
    _facts: Callable[..., None] = field(init=False, repr=False)
    _rules: Callable[..., None] = field(init=False, repr=False)
    _outputs: Callable[..., None] = field(init=False, repr=False)
    _values: dict[Value, Callable[..., int]] = field(init=False, factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        names = run(bytecode.kept(self.law, lambda: code_of(Writer(self.law).module())))
        self._facts, self._rules, self._outputs = names["facts"], names["rules"], names["outputs"]

    def evaluate(self, root: Any, as_of: int, environment: Any) -> None:
        """Set every fact on the rows below ``root``."""
        self._facts(root, as_of, environment)

    def judge(self, root: Any, as_of: int, environment: Any, rules: bool = True) -> Outputs:
        """Rules (unless another engine matches them), clocks and actions of evaluated rows."""
        outputs = Outputs()
        if rules:
            self._rules(root, as_of, environment, outputs.rules)
        self._outputs(root, as_of, environment, outputs.clocks, outputs.actions)
        return outputs

    def value(
        self, node: Value, row: Any, root: Any, as_of: int, environment: Any, element: Any = None
    ) -> int:
        """The value of any expression for a row, by the code that the law itself runs on.

        :param element: the row of the enclosing aggregate, where the expression stands in one.
        """
        compiled = self._values.get(node)
        if compiled is None:
            compiled = self._values[node] = run(code_of(Writer(self.law).single(node)))["single"]
        return compiled(row, root, as_of, environment, element)


def code_of(source: str) -> CodeType:
    return compile(source, "<law>", "exec")


def run(code: CodeType) -> dict[str, Any]:
    """The functions that some code of the law's defines."""
    names: dict[str, Any] = {"U": UNKNOWN, "A": ABSENT, "least": _least, "lacking": _lacking}
    exec(code, names)
    return names


def _least(*values: int) -> int:
    """The smallest of some values, absent ones left out; unknown where one is."""
    if UNKNOWN in values:
        return UNKNOWN
    present = [v for v in values if v != ABSENT]
    return min(present) if present else ABSENT


def _lacking(*values: int) -> int:
    return UNKNOWN if UNKNOWN in values else ABSENT


def stages(law: Law) -> list[tuple[str, list[ReadFact]]]:
    """The facts in groups that one loop over a subject's rows can work out.

    A fact may read its own row's facts of the same group, but those of other rows only from
    earlier groups.
    """
    waiting, done = list(law.facts), set[tuple[str, str]]()
    keys = {fact.key for fact in law.facts}
    reads = {fact.key: _read_by(fact, keys) for fact in law.facts}
    groups: list[tuple[str, list[ReadFact]]] = []
    while waiting:
        best: list[ReadFact] = []
        for subject in law.schema.subjects:
            group: list[ReadFact] = []
            have = set(done)
            for fact in waiting:
                if fact.declared.subject != subject.name:
                    continue
                if all(key in (have if own else done) for key, own in reads[fact.key]):
                    group.append(fact)
                    have.add(fact.key)
            if len(group) > len(best):
                best = group
        groups.append((best[0].declared.subject, best))
        done |= {fact.key for fact in best}
        waiting = [fact for fact in waiting if fact.key not in done]
    return groups


def _read_by(fact: ReadFact, keys: set[tuple[str, str]]) -> set[tuple[tuple[str, str], bool]]:
    """The facts that a fact reads, each with whether they are of its own row."""
    read = {((a.row.subject, a.name), isinstance(a.row, Self)) for a in attributes(fact.tree)}
    return {(key, own) for key, own in read if key in keys}


@define
class Sure:
    """What is sure at a place of the code: values that have been named, tests that hold."""

    names: dict[Value | Test, str] = field(factory=dict)
    tests: frozenset[Test] = frozenset()

    def copy(self) -> Sure:
        return Sure(dict(self.names), self.tests)


@define
class Writer:
    """Writes Python from trees. A method for each kind of node, an operator in one place.

    A value written once is read from its name where it is sure to have been worked out, and what
    is sure is not asked again: ``settled`` is sure before the line that is being written,
    ``passing`` at the place in it that has been reached.
    """

    law: Law
    lines: list[str] = field(factory=list)
    depth: int = 0
    temporaries: int = 0
    settled: Sure = field(factory=Sure)
    passing: Sure = field(factory=Sure)

    # --- the module ---------------------------------------------------------------------------

    def module(self) -> str:
        with self._function("facts", "q, as_of, env"):
            for subject, facts in stages(self.law):
                with self._rows(subject):
                    for fact in facts:
                        self._fact(subject, fact)
        with self._function("rules", "q, as_of, env, out"):
            for subject, indices in self._by_subject([r.declared for r in self.law.rules]):
                with self._rows(subject):
                    for index in indices:
                        self._rule(index)
        with self._function("outputs", "q, as_of, env, clocks, actions"):
            for subject, indices in self._by_subject([c.declared for c in self.law.clocks]):
                with self._rows(subject):
                    for index in indices:
                        clock = self.law.clocks[index]
                        with self._block(f"if {self.test(clock.when)}:", clock.when):
                            self._append("clocks", f"{index}, r", clock.values)
            for subject, indices in self._by_subject([a.declared for a in self.law.actions]):
                with self._rows(subject):
                    for index in indices:
                        self._action(index)
        return self._text()

    def _fact(self, subject: str, fact: ReadFact) -> None:
        target = f"{self.row(Self(subject))}.{fact.declared.name}"
        match fact.tree:
            case AsValue(Some(source, condition)):
                self._line(f"{target} = {self._some(source, condition)}")
            case tree:
                self._line(f"{target} = {self.value(tree)}")

    def flat(self, values: Mapping[str, Value], tests: Mapping[str, Test]) -> str:
        """A function that gives a row's values and tests (1 or 0) as one flat dict."""
        with self._function("flat", "r, q, as_of, env"):
            items = [f"{name!r}: {self.value(value)}" for name, value in values.items()]
            items += [f"{name!r}: 1 if {self.test(test)} else 0" for name, test in tests.items()]
            self._line(f"return {{{', '.join(items)}}}")
        return self._text()

    def single(self, node: Value) -> str:
        inner = {n.source.var for n in nodes(node) if isinstance(n, Aggregate | Some)}
        with self._function("single", "r, q, as_of, env, element"):
            for var in {n for n in nodes(node) if isinstance(n, Var)} - inner:
                self._line(f"{self.row(var)} = element")
            self._line(f"return {self.value(node)}")
        return self._text()

    def _rule(self, index: int) -> None:
        # The tests are written first: the loops of their aggregates stand before the first `if`.
        rule = self.law.rules[index]
        arises = self.test(rule.arises)
        with self._supposing(rule.arises):
            broken = self.test(rule.broken)
            self._suppose(negated(rule.broken))
            doubted = self.test(rule.doubted)
            self._suppose(negated(rule.doubted))
            kept = self.test(rule.kept)
        with self._supposing(negated(rule.arises)):
            excluded = self.test(negated(rule.excluded))
            self._suppose(negated(rule.excluded))
            otherwise_kept = self.test(rule.kept)
        found = [
            (text, test, status)
            for text, test, status in (
                (broken, rule.broken, ESTABLISHED),
                (doubted, rule.doubted, POSSIBLE),
            )
            if text != "False"
        ]
        with self._block(f"if {arises}:", rule.arises):
            for word, (text, test, status) in zip(("if", "elif"), found, strict=False):
                with self._block(f"{word} {text}:", test):
                    self._append("out", f"{index}, r, {status}", rule.values)
            met = MET if kept == "True" else f"{MET} if {kept} else {UNDECIDED}"
            self._line(f"{'else: ' if found else ''}out.append(({index}, r, {met}, ()))")
        if rule.excluded != negated(rule.arises):
            with self._block(f"elif {excluded} and not {otherwise_kept}:"):
                self._line(f"out.append(({index}, r, {UNDECIDED}, ()))")

    def _action(self, index: int) -> None:
        action = self.law.actions[index]
        offered = self.test(action.offered)
        with self._supposing(negated(action.offered)):
            awaited = self.test(action.awaited)
        with self._block(f"if {offered}:", action.offered):
            self._append("actions", f"{index}, r, 1", action.values)
        if action.awaited != Constant(False):
            with self._block(f"elif {awaited}:", action.awaited):
                self._append("actions", f"{index}, r, 0", action.values)

    def _append(self, to: str, head: str, values: Any) -> None:
        written = [self.value(value) for value in values.values()]
        self._line(f"{to}.append(({head}, ({''.join(v + ', ' for v in written)})))")

    def _by_subject(self, declared: Sequence[Any]) -> Iterator[tuple[str, list[int]]]:
        for subject in self.law.schema.subjects:
            indices = [i for i, d in enumerate(declared) if d.subject == subject.name]
            if indices:
                yield subject.name, indices

    # --- lines --------------------------------------------------------------------------------

    def _text(self) -> str:
        """All lines, without the names that nothing reads."""
        text = "\n".join(self.lines)
        uses = Counter(re.findall(r"\bt\d+\b", text))
        return re.sub(r"\b(t\d+) := ", lambda m: m.group() if uses[m.group(1)] > 1 else "", text)

    def _line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)
        self.settled.names |= self.passing.names
        self.passing = Sure()

    @contextmanager
    def _block(self, head: str, holding: Test = ALWAYS) -> Iterator[None]:
        self._line(head)
        self.depth += 1
        start, settled = len(self.lines), self.settled.copy()
        self.settled.tests |= conjuncts(holding)
        yield
        if len(self.lines) == start:
            self._line("pass")
        self.depth -= 1
        self.settled, self.passing = settled, Sure()

    @contextmanager
    def _supposing(self, test: Test) -> Iterator[None]:
        """What is written now is worked out only where a test holds: what comes later in the line
        cannot rely on it."""
        passing = self.passing.copy()
        self._suppose(test)
        yield
        self.passing = passing

    def _suppose(self, test: Test) -> None:
        self.passing.tests |= conjuncts(test)

    @contextmanager
    def _before(self) -> Iterator[None]:
        """Lines that stand before the one being written, and so know nothing of it."""
        passing, self.passing = self.passing, Sure()
        yield
        self.passing = passing

    @contextmanager
    def _function(self, name: str, parameters: str) -> Iterator[None]:
        with self._block(f"def {name}({parameters}):"):
            start = len(self.lines)
            yield
            self._localise(start, "q")
            text = "\n".join(self.lines[start:])
            used = [name for name in FUNCTIONS if f"{name}(" in text]
            self.lines[start:start] = [f"    {name} = env.{name}" for name in used]

    @contextmanager
    def _rows(self, subject: str) -> Iterator[None]:
        if subject == self.law.schema.root.name:
            self._line("r = q")
            yield
        else:
            with self._block(f"for r in q.{self.law.schema.by_name[subject].collection}:"):
                start = len(self.lines)
                yield
                self._localise(start, "r")

    def _localise(self, start: int, row: str) -> None:
        """Keep what a block reads of a row more than once, or sets on it, in local variables."""
        block = self.lines[start:]
        path = re.compile(rf"\b{row}(?:\.\w+)+")
        reads = Counter(found for line in block for found in path.findall(line))
        assigned = {m.group(1) for line in block if (m := re.match(rf"\s*({row}\.\w+) = ", line))}
        kept = {found for found, times in reads.items() if times > 1}
        bound = [f"{f.replace('.', '_')} = {f}" for f in sorted(kept - assigned)]
        del self.lines[start:]
        for line in bound:
            self._line(line)
        for line in block:
            head = re.match(rf"(\s*)({row}\.\w+) = ", line)
            text = line[head.end() :] if head else line
            text = path.sub(
                lambda m: m.group().replace(".", "_") if m.group() in kept else m.group(), text
            )
            if head:
                target = head.group(2)
                local = f"{target.replace('.', '_')} = " if target in kept else ""
                text = f"{head.group(1)}{local}{target} = {text}"
            self.lines.append(text)

    def _temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    # --- rows ---------------------------------------------------------------------------------

    def row(self, row: Row) -> str:
        match row:
            case Self(subject) | Up(subject) if subject == self.law.schema.root.name:
                return "q"
            case Self():
                return "r"
            case Var(_, name):
                return f"v_{name}"
            case Up(subject, below):
                return f"{self.row(below)}.{subject}"

    def _source(self, source: Source) -> str:
        return f"{self.row(source.owner)}.{source.collection}"

    # --- values -------------------------------------------------------------------------------

    def value(self, node: Value) -> str:
        known = self._name(node)
        if known is not None:
            return known
        text = self._written(node)
        if isinstance(node, Literal | Parameter | Attribute | Aggregate):
            return text
        name = self.passing.names[node] = self._temporary()
        return f"({name} := {text})"

    def _name(self, node: Value | Test) -> str | None:
        return self.passing.names.get(node) or self.settled.names.get(node)

    def _given(self, test: Test) -> Test:
        return given(test, self.passing.tests | self.settled.tests)

    def _may_be(self, state: int, value: Value) -> bool:
        """Whether a value may be ABSENT or UNKNOWN, here."""
        possible = value.absent if state == ABSENT else value.unknown
        return possible and self._given(State(value, state, True)) != Constant(False)

    def _may_lack(self, value: Value) -> bool:
        return self._may_be(ABSENT, value) or self._may_be(UNKNOWN, value)

    def _written(self, node: Value) -> str:
        match node:
            case Literal(_, number):
                return str(number)
            case Parameter(name):
                return name
            case Attribute(row, name):
                return f"{self.row(row)}.{name}"
            case Arithmetic(_, op, left, right):
                return self._strict((left, right), lambda a, b: f"{a} {op} {b}")
            case Call(_, function, name, args):
                head = f"{name!r}, " if name else ""
                return self._strict(args, lambda *a: f"{function}({head}{', '.join(a)})")
            case Choice():
                return self._choice(node)
            case Pick(_, op, args):
                return self._pick(op, args)
            case SetOp(_, op, left, right):
                ops = {"|": "{} | {}", "&": "{} & {}", "-": "{} & ~{}"}
                return self._sets(left, right, ops[op])
            case Aggregate():
                return self._aggregate(node)
            case AsValue(truth):
                return self._truth_value(truth)

    def _asked_first(
        self, args: Sequence[Value], asked: Callable[[Value], bool]
    ) -> tuple[list[str], list[str], list[str]]:
        """Operands of which some are asked about before any is used.

        :returns: those asked about as they are written first and then by name; all operands.
        """
        first: dict[Value, str] = {}
        for arg in args:
            if asked(arg) and arg not in first:
                first[arg] = self.value(arg)
        names = {arg: self._name(arg) or text for arg, text in first.items()}
        with self._supposing(ALWAYS):
            operands = [names.get(arg) or self.value(arg) for arg in args]
        return list(first.values()), list(names.values()), operands

    def _strict(self, args: Sequence[Value], write: Callable[..., str]) -> str:
        """An operation that is absent or unknown where one of its operands is."""
        first, names, operands = self._asked_first(args, self._may_lack)
        if not first:
            return write(*operands)
        tests = " & ".join(f"({text} > A)" for text in first)
        return f"{write(*operands)} if {tests} else lacking({', '.join(names)})"

    def _choice(self, node: Choice) -> str:
        yes, no = self._given(certainly(node.test)), self._given(certainly_not(node.test))
        for sure, value in ((yes, node.then), (no, node.other)):
            if sure == Constant(True):
                return self.value(value)
        test = self.test(yes)
        with self._supposing(yes):
            then = self.value(node.then)
        with self._supposing(negated(yes)):
            against = self.test(no)
            self._suppose(no)
            other = self.value(node.other)
        if against == "True":
            return f"{then} if {test} else {other}"
        return f"{then} if {test} else {other} if {against} else U"

    def _pick(self, op: str, args: Sequence[Value]) -> str:
        unknown = [arg for arg in args if self._may_be(UNKNOWN, arg)]
        if op == "latest" or not any(self._may_be(ABSENT, arg) for arg in args):
            first, _, operands = self._asked_first(args, unknown.__contains__)
            chosen = f"{'max' if op == 'latest' else 'min'}({', '.join(operands)})"
            return self._unless_unknown(first, chosen)
        first, names, _ = self._asked_first(args, lambda arg: True)
        if len(first) != 2:
            return f"least({', '.join(first)})"
        x, y = names
        earlier = f"({x} if {x} < {y} else {y})"
        if unknown:
            present = f"{x} != A and {y} != A"
            return self._unless_unknown(first, f"{earlier} if {present} else max({x}, {y})")
        present = " & ".join(f"({text} != A)" for text in first)
        return f"{earlier} if {present} else max({x}, {y})"

    def _sets(self, left: Value, right: Value, write: str) -> str:
        args = (left, right)
        first, _, operands = self._asked_first(args, lambda arg: self._may_be(UNKNOWN, arg))
        present = []
        for arg, text in zip(args, operands, strict=True):
            again = self._name(arg) or text
            absent = self._may_be(ABSENT, arg)
            present.append(f"(0 if {text} == A else {again})" if absent else text)
        return self._unless_unknown(first, f"({write.format(*present)})")

    @staticmethod
    def _unless_unknown(asked: Sequence[str], value: str) -> str:
        if not asked:
            return value
        test = f"{asked[0]} == U" if len(asked) == 1 else f"U in ({', '.join(asked)})"
        return f"U if {test} else {value}"

    def _truth_value(self, truth: Truth) -> str:
        yes, no = certainly(truth), certainly_not(truth)
        sure = self.test(yes)
        if no == negated(yes):
            return f"1 if {sure} else 0"
        with self._supposing(negated(yes)):
            against = self.test(no)
        return f"1 if {sure} else 0 if {against} else U"

    def _aggregate(self, node: Aggregate) -> str:
        """The loop stands before the line that uses its result."""
        result = self._temporary()
        with self._before():
            self._loop(node, result)
        self.settled.names[node] = result
        return result

    def _loop(self, node: Aggregate, result: str) -> None:
        rows = self._source(node.source)
        if node.function == "last":
            rows = f"reversed({rows})"
        yes, no = certainly(node.condition), certainly_not(node.condition)
        doubtful = no != negated(yes)
        empty = "0" if node.function in ("union", "total", "count") else "A"
        extreme = node.function in ("earliest", "latest")
        self._line(f"{result} = {empty}")
        if doubtful and extreme:
            self._line("maybe = A")
        with self._block(f"for {self.row(node.source.var)} in {rows}:"):
            start = len(self.lines)
            if yes == Constant(True):
                self._take(node, result)
            else:
                with self._block(f"if {self.test(yes)}:", yes):
                    self._take(node, result)
            if doubtful:
                with self._block(f"elif {self.test(negated(no))}:"):
                    if extreme:
                        self._take(node, "maybe")
                    else:
                        self._line(f"{result} = U; break")
            self._localise(start, self.row(node.source.var))
        if doubtful and extreme:
            # A row in doubt matters only where its value would be the earlier, or the later.
            better = "maybe < " if node.function == "earliest" else "maybe > "
            unknown = "maybe == U or " if node.value.unknown else ""
            self._line(
                f"if maybe != A and ({unknown}{result} == A or {better}{result}): {result} = U"
            )

    def _some(self, source: Source, condition: Truth) -> str:
        """Whether a row meets a condition, as a value, in one loop."""
        result = self._temporary()
        yes, no = certainly(condition), certainly_not(condition)
        with self._before():
            self._line(f"{result} = 0")
            with self._block(f"for {self.row(source.var)} in {self._source(source)}:"):
                start = len(self.lines)
                self._line(f"if {self.test(yes)}: {result} = 1; break")
                if no != negated(yes):
                    self._line(f"if {self.test(negated(no))}: {result} = U")
                self._localise(start, self.row(source.var))
        return result

    def _take(self, node: Aggregate, result: str) -> None:
        text = self.value(node.value)
        if node.function in ("first", "last"):
            self._line(f"{result} = {text}; break")
            return
        self._line(f"x = {text}")
        if node.value.unknown:
            with self._block("if x == U:"):
                self._line(f"{result} = U; break")
        combined = {
            "count": f"{result} + 1",
            "total": f"{result} + x",
            "union": f"{result} | x",
            "latest": f"x if x > {result} else {result}",
            "earliest": f"x if x < {result} or {result} == A else {result}",
        }[node.function]
        if node.value.absent:
            combined = f"({combined}) if x != A else {result}"
        self._line(f"{result} = {combined}")

    # --- tests --------------------------------------------------------------------------------

    def test(self, test: Test) -> str:
        match test := self._given(test):
            case Constant(value):
                return str(value)
            case Known(value):
                return f"{self.value(value)} > A"
            case State(value, state, positive):
                name = "U" if state == UNKNOWN else "A"
                return f"{self.value(value)} {'==' if positive else '!='} {name}"
            case Relation(op, left, right):
                return f"{self.value(left)} {op} {self.value(right)}"
            case Member(value, (code,), positive):
                return f"{self.value(value)} {'==' if positive else '!='} {code}"
            case Member(value, codes, positive):
                return f"{self.value(value)} {'in' if positive else 'not in'} {codes}"
            case Bits(value, mask, positive):
                return f"{'' if positive else 'not '}({self.value(value)} & {mask})"
            case Every(args):
                return self._joined(args, " and ")
            case Either(args):
                return self._joined(args, " or ")
            case Exists(source, Constant(True)):
                return f"bool({self._source(source)})"
            case Exists():
                return self._exists(test)
            case ForAll():
                return f"(not {self.test(negated(test))})"

    def _joined(self, tests: Sequence[Test], word: str) -> str:
        """Only the first is sure to be worked out, and the next where it does not decide."""
        texts = [self.test(tests[0])]
        with self._supposing(ALWAYS):
            for before, test in pairwise(tests):
                self._suppose(before if word == " and " else negated(before))
                texts.append(self.test(test))
        idle = str(word == " and ")
        return f"({word.join(text for text in texts if text != idle)})"

    def _exists(self, test: Exists) -> str:
        known = self._name(test)
        if known is not None:
            return known
        result = self._temporary()
        with self._before():
            self._line(f"{result} = False")
            row, rows = self.row(test.source.var), self._source(test.source)
            with self._block(f"for {row} in {rows}:"):
                start = len(self.lines)
                self._line(f"if {self.test(test.test)}: {result} = True; break")
                self._localise(start, row)
        self.settled.names[test] = result
        return result
