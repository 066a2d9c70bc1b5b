"""What a log would have to record for the bounds of its rates to be narrower: worked out on some of
the cases that as recorded are not of a rate, and may be of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from attrs import evolve

from foirules.audit.judging.frames import Frame
from foirules.audit.judging.open_rows import AMONG, EVERY_WAY, OF
from foirules.audit.judging.statistics import PREFIX, Statistics
from foirules.cases.case import Case
from foirules.engine.columns.arrays import Places
from foirules.language.recorded_sets import EVENT
from foirules.language.vocabulary import Vocabulary

if TYPE_CHECKING:
    from foirules.cases.assessment import Assessment

LOOKED_AT: Final = 5  # cases for each rate: those whose names come first

Settling = dict[str, dict[str, tuple[str, ...]]]
"""By rate, and by the name of a case, what its source does not record and would settle it."""


def settling(
    statistics: Statistics,
    open_rows: Mapping[str, Places],
    frame: Frame,
    assessed: Callable[[Case], Assessment],
) -> Settling:
    """What would settle some of the cases that are open in each rate.

    :param open_rows: by :meth:`foirules.audit.judging.open_rows.OpenRow.name`, the cases of the
        rows.
    :param frame: the cases, by their places; ``assessed`` gives what is found of one.
    """
    ways = [each for each in EVERY_WAY if (each.recorded, each.most) == (AMONG, OF)]
    found: Settling = {}
    for rate in statistics.rates:
        open = [open_rows[name] for way in ways if (name := way.name(rate.name)) in open_rows]
        places = np.unique(np.concatenate([np.zeros(0, int), *open]))
        first = places[frame.names.gather(places).arg_sort()[:LOOKED_AT].to_numpy()]
        cases = [frame.case(place) for place in first.tolist()]
        rules = {PREFIX + name for name in rate.of}
        found[rate.name] = {case.case: _missing(case, rules, assessed) for case in cases}
    return found


def _missing(
    case: Case, rules: set[str], assessed: Callable[[Case], Assessment]
) -> tuple[str, ...]:
    """All that a source would have to record for it to be decided whether some rules hold."""
    missing: dict[str, None] = {}
    while True:
        undecided = (each for each in assessed(case).undecided if each.rule in rules)
        named = {name for each in undecided for name in each.missing}
        kinds = {name.removeprefix(EVENT) for name in named if name.startswith(EVENT)}
        fields = named & {*case.without_fields}
        if not kinds - {*(case.recorded or ())} and not fields:
            return tuple(missing)
        missing |= dict.fromkeys(sorted({EVENT + kind for kind in kinds} | fields))
        case = evolve(
            case,
            recorded=None if case.recorded is None else (*case.recorded, *sorted(kinds)),
            without_fields=tuple(each for each in case.without_fields if each not in fields),
        )


def together(of: Settling, more: Settling) -> Settling:
    """Both, of as many cases as one looks at."""
    rates = dict.fromkeys((*of, *more))
    every = {rate: {**of.get(rate, {}), **more.get(rate, {})} for rate in rates}
    return {rate: dict(sorted(cases.items())[:LOOKED_AT]) for rate, cases in every.items()}


def names_of(cases: Iterable[tuple[str, ...]], words: Vocabulary) -> dict[str, list[str]]:
    """The kinds of ``events``, and the ``fields``, that would settle some cases."""
    missing = {name for names in cases for name in names}
    return {
        "events": [name for name in words.events if EVENT + name in missing],
        "fields": [name for name in words.fields if name in missing],
    }
