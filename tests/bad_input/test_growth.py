"""What has very much of something, where a limit lets it: as many times as much takes as many times
as long, and no longer."""

from __future__ import annotations

import time
from collections.abc import Callable
from unittest.mock import Mock

import pytest

from foirules.cases.events import EventReader
from foirules.cli.told import _without_password
from foirules.documents.items import Item
from foirules.documents.problems import Problems
from foirules.letters.readers import mail
from foirules.letters.readers.html_text import html_text
from tests.foia import REGIME

TIMES = 8


def columns(count: int) -> Callable[[], object]:
    pytest.importorskip("polars")
    from foirules.audit.reading.readers.csv_head import _named

    names = [f"column {number}" for number in range(count)]
    return lambda: _named(names, "log.csv", Mock(columns=None))


def parts(count: int) -> Callable[[], object]:
    names = tuple(f"part {number}" for number in range(count))
    words, days = REGIME.vocabulary, (REGIME.calendar.first_date, REGIME.calendar.last_date)
    reader = EventReader(Problems("case"), *days, words=words, parts=names)
    item = Item(None, 1, 1)
    return lambda: [reader.part(item, "parts", name) for name in names]


def line_breaks(count: int) -> Callable[[], object]:
    """Of a file that may be a case or not."""
    pytest.importorskip("polars")
    from foirules.audit.reading.readers.cases import _OF_A_CASE

    return lambda: _OF_A_CASE.search(b"\n" * count)


def letters_without_end(count: int) -> Callable[[], object]:
    """Of a message, in which the password of a URL would be left out."""
    return lambda: _without_password("a" * count)


def page(unit: str) -> Callable[[int], Callable[[], object]]:
    """Of a message in HTML."""
    return lambda count: lambda: html_text(unit * count)


def head(line: str, unit: str) -> Callable[[int], Callable[[], object]]:
    """Of a message, one of its heads."""
    return lambda count: (
        lambda: mail.read("a.eml", f"Message-ID: <1@x>\n{line}{unit * count}\n\nx\n".encode())
    )


def taken(work: Callable[[], object]) -> float:
    """Seconds of the processor."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


MADE = {each.__name__: each for each in (columns, parts, line_breaks, letters_without_end)} | {
    **{f"page of {unit}": page(unit) for unit in ("<a ", "<a a='", "</", "<?", "<!--", "<!-- >")},
    **{f"page of {unit}": page(unit) for unit in ("<![CDATA[>", "<blockquote>", "<p>", "<")},
    **{f"head of {unit}": head("From: ", unit) for unit in (",", "(", '"', "a@b.org, ")},
    "head of content": head("Content-Type: text/plain; name=x", "; a*1=x"),
    "head of a name": head('Content-Type: text/plain; name="', "=?utf-8?q?a?= "),
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_many_take_no_longer_than_as_many_few(made: Callable[[int], Callable[[], object]]) -> None:
    """A machine with other work may slow one and not the other: each is timed again, in turn."""
    few, many = made(5_000), made(TIMES * 5_000)
    least, most = float("inf"), float("inf")
    for _ in range(5):
        least, most = min(least, taken(few)), min(most, taken(many))
        if most < 2.5 * TIMES * least:
            return
    raise AssertionError(f"5,000: {least} seconds; {TIMES} times as many: {most}")
