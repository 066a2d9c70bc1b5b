"""What docs/language.md says of the language is what the language does."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace
from typing import Any, get_args

import pytest
from attrs import evolve

from foirules import assess
from foirules.assessing.one_case import law_for
from foirules.engine.scalar.compiler import Scalar
from foirules.language import nodes
from foirules.language.declarations import KINDS, Chapter
from foirules.language.errors import LawError
from foirules.language.functions import AGGREGATES, FUNCTIONS
from foirules.language.law import Law
from foirules.language.law_reader import read_law
from foirules.language.nodes import ABSENT, UNKNOWN
from foirules.language.schema import Subject, SubjectField
from foirules.language.types import BOOL, DATE, INT
from foirules.language.walk import nodes as walk
from foirules.policy.policies import load_policies
from tests.docs.pages import blocks, page, tables
from tests.files import case, day
from tests.foia import CHAPTERS, EXEMPTIONS, SCHEMA, schema_of
from tests.records import but, sure

TEXT = page("docs/language.md")
SUBJECTS, COMPARED, JOINED, FURTHER, CALLED, DECIDED = tables(TEXT)
WORDS = {"true": 1, "false": 0, "absent": ABSENT, "unknown": UNKNOWN}


@cache
def examples() -> Chapter:
    """The examples, as a chapter of the law."""
    chapter = Chapter("examples")
    types = {"DATE": DATE, "INT": INT, "BOOL": BOOL, "EXEMPTIONS": EXEMPTIONS}
    for block in blocks(TEXT, "python"):
        exec(block, {"CHAPTER": chapter, "fact": chapter.fact, **types})
    return chapter


@cache
def law() -> Law:
    return read_law(SCHEMA, [*CHAPTERS, examples()], law_for(load_policies()["foia"]).periods)


def test_the_examples_load_with_the_law() -> None:
    told = {(fact.subject, fact.name) for fact in examples().facts}
    assert len(told) > 30
    assert told <= law().by_key.keys()


def test_there_is_an_example_of_everything_in_the_language() -> None:
    names = {rule.id for rule in examples().rules}
    rules = [rule for rule in law().rules if rule.declared.id in names]
    trees: list[Any] = [law().by_key[f.subject, f.name].tree for f in examples().facts]
    trees += [(r.applies, r.when, r.possible_when) for r in rules]
    used = [node for tree in trees for node in walk(tree)]
    written_nodes = {*get_args(nodes.Value), *get_args(nodes.Truth)} - {nodes.NotRecorded}
    assert {type(node) for node in used} >= written_nodes
    assert {node.function for node in used if isinstance(node, nodes.Call)} == set(FUNCTIONS)
    over_rows = {node.function for node in used if isinstance(node, nodes.Aggregate)}
    assert over_rows == set(AGGREGATES) - {"any", "all"}
    assert {node.op for node in used if isinstance(node, nodes.SetOp)} == {"|", "&", "-"}
    assert {node.op for node in used if isinstance(node, nodes.Arithmetic)} == {"+", "-"}
    assert {node.op for node in used if isinstance(node, nodes.Pick)} == {"earliest", "latest"}
    assert {node.state for node in used if isinstance(node, nodes.StateIs)} == {
        "present", "absent", "unrecorded"
    }  # fmt: skip
    written = " ".join(fact.expression for fact in examples().facts)
    for each in ("all(", "any(", " != ", " < ", " <= ", " > ", " >= ", " == ", " not in ", " in "):
        assert each in written
    assert all(f"`{kind}`" in TEXT for kind in KINDS)


def test_the_subjects_are_those_of_the_law() -> None:
    assert SUBJECTS[1:] == [
        [s.name, s.collection, ", ".join(s.parents), s.meaning] for s in SCHEMA.subjects
    ]


def test_the_functions_are_those_of_the_language() -> None:
    assert {row[0].strip("`"): row[1] for row in CALLED[1:]} == {
        name: function.meaning for name, function in FUNCTIONS.items()
    }


def _value(expression: str, on: dict[str, int]) -> int:
    """An expression's value, for a subject that has these alone."""
    types = {"a": INT, "b": INT, "p": BOOL, "q": BOOL}
    fields = tuple(SubjectField(n, t, absent=True, unknown=True) for n, t in types.items())
    chapter = Chapter("tiny")
    chapter.fact("root", "received_on", DATE, "as_of")
    number = expression in ("a + b", "5 if p else 5")
    chapter.fact("root", "tried", INT if number else BOOL, expression)
    root = SimpleNamespace(**dict.fromkeys(types, ABSENT) | on)
    Scalar(read_law(schema_of(Subject("root", "roots", fields=fields)), [chapter], ())).evaluate(
        root, 100, SimpleNamespace()
    )
    found: int = root.tried
    return found


def _cell(text: str) -> int:
    return WORDS[text] if text in WORDS else int(text)


@pytest.mark.parametrize("rows", [COMPARED, JOINED], ids=["compared", "joined"])
def test_the_tables_of_the_three_values(rows: list[list[str]]) -> None:
    heads = [head.strip("`") for head in rows[0]]
    for row in rows[1:]:
        cells = dict(zip(heads, map(_cell, row), strict=True))
        on = {name: cells.pop(name) for name in heads[:2]}
        for expression, expected in cells.items():
            assert _value(expression, on) == expected, (expression, row)


def test_the_error_is_the_one_that_is_raised() -> None:
    (text,) = blocks(TEXT, "text")
    where, expression, _ = text.splitlines()
    chapter = Chapter("wrong")
    subject, _, name = where.partition(":")[0].partition(".")
    chapter.fact(subject, name, DATE, expression.strip())
    with pytest.raises(LawError) as caught:
        read_law(SCHEMA, [*CHAPTERS, chapter], law().periods)
    assert f"{caught.value}\n" == text


@pytest.mark.one_cpython
@pytest.mark.parametrize("row", FURTHER[1:], ids=lambda row: row[0])
def test_the_table_of_what_is_not_recorded(row: list[str]) -> None:
    without = case()
    with_one = case({"on": "2017-08-20", "event": "holding-reply"})
    for made, said in ((without, row[1]), (with_one, row[2])):
        kind = INT if row[0].startswith("`count") else BOOL
        found = sure(kind, row[0].strip("`"), evolve(made, recorded=but("holding-reply")))
        plain = sure(kind, row[0].strip("`"), made)
        assert found == (plain if said == "as recorded" else WORDS[said])
        assert plain != UNKNOWN


@pytest.mark.parametrize("row", DECIDED[1:], ids=lambda row: "/".join(row[:2]))
def test_the_table_of_results(row: list[str]) -> None:
    names = [head.strip("`") for head in DECIDED[0][:2]]
    states = {name: cell == "true" for name, cell in zip(names, row, strict=False) if cell}
    letter = {"on": "2017-08-20", "event": "response", "outcome": "refused", "exemptions": ["s43"]}
    found = assess(case({**letter, "states": states}), day("2017-08-20"))
    results = [(f.rule, f.certainty) for f in found.findings]
    results += [(m.rule, "met") for m in found.met]
    results += [(u.rule, f"undecided: {', '.join(u.missing)}") for u in found.undecided]
    assert [result for rule, result in results if rule == "ico-right-missing"] == [row[2]]
