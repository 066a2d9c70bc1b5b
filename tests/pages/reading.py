"""Pages read back, without a browser."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date
from html.parser import HTMLParser
from typing import Any, Final

from attrs import define, field

from foirules import Case, assess, load_law
from foirules.report.html.case_page import page
from foirules.report.html.shown_case import ShownCase

VOID: Final = ("meta", "link", "hr", "br")
IMPLIED: Final = {"td": ("td", "th"), "th": ("td", "th"), "tr": ("td", "th", "tr")}  # ends


def page_of(*cases: tuple[Case, date], notes: bool = False) -> str:
    """The page of some cases, each as of its day."""
    law, level = load_law(), 2 if len(cases) == 1 else 3
    shown = [
        ShownCase(case, assess(case, as_of, explain=True), law, {}, number, level, notes)
        for number, (case, as_of) in enumerate(cases, 1)
    ]
    return page(shown)


@define
class Element:
    """An element of a page, with what is in it: elements and text, in order."""

    name: str
    attributes: dict[str, str | None]
    within: list[Any] = field(factory=list)

    @property
    def text(self) -> str:
        said = (each if isinstance(each, str) else each.text for each in self.within)
        return "".join(said)

    def all(self, *names: str) -> list[Element]:
        """The elements of some names below it, in order; every one, without names."""
        found = []
        for each in self.within:
            if isinstance(each, Element):
                found += [each] if each.name in names or not names else []
                found += each.all(*names)
        return found

    def classed(self, name: str) -> list[Element]:
        return [e for e in self.all() if name in (e.attributes.get("class") or "").split()]

    def at(self, id: str) -> Element:
        """The element of an id, of which there is one."""
        (found,) = (each for each in self.all() if each.attributes.get("id") == id)
        return found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.top = Element("", {})
        self.open: list[Element] = [self.top]

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        while self.open[-1].name in IMPLIED.get(tag, ()):
            self.open.pop()
        made = Element(tag, dict(attrs))
        assert len(made.attributes) == len(attrs), f"an attribute of {tag} stands twice"
        self.open[-1].within.append(made)
        if tag not in VOID:
            self.open.append(made)

    def handle_endtag(self, tag: str) -> None:
        while tag == "tbody" and self.open[-1].name in IMPLIED["tr"]:
            self.open.pop()
        assert self.open[-1].name == tag, f"{tag} closes {self.open[-1].name}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].within.append(data)


def read(text: str) -> Element:
    """A page as elements; every one has to be closed, and in its place, but
    for the cells and the rows of a table."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == [reader.top], "an element is not closed"
    return reader.top


def check(found: Element) -> None:
    """What holds of any page: no script, nothing from outside, places that are there, headings
    without a gap, one main part."""
    names = [each.name for each in found.all()]
    assert not {"script", "iframe", "img", "object", "embed", "form", "base"} & {*names}
    assert [names.count(each) for each in ("main", "h1", "header", "footer")] == [1] * 4
    ids = [each.attributes["id"] for each in found.all() if "id" in each.attributes]
    assert len(ids) == len({*ids})
    for each in found.all():
        for name, value in each.attributes.items():
            assert name != "style"
            assert not name.startswith("on")
            if name in ("src", "href", "xlink:href"):
                assert value == "data:," or (value or "").removeprefix("#") in ids, value
            if name in ("aria-labelledby", "aria-describedby"):
                assert {*(value or "").split()} <= {*ids}
    levels = [int(e.name[1]) for e in found.all("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
