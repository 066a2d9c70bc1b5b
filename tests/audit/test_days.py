"""Days as logs write them: in one order a column, and which formats would read them."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pl = pytest.importorskip("polars")

from foirules.audit.counting.summary import Audit  # noqa: E402
from foirules.audit.reading import value_reader  # noqa: E402
from foirules.audit.reading.days import DayFormats, days_of_text  # noqa: E402
from foirules.audit.reading.map_files import load_map  # noqa: E402
from foirules.audit.reading.readers.row_writer import LogError  # noqa: E402
from foirules.audit.running.suggesting import suggest_map  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit, found, rejected  # noqa: E402

FAULTS = Path(__file__).with_name("faults")
TWO_ORDERS = """\
map: two-orders
date-formats: ["%d/%m/%Y", "%m/%d/%Y", "%d %B %Y"]
columns: {case: Ref}
events:
  - {event: request-received, on: Received}
  - {event: response, on: Closed}
"""


def by_map(folder: Path, log: str, map_text: str, **more: Any) -> Audit:
    (folder / "log.csv").write_text(log, "utf-8")
    (folder / "map.yaml").write_text(map_text, "utf-8")
    told = audit(folder, "log.csv", map=load_map(str(folder / "map.yaml")), **more)
    adds_up(told)
    return told


def answers(folder: Path) -> list[tuple[date, date]]:
    clocks = found(folder, "clocks").filter(clock="response").sort("case")
    rows: list[tuple[date, date]] = clocks.select("started", "stopped").rows()
    return rows


@pytest.mark.parametrize(
    ("log", "days"),
    [
        (
            "log-05-us-dates.csv",
            [
                (date(2024, 5, 13), date(2024, 6, 10)),
                (date(2024, 5, 4), date(2024, 5, 30)),
                (date(2024, 1, 2), date(2024, 1, 24)),
            ],
        ),
        (
            "log-06-two-digit-years.csv",
            [(date(2024, 3, 4), date(2024, 3, 28)), (date(2024, 3, 5), date(2024, 4, 30))],
        ),
    ],
)
def test_a_proposed_map_reads_days_as_they_are_meant(
    tmp_path: Path, log: str, days: list[tuple[date, date]]
) -> None:
    proposed = suggest_map([str(FAULTS / log)], as_of=AS_OF).text
    told = by_map(tmp_path, (FAULTS / log).read_text("utf-8"), proposed, as_of=date(2024, 6, 20))
    assert (told.assessed, told.rejected_rows) == (len(days), 0)
    assert answers(tmp_path) == days


def test_each_column_is_read_in_one_order(tmp_path: Path) -> None:
    """05/04 is 5 April where the column has 30/04 beside it, and 4 May where it has 04/30."""
    log = "Ref,Received,Closed\n1,05/04/2024,05/04/2024\n2,3 April 2024,05/30/2024\n3,30/04/2024,\n"
    told = by_map(tmp_path, log, TWO_ORDERS)
    assert answers(tmp_path)[:2] == [
        (date(2024, 4, 5), date(2024, 5, 4)),
        (date(2024, 4, 3), date(2024, 5, 30)),
    ]
    assert [said for _, said in told.file_notes] == [
        "the days of Received are read by %d/%m/%Y, %d %B %Y",
        "the days of Closed are read by %m/%d/%Y, %d %B %Y",
    ]


def test_days_that_are_in_no_one_order_are_refused_with_the_cells(tmp_path: Path) -> None:
    log = "Ref,Received,Closed\n1,05/13/2024,\n2,soon,\n3,30/04/2024,\n"
    with pytest.raises(LogError) as error:
        by_map(tmp_path, log, TWO_ORDERS)
    path = tmp_path / "log.csv"
    assert error.value.errors == (
        "Received: its days are in no one order: %d/%m/%Y, %d %B %Y does not read '05/13/2024' in"
        f" row 2 of {path}; %m/%d/%Y, %d %B %Y does not read '30/04/2024' in row 4 of {path}",
    )


def test_what_no_order_reads_is_a_row_rejected(tmp_path: Path) -> None:
    told = by_map(tmp_path, "Ref,Received,Closed\n1,05/13/2024,\n2,soon,\n", TWO_ORDERS)
    assert (told.assessed, told.rejected_rows) == (1, 1)
    assert rejected(tmp_path)[0][3].startswith("Received: found 'soon'; expected a date")


def test_last_days_recorded_are_in_one_order_too(tmp_path: Path) -> None:
    log = "Ref,Received,Closed,Target\n1,04/03/2024,,05/04/2024\n2,30/04/2024,,05/30/2024\n"
    told = by_map(tmp_path, log, TWO_ORDERS, against="Target")
    (of,) = told.to_dict()["by_regime"]
    assert of["against"]["compared"] == 2
    table = pl.concat(each for totals in told.totals.values() for each in totals.against)
    assert set(table["recorded"]) == {date(2024, 5, 4), date(2024, 5, 30)}


@pytest.mark.one_cpython
@settings(max_examples=30)
@given(
    st.lists(st.dates(date(2010, 1, 1), date(2024, 5, 1)), min_size=1, max_size=8), st.booleans()
)
def test_a_column_of_either_order_is_read_as_it_is_or_as_it_could_be(
    tmp_path_factory: pytest.TempPathFactory, days: list[date], day_first: bool
) -> None:
    """Where a day tells the order, each is read in it; where none does, in the first."""
    folder = tmp_path_factory.mktemp("log")
    own, other = ("%d/%m/%Y", "%m/%d/%Y") if day_first else ("%m/%d/%Y", "%d/%m/%Y")
    lines = [f"{n},{day:{own}}," for n, day in enumerate(days)]
    formats = f'date-formats: ["{other}", "{own}"]'
    map_text = TWO_ORDERS.replace(TWO_ORDERS.splitlines()[1], formats)
    by_map(folder, "Ref,Received,Closed\n" + "\n".join(lines) + "\n", map_text)
    clocks = found(folder, "clocks").filter(clock="response").sort(pl.col("case").cast(pl.Int64))
    told = any(day.day > 12 for day in days)
    wanted = [d if told else date(d.year, d.day, d.month) for d in days]
    assert clocks["started"].to_list() == wanted


def test_a_mistyped_year_is_told_with_its_column(tmp_path: Path) -> None:
    shutil.copy(FAULTS / "log-22-typed-year.csv", tmp_path / "log.csv")
    audit(tmp_path, "log.csv", map=load_map(str(FAULTS / "log-22-typed-year.map.yaml")))
    assert rejected(tmp_path)[0][3] == (
        "Closed: 2034-03-28 lies outside the years covered, 2005-01-01 to 2030-12-31"
    )


def test_without_formats_the_message_names_those_that_would_read(tmp_path: Path) -> None:
    log = "case,on,event\n1,04/03/2024,request-received\n2,03/13/2024,request-received\n"
    (tmp_path / "log.csv").write_text(log, "utf-8")
    audit(tmp_path, "log.csv")
    ends = [reason for _, _, _, reason in rejected(tmp_path) if "would read it" in reason]
    assert [each.partition("have it; ")[2] for each in ends] == [
        'date-formats: ["%d/%m/%Y"] or ["%m/%d/%Y"] would read it',
        'date-formats: ["%m/%d/%Y"] would read it',
    ]


def test_days_that_cannot_be_read_are_looked_at_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One by one, a log full of them took a hundred times as long."""
    looks: list[int] = []

    def counted(column: Any, formats: DayFormats) -> Any:
        looks.append(len(column))
        return days_of_text(column, formats)

    monkeypatch.setattr(value_reader, "days_of_text", counted)
    rows = [f"{n},about {n} May 2024,request-received" for n in range(300)]
    (tmp_path / "log.csv").write_text("\n".join(["case,on,event", *rows]))
    audit(tmp_path, "log.csv")
    assert len(rejected(tmp_path)) == 600  # each row, and each case
    assert looks == [300]


