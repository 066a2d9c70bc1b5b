"""Questions to an audit that it cannot answer: of one case, of one figure, of files written again."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple
from unittest import mock

import pytest

pytest.importorskip("polars")
openpyxl = pytest.importorskip("openpyxl")

from foirules.cli import main  # noqa: E402
from tests.bad_input.test_logs import folder  # noqa: E402

LOG = "case,on,event\na,2024-03-04,request-received\n"
BAD = f"{LOG}b,2024-03-05,request-received\nb,2024-02-30,chaser\n"
JSON_LINES = '{"case": "a", "on": "2024-03-04", "event": "request-received"}\n'
OF_LISTS = "foirules: --list takes the id of a rule, or one of the "  # and all their names
ANNOTATED = ("--annotate", "--out", "out")


class Given(NamedTuple):
    """A command line of ``audit``, with the files of its folder."""

    arguments: Sequence[str]
    files: Mapping[str, Any] = {"log.csv": LOG}
    setting: Callable[[], AbstractContextManager[Any]] = nullcontext


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    for line in LOG.splitlines():
        book.active.append(line.split(","))
    book.save(path)


def unwritable() -> AbstractContextManager[Any]:
    return mock.patch("openpyxl.load_workbook", side_effect=ValueError("no such style\nat all"))


def no_openpyxl() -> AbstractContextManager[Any]:
    return mock.patch.dict(sys.modules, {"openpyxl": None})


def at_standard_input() -> AbstractContextManager[Any]:
    return mock.patch("sys.stdin", io.TextIOWrapper(io.BytesIO(LOG.encode())))


PROPOSED = 'policy: p\nversion: "1"\ntitle: T\nextends: foia\n'
TRIALS: dict[str, tuple[Given, list[str]]] = {
    "a case that the log has not": (
        Given(["log.csv", "--case", "aa"]),
        ["foirules: --case: the log has no case 'aa'; did you mean 'a'?"],
    ),
    "a case that is rejected": (
        Given(["log.csv", "--case", "b"], {"log.csv": BAD}),
        [
            "foirules: case b is rejected: log.csv, row 4: on: there is no day 2024-02-30",
            "foirules: case b is rejected: log.csv, row 3: 1 of its 2 rows cannot be read:"
            " what they say is not known",
        ],
    ),
    "one case, and files of all": (
        Given(["log.csv", "--case", "a", "--out", "out"]),
        ["foirules: --case shows one case, and goes without --out"],
    ),
    "one case as a table": (
        Given(["log.csv", "--case", "a", "--format", "csv"]),
        [
            "foirules: --format csv is for the results of an audit; --case prints text, json or jsonl"
        ],
    ),
    "one case in two formats": (
        Given(["log.csv", "--case", "a", "--format", "json", "--format", "jsonl"]),
        ["foirules: --case is printed in one format; json and jsonl are given"],
    ),
    "a page by Spark": (
        Given(["log.csv", "--engine", "spark", "--format", "html", "--out", "out"]),
        ["foirules: --format html is written by this machine: leave out --engine spark"],
    ),
    "two formats by Spark": (
        Given(["log.csv", "--engine", "spark", *("--format", "csv", "--format", "jsonl")]),
        ["foirules: Spark writes one format, and csv and jsonl are given"],
    ),
    "a page that goes nowhere": (
        Given(["log.csv", "--format", "html"]),
        ["foirules: --format html is one file: --out DIR or --output FILE says where it goes"],
    ),
    "two formats in one file": (
        Given(["log.csv", "--format", "html", "--format", "csv", "--output", "page.html"]),
        [
            "foirules: --output FILE takes one format, and html and csv are given: --out DIR takes all"
        ],
    ),
    "a page in the place of a folder": (
        Given(
            ["log.csv", "--format", "html", "--output", "taken"], {"log.csv": LOG, "taken/file": ""}
        ),
        ["foirules: taken: cannot be written: Is a directory"],
    ),
    "a side without a calendar": (
        Given(["log.csv", "--actor", "authority"]),
        ["foirules: --actor is for --format ics"],
    ),
    "tables in one JSON": (
        Given(["log.csv", "--format", "json"]),
        ["foirules: --format json is for --case; the summary is JSON by --summary json"],
    ),
    "one case on Spark": (
        Given(["log.csv", "--case", "a", "--engine", "spark"]),
        ["foirules: --case is read on this machine: leave out --engine spark"],
    ),
    "a proposed policy on Spark": (
        Given(["log.csv", "--compare-policy", "p.yaml", "--engine", "spark"]),
        ["foirules: --compare-policy is judged on this machine: leave out --engine spark"],
    ),
    "a proposed policy and one case": (
        Given(["log.csv", "--compare-policy", "p.yaml", "--case", "a"], {"p.yaml": PROPOSED}),
        ["foirules: --case shows one case, and goes without --compare-policy"],
    ),
    "a proposed policy that is not there": (
        Given(["log.csv", "--compare-policy", "none.yaml"]),
        ["foirules: none.yaml: cannot be read: No such file or directory"],
    ),
    "files written again in no folder": (
        Given(["log.csv", "--annotate"]),
        ["foirules: --annotate writes into the folder annotated of --out DIR, which is not given"],
    ),
    "files written again on Spark": (
        Given(["log.csv", *ANNOTATED, "--engine", "spark"]),
        ["foirules: --annotate is written by this machine: leave out --engine spark"],
    ),
    "JSON lines written again": (
        Given(["log.jsonl", *ANNOTATED], {"log.jsonl": JSON_LINES}),
        ["foirules: --annotate writes CSV and workbooks; log.jsonl is neither"],
    ),
    "standard input written again": (
        Given(["-", *ANNOTATED], {}, at_standard_input),
        ["foirules: --annotate: standard input has no name that a copy could have"],
    ),
    "a workbook written again without what writes it": (
        Given(["log.xlsx", *ANNOTATED], {"log.xlsx": workbook}, no_openpyxl),
        ["foirules: --annotate: to write workbooks: pip install 'foirules[workbook]'"],
    ),
    "a workbook that cannot be written again": (
        Given(["log.xlsx", *ANNOTATED], {"log.xlsx": workbook}, unwritable),
        ["foirules: log.xlsx: the workbook cannot be written again: no such style"],
    ),
    "a figure that is none": (
        Given(["log.csv", "--list", "in-tme"]),
        [
            "foirules: --list: nothing is counted as 'in-tme'; did you mean 'in-time'?",
        ],
    ),
}


def told(given: Given) -> list[str]:
    """The lines on standard error."""
    out, err = io.StringIO(), io.StringIO()
    with folder(given.files), given.setting(), redirect_stdout(out), redirect_stderr(err):
        main(["audit", *given.arguments, "--as-of", "2024-06-03"])
    return err.getvalue().splitlines()


@pytest.mark.parametrize("trial", TRIALS)
def test_it_is_told_why_there_is_no_answer(trial: str) -> None:
    given, expected = TRIALS[trial]
    said = [line for line in told(given) if not line.startswith(OF_LISTS)]
    assert said == expected
