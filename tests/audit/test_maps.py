"""A log in a system's own words comes to the same as one in ours."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

pl = pytest.importorskip("polars")

from foirules.audit.judging.law_files import LawFiles  # noqa: E402
from foirules.audit.reading.log_columns import log_columns  # noqa: E402
from foirules.audit.reading.map_files import load_map, ready_maps  # noqa: E402
from foirules.audit.reading.mapping import map_of_our_names  # noqa: E402
from foirules.audit.running.suggesting import suggest_map  # noqa: E402
from foirules.language.log_words import log_words  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from foirules.language.types import Enumeration  # noqa: E402
from tests.audit.logs import AS_OF, adds_up, audit, found, rejected  # noqa: E402
from tests.foia import REGIME  # noqa: E402

SYSTEM = """\
Request Ref,Activity,Date,Public Body,Result,Officer
1,Request logged,04/03/2024 10:00,X,,a
1,Acknowledgement sent,05/03/2024 11:00,X,,a
1,Closed,28/03/2024 12:00,X,Full,a
2,Request logged,04/03/2024 10:00,X,,b
2,Assigned,04/03/2024 10:00,X,,b
2,Clarification requested,06/03/2024 10:00,X,,b
2,Clarification received,12/03/2024 10:00,X,,b
2,Closed,19/04/2024 10:00,X,Refused,b
"""
MAP = """\
map: system
recorded: all
time-zone: Europe/London
date-formats: ["%d/%m/%Y %H:%M"]
columns:
  case: Request Ref
  on: Date
  event: Activity
  authority: Public Body
  policy: {value: foia}
  outcome: {column: Result, values: {Full: disclosed, Refused: refused}, default: not-held}
events:
  - {event: request-received, from: Request logged}
  - {event: acknowledgement, from: Acknowledgement sent}
  - {event: clarification-sought, from: Clarification requested}
  - {event: clarification-received, from: Clarification received}
  - {event: response, from: Closed, where: {Result: {not: [Refused, ~]}}}
  - {event: response, from: Closed, where: {Result: Refused}, set: {exemptions: [s40(2)], ico-right: false}}
  - {left-out: true, from: [Assigned, Reassigned]}
"""
OURS = """\
case,event,on,authority,outcome,exemptions,ico-right
1,request-received,2024-03-04,X,,,
1,acknowledgement,2024-03-05,X,,,
1,response,2024-03-28,X,disclosed,,
2,request-received,2024-03-04,X,,,
2,clarification-sought,2024-03-06,X,,,
2,clarification-received,2024-03-12,X,,,
2,response,2024-04-19,X,refused,s40(2),false
"""


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        file = folder / name.replace("_", ".")
        file.write_text(text, encoding="utf-8")


def results(folder: Path) -> dict[str, Any]:
    return {name: found(folder, name) for name in ("findings", "clocks", "actions")}


def test_a_systems_own_names_and_values(tmp_path: Path) -> None:
    write(tmp_path, log_csv=SYSTEM, map_yaml=MAP, ours_csv=OURS)
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    shape = told.to_dict()
    assert shape["rows"] == {"read": 8, "used": 7, "left_out": 1, "rejected": 0}
    assert shape["left_out"] == [{"event": "Assigned", "count": 1}]
    assert list(shape["columns_not_read"].values()) == [["Officer"]]
    mapped = results(tmp_path)
    assert audit(tmp_path, "ours.csv").assessed == 2
    for name, table in results(tmp_path).items():
        assert mapped[name].equals(table), name
    assert mapped["findings"].height > 0


def test_the_types_of_a_parquet_log_are_read_as_its_text_is(tmp_path: Path) -> None:
    write(tmp_path, log_csv=SYSTEM, map_yaml=MAP)
    map = load_map(str(tmp_path / "map.yaml"))
    audit(tmp_path, "log.csv", map=map)
    mapped = results(tmp_path)
    log = pl.read_csv(tmp_path / "log.csv")
    moment = pl.col("Date").str.to_datetime("%d/%m/%Y %H:%M")
    log = log.with_columns(moment, pl.col("Activity").cast(pl.Categorical))
    log.write_parquet(tmp_path / "log.parquet")
    audit(tmp_path, "log.parquet", map=map)
    for name, table in results(tmp_path).items():
        assert mapped[name].equals(table), name


def test_what_a_map_does_not_say_is_counted_and_its_case_rejected(tmp_path: Path) -> None:
    """Whatever our own events are called: the map has said nothing of it."""
    lines = "1,response,28/03/2024 12:00,X,,a\n3,Request logged,04/03/2024 10:00,X,,a\n"
    write(tmp_path, log_csv=SYSTEM + lines, map_yaml=MAP)
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert told.to_dict()["values_not_read"] == [
        {"column": "event", "value": "'response'", "count": 1}
    ]
    assert rejected(tmp_path) == [
        ("log.csv", "2", "1", "1 of its 4 rows cannot be read: what they say is not known"),
        ("log.csv", "10", "1", "event: the map says nothing of 'response'"),
    ]


WIDE = """\
Ref;Date received;Date closed;Result
1;04/03/2024;28/03/2024;Full
2;05/03/2024;;
3;06/03/2024;02/04/2024;Refused
4;06/03/2024;02/04/2024;Lost
5;;;
"""
WIDE_MAP = """\
map: wide
date-formats: ["%d/%m/%Y"]
columns: {case: Ref}
events:
  - {event: request-received, on: Date received}
  - {event: response, on: Date closed, where: {Result: Full}, set: {outcome: disclosed}}
  - {event: response, on: Date closed, where: {Result: Refused}, set: {outcome: refused}}
