"""What the law says in each scenario of a case -> one assessment of it.

The rule by which scenarios are combined is that of :mod:`foirules.engine.combining`; where a figure
differs between scenarios, a message gives both ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import Any, Final, Protocol

from attrs import define, evolve, field

from foirules.calendars import Calendar
from foirules.cases.model import Action, Clock, Derivation, Event, EventRef, Finding, Met, Undecided
from foirules.engine.combining import agreed, earliest, latest, least, union
from foirules.engine.environment import Environment
from foirules.engine.explain import Explainer
from foirules.engine.outputs import ESTABLISHED, MET, POSSIBLE, UNDECIDED, Outputs
from foirules.engine.scalar.compiler import Scalar
from foirules.engine.words import between, in_words
from foirules.language import law as declarations
from foirules.language.law import PLACEHOLDER, Law, ReadAction, ReadClock, ReadRule, Rule
from foirules.language.nodes import ABSENT, UNKNOWN, Value
from foirules.language.parse import as_value
from foirules.language.types import DATE, SetType
from foirules.policy.policies import Version

Hit = tuple[Any, ...]
"""(index in the law, row, status or whether it is open, values); a clock's has no third."""


class Scenario(Protocol):
    """One way the days may have fallen: the rows, and what the law says of them.

    A ``sample`` shows what is possible and proves nothing.
    """

    @property
    def sample(self) -> bool: ...
    @property
    def scalar(self) -> Scalar: ...
    @property
    def environment(self) -> Environment: ...
    @property
    def root(self) -> Any: ...
    @property
    def outputs(self) -> Outputs: ...

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        """The rows of a collection of the case's row, whichever back end gave that."""
        ...

    def stages(self) -> list[tuple[str | None, int]]:
        """Each part with how far it has come."""
        ...


@define
class Evaluated:
    """A scenario by the scalar back end."""

    root: Any
    outputs: Outputs
    scalar: Scalar
    environment: Environment
    sample: bool = False

    def rows(self, collection: str, row: Any) -> Sequence[Any]:
        found: Sequence[Any] = getattr(row, collection)
        return found

    def stages(self) -> list[tuple[str | None, int]]:
        schema = self.scalar.law.schema
        parts = getattr(self.root, schema.part.collection)
        return [(part.name, getattr(part, schema.roles.stage)) for part in parts]


_BROKEN: Final = (ESTABLISHED, POSSIBLE)


