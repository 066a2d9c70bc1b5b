"""The scalar back end: the law compiled to Python, run on the rows of one case.

Each fact becomes an assignment, each rule a chain of ``if``; the logic of unknown is gone before
(:mod:`foirules.language.kleene`), so what is left is arithmetic on whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache, lru_cache, partial
from types import CodeType
from typing import Any, Final, TypeVar

from attrs import define, field

from foirules.calendars.working_days import NotCounted
from foirules.engine.outputs import Outputs
from foirules.engine.portion import Portion, portion_for, widened
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


Result = TypeVar("Result")
Helpers = Mapping[str, Callable[..., int]]
"""What the code of a law calls, by its names there."""
PLAIN: Final[Helpers] = {"least": _least, "lacking": _lacking}
MOST_KEPT: Final = 32  # codes of portions; a log needs a few
MOST_WIDENED: Final = 1_024  # portions, each of the kinds of events of some case


@cache
def lifted_helpers() -> Helpers:
    """The same as :data:`PLAIN`, of values that may differ between scenarios."""
    from foirules.engine.scalar.varying import lifted  # only for cases with ranges

    named: Helpers = {**PLAIN, "max": max, "min": min}
    return {name: lifted(name, function) for name, function in named.items()}


@define(eq=False, repr=False)
class Code:
    """The functions of a law, or of a portion of it.

    :param portion: None, if of all.
    """

    compiled: CodeType
    helpers: Helpers = PLAIN
    portion: Portion | None = None
    facts: Callable[..., None] = field(init=False)
    rules: Callable[..., None] = field(init=False)
    outputs: Callable[..., None] = field(init=False)
    _lifted: Code | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        names = run(self.compiled, self.helpers)
        self.facts, self.rules, self.outputs = names["facts"], names["rules"], names["outputs"]

    @property
    def lifted(self) -> Code:
        """The same, run on values that may differ between scenarios."""
        if self._lifted is None:
            self._lifted = Code(self.compiled, lifted_helpers(), self.portion)
        return self._lifted

    def makes(self, kind: str) -> bool:
        """Whether it makes declarations of a kind, such as ``rules``."""
        return self.portion is None or kind in self.portion.makes


@define(eq=False, repr=False)
class Scalar:
    """A law compiled once; safe to use from several threads.

    For the first case only the portion that it needs is compiled. Where another needs more, the
    whole law is, once and for all. Where that cannot count a day, the portion of the case decides:
    a case is refused for no day that it does not need.
    """

    law: Law
    helpers: Helpers = PLAIN
    _first: tuple[Portion, Code] | None = field(init=False, default=None, repr=False)
    _whole: Code | None = field(init=False, default=None, repr=False)
    _exact: Callable[[Portion], Code] = field(init=False, repr=False)
    _widened: Callable[[Portion], Portion] = field(init=False, repr=False)
    _lifted: Scalar | None = field(init=False, default=None, repr=False)
    _values: dict[Value, Callable[..., int]] = field(init=False, factory=dict, repr=False)

    def __attrs_post_init__(self) -> None:
        self._exact = lru_cache(MOST_KEPT)(self._code)
        self._widened = lru_cache(MOST_WIDENED)(partial(widened, self.law))

    @property
    def lifted(self) -> Scalar:
        """The same law, of values that may differ between scenarios."""
        if self._lifted is None:
            self._lifted = Scalar(self.law, lifted_helpers())
        return self._lifted

    def whole(self) -> Code:
        """The code of the whole law."""
        if self._whole is None:
            self._whole = self._code(None)
        return self._whole

    def run_for(
        self, events: Collection[str], results: Collection[str], run: Callable[[Code], Result]
    ) -> Result:
        """What is run by code for a case of some kinds of events, and some lists of an assessment.

        :raises NotCounted: for a day outside the calendar that these need.
        """
        try:
            return run(self.code_for(events, results))
        except NotCounted:
            return run(self._exactly(portion_for(self.law, events, results)))

    def code_for(self, events: Collection[str], results: Collection[str]) -> Code:
        """Code that does for a case of some kinds of events, and may do more."""
        if self._whole is not None:
            return self._whole
        portion = portion_for(self.law, events, results)
        if self._first is None:
            self._first = portion, self._code(portion)
        known, code = self._first
        return code if known.covers(portion) else self.whole()

    def _exactly(self, portion: Portion) -> Code:
        """Code that works out what a portion does, and nothing else of such a case."""
        return self._exact(self._widened(portion))

    def _code(self, portion: Portion | None) -> Code:
        from foirules.engine.scalar.writer import Writer  # not where columns judge

        return Code(code_of(Writer(self.law).module(portion)), self.helpers, portion)

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
        return self.function(node)(row, root, as_of, environment, element)

    def function(self, node: Value) -> Callable[..., int]:
        """What :meth:`value` calls with all that follows the node."""
        compiled = self._values.get(node)
        if compiled is None:
            from foirules.engine.scalar.writer import Writer

            code = code_of(Writer(self.law).single(node))
            compiled = self._values[node] = run(code, self.helpers)["single"]
        return compiled


def code_of(source: str) -> CodeType:
    """The code of some Python."""
    return compile(source, "<law>", "exec")


def run(code: CodeType, helpers: Helpers = PLAIN) -> dict[str, Any]:
    """The functions that some code of the law's defines."""
    names: dict[str, Any] = {"U": UNKNOWN, "A": ABSENT, **helpers}
    exec(code, names)
    return names
