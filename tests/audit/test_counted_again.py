"""What is counted of causes, extensions, reviews and complaints is what is counted again of generated
logs, under every law."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("polars")

from foirules.audit.judging.statistics import statistics
from foirules.language.regime_files import load_law
from tests import generate
from tests.audit.counted_again import SETS, WORDS, CountedAgain, generated
from tests.audit.logs import audit, found

AS_OF = date(2024, 6, 3)
CASES = 500
NOT_REACHED = {"review-declined"}  # test_counted.py has one


@pytest.mark.one_cpython
@pytest.mark.parametrize("law", WORDS)
def test_each_case_counts_in_what_is_counted_again(tmp_path: Path, law: str) -> None:
    regime = load_law()[law]
    made = [generated(Random(f"{law} {n}"), law, f"case {n:03}") for n in range(CASES)]
    (tmp_path / "log").mkdir()
    for case in made:
        (tmp_path / "log" / f"{case.case}.yaml").write_text(generate.as_file(case), "utf-8")
    audit(tmp_path, "log", as_of=AS_OF)
    table = found(tmp_path, "cases").select("case", "measures").rows()
    assert len(table) == CASES
    sets = {each.name: {*each.titles} for each in statistics(regime).sets if each.name in SETS}
    declared = set[str]().union(*sets.values())
    counted, used = dict(table), set[str]()
    for case in made:
        of = CountedAgain(law, case, AS_OF, regime.calendar)
        again = of.measures()
        compared = declared if of.length_known else declared - sets["extension"]
        assert compared.intersection(counted[case.case]) == again, case.case
        used |= again
    assert used == declared - NOT_REACHED
