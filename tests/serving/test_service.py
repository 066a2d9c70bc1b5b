"""What is asked over HTTP is answered as the library answers it; what is wrong is told as data."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

httpx = pytest.importorskip("httpx")

from foirules import Case, assess, due, load_case  # noqa: E402
from foirules.cases.basis import Basis, made_by_all  # noqa: E402
from foirules.cases.case_file import load_case_file  # noqa: E402
from foirules.language.regime_files import load_law  # noqa: E402
from foirules.policy.policies import load_policies  # noqa: E402
from tests.files import CASES, DFE, ROOT, data, read_yaml  # noqa: E402
from tests.inquiry.walk import walk  # noqa: E402

pytestmark = pytest.mark.one_cpython
AS_OF = {"as_of": "2017-10-10"}


def as_json(case: Any) -> str:
    """A case file's content as JSON; YAML 1.1 takes its key ``on`` for true."""
    if isinstance(case, dict):
        return json.dumps({"on" if key is True else key: _plain(v) for key, v in case.items()})
    return json.dumps(_plain(case))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {"on" if key is True else key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def send(client: Any, path: str, body: Any, **query: str) -> Any:
    text = body if isinstance(body, str) else as_json(body)
    headers = {"Content-Type": "application/json"}
    return client.post(path, content=text, params=query, headers=headers)


def errors(answer: Any, status: int) -> list[dict[str, Any]]:
    assert answer.status_code == status, answer.text
    assert list(answer.json()) == ["errors"]
    found: list[dict[str, Any]] = answer.json()["errors"]
    return found


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_assessed_as_by_the_library(client: Any, path: Path) -> None:
    file = load_case_file(path)
    as_of = (file.case.expect or {})["as-of"]
    case = read_yaml(path.read_text(encoding="utf-8"))
    answer = send(client, "/assess", case, as_of=as_of.isoformat())
    assert answer.status_code == 200, answer.text
    as_sent = evolve(file.case, digest=Case.from_dict(case).digest)
    assert answer.json() == assess(as_sent, as_of).to_dict()
    checked = send(client, "/check", case)
    assert checked.json()["summary"]["problems"] == 0


def test_derivations_are_given_where_they_are_asked_for(client: Any) -> None:
    answer = send(client, "/assess", data(), explain="true", **AS_OF).json()
    found = assess(load_case(f"cases/{DFE}.yaml"), date(2017, 10, 10), explain=True)
    assert answer["derivations"] == [each.to_dict() for each in found.derivations()]


def test_of_several_cases_what_is_wrong_with_one_stops_no_other(client: Any) -> None:
    good, bad = as_json(data()), '{"case": "b"}'
    listed = send(client, "/assess", f"[{good}, {bad}, {good}]", **AS_OF).json()
    assert [each.get("case") for each in listed] == [DFE, None, DFE]
    assert listed[1]["errors"][0]["message"] == "the key 'events' is missing"
    lines = client.post(
        "/assess",
        content=f"{good}\n\n{{\n{bad}\n{good}\n",
        params=AS_OF,
        headers={"Content-Type": "application/x-ndjson"},
    )
    assert lines.headers["content-type"] == "application/x-ndjson"
    found = [json.loads(line) for line in lines.text.splitlines()]
    assert [each.get("case") for each in found] == [DFE, None, None, DFE]
    assert found[1]["errors"][0]["message"].startswith("the body is no JSON: ")
    assert [found[0], found[2], found[3]] == listed


def test_the_last_day_is_that_of_the_library(client: Any) -> None:
    answer = send(client, "/due", {"received": "2017-08-03"})
    assert answer.json() == due(date(2017, 8, 3)).to_dict()
    assert answer.json()["due"] == "2017-09-04"
    scottish = send(client, "/due", {"received": "2017-08-03", "regime": "foisa", "policy": None})
    assert scottish.json()["due"] == due(date(2017, 8, 3), regime="foisa").day.isoformat()


def test_what_a_letter_would_do(client: Any) -> None:
    event = {"on": "2017-10-20", "event": "response", "outcome": "disclosed"}
    body = f'{{"case": {as_json(data())}, "events": [{json.dumps(event)}]}}'
    answer = send(client, "/what-if", body, **AS_OF).json()
    assert (answer["as_of"], answer["events"][0]["event"]) == ("2017-10-20", "response")
    assert "late-response" in {each["rule"] for each in answer["breaks"]}


def test_a_case_is_asked_for_question_by_question(client: Any) -> None:
    walked = walk(ROOT / "cases" / "long-sutton-2011-fs50448990.yaml")
    as_of = walked.as_of.isoformat()
    for place, asked in enumerate(walked.asked):
        answer = send(client, "/ask", {"answers": walked.answers[:place]}, as_of=as_of).json()
        assert answer["question"] == asked.to_dict()
        assert answer["end"] is None
    answer = send(client, "/ask", {"answers": walked.answers}, as_of=as_of).json()
    assert answer["question"] is None
    assert answer["open"] == [each.to_dict() for each in walked.inquiry.open]
    end = answer["end"]
    judged = send(client, "/assess", end["case"], as_of=as_of, explain="true").json()
    assert {k: v for k, v in judged.items() if k != "derivations"} == end["assessment"]
    assert any("draft" in each for each in end["assessment"]["actions"])
    named = [each["rule"] for each in end["assessment"]["findings"]]
    named += [each["action"] for each in end["assessment"]["actions"]]
    assert {*named} <= end["plain"].keys()
    assert end["verdict"]["next"]
    wrong = send(client, "/ask", {"answers": [{"question": "authority", "answer": "x"}]})
    assert errors(wrong, 422)[0]["field"] == "answers[1].answer"


def test_letters_make_a_draft(client: Any) -> None:
    text = (Path(__file__).parent.parent / "letters" / "dfe-2017.txt").read_text("utf-8")
    answer = send(client, "/draft", {"text": text, "after": "2017-08-03"}, **AS_OF).json()
    assert answer["case"]["events"][0]["event"] == "request-received"
    assert answer["case"]["recorded"]
    assert answer["later_cases"] == []
    assert answer["made_by"]["input"] == hashlib.sha256(text.encode()).hexdigest()
    judged = assess(load_case(f"cases/{DFE}.yaml"), date(2017, 10, 10)).made_by
    assert {name: answer["made_by"][name] for name in ("law", "calendar")} == {
        name: judged[name] for name in ("law", "calendar")
    }


def test_the_law_and_the_policies_are_shown(client: Any) -> None:
    (rule,) = client.get("/rules/late-response").json()
    assert rule["cites"] == "FOIA s10(1)"
    everything = {each["name"] for each in client.get("/rules", params={"regime": "eir"}).json()}
    assert "late-response" in everything
    ids = [each["id"] for each in client.get("/policies").json()]
    assert "department-for-education" in ids
    assert client.get("/policies/foia").json()[0]["id"] == "foia"


def test_health_tells_the_law_that_is_there(client: Any) -> None:
    policies = load_policies()
    made = made_by_all((Basis(policies[id]) for id in load_law()), None)
    assert None not in (made["law"], made["policy"], made["calendar"])
    assert client.get("/health").json() == {"status": "ok", "made_by": made}


WRONG = {
    "no JSON": ("/assess", "{", 400, None, "the body is no JSON: "),
    "deep JSON": ("/assess", "[" * 200_000, 400, None, "the body is no JSON: "),
    "no number": ("/assess", '{"case": NaN}', 400, None, "the body is no JSON: NaN is no number"),
    "no case": ("/assess", "3", 422, None, "found 3; expected a mapping of keys to values"),
    "a field": (
        *("/assess", '{"case": "a", "events": [{"on": "03/08/2017"}]}', 422),
        *("events[1]", "the key 'event' is missing"),
    ),
    "no day": ("/due", '{"received": "soon"}', 422, "received", "found 'soon'; expected a date"),
    "a far day": ("/due", '{"received": "2031-01-02"}', 422, "received", "2031-01-02 lies outside"),
    "no regime": (
        *("/due", '{"received": "2024-03-04", "regime": "foi"}', 422),
        *("regime", "unknown regime 'foi'; did you mean 'foia'?"),
    ),
    "a key": ("/due", '{"recieved": "2024-03-04"}', 422, "recieved", "unknown key 'recieved'"),
    "no event": ("/what-if", '{"case": {}, "events": [3]}', 422, None, ""),
    "no letters": ("/draft", '{"text": "   "}', 422, "text", "found"),
}


@pytest.mark.parametrize(("path", "body", "status", "field", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(
    client: Any, path: str, body: str, status: int, field: str | None, said: str
) -> None:
    told = errors(send(client, path, body), status)
    assert any((each["field"] or "").startswith(field or "") for each in told)
    assert any(each["message"].startswith(said) for each in told), told


def test_an_address_that_is_wrong_is_told(client: Any) -> None:
    assert errors(client.get("/nothing"), 404)
    assert errors(client.get("/assess"), 405)
    assert errors(client.get("/rules/late-reply"), 404)[0]["meant"] == "'late-response'"
    assert errors(send(client, "/assess", data(), as_of="10/10/2017"), 422)[0]["meant"]
    assert errors(send(client, "/assess", data(), day="2017-10-10"), 422)[0]["field"] == "day"
    twice = client.post("/due?as_of=2024-01-01&as_of=2024-01-02", json={"received": "2024-03-04"})
    assert errors(twice, 400)


def test_a_body_of_another_type_or_too_large_is_refused(client: Any) -> None:
    assert errors(client.post("/due", content="a: b", headers={"Content-Type": "text/yaml"}), 415)
    assert errors(send(client, "/due", '"' + "x" * (1 << 20) + '"'), 413)


def test_a_name_that_is_not_its_own_is_refused(client: Any) -> None:
    """A page elsewhere whose name is made to lead here reads nothing (DNS rebinding)."""
    assert client.get("/health", headers={"Host": "example.org"}).status_code == 400


def test_nothing_is_shared_with_pages_elsewhere_or_kept(client: Any) -> None:
    answer = client.get("/health", headers={"Origin": "https://example.org"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers
