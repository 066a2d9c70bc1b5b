"""What the law says in each scenario of a case -> one assessment of it.

A duty broken in every scenario is established, in some possible; where a figure differs between
scenarios the earlier day and the smaller count stand, and a message gives both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from attrs import define, field

from foirules.calendars import Calendar
from foirules.engine.environment import Environment
from foirules.engine.explain import Explainer, day_in_words, in_words
from foirules.engine.scalar import ESTABLISHED, MET, POSSIBLE, UNDECIDED, Outputs, Scalar
from foirules.language.law import PLACEHOLDER, Law, ReadAction, ReadClock, ReadRule
from foirules.language.nodes import ABSENT, UNKNOWN, Value
from foirules.model import Action, Clock, Event, EventRef, Finding, Met, Undecided
from foirules.vocabulary import DATE, exemption_names

_NONE = (ABSENT, UNKNOWN)


@define
class Scenario:
    """One way the days may have fallen: the rows, and what the law says of them."""

    root: Any
    outputs: Outputs
    scalar: Scalar
    sample: bool = False  # shows what is possible; proves nothing


@define
class Combiner:
    """Makes the findings, clocks and actions of one case from its scenarios."""

    law: Law
    environment: Environment
    as_of: int
    scenarios: Sequence[Scenario]
    _judging: list[Scenario] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._judging = [s for s in self.scenarios if not s.sample]

    # --- rules --------------------------------------------------------------------------------

    def rules(self) -> tuple[list[Finding], list[Met], list[Undecided]]:
        """Findings, duties met and duties undecided, in the order of the law and of the case."""
        findings: list[Finding] = []
        met: list[Met] = []
        undecided: list[Undecided] = []
        for (index, _), hits in self._grouped(lambda outputs: outputs.rules):
            rule = self.law.rules[index]
            row = hits[0][1][1]
            statuses = [hit[2] for _, hit in hits]
            sure = [hit[2] for scenario, hit in hits if not scenario.sample]
            broken = [h for h in hits if h[1][2] in (ESTABLISHED, POSSIBLE)]
            everywhere = len(sure) == len(self._judging)
            if broken:
                certain = everywhere and set(sure) == {ESTABLISHED}
                findings.append(self._finding(rule, certain, broken))
            elif UNDECIDED in statuses:
                fields = self._missing(rule, [h for h in hits if h[1][2] == UNDECIDED])
                cites = rule.declared.cites
                undecided.append(
                    Undecided(rule.declared.id, part_of(row), event_of(row), fields, cites)
                )
            elif everywhere and set(sure) == {MET}:
                met.append(Met(rule.declared.id, part_of(row), event_of(row), rule.declared.cites))
        return findings, met, undecided

    def _grouped(
        self, take: Callable[[Outputs], list[tuple[Any, ...]]]
    ) -> list[tuple[tuple[int, Any], list[tuple[Scenario, tuple[Any, ...]]]]]:
        groups: dict[tuple[int, Any], list[tuple[Scenario, tuple[Any, ...]]]] = {}
        for scenario in self.scenarios:
            for hit in take(scenario.outputs):
                key = (hit[0], (part_of(hit[1]), _event(hit[1]) and id(_event(hit[1]))))
                groups.setdefault(key, []).append((scenario, hit))
        return sorted(groups.items(), key=lambda item: item[0][0])

    def _finding(
        self, rule: ReadRule, certain: bool, hits: list[tuple[Scenario, tuple[Any, ...]]]
    ) -> Finding:
        declared = rule.declared
        row = hits[0][1][1]
        values = dict(
            zip(rule.figures, zip(*(hit[3] for _, hit in hits), strict=True), strict=True)
        )
        possible = all(hit[2] == POSSIBLE for _, hit in hits)
        template = declared.possible_message if possible else declared.message
        shown = {name: (rule.figures[name], found) for name, found in values.items()}
        mask = 0
        for found in values.get("exemptions", ()):
            mask |= found if found > ABSENT else 0
        return Finding(
            declared.id,
            declared.kind,
            "established" if certain else "possible",
            part_of(row),
            event_of(row),
            _day(values.get("date", ()), min),
            _day(values.get("due", ()), min),
            _least(values.get("working_days_late", ())),
            exemption_names(mask),
            declared.cites,
            self._message(template, rule.message, shown, [(s, h[1]) for s, h in hits]),
        )

    def _missing(
        self, rule: ReadRule, hits: list[tuple[Scenario, tuple[Any, ...]]]
    ) -> tuple[str, ...]:
        fields: set[str] = set()
        for scenario, hit in hits:
            explainer = Explainer(scenario.scalar, scenario.root, self.as_of, self.environment)
            here = scenario.scalar.law.rules[hit[0]]
            for truth in (here.applies, here.when, here.possible_when):
                fields |= explainer.missing(truth, hit[1])
        return tuple(sorted(fields))

    # --- messages -----------------------------------------------------------------------------

    def _message(
        self,
        template: str,
        reads: dict[str, Value] | Any,
        figures: dict[str, tuple[Value, Iterable[int]]],
        places: list[tuple[Scenario, Any]],
    ) -> str:
        def shown(match: Any) -> str:
            name, otherwise = match.group(1), match.group(2)
            if name in figures:
                node, found = figures[name]
                values = set(found)
            else:
                node = reads[name]
                values = {
                    s.scalar.value(node, row, s.root, self.as_of, self.environment)
                    for s, row in places
                }
            texts = [_between(node, values - set(_NONE))] if values - set(_NONE) else []
            if values & set(_NONE) or not texts:
                texts.append(otherwise or in_words(node.type, ABSENT))
            return " or ".join(texts)

        return PLACEHOLDER.sub(shown, template)

    # --- clocks and actions -------------------------------------------------------------------

    def clocks(self) -> list[Clock]:
        """The clocks that some scenario starts."""
        return [
            self._clock(self.law.clocks[index], hits)
            for (index, _), hits in self._grouped(lambda outputs: outputs.clocks)
        ]

    def _clock(self, clock: ReadClock, hits: list[tuple[Scenario, tuple[Any, ...]]]) -> Clock:
        row = hits[0][1][1]
        values = dict(
            zip(clock.values, zip(*(hit[2] for _, hit in hits), strict=True), strict=True)
        )
        kind, cites = clock.declared.kind, clock.declared.cites
        in_force = min(values["in_force"]) if clock.declared.period else ABSENT
        if in_force > ABSENT:
            version = self.environment.version(clock.declared.period or "", in_force)
            if version is not None:
                kind = version.kind
                cites = cites if version.cites in cites else f"{cites}; {version.cites}"
        statuses = set(values["status"])
        everywhere = len([s for s, _ in hits if not s.sample]) == len(self._judging)
        status = "uncertain"
        if len(statuses) == 1 and everywhere and UNKNOWN not in statuses:
            status = in_words(clock.values["status"].type, statuses.pop())
        started, due = min(v for v in values["started"]), _day(values["due"], min)
        stopped = set(values["stopped"])
        counted = self.environment.counted(row)
        return Clock(
            clock.declared.name,
            part_of(row),
            kind,
            date.fromordinal(started),
            due,
            _day(values["due"], max),
            _day(stopped, min) if len(stopped) == 1 else None,
            status,
            _least(values["used"]),
            disregarded(counted, started, due.toordinal()) if due else (),
            cites,
        )

    def actions(self) -> list[Action]:
        """What can be done next in some scenario, in the order in which it can be done."""
        found = [
            self._action(self.law.actions[index], hits)
            for (index, _), hits in self._grouped(lambda outputs: outputs.actions)
        ]
        return found

    def _action(self, action: ReadAction, hits: list[tuple[Scenario, tuple[Any, ...]]]) -> Action:
        declared = action.declared
        offered = [h for h in hits if h[1][2]]
        hits = offered or hits
        row = hits[0][1][1]
        values = dict(zip(action.values, zip(*(h[3] for _, h in hits), strict=True), strict=True))
        shown = {name: (action.values[name], found) for name, found in values.items()}
        deadline = _day(values.get("deadline", ()), min)
        latest = _day(values.get("deadline", ()), max)
        opens = values["available_from"] if offered else values.get("opens", ())
        return Action(
            declared.actor,
            declared.name,
            part_of(row),
            _day(opens, min),
            deadline if offered else None,
            latest if offered else None,
            bool(offered and latest and latest.toordinal() < self.as_of),
            declared.cites,
            self._message(
                declared.message if offered else declared.not_yet,
                action.message,
                shown,
                [(s, h[1]) for s, h in hits],
            ),
        )

    # --- stages -------------------------------------------------------------------------------

    def stages(self) -> tuple[tuple[str | None, str], ...]:
        """How far each part has come; ``uncertain`` where the scenarios differ."""
        kind = next(f.tree.type for f in self.law.facts if f.key == ("part", "stage"))
        found = []
        for rows in zip(*(s.root.parts for s in self._judging), strict=True):
            values = {row.stage for row in rows}
            sure = len(values) == 1 and UNKNOWN not in values
            found.append((rows[0].name, in_words(kind, values.pop()) if sure else "uncertain"))
        return tuple(found)


# --- small things -----------------------------------------------------------------------------


def part_of(row: Any) -> str | None:
    """The part a row is about."""
    part = getattr(row, "part", None)
    name: str | None = row.name if part is None else part.name
    return name


def _event(row: Any) -> Event | None:
    source: Event | None = row.source
    return source


def event_of(row: Any) -> EventRef | None:
    """The event a row was made of."""
    event = _event(row)
    return None if event is None else EventRef(event.id, event.event, event.on, event.until)


def _day(values: Iterable[int], choose: Callable[[list[int]], int]) -> date | None:
    known = [v for v in values if v > ABSENT]
    return date.fromordinal(choose(known)) if known else None


def _least(values: Iterable[int]) -> int | None:
    return min((v for v in values if v > ABSENT), default=None)


def _between(node: Value, values: set[int]) -> str:
    low, high = min(values), max(values)
    if low == high:
        return in_words(node.type, low)
    if node.type is DATE:
        first, last = (day_in_words(date.fromordinal(v)) for v in (low, high))
        return f"a day from {first} to {last}"
    if node.type.name == "number":
        return f"{low} to {high}"
    return " or ".join(in_words(node.type, v) for v in sorted(values))


@lru_cache(maxsize=4096)
def disregarded(calendar: Calendar, started: int, due: int) -> tuple[tuple[date, str], ...]:
    """The days after ``started``, up to ``due``, that do not count, with the reasons."""
    return tuple(
        (date.fromordinal(day), reason) for day, reason in calendar.disregarded(started, due)
    )
