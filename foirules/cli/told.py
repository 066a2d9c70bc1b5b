"""What goes to standard error: lines as they come, or all of it as JSON when a command ends."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Final

from attrs import Factory, define

from foirules.documents.json_text import json_text
from foirules.documents.problems import error_data, on_one_line

BAD: Final = 2
FORMS: Final = ("text", "json")
OPTION: Final = "--errors"
_URL: Final = re.compile(r"([a-z][a-z0-9+.-]{0,30}://)\S*@", re.IGNORECASE)


@define(eq=False, repr=False)
class Told:
    """:param as_json: whether lines are kept until :meth:`end`, for a list of objects, a line each:
    where it is, what was found and expected, the message."""

    as_json: bool = False
    lines: list[str] = Factory(list)

    @classmethod
    def asked(cls, arguments: Sequence[str]) -> Told:
        """As a command line asks for it, whether the rest of that can be read or not."""
        return cls(f"{OPTION}=json" in arguments or (OPTION, "json") in pairwise(arguments))

    def say(self, line: str) -> None:
        """A line; a URL in it is shown without its user and password, and what would steer a
        terminal or begin another line, as the name of a file may, as an escape."""
        if self.as_json:
            self.lines.append(line)
        else:
            _write(f"foirules: {on_one_line(_without_password(line))}\n")

    def complain(self, lines: Iterable[str]) -> int:
        """Lines that say what is wrong; the exit code that goes with them."""
        for line in lines:
            self.say(line)
        return BAD

    def end(self) -> None:
        """Writes what is kept."""
        if self.lines:
            shown = [
                {k: _without_password(v) if isinstance(v, str) else v for k, v in each.items()}
                for each in error_data(self.lines)
            ]
            _write(json_text(shown, indent=2) + "\n")
            self.lines.clear()


def _write(text: str) -> None:
    """What goes to standard error; lost where that is full, or its reader has gone, for the exit
    code says it too."""
    with suppress(OSError):
        sys.stderr.write(text)
        sys.stderr.flush()


def _without_password(text: str) -> str:
    return _URL.sub(r"\1", text)
