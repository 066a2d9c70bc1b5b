"""What is wrong with a law, shown in its own expression, and with the files of one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast


class LawError(ValueError):
    """A law that does not load: where, what is wrong, and the expression with a mark under it."""

    def __init__(
        self, where: str, problem: str, expression: str = "", column: int | None = None
    ) -> None:
        self.where, self.problem, self.expression, self.column = where, problem, expression, column
        lines = [f"{where}: {problem}"]
        if expression:
            lines.append(f"    {expression}")
            if column is not None:
                lines.append("    " + " " * column + "^")
        super().__init__("\n".join(lines))


class RulesError(ValueError):
    """Rules that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


class RegimeError(ValueError):
    """Law that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


def column_of(node: ast.AST, text: str) -> int:
    """The place of a node among the characters of its text: Python counts bytes."""
    before = text.encode()[: getattr(node, "col_offset", 0)]
    return len(before.decode())
