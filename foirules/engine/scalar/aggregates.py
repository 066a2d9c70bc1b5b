"""The scalar back end: aggregates, each a loop that stands before the line that uses its result."""

from __future__ import annotations

from foirules.engine.scalar.lines import Lines
from foirules.language.kleene import certainly, certainly_not, negated
from foirules.language.nodes import Aggregate, Constant, Exists, Source, Truth


class Aggregates(Lines):
    """Writes what is worked out of many rows."""

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
