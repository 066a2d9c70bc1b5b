"""The examples that a rule gives, in words: what happened, and what is found of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from attrs import frozen

from foirules.assessing.one_case import assess
from foirules.cases.case import Case, Event
from foirules.cases.errors import CaseError
from foirules.cases.examples import example
from foirules.engine.values_in_words import day_in_words, span
from foirules.language.declarations import RuleDeclaration
from foirules.language.meaning import plainly
from foirules.language.regime import Regime
from foirules.language.types import DATE, Enumeration, SetType
from foirules.language.vocabulary import Vocabulary
from foirules.policy.own_rules import OwnRules
from foirules.report.case_words import told
from foirules.report.page import Page

_FOUND: Final = {"established": "An example", "possible": "An example in which it is possible"}
_OTHERWISE: Final = "Not so in this one"
# What an example that has no place in the reader raises: rules of one's own may have such.
_NO_CASE: Final = (CaseError, ValueError, TypeError, LookupError)


@frozen
class Worked:
    """An example: what happened, a day and a text for each event, and what is said of it."""

    events: tuple[tuple[str, str], ...]
    said: str = ""

    def tell(self, page: Page) -> None:
        """The lines of it."""
        at = max(len(day) for day, _ in self.events) + 4
        for day, text in self.events:
            page.columns(day, text, at, indent=2)
        if self.said:
            page.say(f"Said of it: {self.said}", 2, hang=0)


def worked(
    rule: RuleDeclaration, regime: Regime, law: Mapping[str, Regime], own: OwnRules | None = None
) -> dict[str, Worked]:
    """The examples of a rule, by their titles: one that has the finding, and one that has not.

    :param law: the regimes known, ``regime`` among them.
    :param own: rules of one's own, where the rule is one of them.
    """
    found: dict[str, Worked] = {}
    try:
        if rule.breaks:
            case, as_of = example(rule.breaks, regime=regime)
            assessed = assess(case, as_of, law=law, rules=own, results=("findings",))
            finding = next((f for f in assessed.findings if f.rule == rule.id), None)
            if finding:
                events = _events(case, regime.vocabulary)
                found[_FOUND[finding.certainty]] = Worked(events, f"{finding.message}.")
        if rule.keeps:
            case, _ = example(rule.keeps, regime=regime)
            found[_OTHERWISE] = Worked(_events(case, regime.vocabulary))
    except _NO_CASE:
        return {}
    return found


def _events(case: Case, words: Vocabulary) -> tuple[tuple[str, str], ...]:
    type, usual = case.authority.type, words.authority_type.members[0]
    kind = (("authority", plainly(type)),) if type not in (None, usual) else ()
    events = (
        (span(each.on, each.until), "; ".join([told(each, words), *_more(each, words)]))
        for each in case.events
    )
    return (*kind, *events)


def _more(event: Event, words: Vocabulary) -> Iterator[str]:
    """What an event says beside what is told of every event of its kind."""
    for name, value in event.details.items():
        type = words.fields[name].type
        if name in words.outcome_fields and isinstance(type, Enumeration | SetType):
            continue  # is told
        if not (type is DATE and words.fields[name].told):
            yield f"{plainly(name)}: {_in_words(value)}"


def _in_words(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case date():
            return day_in_words(value)
        case str():
            return plainly(value)
        case _:
            return str(value)
