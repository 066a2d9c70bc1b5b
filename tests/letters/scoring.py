"""What the reader makes of labelled threads, set beside their gold.

What is left open is counted apart from what is wrong. Precision is over what was decided; recall
counts what is open as missed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import reduce
from typing import Any, Final, TypeVar

from attrs import define, evolve, field

from foirules.language.regime_files import load_law
from foirules.letters.draft import Draft, DraftEvent, NamedDay, Question
from foirules.letters.errors import LettersError
from foirules.letters.message import Message as Read
from foirules.letters.read_messages import drafts_of
from foirules.letters.readers.files import Source
from foirules.letters.threads import Thread as ReadThread
from foirules.letters.threads import threads_of
from foirules.policy.errors import PolicyError
from tests.letters.gold import Message, Thread

AS_OF: Final = date(2026, 1, 1)
EARLIEST: Final = date(2005, 1, 1)
Of = TypeVar("Of", DraftEvent, Question, NamedDay)
SCORED: Final = ("expected-by", "received", "as-at", "publication-by", "review-by", "refers-to")


@define
class Score:
    """How often the reader was right, wrong, or left it open, on one kind of thing.

    :param missed: of lists, what the gold has and the reader does not.
    """

    right: int = 0
    wrong: int = 0
    open: int = 0
    missed: int = 0
    told: list[str] = field(factory=list)

    @property
    def precision(self) -> float:
        """Of what was decided, how much is right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what the gold has, how much was found."""
        every = self.right + self.missed + self.open
        return self.right / every if every else 1.0

    @property
    def left_open(self) -> float:
        """Of what was asked, how much was left open."""
        every = self.right + self.wrong + self.open
        return self.open / every if every else 0.0

    def say(self, text: str) -> None:
        self.told.append(text)


@define
class Scores:
    """The scores by what is scored; ``kinds`` are (gold, read) pairs of events."""

    by: dict[str, Score] = field(factory=dict)
    kinds: Counter[tuple[str, str]] = field(factory=Counter)

    def of(self, name: str) -> Score:
        return self.by.setdefault(name, Score())

    def read_as(self, sure: str) -> Score:
        """All that was read with one confidence."""
        every = [score for name, score in self.by.items() if name.endswith(f", {sure}")]
        return Score(sum(each.right for each in every), sum(each.wrong for each in every))

    def macro_f1(self) -> float:
        """Over the kinds of messages in the gold, of what was decided."""
        decided = {pair: n for pair, n in self.kinds.items() if pair[1] != "open"}
        names = {gold for gold, _ in decided}
        return sum(_f1(name, decided) for name in names) / len(names) if names else 1.0


def _f1(name: str, pairs: dict[tuple[str, str], int]) -> float:
    right = pairs.get((name, name), 0)
    given = sum(n for (_, read), n in pairs.items() if read == name)
    there = sum(n for (gold, _), n in pairs.items() if gold == name)
    return 2 * right / (given + there) if given + there else 0.0


def scored(threads: Iterable[Thread], reader: Callable[[Thread], Draft] | None = None) -> Scores:
    """The scores on some threads.

    :param reader: what reads them; that of the package, if not given.
    """
    scores = Scores()
    for thread in threads:
        try:
            draft = (reader or drafted)(thread)
        except (LettersError, PolicyError) as error:
            draft = None
            scores.of("threads").say(f"{thread.name}: {error}")
        score = scores.of("threads")
        score.right, score.wrong = score.right + bool(draft), score.wrong + (not draft)
        for number, gold in enumerate(thread.messages, 1):
            _message(scores, thread, f"{thread.name} {number}", gold, draft)
    return scores


def drafted(thread: Thread) -> Draft:
    """The draft of the files of a labelled thread, all of them one thread; with those of the other
    requests in it."""
    sources = [source_of(name, text) for name, text in thread.files.items()]
    found = threads_of(sources)
    pieces = [piece for each in found for piece in each.pieces]
    authority = next((each.authority for each in found if each.authority), "")
    whole = ReadThread(thread.name, "", pieces, authority)
    first, *others = drafts_of(
        whole, as_of=AS_OF, after=EARLIEST, regime=thread.regime, law=load_law()
    )
    return reduce(_with_another, others, first)


def _with_another(draft: Draft, other: Draft) -> Draft:
    before = len(draft.messages)
    return evolve(
        draft,
        events=(*draft.events, *(_after(each, before) for each in other.events)),
        questions=(*draft.questions, *(_after(each, before) for each in other.questions)),
        messages=(*draft.messages, *other.messages),
        days=(*draft.days, *(_after(each, before) for each in other.days)),
        dated=(*draft.dated, *other.dated),
    )


def _after(each: Of, before: int) -> Of:
    """What is of a message, which so many messages come before."""
    return evolve(each, message=each.message + before)


def source_of(name: str, text: str) -> Source:
    from foirules.letters.readers import mail

    data = text.encode()
    return mail.read(name, data) if mail.is_mail(data) else Source.of_text(name, text)


def _message(
    scores: Scores, thread: Thread, where: str, gold: Message, draft: Draft | None
) -> None:
    number = like(gold, draft.messages) if draft else None
    found = scores.of("messages found")
    if draft is None or number is None:
        found.wrong += 1
        found.say(where)
        return
    found.right += 1
    message = draft.messages[number - 1]
    side = scores.of("sender")
    if gold.side != "other":
        _compare(side, where, gold.side, message.sender)
    event = next((e for e in draft.events if e.message == number and not e.told_later), None)
    if gold.events is not None:
        names = [each["event"] for each in gold.events]
        read = event.event if event else "open"
        kind = "open" if not names else names[0] if read not in names else read
        if names:
            scores.kinds[kind, read] += 1
            _compare(scores.of("kind"), where, kind, None if read == "open" else read)
            if event is not None:
                _compare(scores.of(_sure("kind", event, "event")), where, kind, read)
        elif event is not None and not _begins_anew(event, draft):
            scores.kinds["none", read] += 1
            _compare(scores.of("kind"), where, "none", read)
    same = next((e for e in gold.events or () if event and e["event"] == event.event), None)
    if same is not None and event is not None:
        _fields(scores, where, same, event)
    elif gold.events:
        for each in gold.events:
            scores.of("exemptions").missed += len(_grounds(each) or ())
    _dates(scores, where, gold, draft, number)


def _begins_anew(event: DraftEvent, draft: Draft) -> bool:
    """Whether an event makes another request, which is none of the first, as some gold has it."""
    return event.event == draft.regime.vocabulary.begins and event.message > 1


def like(gold: Message, read: Iterable[Read]) -> int | None:
    """The number of the message read that has most lines of the gold's, if most of its own are."""
    best, most = None, 0
    for number, each in enumerate(read, 1):
        if not each.source.endswith(gold.file):
            continue
        own = [line.number for line in each.lines if line.text.strip()]
        common = sum(gold.lines.first <= line <= gold.lines.last for line in own)
        if common > most and common > len(own) / 2:
            best, most = number, common
    return best


