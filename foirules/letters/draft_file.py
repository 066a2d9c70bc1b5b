"""A draft as a case file to look over: each value with the lines it was read from, and what could
not be decided as questions beside the event that they are about."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

from foirules.documents.json_text import json_text
from foirules.documents.suggest import one_line
from foirules.documents.written_days import written_out
from foirules.letters.draft import Draft, DraftEvent
from foirules.letters.later_requests import WARNING as LATER
from foirules.letters.message import Message

_WIDE: Final = 98
_PLAIN: Final = re.compile(r"[A-Za-z][\w .()/&'-]*[\w.)]\Z")
_NOT_TEXT: Final = ("true", "false", "null", "yes", "no", "on", "off")
HEAD: Final = (
    "Drafted from {count} of {source}, as of {as_of}. Look over each event beside its letter, and"
    " mend what is wrong. {how}"
)
UNCONFIRMED: Final = (
    "What is not confirmed establishes nothing: where an event is right, strike"
    " `unconfirmed: true`; where only some of its fields are not sure, list these instead, as in"
    " `unconfirmed: [exemptions, states.estimate]`. When all events are there, strike `recorded`."
)
SHOWN: Final = "The kinds of events that letters between the two show."
WITHOUT_REQUEST: Final = (
    "The request is not among these letters, so others may be missing too. Only of these kinds are"
    " all events taken to be here; once all of every kind are, strike `recorded`."
)
CONFIRMED: Final = "It is written as if all of it were confirmed."
LOOKED_OVER: Final = "All of it has been confirmed."


def draft_file(draft: Draft, as_of: date, confirm: bool = False) -> str:
    """The text of the file.

    :param confirm: leaves out the marks by which nothing of it is confirmed.
    """
    return "\n".join(_lines(draft, as_of, confirm)) + "\n"


def _lines(draft: Draft, as_of: date, confirm: bool) -> Iterator[str]:
    said = draft.data(confirm)
    source = draft.messages[0].source if draft.messages else draft.name
    how = CONFIRMED if confirm else LOOKED_OVER if draft.confirmed else UNCONFIRMED
    count = f"{len(draft.messages)} message{'s' * (len(draft.messages) != 1)}"
    head = HEAD.format(count=count, source=one_line(source), as_of=written_out(as_of), how=how)
    yield from _remark(head, "")
    yield f"case: {_text(said['case'])}"
    if draft.other_law is not None:
        yield from _remark(f"? {draft.other_law.warning()}", "")
    yield f"regime: {said['regime']}"
    if "authority" in said:
        yield f"authority: {_flow(said['authority'])}"
    if "parts" in said:
        where = "; ".join(f"{part}: {_where(*at)}" for part, at in draft.parts.items())
        yield from _remark(where, "")
        yield f"parts: {_flow(said['parts'])}"
    if "recorded" in said:
        yield from _remark(WITHOUT_REQUEST if draft.lacks_request else SHOWN, "")
        yield "recorded:"
        yield from _list(_wrapped(said["recorded"]), "  ")
    yield "events:"
    yield from _events(draft, confirm)
    if draft.later_request is not None:
        yield from _remark(LATER.format(number=draft.later_request), "")


def _wrapped(names: Iterable[str]) -> list[str]:
    return textwrap.wrap(", ".join(names), 90, break_on_hyphens=False, break_long_words=False)


def _list(wrapped: list[str], indent: str) -> Iterator[str]:
    """Lines of names as one list."""
    for number, line in enumerate(wrapped):
        begins, ends = "[" if not number else " ", "]" if number == len(wrapped) - 1 else ""
        yield f"{indent}{begins}{line}{ends}"


def _events(draft: Draft, confirm: bool) -> Iterator[str]:
    written: set[int] = set()
    for event in draft.events:
        for number in range(max(written, default=0) + 1, event.message):
            yield from _no_event(draft, number)
        written |= {event.message, *range(1, event.message)}
        asked = [
            q for q in draft.questions if q.message == event.message and q.event == event.event
        ]
        message = draft.messages[event.message - 1]
        yield from _remark(f"Message {event.message}, {_about(message)}", "  ")
        yield from _event(event, confirm)
        for question in asked:
            yield from _remark(f"? {question.asks} {_where(question.first, question.last)}", "    ")
    for number in range(max(written, default=0) + 1, len(draft.messages) + 1):
        yield from _no_event(draft, number)


def _no_event(draft: Draft, number: int) -> Iterator[str]:
    message = draft.messages[number - 1]
    for question in (q for q in draft.questions if q.message == number and not q.event):
        yield from _remark(f"? Message {number}, {_about(message)}: {question.asks}", "  ")


def _about(message: Message) -> str:
    """Where a message stands, and who wrote it."""
    who = f"from the {message.sender}" if message.sender else "it is not told from whom"
    count = len(message.attachments)
    more = f", with {count} attachment{'s' * (count != 1)}" if count else ""
    where = _where(*message.span) + " of its text" * message.by_text
    return f"{where}, {who}{more}{', as a later one quotes it' * message.quoted}"


def _event(event: DraftEvent, confirm: bool) -> Iterator[str]:
    said = event.data(confirm)
    on = said.pop("on")
    told = ""
    if event.when.by is not None:
        number, day = event.when.by
        told = f"message {number + 1}, line {day.line}: {day.words}"
    yield _with(f"  - on: {_flow(on)}", told or event.words.get("on", ""))
    for key, value in said.items():
        if key == "outcomes":
            yield "    outcomes:"
            for part, fields in value.items():
                yield _with(f"      {_text(part)}: {_flow(fields)}", _read_at(event, part, fields))
        elif key == "states":
            yield "    states:"
            for name, state in value.items():
                read = event.states[name]
                where = _where(read.first, read.last) if read.first else "nothing in it says so"
                yield _with(f"      {name}: {_flow(state)}", where)
        elif key == "unconfirmed":
            yield "    unconfirmed:"
            yield from _list(_wrapped(value), "      ")
        else:
            yield _with(f"    {key}: {_flow(value)}", _said_at(event, key))


def _said_at(event: DraftEvent, key: str) -> str:
    read = event.fields.get(key) or event.outcomes.get(None, {}).get(key)
    if read is None or not read.first:
        return ""
    words = event.words.get(key, "")
    return f"{_where(read.first, read.last)}{': ' * bool(words)}{words}"


def _read_at(event: DraftEvent, part: str, fields: Mapping[str, Any]) -> str:
    reads = [event.outcomes[part][name] for name in fields]
    firsts = [read.first for read in reads if read.first]
    return _where(min(firsts), max(read.last for read in reads)) if firsts else ""


# --- YAML -----------------------------------------------------------------------------------------


def _with(line: str, remark: str) -> str:
    return f"{line}  # {remark}" if remark else line


def _remark(text: str, indent: str) -> Iterator[str]:
    for line in textwrap.wrap(text, _WIDE - len(indent) - 2, break_on_hyphens=False):
        yield f"{indent}# {line}"


def _where(first: int, last: int) -> str:
    return f"line {first}" if first == last else f"lines {first}-{last}"


def _flow(value: Any) -> str:
    """A value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | int):
        return str(value)
    return _text(value)


def _text(text: str) -> str:
    """Text as YAML has it: in quotes where it is no plain word or several."""
    lines = re.fullmatch(r"\d+-\d+", text)  # which is no number
    grounds = re.fullmatch(r"\w+(?:\(\w+\))+", text)
    plain = (_PLAIN.match(text) or (len(text) == 1 and text.isalpha())) and text.lower() not in (
        *_NOT_TEXT,
        "y",
        "n",
    )
    return text if lines or grounds or plain else json_text(text)
