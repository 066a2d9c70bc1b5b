"""What a back end hands over of a case: one scenario at a time, with what the law says in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from foirules.cases.assessment import EventRef
from foirules.cases.case import Event
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar
from foirules.language.nodes import Value

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
    """One way the days may have fallen, and what the law says of it.

    A ``sample`` shows what is possible and proves nothing. ``root`` is the case's row by the scalar
    back end, with every fact: others make it when it is asked for.
    """

    @property
    def sample(self) -> bool: ...
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


def by_name(names: Mapping[str, Value], rows: list[tuple[int, ...]]) -> dict[str, Sequence[int]]:
    """The values of several hits, by the name under which they are declared."""
    return dict(zip(names, zip(*rows, strict=True), strict=True))
