"""The scalar back end: the law compiled to Python, run on the rows of one case.

Each fact becomes an assignment, each rule a chain of ``if``; the logic of unknown is gone before
(:mod:`foirules.language.kleene`), so what is left is arithmetic on whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from types import CodeType
from typing import Any

from attrs import define, field, frozen

from foirules.engine.outputs import Outputs
from foirules.engine.scalar.portion import Portion, portion_for
from foirules.engine.scalar.writer import Writer
from foirules.language.law import Law
from foirules.language.nodes import ABSENT, UNKNOWN, Value


@frozen
class Code:
    """The functions of a law, or of a portion of it."""

    facts: Callable[..., None]
    rules: Callable[..., None]
    outputs: Callable[..., None]


@define(eq=False)
class Scalar:
    """A law compiled once; safe to use from several threads.

    For the first case only the portion that it needs is compiled. Where another needs more, the
    whole law is, once and for all.
    """

    law: Law
    _first: tuple[Portion, Code] | None = field(init=False, default=None, repr=False)
    _whole: Code | None = field(init=False, default=None, repr=False)
    _values: dict[Value, Callable[..., int]] = field(init=False, factory=dict, repr=False)

    def whole(self) -> Code:
        """The code of the whole law."""
        if self._whole is None:
            self._whole = self._code(None)
        return self._whole

    def code_for(self, events: Collection[str], results: Collection[str]) -> Code:
        """Code that does for a case of some kinds of events, and some lists of an assessment."""
        if self._whole is not None:
            return self._whole
        portion = portion_for(self.law, events, results)
        if self._first is None:
            self._first = portion, self._code(portion)
        known, code = self._first
        return code if known.covers(portion) else self.whole()

    def _code(self, portion: Portion | None) -> Code:
        names = run(code_of(Writer(self.law).module(portion)))
        return Code(names["facts"], names["rules"], names["outputs"])

    def evaluate(self, root: Any, as_of: int, environment: Any, code: Code | None = None) -> None:
        """Set the facts on the rows below ``root``: every one, or those of some code."""
        (code or self.whole()).facts(root, as_of, environment)

    def judge(
        self,
        root: Any,
        as_of: int,
        environment: Any,
        rules: bool = True,
        code: Code | None = None,
    ) -> Outputs:
        """Rules (unless another engine matches them), clocks and actions of evaluated rows."""
        outputs, code = Outputs(), code or self.whole()
        if rules:
            code.rules(root, as_of, environment, outputs.rules)
        code.outputs(root, as_of, environment, outputs.clocks, outputs.actions)
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
    """The code of some Python."""
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
