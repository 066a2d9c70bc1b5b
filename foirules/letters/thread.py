"""The messages of one thread, read in their order: each in the light of those before it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, groupby
from typing import Final

from attrs import evolve, frozen

from foirules.letters.asked_parts import AskedFor
from foirules.letters.errors import LettersError
from foirules.letters.later_requests import LaterRequest
from foirules.letters.letter import LetterRead
from foirules.letters.letter_words import LetterWords
from foirules.letters.message import REQUESTER, Apart, Line, Message
from foirules.letters.pasted import GREETING, Piece, day_alone, day_at_end
from foirules.letters.quoted import Listed, with_quoted
from foirules.letters.reading import NOTHING, LetterReader
from foirules.letters.senders import newest_first, with_senders
from foirules.letters.site_page import is_of_a_site
from foirules.letters.splitting import Split, split
from foirules.letters.taken_up import Said

MESSAGES: Final = {"request": "there is no message {number} to be the request: {count} are read"}
_DATED: Final = re.compile(
    r"[\s-]*(?:(?:date )?(?:responded|answered|issued)|response date"
    r"|date of (?:(?:this |our )?(?:letter|response|reply)|issue)|date(?: sent)?|dated|sent"
    r"|by e?-?mail)\s?:?\s|[\s-]*- ",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"\s*(?:[/|,;]\s*|\s)(?:(?:our |your )?ref(?:erence)?\b.{0,60}|dear\s.{1,60})\Z", re.IGNORECASE
)  # what stands behind the date of a letter, in its line
_OF_ANOTHER: Final = re.compile(
    r"[\s-]*(?:date )?(?:of )?(?:the |your )?(?:received|receipt|published|publication|due)\W*\Z"
    r"|[\s-]*(?:date of (?:the |your )?request|date requested|request date)\W*\Z",
    re.IGNORECASE,
)  # what stands before a day in a head that is not that of the letter
_BETWEEN: Final = re.compile(r"\W+")
_HEAD: Final = 15  # lines of a letter among which its date may stand
_ALIKE: Final = 300  # letters and digits by which two messages are the same


@frozen
class ReadThread:
    """What a thread says of one request, as it was read.

    :param letters: one for each message, oldest first.
    :param said: for each, what those before it have said.
    :param reader: what read them; it knows what was asked for.
    :param came_before: the events before the first of them, as that tells; none where it does not.
    :param later_request: the number of the message that makes another request, counted from the
        first of the thread; None where none does.
    """

    letters: Sequence[LetterRead]
    said: Sequence[Said]
    reader: LetterReader
    came_before: Sequence[str] = ()
    later_request: int | None = None


def read_thread(
    pieces: Iterable[tuple[str, Piece]], words: LetterWords, request: int | None = None
) -> Iterator[ReadThread]:
    """The messages of a thread, each read once: what they say of each request in it.

    :param pieces: each with the source it stands in.
    :param request: the number of the one that is the request, which is the first that is read; the
        first that asks, if not given.
    :raises LettersError: where there is no message of that number.
    """
    reader = LetterReader(words)
    listed = _listed(pieces, reader)
    asked = NOTHING
    if request is not None:
        before, listed = listed[: request - 1], _from_request(listed, request)
        for read in _requests(before, reader):
            asked = read.reader.asked
    yield from _requests(listed, reader, asked, request)


def _requests(
    listed: Sequence[Listed],
    reader: LetterReader,
    asked: AskedFor = NOTHING,
    request: int | None = None,
) -> Iterator[ReadThread]:
    """What messages say of each request in them.

    :param asked: what the request before them asks for.
    :param request: the number of the first of them, if that is known to be a request.
    """
    messages = _messages(listed, reader)
    number, told = request or 1, request is not None
    while True:
        read = _of_one_request(messages, reader.for_a_request(asked), told)
        number, told, asked = number + len(read.letters), True, read.reader.asked
        messages = messages[len(read.letters) :]
        yield evolve(read, later_request=number if messages else None)
        if not messages:
            return


def _listed(pieces: Iterable[tuple[str, Piece]], reader: LetterReader) -> list[Listed]:
    """The messages of a thread, oldest first."""
    listed = in_order([(piece, message_of(source, piece)) for source, piece in pieces])
    with_more = with_quoted(listed, message_of)
    if len(with_more) > len(listed):
        listed = in_order(with_more)
    if newest_first([message for _, message in listed], reader.sender):
        listed.reverse()
    return listed


def _messages(listed: Sequence[Listed], reader: LetterReader) -> Sequence[Message]:
    """Messages with who wrote them."""
    return with_senders(
        [message for _, message in listed],
        [piece.label for piece, _ in listed],
        reader.sender,
        reader.words.others,
    )


def _of_one_request(messages: Sequence[Message], reader: LetterReader, told: bool) -> ReadThread:
    """The messages up to one that makes another request.

    :param told: whether the first is known to be the request.
    """
    later = LaterRequest(reader.words)
    letters: list[LetterRead] = []
    said: list[Said] = []
    before: list[str] = []
    seen: set[str | None] = set()
    came_before: Sequence[str] = ()
    begins = reader.words.regime.vocabulary.begins
    for message in messages:
        reader.number_parts(message)
        letter = reader.take_apart(message)
        if not letters and not told:
            came_before = reader.words.before(message.sender, letter.signs())
            before += came_before
        first = not before and (message.sender not in seen if message.sender else not letters)
        said.append(reader.said)
        as_told = told and not letters
        found = reader.read_as(letter, begins, reader.said) if as_told else None
        found = found or reader.read(letter, before, first)
        message = letter.message
        if found.kind is not None:
            if message.sender == REQUESTER:
                reader.asks(letter, found.kind.event, before)
            before.append(found.kind.event)
            if found.also is not None:
                before.append(found.also.event)
        seen.add(message.sender)
        letters.append(found)
        if (end := later.place_of(found)) is not None:
            return ReadThread(letters[:end], said[:end], reader, came_before)
    return ReadThread(letters, said, reader, came_before)


def _from_request(listed: Sequence[Listed], number: int) -> list[Listed]:
    """The messages from the request on, whose sender is the requester."""
    if not 1 <= number <= len(listed):
        raise LettersError([MESSAGES["request"].format(number=number, count=len(listed))])
    piece, message = listed[number - 1]
    return [(piece, evolve(message, sender=REQUESTER)), *listed[number:]]


def message_of(source: str, piece: Piece) -> Message:
    parted = _with_attached(split(piece.lines), piece.attached)
    signed = [each for each in parted.apart if each.kind == "signature"]
    lines = (*piece.lines, *chain(*piece.attached)) if piece.attached else piece.lines
    names = tuple(_signing(lines, signed)) if signed else ()
    on, dated = piece.on, None
    above = ""
    for line in piece.lines[:_HEAD] if on is None else ():
        day = day_alone(_BESIDE.sub("", _DATED.sub("", line.text[:120], count=1)))
        if day is not None and not (_OF_ANOTHER.match(above) and day_alone(line.text.lstrip(" -"))):
            on, dated = day, line
            break
        above = line.text[:80] or above
    for line in _above_greeting(piece.lines) if on is None else ():
        label = line.text.partition(":")[0]
        if (day := day_at_end(line.text)) is not None and not _OF_ANOTHER.match(label):
            on, dated = day, line
            break
    return Message(
        source,
        parted.own,
        piece.sender,
        on,
        piece.subject,
        parted.apart,
        parted.answered,
        piece.attachments,
        names,
        dated,
        piece.minute is not None or piece.mailed or is_of_a_site(piece.lines),
        piece.by_text,
        piece.quoted,
        piece.to,
    )


def _with_attached(own: Split, attached: Iterable[Sequence[Line]]) -> Split:
    """What of a message and of the letters attached to it is its own text; each is split alone, so
    that what stands at the end of one does not hide the next."""
    for lines in attached:
        more = split(lines)
        between = (Line(own.own[-1].number, ""),) if own.own else ()
        own = Split(
            (*own.own, *between, *more.own),
            (*own.apart, *more.apart),
            (*own.answered, *more.answered),
        )
    return own


def _signing(lines: Sequence[Line], signed: Sequence[Apart]) -> Iterator[str]:
    """The lines of a message that are of its signatures, but for empty ones."""
    first, last = signed[0].first, signed[-1].last
    for line in lines:
        within = first <= line.number <= last and line.text.strip()
        if within and any(each.first <= line.number <= each.last for each in signed):
            yield line.text.strip()


def _above_greeting(lines: Sequence[Line]) -> Sequence[Line]:
    """The head of a letter: what stands above its salutation."""
    place = next((n for n, line in enumerate(lines[:_HEAD]) if GREETING.match(line.text[:300])), 0)
    return lines[:place]


def in_order(listed: Sequence[tuple[Piece, Message]]) -> list[tuple[Piece, Message]]:
    """The messages oldest first, each once."""
    days = [message.on for _, message in listed if message.on is not None]
    ordered = list(listed)
    if len(days) > 1 and days[0] > days[-1]:
        ordered.reverse()
    if len(days) == len(ordered):
        ordered.sort(key=lambda each: each[1].on.toordinal() if each[1].on else 0)
        ordered = list(_by_time(ordered))
    return list(_once(ordered))


def _by_time(
    listed: Sequence[tuple[Piece, Message]],
) -> Iterator[tuple[Piece, Message]]:
    """Those of one day by the times in their heads, where all of that day have one."""
    for _, of_day in groupby(listed, key=lambda each: each[1].on):
        found = list(of_day)
        if all(piece.minute is not None for piece, _ in found):
            found.sort(key=lambda each: each[0].minute or 0)
        yield from found


def _once(listed: Iterable[tuple[Piece, Message]]) -> Iterator[tuple[Piece, Message]]:
    """Each message once: the same words of one sender on one day, or where one has no day; and what
    one sender wrote in one minute, the longest where others are cut short."""
    found: dict[tuple[object, ...], tuple[Piece, Message]] = {}
    seen: dict[tuple[str, ...], set[date | None]] = {}
    for piece, message in listed:
        text, label = _letters(message, _ALIKE), piece.label and piece.label[:40].lower()
        days = seen.setdefault((text.lower(), label), set())
        if not text or (days and (message.on is None or not days.isdisjoint((message.on, None)))):
            continue
        days.add(message.on)
        timed = label and message.on is not None and piece.minute is not None
        key = (label, message.on, piece.minute) if timed else (len(found),)
        if key not in found or len(_letters(message)) > len(_letters(found[key][1])):
            found[key] = piece, message
    yield from found.values()


def _letters(message: Message, most: int | None = None) -> str:
    """The letters and digits of a message by which it is compared, or the first of them."""
    if most is not None:
        begun = " ".join([line.text for line in message.lines[:40]])[: 2 * most]
        if len(letters := _BETWEEN.sub("", begun)) >= most:
            return letters[:most]
    text = " ".join([line.text for line in message.lines[:200]])
    return _BETWEEN.sub("", text)[:most]
