"""Answers -> the next question, or the end: the case, and what is still open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from attrs import frozen

from foirules.assessing.inquiry.answers import Answers
from foirules.assessing.inquiry.next_question import (
    NextQuestion,
    authority_question,
    begins_question,
    event_question,
    field_question,
    states_question,
)
from foirules.assessing.inquiry.told import Told, ToldEvent
from foirules.assessing.inquiry.trials import Trials
from foirules.assessing.one_case import assess
from foirules.cases.case import Case
from foirules.documents.data import check_day
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import Field
from foirules.language.vocabulary import EventKind
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy


@frozen
class Inquiry:
    """How far an inquiry has come.

    :param question: the next one; None at the end, when no answer would change a last day or a
        next step.
    :param used: the questions whose answers the case rests on.
    :param not_used: those that were answered and are not asked, given the other answers.
    :param case: at the end what was told, as a case.
    :param data: the same in the shape of a case file.
    :param open: at the end the questions whose answers would decide what else is undecided, or that
        are seldom asked, those that decide the most first.
    """

    question: NextQuestion | None
    used: tuple[str, ...]
    not_used: tuple[str, ...]
    case: Case | None = None
    data: Mapping[str, Any] | None = None
    open: tuple[NextQuestion, ...] = ()


def inquire(
    answers: Any,
    as_of: date,
    *,
    law: Mapping[str, Regime] | None = None,
    policies: Mapping[str, Policy] | None = None,
) -> Inquiry:
    """What is asked next of a person who has given some answers.

    :param answers: a list in the shape that :mod:`foirules.assessing.inquiry.answers` tells.
    :param as_of: events after this day have not happened.
    :param law: from :func:`foirules.load_law`; the regimes shipped, if not given.
    :param policies: from :func:`foirules.load_policies`; those shipped, if not given.
    :raises CaseError: with all that is wrong with the answers.
    :raises TypeError: where ``as_of`` is no date.
    """
    check_day(as_of, "as_of")
    known = load_law() if law is None else law
    given = Answers.of(answers, as_of, known)
    told = given.told()
    answered = tuple(given.used), tuple(given.not_used())
    if told is None:
        return Inquiry(authority_question(known), *answered)
    if not told.events:
        return Inquiry(begins_question(told.regime, as_of), *answered)
    case = told.case(known)
    trials = Trials.of(told, case, as_of, policies or load_policies(law=law))
    if question := _question(trials):
        return Inquiry(question, *answered)
    return Inquiry(None, *answered, case, told.data(), tuple(_left(trials, case)))


def _question(trials: Trials) -> NextQuestion | None:
    """The next question, where there is one: what else happened, and then of what has happened
    that by which the most changes."""
    told = trials.told
    if told.all_told is None:
        return event_question(told, _likely(trials), trials.as_of)
    fields = [(trials.weight(*each), each) for each in _not_asked(told) if not each[1].seldom]
    weight, asked = max(fields, key=lambda each: each[0], default=(0, None))
    if not weight or asked is None:
        return None
    place, f = asked
    return field_question(told, told.in_order()[place], f)


def _likely(trials: Trials) -> list[EventKind]:
    """The kinds of events that may have come next and would change something; those first that
    follow on what came last."""
    told = trials.told
    places = {event.kind.name: place for place, event in enumerate(told.in_order())}
    after = {
        kind: max(places[each] for each in kind.asked_after if each in places)
        for kind in told.regime.vocabulary.events.values()
        if places.keys() & {*kind.asked_after} and trials.event_matters(kind)
    }
    return sorted(after, key=lambda kind: -after[kind])


def _not_asked(told: Told) -> Iterator[tuple[int, Field]]:
    """The fields of what happened that were not asked for, each with the place of its event."""
    for place, event in enumerate(told.in_order()):
        for f in event.kind.fields:
            if f.name not in event.answered:
                yield place, f


def _left(trials: Trials, case: Case) -> Iterator[NextQuestion]:
    """The questions that are left at the end: those that would decide a duty, then those of what
    seldom is other than where it is left out."""
    told, order = trials.told, trials.told.in_order()
    found = assess(case, trials.as_of, policies=trials.policies, results=("undecided",))
    waiting: dict[tuple[int, str], int] = {}
    for duty in found.undecided:
        for name in duty.missing:
            for place in _places(order, name, duty.event.id if duty.event else None):
                waiting[place, name] = waiting.get((place, name), 0) + 1
    statements = told.regime.vocabulary.statements
    asked: dict[str, tuple[int, NextQuestion]] = {}
    for place, f in _not_asked(told):
        count = waiting.get((place, f.name), 0)
        if f.name in statements and count:
            event = order[place]
            stated = [
                each
                for each in event.kind.fields
                if each.name in statements
                and (each.name in event.answered or (place, each.name) in waiting)
            ]
            question = states_question(told, event, stated)
            before = asked.get(question.id, (0, question))[0]
            asked[question.id] = before + count, question
        elif count:
            asked[f"{place}/{f.name}"] = count, field_question(told, order[place], f)
    yield from (each for _, each in sorted(asked.values(), key=lambda each: -each[0]))
    for place, f in _not_asked(told):
        if f.seldom and (place, f.name) not in waiting and trials.weight(place, f):
            yield field_question(told, order[place], f)


def _places(order: tuple[ToldEvent, ...], name: str, id: str | None) -> Iterator[int]:
    """The events of which a field is asked: the one that a duty is of, or all that may have it."""
    for place, event in enumerate(order):
        if event.kind.field(name) is not None and id in (None, str(place + 1)):
            yield place
