"""The scalar back end: the law compiled to Python, run on the rows of one case.

Each fact becomes an assignment, each rule a chain of ``if``; the logic of unknown is gone before
(:mod:`foirules.language.kleene`), so what is left is arithmetic on whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import CodeType
from typing import Any, Final

from attrs import define, field

from foirules.engine import bytecode
from foirules.engine.outputs import Outputs
from foirules.engine.scalar.varying import lifted
from foirules.engine.scalar.writer import Writer
from foirules.language.law import Law
from foirules.language.nodes import ABSENT, UNKNOWN, Value


def _least(*values: int) -> int:
    """The smallest of some values, absent ones left out; unknown where one is."""
    if UNKNOWN in values:
        return UNKNOWN
    present = [v for v in values if v != ABSENT]
    return min(present) if present else ABSENT


def _lacking(*values: int) -> int:
    return UNKNOWN if UNKNOWN in values else ABSENT


PLAIN: Final[Mapping[str, Callable[..., int]]] = {"least": _least, "lacking": _lacking}
_LIFTED: Final[Mapping[str, Callable[..., int]]] = {**PLAIN, "max": max, "min": min}
LIFTED: Final = {name: lifted(name, function) for name, function in _LIFTED.items()}
"""What the code calls, of whole numbers and of values that differ between scenarios."""


@define(eq=False)
class Scalar:
    """A law compiled once; safe to use from several threads."""

    law: Law
    helpers: Mapping[str, Any] = PLAIN
    _lifted: Scalar | None = field(init=False, default=None, repr=False)
    _facts: Callable[..., None] = field(init=False, repr=False)
    _rules: Callable[..., None] = field(init=False, repr=False)
    _outputs: Callable[..., None] = field(init=False, repr=False)
    _values: dict[Value, Callable[..., int]] = field(init=False, factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        code = bytecode.kept(self.law, lambda: code_of(Writer(self.law).module()))
        names = run(code, self.helpers)
        self._facts, self._rules, self._outputs = names["facts"], names["rules"], names["outputs"]

    @property
    def lifted(self) -> Scalar:
        """The same law, run on values that may differ between scenarios."""
        if self._lifted is None:
            self._lifted = Scalar(self.law, LIFTED)
        return self._lifted

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
            compiled = self._values[node] = run(
                code_of(Writer(self.law).single(node)), self.helpers
            )["single"]
        return compiled(row, root, as_of, environment, element)


def code_of(source: str) -> CodeType:
    """The code of some Python."""
    return compile(source, "<law>", "exec")


def run(code: CodeType, helpers: Mapping[str, Any] = PLAIN) -> dict[str, Any]:
    """The functions that some code of the law's defines."""
    names: dict[str, Any] = {"U": UNKNOWN, "A": ABSENT, **helpers}
    exec(code, names)
    return names
