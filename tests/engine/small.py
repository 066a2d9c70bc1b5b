"""A law of one fact over a small schema, run by the scalar back end and by columns.

Every field may be absent and may be unknown, so that any operator can meet both in any position.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import attrs
import numpy as np
from attrs import field, frozen

from foirules.calendars import OutsideCalendar
from foirules.engine.columns.arrays import WIDE, decode, dtype_of, encode
from foirules.engine.columns.block import Block, SubjectTable
from foirules.engine.columns.compiler import Columns
from foirules.engine.columns.day_tables import Functions
from foirules.engine.environment import Environment
from foirules.engine.scalar.compiler import Scalar
from foirules.language.law import Chapter, Law, load
from foirules.language.nodes import ABSENT
from foirules.language.schema import Subject, SubjectField
from foirules.language.types import BOOL, DATE, INT, Type
from foirules.policy.policies import Version, load_policies
from tests.foia import EXEMPTIONS, OUTCOME, schema_of


def _from(start: str, unit: str | None = None, amount: int | None = None, **more: Any) -> Version:
    return Version(date.fromisoformat(start), "statute", "", unit, amount, **more)


# Periods in every unit, in versions: some not known, some ended, some of a later day only.
POLICY = attrs.evolve(
    load_policies()["foia"],
    periods={
        "working": (_from("2005-01-01", "working-days", 20),),
        "days": (_from("2005-01-01", known=False), _from("2010-01-18", "calendar-days", 28)),
        "weeks": (_from("2017-09-01", "calendar-weeks", 6),),
        "months": (
            _from("2005-01-01", "calendar-months", 3, beginning_with=True),
            _from("2017-09-01", "calendar-months", 2),
        ),
        "rolled": (
            _from("2005-01-01", "calendar-days", 2, rolls="england-and-wales"),
            _from("2017-08-05", "calendar-months", 1, rolls="england-and-wales"),
        ),
        "years": (
            _from("1000-01-01", "whole-years", 30),
            _from("2017-08-06", "whole-years", 20),
        ),
        "fixed": (
            _from("1000-01-01", day=date(1901, 1, 22)),
            _from("2017-08-06"),
        ),
        "anniversary": (
            _from("1000-01-01", "calendar-years", 20, beginning_with=True),
            _from("2017-08-06", "calendar-years", 3),
        ),
        "ended": (_from("2005-01-01", "working-days", 60), _from("2017-09-01")),
    },
    sets={
        "list": (
            _from("2005-01-01", members=("s22", "s36")),
            _from("2017-09-01", members=("s22", "s36(2)(c)")),
        )
    },
)
ENVIRONMENT = Environment(POLICY)
TODAY = date(2017, 10, 10).toordinal()


def _fields(kinds: Mapping[str, Type]) -> tuple[SubjectField, ...]:
    return tuple(SubjectField(n, kind, absent=True, unknown=True) for n, kind in kinds.items())


_OWN: dict[str, Type] = {
    **dict.fromkeys("abc", DATE),
    **dict.fromkeys("mn", INT),
    **dict.fromkeys("pqr", BOOL),
    **dict.fromkeys("st", EXEMPTIONS),
    **dict.fromkeys("ow", OUTCOME),
}
# The rows of a case; a row of events and one of mentions are alike.
_OF_EVENTS: dict[str, Type] = {"x": DATE, "ok": BOOL, "k": INT, "v": INT, "z": EXEMPTIONS}
SCHEMA = schema_of(
    Subject("request", "requests", fields=_fields(_OWN)),
    Subject("part", "parts", ("request",), _fields({"d": DATE})),
    Subject("happening", "events", ("request",), _fields(_OF_EVENTS)),
    Subject("notice", "notices", ("request",), _fields({"e": DATE})),
    Subject("mention", "mentions", ("notice", "part"), _fields(_OF_EVENTS)),
)
TYPES = {f.name: f.type for subject in SCHEMA.subjects for f in subject.fields}

Fields = Mapping[str, int]


@frozen
class Small:
    """A case: the fields of the request and of its rows; one that is not given is absent.

    ``mentions`` are (place of the notice, place of the part, fields).
    """

    request: Fields = field(factory=dict)
    events: Sequence[Fields] = ()
    parts: Sequence[Fields] = ()
    notices: Sequence[Fields] = ()
    mentions: Sequence[tuple[int, int, Fields]] = ()

    def rows(self, subject: str) -> Sequence[Fields]:
        if subject == "request":
            return (self.request,)
        if subject == "mention":
            return [fields for _, _, fields in self.mentions]
        found: Sequence[Fields] = getattr(self, SCHEMA.by_name[subject].collection)
        return found


@lru_cache(maxsize=1024)
def law(kind: Type, expression: str, subject: str = "request") -> Law:
    """A law of one fact, whose value a note on every row says."""
    chapter = _chapter()
    chapter.fact(subject, "tried", kind, expression)
    chapter.note("n", subject, applies="True", when="True", cites="", message="{tried}", meaning="")
    return load(SCHEMA, [chapter], frozenset(POLICY.periods) | frozenset(POLICY.sets))


@lru_cache(maxsize=1024)
def rule(kind: str, applies: str, when: str, possible_when: str, subject: str = "request") -> Law:
    """A law of one rule."""
    chapter = _chapter()
    chapter.rule(
        kind,
        "n",
        subject,
        applies=applies,
        when=when,
        possible_when=possible_when,
        cites="",
        message="",
        meaning="",
    )
    return load(SCHEMA, [chapter], ())


def _chapter() -> Chapter:
    chapter = Chapter("small")
    chapter.fact("request", "received_on", DATE, "as_of")
    chapter.fact("part", "stage", OUTCOME, "'refused'")
    return chapter


Hits = list[tuple[int, int, tuple[int, ...]]]
"""(row, status, values) of the law's one rule."""


