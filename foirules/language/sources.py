"""The register of sources: of all that the law cites, what was read, how, and when it is law."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from attrs import evolve, frozen

from foirules.documents.items import Item
from foirules.documents.load import read_document
from foirules.documents.problems import DocumentError
from foirules.documents.reader import Reader
from foirules.language.citations import lineage, provisions

READ: Final = {
    "first-hand": "read at first hand",
    "quoted": "read as quoted by others",
    "not-read": "not read",
    "own": "in the record of the case",
}
"""How a text was read, and how that is said."""

IN_FORCE: Final = ("from", "to")
LEFT_OUT: Final = ("provisions", "why")
READING: Final = ("text", "as-at", "read", "in-force", "note")
SOURCE_NEEDED: Final = ("title", "text", "read")
SOURCE: Final = ("title", *READING, "contents", "provisions")
MESSAGES: Final = {
    "not-a-provision": "found {found}; expected a provision of {source} as a citation has it",
    "undated": "read at first hand, but no as-at says as of which day",
    "ends-first": "ends on {end}, before it begins on {start}",
    "listed-twice": "{found} is listed under {first} already",
    "unregistered": "{found} is not in the register of sources",
    "left-out-twice": "{found} is left out above already",
}


class SourcesError(ValueError):
    """A register that cannot be used. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, errors: Iterable[str]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(self.errors))


@frozen
class SourceEntry:
    """A source, or a provision of one: what was read of it, and when it is in force.

    ``title`` is that of the source, ``heading`` and ``part`` are the provision's. Without ``start``
    it has been in force since before the Act, without ``end`` it still is.
    """

    provision: str
    source: str
    title: str
    text: str
    read: str
    as_at: date | None = None
    start: date | None = None
    end: date | None = None
    note: str = ""
    heading: str = ""
    part: str = ""

    def in_force(self, start: date, end: date | None) -> bool:
        """Whether it is in force from one day until another, or for good."""
        begun = self.start is None or self.start <= start
        return begun and (self.end is None or (end is not None and end <= self.end))


@frozen(eq=False)
class Register:
    """Entries by provision; the ``contents`` of the sources that are listed whole; and those of
    them that nothing stands for, each with the reason.

    :param act: how citations of the law itself begin.
    :param claimed: the provisions that an answer can claim.
    """

    entries: Mapping[str, SourceEntry]
    contents: tuple[str, ...] = ()
    left_out: Mapping[str, str] = {}
    act: str = ""
    claimed: frozenset[str] = frozenset()

    def of(self, provision: str) -> SourceEntry | None:
        """The entry of a provision, or of what it is part of. A source of which provisions are
        listed stands for none that is not."""
        found = next((self.entries[n] for n in lineage(provision) if n in self.entries), None)
        if found is None or found.provision != found.source or provision == found.source:
            return found
        whole = all(e.source != found.source or e is found for e in self.entries.values())
        return found if whole else None


def load_register(sources: Path, left_out: Path) -> Register:
    """The register of a file of sources, with what another file leaves out.

    :raises SourcesError: with every error of both.
    """
    try:
        documents = [read_document(path, MESSAGES) for path in (sources, left_out)]
    except DocumentError as error:
        raise SourcesError(error.errors) from None
    of_sources, of_left_out = documents
    first, last = date(1900, 1, 1), date(2100, 12, 31)
    register = _Sources(of_sources.problems, first=first, last=last).register(of_sources.item)
    reasons = _LeftOut(of_left_out.problems).reasons(of_left_out.item, register)
    if errors := [line for each in documents for line in each.problems.lines]:
        raise SourcesError(errors)
    return evolve(register, left_out=reasons)


