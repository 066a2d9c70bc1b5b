"""Logs that cannot be audited, whole or in part: what is told, and what stands in ``rejected``."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest import mock

import pytest

from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from tests.files import ROOT, among

pl = pytest.importorskip("polars")

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from foirules.audit.judging.judge import judge  # noqa: E402
from foirules.audit.reading import log_files  # noqa: E402
from foirules.audit.running import halving, processes  # noqa: E402
from foirules.cli import main  # noqa: E402
from tests.audit import poison  # noqa: E402

HEAD = "case,on,event\n"
RECEIPT = "a,2024-03-04,request-received\n"
GOOD = HEAD + RECEIPT


OCEL_XML = (
    '<log><event-types/><objects><object id="R1" type="Request"/></objects><events>'
    '<event id="1" type="request-received" time="2024-03-04T09:00:00Z"><objects>'
    '<relationship object-id="R1"/></objects></event>'
    '<event id="2" type="chaser" time="2024-03-05T09:00:00Z"/>'
    '<event id="3" type="chaser" time="2024-03-05T09:00:00Z"><objects>'
    '<relationship object-id="R9"/></objects></event></events></log>'
)
OCEL_JSON = (
    '{"objectTypes": [], "objects": [{"id": "O1", "type": "Officer"}, {"id": "R1", "type": "Request"}],'
    ' "events": [{"id": "1", "type": "request-received", "time": "2024-03-04T09:00:00Z",'
    ' "relationships": [{"objectId": "R1"}, {"objectId": "O1"}]}]}'
)


OBJECTS = "".join(f'<object id="A{n}" type="A"/>' for n in range(9))


def _zipped(name: str, text: str) -> bytes:
    """A zip of one file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(name, text)
    return data.getvalue()


def table(**columns: Any) -> Callable[[Path], None]:
    """A Parquet file of some columns."""
    return lambda path: pl.DataFrame(columns).write_parquet(path)


def rows_of(count: int, **columns: Any) -> Callable[[Path], None]:
    """A Parquet file of requests received, with further columns."""
    names = [f"{place}" for place in range(count)]
    own = {"case": names, "on": ["2024-03-04"] * count, "event": ["request-received"] * count}
    return table(**own, **columns)


def damaged(path: Path) -> None:
    """A Parquet file of which a page in the middle is overwritten."""
    rows_of(10_000, authority=[f"{n * 7919} Council" for n in range(10_000)])(path)
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 1_000] = b"\xff" * 1_000
    path.write_bytes(data)


FAR = pl.Series([-(2**31), 0], dtype=pl.Int32).cast(pl.Date)  # as polars has days, and none other
_SCOTTISH = [
    each for each in load_law().values() if "commissioner-application" in each.vocabulary.events
]
SCOTTISH = (
    " or ".join(each.cited_as for each in _SCOTTISH),
    " or ".join(each.id for each in _SCOTTISH),
)
LOST = "1 of its 1 rows cannot be read: what they say is not known"


def lines(*rows: str) -> str:
    return HEAD + RECEIPT + "".join(f"{row}\n" for row in rows)


