"""Between what bounds a rate is: what is uncertain, rejected or lost could make it so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest

pl = pytest.importorskip("polars")

from foirules import Case  # noqa: E402
from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.reading.map_files import load_map  # noqa: E402
from tests import generate  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit  # noqa: E402
from tests.audit.rows import apart, rows_of  # noqa: E402

FAULTS = Path(__file__).parent / "faults"
HEAD = "case,on,until,event,outcome\n"
IN_TIME = "a,2024-03-04,,request-received,\na,2024-03-20,,response,disclosed\n"


def rates(folder: Path, log: str, **more: Any) -> dict[str, dict[str, Any]]:
    (folder / "log.csv").write_text(HEAD + log, encoding="utf-8")
    told = audit(folder, "log.csv", **more)
    adds_up(told)
    return {each["rate"]: each for each in told.to_dict()["rates"]}


def figures(rate: dict[str, Any]) -> tuple[Any, ...]:
    return rate["percentage"], rate["least"], rate["most"], rate["band"]


def test_answers_that_nobody_has_described_leave_the_rate_open(tmp_path: Path) -> None:
    """Two of three threads may have been answered in time or months late."""
    out, name = tmp_path / "out", "log-18-uncertain-rate.jsonl"
    told = audit(FAULTS, name, out=out, as_of=date(2024, 7, 1)).to_dict()
    of = {each["rate"]: each for each in told["rates"]}
    assert figures(of["in-time"]) == (100.0, 33.3, 100.0, None)
    assert figures(of["closed-in-time"]) == (100.0, 33.3, 100.0, None)
    table = pl.read_parquet(out / "statistics.parquet").row(0, named=True)
    assert (table["least-in-time"], table["most-in-time"]) == (33.3, 100.0)
    assert table["band-closed-in-time"] is None


def test_a_rate_of_which_all_is_known_has_no_bounds_of_its_own(tmp_path: Path) -> None:
    assert figures(rates(tmp_path, IN_TIME)["closed-in-time"]) == (100.0, 100.0, 100.0, "good")
    assert figures(rates(tmp_path, IN_TIME)["reviews-in-time"]) == (None, None, None, None)


def test_a_rejected_case_may_be_in_time_or_late(tmp_path: Path) -> None:
    lost = "b,2024-03-04,,request-received,\nb,2024-02-30,,response,disclosed\n"
    assert figures(rates(tmp_path, IN_TIME + lost)["closed-in-time"]) == (100.0, 50.0, 100.0, None)


def test_a_row_of_no_known_case_may_have_made_any_late(tmp_path: Path) -> None:
    lost = ",2024-03-05,,chaser,\n"
    assert figures(rates(tmp_path, IN_TIME + lost)["closed-in-time"]) == (100.0, 0.0, 100.0, None)


def test_a_band_is_named_where_both_bounds_lie_in_it(tmp_path: Path) -> None:
    late = "".join(IN_TIME.replace("a,", f"{n},").replace("03-20", "05-20") for n in range(8))
    open = IN_TIME.replace("a,", "b,").replace("03-20,", "03-20,2024-05-20")
    found = rates(tmp_path, IN_TIME + late + open)["closed-in-time"]
    assert figures(found) == (11.1, 10.0, 20.0, "unsatisfactory")


def test_a_case_rejected_counts_where_it_may_be_of(tmp_path: Path) -> None:
    """Its rows say its authority and its month, so that others have the rates that they have."""
    log = (HEAD + IN_TIME).replace("\n", ",A\n").replace("outcome,A", "outcome,authority")
    log += "b,2024-04-04,,request-received,,B\nb,2024-05-30,,response,disclosed,B\n"
    log += "c,2024-04-04,,request-received,,B\nc,2024-02-30,,response,disclosed,B\n"
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    told = audit(tmp_path, "log.csv").to_dict()
    of = {each["authority"]: each["rates"]["closed-in-time"] for each in told["authorities"]}
    assert (of["A"]["least"], of["A"]["most"]) == (100.0, 100.0)
    assert (of["B"]["least"], of["B"]["most"]) == (0.0, 50.0)
    months = {each["month"]: each["rates"]["in-time"]["most"] for each in told["months"]}
    assert months == {"2024-03": 100.0, "2024-04": 50.0}


@pytest.mark.parametrize("seed", range(4))
def test_the_bounds_hold_what_the_whole_log_comes_to(tmp_path: Path, seed: int) -> None:
    """Whatever days become ranges and whatever rows are lost."""
    rng = Random(seed)
    cases = [attrs.evolve(generate.realistic(rng), case=f"case {number}") for number in range(120)]
    rows_of(cases).write_parquet(tmp_path / "log.parquet")
    day = date(2026, 1, 5)
    whole = {r["rate"]: r for r in audit(tmp_path, "log.parquet", as_of=day).to_dict()["rates"]}
    vague = rows_of([_vaguer(rng, each) for each in cases])
    lost = pl.Series([rng.random() < 0.01 for _ in range(vague.height)])
    vague = vague.with_columns(on=pl.when(~lost).then("on"))
    vague.write_parquet(tmp_path / "log.parquet")
    told = audit(tmp_path, "log.parquet", as_of=day)
    adds_up(told)
    assert told.rejected_cases
    for each in told.to_dict()["rates"]:
        true = whole[each["rate"]]["percentage"]
        assert each["least"] < each["most"]
        assert each["least"] <= true <= each["most"], each


@pytest.mark.parametrize("seed", range(4))
def test_the_bounds_hold_the_rate_of_a_log_that_records_one_kind_more(
    tmp_path: Path, seed: int
) -> None:
    """Given a log, when the rows of a kind are taken out and the kind is not recorded, then each
    rate that is still given bounds what it was. The answer to a question alone, or the fee, is not
    taken out: without it, an answer that came late after it is one in time."""
    rng = Random(seed)
    law = LawFiles().load_regime()
    follow = {*law.schema.by_name["supply"].made_of}
    cases = [attrs.evolve(generate.realistic(rng), case=f"case {number}") for number in range(60)]
    rows, day = rows_of(cases), date(2026, 1, 5)
    rows.write_parquet(tmp_path / "log.parquet")
    whole = {r["rate"]: r for r in audit(tmp_path, "log.parquet", as_of=day).to_dict()["rates"]}
    kinds = sorted({*rows["event"]} - {"request-received", *follow})
    for kind in rng.sample(kinds, 4):
        less = rows.filter(pl.col("event") != kind)
        less.write_parquet(tmp_path / "less.parquet")
        columns = ", ".join(f"{name}: {name}" for name in less.columns)
        recorded = ", ".join(sorted({*law.vocabulary.events} - {kind}))
        (tmp_path / "map.yaml").write_text(
            f"map: less\ncolumns: {{{columns}}}\nrecorded: [{recorded}]\n", encoding="utf-8"
        )
        told = audit(
            *(tmp_path, "less.parquet"), as_of=day, map=load_map(str(tmp_path / "map.yaml"))
        )
        for each in told.to_dict()["rates"]:
            true = whole[each["rate"]]["percentage"]
            given = each["least"] is not None and true is not None
            assert not given or each["least"] <= true <= each["most"], (kind, each)


def _vaguer(rng: Random, case: Case) -> Case:
    """A case of which some days are known only as ranges, in order as they were."""
    events = [
        attrs.evolve(each, until=each.on + timedelta(rng.randint(1, 25)))
        if number and rng.random() < 0.1
        else each
        for number, each in enumerate(case.events)
    ]
    return apart(attrs.evolve(case, events=tuple(events)))


def test_what_has_not_been_received_is_in_no_figure(tmp_path: Path) -> None:
    later = IN_TIME.replace("a,", "b,").replace("2024", "2025")
    log = HEAD + IN_TIME + later
    (tmp_path / "log.csv").write_text(log, encoding="utf-8")
    told = audit(tmp_path, "log.csv")
    adds_up(told)
    shape = told.to_dict()
    assert shape["cases"] == {"read": 2, "assessed": 1, "rejected": 0, "not_received": 1}
    assert shape["by_regime"][0]["cases"] == shape["cases"]
    assert shape["stages"] == {"answered": 1}
    assert [each["quarter"] for each in shape["quarters"]] == ["2024-Q1"]
    timeliness, *_ = shape["statistics"]
    assert (sum(timeliness["counts"].values()), timeliness["uncertain"]) == (1, 0)
    on_the_day = audit(tmp_path, "log.csv", as_of=date(2025, 3, 4))
    assert (on_the_day.assessed, on_the_day.not_received) == (2, 0)
    assert date(2025, 3, 4) > AS_OF


MAP = """
map: two-dates
columns: {case: case, outcome: outcome, environmental: {value: false}}
events:
  - {event: request-received, on: received}
  - {event: response, on: answered}
