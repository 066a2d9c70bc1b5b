"""XES -> a row an event: its attributes by their keys, those of its trace as ``case:KEY``."""

from __future__ import annotations

from typing import IO, Any, Final

from attrs import define, field

from foirules.audit.reading.readers.bounds import too_much
from foirules.audit.reading.readers.row_writer import WRONG, LogError, NoLog, RowWriter
from foirules.audit.reading.readers.xml import NotXml, parsed
from foirules.documents.limits import limit

MESSAGES: Final = {
    "no-log": "{path}: no XES: the document is a {found}",
    "not-xml": "{path}: not XML: {reason}",
    "broken": "the file breaks off in this trace: not XML: {reason}",
    "no-events": "{path}: no event in any trace",
    "empty-trace": "a trace without an event",
    "outside": "an event outside of any trace",
}
_CASE: Final = "case:concept:name"
_VALUES: Final = ("string", "date", "int", "float", "boolean", "id")


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by the place of their event among all of the log."""
    reader = _XesReader(name, writer)
    try:
        for _ in parsed(file, name, reader.start, reader.end, records=reader.given):
            pass
    except NotXml as error:
        reader.broken(str(error))
    if reader.number == reader.outside:
        raise LogError(MESSAGES["no-events"].format(path=name))
    writer.flush()


@define
class _XesReader:
    """Gives the events of each trace when all of the trace is read."""

    name: str
    writer: RowWriter
    number: int = 0
    outside: int = 0
    _depth: int = 0
    _trace: dict[str, str] | None = None
    _event: dict[str, str] | None = None
    _at: int = 0  # the depth of the attributes that are read: those within others are not
    _rows: list[tuple[int, dict[str, str]]] = field(factory=list)
    _most: int = field(factory=lambda: limit("held"))

    def given(self) -> int:
        """How many events and empty traces have been read."""
        return self.number + self.writer.cases

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1 and tag != "log":
            raise NoLog(MESSAGES["no-log"].format(path=self.name, found=tag))
        if tag == "trace" and self._depth == 2:
            self._trace, self._at = {}, 3
        elif tag == "event" and self._trace is not None and self._depth == 3:
            self._event, self._at = {}, 4
        elif tag == "event" and self._depth == 2:
            self.number += 1
            self.outside += 1
            self.writer.reject(self.name, self.number, MESSAGES["outside"])
        elif tag in _VALUES and self._depth == self._at and self._trace is not None:
            key, value = attributes.get("key"), attributes.get("value")
            if key is not None and value is not None:
                if self._event is None:
                    self._trace[f"case:{key}"] = value
                else:
                    self._event[key] = value

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth == 2 and self._event is not None:
            self.number += 1
            self._rows.append((self.number, self._event))
            if len(self._rows) > self._most:
                raise too_much("held", self.name, "events in a trace")
            self._event, self._at = None, 3
        elif self._depth == 1 and self._trace is not None:
            if not self._rows:
                case = self._trace.get(self.writer.case or _CASE)
                self.writer.reject_case(self.name, case, [MESSAGES["empty-trace"]])
            self._give()
            self._trace, self._at = None, 0

    def _give(self, **ours: Any) -> None:
        """The events of a trace, once all that it says of itself is read."""
        for number, event in self._rows:
            self.writer.row({**(self._trace or {}), **event}, self.name, number, **ours)
        self._rows.clear()

    def broken(self, reason: str) -> None:
        """What there is of the last trace is not the whole of it."""
        if not self.number:
            raise LogError(MESSAGES["not-xml"].format(path=self.name, reason=reason))
        wrong = MESSAGES["broken"].format(reason=reason)
        if self._trace is not None and self._rows:
            self._give(**{WRONG: wrong})
        else:
            self.number += 1
            self.writer.row(self._trace or {}, self.name, self.number, **{WRONG: wrong})
