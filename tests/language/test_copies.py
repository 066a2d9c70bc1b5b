"""What is read from files is kept between runs, and is then what it was when it was read."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Any, Final

import attrs
import pytest
from attrs import define, field, frozen

from foirules import rules
from foirules.assessing.one_case import names_of
from foirules.language import copies, regime_files
from foirules.language.copies import Codec, digest, read_or_make
from foirules.language.declarations import FactDeclaration
from foirules.language.form import LISTS
from foirules.language.regime import Regime
from foirules.language.regime_files import read_regime
from foirules.language.types import BOOL, DATE, INT, TEXT, BasicType, Enumeration, SetType
from foirules.policy.policies import load_policies
from tests.foia import REGIME
from tests.regimes import TOP, copied, make

PERIODS: Final = names_of(load_policies()["foia"])


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


class Colour(Enum):
    RED = "red"


CODEC: Final = Codec(
    (Small, Listed, Colour, BasicType), shared=(Small, BasicType), known={"number": INT}
)
VALUE: Final = Listed(
    [
        Small(
            "a",
            (1, True, None, "é", ("b", ()), [2]),
            {"known": INT, "is": Colour.RED, "other": BasicType("other")},
        ),
        Small("", day=date(2005, 1, 1), own=3, parts=(Small("within"),)),
    ]
)


def never(*_: object) -> Any:
    raise AssertionError("made again")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(copies, "FOLDER", tmp_path / "__pycache__")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return copies.FOLDER


def test_what_is_kept_comes_back_as_it_was(folder: Path) -> None:
    assert read_or_make("v", "1", CODEC, lambda: VALUE) is VALUE
    again = read_or_make("v", "1", CODEC, never)
    assert again == VALUE
    assert repr(again) == repr(VALUE)
    assert again.items[0].table["known"] is INT
    assert [path.name for path in folder.iterdir()] == ["v.1.json"]


def test_a_shared_object_is_one_and_the_same_wherever_it_stands() -> None:
    inner, alike = Small("inner", (BasicType("one"),)), Small("inner", (BasicType("one"),))
    outer = Small("outer", (inner, Small("between", (inner,)), alike))
    text = CODEC.write((outer, [inner, outer], {"a": inner, "b": INT, "c": INT}))
    assert text.count('"inner"') == 2
    first, (second, third), table = CODEC.read(text)
    assert first == outer
    assert third is first
    assert second is first.parts[0]
    assert first.parts[1].parts[0] is second
    assert table["a"] is second
    assert table["b"] is table["c"] is INT
    assert first.parts[2] == second
    assert first.parts[2] is not second


def test_what_is_not_shared_is_written_as_often_as_it_stands() -> None:
    one = Listed([])
    first, second = CODEC.read(CODEC.write((one, one)))
    assert first == second == one
    assert first is not second


def test_what_the_codec_does_not_know_is_not_kept() -> None:
    for value in (1.5, {1, 2}, object(), FactDeclaration("s", "n", INT, "1")):
        with pytest.raises(TypeError, match="cannot be kept"):
            CODEC.write(value)


def test_nothing_is_made_of_a_copy_but_what_the_codec_names() -> None:
    for data in (
        {"": "Fact", "name": "n"},
        {"": "seen", "is": "text"},
        {"": "known", "is": "text"},
        {"": "Small", "x": 1},
        {},
    ):
        with pytest.raises((KeyError, TypeError)):
            CODEC.read(json.dumps(data))


def test_a_copy_is_not_read_for_another_key(folder: Path) -> None:
    read_or_make("v", "1", CODEC, lambda: "one")
    assert read_or_make("v", "2", CODEC, lambda: "two") == "two"
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize("broken", [b"", b"no json", b'{"": "Small"}', b'{"": "none"}', b"\xff"])
def test_a_broken_copy_is_made_anew(folder: Path, broken: bytes) -> None:
    read_or_make("v", "1", CODEC, lambda: VALUE)
    (path,) = folder.iterdir()
    path.write_bytes(broken)
    assert read_or_make("v", "1", CODEC, lambda: "anew") == "anew"
    assert read_or_make("v", "1", CODEC, never) == "anew"


def test_nothing_is_written_where_python_writes_no_bytecode(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert read_or_make("v", "1", CODEC, lambda: VALUE) is VALUE
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_no_error(folder: Path) -> None:
    folder.write_text("in the way")
    assert read_or_make("v", "1", CODEC, lambda: VALUE) is VALUE


def test_old_copies_are_not_kept_for_ever(folder: Path) -> None:
    read_or_make("other", "1", CODEC, lambda: VALUE)
    for number in range(copies.MOST + 3):
        read_or_make("v", str(number), CODEC, lambda: VALUE)
    assert len(list(folder.glob("v.*"))) == copies.MOST
    assert len(list(folder.glob("other.*"))) == 1


def test_a_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    a.write_text("1")
    b.write_text("2")
    found = digest([a, b])
    assert found == digest([a, b])
    b.write_text("3")
    assert digest([a, b]) != found
    assert digest([a]) != digest([a, b])


# --- the law ------------------------------------------------------------------------------------


def shipped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Regime:
    """The regime of a folder, as if it were what ships."""
    monkeypatch.setattr(rules, "folders", lambda: [folder])
    (found,) = regime_files._load.__wrapped__(()).values()
    return found


def test_the_law_is_read_from_its_copy_until_a_file_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three = (tmp_path / name / "law" for name in ("one", "two", "three"))
    one.mkdir(parents=True)
    top = TOP.replace("united-kingdom", "{based-on: scotland, weekdays-off: [Friday]}")
    text = "chapter: a\nfacts: [{of: part, name: b, type: date, is: as_of}]\n"
    make(one, top, a=text)
    first = shipped(one, monkeypatch)
    shutil.copytree(one, two)
    with monkeypatch.context() as patch:
        patch.setattr(regime_files, "_read", never)
        again = shipped(two, patch)
    assert again.folder == two
    assert same(again, first)
    assert again.chapters[0].facts[0].type is DATE
    shutil.copytree(one, three)
    (three / "a.yaml").write_text(text.replace("name: b", "name: c"))
    changed = shipped(three, monkeypatch)
    assert [f.name for f in changed.chapters[0].facts] == ["c"]
    assert len(list(folder.iterdir())) == 2


@pytest.fixture
def act(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Regime:
    """The Act, read from the copy that is kept of it."""
    one, two = (copied(folder.parent / name / "foia") for name in ("one", "two"))
    shipped(one, monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(regime_files, "_read", never)
        return shipped(two, patch)


def test_the_copy_of_the_act_is_what_its_files_say(act: Regime) -> None:
    read = read_regime(REGIME.folder)
    assert [chapter.name for chapter in act.chapters] == [c.name for c in read.chapters]
    for ours, theirs in zip(act.chapters, read.chapters, strict=True):
        assert [said(getattr(ours, name)) for name in LISTS] == [
            said(getattr(theirs, name)) for name in LISTS
        ]
    words, again = act.vocabulary, read.vocabulary
    for name in (f.name for f in attrs.fields(type(words))):
        assert said(getattr(words, name)) == said(getattr(again, name)), name
    assert said(act.schema.subjects) == said(read.schema.subjects)
    assert act.schema.roles == read.schema.roles
    assert same(act, read)


def test_what_the_copy_is_compared_with_is_all_there(act: Regime) -> None:
    """That a comparison of nothing with nothing does not pass for one."""
    declared = [each for c in act.chapters for name in LISTS for each in getattr(c, name)]
    assert len(declared) > 300
    assert min(map(len, (act.vocabulary.events, act.vocabulary.fields, act.schema.subjects))) > 20
    other = attrs.evolve(act, title="Another")
    assert not same(act, other)
    fields = attrs.evolve(act.schema, subjects=act.schema.subjects[:-1])
    assert not same(act, attrs.evolve(act, schema=fields))


def test_types_of_the_copy_are_those_that_code_compares(act: Regime) -> None:
    words = act.vocabulary
    of_lists = {id(each) for each in words.enumerations.values()}
    facts = [fact.type for chapter in act.chapters for fact in chapter.facts]
    for kind in (*facts, *(f.type for f in words.fields.values())):
        match kind:
            case BasicType():
                assert any(kind is known for known in (BOOL, DATE, INT, TEXT))
            case SetType():
                assert kind is words.exemptions
            case Enumeration():
                assert id(kind) in of_lists
    for event in words.events.values():
        for name, f in words.outcome_fields.items():
            assert event.field(name) in (None, f)
            assert event.field(name) is None or event.field(name) is f


def test_the_law_of_the_copy_is_that_of_the_files(act: Regime) -> None:
    law, again = act.law(PERIODS), REGIME.law(PERIODS)
    assert [fact.key for fact in law.facts] == [fact.key for fact in again.facts]
    assert list(map(str, law.facts)) == list(map(str, again.facts))
    assert list(map(str, law.rules)) == list(map(str, again.rules))


def said(value: Any) -> Any:
    """A value with all that its objects hold, in its order."""
    if attrs.has(type(value)):
        fields = [f.name for f in attrs.fields(type(value)) if f.init]
        return type(value), [(name, said(getattr(value, name))) for name in fields]
    if isinstance(value, dict):
        return [(key, said(each)) for key, each in value.items()]
    return [said(each) for each in value] if isinstance(value, list | tuple) else value


def same(one: Regime, other: Regime) -> bool:
    """Whether two regimes say the same, wherever they were read from."""
    names = ("id", "title", "cited_as", "schema", "chapters", "calendar")
    return all(said(getattr(one, name)) == said(getattr(other, name)) for name in names)
