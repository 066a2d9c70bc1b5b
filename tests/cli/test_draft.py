"""`foirules draft`: from letters to a case file, and `foirules assess` of letters themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from foirules.cases.case_file import read_case
from foirules.rules.version import __version__
from foirules.schema import SCHEMAS
from tests.cli.conftest import Command
from tests.foia import REGIME
from tests.letters.test_later_requests import ANSWERS, ASKED, GIVEN, thread
from tests.letters.test_taking_apart import (
    OUTLOOK,
    REQUEST,
    a_request_and_its_answer,
    mail,
)

THREAD = Path(__file__).parents[1] / "letters" / "dfe-2017.txt"
AS_OF = ("--as-of", "2017-10-10")


def without_input(listed: Any) -> Any:
    """Assessments apart from the hash of what they were read from: letters, or a draft of them."""
    found = [each["made_by"].pop("input") for each in listed]
    assert all(len(each) == 64 for each in found)
    return listed


def test_what_it_writes_is_a_case_that_can_be_judged(foirules: Command, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    assert foirules("draft", THREAD, *AS_OF, "--output", path) == (0, "", "")
    assert path.read_text("utf-8") == foirules("draft", THREAD, *AS_OF).out
    drafted = foirules("assess", path, *AS_OF, "--format", "json").data
    straight = foirules("assess", THREAD, *AS_OF, "--format", "json").data
    assert without_input(drafted) == without_input(straight)
    assert {f["certainty"] for f in drafted[0]["findings"]} == {"possible"}


def test_confirm_judges_a_draft_as_one_that_is_written_so(
    foirules: Command, tmp_path: Path
) -> None:
    path = tmp_path / "draft.yaml"
    foirules("draft", THREAD, *AS_OF, "--confirm", "--output", path)
    assert "unconfirmed: true" not in path.read_text("utf-8").split("\nregime", 1)[1]
    written = foirules("assess", path, *AS_OF, "--format", "json").data
    straight = foirules("assess", THREAD, *AS_OF, "--confirm", "--format", "json").data
    assert without_input(straight) == without_input(written)
    assert "established" in {f["certainty"] for f in written[0]["findings"]}


def test_lines_and_words_stand_beside_what_was_read(foirules: Command) -> None:
    out = foirules("draft", THREAD, *AS_OF).out
    assert "    expected-by: 2017-09-29  # line 143: 29th September 2017\n" in out
    assert "  - on: 2017-09-01  # message 7, line 218: 1 September 2017\n" in out
    assert "    # ? On which day was this message sent? lines 267-509\n" in out


def test_questions_can_be_had_alone(foirules: Command) -> None:
    listed = foirules("draft", THREAD, *AS_OF, "--questions", "json").data
    Draft7Validator(SCHEMAS["questions"](REGIME)).validate(listed)
    (asked,) = [each for each in listed if each["id"] == "read:4.states.ico-right-particulars"]
    yes, no, unknown = asked.pop("answers")
    assert asked.pop("made_by")["program"] == __version__
    assert asked == {
        "id": "read:4.states.ico-right-particulars",
        "message": 4,
        "event": "extension-notice",
        "field": "states.ico-right-particulars",
        "asks": "Does the letter of 1 September 2017 describe how to apply to the Commissioner for"
        " a decision?",
        "lines": [153, 154],
        "source": str(THREAD),
        "read": False,
        "confidence": "plain",
        "weight": 1,
    }
    assert [each["name"] for each in yes["changes"]] == ["ico-right-missing"]
    assert no == {"answer": "no", "changes": []}
    assert unknown == {"answer": "don't know", "changes": None}
    said = foirules("draft", THREAD, *AS_OF, "--questions", "text").out.splitlines()
    assert len(said) == len(listed)
    assert said[0].startswith("read:4: Message 4, from the authority, was read as extension notice")
    assert said[0].endswith("Read: extension notice. (lines 138-139)")


def test_a_draft_of_each_thread_or_of_one(foirules: Command, tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    messages = (
        mail("a@example.org", REQUEST, "Mon, 4 Feb 2019", subject, Message_ID=f"<{n}@x>")
        for n, subject in enumerate(("Minutes", "Roads"))
    )
    box.write_text("".join(f"From x Mon Feb  4 09:00:00 2019\n{m}\n" for m in messages), "utf-8")
    told = foirules("draft", box, "--out", tmp_path / "drafts", "--as-of", "2019-03-01")
    assert told.code == 0
    paths = [Path(line) for line in told.out.splitlines()]
    assert [path.name for path in paths] == ["1-box.yaml", "2-box.yaml"]
    one = foirules("draft", box, "--thread", "2", "--as-of", "2019-03-01")
    assert read_case(one.out, "one") == read_case(paths[1].read_text("utf-8"), "two")


def test_each_thread_of_a_mailbox_is_assessed(foirules: Command, tmp_path: Path) -> None:
    box = tmp_path / "box.mbox"
    messages = (
        mail("a@example.org", said, "Mon, 4 Feb 2019", subject, Message_ID=f"<{n}@x>")
        for n, (said, subject) in enumerate(
            ((REQUEST, "Minutes"), ("Thank you.", "Thanks"), (REQUEST, "Roads"))
        )
    )
    box.write_text("".join(f"From x Mon Feb  4 09:00:00 2019\n{m}\n" for m in messages), "utf-8")
    told = foirules("assess", box, "--as-of", "2019-06-01", "--format", "jsonl")
    found = [json.loads(line) for line in told.out.splitlines()]
    # Each request is late by itself, and what makes no case is told.
    assert [each["case"] for each in found] == ["box", "box-3"]
    assert [[f["rule"] for f in each["findings"]][:1] for each in found] == [["late-response"]] * 2
    assert len({each["made_by"]["input"] for each in found}) == 2
    assert told.code == 2
    assert "thread 2: " in told.err


def test_a_folder_of_messages_is_one_case(foirules: Command, tmp_path: Path) -> None:
    asked, answer = a_request_and_its_answer()
    (tmp_path / "1.eml").write_bytes(bytes(asked))
    (tmp_path / "2.eml").write_bytes(bytes(answer))
    found = foirules("assess", tmp_path, "--as-of", "2019-04-01", "--format", "json").data
    assert len(found) == 1
    assert [c["clock"] for c in found[0]["clocks"]][:1] == ["response"]


def test_standard_input_is_drafted(foirules: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OUTLOOK.encode())))
    out = foirules("draft", "-", "--as-of", "2019-06-01").out
    assert [e.event for e in read_case(out, "-").events] == ["request-received", "response"]


def test_another_law_than_the_one_given_is_told(foirules: Command, tmp_path: Path) -> None:
    path, out = tmp_path / "thread.txt", tmp_path / "draft.yaml"
    path.write_text(OUTLOOK.replace("section 43(2)", "regulation 12(5)(e)"), "utf-8")
    for command in (("draft", path, "--output", out), ("assess", path)):
        told = foirules(*command, "--as-of", "2019-06-01").err
        assert told.startswith("foirules: The letters rely on r12(5)(e) under the Environmental")
        assert told.endswith("read them again with --regime eir.\n")
        assert foirules(*command, "--regime", "eir", "--as-of", "2019-06-01").err == ""


def test_each_request_of_a_thread_is_drafted_and_assessed(
    foirules: Command, tmp_path: Path
) -> None:
    path = tmp_path / "thread.txt"
    anew = "I would like to make a new request: the number of appeals."
    path.write_text(thread(ASKED, GIVEN, anew, ANSWERS), "utf-8")
    told = "Message 3 makes another request, which is a case of its own: this draft ends before it"
    one = foirules("draft", path, "--as-of", "2025-12-31")
    assert told in one.err
    assert told in " ".join(one.out.replace("\n#", "").split())
    two = foirules("draft", path, "--as-of", "2025-12-31", "--request", "3")
    assert not two.err
    written = foirules("draft", path, "--as-of", "2025-12-31", "--out", tmp_path / "drafts")
    assert [Path(line).name for line in written.out.splitlines()] == [
        "1-thread.yaml",
        "1-thread-3.yaml",
    ]
    assert not written.err
    found = foirules("assess", path, "--as-of", "2025-12-31", "--format", "json").data
    late = [[f["rule"] for f in each["findings"]] for each in found]
    assert "late-response" not in late[0]
    assert "late-response" in late[1]