"""


def test_a_row_may_tell_of_several_events(tmp_path: Path) -> None:
    """And a day of which the map does not say what it is makes its case one that is rejected."""
    write(tmp_path, log_csv=WIDE, map_yaml=WIDE_MAP)
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert (told.read, told.used, told.cases, told.assessed) == (5, 3, 5, 3)
    clocks = found(tmp_path, "clocks").filter(clock="response").sort("case")
    assert clocks.select("case", "stopped", "status").rows() == [
        ("1", date(2024, 3, 28), "met"),
        ("2", None, "missed"),
        ("3", date(2024, 4, 2), "met"),
    ]
    reasons = [(case, reason) for _, _, case, reason in rejected(tmp_path)]
    assert (
        "4",
        "Date closed: the map does not say what the day in it is of, in this row",
    ) in reasons
    assert ("5", "the map makes no event of it") in reasons


# --- proposals ------------------------------------------------------------------------------------


def test_a_map_is_proposed_by_a_logs_own_names(tmp_path: Path) -> None:
    """With what came of reading the log by it, below."""
    write(tmp_path, log_csv=SYSTEM)
    found = suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF)
    assert found.text == (
        "map: log\n"
        "time-zone: Europe/London\n"
        'date-formats: ["%d/%m/%Y %H:%M"]\n'
        "columns:\n"
        "  # by its heading\n"
        "  case: Request Ref\n"
        "  on: Date\n"
        "  event: Activity\n"
        "  authority: Public Body\n"
        "  outcome:\n"
        "    column: Result\n"
        "    values:\n"
        "      Full: disclosed  # 1 row\n"
        "      Refused: refused  # 1 row\n"
        "events:\n"
        "  - {event: response, from: Closed}  # 2 rows\n"
        "  - {event: request-received, from: Request logged}  # 2 rows\n"
        "  - {event: acknowledgement, from: Acknowledgement sent}  # 1 row\n"
        "  # - {left-out: true, from: Assigned}  # 1 row; or an event?\n"
        "  - {event: clarification-received, from: Clarification received}  # 1 row\n"
        "  - {event: clarification-sought, from: Clarification requested}  # 1 row\n"
        "# columns not read: Officer\n"
        "# not sure: Activity: what 'Assigned' tells; 1 row, rejected till it is said\n"
        "# tried on log.csv: 7 of 8 rows read\n"
        "# rows not read: 1\n"
        "# - row 6, case 2: event: the map says nothing of 'Assigned'\n"
    )
    assert found.doubts == ["Activity: what 'Assigned' tells; 1 row, rejected till it is said"]


@pytest.mark.parametrize("log", [SYSTEM, WIDE])
def test_a_proposal_is_a_map(tmp_path: Path, log: str) -> None:
    write(tmp_path, log_csv=log)
    write(
        tmp_path,
        map_yaml=suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF).text.replace(
            "# - {left", "- {left"
        ),
    )
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert told.assessed >= 2


def test_our_own_names_are_recognised(tmp_path: Path) -> None:
    write(tmp_path, log_csv=OURS)
    write(tmp_path, map_yaml=suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF).text)
    map = load_map(str(tmp_path / "map.yaml"))
    assert audit(tmp_path, "log.csv", map=map).assessed == 2


def test_nothing_is_proposed_where_nothing_is_recognised(tmp_path: Path) -> None:
    """What is known stands there as a beginning, and cannot be taken for a map."""
    write(tmp_path, log_csv="Fall,Tag\n1,Montag\n")
    found = suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF)
    assert found.lacking == (
        "no map can be proposed: no column was recognised that holds on or event;"
        " there are Fall, Tag"
    )
    assert found.text == (
        "# map: log\n# time-zone: Europe/London\n# columns:\n#   # each row has its own\n"
        "#   case: Fall\n# columns not read: Tag\n"
    )


def test_the_maps_shipped_can_be_loaded() -> None:
    assert {*ready_maps()} >= {"alaveteli", "council-tracker", "ocel", "xes"}
    assert [load_map(name).name for name in ready_maps()] == ready_maps()


def test_without_a_map_columns_have_our_names() -> None:
    assert map_of_our_names(REGIME).needs() == ["case", "on", "event"]


def test_times_without_a_zone_are_of_the_zone_that_the_map_names(tmp_path: Path) -> None:
    """An evening in New York is the next day in London; a time with a zone of its own keeps it."""
    log = "case,on,event\na,2024-03-04 20:00,x\nb,2024-03-04T20:00:00Z,x\nc,04/03/2024 20:00,x\n"
    map = (
        "map: m\ntime-zone: America/New_York\ndate-formats: ['%d/%m/%Y %H:%M']\n"
        "columns: {case: case, on: on, event: event}\nevents: [{event: request-received, from: x}]\n"
    )
    write(tmp_path, log_csv=log, map_yaml=map)
    assert audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml"))).assessed == 3
    started = found(tmp_path, "clocks").filter(clock="response").sort("case")["started"]
    assert started.to_list() == [date(2024, 3, 5), date(2024, 3, 4), date(2024, 3, 5)]


def test_exemptions_are_read_in_the_words_of_a_system(tmp_path: Path) -> None:
    log = (
        "case,on,event,cited\na,2024-03-04,request-received,\n"
        "a,2024-03-28,response,Section 40 (2); s.22\n"
    )
    map = "map: m\ncolumns: {case: case, on: on, event: event, exemptions: cited, outcome: {value: refused}}\n"
    write(tmp_path, log_csv=log, map_yaml=map)
    assert audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml"))).assessed == 1


def test_what_logs_call_things_is_said_of_names_of_ours() -> None:
    words, vocabulary = log_words(REGIME), REGIME.vocabulary
    assert words.columns.keys() <= set(log_columns(vocabulary))
    assert words.dates.keys() | words.events.keys() <= vocabulary.events.keys()
    outcome = vocabulary.fields["outcome"].type
    assert isinstance(outcome, Enumeration)
    assert words.outcomes.keys() <= set(outcome.members)


# --- logs of several laws -------------------------------------------------------------------------

LAWS = """\
Ref,Received,Closed,Request type
1,01/02/2024,20/02/2024,FOI request
2,01/02/2024,20/02/2024,EIR 2004
3,01/02/2024,20/02/2024,Environmental Information Regulations
4,01/02/2024,20/02/2024,Freedom of Information Act
5,01/02/2024,20/02/2024,FOI/EIR
6,01/02/2024,20/02/2024,EI(S)Rs
7,01/02/2024,20/02/2024,SAR
"""


def laws_proposed(folder: Path, log: str, regime: str) -> dict[str, str] | None:
    """Which law each value is proposed to be; None where no column is."""
    write(folder, log_csv=log)
    text = suggest_map([str(folder / "log.csv")], law=LawFiles(regime=regime), as_of=AS_OF).text
    columns = yaml.safe_load(text)["columns"]
    values: dict[str, str] | None = columns["regime"]["values"] if "regime" in columns else None
    return values


def test_the_law_of_each_case_is_proposed(tmp_path: Path) -> None:
    """What may be of two laws is left to the person; nor is it guessed what another name is."""
    assert laws_proposed(tmp_path, LAWS, "foia") == {
        "FOI request": "foia",
        "Freedom of Information Act": "foia",
        "EIR 2004": "eir",
        "Environmental Information Regulations": "eir",
        "EI(S)Rs": "eisr",
    }
    text = suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF).text
    assert '      # "FOI/EIR": ?  # 1 row\n' in text
    assert "      # SAR: ?  # 1 row\n" in text


def test_the_same_names_are_of_other_laws_in_scotland(tmp_path: Path) -> None:
    found = laws_proposed(tmp_path, LAWS, "foisa")
    assert found is not None
    assert (found["FOI request"], found["EIR 2004"], found["EI(S)Rs"]) == ("foisa", "eisr", "eisr")


def test_a_law_is_known_by_its_id_and_the_longer_name_counts(tmp_path: Path) -> None:
    names = ("foisa", "Freedom of Information (Scotland) Act 2002", "EIR (Scotland)", "eir")
    log = "Ref,Received,Law\n" + "".join(f"{n},01/02/2024,{x}\n" for n, x in enumerate(names))
    found = laws_proposed(tmp_path, log, "foia")
    assert found == dict(zip(names, ("foisa", "foisa", "eisr", "eir"), strict=True))


def test_a_column_that_mostly_names_no_law_is_none_of_laws(tmp_path: Path) -> None:
    log = "Ref,Received,Type\n1,01/02/2024,SAR\n2,01/02/2024,Complaint\n3,01/02/2024,FOI\n"
    assert laws_proposed(tmp_path, log, "foia") is None


@pytest.mark.parametrize("id", load_law())
def test_the_laws_that_logs_name_are_known(id: str) -> None:
    assert set(log_words(load_law()[id]).regimes) <= set(load_law())


def test_what_is_proposed_of_laws_is_a_map(tmp_path: Path) -> None:
    write(tmp_path, log_csv=LAWS)
    write(tmp_path, map_yaml=suggest_map([str(tmp_path / "log.csv")], as_of=AS_OF).text)
    told = audit(tmp_path, "log.csv", map=load_map(str(tmp_path / "map.yaml")))
    adds_up(told)
    assert told.assessed == 5
    assert {case for _, _, case, _ in rejected(tmp_path)} == {"5", "7"}
