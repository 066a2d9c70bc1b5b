"""The scalar back end: conditions."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from foirules.engine.scalar.lines import ALWAYS
from foirules.engine.scalar.values import Values
from foirules.language.kleene import negated
from foirules.language.nodes import (
    UNKNOWN,
    Bits,
    Constant,
    Either,
    Every,
    Exists,
    ForAll,
    Known,
    Member,
    Relation,
    State,
    Test,
)


class Conditions(Values):
    """Writes tests: an operator in one place."""

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
