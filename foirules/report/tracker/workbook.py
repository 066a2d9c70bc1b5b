"""A tracker as a workbook (.xlsx): the requests, what may stand in their columns, the days off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from attrs import define, field
from xlsxwriter.worksheet import Worksheet

from foirules.calendars.working_days import Calendar
from foirules.policy.policy import Policy
from foirules.report.tracker.days_off import calendar_of, days_off, times
from foirules.report.tracker.layout import Column, Layout, letter

LISTS, DAYS_OFF, ABOUT = "Lists", "Days off", "About"
DAY: Final = "dd/mm/yyyy"
_DAY_ZERO: Final = date(1899, 12, 30)  # from which a spreadsheet counts days
_HEADINGS: Final = (  # of the sheet of days off, with the widths of its columns
    *(("Day off", 12), ("Why", 44), ("", 3)),
    *(("Law", 8), ("Time runs from", 14), ("to", 12), ("Working days", 13)),
)
WRONG: Final = {
    "day": ("No day", "Expected a day from {first} to {last}, such as {last}."),
    "choice": ("Not in the list", "Choose one from the list."),
}
_COLOURS: Final = {"head": "#DCE6F1", "worked_out": "#F2F2F2", "alarm": "#C00000"}


def workbook(
    layout: Layout, policies: Mapping[str, Policy], as_of: date, example: bool = False
) -> bytes:
    """A tracker to be filled in.

    :param policies: by their ids; those of the layout's regimes count.
    :param as_of: the day on which it is written.
    :param example: whether it has made-up rows.
    """
    data = BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    book.set_properties({"title": layout.name, "created": as_of})
    _Writer(book, layout, policies, as_of).write(layout.example(as_of) if example else [])
    book.close()
    return data.getvalue()


@define
class _Writer:
    """Writes the sheets of a tracker."""

    book: Any
    layout: Layout
    policies: Mapping[str, Policy]
    as_of: date
    calendar: Calendar = field(init=False)
    _formats: dict[str, Any] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.calendar = calendar_of(self.layout.laws, self.policies)
        add = self.book.add_format
        self._formats = {
            "head": add({"bold": True, "text_wrap": True, "bg_color": _COLOURS["head"]}),
            "day": add({"num_format": DAY}),
            "worked_out": add({"num_format": DAY, "bg_color": _COLOURS["worked_out"]}),
            "alarm": add({"font_color": _COLOURS["alarm"], "bold": True}),
            "wrapped": add({"text_wrap": True, "valign": "top"}),
        }

    def write(self, rows: Sequence[Mapping[str, Any]]) -> None:
        requests = self.book.add_worksheet(self.layout.sheet)
        self._lists(self.book.add_worksheet(LISTS))
        self._days_off(self.book.add_worksheet(DAYS_OFF))
        self._about(self.book.add_worksheet(ABOUT))
        self._requests(requests, rows)

    # --- what the requests refer to -----------------------------------------------------------

    def _lists(self, sheet: Worksheet) -> None:
        """What may stand in the columns, a column each."""
        chosen = [each for each in self.layout.columns.values() if each.choices]
        for place, column in enumerate(chosen):
            sheet.set_column(place, place, column.width, None)
            sheet.write(0, place, column.heading, self._formats["head"])
            sheet.write_column(1, place, column.choices)
            cells = f"${letter(place)}$2:${letter(place)}${len(column.choices) + 1}"
            self.book.define_name(_list_of(column), f"={LISTS}!{cells}")

    def _days_off(self, sheet: Worksheet) -> None:
        """The days that are left out, and the times for answering."""
        off = days_off(self.calendar)
        of_laws = list(times(self.layout.laws, self.policies, self.calendar))
        for place, (heading, width) in enumerate(_HEADINGS):
            sheet.set_column(place, place, width, self._formats["day"])
            if heading:
                sheet.write(0, place, heading, self._formats["head"])
        for row, (day, why) in enumerate(off, 1):
            sheet.write_datetime(row, 0, day, self._formats["day"])
            sheet.write(row, 1, why)
        for row, each in enumerate(of_laws, 1):
            sheet.write(row, 3, each.law)
            sheet.write_datetime(row, 4, each.first, self._formats["day"])
            sheet.write_datetime(row, 5, each.last, self._formats["day"])
            sheet.write(row, 6, each.days, self.book.add_format({"num_format": "0"}))
        self._name("DaysOff", 0, len(off))
        for name, place in (("Law", 3), ("From", 4), ("Until", 5), ("Days", 6)):
            self._name(f"Times{name}", place, len(of_laws))
        sheet.freeze_panes(1, 0)

    def _name(self, name: str, place: int, rows: int) -> None:
        cells = f"${letter(place)}$2:${letter(place)}${rows + 1}"
        self.book.define_name(name, f"='{DAYS_OFF}'!{cells}")

    def _about(self, sheet: Worksheet) -> None:
        sheet.set_column(0, 0, 100, self._formats["wrapped"])
        laws = "; ".join(f"{name}: {each.title}" for name, each in self.layout.laws.items())
        announced = self.calendar.announced_until
        own = [
            f"Laws: {laws}.",
            f"Days off: {self.calendar.first_date} to {self.calendar.last_date}; bank holidays are"
            f" announced until {announced}, and those after it are provisional. Written on"
            f" {self.as_of}.",
        ]
        sheet.write_column(0, 0, [*self.layout.about, *own])

    # --- the requests -------------------------------------------------------------------------

    def _requests(self, sheet: Worksheet, rows: Sequence[Mapping[str, Any]]) -> None:
        last = self.layout.rows
        for place, column in enumerate(self.layout.columns.values()):
            form = "worked_out" if column.formula else "day" if column.day else None
            sheet.set_column(place, place, column.width, self._formats[form] if form else None)
            sheet.write(0, place, column.heading, self._formats["head"])
            cells = (1, place, last, place)
            if column.formula:
                stored = [each.get(column.heading, "") for each in rows]
                stored += [""] * (last - len(stored))
                for row, value in enumerate(stored, 1):
                    self._formula(sheet, row, place, column.formula, value)
            elif rule := self._rule(column):
                sheet.data_validation(*cells, rule)
            if column.alarm:
                condition = "=" + self.layout.in_row(column.alarm, 2)
                red = {"type": "formula", "criteria": condition, "format": self._formats["alarm"]}
                sheet.conditional_format(*cells, red)
        for row, said in enumerate(rows, 1):
            for place, column in enumerate(self.layout.columns.values()):
                value = said.get(column.heading)
                if column.formula or value is None:
                    continue
                if isinstance(value, date):
                    sheet.write_datetime(row, place, value, self._formats["day"])
                else:
                    sheet.write(row, place, value)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, last, len(self.layout.columns) - 1)
        sheet.set_row(0, 32)

    def _formula(self, sheet: Worksheet, row: int, place: int, formula: str, value: Any) -> None:
        """A cell worked out by the spreadsheet, and what it comes to until then."""
        stored = (value - _DAY_ZERO).days if isinstance(value, date) else value
        said = "=" + self.layout.in_row(formula, row + 1)
        sheet.write_formula(row, place, said, self._formats["worked_out"], stored)

    def _rule(self, column: Column) -> dict[str, Any] | None:
        """What may be typed into a column."""
        if column.choices:
            title, said = WRONG["choice"]
            return {
                "validate": "list",
                "source": f"={_list_of(column)}",
                "show_error": not column.open,
                "error_title": title,
                "error_message": said,
            }
        if not column.day:
            return None
        first, last = self.calendar.first_date, self.calendar.last_date
        title, said = WRONG["day"]
        shown = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": first,
            "maximum": last,
            "error_title": title,
            "error_message": said.format(**shown),
        }


def _list_of(column: Column) -> str:
    """What the list of a column is called."""
    return "".join(column.heading.title().split()) + "List"
