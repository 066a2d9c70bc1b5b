"""Declarations and trees as JSON, and back."""

from __future__ import annotations

import json
import sys
from datetime import date
from enum import Enum
from typing import Any, Final

import pytest
from attrs import define, field, frozen

from foirules.language import nodes
from foirules.language.codec import Codec, Later, classes_of, later
from foirules.language.declarations import FactDeclaration
from foirules.language.types import INT, BasicType


@frozen
class Small:
    """What a declaration may be made of."""

    name: str
    parts: tuple[Any, ...] = ()
    table: dict[str, Any] = field(factory=dict)
    day: date | None = None
    codes: dict[str, int] = field(init=False, eq=False, factory=dict)
    _own: int = 0


@define
class Listed:
    items: list[Small]


@frozen(eq=False)
class Law:
    rules: Any = field(metadata=later(lambda rule: rule.name))


class Colour(Enum):
    RED = "red"


CODEC: Final = Codec((Small, Listed, Colour, BasicType, Law), known={"number": INT})
VALUE: Final = Listed(
    [
        Small(
            "a",
            (1, True, None, "é\u2028\n", ("b", ()), [2], frozenset({"x", "y"})),
            {"known": INT, "is": Colour.RED, "other": BasicType("other")},
        ),
        Small("", day=date(2005, 1, 1), own=3, parts=(Small("within"),)),
    ]
)


def test_what_is_written_comes_back_as_it_was() -> None:
    again = CODEC.read(CODEC.write(VALUE))
    assert again == VALUE
    assert [type(each) for each in again.items[0].parts] == [
        type(each) for each in VALUE.items[0].parts
    ]
    assert again.items[0].table["known"] is INT
    assert again.items[0].table["is"] is Colour.RED


def test_one_and_true_are_two_values() -> None:
    assert [repr(each) for each in CODEC.read(CODEC.write(((1,), (True,), (0,), (False,))))] == [
        "(1,)",
        "(True,)",
        "(0,)",
        "(False,)",
    ]


def test_what_is_equal_and_cannot_change_is_one() -> None:
    inner, alike = Small("inner"), BasicType("one")
    text = CODEC.write((alike, BasicType("one"), inner, inner))
    assert text.count('"one"') == 1
    first, second, third, fourth = CODEC.read(text)
    assert first is second
    assert third is fourth


def test_what_may_change_is_one_only_where_it_was() -> None:
    one = Listed([])
    first, second, third = CODEC.read(CODEC.write((one, one, Listed([]))))
    assert first == third
    assert first is second
    assert first is not third


def test_items_are_made_when_they_are_asked_for() -> None:
    text = CODEC.write(Law((Small("a"), Small("b"), Small("c"))))
    lines = text.split("\n")
    broken = next(n for n, line in enumerate(lines) if '"b"' in line and line.startswith("[8"))
    lines[broken] = "not JSON"
    rules = CODEC.read("\n".join(lines)).rules
    assert isinstance(rules, Later)
    assert rules.heads == ("a", "b", "c")
    assert len(rules) == 3
    assert rules[0] == Small("a")
    assert rules[-1] is rules[2]
    with pytest.raises(ValueError):
        rules[1]


def test_items_made_later_are_written_again() -> None:
    law = CODEC.read(CODEC.write(Law((Small("a"), Small("b")))))
    assert law.rules == (Small("a"), Small("b"))
    assert law.rules[:1] == (Small("a"),)
    assert CODEC.write(law) == CODEC.write(Law((Small("a"), Small("b"))))


def test_what_the_codec_does_not_know_is_not_written() -> None:
    for value in (1.5, {1, 2}, object(), FactDeclaration("s", "n", INT, "1")):
        with pytest.raises(TypeError, match="cannot be kept"):
            CODEC.write(value)


def test_nothing_is_made_of_a_text_but_what_the_codec_names() -> None:
    head = json.dumps([CODEC.forms(), [0]])
    rows: tuple[Any, ...] = (
        [8],
        [99],
        ["os"],
        [5, "text"],
        [6, 0, "RED"],
        [8, "a", [], {}, None, 0, 0],
        {},
    )
    for row in rows:
        with pytest.raises((LookupError, TypeError, ValueError)):
            CODEC.read(f"{head}\n{json.dumps(row)}")


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", "[1, 2, 3]", "[[], [0]]"])
def test_a_text_of_another_kind_is_refused(text: str) -> None:
    with pytest.raises((LookupError, TypeError, ValueError)):
        CODEC.read(text)


def test_a_text_of_other_classes_is_refused() -> None:
    text = CODEC.write(Small("a"))
    other = Codec((Small, Listed, Colour, Law), CODEC.known)
    with pytest.raises(ValueError, match="other classes"):
        other.read(text)


def test_every_node_of_the_language_is_a_class_of_the_codec() -> None:
    found = classes_of(nodes)
    assert {nodes.Literal, nodes.Choice, nodes.Every, nodes.Some} <= set(found)
    assert all(each.__module__ == nodes.__name__ for each in found)
    assert Small in classes_of(sys.modules[__name__])
