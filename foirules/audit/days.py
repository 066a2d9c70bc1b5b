"""The days that a system may have recorded in place of the last day for complying, as declared.

Each day of ``against.yaml`` becomes a rule that is found wherever there is such a day.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from foirules.document import load, plain, read_text
from foirules.language.law import Chapter, Rule

FILE: Final = Path(__file__).with_name("against.yaml")
PREFIX: Final = "against:"  # of the ids of the rules


@cache
def declared() -> Mapping[str, Any]:
    """What the file says."""
    found: Mapping[str, Any] = plain(load(read_text(FILE), FILE.name))
    return found


def titles() -> dict[str, str]:
    """Each explanation in words."""
    said = declared()
    return {name: each["title"] for name, each in (said["days"] | said["calendars"]).items()}


@cache
def chapter() -> Chapter:
    """The law's own day, and the others, each as a rule with the day as its last."""
    said = declared()
    days = {"due": said["due"], **{name: each["is"] for name, each in said["days"].items()}}
    rules = [
        Rule(
            id=PREFIX + name,
            subject="request",
            kind="note",
            applies="received_on is present",
            when=f"({day}) is present",
            due=day,
            cites=FILE.name,
            message=name,
            meaning=name,
        )
        for name, day in days.items()
    ]
    return Chapter("against", [], rules)