@define(slots=False)
class Combiner:
    """Makes the findings, clocks and actions of one case from its scenarios."""

    law: Law
    environment: Environment
    as_of: int
    scenarios: Sequence[Scenario]
    _judging: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._judging = sum(not s.sample for s in self.scenarios)

    def _grouped(
        self, take: Callable[[Outputs], list[Hit]]
    ) -> list[tuple[int, list[tuple[Scenario, Hit]]]]:
        """The scenarios' hits on one and the same thing, in the order of the law."""
        if len(self.scenarios) == 1:
            (scenario,) = self.scenarios
            hits = sorted(take(scenario.outputs), key=itemgetter(0))
            return [(hit[0], [(scenario, hit)]) for hit in hits]
        groups: dict[Any, list[tuple[Scenario, Hit]]] = {}
        for scenario in self.scenarios:
            for hit in take(scenario.outputs):
                groups.setdefault(_about(hit), []).append((scenario, hit))
        return sorted(((key[0], hits) for key, hits in groups.items()), key=itemgetter(0))

    def _everywhere(self, hits: list[tuple[Scenario, Hit]]) -> bool:
        return sum(not scenario.sample for scenario, _ in hits) == self._judging

    # --- rules --------------------------------------------------------------------------------

    def findings(self) -> tuple[Finding, ...]:
        """Duties broken, in the order of the law and in that in which scenarios show them."""
        found = []
        for index, hits in self._rules:
            broken = [hit for _, hit in hits if hit[2] in _BROKEN]
            if broken:
                sure = {hit[2] for scenario, hit in hits if not scenario.sample}
                certain = sure == {ESTABLISHED} and self._everywhere(hits)
                found.append((index, broken[0], _finding(self.law.rules[index], certain, broken)))
        if len(self.scenarios) > 1:  # of one they stand so already
            first = self._first_broken()
            found.sort(key=lambda each: (each[0], first[_about(each[1])]))
        return tuple(finding for *_, finding in found)

    def _first_broken(self) -> dict[tuple[int, str | None, int], int]:
        """Of each duty that a scenario shows broken, its place in the order in which they do."""
        hits = (hit for s in self.scenarios for hit in s.outputs.rules if hit[2] in _BROKEN)
        return {about: place for place, about in enumerate(dict.fromkeys(map(_about, hits)))}

    def met(self) -> tuple[Met, ...]:
        """Duties that were kept in every scenario."""
        return tuple(
            Met(declared.id, part_of(row), event_of(row), declared.cites)
            for declared, row, hits in self._unbroken()
            if {hit[2] for _, hit in hits} == {MET} and self._everywhere(hits)
        )

    def undecided(self) -> tuple[Undecided, ...]:
        """Duties that some scenario leaves open and none shows broken."""
        found = []
        for declared, row, hits in self._unbroken():
            unsaid = [(scenario, hit) for scenario, hit in hits if hit[2] == UNDECIDED]
            if unsaid:
                about = (declared.id, part_of(row), event_of(row))
                found.append(Undecided(*about, self._missing(unsaid), declared.cites))
        return tuple(found)

    @cached_property
    def _rules(self) -> list[tuple[int, list[tuple[Scenario, Hit]]]]:
        return self._grouped(lambda outputs: outputs.rules)

    def _unbroken(self) -> Iterator[tuple[Rule, Any, list[tuple[Scenario, Hit]]]]:
        """Duties that no scenario shows broken; a note is no duty: it is never met nor open."""
        for index, hits in self._rules:
            declared = self.law.rules[index].declared
            if declared.kind != "note" and not any(hit[2] in _BROKEN for _, hit in hits):
                yield declared, hits[0][1][1], hits

    def _missing(self, hits: list[tuple[Scenario, Hit]]) -> tuple[str, ...]:
        fields: set[str] = set()
        for scenario, (index, row, *_) in hits:
            explainer = self._explainer(scenario)
            rule = scenario.scalar.law.rules[index]
            for truth in (rule.applies, rule.when, rule.possible_when):
                fields |= explainer.missing(truth, row)
        return tuple(sorted(fields))

    # --- clocks and actions -------------------------------------------------------------------

    def clocks(self) -> tuple[Clock, ...]:
        """The clocks that some scenario starts."""
        return tuple(
            self._clock(self.law.clocks[index], hits)
            for index, hits in self._grouped(lambda outputs: outputs.clocks)
        )

    def _clock(self, clock: ReadClock, hits: list[tuple[Scenario, Hit]]) -> Clock:
        declared, row = clock.declared, hits[0][1][1]
        values = _columns(clock.values, [hit[2] for _, hit in hits])
        version = None
        if declared.period:
            version = self.environment.version(declared.period, min(values["in_force"]))
        kind, cites = grounds(declared, version)
        status = agreed(values["status"], UNKNOWN)
        started, due = earliest(values["started"]), earliest(values["due"])
        running = "uncertain"
        if status != UNKNOWN and self._everywhere(hits):
            running = in_words(clock.values["status"].type, status)
        return Clock(
            declared.name,
            part_of(row),
            kind,
            started,
            due,
            latest(values["due"]),
            earliest((agreed(values["stopped"]),)),
            running,
            least(values["used"]),
            least(values["left"]) if running == "running" else None,
            self._disregarded(clock, hits[0], version, started, due),
            cites,
        )

    def _disregarded(
        self,
        clock: ReadClock,
        example: tuple[Scenario, Hit],
        version: Version | None,
        started: date | None,
        due: date | None,
    ) -> tuple[tuple[date, str], ...]:
        """The days that the clock leaves out; none where it counts no working days."""
        if not started or not due or version is None or version.unit != "working-days":
            return ()
        first, last = started.toordinal(), due.toordinal()
        scenario, (_, row, *_) = example
        calendar = self.environment.calendar
        school = clock.declared.school and self.environment.school is not None
        if school and row.school_due > ABSENT:
            calendar = self.environment.counted(first, last)
        days = disregarded(calendar, first, last)
        if clock.pause is None or clock.declared.pause is None:
            return days
        paused = dict(days)
        for each in scenario.rows(clock.declared.pause.collection, row):
            start, end = (
                scenario.scalar.value(node, each, scenario.root, self.as_of, scenario.environment)
                for node in clock.pause
            )
            if min(start, end) > ABSENT:
                for day in range(max(start, first + 1), min(end, last) + 1):
                    paused.setdefault(date.fromordinal(day), clock.declared.pause.reason)
        return tuple(sorted(paused.items()))

    def actions(self) -> tuple[Action, ...]:
        """What can be done next in some scenario, in the order in which it can be done."""
        return tuple(
            self._action(self.law.actions[index], [hit for _, hit in hits])
            for index, hits in self._grouped(lambda outputs: outputs.actions)
        )

    def _action(self, action: ReadAction, hits: list[Hit]) -> Action:
        declared = action.declared
        offered = [hit for hit in hits if hit[2]]
        hits = offered or hits
        values = _columns(action.values, [hit[3] for hit in hits])
        deadlines = values.get("deadline", ()) if offered else ()
        last = latest(deadlines)
        return Action(
            declared.actor,
            declared.name,
            part_of(hits[0][1]),
            earliest(values["available_from"] if offered else values.get("opens", ())),
            earliest(deadlines),
            last,
            last is not None and last.toordinal() < self.as_of,
            declared.cites,
            message(declared.message if offered else declared.not_yet, action.values, values),
        )

    # --- derivations --------------------------------------------------------------------------

    def derivations(self) -> tuple[Derivation, ...]:
        """How each clock's due day and each finding comes about, in one scenario that shows it."""
        found = []
        for index, hits in self._grouped(lambda outputs: outputs.clocks):
            clock = self.law.clocks[index]
            place = list(clock.values).index("due")
            known = [(s, hit) for s, hit in hits if hit[2][place] > ABSENT]
            if known:
                scenario, hit = min(known, key=lambda pair: pair[1][2][place])
                declared, due = clock.declared, clock.values["due"]
                step = self._explainer(scenario).derive(
                    "due", due, hit[1], declared.due, declared.cites
                )
                found.append(Derivation("clock", declared.name, part_of(hit[1]), None, step))
        for _, hits in self._rules:
            broken = [(s, hit) for s, hit in hits if hit[2] in _BROKEN]
            if broken:
                scenario, hit = min(broken, key=lambda pair: pair[1][2])
                found.append(self._why_broken(scenario, hit))
        return tuple(found)

    def _why_broken(self, scenario: Scenario, hit: Hit) -> Derivation:
        index, row, status, _ = hit
        rule = scenario.scalar.law.rules[index]
        declared = rule.declared
        said, truth, text, cites = "broken", rule.when, declared.when, declared.cites
        if status == POSSIBLE:
            said, truth, text = "possibly broken", rule.possible_when, declared.possible_when
            if declared.cites_if_possible:
                cites = f"{cites}; possible only, by {declared.cites_if_possible}"
        explainer = self._explainer(scenario)
        step = explainer.derive(said, as_value(truth), row, text, cites)
        if "due" in rule.values and declared.due:
            due = explainer.derive("due", rule.values["due"], row, declared.due)
            step = evolve(step, steps=(*step.steps, due))
        return Derivation("finding", declared.id, part_of(row), event_of(row), step)

    def _explainer(self, scenario: Scenario) -> Explainer:
        return Explainer(scenario.scalar, scenario.root, self.as_of, scenario.environment)

    # --- stages -------------------------------------------------------------------------------

    def stages(self) -> tuple[tuple[str | None, str], ...]:
        """How far each part has come; ``uncertain`` where the scenarios differ."""
        schema = self.law.schema
        kind = self.law.by_key[schema.part.name, schema.roles.stage].tree.type
        judging = [s.stages() for s in self.scenarios if not s.sample]
        found = []
        for each in zip(*judging, strict=True):
            name, stage = each[0]
            sure = all(other == stage != UNKNOWN for _, other in each)
            found.append((name, in_words(kind, stage) if sure else "uncertain"))
        return tuple(found)


