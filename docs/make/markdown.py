"""Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence


def page(title: str, source: str, head: str, lines: Iterable[str]) -> str:
    """A page that says what it is made from."""
    made = f"<!-- Made from {source} by `python -m docs.make`; do not edit. -->"
    return "\n".join([f"# {title}\n", f"{made}\n", head, *lines]).rstrip("\n") + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(line) + " |" for line in lines] + [""]


def code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def anchor(heading: str) -> str:
    """What a link to a heading says."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