class _Sources(Reader):
    """Reads the file of sources."""

    def register(self, item: Item) -> Register:
        entries: dict[str, SourceEntry] = {}
        contents: list[str] = []
        for source, each in self.entries(item, "").items():
            body = self.mapping(each, source, SOURCE, SOURCE_NEEDED)
            title = self.text(body["title"], f"{source}.title") if "title" in body else None
            whole = SourceEntry(source, source, title or "", "", "")
            entries[source] = whole = self._reading(whole, body, each, source)
            plain = evolve(whole, note="")
            for listed in self._contents(plain, body.get("contents"), entries):
                contents.append(listed)
            table = body.get("provisions")
            for name, own in (self.entries(table, f"{source}.provisions") if table else {}).items():
                where = f"{source}.provisions.{name}"
                provision = self._provision(source, table, name, where) if table else None
                if provision is not None:
                    base = next(entries[n] for n in lineage(provision) if n in entries)
                    base = evolve(base, provision=provision, note="")
                    entries[provision] = self._reading(
                        base, self.mapping(own, where, READING), own, where
                    )
        return Register(entries, tuple(contents))

    def _contents(
        self, source: SourceEntry, item: Item | None, entries: dict[str, SourceEntry]
    ) -> Iterable[str]:
        place = f"{source.source}.contents"
        for part, listed in (self.entries(item, place) if item else {}).items():
            for name, heading in self.entries(listed, f"{place}.{part}").items():
                where = f"{place}.{part}.{name}"
                provision = self._provision(source.source, listed, name, where)
                said = self.text(heading, where)
                if provision in entries:
                    first = entries[provision].part
                    self.problems.say(
                        listed.key(name), where, "listed-twice", found=name, first=first
                    )
                elif provision and said:
                    entries[provision] = evolve(
                        source, provision=provision, heading=said, part=part
                    )
                    yield provision

    def _provision(self, source: str, table: Item, name: str, where: str) -> str | None:
        provision = f"{source} {name}"
        if provisions(provision) == [provision] and source in [*lineage(provision)][1:]:
            return provision
        self.problems.say(
            table.key(name), where, "not-a-provision", found=repr(name), source=source
        )
        return None

    def _reading(
        self, base: SourceEntry, body: Mapping[str, Item], item: Item, where: str
    ) -> SourceEntry:
        """An entry with what the file says of the reading itself."""
        said: dict[str, Any] = {}
        for key in ("text", "note"):
            if key in body:
                said[key] = self.text(body[key], f"{where}.{key}") or ""
        if "read" in body:
            said["read"] = self.one_of(body["read"], f"{where}.read", "reading", READ) or ""
        if "as-at" in body:
            said["as_at"] = self.day(body["as-at"], f"{where}.as-at")
        if "in-force" in body:
            place = f"{where}.in-force"
            span = self.mapping(body["in-force"], place, IN_FORCE)
            start = self.day(span["from"], f"{place}.from") if "from" in span else None
            end = self.day(span["to"], f"{place}.to") if "to" in span else None
            if start and end and end < start:
                self.problems.say(body["in-force"], place, "ends-first", start=start, end=end)
            said |= {"start": start, "end": end}
        entry = evolve(base, **said)
        if entry.read == "first-hand" and entry.as_at is None and "as-at" not in body:
            self.problems.say(item, where, "undated")
        return entry


class _LeftOut(Reader):
    """Reads the file of what is left out: a list of provisions, as one citation, each with why."""

    def reasons(self, item: Item, register: Register) -> Mapping[str, str]:
        reasons: dict[str, str] = {}
        for each, where in self.list(item, "left-out"):
            body = self.mapping(each, where, LEFT_OUT, LEFT_OUT)
            said = {key: self.text(body[key], f"{where}.{key}") or "" for key in body}
            for provision in provisions(said.get("provisions", "")):
                at, place = body["provisions"], f"{where}.provisions"
                if register.of(provision) is None:
                    self.problems.say(at, place, "unregistered", found=provision)
                elif provision in reasons:
                    self.problems.say(at, place, "left-out-twice", found=provision)
                reasons[provision] = said.get("why", "")
        return reasons