def _compare(score: Score, where: str, gold: Any, read: Any) -> None:
    if read is None:
        score.open += 1
        score.say(f"{where}: open; {gold}")
    elif read == gold:
        score.right += 1
    else:
        score.wrong += 1
        score.say(f"{where}: {read}; {gold}")


def _grounds(event: Any) -> set[tuple[str | None, str]] | None:
    """The grounds of an event, with the parts they are for; None where the gold leaves them open."""
    if any(each.get("exemptions", ()) is None for each in (event, *_of_parts(event))):
        return None
    found: set[tuple[str | None, str]] = {(None, name) for name in event.get("exemptions", ())}
    for part, said in event.get("outcomes", {}).items():
        found |= {(str(part).lower(), name) for name in said.get("exemptions", ())}
    return found


def _of_parts(event: Any) -> Iterable[Any]:
    found: Iterable[Any] = event.get("outcomes", {}).values()
    return found


def _of_all(grounds: set[tuple[str | None, str]]) -> set[tuple[str | None, str]]:
    return {(None, name) for _, name in grounds}


def _read_grounds(event: DraftEvent) -> set[tuple[str | None, str]]:
    return {
        (part, name)
        for part, said in event.outcomes.items()
        if "exemptions" in said
        for name in said["exemptions"].value
    }


