"""Case files of each law come to the same in an audit as one by one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import attrs
import pytest

pytest.importorskip("polars")

from foirules import assess
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.tables import TABLES
from foirules.cases.case_file import read_case
from foirules.language.regime_files import load_law
from tests import generate
from tests.audit.logs import audit, found
from tests.audit.rows import json, said

AS_OF = date(2027, 1, 1)


@pytest.mark.one_cpython
@pytest.mark.parametrize("law", load_law())
def test_the_tables_hold_what_the_assessments_say(tmp_path: Path, law: str) -> None:
    """The later of two last days among it, where it is open when a clock started."""
    made = [
        attrs.evolve(generate.realistic(Random(seed), load_law()[law]), case=f"case {seed:03}")
        for seed in range(120)
    ]
    (tmp_path / "log").mkdir()
    for case in made:
        (tmp_path / "log" / f"{case.case}.yaml").write_text(generate.as_file(case), "utf-8")
    told = audit(tmp_path, "log", law=LawFiles(regime=law), as_of=AS_OF)
    assert told.assessed == len(made)
    assessed = [assess(read_case(generate.as_file(case), case.case), AS_OF) for case in made]
    for name in TABLES:
        wanted = said(assessed, name)
        assert sorted(map(repr, json(found(tmp_path, name)))) == sorted(map(repr, wanted)), name
    clocks = [clock for clock in said(assessed, "clocks") if clock["due"]]
    later = {clock["clock"] for clock in clocks if clock["due_latest"] > clock["due"]}
    assert later >= {"eir": {"review-request"}, "eisr": {"response"}}.get(law, set())
