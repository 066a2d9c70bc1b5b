"""A file that is sent as it is: what it is taken for, and the report or the audit of it."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

httpx = pytest.importorskip("httpx")
pytest.importorskip("polars")

from foirules import assess, load_case, read_messages  # noqa: E402
from foirules.cli import main  # noqa: E402
from tests.files import DFE, ROOT, data  # noqa: E402
from tests.serving.test_service import as_json, errors  # noqa: E402

pytestmark = pytest.mark.one_cpython
AS_OF = {"as_of": "2017-10-10"}
DAY = date(2017, 10, 10)
CASE = ROOT / "cases" / f"{DFE}.yaml"
LETTERS = ROOT / "tests" / "letters" / "dfe-2017.txt"
ANY = {"Content-Type": "application/octet-stream"}
LOG = "case,on,event,outcome,team\na,2024-03-04,request-received,,x\na,2024-05-01,response,disclosed,x\nb,2024-05-01,request-received,,y\n"
MAP = """\
map: own
columns:
  case: {column: Ref}
events:
  - {event: request-received, on: In}
  - {event: response, on: Out, set: {outcome: disclosed}}
"""


def sent(client: Any, path: str, body: Any, headers: Any = ANY, **query: str) -> Any:
    return client.post(path, content=body, params=query, headers=headers)


def printed(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    assert main([*command]) == 0
    return capsys.readouterr().out


def test_a_case_file_is_reported_as_by_the_command(client: Any, capsys: Any) -> None:
    answer = sent(client, "/report", CASE.read_bytes(), **AS_OF).json()
    found = assess(load_case(CASE), DAY, explain=True)
    assert answer["taken_for"] == "case"
    assert answer["assessments"] == [found.to_dict()]
    assert answer["made_by"] == found.made_by
    page = sent(client, "/report", CASE.read_bytes(), format="html", **AS_OF)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    command = ["assess", str(CASE), "--as-of", "2017-10-10", "--format", "html"]
    assert page.text == printed(capsys, *command)
    both = sent(client, "/report", CASE.read_bytes(), page="true", **AS_OF).json()
    assert both == {**answer, "page": page.text}


def test_letters_are_reported_by_the_draft_of_them(client: Any) -> None:
    answer = sent(client, "/report", LETTERS.read_bytes(), after="2017-08-01", **AS_OF).json()
    draft = read_messages(LETTERS, as_of=DAY, after=date(2017, 8, 1))
    assert answer["taken_for"] == "letters"
    assert answer["assessments"] == [assess(draft.case(), DAY, explain=True).to_dict()]
    assert answer["drafts"] == [json.loads(as_json(draft.data()))]


def test_a_log_of_a_few_cases_is_reported_case_by_case(client: Any) -> None:
    """As its audit counts, which tests/audit/test_few.py tries."""
    answer = sent(client, "/report", LOG, as_of="2024-06-03").json()
    audited = sent(client, "/audit", LOG, as_of="2024-06-03").json()
    assert (answer["taken_for"], answer["errors"]) == ("log", [])
    assert answer["made_by"] == audited["made_by"]
    assert answer["log"]["what_is_due"]["counts"] == audited["what_is_due"]["counts"]
    assert answer["log"]["by_regime"][0]["findings"] == audited["by_regime"][0]["findings"]
    first, second = answer["log"]["verdicts"]
    assert (first["case"], first["verdict"]) == ("a", "As recorded: 1 breach established.")
    assert second["next"].startswith("Overdue: authority, answer request, due 31 May 2024.")
    page = sent(client, "/report", LOG, format="html", as_of="2024-06-03").text
    assert all(each["verdict"] in page for each in (first, second))


def test_of_several_cases_one_that_is_wrong_stops_no_other(client: Any) -> None:
    lines = f'{as_json(data())}\n{{"case": "b"}}\n{as_json(data())}\n'
    answer = sent(client, "/report", lines, **AS_OF).json()
    assert (answer["taken_for"], len(answer["assessments"])) == ("cases", 2)
    assert (answer["errors"][0]["line"], answer["errors"][0]["message"]) == (
        2,
        "the key 'events' is missing",
    )


def test_a_file_that_holds_nothing_to_judge_is_told_with_its_place(client: Any) -> None:
    wrong = "case: a\nevents:\n  - {on: 2024-03-04, event: request-recieved}\n"
    (told,) = errors(sent(client, "/report", wrong), 422)
    assert (told["line"], told["field"], told["meant"]) == (
        3,
        "events[1].event",
        "'request-received'",
    )
    assert errors(sent(client, "/report", b"", regime="foi"), 422)[0]["meant"] == "'foia'"
    assert errors(sent(client, "/report", "a: b", {"Content-Type": "image/png"}), 415)


def test_a_browser_gets_the_page(client: Any) -> None:
    headers = {**ANY, "Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
    for path, body in (("/report", CASE.read_bytes()), ("/audit", LOG)):
        assert sent(client, path, body, headers).text.startswith("<!doctype html>")
        asked = sent(client, path, body, headers, format="json")
        assert asked.headers["content-type"] == "application/json"


def audited(folder: Path, log: str, *options: str) -> Any:
    """The summary that the command writes of a log."""
    (folder / "log").write_text(log, "utf-8")
    command = ["audit", str(folder / "log"), "--as-of", "2024-06-03", "--out", str(folder / "out")]
    assert main([*command, *options]) == 0
    text = (folder / "out" / "summary.json").read_text("utf-8")
    return json.loads(text.replace(f"{folder}{os.sep}", ""))


def test_a_log_is_audited_as_by_the_command(client: Any, tmp_path: Path, capsys: Any) -> None:
    asked = {"as_of": "2024-06-03", "by": "team"}
    answer = sent(client, "/audit", LOG, {"Content-Type": "text/csv"}, **asked)
    assert answer.json() == audited(tmp_path, LOG, "--by", "team", "--format", "html")
    assert answer.json()["cases"]["assessed"] == 2
    page = sent(client, "/audit", LOG, format="html", **asked)
    assert page.text == (tmp_path / "out" / "report.html").read_text("utf-8").replace(
        f"{tmp_path}{os.sep}", ""
    )
    rows = [
        dict(zip(LOG.splitlines()[0].split(","), each.split(","), strict=True))
        for each in LOG.splitlines()[1:]
    ]
    lines = "".join(json.dumps({k: v for k, v in row.items() if v}) + "\n" for row in rows)
    same = sent(client, "/audit", lines, {"Content-Type": "application/x-ndjson"}, **asked).json()
    assert same["by_regime"] == answer.json()["by_regime"]


def test_a_log_in_other_columns_comes_with_its_map(client: Any, tmp_path: Path) -> None:
    log = "Ref,In,Out\n1,2024-03-04,2024-05-01\n2,2024-05-01,\n"
    (tmp_path / "own.yaml").write_text(MAP, "utf-8")
    answer = sent(client, "/audit", json.dumps({"log": log, "map": MAP}), as_of="2024-06-03")
    own = audited(tmp_path, log, "--map", str(tmp_path / "own.yaml"))
    assert answer.json() == own
    wrong = json.dumps({"log": log, "map": "map: x\nlog: y\n"})
    told = [(e["file"], e["line"], e["field"]) for e in errors(sent(client, "/audit", wrong), 422)]
    assert ("map.yaml", 2, "log") in told


def test_nothing_of_an_audit_is_left_on_the_disk(
    service: Any, client: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(os.environ.get("TMPDIR", "/tmp"))
    before = set(folder.glob("foirules-*"))
    assert sent(client, "/audit", LOG).status_code == 200
    assert set(folder.glob("foirules-*")) <= before
    assert "/tmp" not in sent(client, "/audit", "case,on,event\na,x,y\n").text
