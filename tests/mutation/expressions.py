"""An expression of the law -> every expression that differs from it by one small change."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from copy import copy
from datetime import date, timedelta
from typing import Any, Final

from attrs import frozen

from foirules.language.functions import FUNCTIONS

_SWAPPED: Final = {
    "first": "last",
    "last": "first",
    "earliest": "latest",
    "latest": "earliest",
    "any": "all",
    "all": "any",
    "present": "absent",
    "absent": "present",
}
# A border moved by a day: to the one side by another sign, to the other by a day more or less.
_BORDERS: Final[dict[type[ast.cmpop], tuple[type[ast.cmpop], type[ast.operator]]]] = {
    ast.Lt: (ast.LtE, ast.Sub),
    ast.LtE: (ast.Lt, ast.Add),
    ast.Gt: (ast.GtE, ast.Add),
    ast.GtE: (ast.Gt, ast.Sub),
}
_OPPOSITES: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_OPERATORS: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_ONE: Final = ast.Constant(1)
_TRUTHS: Final = ("True", "False")
_VALUES: Final = ("({}) + 1", "nothing")


@frozen
class Change:
    """An expression with one change; ``said`` is what was changed and into what."""

    said: str
    text: str


def changes(text: str, truth: bool) -> list[Change]:
    """Every change of an expression, a truth or a value; what comes of it need not be in the
    language."""
    body = ast.parse(text, mode="eval").body
    plain = ast.unparse(body)
    wholes = _TRUTHS if truth else [each.format(text) for each in _VALUES]
    found = [(plain, whole, whole) for whole in wholes]
    found += [(ast.unparse(old), said, ast.unparse(whole)) for old, said, whole in _changed(body)]
    times: Counter[str] = Counter()
    made = []
    for old, new, whole in found:
        said = f"{old} -> {new}"
        times[said] += 1
        made.append(Change(said if times[said] == 1 else f"{said} (#{times[said]})", whole))
    return made


def moved(day: date) -> Iterator[date]:
    """A day, a day sooner and a day later."""
    yield day - timedelta(1)
    yield day + timedelta(1)


def _changed(node: ast.AST) -> Iterator[tuple[ast.AST, str, Any]]:
    """What was changed in a tree, what it says now, and the whole tree."""
    for new in _alternatives(node):
        yield node, ast.unparse(new), new
    if isinstance(node, ast.BoolOp):
        for place, term in enumerate(node.values):
            kept = node.values[:place] + node.values[place + 1 :]
            yield term, "left out", _with(node, "values", kept) if len(kept) > 1 else kept[0]
    if isinstance(node, ast.comprehension):
        for place, condition in enumerate(node.ifs):
            kept = node.ifs[:place] + node.ifs[place + 1 :]
            yield condition, "left out", _with(node, "ifs", kept)
    if isinstance(node, ast.Call) and _named(node) == "date":
        return
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            for old, said, whole in _changed(value):
                yield old, said, _with(node, name, whole)
        elif isinstance(value, list):
            for place, item in enumerate(value):
                for old, said, whole in _changed(item):
                    yield old, said, _with(node, name, [*value[:place], whole, *value[place + 1 :]])


def _alternatives(node: ast.AST) -> Iterator[ast.expr]:
    """What could stand in the place of a node."""
    match node:
        case ast.Compare(left, [op], [right]):
            yield from _other_comparisons(node, left, op, right)
        case ast.BoolOp(op, values):
            yield ast.BoolOp(ast.Or() if isinstance(op, ast.And) else ast.And(), values)
        case ast.UnaryOp(ast.Not(), operand):
            yield operand
        case ast.IfExp(test, body, orelse):
            yield from (body, orelse, ast.IfExp(test, orelse, body))
        case ast.BinOp(left, op, right):
            yield left
            if isinstance(op, ast.BitOr | ast.BitAnd):
                yield right
            yield ast.BinOp(left, _OPERATORS[type(op)](), right)
        case ast.Constant(bool() as value):
            yield ast.Constant(not value)
        case ast.Constant(int() as value):
            yield from (ast.Constant(value - 1), ast.Constant(value + 1))
        case ast.Tuple(elts) | ast.Set(elts) if len(elts) > 1:
            for place in range(len(elts)):
                yield _with(node, "elts", elts[:place] + elts[place + 1 :])
        case ast.Call():
            yield from _other_calls(node)


def _other_comparisons(
    node: ast.Compare, left: ast.expr, op: ast.cmpop, right: ast.expr
) -> Iterator[ast.expr]:
    if type(op) in _BORDERS:
        sign, way = _BORDERS[type(op)]
        yield ast.Compare(left, [sign()], [right])
        yield ast.Compare(left, [op], [ast.BinOp(right, way(), _ONE)])
    elif type(op) in _OPPOSITES:
        yield ast.Compare(left, [_OPPOSITES[type(op)]()], [right])
    elif isinstance(right, ast.Name) and right.id in _SWAPPED:
        yield ast.Compare(left, [op], [ast.Name(_SWAPPED[right.id])])


def _other_calls(node: ast.Call) -> Iterator[ast.expr]:
    name, args = _named(node), node.args
    if name in _SWAPPED:
        yield _with(node, "func", ast.Name(_SWAPPED[name]))
        if len(args) > 1:
            for place in range(len(args)):
                kept = args[:place] + args[place + 1 :]
                yield _with(node, "args", kept) if len(kept) > 1 else kept[0]
    elif name == "date":
        day = date(*map(ast.literal_eval, args))
        for other in moved(day):
            numbers = (other.year, other.month, other.day)
            yield _with(node, "args", [ast.Constant(number) for number in numbers])
    elif name in FUNCTIONS:
        for place in range(FUNCTIONS[name].named, len(args)):  # a name comes first
            later = ast.BinOp(args[place], ast.Add(), _ONE)
            yield _with(node, "args", [*args[:place], later, *args[place + 1 :]])


def _named(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else ""


def _with(node: Any, name: str, value: Any) -> Any:
    """The node with another value in one place."""
    other = copy(node)
    setattr(other, name, value)
    return other
