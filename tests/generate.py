"""Cases made at random, of any regime: hostile, realistic, and at the calendar's edge; and logs of
any size.

A seed gives always the same case.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Final

import attrs
import yaml

from foirules.cases.case import Authority, Case, Event
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import BOOL, DATE, INT, Enumeration, Field
from foirules.language.vocabulary import EventKind, Vocabulary
from foirules.policy.policies import load_policies
from tests.foia import REGIME

if TYPE_CHECKING:
    import polars as pl

_DUMPER: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
LETTERS = ("extension-notice", "response", "holding-reply")
_BUSY = (
    *LETTERS,
    *LETTERS,
    *LETTERS,
    "response",
    "clarification-sought",
    "clarification-received",
    "fees-notice",
    "fee-paid",
    "review-requested",
    "review-outcome",
)
# What hangs together and seldom comes together by chance; of a regime, those of which it has all.
_TOGETHER = (
    ("related-request", "related-request", "response", "response", "review-outcome"),
    ("copy-to-responsible-authority", "responsible-authority-decides", "response"),
    ("fees-notice", "fee-paid"),
    ("time-application", "time-specified", "time-refused", "response"),
    ("request-not-valid", "request-outside-act", "response", "decision-notice"),
    ("decision-notice", "tribunal-appeal", "tribunal-response", "tribunal-reply"),
    (
        "decision-notice",
        "tribunal-appeal",
        "appeal-admitted-late",
        "tribunal-decision",
        "notice-complied",
    ),
    ("decision-notice", "tribunal-appeal", "tribunal-decision", "ministerial-certificate"),
    ("tribunal-decision", "contempt-application"),
    ("decision-notice", "ministerial-certificate", "notice-complied"),
    ("tribunal-appeal", "tribunal-decision", "permission-sought", "permission-refused"),
    ("tribunal-decision", "permission-refused", "upper-tribunal-application", "permission-granted"),
    ("permission-refused", "upper-tribunal-application"),
    ("upper-tribunal-application", "permission-refused", "reconsideration-sought"),
    ("tribunal-decision", "permission-granted", "upper-tribunal-appeal", "upper-tribunal-decision"),
    ("tribunal-decision", "upper-tribunal-decision", "court-decision", "ministerial-certificate"),
    ("tribunal-decision", "set-aside-sought", "set-aside-refused", "permission-sought"),
    ("tribunal-decision", "set-aside-sought", "set-aside-granted", "tribunal-decision"),
    ("tribunal-appeal", "registrar-decision", "reconsideration-sought"),
    ("tribunal-appeal", "tribunal-decision", "appeal-withdrawn", "reinstatement-sought"),
    ("response", "exemption-claimed", "exemption-claimed", "review-outcome"),
    ("certificate-claimed", "certificate-appeal"),
    ("ico-complaint", "ico-closed"),
    ("information-notice", "notice-cancelled", "tribunal-appeal", "appeal-withdrawn"),
    ("clarification-sought", "clarification-received", "extension-notice", "response"),
    ("fees-notice", "fee-paid", "extension-notice", "clarification-sought", "response"),
    ("response", "review-requested", "review-withdrawn", "review-outcome"),
    ("response", "review-requested", "review-outcome", "commissioner-application"),
    ("commissioner-application", "application-closed"),
    ("decision-notice", "court-appeal", "court-decision", "notice-complied"),
    ("decision-notice", "court-appeal", "court-decision", "ministerial-certificate"),
    ("decision-notice", "court-appeal", "appeal-withdrawn", "ministerial-certificate"),
    ("information-notice", "notice-cancelled", "court-appeal", "appeal-withdrawn"),
)


@attrs.frozen(eq=False)
class Material:
    """What cases of a regime are made of: its words, and the policies of its authorities."""

    regime: Regime
    policies: tuple[str, ...]

    @property
    def words(self) -> Vocabulary:
        return self.regime.vocabulary

    @property
    def events(self) -> tuple[str, ...]:
        return tuple(self.words.events)

    @property
    def late(self) -> tuple[str, ...]:
        """What follows an answer."""
        return ("response", *self.events[self.events.index("response") :])

    @property
    def busy(self) -> tuple[str, ...]:
        return tuple(name for name in _BUSY if name in self.words.events)

    @property
    def together(self) -> tuple[tuple[str, ...], ...]:
        return tuple(names for names in _TOGETHER if self.words.events.keys() >= set(names))


@cache
def material(regime: Regime) -> Material:
    policies = load_policies().values()
    own = [each.id for each in policies if each.regime is regime and each.extends]
    return Material(regime, tuple(own))


def case(
    rng: Random,
    *,
    most_events: int = 6,
    ranges: bool = True,
    only: tuple[str, ...] = (),
    regime: Regime = REGIME,
) -> Case:
    """A hostile case of a request received on a day from 2005 to 2027.

    Every event and field may stand in it, with gaps in the record and several events a day.

    :param only: the events that follow, if not all; most often in the order in which they stand, or,
        of those that hang together, each once.
    """
    of, words = material(regime), regime.vocabulary
    parts = tuple("abc"[: rng.choice((0, 0, 1, 2, 2, 3))])
    day = date(2005, 1, 1) + timedelta(rng.randrange(8000))
    if rng.random() < 0.05:  # where the latest of the policy's periods are in force
        day = date(2026, 9, 1) + timedelta(rng.randrange(200))
    events = [_event(rng, words, words.begins, 1, day, parts, ranges and rng.random() < 0.1)]
    names = [
        rng.choice(only or (of.busy if rng.random() < 0.8 else of.events[1:]))
        for _ in range(rng.randint(0, most_events))
    ]
    gaps: tuple[int, ...] = (0, 0, 1, 2, 5, 9, 14, 20, 28, 45)
    if only in of.together and rng.random() < 0.5:
        names, gaps = list(only), (0, 1, 9, 20, 28, 29, 31, 33, 95)
    elif only and rng.random() < 0.7:
        names.sort(key=of.events.index)
    for place, name in enumerate(names, 2):
        day += timedelta(rng.choice(gaps))
        events.append(_event(rng, words, name, place, day, parts, ranges and rng.random() < 0.15))
    policy = rng.choice(of.policies) if of.policies and rng.random() < 0.4 else None
    kinds = words.authority_type.members
    kind = rng.choice(kinds) if rng.random() < 0.2 else kinds[0]
    authority = Authority("A", policy, kind)
    return Case("generated", tuple(events), authority=authority, parts=parts, regime=regime.id)


def anything(rng: Random, regime: Regime = REGIME) -> tuple[Case, date]:
    """A case of any of these kinds, with a day to judge it on."""
    kind = rng.random()
    if kind < 0.3:
        made = realistic(rng, regime)
        return made, as_of(rng, made)
    only: tuple[str, ...] = ()
    if kind > 0.68:
        of = material(regime)
        only = of.late if kind > 0.92 else rng.choice(of.together)
    ranges, most = rng.random() < 0.3, 6 + 3 * bool(only)
    made = case(rng, ranges=ranges, only=only, most_events=most, regime=regime)
    if rng.random() < 0.2:
        made = partly_recorded(rng, made)
    day = as_of(rng, made)
    return at_the_edge(rng, made, day) if kind < 0.4 else (made, day)


def partly_recorded(rng: Random, made: Case) -> Case:
    """The case of a source that does not record some kinds of events, or has no place for some
    fields."""
    words = load_law()[made.regime].vocabulary
    kinds, fields = list(words.events), list(words.fields)
    out = {*rng.sample(kinds, rng.choice((0, 1, 2, 5, 15)))}
    if rng.random() < 0.5:
        out.add(rng.choice(made.events).event)
    recorded = tuple(kind for kind in kinds if kind not in out) if rng.random() < 0.9 else None
    return attrs.evolve(
        made,
        recorded=recorded,
        without_fields=tuple(rng.sample(fields, rng.choice((0, 0, 0, 1, 5)))),
    )


def at_the_edge(rng: Random, made: Case, day: date) -> tuple[Case, date]:
    """The case and the day moved so that one of its events falls about an end of the calendar."""
    calendar = load_law()[made.regime].calendar
    edge = rng.choice((calendar.first_date, calendar.last_date))
    days = (edge - rng.choice(made.events).on).days + rng.randint(-40, 40)
    return moved(made, days), day + timedelta(days)


def moved(made: Case, days: int) -> Case:
    """The case with all its days so much later."""
    later = timedelta(days)

    def of(details: Mapping[str, Any]) -> dict[str, Any]:
        return {k: v + later if isinstance(v, date) else v for k, v in details.items()}

    events = [
        attrs.evolve(
            event,
            on=event.on + later,
            until=event.until and event.until + later,
            details=of(event.details),
            outcomes={part: of(outcome) for part, outcome in event.outcomes.items()},
        )
        for event in made.events
    ]
    return attrs.evolve(made, events=tuple(events))


def as_file(made: Case) -> str:
    """The case as a case file, to look at and to keep."""
    events = []
    stated = load_law()[made.regime].vocabulary.statements
    for event in made.events:
        states = {k: v for k, v in event.details.items() if k in stated}
        fields = {k: v for k, v in event.details.items() if k not in stated}
        span = {"from": event.on, "to": event.until} if event.until else event.on
        whole = {"on": span, "event": event.event, "parts": event.parts, **fields}
        events.append({**whole, "states": states, "outcomes": event.outcomes})
    authority = {k: v for k, v in attrs.asdict(made.authority).items() if v}
    whole = {"case": made.case, "regime": made.regime, "authority": authority}
    whole |= {"parts": made.parts or None, "recorded": made.recorded, "events": events}
    return yaml.dump(_plain(whole), Dumper=_DUMPER, sort_keys=False)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if v is not None and v != {}}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def as_of(rng: Random, made: Case) -> date:
    """A day from receipt to well after the last event."""
    first, last = made.events[0].on, made.events[-1].on
    return first + timedelta(rng.randint(0, (last - first).days + 60))


def _event(
    rng: Random,
    words: Vocabulary,
    name: str,
    place: int,
    day: date,
    parts: tuple[str, ...],
    ranged: bool,
) -> Event:
    kind = words.events[name]
    details = {
        f.name: _value(rng, words, f, day)
        for f in kind.fields
        if f.name not in words.outcome_fields and rng.random() < 0.6
    }
    outcomes: dict[str, dict[str, Any]] = {}
    about: tuple[str, ...] | None = None
    if kind.by_part:
        if parts and rng.random() < 0.5:
            about = tuple(p for p in parts if rng.random() < 0.7) or parts[:1]
            outcomes = {p: _outcome(rng, words, kind, day) for p in about}
        else:
            details.update(_outcome(rng, words, kind, day))
    if kind.names_parts and parts and rng.random() < 0.5:
        about = tuple(p for p in parts if rng.random() < 0.6) or parts[:1]
    until = day + timedelta(rng.choice((1, 2, 4, 11))) if ranged else None
    return Event(name, day, until, str(place), about, details, outcomes)


def _outcome(rng: Random, words: Vocabulary, kind: EventKind, day: date) -> dict[str, Any]:
    said = {
        f.name: _value(rng, words, f, day)
        for f in words.outcome_fields.values()
        if rng.random() < (0.8 if f.name in ("outcome", "exemptions") else 0.4)
        and kind.field(f.name)
    }
    return said | {"outcome": "cost-limit"} if said.get("aggregated") else said


def _value(rng: Random, words: Vocabulary, f: Field, day: date) -> Any:
    if f.type is BOOL:
        return rng.random() < 0.6
    if f.earliest is not None:  # the year of a record, about those where the law turns
        return date(day.year - rng.choice((5, 19, 20, 21, 25, 29, 30, 31, 60, 61, 100, 101)), 7, 1)
    if f.name == "other-received-on":
        return max(day - timedelta(rng.randrange(150)), date(2005, 1, 1))
    if f.type is DATE:
        return max(day + timedelta(rng.randint(-20, 40)), date(2005, 1, 1))  # as files have it
    if f.type is words.exemptions:
        cited = rng.choices(tuple(words.exemptions.masks), k=rng.choice((0, 1, 1, 2, 3)))
        return tuple(sorted(set(cited)))
    if f.type is INT:
        return rng.choice((17, 18, 19, 24, 25, 39, 40, 41, 449, 450, 451, 599, 600, 601))
    assert isinstance(f.type, Enumeration)
    return rng.choice(f.type.members)


# --- as an ordinary log has them ------------------------------------------------------------------

_OUTCOMES = {
    "disclosed": 45,
    "partly-disclosed": 20,
    "refused": 14,
    "not-held": 12,
    "cost-limit": 4,
    "already-accessible": 3,
    "neither-confirmed-nor-denied": 1,
    "transferred": 1,
}
_REFUSALS = ("refused", "partly-disclosed", "neither-confirmed-nor-denied")


@attrs.frozen
class Usual:
    """What ordinary letters under a law cite.

    :param grounds: for an outcome.
    :param refusing: for a refusal, and how often.
    :param extending: for more time.
    :param told: what else is mostly told, by what is cited.
    """

    refusing: Mapping[str, int]
    grounds: Mapping[str, tuple[str, ...]] = {}
    extending: tuple[str, ...] = ()
    told: Mapping[str, Mapping[str, Any]] = {}


_USUAL: Final = {
    "foia": Usual(
        {"s40(2)": 40, "s43(2)": 20, "s36(2)(c)": 8, "s31(1)(g)": 10, "s22": 10, "s41": 8},
        {"cost-limit": ("s12",), "already-accessible": ("s21",)},
        ("s43(2)", "s36(2)(c)", "s31(1)(g)", "s22", "s35(1)(a)"),
        {"s40(2)": {"personal-data-condition": "s40(3A)"}},
    ),
    "foisa": Usual(
        {"s38(1)(b)": 40, "s33(1)(b)": 20, "s30(c)": 12, "s35(1)(a)": 8, "s27(1)": 6, "s36(2)": 8},
        {"cost-limit": ("s12",), "already-accessible": ("s25",)},
        told={"s38(1)(b)": {"personal-data-condition": "s38(2A)"}},
    ),
    "eir": Usual(
        {"r13(1)": 30, "r12(5)(e)": 20, "r12(4)(b)": 10, "r12(4)(d)": 12, "r12(4)(e)": 10},
        {"not-held": ("r12(4)(a)",)},
    ),
    "eisr": Usual(
        {"r11(2)": 30, "r10(5)(e)": 20, "r10(4)(b)": 10, "r10(4)(d)": 12, "r10(4)(e)": 10},
        {"not-held": ("r10(4)(a)",)},
    ),
}


def usual(regime: Regime) -> Usual:
    """What is usual under a law; where that is not listed, anything it knows."""
    return _USUAL.get(regime.id) or Usual(dict.fromkeys(regime.vocabulary.exemptions.members, 1))


def realistic(rng: Random, regime: Regime = REGIME) -> Case:
    """A case as an ordinary log has it: 5 to 8 events, in proportions that one might meet.

    Most are acknowledged and answered once, in or around time; chasers and publications fill up
    those of few events, and a long one is cut short. Most of what a letter says is recorded.
    """
    return _Course(rng, regime).case()


def ranged(rng: Random, ranges: int) -> Case:
    """An ordinary case of which so many days are known within a week, but not that of receipt."""
    made = realistic(rng)
    events = list(made.events)
    for place in rng.sample(range(1, len(events)), min(ranges, len(events) - 1)):
        later = events[place].on + timedelta(rng.randint(1, 7))
        events[place] = attrs.evolve(events[place], until=later)
    return attrs.evolve(made, events=tuple(events))


@attrs.define
class _Course:
    """The course of a case, event by event."""

    rng: Random
    regime: Regime
    parts: tuple[str, ...] = ()
    happened: list[Event] = attrs.field(factory=list)

    @property
    def words(self) -> Vocabulary:
        return self.regime.vocabulary

    def case(self) -> Case:
        rng = self.rng
        self.parts = rng.choice(((), (), (), ("a", "b"), ("a", "b"), ("a", "b", "c")))
        received = date(2006, 1, 2) + timedelta(rng.randrange(7200))
        self._add(self.words.begins, received)
        if rng.random() < 0.9:
            promised = received + timedelta(28)
            self._add("acknowledgement", received, 0, 3, **self._maybe(0.6, expected_by=promised))
        started = self._questions(received)
        answered = self._answers(started)
        if answered is not None:
            self._afterwards(answered)
        self._fill_up(received, answered)
        self.happened.sort(key=lambda event: event.on)
        events = [attrs.evolve(e, id=str(n)) for n, e in enumerate(self.happened[:8], 1)]
        policies = material(self.regime).policies
        policy = policies[0] if policies and rng.random() < 0.05 else None
        kind = self.words.authority_type.members[0]
        authority = Authority(f"Authority {rng.randint(1, 40)}", policy, kind)
        return Case(
            "realistic", tuple(events), self.regime.id, authority=authority, parts=self.parts
        )

    def _questions(self, received: date) -> date:
        """Clarification or a fee, now and then; the day from which time runs."""
        if self.rng.random() < 0.12:
            asked = self._add("clarification-sought", received, 1, 25)
            if self.rng.random() < 0.85:
                return self._add("clarification-received", asked, 1, 25)
        elif self.rng.random() < 0.03:
            asked = self._add("fees-notice", received, 2, 15)
            if self.rng.random() < 0.7:
                return self._add("fee-paid", asked, 2, 40)
        return received

    def _answers(self, started: date) -> date | None:
        """The answer, after more time or a holding reply; the day of the last one."""
        rng = self.rng
        wait = rng.choices(((5, 29), (29, 45), (45, 90)), (75, 18, 7))[0]
        if rng.random() < 0.12:
            more = self._letter("extension-notice", started, 14, 29, expected=28)
            started, wait = more, (14, 40)
        elif wait != (5, 29) and rng.random() < 0.3:
            self._letter("holding-reply", started, 26, 30, expected=14)
        if rng.random() < 0.05:
            return None
        if len(self.parts) > 1 and rng.random() < 0.15:  # some parts sooner than the others
            self._letter("response", started, *wait, about=self.parts[:1])
            return self._letter("response", started, *wait, about=self.parts[1:])
        return self._letter("response", started, *wait)

    def _afterwards(self, answered: date) -> None:
        """A review, a complaint, an appeal, each of a few of those before."""
        rng = self.rng
        if rng.random() > 0.2:
            return
        asked = self._add("review-requested", answered, 3, 50)
        if rng.random() < 0.6:
            self._add("review-acknowledged", asked, 0, 3)
        if rng.random() < 0.85:
            asked = self._letter("review-outcome", asked, 10, 45)
        if rng.random() > 0.3:
            return
        complained = self._add(
            self._known("ico-complaint", "commissioner-application"), asked, 5, 60
        )
        accepted = self._add("ico-accepted", complained, 10, 60)
        ending = rng.choices(("decision-notice", "ico-closed", None), (60, 20, 20))[0]
        if ending:
            decided = self._add(self._known(ending, "application-closed"), accepted, 60, 200)
            if ending == "decision-notice" and rng.random() < 0.1:
                self._add(self._known("tribunal-appeal", "court-appeal"), decided, 10, 30)

    def _known(self, *names: str) -> str:
        """The first that the law has."""
        return next(name for name in names if name in self.words.events)

    def _fill_up(self, received: date, answered: date | None) -> None:
        for _ in range(len(self.happened), self.rng.choices((5, 6, 7, 8), (45, 30, 15, 10))[0]):
            if answered and self.rng.random() < 0.3:
                self._add("publication", answered, 1, 30)
            else:
                self._add("chaser", received, 5, 35)

    def _add(
        self,
        name: str,
        after: date,
        least: int = 0,
        most: int = 0,
        parts: tuple[str, ...] | None = None,
        outcomes: Mapping[str, Mapping[str, Any]] | None = None,
        **details: Any,
    ) -> date:
        """An event so many days after another, on a weekday; the day. The law may not have it."""
        day = after + timedelta(self.rng.randint(least, most))
        while day.weekday() > 4:
            day += timedelta(1)
        said = {key.replace("_", "-"): value for key, value in details.items()}
        if name not in self.words.events:
            return after
        self.happened.append(Event(name, day, parts=parts, details=said, outcomes=outcomes or {}))
        return day

    def _letter(
        self,
        name: str,
        after: date,
        least: int,
        most: int,
        about: tuple[str, ...] = (),
        expected: int = 0,
    ) -> date:
        """A letter on all parts, with one outcome for all or one for each."""
        rng = self.rng
        about = about or self.parts
        apart = len(about) > 1 and rng.random() < 0.5
        said = {part: self._said(name) for part in about[: len(about) if apart else 1] or ("",)}
        details: dict[str, Any] = {}
        if any(e for outcome in said.values() for e in outcome.get("exemptions", ())):
            for state in [*self.words.statements][:-1]:
                details |= self._maybe(0.75, **{state: rng.random() < 0.93})
        if expected:
            details |= self._maybe(0.9, expected_by=after + timedelta(least + expected))
        if apart:
            return self._add(name, after, least, most, about, said, **details)
        (outcome,) = said.values()
        named = about if about != self.parts else None
        if named:
            return self._add(
                name, after, least, most, named, dict.fromkeys(named, outcome), **details
            )
        return self._add(name, after, least, most, **details, **outcome)

    def _said(self, name: str) -> dict[str, Any]:
        """What a letter says of a part."""
        rng, of = self.rng, usual(self.regime)
        if name == "holding-reply":
            return {}
        if name == "extension-notice":
            return self._maybe(0.95, exemptions=(rng.choice(of.extending),)) if of.extending else {}
        known = self.words.enumerations["outcome"].members
        shares = {each: share for each, share in _OUTCOMES.items() if each in known}
        outcome = rng.choices(tuple(shares), tuple(shares.values()))[0]
        said = self._maybe(0.97, outcome=outcome)
        cited = list(of.grounds.get(outcome, ()))
        if outcome in _REFUSALS:
            number = rng.choice((1, 1, 2))
            cited = rng.choices(tuple(of.refusing), tuple(of.refusing.values()), k=number)
        if cited:
            said |= self._maybe(0.95, exemptions=tuple(sorted(set(cited))))
        for each, told in of.told.items():
            if each in cited:
                said |= self._maybe(0.5, **told)
        return said

    def _maybe(self, chance: float, **details: Any) -> dict[str, Any]:
        """What is recorded, or left out."""
        return details if self.rng.random() < chance else {}


TEMPLATES = 4_000


def log(cases: int, seed: int = 0, first: int = 1) -> pl.DataFrame:
    """A log of realistic cases, numbered from ``first``; a row an event, or a part of an answer.

    The cases are some thousands, each repeated some weeks sooner or later.
    """
    import polars as pl

    from tests.audit.rows import rows_of

    rng = Random(seed)
    made = (attrs.evolve(realistic(rng), case=str(n)) for n in range(min(cases, TEMPLATES)))
    templates = rows_of(made)
    number = range(first, first + cases)
    chosen = pl.DataFrame(
        {
            "name": [f"case-{n:07}" for n in number],
            "case": [str(n % TEMPLATES) for n in range(cases)],
            "later": [timedelta(weeks=rng.randint(-26, 26)) for _ in number],
        },
        schema={"name": pl.String, "case": pl.String, "later": pl.Duration},
    )
    rows = chosen.join(templates, on="case", maintain_order="left_right")
    days = [name for name, kind in templates.schema.items() if kind == pl.Date]
    return rows.select(
        pl.col("name").alias("case"),
        *(
            pl.col(name) + pl.col("later") if name in days else pl.col(name)
            for name in templates.columns[1:]
        ),
    )
