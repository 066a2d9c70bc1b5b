"""What the columns back end makes of bounds of days, against every day between them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import combinations_with_replacement, product
from types import SimpleNamespace

import attrs
import pytest

np = pytest.importorskip("numpy")

from foirules.engine.columns.bounded_values import _SCHOOL, _in_school  # noqa: E402
from foirules.engine.environment import Environment  # noqa: E402
from foirules.language.nodes import UNKNOWN  # noqa: E402
from tests.engine.small import POLICY  # noqa: E402

# A school of five days, shut for two weeks before the last.
SCHOOL = Environment(
    attrs.evolve(
        POLICY,
        school_terms=((date(2017, 9, 4), date(2017, 9, 7)), (date(2017, 9, 22), date(2017, 9, 22))),
    )
)
DAYS = [date(2017, 9, day).toordinal() for day in (1, 4, 5, 6, 21, 22, 25)]
Known = Callable[..., bool]
FUNCTIONS: dict[str, tuple[Known, tuple[int, ...]]] = {
    "school_deadline": (lambda a, n, b: SCHOOL.school_deadline(a, n, b) != UNKNOWN, (3,)),
    "school_days_inclusive": (lambda a, b: SCHOOL.school_days_inclusive(a, b) != UNKNOWN, ()),
}


@pytest.mark.parametrize("name", _SCHOOL)
def test_where_a_school_gives_its_days_for_some_days_of_a_box_only_the_box_is_marked(
    name: str,
) -> None:
    known, between = FUNCTIONS[name]
    ranges = list(combinations_with_replacement(DAYS, 2))
    boxes = list(product(ranges, ranges))
    columns = [np.array([low for low, _ in each] + [high for _, high in each]) for each in
               zip(*boxes, strict=True)]  # fmt: skip
    args = [columns[0], *(np.array(each) for each in between), columns[1]]
    marked = np.zeros(len(boxes), bool)
    block = SimpleNamespace(functions=SimpleNamespace(environment=SCHOOL), mark=marked.__ior__)
    check = _in_school(*_SCHOOL[name], len(args))
    assert check(block, *args).tolist() == columns[0].tolist()
    needless = 0
    for ((a, b), (c, d)), mark in zip(boxes, marked, strict=True):
        starts = [day for day in DAYS if a <= day <= b]
        ends = [day for day in DAYS if c <= day <= d]
        found = {known(start, *between, end) for start, end in product(starts, ends)}
        assert mark or len(found) == 1, (a, b, c, d)
        needless += mark and len(found) == 1
    # Whether the school gives as many days as are counted is not looked at.
    assert needless == {"school_deadline": 110, "school_days_inclusive": 0}[name]
