"""Who wrote each message of a thread: the requester or the authority."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from attrs import evolve

from foirules.letters.message import AUTHORITY, OTHER, REQUESTER, Message
from foirules.letters.pasted import GREETING

_ADDRESS: Final = re.compile(r"[\w.+-]{1,80}@[\w.-]{1,120}")
_TITLES: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "dear", "prof", "professor")
)
_WORD: Final = re.compile(r"[a-z'-]{2,40}")

Told = Callable[[Message], str | None]
"""Who wrote a message by what it says; None where that is not told."""


def with_senders(
    messages: Sequence[Message], labels: Sequence[str], told: Told, others: Sequence[str] = ()
) -> list[Message]:
    """The messages with their senders, where those can be told.

    :param others: what stands in the heads of messages of neither of the two, in lower case.
    :param labels: of each message what stands in its head for the sender; empty where nothing does.
    """
    keys = [_key(label) for label in labels]
    outside = {
        key
        for key, label in zip(keys, labels, strict=True)
        if any(each in label.lower() for each in others)
    }
    known = _by_label(messages, ["" if key in outside else key for key in keys], told)
    known |= dict.fromkeys(outside, OTHER)
    asker = _name(messages, labels)
    return [
        evolve(
            each, sender=each.sender or known.get(key) or _by_greeting(each, asker) or told(each)
        )
        for each, key in zip(messages, keys, strict=True)
    ]


def _key(label: str) -> str:
    """What messages of one sender have in common."""
    found = _ADDRESS.search(label)
    return (found[0] if found else " ".join(re.findall(r"\w+", label))).lower()


def _by_label(messages: Sequence[Message], keys: Sequence[str], told: Told) -> dict[str, str]:
    """The senders by what stands in the heads: the writer of the first message asks, and all others
    answer, unless the first message is plainly an answer."""
    named = [(key, each) for key, each in zip(keys, messages, strict=True) if key]
    if not named:
        return {}
    key, first = named[0]
    asks = (first.sender or told(first)) != AUTHORITY
    others = dict.fromkeys(keys, AUTHORITY if asks else REQUESTER)
    return others | {key: REQUESTER if asks else AUTHORITY}


def _name(messages: Sequence[Message], labels: Sequence[str]) -> set[str]:
    """The words of the requester's name: at the end of the first message that is theirs."""
    for each, label in zip(messages, labels, strict=True):
        if each.sender == REQUESTER:
            said = label or " ".join(each.signature[-3:])
            return set(_WORD.findall(said.lower())) - _TITLES
    return set()


def _by_greeting(message: Message, asker: set[str]) -> str | None:
    """The sender by whom the message greets: one that greets the requester is the authority's."""
    for line in message.lines[:12]:
        if found := GREETING.match(line.text[:300]):
            words = set(_WORD.findall(found[1].lower())) - _TITLES
            return AUTHORITY if words and words <= asker else None
    return None
