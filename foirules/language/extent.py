"""How large an expression is: what it comes to must not take a process down, or hang it."""

from __future__ import annotations

import ast
from typing import Final

from foirules.documents.limits import beyond, limit
from foirules.language.errors import LawError

MESSAGES: Final = {
    "long": "the expression is too long: {limit}",
    "deep": "the expression is nested too deep: {limit}",
}


def check_extent(body: ast.expr, where: str) -> None:
    """That an expression is not too large, nor nested too deep.

    :raises LawError: where it is.
    """
    most = limit("nesting")
    level: list[ast.AST] = [body]
    for _ in range(most):
        level = [each for node in level for each in ast.iter_child_nodes(node)]
    if level:
        raise LawError(where, MESSAGES["deep"].format(limit=beyond("nesting")))
    if _size(body) > limit("expression"):
        raise LawError(where, MESSAGES["long"].format(limit=beyond("expression")))


def _size(node: ast.AST) -> int:
    """How many parts it comes to: the test of a choice between truths stands in it twice."""
    if isinstance(node, ast.IfExp):
        return 1 + 2 * _size(node.test) + _size(node.body) + _size(node.orelse)
    return 1 + sum(map(_size, ast.iter_child_nodes(node)))
