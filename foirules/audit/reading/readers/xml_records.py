"""XML whose elements are records -> a row each: the texts of the elements in it, by their names.

<Cases><Case><CaseId>1</CaseId><Status>Open</Status></Case></Cases>
"""

from __future__ import annotations

from typing import IO, Final

from attrs import Factory, define

from foirules.audit.reading.readers.row_writer import WRONG, NoLog, RowWriter
from foirules.audit.reading.readers.xml import NotXml, parsed

MESSAGES: Final = {
    "no-records": "{path}: no XES, no OCEL, and no records with {case}: it is a {found}",
    "not-xml": "{path}: not XML: {reason}",
    "broken": "the file breaks off in this record: not XML: {reason}",
}
_RECORD, _FIELD = 2, 3  # how deep they stand


def read(file: IO[bytes], name: str, writer: RowWriter) -> None:
    """Rows numbered by the place of their record."""
    records = _Records(name, writer)
    try:
        for _ in parsed(file, name, records.start, records.end, records.text, records.given):
            pass
    except NotXml as error:
        records.broken(str(error))
    writer.flush()


@define
class _Records:
    """Gives each record when all of it is read; what stands deeper in a field is no text of it."""

    name: str
    writer: RowWriter
    number: int = 0
    _root: str = ""
    _depth: int = 0
    _record: dict[str, str] = Factory(dict)
    _text: list[str] = Factory(list)

    def given(self) -> int:
        """How many records have been read."""
        return self.number

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth == 1:
            self._root = tag
        if self._depth == _RECORD:
            self._record = {}
        elif self._depth == _FIELD:
            self._text = []

    def text(self, text: str) -> None:
        if self._depth == _FIELD:
            self._text.append(text)

    def end(self, tag: str) -> None:
        if self._depth == _FIELD:
            self._record[tag.rpartition(":")[2]] = "".join(self._text).strip()
        elif self._depth == _RECORD:
            self._give()
        self._depth -= 1
        if self._depth == 0 and not self.number:
            self._none()

    def _give(self, **ours: str) -> None:
        if not self.number and not self.writer.has_case_column([*self._record]):
            self._none()
        self.number += 1
        self.writer.row(self._record, self.name, self.number, **ours)

    def _none(self) -> None:
        case = repr(self.writer.case_column)
        said = {"path": self.name, "case": case, "found": self._root}
        raise NoLog(MESSAGES["no-records"].format(**said))

    def broken(self, reason: str) -> None:
        """What there is of the last record is not the whole of it."""
        if not self.number:
            raise NoLog(MESSAGES["not-xml"].format(path=self.name, reason=reason))
        self._give(**{WRONG: MESSAGES["broken"].format(reason=reason)})
