"""A scenario by the scalar back end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import define

from foirules.engine.combining.scenario import Hit
from foirules.engine.environment import Environment
from foirules.engine.outputs import Outputs
from foirules.engine.scalar.compiler import Scalar


@define
class ScalarScenario:
    """The evaluated rows of one way the days may have fallen, and what the law says of them."""

    root: Any
    outputs: Outputs
    scalar: Scalar
    environment: Environment
    sample: bool = False

    def rules(self) -> list[Hit]:
        return self.outputs.rules

    def clocks(self) -> list[Hit]:
        return self.outputs.clocks

    def actions(self) -> list[Hit]:
        return self.outputs.actions

    def evaluated(self, row: Any) -> Any:
        return row

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        found: Sequence[Any] = getattr(row, collection)
        return found

    def stages(self) -> list[tuple[str | None, int]]:
        schema = self.scalar.law.schema
        parts = getattr(self.root, schema.part.collection)
        return [(part.name, getattr(part, schema.roles.stage)) for part in parts]
