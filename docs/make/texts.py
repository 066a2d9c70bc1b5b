"""What ``pages.yaml`` in the folder of a regime says for the pages that are made of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from attrs import define, frozen

from foirules.documents.items import Item
from foirules.documents.load import load_document, read_text
from foirules.documents.problems import DocumentError, Problems
from foirules.documents.reader import Reader
from foirules.language.regime import Regime
from foirules.schema import shapes
from foirules.schema.shapes import TEXT, JsonSchema

FILE: Final = "pages.yaml"
TOP: Final = ("events", "worked")
EVENTS: Final = ("intro", "sections", "exemptions")
WORKED: Final = ("title", "intro", "begins", "rows", "columns")

Lines = tuple[str, ...]


@frozen
class Worked:
    """A table of last days.

    :param begins: the line of the event that every case begins with.
    :param rows: the lines that a row adds to a case, by what stands at its head.
    :param columns: the same of a column.
    """

    title: str
    intro: str
    begins: str
    rows: Mapping[str, Lines]
    columns: Mapping[str, Lines]


@frozen
class Texts:
    """The texts of a regime's pages, as Markdown.

    :param intro: what stands above the table of events.
    :param sections: what stands below the fields of events, by heading.
    :param exemptions: what stands above the table of names of the regime's set.
    """

    intro: str = ""
    sections: Mapping[str, str] = {}
    exemptions: str = ""
    worked: Worked | None = None


def texts(regime: Regime) -> Texts:
    """The texts of a regime; none where its folder has no such file.

    :raises DocumentError: with every error of the file.
    """
    path = regime.folder / FILE
    if not path.exists():
        return Texts()
    problems = Problems(str(path), {})
    found = _Texts(problems).texts(load_document(read_text(path), str(path)))
    if problems.lines:
        raise DocumentError(problems.lines)
    return found


def schema(_: Regime) -> JsonSchema:
    """The schema of the file."""
    lines = shapes.table(shapes.listed({"title": "lines of an example", **TEXT}))
    events: dict[str, JsonSchema] = {
        "intro": {
            **TEXT,
            "description": "what stands above the events; left out: nothing",
        },
        "sections": {
            **shapes.table(TEXT),
            "description": "what stands below their fields, by heading; left out: nothing",
        },
        "exemptions": {
            **TEXT,
            "description": "what stands above the table of the set's names; left out: nothing",
        },
    }
    worked: dict[str, JsonSchema] = {
        "title": {**TEXT, "description": "its heading"},
        "intro": {**TEXT, "description": "what stands above the table"},
        "begins": {**TEXT, "description": "the line of the event that every case begins with"},
        "rows": {**lines, "description": "by what stands at its head, what a row adds to a case"},
        "columns": {**lines, "description": "the same of a column"},
    }
    top = {
        "events": {
            **shapes.record({key: events[key] for key in EVENTS}),
            "description": "texts of its page in docs/events; left out: none",
        },
        "worked": {
            **shapes.record({key: worked[key] for key in WORKED}, WORKED),
            "description": "a table of last days in docs/rules; left out: none",
        },
    }
    body = shapes.record({key: top[key] for key in TOP})
    return shapes.document("foirules pages", "What the pages made of a law say beside it.", body)


@define
class _Texts(Reader):
    """Reads the file, reporting what is wrong and going on."""

    def texts(self, item: Item) -> Texts:
        top = self.mapping(item, "", TOP)
        events = self.mapping(top["events"], "events", EVENTS) if "events" in top else {}
        return Texts(
            self._said(events, "intro", "events"),
            {
                title: self.text(each, f"events.sections.{title}") or ""
                for title, each in self._named(events, "sections", "events").items()
            },
            self._said(events, "exemptions", "events"),
            self._worked(top["worked"]) if "worked" in top else None,
        )

    def _worked(self, item: Item) -> Worked:
        body = self.mapping(item, "worked", WORKED, WORKED)
        title, intro, begins = (self._said(body, key, "worked") for key in WORKED[:3])
        return Worked(title, intro, begins, self._lines(body, "rows"), self._lines(body, "columns"))

    def _lines(self, body: Mapping[str, Item], key: str) -> dict[str, Lines]:
        return {
            name: tuple(
                self.text(line, where) or ""
                for line, where in self.list(each, f"worked.{key}.{name}")
            )
            for name, each in self._named(body, key, "worked").items()
        }

    def _named(self, body: Mapping[str, Item], key: str, where: str) -> Mapping[str, Item]:
        return self.entries(body[key], f"{where}.{key}") if key in body else {}

    def _said(self, body: Mapping[str, Item], key: str, where: str) -> str:
        return (self.text(body[key], f"{where}.{key}") or "") if key in body else ""
