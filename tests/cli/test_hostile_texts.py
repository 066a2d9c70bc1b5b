"""Texts that would act where they are shown: in each format they come back as the text they were.

Each is the id of a case, of an event and of a part, the title of the part, the name of the
authority, a note, a reason and the name of the file, one format after the other, and is read back
by a reader of that format that others wrote.
"""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest
import yaml
from icalendar import Calendar
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from foirules import load_case
from foirules.rules.version import __version__
from tests.bad_input.test_letters import LETTER
from tests.calendar_files import entries
from tests.check.test_formats import SARIF_SCHEMA
from tests.cli.conftest import Command
from tests.files import ROOT

HOSTILE: Final = {
    "markup": "</title><script>alert(1)</script><img src=x onerror='alert(2)'>",
    "an attribute": '" onmouseover="alert(1)" x=\'',
    "entities": "&lt;b&gt; &amp;amp; &#60;",
    "the end of a section": "]]> --> */ </style>",
    "a command of a workflow": "::error file=a.yaml,line=1::x",
    "an escaped command": "%0A::error::x%25%2C",
    "a property of a calendar": "x;RRULE:FREQ=DAILY,y\\nEND:VEVENT\\;z",
    "a formula": "=HYPERLINK(1)+cmd|x",
    "markdown": "`a` [b](javascript:alert\u200b(1)) | c | **d** <!-- e -->",
    "from right to left": "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd",
    "long": "w" * 300,
    "no character": "a\ufffeb\uffffc",
    "beyond the plane": "\U0001f600\U0010ffff",
}
NAMES: Final = {
    "a command on a line of its own": "a\n::error::b",
    "controls": "a\x01\x1b[31mb\x7f\x85",
    "a property": "a,line=1::b%0A",
    "markup": "<script>&amp;'\"]]>",
    "lines of YAML": "a\x85case: b\u2028c: d\u2029e: f",
    "from right to left": "a\u202eb\u2066c",
}
FILES: Final = {of: f"{name}.yaml" for of, name in NAMES.items()}
each_text = pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
each_file = pytest.mark.parametrize("name", FILES.values(), ids=FILES)
NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DIRECTION: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
STEERS: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STEERING: Final = {
    *map(chr, (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
} - {"\n"}


def marked(text: str) -> str:
    """Text with a mark in place of what XML and a page cannot hold, or what turns text around."""
    return DIRECTION.sub("\ufffd", NO_XML.sub("\ufffd", text))


def case(text: str) -> dict[str, Any]:
    """A case with a text wherever it may say what it likes; one finding accepted, another not."""
    part = {"parts": [text]}
    return {
        "case": text,
        "authority": {"name": text},
        "source": [text],
        "notes": [text],
        "parts": {text: text, "b": text},
        "events": [
            {"on": "2017-08-03", "event": "request-received", "id": text, "note": text},
            {"on": "2017-11-03", "event": "response", "outcome": "disclosed", "note": text} | part,
        ],
        "accept": [{"rule": "late-response", "part": "b", "reason": text}],
        "expect": {
            "as-of": "2017-12-01",
            "findings": [{"rule": "late-refusal-notice", "part": text}],
        },
    }


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "case.yaml") -> str:
    Path(name).write_text(yaml.safe_dump(case(text), allow_unicode=False), encoding="utf-8")
    return name


def said(foirules: Command, *arguments: str) -> str:
    """What a command prints; the same where it is written to a file."""
    told = foirules(*arguments)
    assert (told.err, told.code in (0, 1)) == ("", True)
    foirules(*arguments, "--output", "out")
    with Path("out").open(encoding="utf-8", newline="") as file:
        assert file.read() == told.out
    return told.out


# --- check ----------------------------------------------------------------------------------------


def checked(foirules: Command, name: str) -> tuple[list[Any], list[Any]]:
    """The problems and what is accepted, as JSON has them."""
    (file,) = json.loads(said(foirules, "check", name, "--format", "json"))["files"]
    assert file["problems"]
    assert file["accepted"]
    return file["problems"], file["accepted"]


def commands(text: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The commands of a workflow as its runner reads them: a line each."""
    for line in re.split("\r\n|\r|\n", text)[:-2]:
        match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
        assert match, line
        properties = dict(each.split("=", 1) for each in match[2].split(","))
        yield match[1], {k: _unescaped(v) for k, v in properties.items()}, _unescaped(match[3])


def _unescaped(text: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text


@each_text
def test_annotations_of_github(foirules: Command, text: str) -> None:
    problems, accepted = checked(foirules, name := written(text))
    found = list(commands(said(foirules, "check", name, "--format", "github")))
    assert [(level, of["file"], of["title"], message) for level, of, message in found] == [
        *(("error", name, each["rule"], marked(each["message"])) for each in problems),
        *(("notice", name, each["rule"], f"accepted: {marked(text)}") for each in accepted),
    ]


@each_file
def test_names_of_files_in_annotations_of_github(foirules: Command, name: str) -> None:
    problems, accepted = checked(foirules, name := written("a", name))
    printed = said(foirules, "check", name, "--format", "github")
    found = list(commands(printed))
    assert [of["file"] for _, of, _ in found] == [STEERS.sub("\ufffd", name)] * len(found)
    assert len(found) == len(problems) + len(accepted)
    assert not set(printed) & STEERING


@each_text
def test_sarif(foirules: Command, text: str) -> None:
    problems, accepted = checked(foirules, name := written(text))
    shape = json.loads(said(foirules, "check", name, "--format", "sarif"))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(shape)
    results = shape["runs"][0]["results"]
    messages = [each["message"]["text"] for each in results if "suppressions" not in each]
    assert messages == [each["message"] for each in problems]
    reasons = [s["justification"] for each in results for s in each.get("suppressions", ())]
    assert reasons == [each["reason"] for each in accepted] == [text] * len(accepted)


@each_file
def test_names_of_files_in_sarif(foirules: Command, name: str) -> None:
    file = written("a", name)
    shape = json.loads(said(foirules, "check", file, "--format", "sarif"))
    jsonschema.Draft4Validator(SARIF_SCHEMA).validate(shape)
    for each in shape["runs"][0]["results"]:
        uri = each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert unquote(urlsplit(uri).path) == file


@each_text
def test_junit(foirules: Command, text: str) -> None:
    problems, accepted = checked(foirules, name := written(text))
    xml = JUnitXml.fromstring(said(foirules, "check", name, "--format", "junit").encode())
    ((test,),) = xml
    assert test.name == name
    (failure,) = test.result
    assert [line.partition(": ")[2] for line in failure.text.split("\n")] == [
        marked(f"{each['rule']} {each['message']}") for each in problems
    ]
    assert str(test.system_out).count(f"accepted: {marked(text)}") == len(accepted)


@each_file
def test_names_of_files_in_junit(foirules: Command, name: str) -> None:
    file = written("a", name)
    xml = JUnitXml.fromstring(said(foirules, "check", file, "--format", "junit").encode())
    ((test,),) = xml
    assert test.name == STEERS.sub("\ufffd", file)
    missing = JUnitXml.fromstring(foirules("check", f"no{file}", "--format", "junit").out.encode())
    assert [test.name for suite in missing for test in suite]


@each_text
@pytest.mark.parametrize("command", [("check",), ("assess", "--explain", "--undecided")])
def test_what_a_terminal_shows(foirules: Command, text: str, command: tuple[str, ...]) -> None:
    assert not set(foirules(*command, written(text)).out) & STEERING


@each_file
def test_names_of_files_on_a_terminal(foirules: Command, name: str) -> None:
    problems, _ = checked(foirules, written("a", name))
    told = foirules("check", name)
    assert len(told.out.splitlines()) == len(problems) + 1
    assert not set(told.out) & STEERING
    for command in ("check", "assess", "draft", "audit", "verify"):
        told = foirules(command, f"no {name}", *((name,) if command == "verify" else ()))
        (line,) = told.err.splitlines()
        assert line.startswith("foirules: no ")
        assert line.endswith(": cannot be read: No such file or directory")
        assert not set(told.out + told.err) & STEERING


@each_file
def test_names_of_files_in_a_draft(foirules: Command, name: str) -> None:
    Path(f"{name}.txt").write_text(LETTER, encoding="utf-8")
    told = foirules("draft", f"{name}.txt", "--as-of", "2018-01-01")
    assert not set(told.out) & STEERING
    Path("again.yaml").write_text(told.out, encoding="utf-8")
    assert foirules("assess", "again.yaml").code == 0
    assert load_case("again.yaml").events[0].on == date(2017, 8, 3)


@each_file
def test_names_of_files_in_a_map(foirules: Command, name: str) -> None:
    pytest.importorskip("polars")
    log = f"{name}.csv"
    Path(log).write_text("Ref,Received\na,04/03/2024\n", encoding="utf-8")
    told = foirules("audit", log, "--suggest-map", "--as-of", "2024-06-03")
    assert not set(told.out + told.err) & STEERING
    Path("map.yaml").write_text(told.out, encoding="utf-8")
    assert yaml.safe_load(told.out).keys() >= {"map", "columns", "events"}
    assert foirules("audit", log, "--map", "map.yaml", "--as-of", "2024-06-03").code == 0
    next_command = told.out.splitlines()[-1].removeprefix("#")
    bash = ["bash", "-c", f"printf '%s\\0' {next_command}"]
    given = subprocess.run(bash, capture_output=True, check=True).stdout.decode().split("\0")
    assert given[:3] == ["foirules", "audit", log]


@each_file
def test_names_of_files_in_an_interview(
    foirules: Command, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(f"{name}.txt").write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))
    told = foirules("draft", f"{name}.txt", "--interactive", "--as-of", "2018-01-01")
    assert not set(told.out + told.err) & STEERING


# --- assess and audit -----------------------------------------------------------------------------


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names |= {tag, *(name for name, _ in attrs)}
        self.text += "".join(f" {value}" for _, value in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


@each_text
def test_a_page(foirules: Command, text: str) -> None:
    """The elements of a case of a plain word, with what the text says as text alone."""
    command = ("--as-of", "2017-12-01", "--explain", "--format", "html")
    plain = Page(said(foirules, "assess", written("a plain word"), *command))
    found = Page(said(foirules, "assess", written(text), *command))
    assert found.names == plain.names
    shown = marked(DIRECTION.sub("", text))
    assert found.text.count(shown) >= 6


@each_text
def test_a_calendar(foirules: Command, text: str) -> None:
    command = ("--as-of", "2017-08-04", "--format", "ics")
    plain = entries(said(foirules, "assess", written("plain"), *command).encode())
    file = said(foirules, "assess", written(text), *command).encode()
    found = entries(file)
    assert {each.name for each in Calendar.from_ical(file).walk()} == {
        "VCALENDAR",
        "VEVENT",
        "VALARM",
    }
    assert [(each.day, each.status, each.alarms) for each in found] == [
        (each.day, each.status, each.alarms) for each in plain
    ]
    assert all(text in each.title for each in found)


@each_text
@pytest.mark.parametrize("format", ["csv", "jsonl", "parquet", "xlsx", "html", "ics"])
def test_an_audit(foirules: Command, text: str, format: str) -> None:
    pl = pytest.importorskip("polars")
    head = ("case", "on", "event", "authority", "parts", "officer")
    with Path("log.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [head, (text, "2017-08-03", "request-received", text, text, text)]
        )
    command = ("audit", "log.csv", "--as-of", "2017-12-01", "--by", "officer", "--format", format)
    told = foirules(*command, "--out", "out", "--processes", "1")
    assert (told.code, told.err) == (0, "")
    assert not set(told.out) & STEERING
    shown = marked(DIRECTION.sub("", text)) if format == "html" else text
    assert any(shown in each for each in _cells(pl, format))


def _cells(pl: Any, format: str) -> set[str]:
    """The texts of what an audit wrote."""
    out = Path("out")
    if format == "csv":
        with (out / "cases.csv").open(encoding="utf-8", newline="") as file:
            return {cell for row in csv.reader(file) for cell in row}
    if format == "jsonl":
        lines = io.StringIO((out / "cases.jsonl").read_text("utf-8"), newline="\n")
        return {str(value) for line in lines for value in json.loads(line).values()}
    if format == "parquet":
        return {
            str(cell) for row in pl.read_parquet(out / "cases/*.parquet").rows() for cell in row
        }
    if format == "xlsx":
        from openpyxl.utils.escape import unescape

        book = pytest.importorskip("openpyxl").load_workbook(out / "results.xlsx")
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        return {unescape(str(cell.value)) for cell in cells}
    if format == "html":
        page = Page((out / "report.html").read_text("utf-8"))
        assert not {"script", "img"} & page.names
        assert not {name for name in page.names if name.startswith("on")}
        return {page.text}
    return {f"{each.title}\n{each.text}" for each in entries((out / "due.ics").read_bytes())}


# --- markdown -------------------------------------------------------------------------------------


def rendered(markdown: str) -> list[str]:
    """The texts of a page in markdown: of each line, and of each piece of code; nothing else is
    in it but headings and lists."""
    found: list[str] = []
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        kind = token.type.rpartition("_")[0] or token.type
        assert kind in ("heading", "paragraph", "bullet_list", "list_item", "inline"), token
        line = ""
        for each in token.children or ():
            assert each.type in ("text", "text_special", "code_inline"), each
            line += each.content
            found += [each.content] if each.type == "code_inline" else []
        found += [line] if token.type == "inline" else []
    return found


def on_a_line(text: str) -> str:
    """Text as markdown shows it: what steers is a mark."""
    return re.sub("[\ufffe\uffff\u202a-\u202e\x00-\x1f\x7f-\x9f]", "\ufffd", " ".join(text.split()))


LINES: Final = {
    **HOSTILE,
    "lines": "a\n\n# b\n\n- c",
    "code": "```` `` a`",
    "controls": "a\x1b[31mb",
}
each_line = pytest.mark.parametrize("text", LINES.values(), ids=LINES)


@each_line
def test_markdown_of_laws(foirules: Command, text: str) -> None:
    """Of a file of a law that others wrote: nothing of it is checked but its shape."""
    law = json.loads((ROOT / "laws" / f"{__version__}.json").read_text("utf-8"))
    del law["regimes"]["eir"]
    (foia := law["regimes"]["foia"])["title"] = law["program"] = text
    (rule := foia["rule"]["late-response"]).update(cites=text, when=text)
    foia["rule"][text], law["regimes"][text] = rule, law["regimes"].pop("foisa")
    Path("law.json").write_text(json.dumps(law), encoding="utf-8")
    told = foirules("rules", "--between", "installed", "law.json", "--format", "markdown")
    assert (told.code, told.err) == (0, "")
    found, shown = rendered(told.out), on_a_line(text)
    assert shown in found  # as code
    for line in (f"breach, {shown}", f"(foirules {shown})", f"{shown} (foia): "):
        assert [each for each in found if line in each], line


@each_text
def test_markdown_of_days(foirules: Command, text: str) -> None:
    """Of a policy of one's own; a name of it is plain by its form."""
    said = {"from": "2019-01-01", "working-days": 9, "kind": "promise", "cites": text}
    policy: dict[str, Any] = {"policy": "own", "version": "1", "title": "Own", "extends": "foia"}
    policy |= {"periods": {"review-request": {"versions": [said]}}}
    Path("own.yaml").write_text(yaml.safe_dump(policy), encoding="utf-8")
    asked = ("policies", "own", "--policy", "own.yaml", "--between", "2018-12-01", "2019-02-01")
    told = foirules(*asked, "--format", "markdown")
    assert (told.code, told.err) == (0, "")
    assert [each for each in rendered(told.out) if on_a_line(text) in each]
