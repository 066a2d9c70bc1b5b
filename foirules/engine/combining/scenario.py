"""What a back end hands over of a case: scenarios, each with what the law says in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Protocol

from foirules.cases.assessment import EventRef
from foirules.cases.case import Event
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar
from foirules.language.nodes import ABSENT, Value

Hit = tuple[Any, ...]
"""(index in the law, row, status or whether it is open, values); a clock's has no third."""


class Row(Protocol):
    """What a row of any back end is about.

    :param source: the event it was made of.
    :param part: the row of the part it is about; ``name`` is a part's own name.
    :param ref: the event as results name it, once one of them has.
    """

    source: Event | None
    part: Any
    name: str | None
    ref: EventRef | None


class Scenario(Protocol):
    """A way the days may have fallen, and what the law says of it; or ``count`` such ways of which
    it says the same, but for values that ``varies`` says may follow the days.

    A ``sample`` shows what is possible and proves nothing. ``root`` is the case's row by the scalar
    back end, with every fact: others make it when it is asked for.
    """

    @property
    def sample(self) -> bool: ...
    @property
    def count(self) -> int: ...
    @property
    def varies(self) -> bool: ...
    @property
    def scalar(self) -> Scalar: ...
    @property
    def environment(self) -> Environment: ...
    @property
    def root(self) -> Any: ...

    def rules(self) -> list[Hit]: ...
    def clocks(self) -> list[Hit]: ...
    def actions(self) -> list[Hit]: ...

    def evaluated(self, row: Any) -> Any:
        """A row of the outputs as the scalar back end has it."""
        ...

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        """The rows of a collection of a row, as the scalar back end has them."""
        ...

    def stages(self) -> list[tuple[str | None, int]]:
        """Each part with how far it has come."""
        ...

    def each(self, value: Any) -> Collection[int]:
        """What a value of a hit is in any of the ways."""
        ...

    def least(self, value: Any) -> tuple[int, int] | None:
        """The least known number that a value of a hit is, and the first way in which it is that;
        the ways are counted from the first of the case."""
        ...

    def single(self, hit: Hit, way: int | None = None) -> tuple[Scenario, Hit]:
        """One of the ways by itself, the first if not given, and the hit in it."""
        ...

    def union(self, ask: Callable[[], frozenset[str]]) -> frozenset[str]:
        """What is answered in any of the ways."""
        ...


class Single:
    """What a scenario that is one way by itself says where it might be several."""

    varies: ClassVar[bool] = False
    first: int = 0
    """Its place among the ways of the case."""

    def each(self, value: int) -> Collection[int]:
        return (value,)

    def least(self, value: int) -> tuple[int, int] | None:
        return (value, self.first) if value > ABSENT else None

    def single(self, hit: Hit, way: int | None = None) -> tuple[Any, Hit]:
        return self, hit

    def union(self, ask: Callable[[], frozenset[str]]) -> frozenset[str]:
        return ask()


Hits = list[tuple[Scenario, Hit]]
"""What the scenarios say of one and the same thing."""


def about(hit: Hit) -> tuple[int, str | None, int]:
    """Which declaration says something, and of what."""
    return hit[0], part_of(hit[1]), id(hit[1].source)


def part_of(row: Row) -> str | None:
    """The part a row is about."""
    if row.part is None:
        return row.name
    name: str | None = row.part.name
    return name


def event_of(row: Row) -> EventRef | None:
    """The event a row was made of."""
    event = row.source
    if event is None:
        return None
    if row.ref is None:
        row.ref = EventRef(event.id, event.event, event.on, event.until)
    return row.ref


# --- the values of hits ---------------------------------------------------------------------------


def by_name(names: Mapping[str, Value], hits: Hits) -> dict[str, Collection[int]]:
    """The values of several hits, by the name under which they are declared; each at least once."""
    columns: Iterable[Collection[int]] = zip(*(hit[-1] for _, hit in hits), strict=True)
    if any(scenario.varies for scenario, _ in hits):
        scenarios = [scenario for scenario, _ in hits]
        columns = [_in_any(scenarios, column) for column in columns]
    return dict(zip(names, columns, strict=True))


def _in_any(scenarios: Sequence[Scenario], column: Collection[Any]) -> set[int]:
    """What a value is in any of the ways of some scenarios."""
    found = set[int]()
    for scenario, value in zip(scenarios, column, strict=True):
        if type(value) is int:
            found.add(value)
        else:
            found.update(scenario.each(value))
    return found
