"""The pages written for people, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docs.make.markdown import anchor
from tests.files import ROOT

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    """The fenced blocks in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def titled(text: str, title: str) -> list[str]:
    """The fenced blocks with a title: files."""
    return re.findall(rf'^```\w+ title="{title}"\n(.*?)^```$', text, re.DOTALL | re.MULTILINE)


def tables(text: str) -> Iterator[list[list[str]]]:
    """Each table's rows of cells, the heads first."""
    for found in re.findall(r"(?:^\|.*\|\n)+", text, re.MULTILINE):
        rows = [
            [cell.strip() for cell in re.split(r"(?<!\\)\|", line[1:-1])]
            for line in found.splitlines()
        ]
        yield [rows[0], *rows[2:]]


def anchors(text: str) -> set[str]:
    """What can be linked to."""
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    return {anchor(heading) for heading in re.findall(r"^#+ (.*)$", prose, re.MULTILINE)}


def links(text: str) -> list[str]:
    return re.findall(r"\]\(([^)\s]+)\)", text)
