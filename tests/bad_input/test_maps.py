"""Maps that cannot be used, or do not fit their log: every error told, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

pytest.importorskip("polars")

from tests.bad_input import test_logs

LOG = "Ref,Day,What\n1,04/03/2024,Logged\n"
START = "map: m\ncolumns: {case: Ref, on: Day, event: What}\n"


def with_map(text: str, log: str = LOG) -> tuple[Mapping[str, Any], list[str]]:
    return {"log.csv": log, "map.yaml": text}, ["log.csv", "--map", "map.yaml"]


TRIALS: dict[str, tuple[tuple[Mapping[str, Any], list[str]], list[str]]] = {
    "a map that is not there": (
        ({"log.csv": LOG}, ["log.csv", "--map", "alavetelli"]),
        ["foirules: 'alavetelli' is no file and no map; did you mean 'alaveteli'?"],
    ),
    "a map that is no YAML": (
        with_map("map: [\n"),
        [
            "foirules: map.yaml:2:1: not YAML: did not find expected node content"
        ],
    ),
    "a map of standard input twice": (
        ({}, ["-", "--map", "-"]),
        ["foirules: standard input (-) can be read once only"],
    ),
    "a map without columns": (
        with_map("map: m\ncolums: {}\n"),
        [
            "foirules: map.yaml:1:1: the key 'columns' is missing",
            "foirules: map.yaml:2:1: colums: unknown key 'colums'; did you mean 'columns'?",
        ],
    ),
    "columns that are none of ours": (
        with_map("map: m\ncolumns: {case: Ref, onn: Day, what: What}\n"),
        [
            "foirules: map.yaml:2:22: columns.onn: unknown key 'onn'; did you mean 'on'?",
            "foirules: map.yaml:2:32: columns.what: unknown key 'what'",
        ],
    ),
    "a case that is not a column": (
        with_map("map: m\ncolumns: {case: {value: x}, on: Day, event: What}\n"),
        [
            "foirules: map.yaml:2:17: columns.case: expected a column, several of which the first counts that says something, or joined: the rows of a case are found by it",
            "foirules: map.yaml:2:18: columns.case.value: unknown key 'value'; expected column, joined or with",
        ],
    ),
    "laws and words that no law has": (
        with_map(
            "map: m\n"
            "columns: {case: Ref, on: Day, event: What, regime: {column: Law, values: {E: ire}}}\n"
            "events:\n"
            "  - {event: commissioner-application, from: x}\n"
            "  - {event: comissioner-application, from: x, set: {exemptions: [r12(5)(e)]}}\n"
            "  - {event: response, from: x, set: {exemptions: [r12(5)(z)], charged: 1}}\n"
        ),
        [
            "foirules: map.yaml:2:78: columns.regime.values.E: unknown regime 'ire'; did you mean 'eir'?",
            "foirules: map.yaml:5:13: events[2].event: unknown event 'comissioner-application'; did you mean 'commissioner-application'?",
            "foirules: map.yaml:6:51: events[3].set.exemptions[1]: unknown exemption 'r12(5)(z)'; expected a section, such as s40(2)",
            "foirules: map.yaml:6:63: events[3].set.charged: unknown key 'charged'",
        ],
    ),
    "what does not stand between the names of a list": (
        with_map(
            "map: m\ncolumns:\n  case: {joined: [Ref, What], with: ''}\n  on: {column: Day, separator: ','}\n"
            "  event: What\n  parts: {column: What, separator: 1}\n"
        ),
        [
            "foirules: map.yaml:3:37: columns.case.with: found ''; expected what stands between the names of a list",
            "foirules: map.yaml:4:32: columns.on.separator: on holds no list",
            "foirules: map.yaml:6:36: columns.parts.separator: found 1; expected what stands between the names of a list",
        ],
    ),
    "more events than a map may have": (
        with_map(START + "events:\n" + "  - {event: chaser, from: x}\n" * 1_001),
        ["foirules: map.yaml:4:3: events: found 1,001 of them; expected 1,000 at most"],
    ),
    "days that are none": (
        with_map(
            START + "extract: 31/02/2024\nempty: tbc\nevents:\n"
            "  - {event: chaser, on: {value: soon}, until: {column: Day, value: extract}}\n"
            "  - {event: response, on: Day, set: {as-at: {working-days: 0}, publication-by: {weeks: 3}}}\n"
        ),
        [
            "foirules: map.yaml:3:10: extract: found '31/02/2024'; expected a date, YYYY-MM-DD",
            "foirules: map.yaml:4:8: empty: found 'tbc'; expected a list",
            "foirules: map.yaml:6:33: events[1].on.value: found 'soon'; expected a date, YYYY-MM-DD",
            "foirules: map.yaml:6:47: events[1].until: expected one of column, value",
            "foirules: map.yaml:7:60: events[2].set.as-at.working-days: found 0; expected a whole number from 1 to 999",
            "foirules: map.yaml:7:80: events[2].set.publication-by: expected one of column, value, file",
            "foirules: map.yaml:7:81: events[2].set.publication-by.weeks: unknown key 'weeks'; expected column, values, default, value, optional, separator or file",
        ],
    ),
    "a column and a constant": (
        with_map("map: m\ncolumns: {case: Ref, on: {column: Day, value: x}, event: {default: x}}\n"),
        [
            "foirules: map.yaml:2:26: columns.on: expected one of column, value, file",
            "foirules: map.yaml:2:58: columns.event: expected one of column, value, file",
        ],
    ),
    "a column of the system's own verdicts that is none": (
        with_map(START + "against: {colum: Said, values: {Kept: maybe, Missed: 0}}\n"),
        [
            "foirules: map.yaml:3:10: against: the key 'column' is missing",
            "foirules: map.yaml:3:11: against.colum: unknown key 'colum'; did you mean 'column'?",
            "foirules: map.yaml:3:39: against.values.Kept: found 'maybe'; expected true or false",
            "foirules: map.yaml:3:54: against.values.Missed: found 0; expected true or false",
        ],
    ),
    "a column of the system's own verdicts that the log lacks": (
        with_map(START + "against: {column: Said}\n"),
        ["foirules: log.csv: no column 'Said'; expected Ref, Day or What; a map says which column it is: --map, or --suggest-map to have one proposed"],
    ),
    "an encoding that is none": (
        with_map(START + "encoding: latin-99\n"),
        [
            "foirules: map.yaml:3:11: encoding: unknown encoding 'latin-99'; expected one such as utf-8, cp1252 or utf-16"
        ],
    ),
    "a day that may be missing and is a constant": (
        with_map(START + "events:\n  - {event: chaser, on: {value: extract, optional: true}}\n"),
        [
            "foirules: map.yaml:4:52: events[1].on.optional: expected a column, which the log may lack"
        ],
    ),
    "a zone and a format that are none": (
        with_map(START + "time-zone: Europe/Londinium\ndate-formats: [dd/mm/yyyy, '%d %H %Q']\n"),
        [
            "foirules: map.yaml:3:12: time-zone: unknown time zone 'Europe/Londinium'",
            "foirules: map.yaml:4:16: date-formats[1]: found 'dd/mm/yyyy'; expected a format of strptime, such as %d/%m/%Y",
            "foirules: map.yaml:4:28: date-formats[2]: found '%d %H %Q'; expected a format of strptime, such as %d/%m/%Y",
        ],
    ),
    "events that are none": (
        with_map(START + "events:\n  - {event: receipt, from: Logged}\n  - {from: Logged}\n"),
        [
            "foirules: map.yaml:4:13: events[1].event: unknown event 'receipt'; did you mean 'request-received'?",
            "foirules: map.yaml:5:5: events[2]: expected one of event, left-out",
        ],
    ),
    "what is left out by halves": (
        with_map(START + "events: [{left-out: false, from: Logged}]\n"),
        ["foirules: map.yaml:3:21: events[1].left-out: found false; expected true"],
    ),
    "events without a column": (
        with_map("map: m\ncolumns: {case: Ref, on: Day}\nevents: [{event: chaser, from: x}]\n"),
        ["foirules: map.yaml:3:10: events[1]: the key 'columns.event' is missing"],
    ),
    "constants that are none": (
        with_map(
            START
            + "events:\n  - {event: response, from: x, set: {outcome: refusd, exemptions: s22, x: 1}}\n"
        ),
        [
            "foirules: map.yaml:4:47: events[1].set.outcome: unknown outcome 'refusd'; did you mean 'refused'?",
            "foirules: map.yaml:4:67: events[1].set.exemptions: found 's22'; expected a list",
            "foirules: map.yaml:4:72: events[1].set.x: unknown key 'x'",
        ],
    ),
    "columns that the log has not": (
        with_map(
            "map: m\ncolumns: {case: Ref, on: Dai, event: What}\n"
            "events: [{event: chaser, from: x, where: {Status: x}}, {event: response, on: Closed}]\n"
        ),
        [
            f"foirules: log.csv: no column '{name}'; {near}; a map says which column it is: --map, or --suggest-map to have one proposed"
            for name, near in (
                ("Dai", "did you mean 'Day'?"),
                ("Status", "expected Ref, Day or What"),
                ("Closed", "expected Ref, Day or What"),
            )
        ],
    ),
    "a map without a column for what it has to say": (
        (
            {
                "log.csv": "Ref,Result\n1,Full\n",
                "map.yaml": "map: m\ncolumns: {case: Ref}\nevents: [{event: response}]\n",
            },
            ["log.csv", "--map", "map.yaml"],
        ),
        ["foirules: the map m names no column for 'on', nor does each of its events say it"],
    ),
    "days in two orders": (
        (
            {
                "log.csv": "Ref,Day\n1,13/03/2024\n2,03/14/2024\n",
                "map.yaml": 'map: m\ndate-formats: ["%d/%m/%Y", "%D", "%m/%d/%Y"]\ncolumns: {case: Ref}\n'
                "events: [{event: request-received, on: Day}]\n",
            },
            ["log.csv", "--map", "map.yaml"],
        ),
        [
            "foirules: Day: its days are in no one order: %d/%m/%Y does not read '03/14/2024' in row 3 of log.csv; %D, %m/%d/%Y does not read '13/03/2024' in row 2 of log.csv"
        ],
    ),
    "in which order days are read": (
        (
            {
                "log.csv": "Ref,Day\n1,03/14/2024\n",
                "map.yaml": 'map: m\ndate-formats: ["%d/%m/%Y", "%m/%d/%Y"]\ncolumns: {case: Ref}\n'
                "events: [{event: request-received, on: Day}]\n",
                "!notes": "",
            },
            ["log.csv", "--map", "map.yaml"],
        ),
        ["log.csv: the days of Day are read by %m/%d/%Y"],
    ),
    "a row of which the map makes no event": (
        with_map(
            "map: m\ncolumns: {case: Ref}\nevents: [{event: request-received, on: Day}]\n",
            LOG + "2,,\n",
        ),
        [
            "log.csv:2:1: Day: found '04/03/2024'; expected a date, YYYY-MM-DD or as the date-formats of the map have it; date-formats: [\"%d/%m/%Y\"] or [\"%m/%d/%Y\"] would read it",
            "log.csv:2:1: 1 of its 1 rows cannot be read: what they say is not known",
            "log.csv:3:2: the map makes no event of it",
            "log.csv:3:2: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "an event of which the map says nothing": (
        with_map(START + "date-formats: ['%d/%m/%Y']\nevents: [{event: chaser, from: x}]\n"),
        [
            "log.csv:2:1: event: the map says nothing of 'Logged'",
            "log.csv:2:1: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "a day of which the map does not say what it is": (
        with_map(
            "map: m\ndate-formats: ['%d/%m/%Y']\ncolumns: {case: Ref}\n"
            "events: [{event: request-received, on: Day, where: {What: x}}]\n"
        ),
        [
            "log.csv:2:1: Day: the map does not say what the day in it is of, in this row",
            "log.csv:2:1: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
}  # fmt: skip
told = test_logs.told


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(
    given: tuple[Mapping[str, Any], list[str]], lines: list[str]
) -> None:
    assert told(given) == lines
