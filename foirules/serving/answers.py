"""Questions -> answers, as data: what the service and the tools for agents both give.

An answer is a function of what is asked and of the day; nothing is kept between two of them. What
cannot be answered is raised: ``CaseError``, ``LettersError`` or :class:`NotFound`, each with
``errors``, a line for each thing that is wrong. What one question alone needs is imported when it
is asked: in a browser the imports are most of the time that the engine takes to start.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any, Final

from foirules.assessing.due import due
from foirules.assessing.one_case import assess, law_for, prepare
from foirules.cases.basis import Basis, made_by_all
from foirules.cases.case_file import case_from_dict, read_case_file, read_event
from foirules.cases.errors import CaseError
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.rules import DEFAULT
from foirules.serving.asked import Asked
from foirules.serving.explained_due import explained

DUE: Final = ("received", "regime", "authority_type", "policy", "explain")
UNKNOWN = "unknown policy {found}{near}"


class NotFound(LookupError):
    """A rule or a policy that there is not."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.errors = (line,)


def assess_answer(case: Any, as_of: date, explain: bool = False) -> dict[str, Any]:
    """What is found of a case, in the shape of ``foirules assess --format json``.

    :param case: in the shape of a case file.
    """
    found = assess(case_from_dict(case), as_of, explain=explain)
    shape = found.to_dict()
    if explain:
        shape["derivations"] = [each.to_dict() for each in found.derivations()]
    return shape


def next_steps_answer(case: Any, as_of: date) -> dict[str, Any]:
    """What can be done next on a case, and the questions whose answers would decide what it leaves
    undecided."""
    from foirules.assessing.questions import questions

    read = case_from_dict(case)
    found = assess(read, as_of)
    return {
        "made_by": found.made_by,
        "actions": [each.to_dict() for each in found.actions],
        "questions": [each.to_dict() for each in questions(read, found, load_law())],
    }


def due_answer(asked: Any) -> dict[str, Any]:
    """The last day for answering, in the shape of ``foirules due --format json``.

    :param asked: ``received``, and perhaps ``regime``, ``authority_type`` and ``policy``; with
        ``explain`` true the answer says what the last day means and what happens if it passes
        (:func:`foirules.serving.explained_due.explained`).
    """
    given = Asked.of(asked, DUE, ("received",))
    received, of = given.day("received"), _regime(given)
    kind = given.one_of("authority_type", of.vocabulary.authority_type.members)
    policy = given.one_of("policy", load_policies())
    explain = given.boolean("explain")
    given.check()
    assert received is not None
    made = due(received, regime=of.id, authority_type=kind, policy=policy, results=())
    return made.to_dict() | (explained(made) if explain else {})


def what_if_answer(asked: Any, as_of: date) -> dict[str, Any]:
    """The difference that events make to a case, as ``foirules assess --what-if --format json``.

    :param asked: ``case``, and ``events`` that have not happened yet; where one of them is later
        than ``as_of``, the case is judged on its day.
    """
    from foirules.assessing.what_if import what_if

    given = Asked.of(asked, ("case", "events"), ("case", "events"))
    listed = given.reader.list(given.fields["events"], "events")
    given.check()
    case = case_from_dict(asked["case"])
    events = [
        read_event(json.dumps(each), where, case, f"what-if-{number}")
        for number, (each, (_, where)) in enumerate(zip(asked["events"], listed, strict=True), 1)
    ]
    day = max([as_of, *(each.until or each.on for each in events)])
    return what_if(case, events, day).to_dict()


def check_answer(case: Any, as_of: date) -> dict[str, Any]:
    """What is not as a case expects, in the shape of ``foirules check --format json``.

    :param case: in the shape of a case file, with what is expected of it.
    """
    from foirules.check.run import Settings, check_file
    from foirules.report.check import Outcome
    from foirules.report.check.data import data

    settings = Settings(as_of)
    checked = check_file(read_case_file(json.dumps(case), "case"), settings)
    if checked.errors:
        raise CaseError(list(checked.errors))
    return data(Outcome([checked], [], settings))


def draft_answer(asked: Any, as_of: date) -> dict[str, Any]:
    """The case that letters show, nothing of it confirmed, and those of later requests in them.

    :param asked: ``text``, and perhaps ``regime``, and ``after``, the first day on which any of the
        letters can have been sent.
    """
    from foirules.letters.read_messages import drafts_of, thread_of_text

    given = Asked.of(asked, ("text", "regime", "after"), ("text",))
    text, of, after = given.text("text"), _regime(given), given.day("after")
    given.check()
    thread = thread_of_text(text or "")
    made, *others = drafts_of(thread, as_of=as_of, regime=of.id, after=after)
    case = made.case()
    return {
        "made_by": made_by_all([prepare(case).basis], case.digest),
        "case": made.data(),
        "later_cases": [each.data() for each in others],
    }


def ask_answer(asked: Any, as_of: date) -> dict[str, Any]:
    """The next question to a person who has no case file yet, or the end.

    :param asked: ``answers``, in the shape that :mod:`foirules.assessing.inquiry.answers` tells.
    """
    from foirules.assessing.inquiry.inquiry import inquire
    from foirules.serving.asked_case import end_of

    Asked.of(asked, ("answers",), ("answers",))
    made = inquire(asked["answers"], as_of)
    case = made.case
    of_case = ([prepare(case).basis], case.digest) if case else ([], None)
    return {
        "question": made.question.to_dict() if made.question else None,
        "end": end_of(made, as_of),
        "open": [each.to_dict() for each in made.open],
        "used": list(made.used),
        "not_used": list(made.not_used),
        "made_by": made_by_all(*of_case),
    }


def rules_answer(asked: Any, name: str | None = None) -> list[dict[str, Any]]:
    """The law as it is declared, or what there is of a name or a provision.

    :param asked: perhaps ``regime``.
    """
    from foirules.report.asked import asked as found_by
    from foirules.report.declaration import declaration_data
    from foirules.report.law import law_data
    from foirules.report.provision import Provision, provision_data

    given = Asked.of(asked, ("regime",))
    of = _regime(given)
    given.check()
    policy = load_policies()[of.id]
    law = law_for(policy)
    if name is None:
        return law_data(policy, law)
    try:
        found = [each for _, _, each in found_by(name, [(policy, law)])]
    except LookupError as error:
        raise NotFound(str(error.args[0])) from None
    return [
        provision_data(each) if isinstance(each, Provision) else declaration_data(each, of)
        for each in found
    ]


def policies_answer(id: str | None = None) -> list[dict[str, Any]]:
    """The policies, or the one of an id."""
    from foirules.report.policies import policy_data

    known = load_policies()
    if id is not None and id not in known:
        raise NotFound(UNKNOWN.format(found=repr(id), near=expected(id, known)))
    return [policy_data(known[each]) for each in ([id] if id is not None else known)]


@cache
def health_answer() -> dict[str, Any]:
    """That the service is there, and the law, the policies and the calendars that it has."""
    policies = load_policies()
    bases = [Basis(policies[id]) for id in load_law()]
    return {"status": "ok", "made_by": made_by_all(bases, None)}


def _regime(given: Asked) -> Regime:
    law = load_law()
    return law[given.one_of("regime", law) or DEFAULT]
