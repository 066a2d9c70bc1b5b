"""Write `table.py`, the bank holidays the library reads: `python -m foirules.calendars.build`.

With `--check` nothing is written; exit code 1 says that the table is not what a build would give.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from foirules.calendars.nations import NATIONS, bank_holidays
from foirules.calendars.proclaimed import ANNOUNCED_UNTIL, EW, FIRST_YEAR, LAST_YEAR, NI, SCOTLAND

TABLE = Path(__file__).with_name("table.py")

LETTERS = {EW: "E", SCOTLAND: "S", NI: "N"}

HEAD = '''"""Bank holidays of the United Kingdom, Monday to Friday. Made by `build`; do not edit.

Each: the day, where (E: England and Wales, S: Scotland, N: Northern Ireland), and what it is.
"""

from datetime import date

FIRST_YEAR = {first}
LAST_YEAR = {last}
ANNOUNCED_UNTIL = {until}

# fmt: off
BANK_HOLIDAYS: tuple[tuple[str, str, str], ...] = (
'''


def render() -> str:
    """The text of `table.py`."""
    nations_of: dict[tuple[str, str], str] = {}
    for nation in NATIONS:
        for year in range(FIRST_YEAR, LAST_YEAR + 1):
            for day, reason in bank_holidays(nation, year).items():
                key = day.isoformat(), reason
                nations_of[key] = nations_of.get(key, "") + LETTERS[nation]
    announced = f"date({ANNOUNCED_UNTIL.year}, {ANNOUNCED_UNTIL.month}, {ANNOUNCED_UNTIL.day})"
    lines = [HEAD.format(first=FIRST_YEAR, last=LAST_YEAR, until=announced)]
    # By day, then England and Wales first.
    for (iso, reason), nations in sorted(nations_of.items(), key=lambda row: (row[0][0], row[1])):
        lines.append(f'    ("{iso}", "{nations}", "{reason}"),\n')
    return "".join(lines) + ")\n"


def main(arguments: Sequence[str]) -> int:
    """Write the table, or with `--check` compare it; the exit code."""
    if list(arguments) not in ([], ["--check"]):
        print("usage: python -m foirules.calendars.build [--check]", file=sys.stderr)
        return 2
    text = render()
    if not arguments:
        TABLE.write_text(text, encoding="utf-8")
    elif not TABLE.exists() or TABLE.read_text(encoding="utf-8") != text:
        print(
            f"{TABLE.name} is out of date: run python -m foirules.calendars.build", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
