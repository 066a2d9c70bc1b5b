"""What is found of a case: plain immutable classes, no behaviour but their own shape."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import evolve, field, frozen

from foirules.cases.basis import Basis, made_by_all
from foirules.cases.lists import RESULTS

Day = date

SCHEMA = "foirules/assessment"
SCHEMA_VERSION = 1


@frozen
class EventRef:
    """The event a finding is about."""

    id: str
    event: str
    on: date
    until: date | None = None

    def to_dict(self) -> dict[str, Any]:
        return {"id": self.id, "event": self.event, "on": self.on.isoformat()}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _ref(event: EventRef | None) -> dict[str, Any] | None:
    return None if event is None else event.to_dict()


@frozen
class Finding:
    """A duty that was broken.

    ``kind`` is breach (statute), departure (code or guidance), promise (the authority's own) or
    note; ``certainty`` established or possible; ``date`` the first day on which it is broken;
    ``due`` the last day on which it could be met.
    """

    rule: str
    regime: str
    kind: str
    certainty: str
    part: str | None
    event: EventRef | None
    date: Day | None
    due: Day | None
    working_days_late: int | None
    exemptions: tuple[str, ...]
    cites: str
    message: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "regime": self.regime,
            "kind": self.kind,
            "certainty": self.certainty,
            "part": self.part,
            "event": _ref(self.event),
            "date": _iso(self.date),
            "due": _iso(self.due),
            "working_days_late": self.working_days_late,
            "exemptions": list(self.exemptions),
            "cites": self.cites,
            "message": self.message,
        }


@frozen
class Met:
    """A duty that applies and was certainly kept."""

    rule: str
    regime: str
    part: str | None
    event: EventRef | None
    cites: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "regime": self.regime,
            "part": self.part,
            "event": _ref(self.event),
            "cites": self.cites,
        }


@frozen
class Undecided:
    """A duty that the record does not decide, and the fields whose record would."""

    rule: str
    regime: str
    part: str | None
    event: EventRef | None
    missing: tuple[str, ...]
    cites: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "rule": self.rule,
            "regime": self.regime,
            "part": self.part,
            "event": _ref(self.event),
            "missing": list(self.missing),
            "cites": self.cites,
        }


@frozen
class Clock:
    """A period that runs or ran. ``due`` is the safe (earlier) day where two are possible.

    ``disregarded`` are the days after ``started`` and up to ``due`` that do not count, each with
    its reason; ``working_days_used`` counts working days after ``started``, up to the day it
    stopped or ``as_of``, that day included; ``working_days_left``, while it runs, those after
    ``as_of`` and up to ``due``.
    """

    clock: str
    regime: str
    part: str | None
    kind: str
    started: date | None
    due: date | None
    due_latest: date | None
    stopped: date | None
    status: str
    working_days_used: int | None
    working_days_left: int | None
    disregarded: tuple[tuple[date, str], ...]
    cites: str

    def to_dict(self) -> dict[str, Any]:
        return {
            "clock": self.clock,
            "regime": self.regime,
            "part": self.part,
            "kind": self.kind,
            "started": _iso(self.started),
            "due": _iso(self.due),
            "due_latest": _iso(self.due_latest),
            "stopped": _iso(self.stopped),
            "status": self.status,
            "working_days_used": self.working_days_used,
            "working_days_left": self.working_days_left,
            "disregarded": [{"date": _iso(d), "reason": r} for d, r in self.disregarded],
            "cites": self.cites,
        }


@frozen
class Action:
    """What an actor can do next. ``available_from`` is None where it is not open yet.

    ``draft`` is the text of a letter for it, by the law's template, where the law has one and the
    assessment was made with its derivations; what the case does not hold is in brackets.
    """

    actor: str
    action: str
    regime: str
    part: str | None
    available_from: date | None
    deadline: date | None
    deadline_latest: date | None
    overdue: bool
    cites: str
    message: str
    draft: str = field(default="", eq=False, repr=False)

    def to_dict(self) -> dict[str, Any]:
        return {
            "actor": self.actor,
            "action": self.action,
            "regime": self.regime,
            "part": self.part,
            "available_from": _iso(self.available_from),
            "deadline": _iso(self.deadline),
            "deadline_latest": _iso(self.deadline_latest),
            "overdue": self.overdue,
            "cites": self.cites,
            "message": self.message,
            **({"draft": self.draft} if self.draft else {}),
        }


@frozen
class Step:
    """A value on the way to another: ``name`` has ``value``, from ``expression``, by ``cites``.

    ``steps`` are the values it rests on, down to what the record and the policy say.
    """

    name: str
    value: str
    expression: str = ""
    cites: str = ""
    steps: tuple[Step, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "value": self.value,
            "expression": self.expression,
            "cites": self.cites,
            "steps": [step.to_dict() for step in self.steps],
        }


@frozen
class Derivation:
    """How the due date of a clock, or a finding (``of``), comes about."""

    of: str
    name: str
    part: str | None
    event: EventRef | None
    step: Step

    def to_dict(self) -> dict[str, Any]:
        return {
            "of": self.of,
            "name": self.name,
            "part": self.part,
            "event": _ref(self.event),
            "step": self.step.to_dict(),
        }


T = TypeVar("T")


def _made(made: T | None, name: str, how: str = "name them in results") -> T:
    if made is None:
        raise ValueError(f"this assessment was made without its {name}: {how}")
    return made


@frozen
class Assessment:
    """All that is found of a case as of one day. Not legal advice.

    ``policy`` are the policies used, (id, version); ``notes`` what limits the result, e.g. ranges
    too many to be judged day by day; ``other_regimes`` are the parts under another regime than that
    of the case, (part, regime). To look at a list that was not asked for raises ValueError;
    so does :meth:`to_dict` then.
    """

    case: str
    regime: str
    as_of: date
    policy: tuple[tuple[str, str], ...]
    announced_until: date
    notes: tuple[str, ...]
    _findings: tuple[Finding, ...] | None = None
    _met: tuple[Met, ...] | None = None
    _undecided: tuple[Undecided, ...] | None = None
    _clocks: tuple[Clock, ...] | None = None
    _actions: tuple[Action, ...] | None = None
    _stages: tuple[tuple[str | None, str], ...] | None = None
    _derivations: tuple[Derivation, ...] | None = field(default=None, eq=False, repr=False)
    other_regimes: tuple[tuple[str, str], ...] = ()
    _basis: tuple[Basis, ...] = field(default=(), eq=False, repr=False)
    _input: str | None = field(default=None, eq=False, repr=False)

    @property
    def made_by(self) -> dict[str, str | None]:
        """The version of the ``program``, and the hashes of the ``law``, the ``policy``, the
        ``calendar`` and the ``input``: SHA-256 as text. That of the input is None for a case that a
        program has put together itself."""
        return made_by_all(self._basis, self._input)

    def regime_of(self, part: str | None) -> str:
        """The regime that a part is judged under."""
        return dict(self.other_regimes).get(part or "", self.regime)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Duties broken, in the order of the law."""
        return _made(self._findings, "findings")

    @property
    def met(self) -> tuple[Met, ...]:
        """Duties that apply and were certainly kept."""
        return _made(self._met, "duties met")

    @property
    def undecided(self) -> tuple[Undecided, ...]:
        """Duties that the record leaves open, with the fields that would decide them."""
        return _made(self._undecided, "undecided duties")

    @property
    def clocks(self) -> tuple[Clock, ...]:
        """The periods that run or ran, in the order of the law."""
        return _made(self._clocks, "clocks")

    @property
    def actions(self) -> tuple[Action, ...]:
        """What can be done next, in the order in which it can be done."""
        return _made(self._actions, "actions")

    @property
    def stages(self) -> tuple[tuple[str | None, str], ...]:
        """(part, stage) in the order of the file."""
        return _made(self._stages, "stages")

    def derivations(self) -> tuple[Derivation, ...]:
        """How each due date and each finding comes about, from the expressions of the law.

        :raises ValueError: where they were not made.
        """
        return _made(self._derivations, "derivations", "call assess with explain=True")

    def only(self, results: Iterable[str]) -> Assessment:
        """The assessment with these of its lists, and its derivations where it has them."""
        kept = set(results)
        left_out: dict[str, Any] = {name: None for name in RESULTS if name not in kept}
        return evolve(self, **left_out)

    @property
    def provisional(self) -> bool:
        """Whether a day rests on bank holidays that are not announced yet."""
        last = max([self.as_of, *(c.due_latest for c in self.clocks if c.due_latest)])
        return last > self.announced_until

    def to_dict(self) -> dict[str, Any]:
        """The assessment in the published schema, ready for JSON; dates are ISO."""
        return {
            "schema": SCHEMA,
            "version": SCHEMA_VERSION,
            "made_by": self.made_by,
            "case": self.case,
            "regime": self.regime,
            "as_of": self.as_of.isoformat(),
            "policy": [{"id": i, "version": v} for i, v in self.policy],
            "calendar": {
                "announced_until": self.announced_until.isoformat(),
                "provisional": self.provisional,
            },
            "parts": [{"part": p, "regime": self.regime_of(p), "stage": s} for p, s in self.stages],
            "clocks": [c.to_dict() for c in self.clocks],
            "findings": [f.to_dict() for f in self.findings],
            "met": [m.to_dict() for m in self.met],
            "undecided": [u.to_dict() for u in self.undecided],
            "actions": [a.to_dict() for a in self.actions],
            "notes": list(self.notes),
        }


def together(
    assessments: Sequence[Assessment], other_regimes: Iterable[tuple[str, str]]
) -> Assessment:
    """One assessment of a case under several regimes: that of its own first, then the others.

    :param assessments: the assessments under each; the first is under the regime of the case.
    :param other_regimes: the parts under the others, (part, regime).
    """
    first = assessments[0]
    lists: dict[str, Any] = {
        name: tuple(row for each in assessments for row in getattr(each, f"_{name}"))
        for name in (*RESULTS, "derivations")
        if getattr(first, f"_{name}") is not None
    }
    return evolve(
        first,
        policy=tuple(dict.fromkeys(used for each in assessments for used in each.policy)),
        announced_until=min(each.announced_until for each in assessments),
        notes=tuple(dict.fromkeys(note for each in assessments for note in each.notes)),
        other_regimes=tuple(other_regimes),
        basis=tuple(dict.fromkeys(basis for each in assessments for basis in each._basis)),
        **lists,
    )
