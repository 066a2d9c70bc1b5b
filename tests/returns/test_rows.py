"""What the cells of returns count of cases judged together is what they count of each by itself."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from attrs import evolve  # noqa: E402

from foirules import Case, CaseError, assess  # noqa: E402
from foirules.audit.judging.case_rows import SCHEMA as CASE_ROWS  # noqa: E402
from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.judging.return_rows import return_rows_of_assessments  # noqa: E402
from foirules.audit.judging.tables import CASES, RETURNS, TABLES  # noqa: E402
from foirules.cases.assessment import Assessment  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from foirules.returns.period import read_period  # noqa: E402
from foirules.returns.table import returns_of  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.rows import apart, rows_of  # noqa: E402

AS_OF = date(2024, 6, 3)
SAID = ("return", "cell", "case", "event", "certainty", "regime")


def asked(law: str) -> LawFiles:
    """A law with all returns, of a long period."""
    period = read_period("2005-01-01..2024-06-01", AS_OF)
    return LawFiles(regime=law, returns=tuple(returns_of(load_law())), period=period)


def one_by_one(cases: list[Case], law: LawFiles) -> Any:
    """What the cells count of cases that are assessed each by itself."""
    surely: list[Assessment] = []
    recorded: list[Assessment] = []
    for case in cases:
        try:
            found = [
                assess(each, AS_OF, rules=law.load_own_rules())
                for each in (case, evolve(case, recorded=None, without_fields=()))
            ]
        except CaseError:
            continue
        surely.append(found[0])
        recorded.append(found[1])
    none = pl.DataFrame({"case": [each.case for each in surely]})
    missing = [pl.lit(None, kind).alias(n) for n, kind in CASE_ROWS.items() if n != "case"]
    return return_rows_of_assessments(surely, recorded, none.with_columns(missing))


@pytest.mark.one_cpython
@pytest.mark.parametrize("partly", [False, True], ids=["all recorded", "in part"])
@pytest.mark.parametrize("law", load_law())
def test_cases_come_to_the_same_together(law: str, partly: bool) -> None:
    """With days known as ranges, and with kinds of events that are not recorded."""
    cases = []
    for seed in range(150):
        rng = Random(f"{law} {seed}")
        made = generate.case(rng, regime=load_law()[law])
        if made.authority.policy is None:
            made = apart(generate.partly_recorded(rng, made) if partly else made)
            cases.append(evolve(made, case=f"case {seed}"))
    rows = pl.concat(
        [rows_of([case], load_law()[law].vocabulary) for case in cases], how="diagonal"
    )
    judged = judge(rows, AS_OF, asked(law), (*TABLES, CASES, RETURNS))
    refused = {case for case, _ in judged.refused}
    kept = [case for case in cases if case.case not in refused]
    together, alone = judged.table(RETURNS), one_by_one(kept, asked(law))
    wanted = sorted(alone.select(SAID).rows(), key=str)
    assert sorted(together.select(SAID).rows(), key=str) == wanted
    levels = set(together["certainty"])
    assert levels >= ({"as recorded", "possible"} if partly else {"certain", "possible"})