NAMING = "map: m\nencoding: {}\ncolumns: {{case: case, on: on, event: event}}\n"
TRIALS: dict[str, tuple[tuple[Mapping[str, Any], list[str]], list[str]]] = {
    # logs that are none
    "a log that is not there": (
        ({}, ["no.csv"]),
        ["foirules: no.csv: cannot be read: No such file or directory"],
    ),
    "a folder without a log": (
        ({"logs/.hidden": GOOD, "logs/_SUCCESS": ""}, ["logs"]),
        ["foirules: logs: the folder holds no log"],
    ),
    "a log given twice": (
        ({"log.csv": GOOD}, ["log.csv", "log.csv"]),
        ["foirules: log.csv: given twice"],
    ),
    "an empty log": (({"log.csv": " \n"}, ["log.csv"]), ["foirules: log.csv: empty"]),
    "a log of no format": (
        ({"log": b"\x7fELF\x02\x01\x00\x00"}, ["log"]),
        [
            "foirules: log: neither Parquet, CSV, a workbook, JSON, XES nor OCEL; it begins with '\\x7fELF\\x02\\x01\\x00\\x00'"
        ],
    ),
    "half of a Parquet file": (
        ({"log.parquet": b"PAR1\x15\x04"}, ["log.parquet"]),
        ["foirules: log.parquet: cannot be read: parquet: File out of specification: ..."],
    ),
    "a Parquet file that is packed": (
        ({"log.parquet.gz": gzip.compress(b"PAR1\x15\x04")}, ["log.parquet.gz"]),
        ["foirules: log.parquet.gz: Parquet that is packed once more; expected it as it is"],
    ),
    "a Parquet file with a damaged page": (
        ({"log.parquet": damaged}, ["log.parquet", "--processes", "1"]),
        ["foirules: log.parquet: cannot be read: parquet: File out of specification: ..."],
    ),
    "a Parquet file with a damaged page that a process finds": (
        ({"log.parquet": damaged}, ["log.parquet", "--processes", "2"]),
        ["foirules: log.parquet: cannot be read: parquet: File out of specification: ..."],
    ),
    "half of a packed file": (
        ({"log.csv.gz": gzip.compress(GOOD.encode())[:30]}, ["log.csv.gz"]),
        [
            "foirules: log.csv.gz: cannot be unpacked: Compressed file ended before the end-of-stream marker was reached"
        ],
    ),
    "a file that only seems packed": (
        ({"log.csv.zst": b"\x28\xb5\x2f\xfd" + b"\0" * 9}, ["log.csv.zst"]),
        ["foirules: log.csv.zst: cannot be unpacked: ..."],
    ),
    "zstd without what unpacks it": (
        ({"log.csv.zst": b"\x28\xb5\x2f\xfd", "!no-zstd": ""}, ["log.csv.zst"]),
        [
            "foirules: log.csv.zst: packed by zstd, which this Python cannot unpack: pip install backports.zstd"
        ],
    ),
    "a log that another program writes to": (
        ({"log.csv": lines(), "!changing": ""}, ["log.csv"]),
        [
            "foirules: log.csv: changed while it was read: try again when no other program writes to it, or on a copy of it"
        ],
    ),
    "two columns of one name": (
        ({"log.csv": "case,on,on\n"}, ["log.csv"]),
        [
            "foirules: log.csv: two columns are called 'on'; a map reads one of them by its place, 'on (column 2)' or 'on (column 3)'"
        ],
    ),
    "names that are not CSV": (
        ({"log.csv": '"case,on\n'}, ["log.csv"]),
        ["foirules: log.csv: the line of the names of the columns is not CSV: ..."],
    ),
    "names and no row": (
        ({"log.csv": HEAD + "\n"}, ["log.csv"]),
        ["foirules: log.csv: no row below the names of the columns"],
    ),
    "a column that is missing": (
        ({"log.csv": "case,om,event\na,2024-03-04,chaser\n"}, ["log.csv"]),
        [
            "foirules: log.csv: no column 'on'; expected case, om or event; a map says which column it is: --map, or --suggest-map to have one proposed"
        ],
    ),
    "a key that was read as true": (
        (
            {"log.jsonl": '{"case": "a", "true": "2024-03-04", "event": "request-received"}\n'},
            ["log.jsonl"],
        ),
        [
            "foirules: log.jsonl: no column 'on'; it is the key 'on', which YAML 1.1 reads as true: write it in quotes there; a map says which column it is: --map, or --suggest-map to have one proposed"
        ],
    ),
    "columns of another language": (
        ({"log.parquet": table(Fall=["1"], Tag=["2024-03-04"])}, ["log.parquet"]),
        [
            f"foirules: log.parquet: no column '{name}'; expected Fall or Tag; a map says which column it is: --map, or --suggest-map to have one proposed"
            for name in ("case", "on", "event")
        ],
    ),
    "a column to set beside ours that is missing": (
        ({"log.csv": GOOD}, ["log.csv", "--against", "Target"]),
        [
            "foirules: log.csv: no column 'Target'; expected case, on or event; a map says which column it is: --map, or --suggest-map to have one proposed"
        ],
    ),
    "results over a file": (
        ({"log.csv": GOOD, "out": ""}, ["log.csv"]),
        ["foirules: out: cannot be written: File exists"],
    ),
    "no number of processes": (
        ({"log.csv": GOOD}, ["log.csv", "--processes", "0"]),
        [
            "foirules: argument --processes: found '0'; expected a whole number from 1 to 1,024; see foirules audit --help"
        ],
    ),
    "rejected rows where none may be": (
        ({"log.csv": lines("a,2024-02-30,chaser", "b,2024-03-04,chaser")}, ["log.csv", "--strict"]),
        [
            "foirules: log.csv: row 2: case a: 1 of its 2 rows cannot be read: what they say is not known",
            "foirules: log.csv: row 3: case a: on: there is no day 2024-02-30",
            "foirules: log.csv: row 4: case b: the first event is chaser; expected request-received",
        ],
    ),
    "many of them": (
        (
            {"log.csv": lines(*[f"{n},2024-03-04,chaser" for n in range(30)])},
            ["log.csv", "--strict"],
        ),
        [
            *[
                f"foirules: log.csv: row {n + 3}: case {n}: the first event is chaser; expected request-received"
                for n in range(20)
            ],
            "foirules: 10 more rows or cases are rejected",
        ],
    ),
    "a log that cannot be read": (
        ({}, ["/proc/self/mem"]),
        ["foirules: /proc/self/mem: cannot be read: Input/output error"],
    ),
    # what is told beside the summary
    "that some are rejected": (
        ({"log.csv": lines("a,2024-02-30,chaser"), "!said": ""}, ["log.csv"]),
        [
            "foirules: 2 rows and 1 cases are rejected; see out/rejected.csv",
            "foirules: nothing could be judged",
        ],
    ),
    "that some are rejected, and no results": (
        ({"log.csv": lines("a,2024-02-30,chaser"), "!said": "no results"}, ["log.csv"]),
        [
            "foirules: 2 rows and 1 cases are rejected; --out DIR lists them",
            "foirules: nothing could be judged",
        ],
    ),
    "that none was received yet": (
        (
            {"log.csv": "case,on,event\na,2024-07-01,request-received\n", "!said": ""},
            ["log.csv"],
        ),
        ["foirules: 1 cases, all received after 2024-06-03: none is judged"],
    ),
    "a folder of something else": (
        ({"log.csv": lines(), "out/letter.txt": "x"}, ["log.csv"]),
        [
            "foirules: out: holds 'letter.txt', and no summary.json of an audit; results go into a"
            " folder that is new, empty or an earlier audit's"
        ],
    ),
    "that it was interrupted": (
        ({"log.csv": lines(), "!said": "", "!failing": "interrupted"}, ["log.csv"]),
        ["foirules: interrupted: 0 cases are done; what is written is whole and of these"],
    ),
    "that it was interrupted before anything was judged": (
        ({"log.csv": lines(), "!said": "", "!interrupted": ""}, ["log.csv"]),
        ["foirules: interrupted while the logs were read: nothing is judged or written"],
    ),
    # lines that are no rows
    "rows of another width": (
        ({"log.csv": lines("b,2024-03-04", "c,2024-03-04,chaser,1")}, ["log.csv"]),
        [
            "log.csv:3:b: 2 values; expected 3, one a column",
            "log.csv:3:b: 1 of its 1 rows cannot be read: what they say is not known",
            "log.csv:4:c: 4 values; expected 3, one a column",
            "log.csv:4:c: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "half a file": (
        ({"log.csv": lines("b,2024-03-04,request-received", 'c,"2024-03')[:-1]}, ["log.csv"]),
        ["log.csv:4:: not CSV: unexpected end of data"],
    ),
    "a carriage return in a value": (
        ({"log.csv": lines("b,2024-03-04,req\ruest-received")}, ["log.csv"]),
        ["log.csv:3:: not CSV: a carriage return stands in a value without quotes"],
    ),
    "mixed encodings": (
        (
            {
                "log.csv": lines("ö,2024-03-04,request-received").encode()
                + "é,2024-03-04,chaser\n".encode("latin-1")
            },
            ["log.csv"],
        ),
        [
            "log.csv:4:\ufffd: not UTF-8 text",
            "log.csv:4:\ufffd: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "lines that are not JSON": (
        (
            {
                "log.jsonl": b'{"case": "a", "on": "2024-03-04", "event": "request-received"}\n'
                b'{"case": "b", "on": "2024-03\n[1]\n7\n{"case": {"id": 1}}\n'
                b'{"case": "c", "on": "2024-03-04", "event": {"name": "chaser"}}\n'
                b'{"case": "\xe9"}\n' + b"[" * 100_000 + b"\n"
            },
            ["log.jsonl"],
        ),
        [
            "log.jsonl:2:: not JSON: Unterminated string starting at",
            "log.jsonl:3:: found a list; expected an object of columns",
            "log.jsonl:4:: found 7; expected an object of columns",
            "log.jsonl:5:: case: found an object; expected a value, or a list of values",
            "log.jsonl:6:c: event: found an object; expected a value, or a list of values",
            "log.jsonl:6:c: 1 of its 1 rows cannot be read: what they say is not known",
            "log.jsonl:7:: not UTF-8 text",
            "log.jsonl:8:: not JSON: nested too deep",
        ],
    ),
    "half of the only line": (
        ({"log.jsonl": '{"case": "a", "on": "2024-03\n'}, ["log.jsonl"]),
        ["log.jsonl:1:: not JSON: Unterminated string starting at"],
    ),
    # what is told of a file that is read, or left out
    "how a file was read": (
        (
            {
                "a.csv": b"Log\n" + lines("\xa3,2024-03-04,request-received\0").encode("cp1252"),
                "b.csv": GOOD.replace("a,", "b,").encode("utf-16"),
                "!notes": "",
            },
            ["a.csv", "b.csv"],
        ),
        [
            "a.csv: zero bytes (NUL) are left out of it",
            "a.csv: read as Windows-1252, as it is not UTF-8",
            "a.csv: the names of the columns are in row 2; what stands above them is not read",
            "b.csv: read as UTF-16",
        ],
    ),
    "stray files of a folder": (
        (
            {
                "logs/log.csv": GOOD,
                "logs/a.txt": "Dear all,\nsee the log.\n",
                "logs/b.yaml": "map: m\ncolumns: {case: case}\n",
                "logs/c": b"\x7fELF\x02\x01\x00\x00",
                "logs/d.csv": "",
                "logs/e.html": "<html></html>",
                "logs/f.parquet": table(name=["x"]),
                "!notes": "",
            },
            ["logs"],
        ),
        [
            "logs/a.txt: left out: no column 'case'; expected Dear all or column 2; a map says which column it is: --map, or --suggest-map to have one proposed",
            "logs/b.yaml: left out: no case file, as it has neither case nor events",
            "logs/c: left out: neither Parquet, CSV, a workbook, JSON, XES nor OCEL; it begins with '\\x7fELF\\x02\\x01\\x00\\x00'",
            "logs/d.csv: left out: empty",
            "logs/e.html: left out: no XES, no OCEL, and no records with 'case': it is a html",
            "logs/f.parquet: left out: no column 'case'; expected name; a map says which column it is: --map, or --suggest-map to have one proposed",
        ],
    ),
    "stray files and no log": (
        ({"logs/a.txt": "Dear all,\nsee the log.\n", "logs/d.csv": ""}, ["logs"]),
        [
            "foirules: logs/a.txt: no column 'case'; expected Dear all or column 2; a map says which column it is: --map, or --suggest-map to have one proposed",
            "foirules: logs/d.csv: empty",
        ],
    ),
    "a stray file where none may be": (
        ({"logs/log.csv": GOOD, "logs/d.csv": ""}, ["logs", "--strict"]),
        ["foirules: logs/d.csv: empty"],
    ),
    "a file given by its name is no stray one": (
        ({"logs/log.csv": GOOD, "logs/d.csv": ""}, ["logs", "logs/d.csv"]),
        ["foirules: logs/d.csv: given twice", "foirules: logs/d.csv: empty"],
    ),
    # XES, Alaveteli and case files
    "an XES bomb": (
        (
            {
                "log.xes": '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "aaaaaaaa">'
                '<!ENTITY b "&a;&a;&a;&a;">]>\n<log>&b;</log>'
            },
            ["log.xes"],
        ),
        ["foirules: log.xes: line 2: a document type is declared; a log has none"],
    ),
    "XML that speaks of a log": (
        ({"log.xml": "<!-- no <log> --><html></html>"}, ["log.xml"]),
        ["foirules: log.xml: no XES: the document is a html"],
    ),
    "XML that is neither a log nor whole": (
        ({"log.xml": "<Cases><Case>"}, ["log.xml"]),
        ["foirules: log.xml: not XML: no element found: line 1, column 13"],
    ),
    "records that break off": (
        (
            {
                "log.xml": "<Cases><Case><case>a</case><on>2024-03-04</on>"
                "<event>request-received</event></Case><Case><case>b</case>"
            },
            ["log.xml"],
        ),
        [
            "log.xml:2:b: the file breaks off in this record: not XML: ...",
            "log.xml:2:b: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "an authority of a site": (
        (
            {"a.json": '{"url_name": "a", "name": "A", "info": {"requests_count": 1}}'},
            ["a.json"],
        ),
        [
            "foirules: a.json: the JSON of an authority, which holds none of its requests; a site has them at /request/NAME.json, each by itself"
        ],
    ),
    "a feed of a site": (
        ({"a.json": '[{"event_type": "sent", "info_request": {"id": 1}}]'}, ["a.json"]),
        [
            "foirules: a.json: a feed, which holds some events of requests; a site has whole requests at /request/NAME.json, each by itself"
        ],
    ),
    "a message that nobody has described": (
        (
            {
                "a.json": '{"url_title": "a", "info_request_events": ['
                '{"id": 1, "event_type": "sent", "created_at": "2024-03-04"}, '
                '{"id": 2, "event_type": "response", "created_at": "2024-03-05"}]}',
                "!notes": "",
            },
            ["a.json"],
        ),
        [
            "a.json: messages of which nobody has said what they were: 1, in 1 of the requests; any may have been the answer, and figures take none for it"
        ],
    ),
    "a file in UTF-8 and another encoding named": (
        (
            {
                "log.csv": GOOD + "Dún,2024-03-04,request-received\n",
                "map.yaml": NAMING.format("cp1252"),
                "!notes": "",
            },
            ["log.csv", "--map", "map.yaml"],
        ),
        ["log.csv: read as UTF-8, which it is, and not as cp1252, as the map has it"],
    ),
    "a file that cannot be in the encoding named": (
        (
            {"log.csv": GOOD, "map.yaml": NAMING.format("utf-16-le")},
            ["log.csv", "--map", "map.yaml"],
        ),
        [
            "foirules: log.csv: not utf-16-le, as the map has it; without encoding: in the map, the encoding is found"
        ],
    ),
    "XML that is no log": (
        ({"log.xes": "<html></html>"}, ["log.xes"]),
        ["foirules: log.xes: no XES, no OCEL, and no records with 'case': it is a html"],
    ),
    "XML that is broken": (
        ({"log.xes": "<log><trace>"}, ["log.xes"]),
        ["foirules: log.xes: not XML: no element found: line 1, column 12"],
    ),
    "XES without an event": (
        ({"log.xes": "<log><trace/></log>"}, ["log.xes"]),
        ["foirules: log.xes: no event in any trace"],
    ),
    "XES with more than its traces": (
        (
            {
                "log.xes": '<log><trace><string key="concept:name" value="a"/><event><string'
                ' key="concept:name" value="request-received"/><date key="time:timestamp"'
                ' value="2024-03-04T09:00:00Z"/></event></trace><trace><string key="concept:name"'
                ' value="b"/></trace><event/></log>'
            },
            ["log.xes"],
        ),
        [
            "log.xes::b: a trace without an event",
            "log.xes:2:: an event outside of any trace",
        ],
    ),
    "OCEL with objects that are lost": (
        (
            {
                "log.json": '{"objectTypes": [], "objects": [{"id": "R1", "type": "Request"},'
                ' {"id": "R2", "type": "Request"}], "events": [{"id": "1", "type":'
                ' "request-received", "time": "2024-03-04T09:00:00Z", "relationships":'
                ' [{"objectId": "R1"}, {"objectId": "R9"}]}]}'
            },
            ["log.json"],
        ),
        [
            "log.json::R2: an object of the type Request that no event is related to",
            "log.json:1:: of R9, no object of the log",
        ],
    ),
    "a list of no rows": (
        ({"a.json": "[]", "b.json": " [ ] "}, ["a.json", "b.json"]),
        ["foirules: a.json: no row", "foirules: b.json: no row"],
    ),
    "an event of a thread that is none": (
        (
            {
                "one.json": '{"url_title": "one", "info_request_events": [{"id": 1, "event_type":'
                ' "sent", "created_at": "2024-03-04T10:00:00Z"}, null, "x"]}'
            },
            ["one.json"],
        ),
        [
            "one.json:1:one: 2 of its 3 rows cannot be read: what they say is not known",
            "one.json:2:one: found nothing; expected an event, which is an object",
            "one.json:3:one: found 'x'; expected an event, which is an object",
        ],
    ),
    "half an XES log": (
        (
            {
                "log.xes": '<log><trace><string key="concept:name" value="a"/><event><string'
                ' key="concept:name" value="request-received"/><date key="time:timestamp"'
                ' value="2024-03-04T09:00:00Z"/></event>'
            },
            ["log.xes"],
        ),
        [
            "log.xes:1:a: the file breaks off in this trace: not XML: no element found: line 1, column ...",
            "log.xes:1:a: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "half an OCEL log": (
        (
            {
                "a.xml": OCEL_XML[: OCEL_XML.rindex("</event>")],
                "b.json": OCEL_JSON[:-1],
                "c.json": '{"objectTypes": ' + "[" * 100_000,
            },
            ["a.xml", "b.json", "c.json"],
        ),
        [
            "foirules: a.xml: not XML: no element found: line 1, column 363; what is lost may be of any case",
            "foirules: b.json: not JSON: Expecting ',' delimiter; what is lost may be of any case",
            "foirules: c.json: not JSON: nested too deep; what is lost may be of any case",
        ],
    ),
    "an OCEL bomb": (
        (
            {
                "log.xml": '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "<event-types/>">]>\n'
                "<log>&a;&a;&a;</log>"
            },
            ["log.xml"],
        ),
        ["foirules: log.xml: line 2: a document type is declared; a log has none"],
    ),
    "OCEL in JSON that is too large": (
        ({"log.json": OCEL_JSON}, ["log.json", "--limit", "record=50"]),
        [
            "foirules: log.json: a row or record is too long: the limit record is 50 bytes; --limit record=100 sets another"
        ],
    ),
    "a disk that is full": (
        ({"a.csv": GOOD, "!unwritable": "yes"}, ["a.csv", "--processes", "1"]),
        ["foirules: out/.foirules-..."],
    ),
    "what unpacks to too much": (
        (
            {
                "a.csv.gz": gzip.compress(GOOD.encode() * 99),
                "b.csv.zst": zstd.compress(GOOD.encode() * 99),
                "c.csv.zip": _zipped("c.csv", GOOD * 99),
            },
            ["a.csv.gz", "b.csv.zst", "c.csv.zip", "--limit", "unpacked=1KB"],
        ),
        [
            f"foirules: {name}: it unpacks to too much: the limit unpacked is 1 KB; --limit unpacked=2KB sets another"
            for name in ("a.csv.gz", "b.csv.zst", "c.csv.zip")
        ],
    ),
    "rows and records that are too long": (
        (
            {
                "a.csv": GOOD + "x" * 9_000_000,
                "b.jsonl": '{"case": "a"}\n{"x": "' + "x" * 9_000_000,
                "c.xes": f"<log><trace><event><string key='x' value='{'x' * 3_000_000}'/>",
                "d.xml": f"<Cases><Case><case>{'x' * 3_000_000}</case></Case></Cases>",
                "e.xml": f"<log><event-types/><objects><object>{'<a/>' * 900_000}",
            },
            ["a.csv", "b.jsonl", "c.xes", "d.xml", "e.xml", "--limit", "record=100KB"],
        ),
        [
            f"foirules: {name}: a row or record is too long: the limit record is 100 KB; --limit record=200KB sets another"
            for name in ("a.csv", "b.jsonl", "c.xes", "d.xml", "e.xml")
        ],
    ),
    "too many columns": (
        (
            {
                "a.csv": "case,on,event" + ",x" * 9 + "\n",
                "b.jsonl": "".join(f'{{"case": "a", "x{n}": 1}}\n' for n in range(20)),
                "c.jsonl": "".join(f'{{"case": "a", "x{n}": {n % 2 or {}}}}\n' for n in range(20)),
            },
            ["a.csv", "b.jsonl", "c.jsonl", "--limit", "columns=9"],
        ),
        [
            f"foirules: {name}: too many columns: the limit columns is 9; --limit columns=18 sets another"
            for name in ("a.csv", "b.jsonl", "c.jsonl")
        ],
    ),
    "more than can be held": (
        (
            {
                "a.xes": f"<log><trace>{'<event/>' * 9}</trace></log>",
                "b.xml": OCEL_XML.replace("<objects>", f"<objects>{OBJECTS}", 1),
                "c.jsonl": '{"case": "a"}\n' + "[]\n" * 9,
            },
            ["a.xes", "b.xml", "c.jsonl", "--limit", "held=5"],
        ),
        [
            f"foirules: {name}: too many {what}: the limit held is 5; --limit held=10 sets another"
            for name, what in (
                ("a.xes", "events in a trace"),
                ("b.xml", "objects"),
                ("c.jsonl", "rows or cases that cannot be read"),
            )
        ],
    ),
    "more rows of a case than can be held": (
        (
            {
                "a.csv": "case,on,event\n" + "7,2024-01-02,chaser\n" * 4,
                "b.csv": "case,on,event\n" + "8,2024-01-02,chaser\n7,2024-01-02,chaser\n" * 2,
            },
            ["a.csv", "b.csv", "--limit", "held=5"],
        ),
        [
            "foirules: a.csv: 6 rows are of case 7: the limit held is 5; --limit held=10 sets another"
        ],
    ),
    "more rows of no case than can be held": (
        ({"a.csv": "case,on,event\n" + ",2024-01-02,chaser\n" * 6}, ["a.csv", "--limit", "held=5"]),
        [
            "foirules: a.csv: 6 rows are of no case: the limit held is 5; --limit held=10 sets another"
        ],
    ),
    "elements nested too deep": (
        ({"a.xes": "<log>\n" + "<a>" * 40}, ["a.xes"]),
        [
            "foirules: a.xes: line 2: elements are nested too deep: the limit depth is 32; --limit depth=64 sets another"
        ],
    ),
    "a limit that is none": (
        ({"a.csv": GOOD, "!said": "yes"}, ["a.csv", "--limit", "recrod=1MB"]),
        ["foirules: --limit: unknown limit 'recrod'; did you mean 'record'?"],
    ),
    "a limit without a size": (
        ({"a.csv": GOOD, "!said": "yes"}, ["a.csv", "--limit", "record"]),
        ["foirules: --limit: found 'record'; expected NAME=SIZE, such as record=32MB"],
    ),
    "a limit that is too high": (
        ({"a.csv": GOOD, "!said": "yes"}, ["a.csv", "--limit", "depth=101"]),
        ["foirules: --limit: depth: found '101'; expected a whole number from 1 to 100"],
    ),
    "a size in another unit": (
        ({"a.csv": GOOD, "!said": "yes"}, ["a.csv", "--limit", "record=1 PB"]),
        [
            "foirules: --limit: record: found '1 PB'; expected a whole number from 1 to 1,024 GB, in bytes, KB, MB or GB"
        ],
    ),
    "OCEL without an event": (
        (
            {
                "log.xml": "<log><event-types/><objects><object id='R1' type='Request'/></objects></log>"
            },
            ["log.xml"],
        ),
        ["foirules: log.xml: no event"],
    ),
    "OCEL of which it is not said what a case is": (
        (
            {"a.json": OCEL_JSON, "b.json": '{"objectTypes": [], "events": [{}]}'},
            ["a.json", "b.json"],
        ),
        [
            "foirules: a.json: objects of which type are the cases is for a map to say, such as columns: {case: Officer}; found Officer, Request",
            "foirules: b.json: objects of which type are the cases is for a map to say, such as columns: {case: Request}; found no object",
        ],
    ),
    "a type of object that there is not": (
        (
            {
                "log.json": OCEL_JSON,
                "map.yaml": "map: m\ncolumns: {case: Requests, on: ocel:timestamp, event: ocel:activity}\n",
            },
            ["log.json", "--map", "map.yaml"],
        ),
        ["foirules: log.json: no type of object 'Requests'; did you mean 'Request'?"],
    ),
    "events of OCEL that are of no case": (
        ({"log.xml": OCEL_XML}, ["log.xml"]),
        [
            "log.xml:2:: of no case: no object of the type Request",
            "log.xml:3:: of no case: no object of the type Request; found R9",
        ],
    ),
    "an Alaveteli thread that is none": (
        (
            {
                "a.json": '{\n"url_title": 7}',
                "b.json": '{"info_request_events": 1}',
                "c.json": '{\n"url_title": "x",',
            },
            ["a.json", "b.json", "c.json"],
        ),
        [
            "foirules: a.json: no request of an Alaveteli site: no url_title",
            "foirules: b.json: no request of an Alaveteli site: no url_title",
            "foirules: c.json: not JSON: Expecting property name enclosed in double quotes",
        ],
    ),
    "an Alaveteli thread that is too large": (
        ({"a.json": '{\n"url_title": "' + "x" * 2000}, ["a.json", "--limit", "record=1000"]),
        [
            "foirules: a.json: a row or record is too long: the limit record is 1,000 bytes; --limit record=2000 sets another"
        ],
    ),
    "formats of which one has a map": (
        (
            {"a.csv": GOOD, "b.xes": "<log><trace><event/></trace></log>"},
            ["a.csv", "b.xes"],
        ),
        ["foirules: logs of the formats csv and xes cannot be read by one map"],
    ),
    "case files that are none": (
        (
            {
                "cases/a.yaml": "case: a\nevents:\n  - {on: 2024-03-04, event: request-received}\n",
                "cases/b.yaml": "case: b\nevents: []\n",
                "cases/c.yaml": b"case: \xe9\n",
                "cases/d.yaml": "#" * (1 << 20) + "\n",
            },
            ["cases"],
        ),
        [
            "cases/b.yaml::: 2:9: events: expected at least one event",
            "cases/c.yaml::: not UTF-8 text",
            "cases/d.yaml::: too large: the limit document is 1 MB; --limit document=2MB sets another",
        ],
    ),
    # rows that say what cannot be
    "a row without a case": (
        ({"log.csv": lines(",2024-03-04,chaser")}, ["log.csv"]),
        ["log.csv:3:: case: nothing is recorded"],
    ),
    "an id that would steer a terminal": (
        ({"log.csv": lines("b\x1b[2J,2024-03-04,request-received")}, ["log.csv"]),
        [
            "log.csv:3:b\\x1b[2J: case: the control character '\\x1b' is not allowed",
            "log.csv:3:b\\x1b[2J: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "dates that are none": (
        (
            {
                "log.csv": lines(
                    "a,0001-01-01,chaser",
                    "a,9999-12-31,chaser",
                    "a,tomorrow,chaser",
                    "a,0001-01-01T00:00:00Z,chaser",
                    "a,9999-12-31T23:59:59-05:00,chaser",
                )
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: 5 of its 6 rows cannot be read: what they say is not known",
            "log.csv:3:a: on: 0001-01-01 lies outside the years covered, 2005-01-01 to 2030-12-31",
            "log.csv:4:a: on: 9999-12-31 lies outside the years covered, 2005-01-01 to 2030-12-31",
            "log.csv:5:a: on: found 'tomorrow'; expected a date, YYYY-MM-DD or as the date-formats of the map have it",
            "log.csv:6:a: on: 0001-01-01 lies outside the years covered, 2005-01-01 to 2030-12-31",
            "log.csv:7:a: on: 9999-12-31 lies outside the years covered, 2005-01-01 to 2030-12-31",
        ],
    ),
    "values of fields that are none": (
        (
            {
                "log.csv": "case,on,event,until,exemptions,ico-right,outcome\n"
                "a,2024-03-04,request-received,,,,\n"
                "a,2024-03-05,respons,,,,\n"
                "a,2024-03-06,response,2024-03-05,,,\n"
                "a,2024-03-06,response,,s99,,\n"
                "a,2024-03-06,response,,,perhaps,\n"
                "a,2024-03-06,response,,,,disclose\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: 5 of its 6 rows cannot be read: what they say is not known",
            "log.csv:3:a: event: unknown event 'respons'; did you mean 'response'?",
            "log.csv:4:a: until: the range begins on 2024-03-06, after its end on 2024-03-05",
            "log.csv:5:a: exemptions[1]: unknown exemption 's99'; expected a section, such as s40(2)",
            "log.csv:6:a: ico-right: found 'perhaps'; expected true or false",
            "log.csv:7:a: outcome: unknown outcome 'disclose'; did you mean 'disclosed'?",
        ],
    ),
    "columns of the wrong type": (
        (
            {
                "log.parquet": table(
                    case=["a"], on=["2024-03-04"], event=["request-received"], authority=[["x"]]
                )
            },
            ["log.parquet"],
        ),
        [
            "log.parquet:1:a: authority: found a list; expected text",
            "log.parquet:1:a: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "columns of types that no field has": (
        (
            {
                "log.parquet": rows_of(
                    4,
                    authority=[{"name": "x"}, None, None, None],
                    parts=[None, [None, "minutes"], None, None],
                    policy=[None, None, b"\xff", None],
                    until=[None, None, None, time(9)],
                )
            },
            ["log.parquet"],
        ),
        [
            "log.parquet:1:0: authority: found Struct({'name': String}); expected a value, or a list of values",
            f"log.parquet:1:0: {LOST}",
            "log.parquet:2:1: parts: found a list with nothing in one of its places",
            f"log.parquet:2:1: {LOST}",
            "log.parquet:3:2: policy: found bytes that are no UTF-8 text",
            f"log.parquet:3:2: {LOST}",
            "log.parquet:4:3: until: found Time; expected a value, or a list of values",
            f"log.parquet:4:3: {LOST}",
        ],
    ),
    "lists of what is no text": (
        (
            {
                "log.parquet": rows_of(1, exemptions=[[["s40(2)"]]]),
                "more.parquet": rows_of(1, exemptions=[[{"section": "s40(2)"}]]),
            },
            ["log.parquet", "more.parquet"],
        ),
        [
            "log.parquet:1:log/0: exemptions: found List(List(String)); expected a value, or a list of values",
            "log.parquet:1:log/0: 1 of its 1 rows cannot be read: what they say is not known",
            "more.parquet:1:more/0: exemptions: found List(Struct({'section': Strin...; expected a value, or a list of values",
            "more.parquet:1:more/0: 1 of its 1 rows cannot be read: what they say is not known",
        ],
    ),
    "cases that are called by what is no name": (
        (
            {
                f"{name}.parquet": table(
                    case=case, on=["2024-03-04"] * 2, event=["request-received"] * 2
                )
                for name, case in (
                    ("day", [date(2024, 3, 4)] * 2),
                    ("list", [["a"], ["b"]]),
                    ("number", [1.0, None]),
                    ("object", [{"id": 1}, {"id": 2}]),
                )
            },
            ["day.parquet", "list.parquet", "number.parquet", "object.parquet"],
        ),
        [
            *[f"day.parquet:{row}:: case: found 2024-03-04; expected text" for row in (1, 2)],
            *[f"list.parquet:{row}:: case: found a list; expected text" for row in (1, 2)],
            "number.parquet:1:: case: found 1.0; expected text",
            "number.parquet:2:: case: nothing is recorded",
            *[
                f"object.parquet:{row}:: case: found Struct({{'id': Int64}}); expected a value, or a list of values"
                for row in (1, 2)
            ],
        ],
    ),
    "days beyond what can be said": (
        ({"log.parquet": rows_of(2, until=FAR)}, ["log.parquet"]),
        [
            "log.parquet:1:0: until: found a day outside the years 1 to 9999",
            f"log.parquet:1:0: {LOST}",
            "log.parquet:2:1: until: 1970-01-01 lies outside the years covered, 2005-01-01 to 2030-12-31",
            f"log.parquet:2:1: {LOST}",
        ],
    ),
    "objects where a map reads values": (
        (
            {
                "log.parquet": table(case=["a"], day=["2024-03-04"], what=[{"name": "received"}]),
                "map.yaml": "map: m\ncolumns: {case: case, on: day, event: what}\n"
                "events:\n  - {event: request-received, from: received}\n",
            },
            ["log.parquet", "--map", "map.yaml"],
        ),
        [
            "log.parquet:1:a: what: found Struct({'name': String}); expected a value, or a list of values",
            f"log.parquet:1:a: {LOST}",
        ],
    ),
    "columns that are called as ours": (
        (
            {
                "log.parquet": rows_of(1, _row=["x"], _file=[3], _wrong=[1.5], _against=["y"]),
                "log.jsonl": '{"case": "a", "on": "2024-03-04", "event": "request-received",'
                ' "_row": 7, "_wrong": "no"}\n{"case": "a", "on": "no", "event": "chaser"}\n',
                "log.csv": f"{HEAD.strip()},_wrong\nb,2024-03-04,request-received,no\n",
                "map.yaml": "map: m\ncolumns: {case: case, on: on, event: event}\n",
            },
            ["log.parquet", "log.jsonl", "log.csv"],
        ),
        [
            "log.jsonl:1:a: 1 of its 2 rows cannot be read: what they say is not known",
            "log.jsonl:2:a: on: found 'no'; expected a date, YYYY-MM-DD or as the date-formats of the map have it",
        ],
    ),
    "a map that reads a column that is called as ours": (
        (
            {
                "log.parquet": rows_of(1, _row=["x"]),
                "map.yaml": "map: m\ncolumns: {case: _row, on: on, event: event}\n",
            },
            ["log.parquet", "--map", "map.yaml"],
        ),
        [
            "foirules: log.parquet: no column '_row'; expected case, on or event; a map says which column it is: --map, or --suggest-map to have one proposed"
        ],
    ),
    "objects in a column of JSON lines that nothing reads": (
        (
            {
                "log.jsonl": '{"case": "a", "on": "2024-03-04", "event": "request-received",'
                ' "by": {"name": "x"}}\n{"case": "b", "on": "2024-03-04", "event": "chaser"}\n',
                "more.jsonl": '{"case": "c", "on": "2024-03-04", "event": "chaser", "by": [[1]]}\n'
                '{"case": "d", "on": 7, "event": "chaser", "by": "x"}\nno\n',
            },
            ["log.jsonl", "more.jsonl"],
        ),
        [
            "log.jsonl:2:b: the first event is chaser; expected request-received",
            "more.jsonl:1:c: the first event is chaser; expected request-received",
            "more.jsonl:2:d: on: found '7'; expected a date, YYYY-MM-DD or as the date-formats of the map have it",
            f"more.jsonl:2:d: {LOST}",
            "more.jsonl:3:: not JSON: Expecting value",
        ],
    ),
    "half of a character": (
        (
            {
                "log.jsonl": '{"case": "a", "on": "2024-03-04", "event": "request-received"}\n{"case": "\\ud800", "on": 7}\n'
            },
            ["log.jsonl"],
        ),
        ["log.jsonl:2:: not JSON: half of a surrogate pair, which is no character"],
    ),
    # cases that cannot be judged
    "days that overlap in too many ways": (
        (
            {
                "log.csv": "case,on,until,event,outcome\na,2024-01-01,,request-received,\n"
                "a,2024-02-01,2024-04-30,extension-notice,\n"
                "a,2024-02-02,2024-04-30,holding-reply,\n"
                "a,2024-02-03,2024-04-30,response,disclosed\n"
            },
            ["log.csv"],
        ),
        ["log.csv:2:a: its days overlap and may be combined in more than 20000 ways; narrow them"],
    ),
    "a second receipt": (
        ({"log.csv": lines("a,2024-03-05,request-received")}, ["log.csv"]),
        ["log.csv:2:a: a second request-received"],
    ),
    "duplicate events": (
        ({"log.csv": lines("a,2024-03-05,chaser", "a,2024-03-05,chaser")}, ["log.csv"]),
        ["log.csv:4:a: the same as row 3 of log.csv"],
    ),
    "a policy that is not known": (
        ({"log.csv": "case,on,event,policy\na,2024-03-04,request-received,nasa\n"}, ["log.csv"]),
        [
            f"log.csv:2:a: unknown policy 'nasa'; expected {among(load_policies())}",
        ],
    ),
    "a policy of another law": (
        ({"log.csv": "case,on,event,policy\na,2024-03-04,request-received,eir\n"}, ["log.csv"]),
        ["log.csv:2:a: the policy 'eir' is of eir, and the case of foia"],
    ),
    # laws
    "laws that are not known": (
        (
            {
                "log.csv": "case,on,event,regime\na,2024-03-04,request-received,foi\n"
                "a,2024-03-05,chaser,\nb,2024-03-04,request-received,eir\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: regime: unknown regime 'foi'; did you mean 'foia'?",
            "log.csv:2:a: 2 of its 2 rows cannot be read: what they say is not known",
            "log.csv:3:a: regime: that of its case is not known",
        ],
    ),
    "a case of two laws": (
        (
            {
                "log.csv": "case,on,event,regime\na,2024-03-04,request-received,foia\n"
                "a,2024-03-05,chaser,\na,2024-03-06,chaser,eir\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: regime: the rows of its case name eir and foia; a case is of one",
            "log.csv:2:a: 3 of its 3 rows cannot be read: what they say is not known",
            "log.csv:3:a: regime: the rows of its case name eir and foia; a case is of one",
            "log.csv:4:a: regime: the rows of its case name eir and foia; a case is of one",
        ],
    ),
    "words of another law": (
        (
            {
                "log.csv": "case,on,event,outcome,exemptions\na,2024-03-04,request-received,,\n"
                "a,2024-03-05,commissioner-application,,\na,2024-03-06,response,refused,s40(2);s30(b)(i)\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: 2 of its 3 rows cannot be read: what they say is not known",
            f"log.csv:3:a: event: 'commissioner-application' is of {SCOTTISH[0]} only: does the case lack regime: {SCOTTISH[1]}?",
            "log.csv:4:a: exemptions: 's30(b)(i)' is of FOISA only: does the case lack regime: foisa?",
        ],
    ),
    "a case file of several laws": (
        (
            {
                "case.yaml": "case: c\nparts: {a: x, b: {title: y, regime: eire}}\n"
                "events:\n  - {on: 2024-03-04, event: request-received}\n"
            },
            ["case.yaml"],
        ),
        ["case.yaml::: 2:37: parts.b.regime: unknown regime 'eire'; did you mean 'eir'?"],
    ),
    "a part under a law that begins otherwise": (
        (
            {
                "log.csv": "case,on,event,parts,part-regime\n"
                "a,2024-03-04,request-received,x,\na,2024-03-04,request-received,y,lending\n"
            },
            ["log.csv", "--law", str(ROOT / "tests" / "regime" / "lending")],
        ),
        [
            "log.csv:2:a: it begins with request-received; under lending, as a part of it is,"
            " expected book-lent"
        ],
    ),
    "laws of parts": (
        (
            {
                "log.csv": "case,on,event,parts,part-regime\n"
                "a,2024-03-04,request-received,x,\na,2024-03-04,request-received,y,eire\n"
                "b,2024-03-04,request-received,x,\nb,2024-03-04,request-received,y,eir\n"
                "b,2024-03-05,response,y,eisr\nb,2024-03-06,response,x,\n"
                "c,2024-03-04,request-received,x,\nc,2024-03-05,response,,eir\n"
                "d,2024-03-04,request-received,x,eir\nd,2024-03-05,response,,\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: part-regime: that of a part of its case is not known",
            "log.csv:2:a: 2 of its 2 rows cannot be read: what they say is not known",
            "log.csv:3:a: part-regime: unknown regime 'eire'; did you mean 'eir'?",
            "log.csv:4:b: 2 of its 4 rows cannot be read: what they say is not known",
            "log.csv:5:b: part-regime: the rows of its case name eir and eisr for part 'y'; a part is under one",
            "log.csv:6:b: part-regime: the rows of its case name eir and eisr for part 'y'; a part is under one",
            "log.csv:8:c: 1 of its 2 rows cannot be read: what they say is not known",
            "log.csv:9:c: part-regime: found 'eir', and the row names no parts",
            "log.csv:10:d: part-regime: no part is under 'foia', the regime of the case",
            "log.csv:10:d: 1 of its 2 rows cannot be read: what they say is not known",
        ],
    ),
    "words of several laws": (
        (
            {
                "log.csv": "case,on,event,parts,part-regime,outcome,exemptions\n"
                "a,2024-03-04,request-received,x,,,\na,2024-03-04,request-received,y,foisa,,\n"
                "a,2024-03-05,response,,,refused,s36\n"
                "b,2024-03-04,request-received,x,,,\nb,2024-03-04,request-received,y,eir,,\n"
                "b,2024-03-05,respnse,,,,\nb,2024-03-06,commissioner-application,,,,\n"
                "b,2024-03-07,response,y,,refused,r12(5)(z)\n"
            },
            ["log.csv"],
        ),
        [
            "log.csv:2:a: 1 of its 3 rows cannot be read: what they say is not known",
            "log.csv:4:a: exemptions: 's36' is a name of foia and foisa: say of which parts, a row for each law",
            "log.csv:5:b: 3 of its 5 rows cannot be read: what they say is not known",
            "log.csv:7:b: event: unknown event 'respnse'; did you mean 'response'?",
            f"log.csv:8:b: event: 'commissioner-application' is of {SCOTTISH[0]} only: does the case lack regime: {SCOTTISH[1]}?",
            "log.csv:9:b: exemptions[1]: unknown exemption 'r12(5)(z)'; expected a section, such as s40(2)",
        ],
    ),
    "a day outside the calendar": (
        ({"log.csv": lines("b,2030-12-20,request-received")}, ["log.csv", "--as-of", "2030-12-24"]),
        [
            "log.csv:3:b: working day 20 after 2030-12-20 lies outside the calendar united-kingdom, which covers 2005-01-01 to 2030-12-31"
        ],
    ),
    "more events than a case can have": (
        (
            {
                "log.csv": "case,on,event,event-id\na,2024-03-04,request-received,0\n"
                + "".join(f"a,2024-03-05,chaser,{n}\n" for n in range(1, 2000))
            },
            ["log.csv"],
        ),
        ["log.csv:2:a: 2000 rows; a case has 1000 at most"],
    ),
    # faults
    "a case with which the judging fails": (
        ({"log.csv": lines("b,2024-03-04,request-received"), "!failing": "b"}, ["log.csv"]),
        ["log.csv:3:b: it could not be judged: ZeroDivisionError: of b"],
    ),
    "a case of which a process dies": (
        (
            {"log.csv": HEAD + "poison,2024-03-04,request-received\n", "!poison": "100"},
            ["log.csv", "--processes", "2"],
        ),
        ["log.csv:2:poison: a process that judged it died"],
    ),
    "processes that keep dying": (
        (
            {
                "log.csv": HEAD
                + "".join(f"poison-{n},2024-03-04,request-received\n" for n in range(4)),
                "!poison": "1",
            },
            ["log.csv", "--processes", "2"],
        ),
        ["foirules: processes that judge cases keep dying (2 times)"],
    ),
}


@contextmanager
def folder(files: Mapping[str, Any]) -> Iterator[Path]:
    """The current folder, holding some files; what begins with ``!`` is a fault."""
    with TemporaryDirectory() as name, chdir(name):
        for file, content in files.items():
            path = Path(file)
            path.parent.mkdir(exist_ok=True)
            if callable(content):
                content(path)
            elif not file.startswith("!"):
                path.write_bytes(content.encode() if isinstance(content, str) else content)
        with faults(files):
            yield Path()


@contextmanager
def faults(files: Mapping[str, str]) -> Iterator[None]:
    def failing(rows: Any, *rest: Any) -> Any:
        if files["!failing"] == "interrupted":
            raise KeyboardInterrupt
        if files["!failing"] in rows["case"]:
            raise ZeroDivisionError(f"of {files['!failing']}")
        return judge(rows, *rest)

    def changing(path: Path, *rest: Any) -> None:
        path.write_text(lines("b,2024-03-04,chaser"), "utf-8")

    with mock.patch.object(halving, "judge", failing if "!failing" in files else judge):
        if "!unwritable" in files:
            full = pl.exceptions.ComputeError("No space left on device\nat ...")
            with mock.patch.object(pl.DataFrame, "write_parquet", side_effect=full):
                yield
        elif "!interrupted" in files:
            with mock.patch(
                "foirules.audit.running.begun_audit.read_log_files", side_effect=KeyboardInterrupt
            ):
                yield
        elif "!no-zstd" in files:
            with mock.patch("foirules.audit.reading.readers.bytes._zstd", return_value=None):
                yield
        elif "!changing" in files:
            with mock.patch.object(log_files, "_read", changing):
                yield
        elif "!poison" in files:
            most = int(files["!poison"])
            with (
                mock.patch.object(processes, "judge_and_write", poison.judge_and_write),
                mock.patch.object(processes, "MOST_DEATHS", most),
            ):
                yield
        else:
            yield


def told(given: tuple[Mapping[str, Any], list[str]]) -> list[str]:
    """The lines on standard error; else those of ``rejected``, as file:row:case: reason."""
    files, arguments = given
    out, err = io.StringIO(), io.StringIO()
    with folder(files), redirect_stdout(out), redirect_stderr(err):
        as_of = [] if "--as-of" in arguments else ["--as-of", "2024-06-03"]
        results = [] if files.get("!said") else ["--out", "out"]
        code = main(["audit", *arguments, *as_of, *results])
        if "!said" in files:
            return err.getvalue().splitlines()
        if code and not Path("out/rejected.csv").exists():
            assert (code, out.getvalue()) == (2, "")
            return err.getvalue().splitlines()
        if "!notes" in files:
            summary = json.loads(Path("out/summary.json").read_text("utf-8"))
            return [f"{each['file']}: {each['note']}" for each in summary["file_notes"]]
        with Path("out/rejected.csv").open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
    said = [line for line in err.getvalue().splitlines() if "calendar ends" not in line]
    assert len(said) == (2 if code else 1)  # that none was judged, too
    return [f"{file}:{row}:{case}: {reason}" for file, row, case, reason, _ in rows]


@pytest.mark.parametrize(("given", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_told(
    given: tuple[Mapping[str, Any], list[str]], lines: list[str]
) -> None:
    found = told(given)
    assert len(found) == len(lines)
    for line, wanted in zip(found, lines, strict=True):
        start, open, _ = wanted.partition("...")  # the rest is another library's wording
        assert line.startswith(start) if open else line == wanted
