"""Who wrote each message of a thread: the requester or the authority."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, takewhile
from typing import Final

from attrs import evolve

from foirules.letters.message import AUTHORITY, OTHER, REQUESTER, Message
from foirules.letters.pasted import GREETING, ORGANISATION

ADDRESS: Final = re.compile(r"([\w.+-]{1,80})@([\w.-]{1,120})")
_NOT_NAMES: Final = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "sir", "madam", "dear", "prof", "professor", "yours")
) | {"sincerely", "faithfully", "truly", "regards"}
_PERSON: Final = re.compile(r"(?:mr|mrs|ms|miss|mx)\b\.?\s+\w", re.IGNORECASE)
_OFFICE: Final = re.compile(
    r"\b(?:clerk|foi|eir|officer|team|requests?|information|director|head|manager|secretary|registrar"
    r"|solicitor|executive|colleagues?|coordinator|services?|desk|mailbox|unit|enquiries|governance|sirs?|madam|chair(?:man|woman|person)?|principal"
    r"|bursar|governors?|head ?teacher|chief exec|trustees?)\b",
    re.IGNORECASE,
)
_ANYBODY: Final = re.compile(r"(?:sirs?|madam|sirs? or madam|sir/madam)\W*\Z", re.IGNORECASE)
_DEAR: Final = re.compile(r".*/\s*dear\s+", re.IGNORECASE)  # after a salutation in another language
_WORD: Final = re.compile(r"[a-z'-]{2,40}")
_OF_A_NAME: Final = re.compile(r"\w+")
_DIGIT: Final = re.compile(r"\d")  # of a head that is an address

_TO_OFFICE: Final = re.compile(r"\s*to\s+((?:the\s)?.{2,60}?)[,:.]?\s*\Z", re.IGNORECASE)
_ADDRESSED: Final = re.compile(r"\s*to\s?:\s*(.{2,80})\Z", re.IGNORECASE)
_NAMED: Final = re.compile(r"\s*(?:full |your |my )?name\s?:", re.IGNORECASE)
_NAME_WORDS: Final = 8  # that a line with a name may have
_ASKED_OF: Final = 4  # messages of one head that are asked who wrote them
_HEAD_LINES: Final = 15  # in which a salutation may stand
_HEAD: Final = 4  # lines of text that a letterhead may have
_OF_NEXT: Final = 3  # lines of the letterhead of the next letter that may stand under one
_LETTERHEAD: Final = 80  # characters of a line of it

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
        if key and any(each in label.lower() for each in others)
    }
    inside = ["" if key in outside else key for key in keys]
    first = _first(messages, inside, labels, told)
    known = _by_label(
        messages, inside, dict(zip(inside, labels, strict=True)), first, told
    ) | dict.fromkeys(outside, OTHER)
    asker = _name(messages, inside, labels, known, first)
    found = []
    for number, (each, key) in enumerate(zip(messages, keys, strict=True)):
        sender = each.sender or known.get(key)
        if sender is None and number == 0:
            sender = first
        sender = sender or _by_name(each, asker, told(each)) or told(each) or _greets(each)
        if sender == AUTHORITY and (
            (not key and _stands_over(each, others)) or told(each) == OTHER
        ):
            sender = OTHER
        found.append(evolve(each, sender=sender))
    return found


def _stands_over(message: Message, names: Sequence[str]) -> bool:
    """Whether one of some names stands in the head of a letter, above its salutation."""
    for line in [each.text.lower() for each in message.lines if each.text.strip()][:_HEAD]:
        if GREETING.match(line[:300]):
            return False
        if len(line) < _LETTERHEAD and any(name in line for name in names):
            return True
    return False


def newest_first(messages: Sequence[Message], told: Told) -> bool:
    """Whether messages without days stand in the reverse of their order: the last one greets a body
    or an office, as a request does, and the first one is plainly an answer."""
    if len(messages) < 3 or any(each.on is not None for each in messages):
        return False
    return _greets(messages[-1]) == REQUESTER and told(messages[0]) == AUTHORITY


def _key(label: str) -> str:
    """What messages of one sender have in common."""
    found = ADDRESS.search(label)
    return (found[0] if found else " ".join(_OF_A_NAME.findall(label))).lower()


def _person_to_body(message: Message, label: str) -> bool:
    """Whether a message greets a body, and a name stands in its head that is of no body or office:
    it may quote an answer."""
    body = ORGANISATION.search(label) or _OFFICE.search(label)
    greeted = next((g for x in message.lines[:15] if (g := GREETING.match(x.text[:300]))), None)
    return bool(label and not body and greeted and ORGANISATION.search(greeted[1]))


def _first(
    messages: Sequence[Message], keys: Sequence[str], labels: Sequence[str], told: Told
) -> str | None:
    """Who wrote the first message: it asks, unless it is plainly an answer."""
    if not messages:
        return None
    first = messages[0]
    said = first.sender or told(first)
    if first.sender is None and said == AUTHORITY and _person_to_body(first, labels[0]):
        return REQUESTER
    if said is None and (len(messages) > 1 or keys[0]):
        if _office_to_person(first, labels[0], alone=not {*keys} - {"", keys[0]}):
            return AUTHORITY
        return None if _greets(first) == AUTHORITY else REQUESTER
    return said


def _office_to_person(message: Message, label: str, *, alone: bool) -> bool:
    """Whether a body or an office stands in the head of a message that greets a person: by a title,
    by the name that it goes to, or by any where no other head stands in the thread."""
    office = ORGANISATION.search(label) or _OFFICE.search(label)
    greeted = _greeted(message)
    if not office or not greeted or _greets(message) == REQUESTER or _to_anybody(message):
        return False
    return alone or _greets(message) == AUTHORITY or greeted <= _words(message.to)


def _by_label(
    messages: Sequence[Message],
    keys: Sequence[str],
    labels: Mapping[str, str],
    first: str | None,
    told: Told,
) -> dict[str, str]:
    """The senders by what stands in the heads: one of them asks, with those that have a name in
    common and those whom the answers greet, and all others answer.

    :param labels: by the key of a head what stands in it.
    """
    names = {key: _words(_own_name(label)) for key, label in labels.items() if key}
    if not names:
        return {}
    greeted = [_greeted(each) for each in messages]
    own: dict[str, list[int]] = {}  # by the key of a head the places of its messages
    for place, key in enumerate(keys):
        own.setdefault(key, []).append(place)
    offices = {
        key for key in names if ORGANISATION.search(labels[key]) or _OFFICE.search(labels[key])
    }
    points = {}
    for key, words in names.items():
        first_own = (messages[place] for place in own[key][:_ASKED_OF])
        said = [each.sender or told(each) for each in first_own]
        met = sum(bool(words & g) for g, of in zip(greeted, keys, strict=True) if of != key)
        points[key] = 2 * met - 3 * (key in offices)
        points[key] += said.count(REQUESTER) - said.count(AUTHORITY)
        if keys[0] == key:
            points[key] += -4 if first == AUTHORITY else 3
        elif not keys[0] and first == REQUESTER:
            points[key] += 2 * bool(words & _signed(messages[0]))
    asker = max(names, key=lambda key: points[key])
    if points[asker] < 0:
        return dict.fromkeys(names, AUTHORITY)
    known = dict.fromkeys(names, AUTHORITY)
    same = {key for key in names if _is_name_of(names[key], names[asker])} | {asker}
    for key in names.keys() - offices | {asker}:
        by_others = [g for g, of in zip(greeted, keys, strict=True) if of not in (*same, key)]
        met = any(names[key] & each for each in by_others)
        answers = any(
            names[asker] & greeted[place] and told(messages[place]) == AUTHORITY
            for place in own[key]
        )
        if key == asker or ((key in same or met) and not answers):
            known[key] = REQUESTER
    return known


def _is_name_of(words: set[str], name: set[str]) -> bool:
    """Whether some words are a person's name, or a part of it: two people may share one word."""
    shared = words & name
    return bool(shared) and (words <= name or name <= words or len(shared) > 1)


