"""What a curated case file expects of its assessment, held against what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foirules import Assessment


def unmet(expect: Mapping[str, Any], assessment: Assessment) -> list[str]:
    """A line for each thing expected and not found: what is named must match."""
    found = assessment.to_dict()
    lines = []
    for kind in ("findings", "met", "undecided", "clocks", "actions"):
        for wanted in expect.get(kind, ()):
            if not any(_matches(wanted, each) for each in found[kind]):
                lines.append(f"{kind}: {dict(wanted)}")
    return lines


def _matches(wanted: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    return all(_equal(found[key.replace("-", "_")], value) for key, value in wanted.items())


def _equal(found: Any, wanted: Any) -> bool:
    if isinstance(found, Mapping):  # an event, named by its id
        return str(found["id"]) == str(wanted)
    return bool(found == wanted)
