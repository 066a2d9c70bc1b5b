"""JSON Schemas of what is read and written, made from the declarations that the readers use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from foirules.schema.assessment import assessment
from foirules.schema.case import case
from foirules.schema.policy import policy
from foirules.schema.rules import rules


def _map() -> dict[str, Any]:
    from foirules.schema.map import log_map  # needs polars

    return log_map()


SCHEMAS: Final[Mapping[str, Callable[[], dict[str, Any]]]] = {
    "case": case,
    "policy": policy,
    "rules": rules,
    "map": _map,
    "assessment": assessment,
}
