"""Case files whose parts are under several laws, made at random; and their rows, as a log has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import attrs
import yaml

from foirules import Case, CaseError
from foirules.audit.reading.readers import cases
from foirules.audit.reading.readers.row_writer import RowWriter
from foirules.language.regime_files import load_law
from tests import generate
from tests.files import read_yaml

PAIRS = [
    ("foia", "eir"),
    ("foisa", "eisr"),
    ("eir", "foia"),
    ("eisr", "foisa"),
    ("foia", "foisa"),
    ("foia", "eir", "eisr"),
]


def files(seed: int, count: int, *, ranges: bool = False) -> Iterator[tuple[dict[str, Any], Case]]:
    """Case files, each with the case that it is; of the events some are of each of its laws."""
    rng = Random(seed)
    made = 0
    while made < count:
        laws = rng.choice(PAIRS)
        file = _file(rng, laws, ranges)
        file["case"] = f"{'-'.join(laws)} {made}"
        try:
            case = Case.from_dict(file)
        except CaseError:  # a name that several laws know, most often
            continue
        if case.also:
            made += 1
            yield file, case


def _file(rng: Random, laws: tuple[str, ...], ranges: bool) -> dict[str, Any]:
    parts = "abcd"[: rng.randint(len(laws), 4)]
    of = {
        part: laws[place] if place < len(laws) else rng.choice(laws)
        for place, part in enumerate(parts)
    }
    of_laws: list[Case] = []
    for law in laws:
        regime = load_law()[law]
        made = generate.realistic(rng, regime)
        if rng.random() < 0.6:
            made = generate.case(rng, regime=regime, ranges=ranges)
        begun = of_laws[0].events[0].on if of_laws else made.events[0].on
        made = generate.moved(made, (begun - made.events[0].on).days)
        of_laws.append(_with_parts(made, tuple(part for part in parts if of[part] == law)))
    (receipt, *_), *_ = written = [read_yaml(generate.as_file(case))["events"] for case in of_laws]
    events = sorted((each for own in written for each in own[1:]), key=lambda e: _first(e["on"]))
    return {
        "case": "mixed",
        "regime": laws[0],
        "authority": {"name": "A"},
        "parts": {part: None if of[part] == laws[0] else {"regime": of[part]} for part in parts},
        "events": [receipt, *events],
    }


def _first(on: Any) -> Any:
    return on["from"] if isinstance(on, dict) else on


def _with_parts(made: Case, own: tuple[str, ...]) -> Case:
    """A case with its parts called as some others."""
    names = dict(zip(made.parts, own, strict=False))
    events = [
        attrs.evolve(
            event,
            parts=tuple(names[p] for p in event.parts or () if p in names) or None,
            outcomes={names[p]: each for p, each in event.outcomes.items() if p in names},
        )
        for event in made.events
    ]
    return attrs.evolve(made, events=tuple(events), parts=own)


def rows(file: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of a case file, without saying that they stand in order."""
    taken = _Taken(Path())
    cases.read(BytesIO(yaml.safe_dump(file).encode()), "file", taken)
    return taken.taken


@attrs.define
class _Taken(RowWriter):
    """Keeps the rows that it is given."""

    prefix: str = ""
    taken: list[dict[str, Any]] = attrs.Factory(list)

    def row(self, row: Mapping[str, Any], file: str, number: int, **ours: Any) -> None:
        self.taken.append({key: each for key, each in row.items() if each is not None})