def grounds(clock: declarations.Clock, version: Version | None) -> tuple[str, str]:
    """What a clock rests on, and its provisions, by the version of its period in force."""
    if version is None:
        return clock.kind, clock.cites
    known = version.cites in clock.cites
    return version.kind, clock.cites if known else f"{clock.cites}; {version.cites}"


def _finding(rule: ReadRule, certain: bool, hits: list[Hit]) -> Finding:
    declared, row = rule.declared, hits[0][1]
    values = _columns(rule.values, [hit[3] for hit in hits])
    return Finding(
        declared.id,
        declared.kind,
        "established" if certain else "possible",
        part_of(row),
        event_of(row),
        earliest(values.get("date", ())),
        earliest(values.get("due", ())),
        least(values.get("working_days_late", ())),
        _exemptions(rule, values),
        declared.cites,
        _told(rule, certain, hits, values),
    )


def _exemptions(rule: ReadRule, values: Mapping[str, Sequence[int]]) -> tuple[str, ...]:
    """All that a finding is about in some scenario."""
    if "exemptions" not in values:
        return ()
    kind = rule.values["exemptions"].type
    assert isinstance(kind, SetType)
    return kind.names(union(values["exemptions"]))


def _told(
    rule: ReadRule, certain: bool, hits: list[Hit], values: Mapping[str, Sequence[int]]
) -> str:
    """What a finding says. One that is found on some days only says so, and of days that hang
    together it gives an example and not the ends of each range."""
    declared = rule.declared
    if all(hit[2] == POSSIBLE for hit in hits):
        return message(declared.possible_message, rule.values, values)
    if certain:
        return message(declared.message, rule.values, values)
    named = {name for _, _, name, _ in _segments(declared.message) if name}
    if sum(len(set(values[name])) > 1 for name in named) < 2:
        return "depending on the day: " + message(declared.message, rule.values, values)
    example = next(hit[3] for hit in hits if hit[2] != POSSIBLE)
    told = message(declared.message, rule.values, _columns(rule.values, [example]))
    return f"depending on the days, for example: {told}"


