"""The Python that is written of a law: its lines, and what is sure at each place in them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

from attrs import define, field

from foirules.language.functions import FUNCTIONS
from foirules.language.kleene import conjuncts, given
from foirules.language.law import Law
from foirules.language.nodes import Constant, Row, Self, Source, Test, Up, Value, Var

ALWAYS: Final = Constant(True)
_HEAD: Final = re.compile(r"(\s*)(\w+)\.(\w+) = ")


@define(eq=False, repr=False)
class Sure:
    """What is sure at a place of the code: values that have been named, tests that hold."""

    names: dict[Value | Test, str] = field(factory=dict)
    tests: frozenset[Test] = frozenset()

    def copy(self) -> Sure:
        return Sure(dict(self.names), self.tests)


@define(eq=False, repr=False)
class Lines(ABC):
    """Lines of Python, and the names of rows and values in them.

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

    @abstractmethod
    def value(self, node: Value) -> str:
        """The Python of a value."""

    @abstractmethod
    def test(self, test: Test) -> str:
        """The Python of a test."""

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
        block, begins, path = self.lines[start:], f"{row}.", _path_from(row)
        reads = Counter(path.findall("\n".join(block)))
        heads = [
            match if (match := _HEAD.match(line)) and match[2] == row else None for line in block
        ]
        assigned = {f"{row}.{head[3]}" for head in heads if head}
        kept = {read for read, times in reads.items() if times > 1}
        bound = [f"{read.replace('.', '_')} = {read}" for read in sorted(kept - assigned)]
        del self.lines[start:]
        for line in bound:
            self._line(line)

        def local(read: re.Match[str]) -> str:
            return read[0].replace(".", "_") if read[0] in kept else read[0]

        for line, head in zip(block, heads, strict=True):
            text = line[head.end() :] if head else line
            if begins in text:
                text = path.sub(local, text)
            if head:
                target = f"{row}.{head[3]}"
                again = f"{target.replace('.', '_')} = " if target in kept else ""
                text = f"{head[1]}{again}{target} = {text}"
            self.lines.append(text)

    def _temporary(self) -> str:
        self.temporaries += 1
        return f"t{self.temporaries}"

    # --- what is sure -------------------------------------------------------------------------

    def _name(self, node: Value | Test) -> str | None:
        return self.passing.names.get(node) or self.settled.names.get(node)

    def _given(self, test: Test) -> Test:
        here, before = self.passing.tests, self.settled.tests
        holding = here | before if here and before else here or before
        return given(test, holding) if holding else test

    # --- rows ---------------------------------------------------------------------------------

    def row(self, row: Row) -> str:
        """The name of a row."""
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


@cache
def _path_from(row: str) -> re.Pattern[str]:
    """What is read of a row, such as ``r.part.outcome``.

    The name stands first, for it is then looked for as plain text; that it is the end of no longer
    name or path is asked after.
    """
    return re.compile(rf"{row}(?<![\w.]{row})(?:\.\w+)+")
