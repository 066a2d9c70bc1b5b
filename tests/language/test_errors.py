"""Every message of the language, with its exact text and the mark under what is wrong."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest

from foirules.language import law_reader, parse, resolve
from foirules.language.declarations import Chapter, Pause
from foirules.language.errors import LawError
from foirules.language.law_reader import read_law
from foirules.language.types import BOOL, DATE, INT, Type
from tests.foia import EXEMPTIONS, OUTCOME, SCHEMA

PERIODS = ("response", "extension", "qualified-exemptions")


def problem(subject: str, kind: Type, expression: str) -> tuple[str, str | None]:
    """What is wrong with an expression, and the text from the mark on."""
    chapter = Chapter("test")
    chapter.fact("request", "received_on", DATE, "first(e.on for e in events)")
    chapter.fact("part", "answered", BOOL, "any(m.outcome == 'refused' for m in mentions)")
    chapter.fact(subject, "tried", kind, expression)
    with pytest.raises(LawError) as caught:
        read_law(SCHEMA, [chapter], PERIODS)
    error = caught.value
    assert str(error).splitlines()[0] == f"{subject}.tried: {error.problem}"
    column = error.column
    return error.problem, None if column is None else error.expression[column:]


EXPRESSIONS: list[tuple[str, Type, str, str, str]] = [
    ("request", DATE, "received_on +", "not an expression", ""),
    (
        "request",
        DATE,
        "add_working_days(recieved_on, 20)",
        "unknown name 'recieved_on' of a request; did you mean 'received_on'?",
        "recieved_on, 20)",
    ),
    (
        "request",
        BOOL,
        "1 < 2 < 3",
        "one comparison at a time; join them with 'and'",
        "1 < 2 < 3",
    ),
    (
        "request",
        BOOL,
        "received_on is not absent",
        "'is not' is not in the language; use 'is present' or 'is absent'",
        "received_on is not absent",
    ),
    (
        "mention",
        BOOL,
        "outcome < 'refused'",
        "names of outcome have no order; use == or !=",
        "outcome < 'refused'",
    ),
    (
        "mention",
        BOOL,
        "exemptions == exemptions",
        "a set of exemptions cannot be compared; say what is meant of it",
        "exemptions == exemptions",
    ),
    (
        "request",
        BOOL,
        "received_on is None",
        "expected 'is present', 'is absent' or 'is unrecorded'",
        "None",
    ),
    (
        "mention",
        BOOL,
        "outcome is unrecorded",
        "'is unrecorded' is for possible_when, the days of a clock with due-latest and the deadline"
        " of an action: else a gap would prove something",
        "unrecorded",
    ),
    ("request", BOOL, "received_on in ('a',)", "'in' wants a name, found a date", "received_on in"),
    (
        "mention",
        BOOL,
        "outcome in 'refused'",
        "expected names in brackets, such as ('refused', 'not-held')",
        "'refused'",
    ),
    (
        "request",
        DATE,
        "received_on - received_on",
        "expected a date, found a number",
        "received_on - received_on",
    ),
    (
        "request",
        DATE,
        "True",
        "a truth value stands here; a date, number or set is expected",
        "True",
    ),
    ("request", DATE, "[received_on]", "'[received_on]' is not in the language", "[received_on]"),
    (
        "request",
        DATE,
        "(received_on + (1 if True else received_on))",
        "one branch is a number, the other a date",
        "1 if True",
    ),
    (
        "request",
        DATE,
        "received_on + received_on",
        "a date and a date cannot be joined so",
        "received_on + received_on",
    ),
    (
        "request",
        DATE,
        "add_workng_days(received_on, 1)",
        "unknown function 'add_workng_days'; did you mean 'add_working_days'?",
        "add_workng_days",
    ),
    (
        "request",
        DATE,
        "add_months(received_on)",
        "add_months takes 2 values, found 1",
        "add_months",
    ),
    (
        "request",
        DATE,
        "deadline(received_on, received_on)",
        "deadline takes the name of a period or list of the policy first",
        "received_on, received_on",
    ),
    (
        "request",
        DATE,
        "deadline('respose', received_on, received_on)",
        "the policy has no 'respose'; did you mean 'response'?",
        "'respose'",
    ),
    ("request", DATE, "date(2018, 13, 1)", "expected date(year, month, day)", "date("),
    (
        "request",
        DATE,
        "frist(e.on for e in events)",
        "unknown aggregate 'frist'; did you mean 'first'?",
        "frist",
    ),
    (
        "request",
        EXEMPTIONS,
        "union(e.on for e in events)",
        "union wants a set of exemptions, found a date",
        "e.on",
    ),
    (
        "request",
        INT,
        "total(e.seq for e in events if any(n.ico_right for n in notices))",
        "an aggregate inside an aggregate: make it a fact",
        "(n.ico_right",
    ),
    (
        "request",
        INT,
        "total(e.seq for e in events for n in notices)",
        "expected '... for x in rows if ...'",
        "(e.seq",
    ),
    (
        "request",
        INT,
        "count(e for e in evnts)",
        "no rows called 'evnts'; did you mean 'events'?",
        "evnts",
    ),
    (
        "request",
        INT,
        "count(e for e in (1, 2))",
        "expected the name of some rows, such as events",
        "(1, 2)",
    ),
    ("part", INT, "count(e for e in part.reviews)", "a part has no parent 'part'", "part.reviews"),
    (
        "mention",
        INT,
        "count(e for e in notice.reviews)",
        "a notice has no rows called 'reviews'",
        "notice.reviews",
    ),
    (
        "mention",
        INT,
        "count(m for m in mentions)",
        "which mentions? say notice.mentions or part.mentions",
        "mentions",
    ),
    (
        "mention",
        DATE,
        "notise.on",
        "a mention has no parent 'notise'; did you mean 'notice'?",
        "notise",
    ),
    ("mention", DATE, "(1).on", "expected a row", "1"),
    (
        "request",
        INT,
        "count(e for e in events if e)",
        "'e' is a row; name what of it is meant",
        "e)",
    ),
    (
        "mention",
        OUTCOME,
        "'refussed'",
        "'refussed' is no outcome; did you mean 'refused'?",
        "'refussed'",
    ),
    ("mention", BOOL, "outcome == 1", "expected a name of outcome in quotes", "1"),
    (
        "mention",
        BOOL,
        "'s36(2)(d)' in exemptions",
        "unknown exemption 's36(2)(d)'; did you mean 's36(2)(c)'?",
        "'s36(2)(d)'",
    ),
    ("mention", EXEMPTIONS, "{1}", "expected exemptions in quotes", "{1}"),
]


@pytest.mark.parametrize(("subject", "kind", "expression", "text", "mark"), EXPRESSIONS)
def test_a_wrong_expression_is_shown_where_it_is_wrong(
    subject: str, kind: Type, expression: str, text: str, mark: str
) -> None:
    found, at = problem(subject, kind, expression)
    assert found == text
    assert at is not None
    assert at.startswith(mark)


def _rule(**changed: Any) -> Chapter:
    chapter = Chapter("test")
    chapter.fact("request", "received_on", DATE, "first(e.on for e in events)")
    rule = {
        "kind": "breach",
        "id": "tried",
        "subject": "request",
        "applies": "True",
        "when": "received_on is present",
        "message": "",
        "cites": "s1",
        "meaning": "",
    }
    chapter.rule(**{**rule, **changed})
    return chapter


def _with(**more: Any) -> Chapter:
    chapter = _rule()
    for add, values in more.items():
        getattr(chapter, add)(*values[0], **values[1])
    return chapter


CLOCK = {"when": "True", "started": "as_of", "due": "as_of", "stopped": "as_of", "cites": ""}
ACTION = {"when": "True", "message": "", "cites": "", "available_from": "as_of"}
LAWS = [
    (_rule(kind="crime"), "rule tried: unknown kind 'crime'"),
    (_rule(kind="breech"), "rule tried: unknown kind 'breech'; did you mean 'breach'?"),
    (
        _rule(may_answer=("respons",)),
        "rule tried: may_answer: no event 'respons'; did you mean 'response'?",
    ),
    (
        _rule(message="{recieved_on}"),
        "rule tried: message: unknown name 'recieved_on' of a request; did you mean 'received_on'?",
    ),
    (_with(rule=(("breach", "tried", "request"), {
        "applies": "True", "when": "True", "message": "", "cites": "", "meaning": ""})),
        "rule tried: declared twice"),
    (
        _with(clock=(("c", "request"), {**CLOCK, "period": "respons"})),
        "clock c: the policy has no period 'respons'; did you mean 'response'?",
    ),
    (
        _with(clock=(("c", "request"), {**CLOCK, "pause": Pause("fee", "on", "on", "fee")})),
        "clock c: a request has no 'fee'; did you mean 'fees'?",
    ),
    (
        _with(action=(("a", "requestor", "request"), ACTION)),
        "action a: unknown actor 'requestor'; did you mean 'requester'?",
    ),
    (
        _with(
            clock=(("response", "request"), CLOCK),
            action=(("a", "requester", "request"), {**ACTION, "meets": ("respons",)}),
        ),
        "action a: meets: unknown clock 'respons'; did you mean 'response'?",
    ),
    (_with(fact=(("requst", "x", DATE, "as_of"), {})),
        "requst.x: no subject 'requst'; did you mean 'request'?"),
    (_with(fact=(("notice", "on", DATE, "as_of"), {})), "notice.on: notice.on has this name already"),
    (
        _with(fact=(("mention", "received_on", DATE, "as_of"), {})),
        "mention.received_on: request.received_on has this name already",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("chapter", "text"), LAWS)
def test_a_wrong_declaration_is_named(chapter: Chapter, text: str) -> None:
    with pytest.raises(LawError) as caught:
        read_law(SCHEMA, [chapter], PERIODS)
    assert str(caught.value).splitlines()[0] == text


def test_the_mark_counts_characters() -> None:
    said, marked = problem("mention", BOOL, "'é' in exemption")
    assert said.startswith("unknown name 'exemption' of a mention")
    assert marked == "exemption"


def test_a_circle_of_facts_is_shown_whole() -> None:
    chapter = Chapter("test")
    chapter.fact("request", "a", DATE, "b + 1")
    chapter.fact("request", "b", DATE, "earliest(as_of, a)")
    with pytest.raises(LawError, match=r"^request.a: reads itself: request.a -> request.b"):
        read_law(SCHEMA, [chapter], PERIODS)


def test_an_ambiguous_name_is_refused() -> None:
    chapter = Chapter("test")
    chapter.fact("notice", "x", DATE, "as_of")
    chapter.fact("part", "x", DATE, "as_of")
    chapter.fact("mention", "y", DATE, "x")
    with pytest.raises(LawError) as caught:
        read_law(SCHEMA, [chapter], PERIODS)
    assert caught.value.problem == "which x? say notice.x or part.x"


GAP = "as_of if received_on is unrecorded else received_on"
MAY_ASK_OF_GAPS = [
    _with(clock=(("response", "request"), {**CLOCK, name: GAP, "due_latest": "as_of"}))
    for name in ("started", "due")
] + [_with(action=(("a", "requester", "request"), {**ACTION, "deadline": GAP}))]
MAY_NOT = [
    _with(clock=(("response", "request"), {**CLOCK, "due": GAP})),
    *(
        _with(clock=(("response", "request"), {**CLOCK, "due_latest": "as_of", name: GAP}))
        for name in ("stopped", "due_latest")
    ),
    _with(action=(("a", "requester", "request"), {**ACTION, "available_from": GAP})),
]


@pytest.mark.parametrize("chapter", MAY_ASK_OF_GAPS)
def test_a_day_that_proves_nothing_may_ask_what_is_unrecorded(chapter: Chapter) -> None:
    assert read_law(SCHEMA, [chapter], PERIODS)


@pytest.mark.parametrize("chapter", MAY_NOT)
def test_no_other_day_of_a_clock_or_action_may(chapter: Chapter) -> None:
    with pytest.raises(LawError, match="'is unrecorded' is for possible_when"):
        read_law(SCHEMA, [chapter], PERIODS)


def test_every_message_is_tested() -> None:
    """Each text in the sources is, up to its placeholders, one of those tested above."""
    tested = [text for *_, text, _ in EXPRESSIONS] + [text for _, text in LAWS]
    tested += ["which x? say notice.x or part.x", "request.a: reads itself: request.a -> request.b"]
    source = "".join(map(inspect.getsource, (parse, resolve, law_reader)))
    texts = re.findall(r'error\(\s*\w+,\s*f?"((?:[^"\\]|\\.)*)"', source)
    texts += re.findall(r'LawError\(\s*[^"]*?,\s*f?"((?:[^"\\]|\\.)*)"', source)
    assert len(texts) > 30
    for text in texts:
        fixed = [re.escape(piece) for piece in re.split(r"\{[^}]*\}", text)]
        pattern = re.compile(".*".join(fixed))
        assert any(pattern.search(t) for t in tested), text
