"""A message as a mail program keeps it -> its text with the numbers of its lines, what is attached,
and the messages within it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from typing import Any, Final

from attrs import define, field

from foirules.documents.limits import limit
from foirules.letters.message import Line
from foirules.letters.pasted import GREETING
from foirules.letters.readers.files import decoded, lines_of, too_much
from foirules.letters.readers.html_text import html_text

_STUB: Final = 200  # letters and digits of a plain text that may stand for one in HTML
_NEAR_TOP: Final = 60  # lines of a document in which a salutation tells that it is a letter
_SHORT: Final = 150  # lines of a document that may be a letter without one
_OF_WINDOWS: Final = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")
_ENCODED: Final = ("base64", "x-uuencode", "uuencode", "uue", "x-uue")

Message = Any
"""An :class:`email.message.EmailMessage`, which has no types for its payloads."""


@define
class Text:
    """A text of a message.

    :param numbers: of its lines in the file; None where the file has it encoded or as HTML.
    """

    lines: list[str]
    numbers: Sequence[int] | None = None

    def letters(self) -> int:
        """How many letters and digits it has."""
        return sum(c.isalnum() for line in self.lines for c in line)


@define
class Parts:
    """What a message has in it.

    :param texts: its own; ``documents`` the texts of what is attached.
    :param names: of what is attached.
    :param messages: those attached, each with what reads it.
    """

    texts: list[Text] = field(factory=list)
    documents: list[Text] = field(factory=list)
    names: list[str] = field(factory=list)
    messages: list[tuple[Message, PartsReader]] = field(factory=list)

    def add(self, other: Parts, texts: bool = True) -> None:
        self.texts += other.texts if texts else []
        self.documents += other.documents
        self.names += other.names
        self.messages += other.messages

    def by_text(self) -> bool:
        """Whether a line of it is no line of the file."""
        return any(each.numbers is None for each in (*self.texts, *self.documents))

    def lines(self) -> tuple[tuple[Line, ...], tuple[tuple[Line, ...], ...]]:
        """The lines of its own text, and those of each document: by their numbers in the file, or,
        where one of them has none there, from 1."""
        by_text, number = self.by_text(), 0
        made: list[tuple[Line, ...]] = []
        for each in (_joined(self.texts), *self.documents):
            numbers = each.numbers
            if by_text or numbers is None:
                numbers = range(number + 1, number + 1 + len(each.lines))
                number += len(each.lines) + 1
            made.append(tuple(map(Line, numbers, each.lines)))
        return made[0], tuple(made[1:])


def _joined(texts: Sequence[Text]) -> Text:
    """Texts that follow one another, with an empty line between them."""
    whole = Text([], [])
    for each in texts:
        if whole.lines:
            last = whole.numbers[-1] if whole.numbers else 0
            whole.lines.append("")
            whole.numbers = [*(whole.numbers or ()), last]
        whole.lines += each.lines
        whole.numbers = [*(whole.numbers or ()), *(each.numbers or ())]
    return whole


@define
class PartsReader:
    """Reads the parts of a message.

    :param data: its bytes; ``line`` is the number in the file of the one that is at ``at``.
    """

    path: str
    data: bytes
    line: int
    at: int = 0
    count: int = 0

    def read(self, part: Message, texts: bool = True) -> Parts:
        """What a part has in it.

        :param texts: whether its own text is wanted as well.
        :raises LettersError: where there are too many parts.
        """
        self.count += 1
        if self.count > limit("parts"):
            raise too_much("parts", self.path)
        kind, name = part.get_content_type(), part.get_filename() or ""
        if kind == "message/rfc822":
            return Parts(messages=[(each, self._later()) for each in _within(part)])
        if part.is_multipart():
            children = part.get_payload()
            if kind == "multipart/alternative":
                return self._alternative(children, texts)
            found = Parts()
            for child in children if kind != "message/delivery-status" else ():
                found.add(self.read(child, texts))
            return found
        if name or part.get_content_disposition() == "attachment":
            return self._attached(part, kind, name)
        if not texts or kind not in ("text/plain", "text/html"):
            return Parts()
        return Parts(texts=[self._text(part, kind)])

    def _alternative(self, children: Sequence[Message], texts: bool) -> Parts:
        """One text in several forms: the first, unless it only stands for a longer one."""
        found, best = Parts(), list[Text]()
        for child in children:
            each = self.read(child, texts and all(map(stands_for, best)))
            found.add(each, texts=False)
            if _letters(each.texts) > 2 * _letters(best):
                best = each.texts
        found.texts += best
        return found

    def _attached(self, part: Message, kind: str, name: str) -> Parts:
        """What is attached, with its text where that can be read here and may be a letter."""
        suffix = name.lower().rpartition(".")[2]
        if suffix == "eml":
            from email import message_from_bytes

            inner = message_from_bytes(_payload(part), policy=part.policy)
            return Parts(messages=[(inner, PartsReader(self.path, b"", 1, count=self.count))])
        if kind in ("text/plain", "text/html"):
            text = self._text(part, kind)
            return Parts(documents=[text] if _may_be_letter(text) else [], names=[name])
        document = document_text(name, kind, _payload(part))
        return Parts(documents=[] if document is None else [document], names=[name])

    def _later(self) -> PartsReader:
        """What reads a message within this one, from where this one has been read to."""
        return PartsReader(self.path, self.data, self.line, self.at, self.count)

    def _text(self, part: Message, kind: str) -> Text:
        data = _payload(part)
        said = _in_its_charset(data, part.get_content_charset() or "utf-8")
        if kind == "text/html":
            return Text(html_text(said).split("\n"))
        lines = [line.text for line in lines_of(said)]
        return Text(lines, self._numbers(part, data, len(lines)))

    def _numbers(self, part: Message, data: bytes, count: int) -> Sequence[int] | None:
        """The numbers in the file of the lines of a part; None where it is encoded there."""
        encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
        if encoding in _ENCODED:
            return None
        soft = encoding == "quoted-printable"
        raw = str(part.get_payload()).encode("ascii", "surrogateescape") if soft else data
        place = self.data.find(raw, self.at) if raw else self.at
        if place < 0:
            return None
        self.line += self.data.count(b"\n", self.at, place)
        self.at = place
        lines = raw.split(b"\n")
        goes_on = [soft and line.rstrip().endswith(b"=") for line in lines]
        numbers = [self.line + n for n in range(len(lines)) if n == 0 or not goes_on[n - 1]]
        return numbers if len(numbers) == count else None


def _within(part: Message) -> list[Message]:
    """The message that is attached as one."""
    inner = part.get_payload()
    if isinstance(inner, list):
        return [each for each in inner if isinstance(each, EmailMessage) and each.keys()]
    return []


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _in_its_charset(data: bytes, charset: str) -> str:
    """The text of some bytes; what says that it is Latin 1 is read as Windows writes it."""
    if charset.lower() in _OF_WINDOWS:
        return decoded(data)
    try:
        return str(data.decode(charset))
    except (LookupError, ValueError):
        return decoded(data)


def _letters(texts: Iterable[Text]) -> int:
    return sum(each.letters() for each in texts)


def stands_for(text: Text) -> bool:
    """Whether a plain text may only stand for one in HTML, as it says so little."""
    return text.letters() < _STUB


def document_text(name: str, kind: str, data: bytes) -> Text | None:
    """The text of what is attached, where that can be read here and may be a letter."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("pdf", "docx"):
        from foirules.letters.readers import documents

        said = documents.text_of(data, f".{suffix}")
    elif kind == "text/plain" or suffix == "txt":
        said = decoded(data)
    elif kind == "text/html" or suffix in ("htm", "html"):
        said = html_text(decoded(data))
    else:
        return None
    text = Text([line.text for line in lines_of(said)])
    return text if _may_be_letter(text) else None


def _may_be_letter(text: Text) -> bool:
    """Whether a document may be a letter, and not one of those that were asked for."""
    said = [line for line in text.lines if line.strip()]
    greets = any(GREETING.match(line[:300]) for line in said[:_NEAR_TOP])
    return text.letters() > 0 and (greets or len(said) <= _SHORT)
