"""A CSV file with further columns; what stands in it stays as it is, to the byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from foirules.audit.reading.readers.csv_head import SEP
from foirules.audit.reading.readers.csv_rows import csv_rows
from foirules.audit.reading.readers.encodings import CODEC, utf_16
from foirules.audit.reading.readers.row_writer import HeadingRow


def annotated_csv(
    data: bytes,
    head: HeadingRow,
    headings: Sequence[str],
    notes: Mapping[int, tuple[date | None, str | None]],
) -> bytes:
    """The file with values behind those of each row; in the encoding that it has.

    :param head: where the names of its columns stand.
    :param headings: of the further columns.
    :param notes: by the number of a row, what is to stand in them.
    """
    codec = _codec(data)
    text = data.decode(codec, "surrogateescape")
    told = SEP.match(text.removeprefix("\ufeff"))
    before = text[: text.index("\n") + 1] if told else ""
    said = {row: tuple(map(_text, values)) for row, values in notes.items()}
    said[head.row] = tuple(headings)
    lines = _lines(text[len(before) :], head, said)
    return (before + "".join(lines)).encode(codec, "surrogateescape")


def _codec(data: bytes) -> str:
    if codec := utf_16(data[: 1 << 16]):
        return codec
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            data.decode(CODEC)
        except UnicodeDecodeError:
            return "utf-8"
        return CODEC
    return "utf-8"


def _lines(text: str, head: HeadingRow, said: Mapping[int, Sequence[str]]) -> Iterator[str]:
    """The rows of a text, with what is said of them behind; above the names they stay."""
    mark = head.delimiter
    if "\n" not in text:  # as old files of a Mac are
        text = text.replace("\r", "\n")
    lines = text.split("\n")
    width, begun = 0, 0
    for number, row in enumerate(csv_rows(text.removeprefix("\ufeff"), mark), 1):
        width = len(row.values) if number == head.row else width
        own = "\n".join(lines[begun : row.lines])
        begun = row.lines
        end = "\n" if begun < len(lines) else ""
        if number >= head.row and not row.wrong and any(row.values):
            returned = "\r" if own.endswith("\r") else ""
            missing = mark * max(width - len(row.values), 0)
            values = said.get(number, ("",) * 2)
            more = "".join(mark + _quoted(value, mark) for value in values)
            own = own.removesuffix("\r") + missing + more + returned
        yield own + end


def _text(value: date | str | None) -> str:
    return "" if value is None else str(value)


def _quoted(value: str, mark: str) -> str:
    if any(each in value for each in (mark, '"', "\n", "\r")):
        return '"' + value.replace('"', '""') + '"'
    return value
