"""Which days count: the calendars of the United Kingdom, of FOIA s10(6), and of schools.

Days are ordinals (`date.toordinal()`) throughout; periods are in working days of the calendar.
"""

from foirules.calendars.school import school_calendar
from foirules.calendars.uk import ALSO, CALENDAR_NAMES, get_calendar
from foirules.calendars.working_days import Calendar, NotCounted, OutsideCalendar

__all__ = [
    "ALSO",
    "CALENDAR_NAMES",
    "Calendar",
    "NotCounted",
    "OutsideCalendar",
    "get_calendar",
    "school_calendar",
]