def _compare_grounds(
    score: Score, where: str, theirs: set[tuple[str | None, str]], ours: set[tuple[str | None, str]]
) -> None:
    if not any(part for part, _ in theirs) or not any(part for part, _ in ours):
        theirs, ours = _of_all(theirs), _of_all(ours)
    score.right += len(theirs & ours)
    score.wrong += len(ours - theirs)
    score.missed += len(theirs - ours)
    if theirs != ours:
        score.say(f"{where}: {sorted(map(str, ours - theirs))}; {sorted(map(str, theirs - ours))}")


def _fields(scores: Scores, where: str, gold: Any, event: DraftEvent) -> None:
    theirs = _grounds(gold)
    if theirs is not None:
        _compare_grounds(scores.of("exemptions"), where, theirs, _read_grounds(event))
        _sure_grounds(scores, theirs, event)
    for part, said in _outcomes(gold):
        own = event.outcomes.get(part, {}).get("outcome")
        if said is not None:
            at = f"{where} {part or ''}"
            _compare(scores.of("outcome"), at, said, own.value if own else None)
            if own is not None:
                name = f"outcomes.{part}.outcome" if part else "outcome"
                _compare(scores.of(_sure("outcome", event, name)), at, said, own.value)
    for name, value in gold.get("states", {}).items():
        read = event.states.get(name)
        if value is not None:
            at = f"{where} {name}"
            _compare(scores.of("statements"), at, value, read.value if read else None)
            if read is not None:
                sure = _sure("statements", event, f"states.{name}")
                _compare(scores.of(sure), at, value, read.value)
    for name in event.fields.keys() & gold.keys():
        value = event.fields[name].value
        _compare(scores.of(_sure("days of fields", event, name)), where, gold[name], value)


def _sure(what: str, event: DraftEvent, name: str) -> str:
    """The name of the score of what was read with one confidence."""
    return f"{what}, {event.confidence[name]}"


def _sure_grounds(scores: Scores, theirs: set[tuple[str | None, str]], event: DraftEvent) -> None:
    names = {name for _, name in theirs}
    for name, read in event.values().items():
        if name.split(".")[-1] == "exemptions":
            score = scores.of(_sure("exemptions", event, name))
            score.right += len(names & set(read.value))
            score.wrong += len(set(read.value) - names)


def _outcomes(event: Any) -> Iterator[tuple[str | None, Any]]:
    if "outcome" in event:
        yield None, event["outcome"]
    for part, said in event.get("outcomes", {}).items():
        yield str(part).lower(), said.get("outcome")


def _dates(scores: Scores, where: str, gold: Message, draft: Draft, number: int) -> None:
    """The days that have a place in the case, by what they mean and which they are."""
    score = scores.of("dates")
    ours = {
        (d.means, d.day)
        for d in draft.days
        if d.message == number and d.day is not None and d.means in SCORED
    }
    theirs = {(each.means, each.day) for each in gold.dates if each.means in SCORED and each.day}
    if not gold.dates:
        fields = [e.get("expected-by") for e in gold.events or ()]
        theirs = {("expected-by", day) for day in fields if day}
        ours = {each for each in ours if each[0] == "expected-by"}
    score.right += len(ours & theirs)
    score.wrong += len(ours - theirs)
    score.missed += len(theirs - ours)
    if ours != theirs:
        score.say(f"{where}: {sorted(map(str, ours - theirs))}; {sorted(map(str, theirs - ours))}")
