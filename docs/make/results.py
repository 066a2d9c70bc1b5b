"""What every CPython has to come to, byte for byte: digests of what is found of curated cases."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from docs.make.project import ROOT
from foirules import assess, due, load_law
from foirules.cases.case_file import load_case_file
from foirules.documents.digests import digest_of_bytes

DUE_FROM: Final = date(2024, 1, 1)
DUE_DAYS: Final = 366


def results() -> str:
    """By the name of a case the SHA-256 of the JSON of its assessment, with the derivations, on the
    day that it expects; by a law that of what ``due`` says of each day of a year."""
    return json.dumps({**dict(_of_cases()), **dict(_of_days())}, indent=1) + "\n"


def _of_cases() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "cases").glob("*.yaml")):
        case = load_case_file(path).case
        found = assess(case, (case.expect or {})["as-of"], explain=True)
        derivations = [each.to_dict() for each in found.derivations()]
        yield path.stem, _digest({**found.to_dict(), "derivations": derivations})


def _of_days() -> Iterator[tuple[str, str]]:
    for regime in load_law():
        days = (DUE_FROM + timedelta(days=n) for n in range(DUE_DAYS))
        found = [due(on, regime=regime, results=()).to_dict() for on in days]
        yield f"due under {regime}", _digest(found)


def _digest(shape: Any) -> str:
    return digest_of_bytes(json.dumps(shape, ensure_ascii=False).encode())
