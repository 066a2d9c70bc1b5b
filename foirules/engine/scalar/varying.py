"""Values that differ from scenario to scenario, so that one run of the law serves many scenarios.

A run follows one scenario. Each test that turns out otherwise in other scenarios leaves those out;
of all that are left the run is true, since every test in it has turned out the same. What was left
out is run again, until each scenario has been in one run.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from functools import lru_cache, reduce, wraps
from types import SimpleNamespace
from typing import Any, Final, TypeVar

from attrs import define, field, frozen

from foirules.engine.environment import Environment
from foirules.engine.scenarios import ScenarioDays
from foirules.language.functions import FUNCTIONS
from foirules.language.nodes import UNKNOWN

T = TypeVar("T")
Scenarios = int
"""Some of the scenarios of a case: a bit for each, the first the lowest."""
Operand = Any
"""A whole number, the same in every scenario, or a :class:`Varying`."""

_BRANCHING: Final = ("listed", "amount")
"""Functions of no day or number that is added to: a run follows one result of theirs."""


@frozen(eq=False)
class Groups:
    """The scenarios that have the same days of some events."""

    of: tuple[int, ...]  # for each scenario the number of its group
    firsts: tuple[int, ...]  # for each group its first scenario
    members: tuple[Scenarios, ...]


def _test(name: str, test: Callable[[int, int], bool]) -> Callable[[Varying, Operand], bool]:
    def holds(self: Varying, other: Operand) -> bool:
        """Whether it holds in the scenario followed; where it turns out otherwise is left out."""
        key = (name, other.key if type(other) is Varying else other)
        holding = self.tests.get(key)
        if holding is None:
            holding = self.tests[key] = self.of.holding(test, self, other)
        if holding is True or holding is False:
            return holding
        return self.of.follow(holding)

    return holds


class Varying:
    """A whole number that depends on the days of some events.

    :param events: a bit for each of these events.
    :param values: for each group of scenarios with the same days of them.
    :param failed: of scenarios in which it cannot be worked out, the error.
    """

    __slots__ = ("events", "failed", "key", "of", "tests", "values")

    def __init__(
        self,
        of: Exploration,
        key: tuple[int],
        events: int,
        values: Sequence[int],
        failed: dict[Scenarios, Exception],
    ) -> None:
        self.of, self.key, self.events = of, key, events
        self.values, self.failed = values, failed
        self.tests: dict[tuple[str, int | tuple[int]], Scenarios | bool] = {}

    __lt__ = _test("<", operator.lt)
    __le__ = _test("<=", operator.le)
    __gt__ = _test(">", operator.gt)
    __ge__ = _test(">=", operator.ge)
    __eq__ = _test("==", operator.eq)
    __ne__ = _test("!=", operator.ne)
    __hash__ = None  # type: ignore[assignment]  # a dict would ask whether it is equal to another

    def __add__(self, other: Operand) -> Operand:
        return self.of.applied("+", operator.add, (self, other))

    def __radd__(self, other: Operand) -> Operand:
        return self.of.applied("+", operator.add, (other, self))

    def __sub__(self, other: Operand) -> Operand:
        return self.of.applied("-", operator.sub, (self, other))

    def __rsub__(self, other: Operand) -> Operand:
        return self.of.applied("-", operator.sub, (other, self))

    def within(self, scenarios: Scenarios) -> set[int]:
        """Its values in some scenarios."""
        members = self.of.groups(self.events).members
        return {v for v, group in zip(self.values, members, strict=True) if group & scenarios}


@define(eq=False)
class Exploration:
    """Runs of the law that serve all scenarios of a case.

    :param scenarios: the scenarios, in order.
    """

    scenarios: Sequence[ScenarioDays]
    days: tuple[Operand, ...] = field(init=False)
    every: Scenarios = field(init=False)
    _days: list[tuple[int, ...]] = field(init=False)  # of each event that varies, in each scenario
    _groups: dict[int, Groups] = field(init=False, factory=dict)
    _made: dict[Any, Any] = field(init=False, factory=dict)  # values and tests worked out before
    _count: int = field(init=False, default=0)
    _followed: int = field(init=False, default=0)
    _following: Scenarios = field(init=False, default=0)
    _left: Scenarios = field(init=False, default=0)

    def __attrs_post_init__(self) -> None:
        known = ([UNKNOWN if day is None else day for day in days] for days, _ in self.scenarios)
        columns = list(zip(*known, strict=True))
        self.every = (1 << len(self.scenarios)) - 1
        varying = [place for place, column in enumerate(columns) if len(set(column)) > 1]
        self._days = [columns[place] for place in varying]
        bits = {place: 1 << number for number, place in enumerate(varying)}
        self.days = tuple(
            self._value(bits[place], [column[first] for first in self.groups(bits[place]).firsts])
            if place in bits
            else column[0]
            for place, column in enumerate(columns)
        )

    def runs(self, run: Callable[[int], T], among: Scenarios) -> list[tuple[T, Scenarios]]:
        """What a run gives, and the scenarios that it serves, until each has been served.

        :param run: called with the scenario to follow, the first that has not been served.
        """
        found = []
        happened = self.groups(-1)
        while among:
            self._following = among & -among
            self._followed = self._following.bit_length() - 1
            self._left = among & happened.members[happened.of[self._followed]]
            result = run(self._followed)
            found.append((result, self._left))
            among &= ~self._left
        return found

    def groups(self, events: int) -> Groups:
        """The scenarios by the days of some events; for -1, by which events have happened."""
        known = self._groups.get(events)
        if known is None:
            known = self._groups[events] = self._grouped(self._told_apart(events))
        return known

    def _told_apart(self, events: int) -> Sequence[Any]:
        if events == -1:
            return [happened for _, happened in self.scenarios]
        days = [each for number, each in enumerate(self._days) if events >> number & 1]
        return days[0] if len(days) == 1 else list(zip(*days, strict=True))

    @staticmethod
    def _grouped(told_apart: Sequence[Any]) -> Groups:
        numbers: dict[Any, int] = {}
        of, firsts, members = [], [], list[int]()
        for place, each in enumerate(told_apart):
            number = numbers.setdefault(each, len(numbers))
            if number == len(members):
                firsts.append(place)
                members.append(0)
            of.append(number)
            members[number] |= 1 << place
        return Groups(tuple(of), tuple(firsts), tuple(members))

    # --- values and tests -------------------------------------------------------------------------

    def applied(
        self, name: str, function: Callable[..., Any], args: tuple[Operand, ...]
    ) -> Operand:
        """What a function gives of some values, as a value.

        :raises Exception: what the function raises in the scenario that is followed.
        """
        key = (name, *(a.key if type(a) is Varying else a for a in args))
        made = self._made.get(key, self)
        if made is self:
            made = self._made[key] = self._worked_out(function, args)
        if type(made) is Varying and made.failed:
            self._follow_success(made.failed)
        return made

    def settled(self, value: Operand) -> int:
        """The number that a value is in the scenario followed; where it is another is left out."""
        if type(value) is not Varying:
            return int(value)
        number = value.values[self.groups(value.events).of[self._followed]]
        members = self.groups(value.events).members
        pairs = zip(value.values, members, strict=True)
        self._left &= reduce(operator.or_, (group for v, group in pairs if v == number))
        return number

    def at(self, value: Operand, scenario: int) -> int:
        """The number that a value is in one scenario."""
        if type(value) is not Varying:
            return int(value)
        return value.values[self.groups(value.events).of[scenario]]

    def holding(self, test: Callable[[int, int], bool], a: Operand, b: Operand) -> Scenarios | bool:
        """The scenarios in which a test holds; a truth value where it does in all or in none."""
        events, columns = self._columns((a, b))
        pairs = zip(map(test, *columns), self.groups(events).members, strict=True)
        holding = sum(group for true, group in pairs if true)
        return bool(holding) if holding in (0, self.every) else holding

    def follow(self, holding: Scenarios) -> bool:
        """Whether the scenario followed is one of some; those that differ in it are left out."""
        if holding & self._following:
            self._left &= holding
            return True
        self._left &= ~holding
        return False

    def _columns(self, args: tuple[Operand, ...]) -> tuple[int, list[Sequence[Any]]]:
        """The events that some values depend on; each value for each group by these."""
        events = reduce(operator.or_, (a.events for a in args if type(a) is Varying))
        firsts = self.groups(events).firsts
        columns: list[Sequence[Any]] = []
        for a in args:
            if type(a) is not Varying:
                columns.append([a] * len(firsts))
            elif a.events == events:
                columns.append(a.values)
            else:
                of = self.groups(a.events).of
                columns.append([a.values[of[first]] for first in firsts])
        return events, columns

    def _worked_out(self, function: Callable[..., Any], args: tuple[Operand, ...]) -> Operand:
        events, columns = self._columns(args)
        failed: dict[Scenarios, Exception] = {}
        for a in args:
            if type(a) is Varying:
                failed |= a.failed
        try:
            values = list(map(function, *columns))
        except ValueError:
            values = []
            for row, group in zip(
                zip(*columns, strict=True), self.groups(events).members, strict=True
            ):
                try:
                    values.append(function(*row))
                except ValueError as error:
                    failed[group] = error
                    values.append(0)
        if not failed and len(set(values)) == 1:
            return values[0]
        return self._value(events, values, failed)

    def _value(
        self,
        events: int,
        values: Sequence[int],
        failed: dict[Scenarios, Exception] | None = None,
    ) -> Varying:
        self._count += 1
        return Varying(self, (self._count,), events, values, failed or {})

    def _follow_success(self, failed: dict[Scenarios, Exception]) -> None:
        for scenarios, error in failed.items():
            if scenarios >> self._followed & 1:
                raise error
            self._left &= ~scenarios


def lifted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """A function of whole numbers, as one of values that may be :class:`Varying`."""

    @wraps(function)
    def over_scenarios(*args: Any) -> Any:
        for a in args:
            if type(a) is Varying:
                result = a.of.applied(name, function, args)
                return a.of.settled(result) if name in _BRANCHING else result
        return function(*args)

    return over_scenarios


@lru_cache(maxsize=256)
def lifted_environment(environment: Environment) -> Any:
    """The functions of a policy, of values that may be :class:`Varying`."""
    functions = {name: lifted(name, getattr(environment, name)) for name in FUNCTIONS}
    return SimpleNamespace(**functions)
