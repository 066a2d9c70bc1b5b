"""A tracker as a file, and the map by which it is read rightly."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import odfdo
import xlsxwriter

from tests.trackers.generate import Tracker

ENCODINGS: Final = ("utf-8", "utf-8-sig", "cp1252", "utf-16")
DELIMITERS: Final = (",", ";", "\t")


def written(made: Tracker, folder: Path) -> Path:
    """The tracker in a file of its format."""
    path = folder / f"tracker-{made.number}.{made.format}"
    {"csv": _csv, "xlsx": _xlsx, "ods": _ods}[made.format](made, path)
    return path


def grid(made: Tracker) -> list[list[Any]]:
    """All of its lines: those above, the headings, the rows, those below."""
    lines: list[list[Any]] = [[each] for each in made.above]
    if made.above and made.number % 2:
        lines.append([])
    if made.groups:
        shown = [made.groups[role] for role in made.columns]
        lines.append(["" if a == b else a for a, b in zip(shown, ["", *shown], strict=False)])
    lines.append(_shown_headings(made))
    lines += made.rows
    if "gap" in made.mess:
        lines.insert(len(lines) - 2, [])
    return lines + ([[], *([each] for each in made.below)] if made.below else [])


def _shown_headings(made: Tracker) -> list[str]:
    """The headings, as messy as they stand in the file."""
    shown = {role: made.headings[role] for role in made.columns}
    beside = [role for role in made.columns if role.startswith("beside")]
    if "newline" in made.mess:
        role = next((role for role in made.columns if " " in shown[role]), "case")
        shown[role] = shown[role].replace(" ", "\n", 1)
    if "repeated" in made.mess and len(beside) > 1:
        shown[beside[1]] = shown[beside[0]]
    if "unnamed" in made.mess:
        shown[beside[-1]] = ""
    return list(shown.values())


def _csv(made: Tracker, path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=DELIMITERS[made.number % len(DELIMITERS)])
    writer.writerows(grid(made))
    encoding = ENCODINGS[made.number % len(ENCODINGS)]
    path.write_bytes(text.getvalue().encode(encoding))


def _xlsx(made: Tracker, path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"date_1904": made.number % 4 == 0})
    sheet = book.add_worksheet("Log")
    of_day = book.add_format({"num_format": "dd/mm/yyyy"})
    if made.number % 5 == 0:
        book.add_worksheet("Lookups").write_row(0, 0, ["Team", "Officer"])
    lines = grid(made)
    for row, line in enumerate(lines):
        if len(line) == 1 and line[0] in made.above:
            sheet.merge_range(row, 0, row, len(made.columns) - 1, line[0])
            continue
        for column, value in enumerate(line):
            if isinstance(value, date):
                sheet.write_datetime(row, column, value, of_day)
            elif isinstance(value, str) and value.isdecimal() and value[:1] != "0":
                sheet.write_number(row, column, int(value))
            elif value:
                sheet.write_string(row, column, value)
    if made.groups:
        _merge_groups(made, sheet, next(n for n, line in enumerate(lines) if line[1:]))
    if made.number % 7 == 0:
        sheet.set_row(len(lines) - 1, None, None, {"hidden": True})
    book.close()


def _merge_groups(made: Tracker, sheet: Any, row: int) -> None:
    for name in dict.fromkeys(made.groups.values()):
        places = [n for n, role in enumerate(made.columns) if made.groups[role] == name]
        if len(places) > 1:
            sheet.merge_range(row, places[0], row, places[-1], name)


def _ods(made: Tracker, path: Path) -> None:
    book = odfdo.Document("spreadsheet")
    book.body.clear()
    sheet = odfdo.Table("Log")
    for line in grid(made):
        row = odfdo.Row()
        row.set_values([value if value != "" else None for value in line])
        sheet.append_row(row)
    book.body.append(sheet)
    book.save(str(path))


def map_of(made: Tracker) -> str:
    """The map by which a tracker is read rightly, as YAML (that JSON is)."""
    names = made.headings
    columns: dict[str, Any] = {"case": names["case"]}
    if "regime" in names:
        columns["regime"] = {"column": names["regime"], "values": made.values["regime"]}
    of_answer: dict[str, Any] = {}
    if "outcome" in names:
        of_answer["outcome"] = {"column": names["outcome"], "values": made.values["outcome"]}
    if "exemptions" in names:
        of_answer["exemptions"] = {"column": names["exemptions"]}
    events: list[dict[str, Any]] = [
        {"event": role, "on": name, **({"set": of_answer} if role == "response" else {})}
        for role, name in names.items()
        if role not in (*columns, *of_answer, "case") and not role.startswith("beside")
    ]
    for event in dict.fromkeys(made.states.values()):
        where: dict[str, Any] = {
            names["outcome"]: [name for name, of in made.states.items() if of == event]
        }
        if event in names:
            where[names[event]] = None
        events.append({"event": event, "where": where})
    body = {
        "map": f"tracker-{made.number}",
        "date-formats": [made.day_format.replace("%-", "%")],
        "columns": columns,
        "events": events,
    }
    return json.dumps(body, indent=1, ensure_ascii=False)
