"""An expression's text -> its typed tree, or a LawError that points at what is wrong.

The grammar is the part of Python's that the law needs: names, ``parent.name``, ``and or not``, one
comparison at a time, ``in``, ``is present``, ``is absent``, ``a if test else b`` (either may be
``nothing``, which is absent), ``+ -`` on days and numbers, ``| & -`` on sets of exemptions,
``earliest(a, b)``, the functions of FUNCTIONS, and aggregates over rows such as
``first(e.on for e in events if e.event == 'response')``.
"""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache

from attrs import define

from foirules.documents.limits import beyond, limit
from foirules.documents.suggest import nearest
from foirules.language.errors import LawError
from foirules.language.extent import MESSAGES, check_extent
from foirules.language.functions import AGGREGATES, FUNCTIONS
from foirules.language.nodes import (
    ABSENT,
    Aggregate,
    And,
    Arithmetic,
    AsValue,
    Call,
    Choice,
    Compare,
    Constant,
    Holds,
    IsTrue,
    Literal,
    Not,
    NotRecorded,
    OneOf,
    Or,
    Parameter,
    Pick,
    SetOp,
    Some,
    Source,
    StateIs,
    Truth,
    Value,
    Var,
)
from foirules.language.resolve import Resolver
from foirules.language.types import BOOL, DATE, INT, MOST_NAMES, Enumeration, SetType, Type, own_bit

_COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Eq: "==",
    ast.NotEq: "!=",
}
_SET_OPS: dict[type[ast.operator], str] = {ast.BitOr: "|", ast.BitAnd: "&", ast.Sub: "-"}

_parsing = threading.Lock()  # CPython's own parser miscounts its depth in several threads