"""
TRACKER = (
    "case,received,answered,outcome\n"
    "a,2024-03-04,2024-03-20,disclosed\nb,2024-03-04,2024-05-20,disclosed\n"
    "c,2024-03-04,2024-05-21,disclosed\nd,2024-03-04,2024-03-22,disclosed\n"
)


def tracker(folder: Path, text: str = MAP, **more: Any) -> dict[str, dict[str, Any]]:
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    (folder / "log.csv").write_text(TRACKER, encoding="utf-8")
    told = audit(folder, "log.csv", map=load_map(str(folder / "map.yaml")), **more)
    return {each["rate"]: each for each in told.to_dict()["rates"]}


def test_what_is_not_recorded_may_explain_that_an_answer_was_late(tmp_path: Path) -> None:
    """Two were answered in time, and a question or time taken may explain the other two."""
    found = tracker(tmp_path)["closed-in-time"]
    assert figures(found) == (50.0, 50.0, 100.0, None)
    assert figures(tracker(tmp_path, MAP + "recorded: all\n")["closed-in-time"]) == (
        *(50.0, 50.0, 50.0),
        "unsatisfactory",
    )


def test_what_would_narrow_a_rate_narrows_it(tmp_path: Path) -> None:
    named = tracker(tmp_path)["closed-in-time"]["narrowed_by"]
    assert {"clarification-sought", "extension-notice", "fees-notice"} < {*named["events"]}
    assert named["fields"] == []
    recorded = f"recorded: [mapped, {', '.join(named['events'])}]\n"
    found = tracker(tmp_path, MAP + recorded)["closed-in-time"]
    assert figures(found) == (50.0, 50.0, 50.0, "unsatisfactory")
    assert found["narrowed_by"] == {"events": [], "fields": []}
    without = MAP.replace(", environmental: {value: false}", "")
    assert tracker(tmp_path, without)["closed-in-time"]["narrowed_by"]["fields"] == [
        "environmental"
    ]


def test_what_would_narrow_a_rate_is_the_same_in_any_chunks(tmp_path: Path) -> None:
    assert tracker(tmp_path, chunk=1) == tracker(tmp_path)


def test_a_case_judged_by_itself_has_the_same_bounds(tmp_path: Path) -> None:
    """Where the day on which a policy changed is not known, cases are assessed one by one."""
    (tmp_path / "policy.yaml").write_text(
        "policy: example\nversion: '2024-01-01'\ntitle: Example\nextends: foia\nperiods:\n"
        "  review-request:\n    versions:\n      - {from: 2019-01-01, from-by: 2019-06-01,"
        " calendar-months: 3, kind: promise, cites: its page}\n"
    )
    law = LawFiles(policies=(str(tmp_path / "policy.yaml"),))
    text = MAP.replace("{case: case,", "{case: case, policy: {value: example},")
    for more in ("", "recorded: all\n"):
        alone = tracker(tmp_path, text + more, law=law)
        assert figures(alone["closed-in-time"]) == figures(
            tracker(tmp_path, MAP + more)["closed-in-time"]
        )
