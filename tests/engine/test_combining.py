"""Scenarios are combined alike, in a case alone and in columns of many."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

np = pytest.importorskip("numpy")

from foirules.engine.columns.arrays import absent, decode, dtype_of, encode, unknown  # noqa: E402
from foirules.engine.columns.combining import Groups  # noqa: E402
from foirules.engine.combining import rule  # noqa: E402
from foirules.language.nodes import ABSENT, UNKNOWN  # noqa: E402
from foirules.language.types import DATE, INT, STATUS, Type  # noqa: E402
from tests.foia import EXEMPTIONS  # noqa: E402

KINDS: dict[str, Type] = {"day": DATE, "count": INT, "status": STATUS, "set": EXEMPTIONS}


def test_each_function_on_values_is_that_on_columns() -> None:
    rng = Random(1)
    for _ in range(50):
        group = np.array(sorted(rng.choices(range(12), k=rng.randint(12, 60))))
        group = np.unique(group, return_inverse=True)[1]
        groups = Groups.of(group)
        for name, kind in KINDS.items():
            highest = len(STATUS.members) - 1 if kind is STATUS else 700_000
            values = [
                rng.choice([ABSENT, UNKNOWN, *(rng.randint(1, highest) for _ in range(3))])
                for _ in group
            ]
            column = np.array([encode(kind, each) for each in values], dtype_of(kind))
            each_group = [
                [v for v, g in zip(values, group.tolist(), strict=True) if g == number]
                for number in range(len(groups.heads))
            ]
            alike = decode(kind, groups.agreed(column, unknown(kind)))
            assert alike == [rule.agreed(each, UNKNOWN) for each in each_group]
            if name == "set":
                assert groups.union(column).tolist() == list(map(rule.union, each_group))
            if name in ("day", "count"):
                least = decode(kind, groups.least(column, absent(kind)))
                assert [_value(v) for v in least] == list(map(rule.least, each_group))
                assert [_day(v) for v in least] == list(map(rule.earliest, each_group))
                latest = decode(kind, groups.latest(column))
                assert [_day(v) for v in latest] == list(map(rule.latest, each_group))


def test_groups_stand_in_the_order_in_which_they_are_first_found() -> None:
    groups = Groups.of(np.array([3, 1, 3, 1, -1]), np.array([0, 0, 0, -1, 0]))
    assert groups.heads.tolist() == [0, 1, 3, 4]
    assert groups.group.tolist() == [0, 1, 0, 2, 3]
    assert groups.count(np.array([True, False, True, True, False])).tolist() == [2, 0, 1, 0]
    few = groups.only(np.array([False, True, True, True, True]))
    assert few.heads.tolist() == [1, 0, 2, 3]
    assert few.group.tolist() == [1, 0, 2, 3]


def _value(number: int) -> int | None:
    return number if number > ABSENT else None


def _day(number: int) -> date | None:
    return date.fromordinal(number) if number > ABSENT else None
