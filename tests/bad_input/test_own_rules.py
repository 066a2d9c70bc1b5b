"""Rules of one's own that cannot be used: every error of every file, each where it stands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foirules import RulesError, load_rules
from tests.bad_input.files import listed
from tests.foia import SCHEMA

Files = dict[str, str]
RULE = "id: r, of: part, kind: note, applies: true, when: false, cites: us, says: s, meaning: m"


def one(rule: str = RULE, facts: str = "[]") -> Files:
    """A file with facts on its second line and a rule on its fourth."""
    return {"a.yaml": f"chapter: a\nfacts: {facts}\nrules:\n  - {{{rule}}}\n"}


TRIALS: dict[str, tuple[Files, list[str]]] = {
    "nothing": ({"a.yaml": ""}, ["a.yaml: empty"]),
    "no rules": ({"a.yaml": "chapter: a\n"}, ["a.yaml:1:1: no facts and no rules"]),
    "no chapter": (
        {"a.yaml": "chaptre: a\n"},
        [
            "a.yaml:1:1: chaptre: unknown key 'chaptre'; did you mean 'chapter'?",
            "a.yaml:1:1: the key 'chapter' is missing",
        ],
    ),
    "a chapter twice": (
        {"a.yaml": one()["a.yaml"], "b.yaml": one()["a.yaml"]},
        ["b.yaml:1:10: chapter: the chapter 'a' is defined in a.yaml already"],
    ),
    "a breach": (
        one(RULE.replace("note", "breach")),
        ["a.yaml:4:29: rules[1].kind: unknown kind 'breach'; expected promise, departure or note"],
    ),
    "no meaning, and no such subject": (
        one("id: r, of: case, kind: note, applies: true, when: false, cites: us, says: s"),
        [
            "a.yaml:4:5: rules[1]: the key 'meaning' is missing",
            f"a.yaml:4:17: rules[1].of: unknown subject 'case'; expected {listed(SCHEMA.by_name)}",
        ],
    ),
    "no such type": (
        one(facts="[{of: part, name: n, type: int, is: 1 + 1}]"),
        [
            "a.yaml:2:35: facts[1].type: unknown type 'int'; expected date, number, true-or-false,"
            " exemptions, authority-type, outcome, personal-data-condition, dated-by, made-by, asks-for,"
            " ground, result, claimed-to, regime or stage"
        ],
    ),
    "a name that is not known, in two rules": (
        {
            "a.yaml": "chapter: a\nrules:\n  - {RULE}\n  - {OTHER}\n".replace(
                "RULE", RULE.replace("when: false", "when: answerd_on > as_of")
            ).replace("OTHER", RULE.replace("id: r", "id: q").replace("says: s", "says: '{n}'"))
        },
        [
            "a.yaml:3:56: rules[1].when: unknown name 'answerd_on' of a part; did you mean"
            " 'answered_on'?\n    answerd_on > as_of\n    ^",
            "a.yaml:4:82: rules[2].says: unknown name 'n' of a part\n    n\n    ^",
        ],
    ),
    "what is not in the language": (
        one(facts="[{of: part, name: n, type: number, is: \"open('/etc/passwd')\"}]"),
        [
            "a.yaml:2:48: facts[1].is: unknown function 'open'\n    open('/etc/passwd')\n    ^",
        ],
    ),
    "an expression that is too long": (
        one(RULE.replace("when: false", "when: " + " or ".join(["true"] * 500))),
        [
            "a.yaml:4:56: rules[1].when: the expression is too long: the limit expression is 2,000; --limit expression=4000 sets another"
        ],
    ),
    "choices whose tests are choices": (
        one(RULE.replace("when: false", f"when: {'True if (' * 20}True{') else True' * 20}")),
        [
            "a.yaml:4:56: rules[1].when: the expression is too long: the limit expression is 2,000; --limit expression=4000 sets another"
        ],
    ),
    "an expression that is nested too deep": (
        one(RULE.replace("when: false", f"when: {'not ' * 99}true")),
        [
            "a.yaml:4:56: rules[1].when: the expression is nested too deep: the limit nesting is 40; --limit nesting=80 sets another"
        ],
    ),
    "an expression that is folded": (
        {
            "a.yaml": "chapter: a\nfacts:\n  - of: part\n    name: n\n    type: date\n    is: >-\n      as_of\n"
        },
        [
            "a.yaml:6:9: facts[1].is: folded, which loses the places in an expression; it stands on one line, or in a literal block (|)"
        ],
    ),
    "an expression that begins with a bracket": (
        one(facts="[{of: part, name: n, type: exemptions, is: {'s12', 's14'}}]"),
        [
            "a.yaml:2:51: facts[1].is: found a mapping; expected an expression, in quotes where it begins with a bracket"
        ],
    ),
    "a list beside sections": (
        {
            "a.yaml": "chapter: a\nrules: []\nsections:\n  - facts: [{of: part, name: n, type: date, is: as_of}]\n"
        },
        ["a.yaml:2:8: rules: stands beside sections; it belongs in one of them"],
    ),
    "what is the Act's alone": (
        one(RULE + ", until: 2010-01-01"),
        [
            "a.yaml:4:95: rules[1].until: unknown key 'until'; expected id, of, kind, applies, when, possible-when, due, ended, begins, exemptions, cites, cites-if-possible, says, says-if-possible, meaning, plain, breaks or keeps"
        ],
    ),
    "a name of the Act's": (
        one(facts="[{of: part, name: answered_on, type: date, is: as_of}]"),
        ["a.yaml:2:55: facts[1].is: part.answered_on has this name already"],
    ),
    "a rule of the Act's": (
        one(RULE.replace("id: r", "id: late-response")),
        ["a.yaml:4:5: rules[1]: declared twice"],
    ),
}


def told(files: Files) -> list[str]:
    """The lines for what is wrong with rules of these files, called by their names alone."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        try:
            load_rules(paths)
        except RulesError as error:
            return [line.replace(f"{folder}/", "") for line in error.errors]
    return []


@pytest.mark.parametrize(("files", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_said_where_it_stands(files: Files, lines: list[str]) -> None:
    assert told(files) == lines


def test_a_rule_that_says_little_is_enough() -> None:
    assert told(one()) == []