def _own_name(label: str) -> str:
    """The name in a head; of an address alone what stands before the sign."""
    plain = ADDRESS.sub(" ", label)
    return plain if _WORD.search(plain.lower()) else label.partition("@")[0]


def _greeted(message: Message) -> set[str]:
    """The words of the name that a message greets, or that stands in it after ``To:``."""
    for line in message.lines[:_HEAD_LINES]:
        found = GREETING.match(line.text[:300]) or _ADDRESSED.match(line.text[:300])
        if found:
            return _words(_DEAR.sub("", found[1]))
    return set()


def _signed(message: Message) -> set[str]:
    """The words of the lines in which the writer of a message may give a name."""
    lines = [line.text for line in message.lines if line.text.strip()]
    named = [text for text in lines if _NAMED.match(text[:80])]
    return _words(" ".join((*_last_lines(message), *named)))


def _name(
    messages: Sequence[Message],
    keys: Sequence[str],
    labels: Sequence[str],
    known: Mapping[str, str],
    first: str | None,
) -> set[str]:
    """The words of the requester's name: at the end of the first message that is theirs."""
    for number, (each, key) in enumerate(zip(messages, keys, strict=True)):
        sender = each.sender or known.get(key) or (first if number == 0 else None)
        if sender == REQUESTER:
            lines = _last_lines(each)
            own = [line for line in lines if not ORGANISATION.search(line)]
            label = "" if _DIGIT.search(labels[number]) and lines else labels[number]
            return _words(label or " ".join(own or lines))
    return set()


