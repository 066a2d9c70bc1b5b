"""The thread that founded the project, end to end: read, judged as it was read, and confirmed.

``dfe-2017.txt`` has the Department's letters as a site published them, under the Open Government
Licence v3.0; names are made up, and what the requester wrote is in other words. No message in it
bears a day.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foirules import assess, load_case
from foirules.cases.case_file import read_case
from foirules.letters.draft import Draft
from foirules.letters.draft_file import draft_file
from foirules.letters.read_messages import read_messages
from tests.files import ROOT, brief

THREAD = Path(__file__).with_name("dfe-2017.txt")
AS_OF = date(2017, 10, 10)
RECEIVED, ANSWERED_BY = date(2017, 8, 3), date(2017, 10, 6)
TOLD, PROMISED = date(2017, 9, 1), date(2017, 9, 29)
# What the curated case says and no letter does: two judgements on the answer, that no letter can
# make of itself; and that the answer came by the day that the last letter promises.
NOT_IN_THE_LETTERS = {
    ("completeness-not-shown", "established", "d", "8"),
    ("reasons-incomplete", "established", "c", "8"),
}
BY_PROMISE_ONLY = {("promise-broken", "possible", None, "7")}
# What a letter states and the curated case leaves out, since no rule asks for it.
STATED_BESIDE = {
    "holding-reply": {
        "complaints-procedure": True,
        "ico-right": True,
        "ico-right-particulars": False,
    }
}


@pytest.fixture(scope="module")
def draft() -> Draft:
    return read_messages(THREAD, as_of=AS_OF)


def test_each_letter_is_found_and_told_apart(draft: Draft) -> None:
    found = [(each.event, draft.messages[each.message - 1].span) for each in draft.events]
    assert found == [
        ("request-received", (5, 18)),
        ("acknowledgement", (27, 46)),
        ("acknowledgement", (55, 63)),
        ("extension-notice", (85, 158)),
        ("chaser", (183, 194)),
        ("acknowledgement", (201, 204)),
        ("holding-reply", (210, 253)),
        ("response", (267, 509)),
    ]
    assert {each.sender for each in draft.messages} == {"requester", "authority"}


def test_its_days_are_read_with_their_meaning(draft: Draft) -> None:
    _, first, _, extension, chaser, _, holding, answer = (each.when for each in draft.events)
    assert draft.events[0].when.first == draft.events[0].when.last == RECEIVED
    assert (first.first, first.last) == (RECEIVED, TOLD)
    assert (extension.first, extension.last) == (TOLD, TOLD)
    assert (chaser.first, chaser.last) == (TOLD, ANSWERED_BY)
    assert (holding.first, holding.last) == (TOLD, ANSWERED_BY)
    assert (answer.first, answer.last) == (date(2017, 9, 30), AS_OF)
    assert draft.events[3].fields["expected-by"].value == PROMISED
    assert draft.events[3].words["expected-by"] == "29th September\n2017".replace("\n", " ")
    assert draft.events[6].fields["expected-by"].value == ANSWERED_BY
    assert draft.events[7].outcomes["d"]["as-at"].value == date(2017, 8, 14)


def test_grounds_are_read_by_part_at_the_level_cited(draft: Draft) -> None:
    assert draft.events[3].outcomes[None]["exemptions"].value == ("s22",)
    said = {
        part: (each["outcome"].value, each["exemptions"].value if "exemptions" in each else ())
        for part, each in draft.events[7].outcomes.items()
    }
    assert said == {
        "a": ("partly-disclosed", ("s40(2)", "s36(2)(c)", "s22")),
        "b": ("refused", ("s22",)),
        "c": ("refused", ("s36(2)(c)",)),
        "d": ("disclosed", ()),
    }


def test_what_the_letters_state_is_what_the_curated_case_has(draft: Draft) -> None:
    curated = load_case(ROOT / "cases" / "dfe-2017-0040081.yaml")
    for ours, theirs in zip(draft.case(confirm=True).events, curated.events, strict=True):
        stated = {n: v for n, v in theirs.details.items() if isinstance(v, bool)}
        stated |= STATED_BESIDE.get(ours.event, {})
        assert {n: v for n, v in ours.details.items() if isinstance(v, bool)} == stated
        assert ours.event == theirs.event


def test_unconfirmed_it_establishes_nothing(draft: Draft) -> None:
    found = assess(draft.case(), AS_OF).findings
    assert {each.certainty for each in found} == {"possible"}
    named = {(each.rule, each.part) for each in found}
    assert {("late-exemption", "a"), ("late-exemption", "c"), ("promise-broken", None)} <= named
    promise = next(f for f in found if f.rule == "promise-broken" and f.due == PROMISED)
    assert "not confirmed: read:1" in promise.message


def test_confirmed_it_is_the_curated_case_but_for_what_no_letter_says(draft: Draft) -> None:
    curated = assess(load_case(ROOT / "cases" / "dfe-2017-0040081.yaml"), AS_OF)
    confirmed = assess(draft.case(confirm=True), AS_OF)
    assert brief(curated.findings) - brief(confirmed.findings) == NOT_IN_THE_LETTERS
    assert brief(confirmed.findings) - brief(curated.findings) == BY_PROMISE_ONLY
    assert [(c.clock, c.part, c.due) for c in confirmed.clocks] == [
        (c.clock, c.part, c.due) for c in curated.clocks
    ]


@pytest.mark.parametrize("confirm", [False, True])
def test_its_file_is_the_case(draft: Draft, confirm: bool) -> None:
    text = draft_file(draft, AS_OF, confirm)
    assert read_case(text, "draft") == draft.case(confirm)
    assert max(map(len, text.splitlines())) <= 110


def test_no_name_of_a_person_is_written(draft: Draft) -> None:
    text = draft_file(draft, AS_OF)
    assert not [name for name in ("Alex", "Sample", "Officer", "One", "Two") if name in text]


def test_what_is_open_is_asked_in_plain_words(draft: Draft) -> None:
    assert {(q.message, q.field) for q in draft.questions} == {
        *((n, "on") for n in (2, 3, 5, 6, 7, 8)),
        *((8, f"outcomes.{part}.shown-complete") for part in "ad"),
        *((8, f"outcomes.{part}.reasons-cover-all") for part in "abc"),
    }
    assert {q.asks for q in draft.questions} == {
        "On which day was this message sent?",
        "Does it show that it covers all that was asked for?",
        "Do the reasons cover all that is withheld?",
    }
