"""What a source does not record is unknown, and what it records is as before."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import attrs
import pytest

from foirules import Assessment, Case, CaseError, assess
from foirules.assessing.one_case import prepare
from foirules.language.nodes import UNKNOWN
from foirules.language.types import BOOL, DATE, INT, Type
from tests.files import case, day, of
from tests.foia import EVENTS, EXEMPTIONS
from tests.records import AS_OF, but, sure

pytestmark = pytest.mark.one_cpython

U = UNKNOWN
CHASER = {"on": "2017-08-10", "event": "chaser"}
ANSWER = {"on": "2017-08-20", "event": "response", "outcome": "refused", "exemptions": ["s40(2)"]}
ON, ANSWERED = day("2017-08-10").toordinal(), day("2017-08-20").toordinal()


MASK = EXEMPTIONS.mask(("s40(2)",))


@pytest.mark.parametrize(
    ("kind", "expression", "there", "not_there"),
    [
        (BOOL, "any(e.event == 'chaser' for e in events)", 1, U),
        (BOOL, "all(e.event != 'chaser' for e in events)", 0, U),
        (INT, "count(e for e in events if e.event == 'chaser')", U, U),
        (DATE, "first(e.on for e in events if e.event == 'chaser')", U, U),
        (DATE, "last(e.on for e in events if e.event == 'chaser')", U, U),
        (DATE, "earliest(e.on for e in events if e.event == 'chaser')", U, U),
        (DATE, "latest(e.on for e in events if e.event == 'chaser')", U, U),
        (INT, "total(e.seq for e in events if e.event == 'chaser')", U, U),
        (BOOL, "any(e.event == 'chaser' and e.on < as_of for e in events)", 1, U),
    ],
)
def test_of_a_kind_not_recorded_there_may_be_a_further_row(
    kind: Type, expression: str, there: int, not_there: int
) -> None:
    one, none = case(CHASER), case()
    assert sure(kind, expression, attrs.evolve(one, recorded=but("chaser"))) == there
    assert sure(kind, expression, attrs.evolve(none, recorded=but("chaser"))) == not_there
    for made in (one, none):  # what is recorded, or is of another kind, is as it was
        plain = sure(kind, expression, made)
        assert plain != U
        assert sure(kind, expression, attrs.evolve(made, recorded=but("publication"))) == plain
        assert sure(kind, expression, attrs.evolve(made, recorded=but())) == plain


@pytest.mark.parametrize("name", ["first", "last", "earliest", "latest"])
def test_what_is_there_is_not_absent_though_it_is_unknown(name: str) -> None:
    """It is unknown which day, and not whether there is one."""
    days = f"{name}(e.on for e in events if e.event == 'chaser')"
    one = attrs.evolve(case(CHASER), recorded=but("chaser"))
    none = attrs.evolve(case(), recorded=but("chaser"))
    for state, there in (("present", 1), ("absent", 0)):
        assert sure(BOOL, f"({days}) is {state}", one) == there
        assert sure(BOOL, f"({days}) is {state}", none) == U
        within = f"(({days}) if 1 < 2 else nothing) is {state}"
        assert sure(BOOL, within, one) == there


def test_a_first_value_that_may_be_absent_may_be_so_of_a_row_before_it() -> None:
    letter = {"on": "2017-08-20", "event": "holding-reply", "expected-by": "2017-09-01"}
    made = attrs.evolve(case(letter), recorded=but("holding-reply"))
    assert sure(BOOL, "first(n.expected_by for n in notices) is present", made) == U
    assert sure(BOOL, "earliest(n.expected_by for n in notices) is present", made) == 1


def test_a_condition_shuts_kinds_out_by_the_facts_that_it_reads() -> None:
    """`answers` is true of a response and of the outcome of a review only."""
    union = "union(m.exemptions for m in mentions if m.answers)"
    expression = "first(m.on for m in mentions if m.answers)"
    made = case(ANSWER)
    assert (
        sure(DATE, expression, attrs.evolve(made, recorded=but("holding-reply")), "part")
        == ANSWERED
    )
    assert sure(DATE, expression, attrs.evolve(made, recorded=but("review-outcome")), "part") == U
    assert (
        sure(EXEMPTIONS, union, attrs.evolve(made, recorded=but("holding-reply")), "part") == MASK
    )
    assert sure(EXEMPTIONS, union, attrs.evolve(made, recorded=but("response")), "part") == U


@pytest.mark.parametrize(
    ("expression", "field", "event"),
    [
        ("any(n.decision_reached for n in notices)", "decision-reached", "holding-reply"),
        ("any(n.expected_by is present for n in notices)", "expected-by", "holding-reply"),
        ("any(r.environmental for r in receipts)", "environmental", ""),
    ],
)
def test_a_field_without_a_place_is_unknown_where_it_is_left_out(
    expression: str, field: str, event: str
) -> None:
    made = case(*([{"on": "2017-08-20", "event": event}] if event else []))
    assert sure(BOOL, expression, made) == 0
    assert sure(BOOL, expression, attrs.evolve(made, without_fields=(field,))) == U
    assert sure(BOOL, expression, attrs.evolve(made, without_fields=("as-at",))) == 0
    if event:
        assert sure(BOOL, expression, attrs.evolve(made, recorded=but(event))) == U


def test_what_the_law_presumes_it_presumes_of_what_is_not_recorded_too() -> None:
    """No letter answers under another law, those that are not recorded among them."""
    expression = "any(n.answered_under in ('eir', 'eisr') for n in notices)"
    made = attrs.evolve(case(), recorded=but("holding-reply"), without_fields=("answered-under",))
    assert sure(BOOL, expression, made) == 0
    asked = {"on": "2017-08-05", "event": "clarification-sought"}
    made = attrs.evolve(case(asked), without_fields=("required",))
    assert sure(BOOL, "all(c.required for c in clarifications)", made) == 1


# --- what is found --------------------------------------------------------------------------------

LATE = {"on": "2017-09-20", "event": "response", "outcome": "disclosed"}
TRACKER = ("request-received", "response")


def judged(made: Case, recorded: tuple[str, ...] | None, as_of: date = AS_OF) -> Assessment:
    return assess(attrs.evolve(made, recorded=recorded), as_of, explain=True)


def test_a_late_answer_is_possibly_late_where_what_may_explain_it_is_not_recorded() -> None:
    made = case(LATE)
    assert of(judged(made, None), "late-response") == {("established", None)}
    for kind in ("extension-notice", "clarification-sought", "fees-notice"):
        found = judged(made, but(kind))
        assert of(found, "late-response") == {("possible", None)}
        (finding,) = (f for f in found.findings if f.rule == "late-response")
        assert finding.due == day("2017-09-04")
        assert f"not recorded: event:{kind}" in finding.message
        assert finding.message.startswith("answered, or answered in full, on 20 September 2017")
        (derived,) = (d for d in found.derivations() if d.name == "late-response")
        assert derived.step.cites.endswith("possible only, by what is not recorded")
    for kind in ("chaser", "review-requested", "ico-complaint", "publication"):
        assert of(judged(made, but(kind)), "late-response") == {("established", None)}


def test_a_tracker_says_nothing_of_reviews() -> None:
    found = judged(case(LATE), TRACKER)
    rules = [f.rule for f in found.findings] + [u.rule for u in found.undecided]
    assert "late-response" in rules
    assert not [rule for rule in [*rules, *(m.rule for m in found.met)] if "review" in rule]
    assert {f.certainty for f in found.findings} == {"possible"}


def test_what_leaves_a_duty_undecided_is_named() -> None:
    kept = case({"on": "2017-08-20", "event": "response", "outcome": "disclosed"})
    assert "late-response" in {each.rule for each in judged(kept, None).met}
    found = judged(kept, but("clarification-sought"))
    assert "late-response" not in {each.rule for each in found.met}
    (each,) = (each for each in found.undecided if each.rule == "late-response")
    assert each.missing == ("event:clarification-sought",)


def test_clocks_actions_and_stages_go_by_the_record_and_the_notes_say_so() -> None:
    made = case()
    whole, less = judged(made, None), judged(made, TRACKER)
    assert (less.clocks, less.actions, less.stages) == (whole.clocks, whole.actions, whole.stages)
    assert whole.notes == ()
    assert less.notes == (
        "its source does not record all: clocks, actions and stages take what is not recorded as"
        " not having happened",
    )


def test_a_law_that_another_may_take_the_place_of_establishes_nothing() -> None:
    """Where nothing says whether the information is environmental, FOIA may not be the law."""
    made = attrs.evolve(case(LATE), without_fields=("environmental",))
    found = assess(made, AS_OF)
    assert of(found, "late-response") == {("possible", None)}
    (finding,) = (f for f in found.findings if f.rule == "late-response")
    assert finding.message.endswith("not recorded: environmental")


def test_there_are_two_laws_and_not_one_a_list() -> None:
    kinds = list(EVENTS)[1:]
    lists = [but(*kinds[: n + 1]) for n in range(len(kinds))]
    laws = {id(prepare(attrs.evolve(case(), recorded=each)).known) for each in lists}
    assert len(laws) == 1
    assert laws != {id(prepare(case()).known)}


# --- where it is said -----------------------------------------------------------------------------

FILE: dict[str, Any] = {
    "case": "test",
    "events": [{"on": "2017-08-03", "event": "request-received"}],
}


def test_a_case_file_says_what_it_records() -> None:
    assert Case.from_dict(FILE).recorded is None
    assert Case.from_dict({**FILE, "recorded": "all"}).recorded is None
    listed = ["request-received", "response", "response"]
    assert Case.from_dict({**FILE, "recorded": listed}).recorded == TRACKER


@pytest.mark.parametrize(
    ("recorded", "said"),
    [
        ("mapped", "recorded: found 'mapped'; expected all, or a list of kinds of events"),
        ([], "recorded: expected at least one event"),
        (["respons"], "recorded[1]: unknown event 'respons'; did you mean 'response'?"),
        ([3], "recorded[1]: found 3; expected the name of an event"),
    ],
)
def test_a_list_that_is_wrong_is_told(recorded: Any, said: str) -> None:
    with pytest.raises(CaseError) as error:
        Case.from_dict({**FILE, "recorded": recorded})
    assert error.value.errors == (said,)


def test_of_several_laws_each_takes_the_kinds_that_it_knows() -> None:
    several = {
        **FILE,
        "parts": {"a": {"regime": "foia"}, "b": {"regime": "eir"}},
        "recorded": ["request-received", "response", "fees-notice", "time-application"],
    }
    made = Case.from_dict(several)
    (eir,) = made.also
    assert made.recorded == ("request-received", "response", "fees-notice", "time-application")
    assert eir.recorded == ("request-received", "response", "fees-notice")


def test_a_case_file_says_which_fields_it_has_no_place_for() -> None:
    assert Case.from_dict(FILE).without_fields == ()
    made = Case.from_dict({**FILE, "without-fields": ["environmental", "environmental"]})
    assert made.without_fields == ("environmental",)
    assert of(assess(made, AS_OF), "late-response") == {("possible", None)}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ("environmental", "without-fields: found 'environmental'; expected a list"),
        (["enviromental"], "did you mean 'environmental'?"),
        (["outcome"], "without-fields[1]: unknown field 'outcome'"),  # unknown wherever left out
    ],
)
def test_fields_that_say_nothing_where_they_are_left_out_are_told(fields: Any, said: str) -> None:
    with pytest.raises(CaseError, match=re.escape(said)):
        Case.from_dict({**FILE, "without-fields": fields})


def test_of_several_laws_each_takes_the_fields_that_it_knows() -> None:
    several = {
        **FILE,
        "parts": {"a": {"regime": "foia"}, "b": {"regime": "eir"}},
        "without-fields": ["publication-by", "expected-by"],
    }
    made = Case.from_dict(several)
    (eir,) = made.also
    assert made.without_fields == ("publication-by", "expected-by")
    assert eir.without_fields == ("expected-by",)
