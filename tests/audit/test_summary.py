"""What is counted of a log: each request once, by the definitions that the statistics cite."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from foirules import load_case  # noqa: E402
from foirules.audit.judging.statistics import statistics  # noqa: E402
from foirules.cli.progress import Progress  # noqa: E402
from foirules.report.audit import summary_text  # noqa: E402
from foirules.report.page import Page  # noqa: E402
from tests.audit.logs import adds_up, audit, found  # noqa: E402
from tests.files import OF_THE_ACT, ROOT  # noqa: E402
from tests.foia import REGIME  # noqa: E402

HEAD = "case,authority,on,until,event,exemptions,outcome\n"
LOG = HEAD + "".join(
    f"{name},{authority},{day},{until},{event},{exemptions},{outcome}\n"
    for name, authority, *events in (
        ("in time", "A", ("2024-01-08", "request-received"), ("2024-02-05", "response", "", "disclosed")),
        ("extended", "A", ("2024-01-08", "request-received"),
         ("2024-02-02", "extension-notice", "s22"), ("2024-02-20", "response", "s22", "refused")),
        ("late", "A", ("2024-01-08", "request-received"), ("2024-02-09", "response", "", "not-held")),
        ("overdue", "A", ("2024-05-01", "request-received")),
        ("not due", "B", ("2024-05-28", "request-received")),
        ("on hold", "B", ("2024-05-01", "request-received"), ("2024-05-10", "clarification-sought")),
        ("withdrawn", "B", ("2024-05-01", "request-received"), ("2024-05-10", "request-withdrawn")),
        ("uncertain", "B", ("2024-01-08", "request-received"),
         ("2024-02-05:2024-02-07", "response", "", "disclosed")),
        ("reviewed", "B", ("2024-01-08", "request-received"),
         ("2024-01-09", "response", "s22", "refused"), ("2024-01-10", "review-requested"),
         ("2024-01-30", "review-outcome", "s22", "refused"), ("2024-01-31", "ico-complaint")),
    )
    for span, event, exemptions, outcome in ((*each, "", "")[:4] for each in events)
    for day, _, until in (span.partition(":"),)
)  # fmt: skip


def figures(folder: Path) -> dict[str, dict[str, int]]:
    (folder / "log.csv").write_text(LOG, encoding="utf-8")
    told = audit(folder, "log.csv")
    adds_up(told)
    return {
        each["set"]: {name: count for name, count in each["counts"].items() if count}
        | ({"uncertain": each["uncertain"]} if each["uncertain"] else {})
        for each in told.to_dict()["statistics"]
    }


def test_a_request_is_counted_once(tmp_path: Path) -> None:
    assert figures(tmp_path) == {
        "timeliness": {
            "answered-in-time": 2,
            "answered-with-extension": 1,
            "answered-late": 1,
            "open-not-due": 1,
            "overdue": 1,
            "on-hold": 1,
            "lapsed": 1,
            "uncertain": 1,
        },
        "outcome": {"granted-in-full": 2, "refused-in-full": 2, "not-held": 1},
        "cause": {"late-without-word": 2},
        "extension": {"extension-to-20": 1},
        "exemption": {"cites-s22": 2},
        "review": {"review-in-time": 1},
        "review-result": {"review-upheld": 1},
        "complaint-result": {"complaint-open": 1},
        "complaint": {"complaint-made": 1},
        "decision": {},
        "appeal": {},
    }


def test_the_rates_and_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    shape = audit(tmp_path, "log.csv").to_dict()
    rates = {each["rate"]: (each["of"], each["among"], each["band"]) for each in shape["rates"]}
    assert rates == {
        "in-time": (3, 5, None),
        "closed-in-time": (3, 4, "unsatisfactory"),
        "reviews-in-time": (1, 1, "good"),
    }
    assert [(each["quarter"], each["requests"]) for each in shape["quarters"]] == [
        ("2024-Q1", 5),
        ("2024-Q2", 4),
    ]
    assert [(each["authority"], each["requests"]) for each in shape["authorities"]] == [
        ("B", 5),
        ("A", 4),
    ]
    (late,) = (each for each in shape["late_by"] if each["measure"] == "answered-late")
    assert (late["count"], late["median"], late["bands"][0]["count"]) == (1, 4, 1)
    table = pl.read_parquet(tmp_path / "out" / "statistics.parquet")
    january = table.filter(authority="A", month=date(2024, 1, 1)).to_dicts()[0]
    assert (january["requests"], january["rate-closed-in-time"]) == (3, 66.7)
    assert january["band-closed-in-time"] == "unsatisfactory"
    assert table["requests"].sum() == 9


@pytest.mark.parametrize(
    ("of", "among", "band"), [(9, 10, "adequate"), (95, 100, "good"), (899, 1000, "unsatisfactory")]
)
def test_a_threshold_belongs_to_the_band_above_it(of: int, among: int, band: str) -> None:
    (rate,) = (rate for rate in statistics(REGIME).rates if rate.name == "closed-in-time")
    threshold = rate.threshold(date(2024, 6, 3))
    assert threshold is not None
    assert threshold.band(of, among) == band


def test_thresholds_are_those_of_the_day() -> None:
    (rate,) = (rate for rate in statistics(REGIME).rates if rate.name == "closed-in-time")
    days = (date(2009, 12, 31), date(2017, 12, 31), date(2018, 1, 1), date(2023, 2, 2))
    found_on = [rate.threshold(day) for day in days]
    assert [each and each.bands[0][1] for each in found_on] == [None, 85, 90, 95]


def test_rows_of_no_known_case_are_counted_by_file(tmp_path: Path) -> None:
    """A line that cannot be taken apart, or names no case, may be the very answer of any case."""
    begun = "case,on,event\na,2024-01-08,request-received\n"
    (tmp_path / "open-quote.csv").write_text(begun + 'a,"2024-01-09,response\n')
    (tmp_path / "no-case.csv").write_text(begun.replace("a,", "b,") + ",2024-01-09,chaser\n" * 2)
    (tmp_path / "known.csv").write_text(begun.replace("a,", "c,") + "c,2024-02-30,response\n")
    line = '{"case": "d", "on": "2024-01-08", "event": "request-received"}\n'
    (tmp_path / "half.jsonl").write_text(line + line[:30])
    told = audit(tmp_path, "open-quote.csv", "no-case.csv", "known.csv", "half.jsonl")
    adds_up(told)
    summary = told.to_dict()
    assert [(Path(each["file"]).name, each["count"]) for each in summary["of_no_known_case"]] == [
        ("no-case.csv", 2),
        ("half.jsonl", 1),
        ("open-quote.csv", 1),
    ]
    said = summary_text(summary, Page(width=200))
    heading, first, *_ = said[said.index("Rejected rows of no known case") :].splitlines()
    assert heading.endswith("any case of these files may lack an event")
    assert first.split() == ["2", str(tmp_path / "no-case.csv")]


def test_the_real_cases_are_counted(tmp_path: Path) -> None:
    """Each by one measure of a set at most; those that the record leaves open by none."""
    told = audit(ROOT, "cases", out=tmp_path / "out", as_of=date(2026, 1, 5))
    names = {load_case(path).case for path in OF_THE_ACT}
    of_the_act, *_ = told.to_dict()["by_regime"]
    assert (of_the_act["regime"], of_the_act["cases"]["assessed"]) == ("foia", len(names))
    timeliness, *_ = of_the_act["statistics"]
    counted = sum(timeliness["counts"].values())
    assert counted + timeliness["uncertain"] == len(names)
    assert timeliness["counts"]["answered-late"] > 5
    assert set(found(tmp_path, "clocks").filter(regime="foia")["case"]) <= names


def test_progress_is_counted_from_the_start(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two chunks that are done at the same moment do not make for a speed of their own."""
    times = iter((0.0, 2.0, 2.0))
    monkeypatch.setattr("foirules.cli.progress.monotonic", lambda: next(times))
    progress = Progress()
    for done in (0, 100, 200):
        progress(done, 400)
    assert [line.strip() for line in capsys.readouterr().err.split("\r\x1b[K")] == [
        "",
        "0 of about 400 cases",
        "100 of about 400 cases, 50 a second, 6 s left",
        "200 of about 400 cases, 100 a second, 2 s left",
    ]


def test_an_audit_says_which_bytes_it_was_made_from(tmp_path: Path) -> None:
    """In whatever order its files are given; a changed byte is another hash."""
    (tmp_path / "a.csv").write_text(LOG, "utf-8")
    (tmp_path / "b.csv").write_text(LOG.replace("in time", "another"), "utf-8")

    def digest(*logs: str) -> str | None:
        found: str | None = audit(tmp_path, *logs, out=None).to_dict()["made_by"]["input"]
        return found

    assert digest("a.csv") == sha256(LOG.encode()).hexdigest()
    both = digest("a.csv", "b.csv")
    assert both == digest("b.csv", "a.csv") not in (digest("a.csv"), None)
    (tmp_path / "b.csv").write_text(LOG.replace("in time", "anothes"), "utf-8")
    assert digest("a.csv", "b.csv") != both