def _columns(names: Mapping[str, Value], rows: list[tuple[int, ...]]) -> dict[str, Sequence[int]]:
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def message(template: str, nodes: Mapping[str, Value], values: Mapping[str, Sequence[int]]) -> str:
    """The template with its values: a date that is a range is said from end to end."""
    said = []
    for plain, on, name, otherwise in _segments(template):
        said.append(plain)
        if not name:
            continue
        low, high, kind = min(values[name]), max(values[name]), nodes[name].type
        if high == UNKNOWN:
            said.append(
                f"{on}a day that is not recorded" if kind is DATE else f"{on}an unknown value"
            )
        elif low > ABSENT:
            said.append(between(kind, low, high, on))
        elif high <= ABSENT:
            said.append(on + otherwise)
        else:
            low = min(v for v in values[name] if v > ABSENT)
            said.append(f"{between(kind, low, high, on)} or {otherwise}")
    return "".join(said)


@lru_cache(maxsize=1024)
def _segments(template: str) -> tuple[tuple[str, str, str, str], ...]:
    """(text before, "on " or nothing, name, what stands for a value that is not there)."""
    found, place = [], 0
    for match in PLACEHOLDER.finditer(template):
        on, name, otherwise = match.group(1) or "", match.group(2), match.group(3) or "none"
        found.append((template[place : match.start()], on, name, otherwise))
        place = match.end()
    return (*found, (template[place:], "", "", ""))


# --- small things -----------------------------------------------------------------------------


def _about(hit: Hit) -> tuple[int, str | None, int]:
    """Which declaration says something, and of what."""
    return hit[0], part_of(hit[1]), id(hit[1].source)


def part_of(row: Any) -> str | None:
    """The part a row is about."""
    part = row.part
    name: str | None = row.name if part is None else part.name
    return name


def event_of(row: Any) -> EventRef | None:
    """The event a row was made of."""
    event: Event | None = row.source
    if event is None:
        return None
    if row.ref is None:
        row.ref = EventRef(event.id, event.event, event.on, event.until)
    ref: EventRef = row.ref
    return ref


@lru_cache(maxsize=4096)
def disregarded(calendar: Calendar, started: int, due: int) -> tuple[tuple[date, str], ...]:
    """The days after ``started``, up to ``due``, that do not count, with the reasons."""
    return tuple(
        (date.fromordinal(day), reason) for day, reason in calendar.disregarded(started, due)
    )
