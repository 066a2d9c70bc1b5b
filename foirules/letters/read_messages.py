"""Texts and files with letters -> drafts of cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from attrs import evolve

from foirules.documents.data import check_day
from foirules.documents.digests import digest_within
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.letters.dating import Dating
from foirules.letters.draft import Draft, DraftEvent
from foirules.letters.drafting import ReadAgain, begun_first, drafted_events, named_days
from foirules.letters.errors import LettersError
from foirules.letters.letter_files import letter_words
from foirules.letters.message import REQUESTER
from foirules.letters.other_laws import other_law
from foirules.letters.pasted import Piece, authority_named
from foirules.letters.readers.files import Source, read_sources
from foirules.letters.thread import ReadThread, read_thread
from foirules.letters.threads import Thread, threads_of
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT

MESSAGES: Final = {
    "regime": "unknown regime {found}{near}",
    "nothing": "{source}: no message is found in it",
    "no-beginning": "{source}: nothing says when the request was made, or received; give the"
    " earliest day it can have been with --after",
    "no-event": "{source}: no message in it could be told to be one of a case under {regime}",
    "several": "{count} threads are found; one makes a case: foirules draft lists them, and"
    " takes one with --thread N or all with --out DIR",
    "after-as-of": "--after {after} is later than --as-of {as_of}",
}
_DIGITS: Final = re.compile(r"\d\d\d")  # that a reference has
_NUMBER: Final = r"[ :#-]{1,4}(?:is |number )?((?=[\w/.-]{0,30}\d{3})[a-z0-9][\w/.-]{3,30}\w)"


def read_messages(
    source: str | Path | Iterable[str | Path],
    *,
    as_of: date,
    regime: str = DEFAULT,
    after: date | None = None,
    law: Mapping[str, Regime] | None = None,
    request: int | None = None,
) -> Draft:
    """The draft of the case that some letters show; of several requests in one thread that of the
    first, with the number of the next as :attr:`Draft.later_request`.

    :param source: a file or folder of messages, or several.
    :param as_of: the last day on which any of them can have been sent.
    :param regime: the law that they are read under.
    :param after: the first day on which any of them can have been sent, where nothing in them says.
    :param law: from :func:`foirules.load_law`; the regimes shipped, if not given.
    :param request: the number of the message that is the request, as a draft counts them; those
        before it are left out. The first message that asks, if not given.
    :raises LettersError: where a file cannot be read or holds no letters; where they are of several
        threads, each of which makes a case; where nothing says when they began.
    :raises RulesError: where the law has no words for letters.
    :raises TypeError: where ``as_of`` or ``after`` is no date, but text or a time of a day.
    """
    return next(
        read_drafts(source, as_of=as_of, regime=regime, after=after, law=law, request=request)
    )


def read_drafts(
    source: str | Path | Iterable[str | Path],
    *,
    as_of: date,
    regime: str = DEFAULT,
    after: date | None = None,
    law: Mapping[str, Regime] | None = None,
    request: int | None = None,
) -> Iterator[Draft]:
    """The drafts of the cases that some letters show: of each request that is made once the one
    before it has been answered; as :func:`read_messages`."""
    _check_days(as_of, after)
    found = threads_in(source)
    if len(found) > 1:
        raise LettersError([MESSAGES["several"].format(count=len(found))])
    yield from drafts_of(
        found[0], as_of=as_of, regime=regime, after=after, law=law, request=request
    )


def threads_in(source: str | Path | Iterable[str | Path]) -> list[Thread]:
    """The threads of some files or folders of messages.

    :raises LettersError: where one cannot be read, or none holds letters.
    """
    paths = [source] if isinstance(source, str | Path) else list(source)
    found = threads_of(read_sources(paths))
    if not found:
        shown = ", ".join(map(str, paths))
        raise LettersError([MESSAGES["nothing"].format(source=shown)])
    return found


def read_text(
    text: str,
    *,
    as_of: date,
    name: str = "thread",
    regime: str = DEFAULT,
    after: date | None = None,
    law: Mapping[str, Regime] | None = None,
    request: int | None = None,
) -> Draft:
    """The draft of the case that a text with letters shows; as :func:`read_messages`."""
    _check_days(as_of, after)
    thread = thread_of_text(text, name)
    return next(
        drafts_of(thread, as_of=as_of, regime=regime, after=after, law=law, request=request)
    )


def thread_of_text(text: str, name: str = "thread") -> Thread:
    """The thread of a text with letters.

    :raises LettersError: where it holds none.
    """
    found = threads_of([Source.of_text(name, text)])
    if not found:
        raise LettersError([MESSAGES["nothing"].format(source=name)])
    return found[0]


def drafts_of(
    thread: Thread,
    *,
    as_of: date,
    regime: str = DEFAULT,
    after: date | None = None,
    law: Mapping[str, Regime] | None = None,
    request: int | None = None,
) -> Iterator[Draft]:
    """The drafts of the cases that a thread shows, one for each request that is answered before the
    next is made; as :func:`read_messages`."""
    known = load_law() if law is None else law
    if regime not in known:
        said = {"found": repr(regime), "near": expected(regime, known)}
        raise LettersError([MESSAGES["regime"].format(**said)])
    if after is not None and after > as_of:
        raise LettersError([MESSAGES["after-as-of"].format(after=after, as_of=as_of)])
    of = known[regime]
    policies = load_policies(law=law)
    names: set[str] = set()
    number = request or 1
    for read in read_thread(thread.pieces, letter_words(of), request):
        draft = _drafted(thread, read, of, policies, as_of, after)
        within = digest_within(thread.digest, {"request": number})
        yield evolve(
            draft,
            name=f"{draft.name}-{number}" if draft.name in names else draft.name,
            digest=thread.digest if number == 1 else within,
            request=number,
            other_law=other_law(read.letters, of, known),
        )
        names.add(draft.name)
        after, number = draft.dated[-1].first, read.later_request or number


def drafts_of_all(
    threads: Sequence[Thread],
    *,
    as_of: date,
    regime: str = DEFAULT,
    after: date | None = None,
    law: Mapping[str, Regime] | None = None,
) -> Iterator[Draft | LettersError]:
    """The drafts of the cases that several threads show, each with a name of its own; in place of
    those of a thread that makes no case what is wrong with it. As :func:`read_messages`."""
    names: set[str] = set()
    for number, thread in enumerate(threads, 1):
        try:
            for draft in drafts_of(thread, as_of=as_of, regime=regime, after=after, law=law):
                own = draft.name if draft.name not in names else f"{draft.name}-{number}"
                names.add(own)
                yield evolve(draft, name=own)
        except LettersError as error:
            which = f"thread {number}: " if len(threads) > 1 else ""
            yield LettersError([which + each for each in error.errors])


def _drafted(
    thread: Thread,
    read: ReadThread,
    of: Regime,
    policies: Mapping[str, Policy],
    as_of: date,
    after: date | None,
) -> Draft:
    """The draft of what a thread says of one request."""
    if not read.letters:
        raise LettersError([MESSAGES["nothing"].format(source=thread.source)])
    dating = Dating(read, of.calendar, as_of, after)
    if not dating.work_out():
        raise LettersError([MESSAGES["no-beginning"].format(source=thread.source)])
    events, questions = drafted_events(dating)
    begins = of.vocabulary.begins
    if not events or events[0].event != begins:
        events = begun_first(events, dating, begins)
    if not events:
        said = {"source": thread.source, "regime": of.id}
        raise LettersError([MESSAGES["no-event"].format(**said)])
    if events[0].event != begins:
        raise LettersError([MESSAGES["no-beginning"].format(source=thread.source)])
    authority = thread.authority or _greeted(read)
    return Draft(
        name=_reference(read) or _plain_name(thread.source),
        regime=of,
        authority=authority,
        policy=_policy(authority, of, policies),
        parts={part.label: (part.first, part.last) for part in read.reader.asked.parts},
        events=tuple(events),
        questions=tuple(questions),
        recorded=_recorded(read.reader.words.recorded, events),
        messages=tuple(each.letter.message for each in read.letters),
        days=tuple(named_days(dating)),
        readings=tuple(read.letters),
        dated=tuple(dating.dated),
        later_request=read.later_request,
        read_as=ReadAgain(dating),
    )


def _recorded(kinds: tuple[str, ...], events: Sequence[DraftEvent]) -> tuple[str, ...]:
    """The kinds of events that a thread shows every one of: where it lacks the message that makes
    the request, those that come no earlier than the first that it has; of none but the request
    where it has none of them.

    :param kinds: in the order in which they come, the request first.
    """
    if not events[0].told_later:
        return kinds
    shown = {each.event for each in events if not each.told_later}
    first = next((place for place, kind in enumerate(kinds) if kind in shown), None)
    return kinds[:1] if first is None else kinds[first:]


def _check_days(as_of: date, after: date | None) -> None:
    check_day(as_of, "as_of")
    if after is not None:
        check_day(after, "after")


def _greeted(read: ReadThread) -> str:
    """The authority, as the requester's first message greets it; empty where none does."""
    own = (each.letter.message for each in read.letters)
    names = (authority_named(each.lines) for each in own if each.sender == REQUESTER)
    return next(filter(None, names), "")


