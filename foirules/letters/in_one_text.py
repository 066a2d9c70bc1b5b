"""A thread in one text -> its messages, by whichever marks tell most of them apart."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from foirules.letters.dated_heads import by_dated_heads
from foirules.letters.message import Line
from foirules.letters.pasted import PastedThread, Piece, authority_named, by_heads_or_greetings
from foirules.letters.ruled import by_rules, without_rule
from foirules.letters.site_page import site_page


def pasted_thread(lines: Sequence[Line]) -> PastedThread:
    """The messages of a text: as on the page of a site; else by a line with a name and a day over
    each, where that tells more of them apart, or more of their days, than headers and salutations
    do; and by lines across the page, where nothing stands over any and these tell as many apart."""
    page = site_page(lines)
    if page is not None:
        return page
    found = by_heads_or_greetings(lines)
    headed = by_dated_heads(lines)
    ruled = [] if any(each.label for each in found.pieces) else by_rules(lines)
    if (len(headed), _dated(headed)) > (len(found.pieces), _dated(found.pieces)):
        found = PastedThread(headed, found.authority or authority_named(lines))
    if ruled and len(ruled) >= len(found.pieces):
        return PastedThread([_headed(each, headed) for each in ruled], found.authority)
    return PastedThread([without_rule(each) for each in found.pieces], found.authority)


def _headed(letter: Piece, headed: Sequence[Piece]) -> Piece:
    """A letter without its head, where one of those with a head begins in it, and no other."""
    first, last = letter.lines[0].number, letter.lines[-1].number
    within = [each for each in headed if each.lines and first <= each.lines[0].number <= last]
    if len(within) != 1:
        return letter
    own = within[0]
    return evolve(own, lines=tuple(line for line in own.lines if line.number <= last))


def _dated(pieces: Sequence[Piece]) -> int:
    return sum(each.on is not None for each in pieces)
