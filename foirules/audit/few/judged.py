"""The cases of a log judged one by one, and what is counted of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from foirules.assessing.one_case import assess
from foirules.audit.counting.figures import WEEK, most_frequent, of_set, spread
from foirules.audit.few.cases_of_rows import RowsOfCase, cases_of_rows
from foirules.audit.few.due import due_of
from foirules.audit.few.event_rows import event_rows
from foirules.audit.judging.statistics import EVERY, PREFIX, Statistics, statistics
from foirules.calendars.working_days import OutsideCalendar
from foirules.cases.assessment import Assessment, Finding
from foirules.cases.basis import Basis, made_by_all
from foirules.cases.case import Case
from foirules.cases.errors import CaseError
from foirules.documents.digests import digest_of_bytes
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import OwnRules
from foirules.policy.policies import load_policies
from foirules.rules import DEFAULT

MOST: Final = 2_000  # cases
MESSAGES: Final = {
    "many": "{name}: {found:,} cases; {most:,} at most are judged one by one: foirules audit judges"
    " any number",
    "none": "{name}: no case can be judged",
}


@frozen
class JudgedCase:
    """A case, what is found of it, and the findings that count it: those of the measures."""

    case: Case
    found: Assessment
    counted: Sequence[Finding]


@frozen
class FewCases:
    """The cases of a log.

    :param rows: how many there are.
    :param refused: the cases that cannot be judged, each with the reasons.
    :param not_received: how many were received after ``as_of`` only.
    """

    as_of: date
    digest: str
    rows: int
    judged: Sequence[JudgedCase]
    refused: Sequence[RowsOfCase]
    not_received: int

    def to_dict(self) -> dict[str, Any]:
        """What is counted, in the names of the summary of an audit; dates are ISO."""
        law = load_law()
        regimes = sorted({each.case.regime for each in self.judged})
        policies, due = load_policies(), self.due()
        return {
            "made_by": made_by_all((Basis(policies[id]) for id in regimes), self.digest),
            "as_of": self.as_of.isoformat(),
            "rows": {"read": self.rows},
            "cases": {
                "read": len(self.judged) + len(self.refused) + self.not_received,
                "assessed": len(self.judged),
                "rejected": len(self.refused),
                "not_received": self.not_received,
            },
            "what_is_due": {"counts": list(_counts(due, self.as_of))},
            "due": due,
            "by_regime": [self._of_regime(law[id]) for id in regimes],
        }

    def due(self) -> list[dict[str, Any]]:
        """What is due: of each actor what is longest overdue first, then what falls due next."""
        law = load_law()
        rows = [
            row
            for each in self.judged
            for row in due_of(
                each.found,
                each.case.authority.name,
                _optional(law[each.case.regime]),
                law[each.case.regime].calendar,
            )
        ]
        return sorted(
            rows,
            key=lambda row: (
                *(row["actor"], not row["overdue"], row["deadline"], row["case"]),
                *(row["parts"] or "", row["action"]),
            ),
        )

    def _of_regime(self, regime: Regime) -> dict[str, Any]:
        """What is counted of the cases of one regime."""
        own = [each for each in self.judged if each.case.regime == regime.id]
        counted = statistics(regime)
        found = Counter((f.rule, f.kind, f.certainty) for each in own for f in each.found.findings)
        certain = [f for each in own for f in each.counted if f.certainty == "established"]
        counts = Counter(f.rule.removeprefix(PREFIX) for f in certain)
        counts[EVERY] = len(own)
        return {
            "regime": regime.id,
            "title": regime.title,
            "cases": {"assessed": len(own)},
            "findings": [
                {"rule": rule, "kind": kind, "certainty": certainty, "count": count}
                for (rule, kind, certainty), count in most_frequent(found)
            ],
            "stages": dict(most_frequent(Counter(s for e in own for _, s in e.found.stages))),
            "statistics": [of_set(each, counts) for each in counted.sets],
            "late_by": list(_late(certain, counted)),
        }


def judge_few(
    data: bytes, name: str, as_of: date, regime: str = DEFAULT, most: int = MOST
) -> FewCases:
    """The cases of a log with our columns, judged.

    :param name: what messages call it.
    :param regime: of the cases that name none.
    :raises CaseError: where the log cannot be read, has more cases than ``most``, or none that can
        be judged.
    """
    law, rows = load_law(), event_rows(data, name)
    cases = list(cases_of_rows(rows, name, regime, law))
    if len(cases) > most:
        raise CaseError([MESSAGES["many"].format(name=name, found=len(cases), most=most)])
    rules = OwnRules()
    for id in law:
        rules = rules.beside(id, statistics(law[id]).chapter)
    judged: list[JudgedCase] = []
    refused = [each for each in cases if each.wrong]
    not_received = 0
    for each in cases:
        if each.case is None:
            continue
        if each.case.events[0].on > as_of:
            not_received += 1
            continue
        try:
            judged.append(_judged(each.case, as_of, rules))
        except (CaseError, OutsideCalendar) as error:
            refused.append(evolve(each, wrong=getattr(error, "errors", (str(error),))))
    if not judged and not not_received:
        wrong = [line for each in refused for line in each.wrong]
        raise CaseError([*wrong[:20], MESSAGES["none"].format(name=name)])
    return FewCases(as_of, digest_of_bytes(data), len(rows), judged, refused, not_received)


def _judged(case: Case, as_of: date, rules: OwnRules) -> JudgedCase:
    """A case judged, the findings of the measures apart; these as if what is not recorded had not
    happened."""
    found = assess(case, as_of, rules=rules)
    whole = evolve(case, recorded=None, without_fields=())
    recorded = assess(whole, as_of, rules=rules) if case.partly_recorded else found
    counted = [each for each in recorded.findings if each.rule.startswith(PREFIX)]
    own = tuple(each for each in found.findings if not each.rule.startswith(PREFIX))
    undecided = tuple(each for each in found.undecided if not each.rule.startswith(PREFIX))
    return JudgedCase(case, evolve(found, findings=own, undecided=undecided), counted)


def _late(certain: Sequence[Finding], counted: Statistics) -> Iterator[dict[str, Any]]:
    """How late, in working days, of each measure that knows it."""
    for name in counted.names:
        own = (each for each in certain if each.rule == PREFIX + name)
        days = Counter(e.working_days_late for e in own if e.working_days_late is not None)
        if days:
            yield {"measure": name, **spread(days, counted.late_by)}


def _counts(due: Sequence[Mapping[str, Any]], as_of: date) -> Iterator[dict[str, Any]]:
    """How much is due of whom by when."""
    week = (as_of + WEEK).isoformat()
    for actor in sorted({row["actor"] for row in due}):
        own = [row for row in due if row["actor"] == actor]
        overdue = sum(row["overdue"] for row in own)
        soon = sum(not row["overdue"] and row["deadline"] <= week for row in own)
        later = len(own) - overdue - soon
        yield {"actor": actor, "overdue": overdue, "this_week": soon, "later": later}


def _optional(regime: Regime) -> set[str]:
    """The actions that nobody has to take."""
    return {each.name for chapter in regime.chapters for each in chapter.actions if each.optional}