def _reference(read: ReadThread) -> str:
    """The reference that most of the letters give."""
    heads = [each.lower() for each in read.reader.words.references]
    firsts = "".join(sorted({re.escape(each[0]) for each in heads}))
    within = "|".join(rf"(?<={re.escape(each[0])}){re.escape(each[1:])}" for each in heads)
    pattern = re.compile(rf"[{firsts}](?<!\w.)(?:{within})\.?{_NUMBER}")
    counts: dict[str, int] = {}
    for each in read.letters:
        for text in (each.letter.message.subject, *(x.text for x in each.letter.message.lines)):
            if not heads or not _DIGITS.search(text, 0, 300):
                continue
            line = text[:300]
            plain = line.lower()
            for found in pattern.finditer(plain):
                whole = line if len(line) == len(plain) else plain
                name = whole[slice(*found.span(1))].replace("/", "-")
                counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name], default="")


def _plain_name(source: str) -> str:
    return re.sub(r"[^\w.-]+", "-", Path(source).stem).strip("-") or "draft"


def _policy(authority: str, regime: Regime, policies: Mapping[str, Policy]) -> str:
    """The policy that ships for an authority of this name."""
    if not authority:
        return ""
    wanted = authority.lower()
    found = (
        id
        for id, policy in policies.items()
        if policy.regime.id == regime.id and policy.title.lower() == wanted
    )
    return next(found, "")


def pieces_of(sources: Sequence[Source]) -> list[tuple[str, Piece]]:
    """The messages of all sources, each with the name of its own."""
    return [(source.name, piece) for source in sources for piece in source.pieces]
