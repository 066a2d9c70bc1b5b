"""The law's words for a person who does not know the law: there for all, and in keeping with it.

That they say what the expressions say is for a reader; here is what can be seen without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import pytest
from attrs import astuple

from foirules.language.declarations import ActionDeclaration, ClockDeclaration, RuleDeclaration
from foirules.language.regime_files import load_law

LAW: Final = load_law()
NUMBERS: Final = (
    r"\d+|two|three|four|five|six|seven|ten|twelve|fourteen|fifteen|twenty(?:-\w+)?|thirty|forty|"
    "fifty|sixty|seventy|a hundred"
)
A_PERIOD: Final = re.compile(
    rf"\b(?:{NUMBERS}|\w+th)\b (?:working |school |calendar )?(?:day|week|month|year|hour|pound)s?\b"
)
A_SENTENCE: Final = re.compile(r"[A-Z0-9][^;{}]*\.")
NOT_SURE: Final = re.compile(r"\b(?:may|possible|whether|unless|if|is taken)\b", re.IGNORECASE)

Declared = RuleDeclaration | ClockDeclaration | ActionDeclaration


def declared(regime: str) -> Iterator[Declared]:
    """The rules, clocks and actions of a regime, those of the chapters that it shares as well."""
    for chapter in LAW[regime].chapters:
        yield from chapter.rules
        yield from chapter.clocks
        yield from chapter.actions


def texts(regime: str) -> Iterator[tuple[str, str]]:
    """Each plain text, with the name of what it is of."""
    for each in declared(regime):
        if each.plain is not None:
            yield from ((called(each), text) for text in astuple(each.plain))


def called(each: Declared) -> str:
    return each.id if isinstance(each, RuleDeclaration) else each.name


@pytest.mark.parametrize("regime", LAW)
def test_none_is_without_plain_words(regime: str) -> None:
    assert [called(each) for each in declared(regime) if each.plain is None] == []


@pytest.mark.parametrize("regime", LAW)
def test_plain_words_are_whole_sentences_without_blanks(regime: str) -> None:
    assert [(name, text) for name, text in texts(regime) if not A_SENTENCE.fullmatch(text)] == []


@pytest.mark.parametrize("regime", LAW)
def test_plain_words_name_no_period_that_a_policy_may_change(regime: str) -> None:
    assert [(name, text) for name, text in texts(regime) if A_PERIOD.search(text)] == []


@pytest.mark.parametrize("regime", LAW)
def test_plain_words_of_what_is_never_established_leave_it_open(regime: str) -> None:
    possible = [
        (each.id, each.plain.means)
        for each in declared(regime)
        if isinstance(each, RuleDeclaration) and each.plain and each.when == "False"
    ]
    assert possible
    assert [(name, text) for name, text in possible if not NOT_SURE.search(text)] == []


@pytest.mark.parametrize("regime", LAW)
def test_plain_words_of_a_broken_promise_call_it_that(regime: str) -> None:
    promises = [
        (each.id, each.plain)
        for each in declared(regime)
        if isinstance(each, RuleDeclaration) and each.kind == "promise" and each.plain
    ]
    assert promises
    assert [name for name, plain in promises if "promise" not in plain.means + plain.why] == []
