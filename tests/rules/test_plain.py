"""What the law says in plain words: of each rule, clock and action, and in few words."""

from __future__ import annotations

import re

import pytest
from attrs import astuple

from foirules.language.declarations import ActionDeclaration, ClockDeclaration, RuleDeclaration
from foirules.language.regime_files import load_law

LAW = load_law()
WHOLE = ("foia",)
"""The regimes of which every rule, clock and action has plain words."""
Declaration = RuleDeclaration | ClockDeclaration | ActionDeclaration


def declared(id: str) -> list[tuple[str, Declaration]]:
    """The rules, clocks and actions of a regime, each with what it is called."""
    return [
        (f"{kind} {each.id if isinstance(each, RuleDeclaration) else each.name}", each)
        for chapter in LAW[id].chapters
        for kind, group in (
            ("rule", chapter.rules),
            ("clock", chapter.clocks),
            ("action", chapter.actions),
        )
        for each in group
    ]


def said(id: str) -> list[tuple[str, str]]:
    """Each text, with whose it is."""
    return [
        (name, text) for name, each in declared(id) if each.plain for text in astuple(each.plain)
    ]


@pytest.mark.parametrize("id", WHOLE)
def test_each_has_plain_words(id: str) -> None:
    assert [name for name, each in declared(id) if each.plain is None] == []


@pytest.mark.parametrize("id", LAW)
def test_a_text_is_one_sentence_or_two(id: str) -> None:
    wrong = [
        (name, text)
        for name, text in said(id)
        if not (1 <= len(re.findall(r"\.(?= [A-Z]|$)", text)) <= 2)
        or not text.endswith(".")
        or len(text) > 330
    ]
    assert wrong == []


@pytest.mark.parametrize("id", LAW)
def test_a_text_names_no_length_of_time(id: str) -> None:
    """Periods differ by date and authority: they stand in the policies."""
    counted = re.compile(
        r"\d|\b(two|six|ten|fourteen|twenty|thirty|forty|sixty|hundred)\b[\w -]*"
        r"\b(days?|weeks?|months?|years?)\b",
        re.I,
    )
    assert [(name, text) for name, text in said(id) if counted.search(text)] == []


@pytest.mark.parametrize("id", LAW)
def test_each_text_speaks_of_whom_it_is_about(id: str) -> None:
    wrong = [
        name
        for name, each in declared(id)
        if each.plain
        and ("equester" not in each.plain.requester or not each.plain.authority[0].isupper())
    ]
    assert wrong == []