def _last_lines(message: Message) -> tuple[str, ...]:
    """The last lines under the end of a message that may be a name, or its last line."""
    signed = [line for line in message.signature if len(line.split()) <= _NAME_WORDS]
    signed = _without_head(signed) or signed
    if signed:
        return tuple(signed[-3:])
    written = (text for x in reversed(message.lines) if (text := x.text.strip()))
    texts = list(islice(written, _OF_NEXT + 1))[::-1]
    last = next(reversed(_without_head(texts) or texts), "")
    words = last.split()
    named = 0 < len(words) <= 5 and all(
        word[0].isupper() or not word[0].isalpha() for word in words
    )
    return (last.partition(",")[0],) if named and last[-1:] not in "?!:;" else ()


def _without_head(lines: Sequence[str]) -> list[str]:
    """The last lines of a letter without those of the letterhead of the next, which may stand under
    them: the name of a body or of a firm in capitals, what stands below it, and its number."""
    last = lines[-_OF_NEXT:]
    own = list(takewhile(lambda text: not (text.isupper() and len(text.split()) > 2), last))
    while own and _DIGIT.search(own[-1]):
        del own[-1]
    return [*lines[:-_OF_NEXT], *own]


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.lower())) - _NOT_NAMES


def _by_name(message: Message, asker: set[str], said: str | None) -> str | None:
    """The sender by whom the message greets and who signs it: one that greets the requester is the
    authority's, one that the requester signs is theirs, but for a plain answer that greets no body:
    an officer may share their name.

    :param said: who wrote it by what it says.
    """
    for line in message.lines[:15]:
        if found := GREETING.match(line.text[:300]):
            words = _words(_DEAR.sub("", found[1]))
            if words and words & asker and len(words - asker) <= 1:
                return AUTHORITY
            break
    greeted = _greets(message)
    signed = _words(" ".join(_last_lines(message)))
    by_asker = _is_name_of(signed, asker) and len(signed - asker) <= 1
    if by_asker and (said != AUTHORITY or greeted == REQUESTER):
        return REQUESTER
    return None if greeted == REQUESTER and _to_anybody(message) else greeted


def _to_anybody(message: Message) -> bool:
    """Whether a message greets as those do who know no name, be it of an office or of a firm."""
    found = next((g for x in message.lines[:15] if (g := GREETING.match(x.text[:300]))), None)
    return found is not None and _ANYBODY.match(found[1].strip()) is not None


def _greets(message: Message) -> str | None:
    """The sender by whom the message greets: a person by a title, or a body or an office."""
    for line in message.lines[:15]:
        if found := GREETING.match(line.text[:300]):
            name = _DEAR.sub("", found[1]).strip()
            if _PERSON.match(name):
                return AUTHORITY
            return REQUESTER if ORGANISATION.search(name) or _OFFICE.search(name) else None
    first = next((line.text[:300] for line in message.lines if line.text.strip()), "")
    found = _TO_OFFICE.match(first)
    return REQUESTER if found and _OFFICE.search(found[1]) else None
