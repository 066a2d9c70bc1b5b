"""The labelled threads are well made: what they say is of the law's words and stands in their texts."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from foirules import Case
from foirules.calendars.uk import get_calendar
from foirules.language.regime_files import load_law
from foirules.language.types import Enumeration, SetType
from tests.letters.gold import (
    EIGHTEENTH,
    ELEVENTH,
    FIFTEENTH,
    FIFTH,
    FORMS,
    FOURTEENTH,
    FOURTH,
    HELD_BACK,
    LABELLED,
    MEANINGS,
    NINETEENTH,
    NINTH,
    NOT_RELIED_ON,
    SECOND,
    SEVENTEENTH,
    SEVENTH,
    SIDES,
    SIXTEENTH,
    SIXTH,
    STYLES,
    TENTH,
    THIRD,
    THIRTEENTH,
    TWELFTH,
    TWENTIETH,
    TWENTY_EIGHTH,
    TWENTY_FIFTH,
    TWENTY_FIRST,
    TWENTY_FOURTH,
    TWENTY_SECOND,
    TWENTY_SEVENTH,
    TWENTY_SIXTH,
    TWENTY_THIRD,
    UNITS,
    GoldDate,
    Message,
    Span,
    Thread,
    fields,
    threads,
)

pytestmark = pytest.mark.one_cpython
LAW = load_law()
KINDS = {"date": date, "true or false": bool, "number": int}
FOLDERS = {
    "held_back": threads(HELD_BACK),
    "labelled": threads(LABELLED),
    "second": threads(SECOND),
    "third": threads(THIRD),
    "fourth": threads(FOURTH),
    "fifth": threads(FIFTH),
    "sixth": threads(SIXTH),
    "seventh": threads(SEVENTH),
    "ninth": threads(NINTH),
    "tenth": threads(TENTH),
    "eleventh": threads(ELEVENTH),
    "twelfth": threads(TWELFTH),
    "thirteenth": threads(THIRTEENTH),
    "fourteenth": threads(FOURTEENTH),
    "fifteenth": threads(FIFTEENTH),
    "sixteenth": threads(SIXTEENTH),
    "seventeenth": threads(SEVENTEENTH),
    "eighteenth": threads(EIGHTEENTH),
    "nineteenth": threads(NINETEENTH),
    "twentieth": threads(TWENTIETH),
    "twenty_first": threads(TWENTY_FIRST),
    "twenty_second": threads(TWENTY_SECOND),
    "twenty_third": threads(TWENTY_THIRD),
    "twenty_fourth": threads(TWENTY_FOURTH),
    "twenty_fifth": threads(TWENTY_FIFTH),
    "twenty_sixth": threads(TWENTY_SIXTH),
    "twenty_seventh": threads(TWENTY_SEVENTH),
    "twenty_eighth": threads(TWENTY_EIGHTH),
}
THREADS = [thread for of in FOLDERS.values() for thread in of]
EVER = [date(2005, 1, 1), date(2025, 12, 31)]
EACH = pytest.mark.parametrize("thread", THREADS, ids=[thread.name for thread in THREADS])


def events(thread: Thread) -> Iterator[tuple[Message, Mapping[str, Any]]]:
    for message in thread.messages:
        for event in message.events or ():
            yield message, event


@EACH
def test_a_thread_names_its_law_style_and_form(thread: Thread) -> None:
    assert thread.regime in LAW
    assert thread.style in STYLES
    assert thread.form in FORMS
    assert thread.hard
    assert all(isinstance(part, str) for part in thread.parts)


@EACH
def test_messages_stand_in_their_files_and_beside_each_other(thread: Thread) -> None:
    taken: dict[str, list[tuple[int, int]]] = {}
    for message in thread.messages:
        assert message.side in SIDES
        lines = thread.files[message.file].splitlines()
        assert 1 <= message.lines.first <= message.lines.last <= len(lines)
        assert any(line.strip() for line in lines[message.lines.first - 1 : message.lines.last])
        assert all(span.within(message.lines) for span in message.quoted + message.translation)
        taken.setdefault(message.file, []).append((message.lines.first, message.lines.last))
    assert set(taken) == set(thread.files)
    for spans in taken.values():
        spans.sort()
        assert all(before[1] < after[0] for before, after in pairwise(spans))


@EACH
def test_messages_are_in_order_of_their_days(thread: Thread) -> None:
    days = [message.day for message in thread.messages if message.day]
    assert days == sorted(days)


@EACH
def test_events_and_their_fields_are_of_the_vocabulary(thread: Thread) -> None:
    for message, event in events(thread):
        kind = LAW[thread.regime].vocabulary.events[event["event"]]
        assert message.side in (*kind.actor.split(" or "), "other"), event
        known = {field.name for field in kind.fields} | {"event", "parts"}
        assert {path.rpartition(".")[2] for path, _ in fields(event)} <= known, event
        assert kind.by_part or "outcomes" not in event, event
        assert kind.by_part or kind.names_parts or "parts" not in event, event
        assert set(event.get("parts", ())) | set(event.get("outcomes", ())) <= set(thread.parts)


@EACH
def test_values_are_of_the_vocabulary(thread: Thread) -> None:
    for _, event in events(thread):
        kind = LAW[thread.regime].vocabulary.events[event["event"]]
        types = {field.name: field.type for field in kind.fields}
        for path, value in fields(event):
            field = path.rpartition(".")[2]
            if value is None or field in ("event", "parts"):
                continue
            of = types[field]
            if isinstance(of, Enumeration):
                assert value in of.members, path
            elif isinstance(of, SetType):
                assert value, path
                assert set(value) <= set(of.masks), path
            else:
                assert isinstance(value, KINDS[of.name]), path


@EACH
def test_what_is_said_has_its_lines_and_what_is_open_its_reason(thread: Thread) -> None:
    for message, event in events(thread):
        values = dict(fields(event))
        read, why = event.get("read", {}), event.get("why", {})
        assert set(why) == {path for path, value in values.items() if value is None}, event
        for path, value in values.items():
            needed = value is not None and not (path.startswith("states.") and value is False)
            assert (path in read) == needed, (path, event)
        assert set(read) <= set(values), event
        for written in read.values():
            first, _, last = str(written).partition("-")
            assert message.lines.first <= int(first), written
            assert int(last or first) <= message.lines.last, written


@EACH
def test_words_of_dates_stand_in_their_lines(thread: Thread) -> None:
    for message in thread.messages:
        for each in message.dates:
            assert each.means in MEANINGS
            assert each.lines.within(message.lines), each
            assert each.words in _written(thread, message, each.lines), each


@EACH
def test_days_worked_out_follow_the_calendar(thread: Thread) -> None:
    for message in thread.messages:
        for each in message.dates:
            assert (each.count is None) == (each.unit is None), each
            assert each.unit is None or each.unit in UNITS, each
            if each.start == "letter" and each.day is not None and message.day is not None:
                assert each.day == _later(message.day, each, thread.regime), each
            if isinstance(each.start, date) and each.day is not None:
                assert each.day == _later(each.start, each, thread.regime), each


@EACH
def test_days_of_events_are_among_the_dates_of_their_message(thread: Thread) -> None:
    means = {"qualified-person-on": "opinion"}
    for message, event in events(thread):
        for path, value in fields(event):
            if isinstance(value, date):
                field = path.rpartition(".")[2]
                meant = means.get(field, field)
                assert value in {d.day for d in message.dates if d.means == meant}, (path, value)


@EACH
def test_what_is_not_relied_on_is_in_the_text_and_not_in_the_answer(thread: Thread) -> None:
    for message in thread.messages:
        relied = {
            name
            for event in message.events or ()
            for path, value in fields(event)
            if path.endswith("exemptions")
            for name in value or ()
        }
        for each in message.not_relied_on:
            assert each.how in NOT_RELIED_ON
            assert each.lines.within(message.lines), each
            number = each.name[1:].split("(")[0]
            assert number in _written(thread, message, each.lines), each
            assert each.name not in relied, each


@EACH
def test_the_events_of_a_thread_make_a_case_of_each_request(thread: Thread) -> None:
    days = [message.day for message in thread.messages if message.day] or EVER
    dated = [
        {"on": message.day or {"from": days[0], "to": days[-1]}} | known(event)
        for message, event in events(thread)
    ]
    begins = [n for n, event in enumerate(dated) if event["event"] == "request-received"]
    made: dict[str, Any] = {"case": thread.name, "regime": thread.regime}
    if thread.parts:
        made["parts"] = dict(thread.parts)
    for begun, end in pairwise((*begins, len(dated))):
        of = {"events": dated[begun:end], "authority": {"name": "An authority"}}
        assert len(Case.from_dict(made | of).events) == end - begun


@pytest.mark.parametrize(
    ("least", "folder"),
    [
        (75, "held_back"),
        (110, "labelled"),
        (200, "second"),
        (200, "third"),
        (250, "fourth"),
        (240, "fifth"),
        (240, "sixth"),
        (240, "seventh"),
    ],
)
def test_there_are_enough_messages_of_many_kinds_laws_and_styles(least: int, folder: str) -> None:
    messages = [(thread, message) for thread in FOLDERS[folder] for message in thread.messages]
    assert len(messages) >= least
    styles = Counter(thread.style for thread, _ in messages)
    assert len(styles) >= 20
    assert max(styles.values()) * 3 <= len(messages)
    assert {thread.regime for thread, _ in messages} == set(LAW)
    assert {thread.form for thread, _ in messages} == FORMS
    kinds = Counter(event["event"] for _, message in messages for event in message.events or ())
    assert len(kinds) >= 15
    assert sum(message.events == () for _, message in messages) >= 5


def test_no_thread_stands_in_two_folders() -> None:
    names = Counter(thread.name for thread in THREADS)
    assert max(names.values()) == 1


def known(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a case file says of an event: without where it was read and what is open."""
    said = {
        name: known(value) if isinstance(value, dict) else value
        for name, value in found.items()
        if name not in ("read", "why") and value is not None
    }
    return said if said.get("states", True) else {k: said[k] for k in said if k != "states"}


def _written(thread: Thread, message: Message, lines: Span) -> str:
    """What lines say, decoded where they are those of an encoded email."""
    text = thread.text(message.file, lines)
    encoded = thread.text(message.file, message.lines).lower()
    if "transfer-encoding: base64" in encoded or "transfer-encoding: quoted" in encoded:
        return thread.decoded(message.file)
    return text


def _later(day: date, each: GoldDate, regime: str) -> date:
    assert each.count is not None
    if each.unit == "working-days":
        calendar = get_calendar("scotland" if regime in ("foisa", "eisr") else "united-kingdom")
        return date.fromordinal(calendar.add_working_days(day.toordinal(), each.count))
    if each.unit == "months":
        months = day.month - 1 + each.count
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1]))
    assert each.unit in ("days", "weeks")
    return date.fromordinal(day.toordinal() + each.count * (7 if each.unit == "weeks" else 1))
