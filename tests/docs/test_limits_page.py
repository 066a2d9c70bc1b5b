"""The page of limits names each, with what it usually is."""

from __future__ import annotations

from foirules.documents.limits import LIMITS, beyond
from tests.docs.pages import page, tables


def test_every_limit_stands_on_the_page() -> None:
    ((_, *rows),) = tables(page("docs/limits.md"))
    told = {row[0].strip("`"): row[2] for row in rows}
    assert told == {name: beyond(name).split(" is ")[1].split(";")[0] for name in LIMITS}
