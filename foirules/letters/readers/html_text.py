"""A page of HTML -> its text, with a line for each block."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any, Final

_BLOCKS: Final = ("p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "hr", "ol", "ul")
_HIDDEN: Final = ("style", "script", "head", "title")
_CELLS: Final = ("td", "th")
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_UNSEEN: Final = re.compile(r"<!--.*?-->|<!\[[^>]*>", re.DOTALL)  # comments, and marks of Word
_DEEPEST: Final = 30  # quotations within each other that are told apart
_DIGITS: Final = 9  # of the number with which a list begins, at most
_LETTERS: Final = {"a": "a", "A": "A"}  # with which a list begins that has letters


class _Text(HTMLParser):
    """The text of a page. What is quoted gets the mark that mail in plain text has, and what is
    listed its number or letter."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden = 0
        self._quoted = 0
        self._lists: list[tuple[str, int]] = []  # of each list its kind, and how many it has so far

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in _HIDDEN:
            self._hidden += 1
        elif tag == "blockquote":
            self._quoted += 1
            self._line()
        elif tag in _BLOCKS:
            self._line()
            if tag == "p":
                self._line()
            self._list(tag, dict(attrs))
        elif tag in _CELLS:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _HIDDEN:
            self._hidden = max(0, self._hidden - 1)
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
            self._line()
        elif tag in ("ol", "ul"):
            del self._lists[-1:]
            self._line()
        elif tag == "p":
            self._line()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(_SPACES.sub(" ", data))

    def _line(self) -> None:
        self.pieces.append("\n" + "> " * min(self._quoted, _DEEPEST))

    def _list(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in ("ol", "ul"):
            first = attrs.get("start") or "1"
            kind = (attrs.get("type") or "1") if tag == "ol" else ""
            told = first.isdecimal() and len(first) <= _DIGITS
            self._lists.append((kind, int(first) - 1 if told else 0))
        elif tag == "li" and self._lists and self._lists[-1][0]:
            kind, count = self._lists[-1]
            self._lists[-1] = kind, count + 1
            letter = kind in _LETTERS and count < 26
            self.pieces.append(f"{chr(ord(kind) + count)}) " if letter else f"{count + 1}. ")


def html_text(page: str) -> str:
    """The text of a page of HTML; of empty lines in a row one is left."""
    parser = _Text()
    parser.feed(_UNSEEN.sub("", _ended(page)))
    parser.close()
    lines: list[str] = []
    for line in "".join(parser.pieces).split("\n"):
        if line.strip() or (lines and lines[-1]):
            lines.append(line.strip())
    return "\n".join(lines)


def _ended(page: str) -> str:
    """A page in which what begins a tag or a comment that never ends is text; the parser would look
    for the end of each such anew."""
    for end, mark in ((">", "<"), ("-->", "<!--")):
        before, last, after = page.rpartition(end)
        page = f"{before}{last}{after.replace(mark, f'&lt;{mark[1:]}')}"
    return page
