"""The scalar back end: values."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from foirules.engine.scalar.aggregates import Aggregates
from foirules.engine.scalar.lines import ALWAYS
from foirules.language.kleene import certainly, certainly_not, negated
from foirules.language.nodes import (
    ABSENT,
    UNKNOWN,
    Aggregate,
    Arithmetic,
    AsValue,
    Attribute,
    Call,
    Choice,
    Constant,
    Literal,
    Parameter,
    Pick,
    SetOp,
    State,
    Truth,
    Value,
)


class Values(Aggregates):
    """Writes values: a method for each kind of node, an operator in one place."""

    def value(self, node: Value) -> str:
        known = self._name(node)
        if known is not None:
            return known
        text = self._written(node)
        if isinstance(node, Literal | Parameter | Attribute | Aggregate):
            return text
        name = self.passing.names[node] = self._temporary()
        return f"({name} := {text})"

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

    def _may_be(self, state: int, value: Value) -> bool:
        """Whether a value may be ABSENT or UNKNOWN, here."""
        possible = value.absent if state == ABSENT else value.unknown
        return possible and self._given(State(value, state, True)) != Constant(False)

    def _may_lack(self, value: Value) -> bool:
        return self._may_be(ABSENT, value) or self._may_be(UNKNOWN, value)

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
