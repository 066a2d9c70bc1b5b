"""A thread in one text -> its messages, by whichever marks tell most of them apart."""

from __future__ import annotations

from collections.abc import Sequence

from foirules.letters.dated_heads import by_dated_heads
from foirules.letters.message import Line
from foirules.letters.pasted import (
    PastedThread,
    Piece,
    authority_named,
    by_heads_or_greetings,
    tells_state,
)


def pasted_thread(lines: Sequence[Line]) -> PastedThread:
    """The messages of a text: by a line with a name and a day over each, where that tells more of
    them apart, or more of their days, than headers and salutations do; and where it tells the days
    of all on a page of a site, which has such lines."""
    found = by_heads_or_greetings(lines)
    headed = by_dated_heads(lines)
    of_site = tells_state(lines) and _dated(headed) == len(headed) > _dated(found.pieces)
    more = (len(headed), _dated(headed)) > (len(found.pieces), _dated(found.pieces))
    if more or of_site:
        return PastedThread(headed, found.authority or authority_named(lines))
    return found


def _dated(pieces: Sequence[Piece]) -> int:
    return sum(each.on is not None for each in pieces)
