"""The XML of .ods -> the errors of each sheet, and its formulas without a value."""

from __future__ import annotations

import zipfile
from typing import Final

from attrs import Factory, define

from foirules.audit.reading.readers.row_writer import LogError
from foirules.audit.reading.readers.sheet_marks import SheetMarks, check_marks
from foirules.audit.reading.readers.xml import NotXml, parsed

MESSAGES: Final = {"not-xml": "{path}: a workbook that is broken: {reason}"}
CONTENT: Final = "content.xml"


def ods_marks(archive: zipfile.ZipFile, path: str) -> dict[str, SheetMarks]:
    """What the XML says of each sheet, by its name.

    :param path: what messages call the workbook.
    :raises LogError: where it is broken, or a sheet has too many cells.
    """
    reader = _ContentReader()
    try:
        with archive.open(CONTENT) as file:
            for _ in parsed(file, path, reader.start, reader.end, reader.text):
                for name, marks in reader.sheets.items():
                    check_marks(path, name, marks)
    except (NotXml, ValueError, KeyError) as error:  # or a number that is none, or no such file
        if isinstance(error, LogError):
            raise
        raise LogError(MESSAGES["not-xml"].format(path=path, reason=error)) from None
    return reader.sheets


@define
class _ContentReader:
    """Follows tables, rows and cells, each as often as it is repeated."""

    sheets: dict[str, SheetMarks] = Factory(dict)
    _marks: SheetMarks = Factory(SheetMarks)
    _row: int = 0
    _rows: int = 1
    _column: int = 0
    _repeated: int = 1
    _said: list[str] | None = None

    def start(self, tag: str, given: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table":
            self._marks = self.sheets[given.get("table:name", "")] = SheetMarks()
            self._row = 0
        elif tag == "table-row":
            self._rows = int(given.get("table:number-rows-repeated", 1))
            self._column = 0
        elif tag == "table-cell" or tag == "covered-table-cell":
            columns = int(given.get("table:number-columns-repeated", 1))
            if "office:value-type" in given:
                self._marks.says(self._row + self._rows - 1, self._column + columns - 1)
            if given.get("calcext:value-type") == "error":
                self._said = []
            elif "office:value-type" not in given and "table:formula" in given:
                self._marks.formulas.add((self._row, self._column))
            self._column += columns
            self._repeated = self._rows * columns
        elif tag == "s":
            self._marks.text += max(0, int(given.get("text:c", 1))) * self._repeated

    def text(self, text: str) -> None:
        self._marks.text += len(text) * self._repeated
        if self._said is not None:
            self._said.append(text)

    def end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "table-row":
            self._row += self._rows
        elif self._said is not None and tag == "table-cell":
            self._marks.errors[self._row, self._column - 1] = "".join(self._said)
            self._said = None
