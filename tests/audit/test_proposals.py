"""Maps proposed for logs as people keep them: each choice with its reason, and nothing on a guess."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("polars")

from foirules.audit.judging.law_files import LawFiles
from foirules.audit.reading.map_files import load_map
from foirules.audit.running.suggesting import Proposal, suggest_map
from tests.audit.logs import adds_up, audit, found

AS_OF = date(2024, 6, 3)
FAULTS = Path(__file__).with_name("faults")
TRACKER = """\
FOI Ref,Received,Due,Status,Date Closed,Decision,Exemptions applied,IR received,IR outcome sent
24/001,04/03/2024,03/04/2024,Closed,28/03/2024,Disclosed in full,,,
24/002,04/03/2024,03/04/2024,Closed,30/04/2024,Partially disclosed,s40(2),02/05/2024,30/05/2024
24/003,05/03/2024,04/04/2024,On hold,,,,,
24/004,06/03/2024,05/04/2024,Closed,,Refused,s43,,
24/005,07/03/2024,08/04/2024,Open,,,,,
24/006,07/03/2024,08/04/2024,Withdrawn,12/03/2024,,,,
24/007,07/03/2024,08/04/2024,With legal,,,,,
"""


def proposed(folder: Path, log: str, **more: Any) -> Proposal:
    """What is proposed for a log; it is kept as ``map.yaml`` beside it."""
    (folder / "log.csv").write_text(log, "utf-8")
    proposal = suggest_map([str(folder / "log.csv")], as_of=AS_OF, **more)
    (folder / "map.yaml").write_text(proposal.text, "utf-8")
    return proposal


def as_map(proposal: Proposal) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(proposal.text.replace(" on:", ' "on":'))
    return data


def entries(proposal: Proposal) -> list[tuple[str, Any, Any]]:
    """Of each event its name, its day and its condition."""
    return [(e["event"], e.get("on"), e.get("where")) for e in as_map(proposal)["events"]]


def audited(folder: Path) -> Any:
    told = audit(folder, "log.csv", map=load_map(str(folder / "map.yaml")), as_of=AS_OF)
    adds_up(told)
    return told


def test_a_tracker_with_states_decisions_and_reviews(tmp_path: Path) -> None:
    """A state without a day is a range, one that nobody knows is rejected, and a day of closing is
    that of a withdrawal where the state says so."""
    proposal = proposed(tmp_path, TRACKER)
    assert entries(proposal)[:2] == [
        ("request-received", "Received", None),
        ("response", "Date Closed", {"Status": {"not": ["Withdrawn"]}}),
    ]
    assert ("review-requested", "IR received", None) in entries(proposal)
    assert ("review-outcome", "IR outcome sent", None) in entries(proposal)
    withdrawn = ("request-withdrawn", "Date Closed", {"Status": ["Withdrawn"]})
    assert withdrawn in entries(proposal)
    assert proposal.doubts == [
        "'On hold': it is not said what is waited for",
        "Status: what 'With legal' tells of 1 row without a day",
    ]
    assert proposal.deadlines == ["Due"]
    told = audited(tmp_path)
    assert (told.assessed, told.rejected_cases) == (6, 1)
    clocks = found(tmp_path, "clocks").filter(clock="response").sort("case")
    assert clocks.select("case", "status").rows() == [
        ("24/001", "met"),
        ("24/002", "missed"),
        ("24/003", "uncertain"),
        ("24/004", "uncertain"),
        ("24/005", "missed"),
        ("24/006", "stopped"),
    ]


def test_what_is_rejected_is_shown_beneath_with_its_place(tmp_path: Path) -> None:
    proposal = proposed(tmp_path, TRACKER.replace("28/03/2024", "31/02/2024"))
    assert proposal.tried is not None
    assert (proposal.tried.rows, proposal.tried.read) == (7, 5)
    assert proposal.tried.reasons == [
        "row 2, case 24/001: Date Closed: found '31/02/2024'",
        "row 8, case 24/007: it gives no day for what it tells",
    ]
    assert "# tried on log.csv: 5 of 7 rows read\n# rows not read: 2\n" in proposal.text


def test_a_name_made_of_two_columns_and_rows_that_are_no_requests(tmp_path: Path) -> None:
    log = (
        "Year,Number,Type,Received,Extension to,Extended on,Reply sent\n"
        "2023,1,FOI,12/01/2023,,,09/02/2023\n2023,2,EIR,13/01/2023,10/03/2023,09/02/2023,08/03/2023\n"
        "2024,1,FOI,12/01/2024,,,08/02/2024\n2024,2,SAR,15/01/2024,,,08/02/2024\n"
    )
    proposal = proposed(tmp_path, log)
    columns = as_map(proposal)["columns"]
    assert columns["case"] == {"joined": ["Year", "Number"], "with": "/"}
    assert columns["regime"] == {"column": "Type", "values": {"FOI": "foia", "EIR": "eir"}}
    (extension,) = (e for e in as_map(proposal)["events"] if e["event"] == "extension-notice")
    assert extension["set"] == {"expected-by": {"column": "Extension to"}}
    assert proposal.doubts == ["Type: which law 'SAR' means; till then it is rejected"]
    left_out = "  # - {left-out: true, where: {Type: [SAR]}}\n"
    assert left_out in proposal.text
    (tmp_path / "map.yaml").write_text(proposal.text.replace("# - {left", "- {left"), "utf-8")
    told = audited(tmp_path)
    assert (told.assessed, told.left_out, told.rejected_rows) == (3, 1, 0)


def test_the_requests_of_a_campaign(tmp_path: Path) -> None:
    """No column says that it is the day of receipt: the first day of each row is proposed, and
    that it is not sure."""
    log = (
        "Council,No.,Date sent,Date of response,Response,Notes\n"
        "Leeds,1,01/02/2024,28/02/2024,Full disclosure,\nLeeds,2,01/02/2024,TBC,,Chased 3/3\n"
        "York,1,02/02/2024,04/03/2024,Refused,s12\nYork,2,02/02/2024,28/02/2024,Info not held,\n"
        "Hull,1,02/02/2024,,No reply,\nHull,2,02/02/2024,05/03/2024,Partial,\n"
    )
    proposal = proposed(tmp_path, log)
    columns = as_map(proposal)["columns"]
    assert columns["case"] == {"joined": ["Council", "No."], "with": "/"}
    assert entries(proposal)[0] == ("request-received", "Date sent", None)
    assert as_map(proposal)["events"][1]["set"]["outcome"]["column"] == "Response"
    assert [doubt.partition(":")[0] for doubt in proposal.doubts] == ["Date sent"]
    assert audited(tmp_path).assessed == 6


def test_a_day_due_a_target_and_a_draft_are_no_answers(tmp_path: Path) -> None:
    log = (
        "Ref,Received,Response due,Target date,Draft sent,Last reply,Responded\n"
        "1,04/03/2024,03/04/2024,02/04/2024,20/03/2024,19/03/2024,28/03/2024\n"
        "2,05/03/2024,04/04/2024,03/04/2024,21/03/2024,20/03/2024,\n"
    )
    proposal = proposed(tmp_path, log)
    days = [("request-received", "Received", None), ("response", "Responded", None)]
    assert entries(proposal) == days
    assert proposal.deadlines == ["Response due", "Target date"]


def test_two_columns_that_may_be_the_answer(tmp_path: Path) -> None:
    log = "Ref,Received,Response sent,Closed\n1,04/03/2024,28/03/2024,02/04/2024\n2,13/03/2024,,\n"
    proposal = proposed(tmp_path, log)
    assert entries(proposal)[1] == ("response", "Response sent", None)
    assert proposal.doubts == ["Closed may also be the day of response; Response sent is read"]


def test_what_is_waited_for_is_no_event(tmp_path: Path) -> None:
    """Of a log with a row an event; what must have come before it is only to be thought of."""
    log = (
        "case,date,activity\n1,2024-03-04,Request received\n1,2024-04-01,Awaiting response\n"
        "2,2024-03-04,Request received\n2,2024-04-01,Prepare response due\n"
        "3,2024-03-04,Request received\n3,2024-04-01,Awaiting internal review\n"
    )
    proposal = proposed(tmp_path, log)
    events = as_map(proposal)["events"]
    assert [each.get("event") for each in events] == ["request-received", None, None]
    assert all(each["left-out"] for each in events[1:])
    thought_of = "# - {event: review-requested, from: Awaiting internal review}"
    assert thought_of in proposal.text
    assert len(proposal.doubts) == 1


def test_which_stands_first_the_day_or_the_month_is_not_guessed_in_silence(tmp_path: Path) -> None:
    log = "Ref,Received,Closed\n1,04/03/2024,05/04/2024\n2,05/03/2024,06/04/2024\n"
    doubt = "whether 04/03/2024 begins with its day, as it is read, or with its month"
    assert proposed(tmp_path, log).doubts == [doubt]
    assert not proposed(tmp_path, log.replace("05/04/2024", "25/04/2024")).doubts


@pytest.mark.parametrize("regime", ["eir", "foisa", "eisr"])
def test_a_log_of_each_law(tmp_path: Path, regime: str) -> None:
    """In the words of its own law: an exception is of the Regulations."""
    ground = {"eir": "Reg 12(5)(f)", "foisa": "s38(1)(b)", "eisr": "r10(5)(f)"}[regime]
    log = (
        f"Ref,Received,Date of reply,Result,Exemption / exception\n1,04/03/2024,28/03/2024,Withheld,{ground}\n"
        "2,04/03/2024,29/03/2024,Not held,\n3,15/03/2024,,Awaiting response,\n"
    )
    proposal = proposed(tmp_path, log, law=LawFiles(regime=regime))
    answer = as_map(proposal)["events"][1]["set"]
    assert answer["outcome"]["values"] == {"Not held": "not-held", "Withheld": "refused"}
    assert answer["exemptions"] == {"column": "Exemption / exception"}
    told = audit(
        tmp_path,
        "log.csv",
        map=load_map(str(tmp_path / "map.yaml"), regime=regime),
        law=LawFiles(regime=regime),
        as_of=AS_OF,
    )
    assert (told.assessed, told.rejected_rows) == (3, 0)


@pytest.mark.parametrize(
    ("log", "doubt"),
    [
        ("log-01-leftout.csv", "Type: which law 'SAR' means; till then it is rejected"),
        (
            "log-22-typed-year.csv",
            "Closed: what its cells are, which are no days in the years covered",
        ),
    ],
)
def test_what_a_small_log_hides_is_told(log: str, doubt: str) -> None:
    assert doubt in suggest_map([str(FAULTS / log)], as_of=AS_OF).doubts


def test_no_line_of_a_proposal_is_wider_than_a_terminal(tmp_path: Path) -> None:
    """But for names and values of the log that are so long themselves."""
    for log in (TRACKER, (FAULTS / "log-03b-council-tracker-utf8.csv").read_text("utf-8")):
        assert max(map(len, proposed(tmp_path, log).text.splitlines())) < 80


@pytest.mark.parametrize("log", ["Ref\n1\n", "a,b,c\n1,2,3\n", "Ref,Closed\n1,04/03/2024\n"])
def test_what_no_map_can_be_proposed_for_is_told(tmp_path: Path, log: str) -> None:
    proposal = proposed(tmp_path, log)
    assert proposal.lacking.startswith("no map can be proposed: ")
    assert all(line.startswith("#") for line in proposal.text.splitlines())
