"""The scalar back end: the law compiled to Python, run on the rows of one case.

Each fact becomes an assignment, each rule a chain of ``if``; the logic of unknown is gone before
(:mod:`foirules.language.kleene`), so what is left is arithmetic on whole numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from types import CodeType
from typing import Any

from attrs import define, field, frozen

from foirules.engine import bytecode
from foirules.language.kleene import certainly, certainly_not, negated
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
from foirules.language.parse import FUNCTIONS
from foirules.language.walk import attributes, nodes

ESTABLISHED, POSSIBLE, MET, UNDECIDED = 1, 2, 3, 4


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
    return min((v for v in values if v != ABSENT), default=ABSENT)


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
class Writer:
    """Writes Python from trees. A method for each kind of node, an operator in one place."""

    law: Law
    lines: list[str] = field(factory=list)
    depth: int = 0
    temporaries: int = 0

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
                        with self._block(f"if {self.test(clock.when)}:"):
                            self._append("clocks", f"{index}, r", clock.values)
            for subject, indices in self._by_subject([a.declared for a in self.law.actions]):
                with self._rows(subject):
                    for index in indices:
                        self._action(index)
        return "\n".join(self.lines)

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
        return "\n".join(self.lines)

    def single(self, node: Value) -> str:
        inner = {n.source.var for n in nodes(node) if isinstance(n, Aggregate | Some)}
        with self._function("single", "r, q, as_of, env, element"):
            for var in {n for n in nodes(node) if isinstance(n, Var)} - inner:
                self._line(f"{self.row(var)} = element")
            self._line(f"return {self.value(node)}")
        return "\n".join(self.lines)

    def _rule(self, index: int) -> None:
        # The tests are written first: the loops of their aggregates stand before the first `if`.
        rule = self.law.rules[index]
        arises, excluded = self.test(rule.arises), self.test(negated(rule.excluded))
        broken, doubted, kept = (self.test(t) for t in (rule.broken, rule.doubted, rule.kept))
        with self._block(f"if {arises}:"):
            with self._block(f"if {broken}:"):
                self._append("out", f"{index}, r, {ESTABLISHED}", rule.values)
            if rule.doubted != Constant(False):
                with self._block(f"elif {doubted}:"):
                    self._append("out", f"{index}, r, {POSSIBLE}", rule.values)
            self._line(f"else: out.append(({index}, r, {MET} if {kept} else {UNDECIDED}, ()))")
        if rule.excluded != negated(rule.arises):
            with self._block(f"elif {excluded} and not ({kept}):"):
                self._line(f"out.append(({index}, r, {UNDECIDED}, ()))")

    def _action(self, index: int) -> None:
        action = self.law.actions[index]
        offered, awaited = self.test(action.offered), self.test(action.awaited)
        with self._block(f"if {offered}:"):
            self._append("actions", f"{index}, r, 1", action.values)
        if action.awaited != Constant(False):
            with self._block(f"elif {awaited}:"):
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

    def _line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    @contextmanager
    def _block(self, head: str) -> Iterator[None]:
        self._line(head)
        self.depth += 1
        start = len(self.lines)
        yield
        if len(self.lines) == start:
            self._line("pass")
        self.depth -= 1

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
            case Choice(_, test, then, other):
                a, b = self.value(then), self.value(other)
                sure = f"{a} if {self.test(certainly(test))} else"
                against = certainly_not(test)
                if against == negated(certainly(test)):
                    return f"({sure} {b})"
                return f"({sure} {b} if {self.test(against)} else U)"
            case Pick(_, op, args):
                return self._pick(op, args)
            case SetOp(_, op, left, right):
                ops = {"|": "{} | {}", "&": "{} & {}", "-": "{} & ~{}"}
                missing = (left, right)
                a, b = (self._set(v) for v in missing)
                return self._known_sets(missing, a, b, ops[op])
            case Aggregate():
                return self._aggregate(node)
            case AsValue(truth):
                return self._truth_value(truth)

    def _strict(self, args: Sequence[Value], write: Callable[..., str]) -> str:
        """An operation that is absent or unknown where one of its operands is."""
        names, tests = [], []
        for arg in args:
            text = self.value(arg)
            if arg.absent or arg.unknown:
                name = self._temporary()
                tests.append(f"(({name} := {text}) > A)")
                names.append(name)
            else:
                names.append(text)
        if not tests:
            return f"({write(*names)})"
        lacking = [n for n, a in zip(names, args, strict=True) if a.absent or a.unknown]
        return f"({write(*names)} if {' & '.join(tests)} else lacking({', '.join(lacking)}))"

    def _pick(self, op: str, args: Sequence[Value]) -> str:
        texts = [self.value(arg) for arg in args]
        plain = not any(a.unknown for a in args) and (
            op == "latest" or not any(a.absent for a in args)
        )
        if plain:
            return f"{'max' if op == 'latest' else 'min'}({', '.join(texts)})"
        if op == "earliest" and len(args) == 2 and not any(a.unknown for a in args):
            x, y = self._temporary(), self._temporary()
            bound = f"(({x} := {texts[0]}) != A) & (({y} := {texts[1]}) != A)"
            return f"(({x} if {x} < {y} else {y}) if {bound} else max({x}, {y}))"
        if op == "earliest":
            return f"least({', '.join(texts)})"
        names = [self._temporary() for _ in texts]
        bound = ", ".join(f"({n} := {t})" for n, t in zip(names, texts, strict=True))
        return f"(U if U in ({bound}) else max({', '.join(names)}))"

    def _set(self, value: Value) -> str:
        text = self.value(value)
        if not value.absent:
            return text
        name = self._temporary()
        return f"(0 if ({name} := {text}) == A else {name})"

    def _known_sets(self, args: Sequence[Value], a: str, b: str, write: str) -> str:
        if not any(v.unknown for v in args):
            return f"({write.format(a, b)})"
        x, y = self._temporary(), self._temporary()
        return f"(U if U in (({x} := {a}), ({y} := {b})) else {write.format(x, y)})"

    def _truth_value(self, truth: Truth) -> str:
        yes, no = certainly(truth), certainly_not(truth)
        if no == negated(yes):
            return f"(1 if {self.test(yes)} else 0)"
        return f"(1 if {self.test(yes)} else 0 if {self.test(no)} else U)"

    def _aggregate(self, node: Aggregate) -> str:
        """The loop stands before the line that uses its result."""
        result = self._temporary()
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
                with self._block(f"if {self.test(yes)}:"):
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
        return result

    def _some(self, source: Source, condition: Truth) -> str:
        """Whether a row meets a condition, as a value, in one loop."""
        result = self._temporary()
        yes, no = certainly(condition), certainly_not(condition)
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
            "latest": f"max({result}, x)",
            "earliest": f"least({result}, x)",
        }[node.function]
        if node.value.absent:
            combined = f"{combined} if x != A else {result}"
        self._line(f"{result} = {combined}")

    # --- tests --------------------------------------------------------------------------------

    def test(self, test: Test) -> str:
        match test:
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
                return "(" + " and ".join(self.test(arg) for arg in args) + ")"
            case Either(args):
                return "(" + " or ".join(self.test(arg) for arg in args) + ")"
            case Exists(source, inner) | ForAll(source, inner):
                if isinstance(test, Exists) and inner == Constant(True):
                    return f"bool({self._source(source)})"
                word = "any" if isinstance(test, Exists) else "all"
                rows = f"for {self.row(source.var)} in {self._source(source)}"
                return f"{word}([{self.test(inner)} {rows}])"
