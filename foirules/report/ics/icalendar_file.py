"""Last days -> a file of a calendar (iCalendar), by the library ``icalendar``, which only this
module imports."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from foirules.report import NOT_ADVICE
from foirules.report.ics.last_days import ENDED, UNCERTAIN, LastDay
from foirules.rules.version import __version__, in_words

ALARMS: Final = (7, 1)  # calendar days before a last day
AT: Final = timedelta(hours=9)  # of the day on which an alarm goes off
_CONTROLS: Final = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_END: Final = b"END:VCALENDAR\r\n"
_STATUS: Final = {ENDED: "CANCELLED", UNCERTAIN: "TENTATIVE"}


def calendar_file(
    last_days: Iterable[LastDay], as_of: date, title: str, made_by: Mapping[str, str | None]
) -> Iterator[bytes]:
    """A calendar, piece by piece.

    An entry has the day ``as_of`` as its stamp and as the number of its sequence: that of a later
    file takes its place in the calendar, whatever the order in which they are read.

    :param title: what a calendar that is made of the file is called.
    :param made_by: what made what it shows, as results in JSON say it.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//foirules//foirules {__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _line(title))
    calendar.add("x-wr-caldesc", f"{NOT_ADVICE} {in_words(made_by)}")
    yield calendar.to_ical().removesuffix(_END)
    for each in last_days:
        yield _event(each, as_of).to_ical()
    yield _END


def _event(of: LastDay, as_of: date) -> Event:
    event = Event()
    stamp = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    event.add("uid", f"{of.id}@foirules")
    event.add("sequence", int(f"{as_of:%Y%m%d}"))
    event.add("dtstamp", stamp)
    event.add("last-modified", stamp)
    event.add("dtstart", of.day)
    event.add("dtend", of.day + timedelta(days=1))
    event.add("summary", _line(of.title))
    event.add("description", "\n".join(map(_line, of.lines)))
    event.add("status", _STATUS.get(of.state, "CONFIRMED"))
    event.add("transp", "TRANSPARENT")
    if of.actors:
        event.add("categories", [_line(actor.replace("-", " ")) for actor in of.actors])
    if of.state != ENDED:
        for days in ALARMS:
            if of.day - timedelta(days) >= as_of:
                event.add_component(_alarm(of, days))
    return event


def _alarm(of: LastDay, days: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", AT - timedelta(days))
    alarm.add("description", _line(of.title))
    return alarm


def _line(text: str) -> str:
    """Text as one line, without characters that control a terminal or end a line."""
    return _CONTROLS.sub("", " ".join(text.split()))
