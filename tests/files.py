"""Case files as data that a test can change before it becomes a case."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from foirules import Assessment, Case, Finding

FULL = bool(os.environ.get("FOIRULES_FULL"))  # the long tests at their full length
EXPLORE = int(os.environ.get("FOIRULES_EXPLORE", "0"))  # so many examples, new ones in every run
ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "cases").glob("*.yaml"))
OF_THE_ACT = [path for path in CASES if "\nregime: foia\n" in path.read_text("utf-8")]
QUICK = [path for path in CASES if "from:" not in path.read_text("utf-8")]  # no day is a range
DFE = "dfe-2017-0040081"

RECEIPT, EXTENSION, HOLDING, RESPONSE = 0, 3, 6, 7  # places in the Department's case


def examples(quick: int, full: int) -> int:
    """How many examples a property is tried on."""
    return EXPLORE or (full if FULL else quick)


def among(names: Iterable[str]) -> str:
    """Names as a message lists them: ``a, b or c``."""
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def read_yaml(text: str | bytes) -> Any:
    """What a text in YAML holds, by the loader in C where there is one: it is ten times as quick."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def data(name: str = DFE) -> Any:
    """A case file's content; what it expects is left out."""
    found = read_yaml((ROOT / "cases" / f"{name}.yaml").read_text(encoding="utf-8"))
    del found["expect"]
    return found


def case(*events: dict[str, Any], **more: Any) -> Case:
    """A case of a request received on 3 August 2017, and of further events."""
    receipt = {"on": "2017-08-03", "event": "request-received"}
    return Case.from_dict({"case": "test", "events": [receipt, *events], **more})


def day(text: str) -> date:
    return date.fromisoformat(text)


def brief(findings: Iterable[Finding]) -> set[tuple[str, str, str | None, str | None]]:
    """(rule, certainty, part, id of the event) of findings."""
    return {(f.rule, f.certainty, f.part, f.event.id if f.event else None) for f in findings}


def of(found: Assessment, rule: str) -> set[tuple[str, str | None]]:
    """(certainty, part) of the findings of one rule."""
    return {(f.certainty, f.part) for f in found.findings if f.rule == rule}
