"""What real trackers call things, from ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from tests.files import read_yaml


@cache
def vocabulary() -> dict[str, Any]:
    """The file as it stands."""
    text = Path(__file__).with_name("vocabulary.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = read_yaml(text)
    return data


def texts(*keys: str) -> list[str]:
    """What was seen under some keys, and what is to be read though it was not."""
    seen: Any = vocabulary()
    for key in keys:
        seen = seen.get(key, {})
    unseen: Any = vocabulary()["unseen"]
    for key in keys:
        unseen = unseen.get(key, {}) if isinstance(unseen, dict) else {}
    if isinstance(unseen, dict):
        unseen = unseen.get("texts", [])
    return [each["text"] for each in seen] + [str(each) for each in unseen]


def exemptions(regime: str) -> Sequence[dict[str, str]]:
    """The exemptions of a regime: ``n``, ``sub`` and ``title``."""
    found: Sequence[dict[str, str]] = vocabulary()["exemptions"][regime]
    return found