def by_scalar(of: Law, case: Small, as_of: int, environment: Environment) -> Hits | None:
    """What the scalar back end says of a case; None where a day lies outside the calendar."""
    root = _root(case)
    scalar = _scalar(of)
    try:
        scalar.evaluate(root, as_of, environment)
        outputs = scalar.judge(root, as_of, environment)
    except OutsideCalendar:
        return None
    return [(row.place, status, values) for _, row, status, values in outputs.rules]


def by_columns(
    of: Law, cases: Sequence[Small], as_of: int | Sequence[int], environment: Environment
) -> list[Hits | None]:
    """The same by columns, of all cases in one block; None where the case is marked."""
    tables = _tables(cases)
    day = np.int32(as_of) if isinstance(as_of, int) else np.array(as_of, WIDE)
    functions = Functions(environment)
    outside = np.zeros(len(cases), bool)
    block = Block(tables, day, functions, environment.calendar.first, outside)
    judged = _columns(of).judge(block)
    kinds = [value.type for value in of.rules[0].values.values()]
    found: list[Hits | None] = [None if marked else [] for marked in outside]
    for hits in (*judged.findings, *judged.duties):
        columns = [decode(kind, c) for kind, c in zip(kinds, hits.values, strict=False)]
        size = tables[hits.subject].size
        owner = tables[hits.subject].parents.get("request", np.arange(size))
        first = np.searchsorted(owner, np.arange(len(cases)))
        for place, (row, status) in enumerate(zip(hits.rows, hits.state, strict=True)):
            case = owner[row]
            said = found[case]
            if said is not None:
                values = tuple(column[place] for column in columns)
                said.append((int(row - first[case]), int(status), values))
    return [said if said is None else sorted(said) for said in found]


_scalar = lru_cache(maxsize=1024)(Scalar)
_columns = lru_cache(maxsize=1024)(Columns)


def _root(case: Small) -> Any:
    root = _row("request", case.request, 0)
    for subject in SCHEMA.subjects[1:]:
        rows = [_row(subject.name, f, i) for i, f in enumerate(case.rows(subject.name))]
        setattr(root, subject.collection, rows)
        for each in rows:
            each.request = root
            if subject.name in ("part", "notice"):
                each.mentions = []
    for row, (notice, part, _) in zip(root.mentions, case.mentions, strict=True):
        row.notice, row.part = root.notices[notice], root.parts[part]
        row.notice.mentions.append(row)
        row.part.mentions.append(row)
    return root


def _row(subject: str, fields: Fields, place: int) -> Any:
    known = {f.name: ABSENT for f in SCHEMA.by_name[subject].fields}
    assert fields.keys() <= known.keys()
    return SimpleNamespace(**{**known, **fields}, place=place)


def _tables(cases: Sequence[Small]) -> dict[str, SubjectTable]:
    tables: dict[str, SubjectTable] = {}
    for subject in SCHEMA.subjects:
        rows = [row for case in cases for row in case.rows(subject.name)]
        fields = {
            f.name: np.array(
                [encode(f.type, row.get(f.name, ABSENT)) for row in rows], dtype_of(f.type)
            )
            for f in subject.fields
        }
        parents: dict[str, Any] = {}
        if subject.name != "request":
            counts = [len(case.rows(subject.name)) for case in cases]
            parents["request"] = np.repeat(np.arange(len(cases)), counts)
        if subject.name == "mention":
            for parent, side in (("notice", 0), ("part", 1)):
                first = np.searchsorted(tables[parent].parents["request"], parents["request"])
                own = np.array([each[side] for case in cases for each in case.mentions], int)
                parents[parent] = first + own
        tables[subject.name] = SubjectTable(len(rows), parents, fields)
    return tables


def agreed(
    of: Law,
    cases: Sequence[Small],
    as_of: int | Sequence[int] = TODAY,
    environment: Environment = ENVIRONMENT,
) -> list[Hits | None]:
    """What both back ends say of each case; fails where they differ."""
    days = [as_of] * len(cases) if isinstance(as_of, int) else as_of
    columns = by_columns(of, cases, as_of, environment)
    for case, day, found in zip(cases, days, columns, strict=True):
        expected = by_scalar(of, case, day, environment)
        assert found == expected, f"{case} as of {date.fromordinal(day)}"
    return columns


def values(
    of: Law,
    cases: Sequence[Small],
    as_of: int | Sequence[int] = TODAY,
    environment: Environment = ENVIRONMENT,
) -> list[list[int]]:
    """The fact's values on which both agree, row by row; no case lies outside the calendar."""
    found = []
    for hits in agreed(of, cases, as_of, environment):
        assert hits is not None
        found.append([value for _, _, (value,) in hits])
    return found