@pytest.mark.parametrize(
    "log",
    [
        "log-03-council-tracker-cp1252.csv",
        "log-03b-council-tracker-utf8.csv",
        "log-29-request-as-case.csv",
    ],
)
def test_a_proposed_map_of_a_row_a_request(tmp_path: Path, log: str) -> None:
    """An id is unique, and a column of states is none of events."""
    proposed = suggest_map([str(FAULTS / log)], as_of=AS_OF).text
    assert "  case: Reference\n" in proposed
    assert "event: Status" not in proposed
    shutil.copy(FAULTS / log, tmp_path)
    (tmp_path / "map.yaml").write_text(proposed, "utf-8")
    told = audit(tmp_path, log, map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert (told.assessed, told.rejected_rows) == (told.read, 0)


def test_days_of_a_map_are_written_as_people_write_them(tmp_path: Path) -> None:
    """As constants and in conditions, where a column of Parquet holds days as such."""
    pl.DataFrame(
        {
            "Ref": ["1", "2"],
            "Received": [date(2024, 3, 4), date(2024, 3, 5)],
            "Closed": [date(2024, 3, 28), date(2024, 3, 28)],
        }
    ).write_parquet(tmp_path / "log.parquet")
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: Ref, publication-by: {value: 30/06/2024}}\nevents:\n"
        "  - {event: request-received, on: Received}\n"
        "  - {event: response, on: Closed, where: {Received: 4 March 2024}, set: {as-at: 1/3/2024}}\n"
        "  - {event: acknowledgement, on: Closed, where: {Received: 05/03/2024}}\n",
        "utf-8",
    )
    map = load_map(str(tmp_path / "map.yaml"))
    assert map.source["publication-by"].default == "2024-06-30"
    assert [(n, c.default) for n, c in map.entries[1].set] == [("as-at", "2024-03-01")]
    told = audit(tmp_path, "log.parquet", map=map)
    adds_up(told)
    clocks = found(tmp_path, "clocks").filter(clock="response").sort("case")
    assert clocks["status"].to_list() == ["met", "missed"]
