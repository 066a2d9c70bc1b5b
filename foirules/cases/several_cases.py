"""A file of cases -> each case, or what is wrong with it: one case, a list, or JSON lines.

JSON lines are read as they come, one case a line. Anything else is read whole, within the bounds of
a case file.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import IO, Final

from foirules.cases.case import Case
from foirules.cases.case_file import case_of_item, read_case_file
from foirules.cases.errors import CaseError
from foirules.documents.items import Item
from foirules.documents.load import bounded, decoded, load_document, opened
from foirules.documents.problems import DocumentError, Problems
from foirules.language.regime import Regime

MESSAGES: Final = {"json": "no JSON: {reason}"}
Found = Iterator[Case | CaseError]


def load_cases(
    path: str | Path, law: Mapping[str, Regime] | None = None, regime: str | None = None
) -> Found:
    """The cases of a file, ``-`` for standard input, in their order; what is wrong with one of
    several stands in its place.

    :param law: the regimes known, from :func:`foirules.load_law`; those shipped, if not given.
    :param regime: the id of a law to try in place of that of the cases.
    """
    try:
        with opened(path) as file:
            yield from _Cases(str(path), law, regime).of(file)
    except DocumentError as error:
        yield CaseError(error.errors)


def read_cases(
    data: bytes, name: str, law: Mapping[str, Regime] | None = None, regime: str | None = None
) -> Found:
    """The cases of the bytes of a file; as :func:`load_cases`.

    :param name: what messages call it.
    """
    try:
        yield from _Cases(name, law, regime).of(BytesIO(data))
    except DocumentError as error:
        yield CaseError(error.errors)


class _Cases:
    def __init__(self, name: str, law: Mapping[str, Regime] | None, regime: str | None) -> None:
        self.name, self.law, self.regime = name, law, regime

    def of(self, file: IO[bytes]) -> Found:
        """:raises DocumentError: where what is not JSON lines cannot be read at all."""
        head = [bounded(file.readline, self.name)]
        if _is_object(head[0]):
            for line in self._rest(file):
                head.append(line)
                if line.strip():
                    yield from self._lines(chain(head, self._rest(file)))
                    return
        data = bounded(lambda size: b"".join(head) + file.read(size), self.name)
        text = decoded(data, self.name)
        item = load_document(text, self.name)
        if isinstance(item.value, list) and item.value:
            for each in item.value:
                yield self._one(each)
        else:
            yield _case(lambda: read_case_file(data, self.name, self.law, self.regime).case)

    def _rest(self, file: IO[bytes]) -> Iterator[bytes]:
        """The lines that have not been read yet."""
        return iter(lambda: bounded(file.readline, self.name), b"")

    def _lines(self, lines: Iterable[bytes]) -> Found:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield self._line(line, number)

    def _line(self, line: bytes, number: int) -> Case | CaseError:
        try:
            text = decoded(line, self.name)
            json.loads(text.rstrip("\r\n"))
            item = load_document(text, self.name, above=number - 1)
        except DocumentError as error:
            return CaseError(error.errors)
        except (json.JSONDecodeError, RecursionError) as error:
            problems = Problems(self.name, MESSAGES)
            at = Item(None, number, getattr(error, "colno", 1))
            problems.say(at, "", "json", reason=getattr(error, "msg", "nested too deep"))
            return CaseError(problems.lines)
        return self._one(item)

    def _one(self, item: Item) -> Case | CaseError:
        return _case(lambda: case_of_item(item, self.name, self.law, self.regime))


def _case(read: Callable[[], Case]) -> Case | CaseError:
    try:
        return read()
    except CaseError as error:
        return error


def _is_object(line: bytes) -> bool:
    """Whether a line is an object of JSON, whole."""
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False