@define
class ExpressionParser:
    """Parses one expression, given as the text of a resolver.

    :param resolver: finds what the names in it mean.
    :param periods: the names of the policy's periods and lists.
    :param allow_unrecorded: whether it may ask what is unrecorded.
    """

    resolver: Resolver
    periods: frozenset[str]
    allow_unrecorded: bool = False

    @property
    def _sets(self) -> SetType:
        return self.resolver.schema.vocabulary.exemptions

    # --- entry --------------------------------------------------------------------------------

    def truth(self) -> Truth:
        """The tree of a condition.

        :raises LawError: where the expression is none.
        """
        return self._truth(self._body())

    def value(self, wanted: Type) -> Value:
        """The tree of a value of a type.

        :raises LawError: where the expression is none.
        """
        body = self._body()
        if wanted is BOOL:
            return as_value(self._truth(body))
        return self._typed(body, wanted)

    def any_value(self) -> Value:
        """The tree of a value of whatever type.

        :raises LawError: where the expression is none.
        """
        return self._value(self._body())

    def _body(self) -> ast.expr:
        where, text = self.resolver.where, self.resolver.text
        if len(text) > limit("expression"):
            raise LawError(where, MESSAGES["long"].format(limit=beyond("expression")))
        try:
            with _parsing:
                body = ast.parse(text, mode="eval").body
            check_extent(body, where)
            return body
        except (RecursionError, MemoryError):  # CPython's own parser has a limit too
            raise LawError(where, MESSAGES["deep"].format(limit=beyond("nesting"))) from None
        except LawError:
            raise
        except (SyntaxError, ValueError) as error:
            offset = getattr(error, "offset", None)  # from 1; none where the text breaks off
            column = offset - 1 if offset else len(text)
            raise LawError(where, "not an expression", text, column) from None

    def _error(self, node: ast.AST, problem: str) -> LawError:
        return self.resolver.error(node, problem)

    # --- truths -------------------------------------------------------------------------------

    def _truth(self, node: ast.expr) -> Truth:
        match node:
            case ast.Constant(value=bool() as value):
                return Constant(value)
            case ast.BoolOp(op, values):
                args = tuple(self._truth(v) for v in values)
                return And(args) if isinstance(op, ast.And) else Or(args)
            case ast.UnaryOp(ast.Not(), operand):
                return Not(self._truth(operand))
            case ast.IfExp(test, body, orelse):
                t, a, b = self._truth(test), self._truth(body), self._truth(orelse)
                return Or((And((t, a)), And((Not(t), b))))
            case ast.Compare(left, [op], [right]):
                return self._comparison(node, left, op, right)
            case ast.Compare():
                raise self._error(node, "one comparison at a time; join them with 'and'")
            case ast.Call(ast.Name("any" | "all" as name), [ast.GeneratorExp() as gen], []):
                return self._quantifier(name, gen)
            case ast.Call(ast.Name("nonempty"), [arg], []):
                return Holds(self._typed(arg, self._sets), (1 << MOST_NAMES) - 1)
            case _:
                return IsTrue(self._typed(node, BOOL))

    def _comparison(self, node: ast.expr, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Truth:
        if isinstance(op, ast.Is):
            return self._state(left, right)
        if isinstance(op, ast.In | ast.NotIn):
            member = self._membership(left, right)
            return Not(member) if isinstance(op, ast.NotIn) else member
        symbol = _COMPARISONS.get(type(op))
        if symbol is None:
            raise self._error(
                node, "'is not' is not in the language; use 'is present' or 'is absent'"
            )
        a = self._value(left)
        if isinstance(a.type, Enumeration):
            if symbol not in ("==", "!="):
                raise self._error(node, f"names of {a.type.name} have no order; use == or !=")
            same = OneOf(a, (self._code(right, a.type),))
            return Not(same) if symbol == "!=" else same
        if a.type not in (DATE, INT):
            raise self._error(node, f"a {a.type.name} cannot be compared; say what is meant of it")
        b = self._typed(right, a.type)
        if symbol == "!=":
            return Not(Compare("==", a, b))
        return Compare(symbol, a, b)

    def _state(self, left: ast.expr, right: ast.expr) -> Truth:
        states = ("present", "absent", "unrecorded")
        if not (isinstance(right, ast.Name) and right.id in states):
            raise self._error(right, "expected 'is present', 'is absent' or 'is unrecorded'")
        if right.id == "unrecorded" and not self.allow_unrecorded:
            raise self._error(
                right,
                "'is unrecorded' is for possible_when, the days of a clock with due-latest and the"
                " deadline of an action: else a gap would prove something",
            )
        value = self._value(left)
        if right.id == "unrecorded":
            return StateIs(value, right.id)
        there = self.resolver.surely_there(value)
        if right.id == "present":
            return Or((there, StateIs(value, "present"))) if there else StateIs(value, "present")
        return And((Not(there), StateIs(value, "absent"))) if there else StateIs(value, "absent")

    def _membership(self, left: ast.expr, right: ast.expr) -> Truth:
        if isinstance(left, ast.Constant) and isinstance(left.value, str):
            return Holds(self._typed(right, self._sets), own_bit(self._members(left, (left,))))
        value = self._value(left)
        if not isinstance(value.type, Enumeration):
            raise self._error(left, f"'in' wants a name, found a {value.type.name}")
        if not isinstance(right, ast.Tuple):
            raise self._error(right, "expected names in brackets, such as ('refused', 'not-held')")
        return OneOf(value, tuple(self._code(item, value.type) for item in right.elts))

    def _quantifier(self, name: str, gen: ast.GeneratorExp) -> Truth:
        with self._rows(gen) as (source, conditions):
            body = self._truth(gen.elt)
            if name == "any":
                return self._some(source, And((*conditions, body)))
            return Not(self._some(source, And((*conditions, Not(body)))))

    def _some(self, source: Source, condition: Truth) -> Truth:
        more = self.resolver.further_rows(source, condition)
        return Or((Some(source, condition), more)) if more else Some(source, condition)

    # --- values -------------------------------------------------------------------------------

    def _typed(self, node: ast.expr, wanted: Type) -> Value:
        if isinstance(wanted, Enumeration):
            if isinstance(node, ast.IfExp):
                return self._choice(node, lambda part: self._typed(part, wanted))
            if isinstance(node, ast.Constant):
                return Literal(wanted, self._code(node, wanted))
        if isinstance(node, ast.IfExp):
            return self._choice(node, lambda part: self._typed(part, wanted))
        if isinstance(node, ast.Name) and node.id == "nothing":
            return Literal(wanted, ABSENT, absent=True)
        value = self._value(node)
        if value.type != wanted:
            raise self._error(node, f"expected a {wanted.name}, found a {value.type.name}")
        return value

    def _value(self, node: ast.expr) -> Value:
        match node:
            case ast.Name("as_of"):
                return Parameter("as_of", DATE)
            case ast.Name(name):
                return self.resolver.name(node, name)
            case ast.Attribute(value, name):
                return self.resolver.attribute(node, self.resolver.row(value), name)
            case ast.Constant(bool()):
                raise self._error(
                    node, "a truth value stands here; a date, number or set is expected"
                )
            case ast.Constant(int() as number) if 0 <= number < 100_000:
                return Literal(INT, number)
            case ast.Dict([], []):
                return Literal(self._sets, 0)
            case ast.Set(items):
                return Literal(self._sets, self._members(node, items))
            case ast.IfExp():
                return self._choice(node, self._value)
            case ast.BinOp(left, op, right):
                return self._arithmetic(node, left, op, right)
            case ast.Call(ast.Name(name), args, []):
                return self._call(node, name, args)
            case _:
                raise self._error(node, f"{ast.unparse(node)!r} is not in the language")

    def _choice(self, node: ast.IfExp, parse: Callable[[ast.expr], Value]) -> Value:
        test = self._truth(node.test)
        if isinstance(node.body, ast.Name) and node.body.id == "nothing":
            b = parse(node.orelse)
            a: Value = Literal(b.type, ABSENT, absent=True)
        else:
            a = parse(node.body)
            is_nothing = isinstance(node.orelse, ast.Name) and node.orelse.id == "nothing"
            b = Literal(a.type, ABSENT, absent=True) if is_nothing else parse(node.orelse)
        if a.type != b.type:
            raise self._error(node, f"one branch is a {a.type.name}, the other a {b.type.name}")
        absent, unknown = a.absent or b.absent, a.unknown or b.unknown or doubtful(test)
        return Choice(a.type, test, a, b, absent, unknown)

    def _arithmetic(
        self, node: ast.expr, left: ast.expr, op: ast.operator, right: ast.expr
    ) -> Value:
        a, b = self._value(left), self._value(right)
        absent, unknown = a.absent or b.absent, a.unknown or b.unknown
        if a.type == self._sets == b.type and type(op) in _SET_OPS:
            return SetOp(self._sets, _SET_OPS[type(op)], a, b, False, unknown)
        if isinstance(op, ast.Add | ast.Sub):
            plus = isinstance(op, ast.Add)
            kinds: dict[tuple[Type, Type], Type | None] = {
                (DATE, INT): DATE,
                (INT, INT): INT,
                (DATE, DATE): None if plus else INT,
            }
            result = kinds.get((a.type, b.type))
            if result is not None:
                return Arithmetic(result, "+" if plus else "-", a, b, absent, unknown)
        raise self._error(node, f"a {a.type.name} and a {b.type.name} cannot be joined so")

    def _call(self, node: ast.Call, name: str, args: list[ast.expr]) -> Value:
        if len(args) == 1 and isinstance(args[0], ast.GeneratorExp):
            return self._aggregate(node, name, args[0])
        if name in ("earliest", "latest") and len(args) > 1:
            values = tuple(self._typed(arg, DATE) for arg in args)
            absent = all(v.absent for v in values)
            return Pick(DATE, name, values, absent, any(v.unknown for v in values))
        if name == "date":
            return self._date(node, args)
        function = FUNCTIONS.get(name)
        if function is None:
            near = nearest(name, [*FUNCTIONS, *AGGREGATES, "nonempty", "date"])
            raise self._error(node, f"unknown function {name!r}{near}")
        looked_up = self._looked_up(node, name, args) if function.named else None
        rest = args[1:] if function.named else args
        if len(rest) != len(function.args):
            raise self._error(node, f"{name} takes {len(function.args)} values, found {len(rest)}")
        values = tuple(self._typed(a, t) for a, t in zip(rest, function.args, strict=True))
        return Call(
            function.result or self._sets,
            name,
            looked_up,
            values,
            function.absent or any(v.absent for v in values),
            function.unknown or any(v.unknown for v in values),
        )

    def _looked_up(self, node: ast.Call, name: str, args: list[ast.expr]) -> str:
        first = args[0] if args else node
        if not (isinstance(first, ast.Constant) and isinstance(first.value, str)):
            raise self._error(
                first, f"{name} takes the name of a period or list of the policy first"
            )
        if first.value not in self.periods:
            near = nearest(first.value, self.periods)
            raise self._error(first, f"the policy has no {first.value!r}{near}")
        return first.value

    def _date(self, node: ast.Call, args: list[ast.expr]) -> Value:
        try:
            numbers = [ast.literal_eval(arg) for arg in args]
            return Literal(DATE, date(*numbers).toordinal())
        except (ValueError, TypeError):
            raise self._error(node, "expected date(year, month, day)") from None

    def _aggregate(self, node: ast.Call, name: str, gen: ast.GeneratorExp) -> Value:
        if name not in AGGREGATES:
            near = nearest(name, AGGREGATES)
            raise self._error(node, f"unknown aggregate {name!r}{near}")
        if name in ("any", "all"):
            return as_value(self._quantifier(name, gen))
        with self._rows(gen) as (source, conditions):
            condition = And(tuple(conditions))
            if name == "count":
                one = Literal(INT, 1)
                counted = Aggregate(INT, name, source, one, condition, False, doubtful(condition))
                return self._of_all_rows(counted)
            value = self._value(gen.elt)
        of: dict[str, Type] = {"earliest": DATE, "latest": DATE, "union": self._sets, "total": INT}
        wanted = of.get(name)
        if wanted is not None and value.type != wanted:
            raise self._error(gen.elt, f"{name} wants a {wanted.name}, found a {value.type.name}")
        unknown = value.unknown or doubtful(condition)
        absent = name not in ("union", "total")
        return self._of_all_rows(
            Aggregate(value.type, name, source, value, condition, absent, unknown)
        )

    def _of_all_rows(self, node: Aggregate) -> Value:
        """An aggregate; unknown where further rows may exist."""
        more = self.resolver.further_rows(node.source, node.condition)
        return Choice(node.type, more, node, node, node.absent, True) if more else node

    # --- rows ---------------------------------------------------------------------------------

    @contextmanager
    def _rows(self, gen: ast.GeneratorExp) -> Iterator[tuple[Source, list[Truth]]]:
        if self.resolver.rows:
            raise self._error(gen, "an aggregate inside an aggregate: make it a fact")
        comprehension = gen.generators[0]
        if len(gen.generators) > 1 or not isinstance(comprehension.target, ast.Name):
            raise self._error(gen, "expected '... for x in rows if ...'")
        owner, subject, collection = self.resolver.collection(comprehension.iter)
        var = Var(subject.name, comprehension.target.id)
        self.resolver.rows[var.name] = var
        try:
            yield Source(owner, collection, var), [self._truth(c) for c in comprehension.ifs]
        finally:
            del self.resolver.rows[var.name]

    # --- literals -----------------------------------------------------------------------------

    def _code(self, node: ast.expr, kind: Enumeration) -> int:
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)):
            raise self._error(node, f"expected a name of {kind.name} in quotes")
        if node.value not in kind.codes:
            near = nearest(node.value, kind.members)
            raise self._error(node, f"{node.value!r} is no {kind.name}{near}")
        return kind.codes[node.value]

    def _members(self, node: ast.expr, items: list[ast.expr] | tuple[ast.expr, ...]) -> int:
        sets = self._sets
        names = [i.value for i in items if isinstance(i, ast.Constant) and isinstance(i.value, str)]
        for name in names:
            if name not in sets.masks:
                near = nearest(name, sets.masks)
                raise self._error(node, f"unknown {sets.each} {name!r}{near}")
        if len(names) != len(items):
            raise self._error(node, f"expected {sets.plural} in quotes")
        return sets.mask(tuple(names))


@lru_cache(maxsize=1 << 14)
def as_value(truth: Truth) -> Value:
    """A truth where a value is wanted."""
    return AsValue(truth, doubtful(truth))


def doubtful(truth: Truth) -> bool:
    """Whether a truth may be unknown."""
    match truth:
        case Constant():
            return False
        case Compare(_, left, right):
            return left.unknown or right.unknown
        case StateIs(value, state):
            return value.unknown and state != "unrecorded"
        case OneOf(value) | Holds(value) | IsTrue(value):
            return value.unknown
        case NotRecorded():
            return True
        case And(args) | Or(args):
            return any(map(doubtful, args))
        case Not(arg):
            return doubtful(arg)
        case Some(_, condition):
            return doubtful(condition)
