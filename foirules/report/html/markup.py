"""Markup, made piece by piece. Whatever is not markup already is escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from typing import Final

from foirules.report.page import printable

_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_VOID: Final = ("meta", "link", "hr", "br")


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


Content = str | int | None
"""Markup, or text that is still to be escaped; None for nothing."""


def text(value: Content) -> Markup:
    """What is given, as markup; of text, what would change the direction of a page is taken out."""
    if isinstance(value, Markup):
        return value
    return Markup("" if value is None else escape(printable(_DIRECTION.sub("", str(value)))))


def tag(element: str, /, *content: Content, **attributes: str | int | bool | None) -> Markup:
    """An element.

    :param attributes: by their names, an underscore for a hyphen and one left out at the end; one
        that is True has no value, and one that is False or None is left out.
    """
    said = ""
    for key, value in attributes.items():
        if value is not None and value is not False:
            said += f" {key.rstrip('_').replace('_', '-')}"
            said += "" if value is True else f'="{text(str(value))}"'
    if element in _VOID:
        return Markup(f"<{element}{said}>")
    return Markup(f"<{element}{said}>{together(content)}</{element}>")


def together(content: Iterable[Content], between: str = "") -> Markup:
    """Several things, one after another."""
    return Markup(text(between).join(text(each) for each in content))


def link(to: str, *content: Content) -> Markup:
    """A link to a place on the same page."""
    return tag("a", *content, href=f"#{to}")


def listed(items: Iterable[Content], class_: str | None = None, ordered: bool = False) -> Markup:
    """A list."""
    return tag("ol" if ordered else "ul", *(tag("li", item) for item in items), class_=class_)


def pairs(said: Iterable[tuple[Content, Content]]) -> Markup:
    """Names with what stands for each; those with nothing are left out."""
    there = [(name, value) for name, value in said if value not in (None, "")]
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in there))


def table(caption: Content, head: Iterable[Content], rows: Iterable[Iterable[Content]]) -> Markup:
    """A table whose first column names its rows."""

    def row(cells: Iterable[Content]) -> Markup:
        first, *others = cells
        return tag("tr", tag("th", first, scope="row"), *(tag("td", each) for each in others))

    return tag(
        "table",
        tag("caption", caption),
        tag("thead", tag("tr", *(tag("th", each, scope="col") for each in head))),
        tag("tbody", *map(row, rows)),
    )


def long_table(
    caption: Content, head: Iterable[Content], rows: Iterable[Iterable[Content]]
) -> Markup:
    """The same, for thousands of rows: the tags are left out that HTML lets one leave out."""

    def row(cells: Iterable[Content]) -> str:
        first, *others = map(text, cells)
        return "".join((f"<tr><th scope=row>{first}", *(f"<td>{each}" for each in others)))

    heads = together(tag("th", each, scope="col") for each in head)
    body = Markup("".join(map(row, rows)))
    return tag("table", tag("caption", caption), tag("thead", tag("tr", heads)), tag("tbody", body))


def unfold(summary: Content, *content: Content, **attributes: str | bool | None) -> Markup:
    """What is shown when its summary is clicked."""
    return tag("details", tag("summary", summary), *content, **attributes)


def in_frame(label: str, content: Content) -> Markup:
    """What may be wider than the screen, and is then moved within a frame of its own."""
    return tag("div", content, class_="wide", role="region", aria_label=label, tabindex=0)
