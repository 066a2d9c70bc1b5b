"""The sheets of a workbook, by python-calamine.

It is also run as a program of its own, which imports nothing of foirules: calamine may end its
process over a broken .xls.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import IO, Any, Final, NamedTuple

GIVEN_UP: Final = "it is so broken or large that calamine, which reads it, gives up"
MOST_MEMORY: Final = 2 << 30  # bytes that a workbook .xls may take
Merged = list[tuple[tuple[int, int], tuple[int, int]]]


class RawSheet(NamedTuple):
    """A sheet as calamine gives it.

    ``rows`` is empty where it has more cells than are asked for: ``height`` by ``width``.
    ``merged`` are cells that are one, by the row and the column of the first and of the last.
    """

    name: str
    hidden: bool
    rows: list[list[Any]]
    height: int
    width: int
    merged: Merged


class BrokenBook(ValueError):
    """A workbook that cannot be read."""


def load(file: IO[bytes], only: list[str], most: int) -> list[RawSheet]:
    """The sheets of a workbook.

    :param only: their names; all if there are none.
    :param most: cells of a sheet.
    :raises ImportError: where there is no python-calamine.
    :raises BrokenBook: with the reason.
    """
    import python_calamine as calamine

    try:
        with calamine.load_workbook(file) as book:
            known = [e for e in book.sheets_metadata if e.typ == calamine.SheetTypeEnum.WorkSheet]
            hidden = {e.name for e in known if e.visible != calamine.SheetVisibleEnum.Visible}
            named = [each.name for each in known]
            return [
                _sheet(book.get_sheet_by_name(name), name in hidden, most, not only or name in only)
                for name in named
            ]
    except calamine.WorksheetNotFound as error:
        raise BrokenBook(f"nothing is found of its sheet {error}") from None
    except (calamine.CalamineError, OSError) as error:
        raise BrokenBook(str(error).partition("\n")[0]) from None


def _sheet(sheet: Any, hidden: bool, most: int, wanted: bool) -> RawSheet:
    height, width = sheet.total_height, sheet.total_width
    rows = sheet.to_python(skip_empty_area=False) if wanted and height * width <= most else []
    return RawSheet(sheet.name, hidden, rows, height, width, sheet.merged_cell_ranges or [])


def load_apart(data: bytes, only: list[str], most: int) -> list[RawSheet]:
    """The sheets of a workbook, read by a process of its own, which may die of it.

    :param data: what is in its file.

    :raises ImportError: where there is no python-calamine.
    :raises BrokenBook: with the reason.
    """
    import python_calamine  # noqa: F401  # said here, where it is known what is missing

    command = [sys.executable, "-P", __file__, str(most), *only]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    if done.returncode:
        raise BrokenBook(GIVEN_UP)
    said = pickle.loads(done.stdout)
    if isinstance(said, str):
        raise BrokenBook(said)
    return [RawSheet(*each) for each in said]


def main(most: str, *only: str) -> None:
    """Reads a workbook from standard input, and writes its sheets, or what is wrong with it."""
    import io
    from contextlib import suppress

    with suppress(ImportError, OSError, ValueError):  # Windows has none, others a lower one
        from resource import RLIMIT_AS, setrlimit

        setrlimit(RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    try:
        found: Any = [
            tuple(each) for each in load(io.BytesIO(sys.stdin.buffer.read()), list(only), int(most))
        ]
    except BrokenBook as error:
        found = str(error)
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
