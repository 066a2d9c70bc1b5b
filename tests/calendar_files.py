"""Files of calendars as two readers have them, and what a person's calendar makes of them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import vobject
from attrs import frozen
from icalendar import Calendar

CONFIRMED, TENTATIVE, CANCELLED = "CONFIRMED", "TENTATIVE", "CANCELLED"


@frozen
class Entry:
    """An entry of a calendar."""

    uid: str
    day: date
    status: str
    sequence: int
    title: str
    text: str
    categories: tuple[str, ...]
    alarms: int


def entries(file: bytes) -> list[Entry]:
    """The entries of a file, on which both readers agree, none of them twice."""
    found = _by_icalendar(file)
    assert found == _by_vobject(file)
    assert len({each.uid for each in found}) == len(found)
    return found


def _by_icalendar(file: bytes) -> list[Entry]:
    calendar = Calendar.from_ical(file)
    return [
        Entry(
            str(event["uid"]),
            event.decoded("dtstart"),
            str(event["status"]),
            event.sequence,
            str(event["summary"]),
            str(event["description"]),
            tuple(map(str, event.categories)),
            len(event.walk("VALARM")),
        )
        for event in calendar.events
    ]


def _by_vobject(file: bytes) -> list[Entry]:
    (calendar,) = vobject.readComponents(file.decode("utf-8"))
    return [
        Entry(
            event.uid.value,
            event.dtstart.value,
            event.status.value,
            int(event.sequence.value),
            event.summary.value,
            event.description.value,
            tuple(event.categories.value) if hasattr(event, "categories") else (),
            len(getattr(event, "valarm_list", ())),
        )
        for event in getattr(calendar, "vevent_list", ())
    ]


def taken_in(calendar: dict[str, Entry], files: Iterable[bytes]) -> dict[str, Entry]:
    """A person's calendar after files were imported: an entry takes the place of the one of the
    same id that is no newer, and one that is cancelled is taken out."""
    held = dict(calendar)
    gone: dict[str, int] = {}
    for file in files:
        for each in entries(file):
            known = held[each.uid].sequence if each.uid in held else gone.get(each.uid, 0)
            if each.sequence < known:
                continue
            held.pop(each.uid, None)
            if each.status == CANCELLED:
                gone[each.uid] = each.sequence
            else:
                held[each.uid] = each
    return held
