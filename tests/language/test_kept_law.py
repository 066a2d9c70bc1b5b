"""The law that is kept is the law of the files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import attrs
import pytest

from foirules import RegimeError, assess, load_case, load_policies, load_rules
from foirules.assessing.one_case import names_of
from foirules.engine.scalar.writer import Writer
from foirules.language import kept, regime, regime_files
from foirules.language.codec import Later
from foirules.language.declarations import Chapter
from foirules.language.form import LISTS
from foirules.language.regime import Regime
from foirules.language.regime_files import read_regime
from foirules.language.types import BOOL, DATE, INT, TEXT, BasicType, Enumeration, SetType
from foirules.policy import policies as policy_files
from foirules.policy.extending import read_policies
from foirules.policy.policy import Policy
from foirules.rules import folders
from tests.files import ROOT
from tests.regimes import TOP, make

IDS: Final = [folder.name for folder in folders()]


def never(*_: object) -> Any:
    raise AssertionError("read again")


def forget(patch: pytest.MonkeyPatch) -> None:
    """Let what the process holds of the law be read again, for as long as the patch is there."""
    for module, name in (
        (regime_files, "regime_at"),
        (regime_files, "_load"),
        (policy_files, "_shipped"),
    ):
        patch.setattr(module, name, cache(getattr(module, name).__wrapped__))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept.VARIABLE, str(tmp_path / "cache"))
    forget(monkeypatch)
    return tmp_path / "cache"


KeptLaw = tuple[Mapping[str, Regime], Mapping[str, Policy]]


@pytest.fixture(scope="module")
def kept_law(tmp_path_factory: pytest.TempPathFactory) -> KeptLaw:
    """The law that ships and its policies, read from what is kept of them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(kept.VARIABLE, str(tmp_path_factory.mktemp("cache")))
        forget(patch)
        assert dict(load_policies()).keys() >= dict(regime_files.load_law()).keys()
        forget(patch)
        patch.setattr(regime_files, "_read", never)
        patch.setattr(policy_files, "made_of_shipped", never)
        patch.setattr(regime, "_read", never)
        law, policies = dict(regime_files.load_law()), dict(load_policies())
        for id, each in law.items():
            each.law(names_of(policies[id]))
    return law, policies


@pytest.fixture(params=IDS)
def act(request: pytest.FixtureRequest, kept_law: KeptLaw) -> Regime:
    return kept_law[0][request.param]


def test_every_regime_that_ships_has_the_name_of_its_folder(act: Regime) -> None:
    assert act.id == act.folder.name


def test_the_copy_of_a_law_is_what_its_files_say(act: Regime) -> None:
    read = read_regime(act.folder)
    assert isinstance(act.chapters, Later)
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
    assert act.names_read() == read.names_read()
    assert same(act, read)


def test_what_the_copy_is_compared_with_is_all_there(act: Regime) -> None:
    """That a comparison of nothing with nothing does not pass for one."""
    declared = [each for c in act.chapters for name in LISTS for each in getattr(c, name)]
    assert len(declared) > 150
    assert min(map(len, (act.vocabulary.events, act.vocabulary.fields, act.schema.subjects))) > 15
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
    periods = names_of(load_policies()[act.id])
    law, again = act.law(periods), read_regime(act.folder).law(periods)
    assert isinstance(law.facts, Later)
    assert law.periods == again.periods == periods
    for name in ("facts", "rules", "clocks", "actions"):
        assert list(map(repr, getattr(law, name))) == list(map(repr, getattr(again, name)))
        assert getattr(law, name) == getattr(again, name)
    assert Writer(law).module() == Writer(again).module()


def test_the_policies_of_the_copy_are_those_of_the_files(
    kept_law: KeptLaw,
) -> None:
    _, found = kept_law
    files = policy_files.shipped_files()
    read = read_policies(files, regime_files.load_law(), trusted={path.stem for path in files})
    assert list(found) == list(read)
    for id, policy in found.items():
        for name in (f.name for f in attrs.fields(type(policy)) if f.name != "regime"):
            assert said(getattr(policy, name)) == said(getattr(read[id], name)), (id, name)
        assert policy.regime.id == read[id].regime.id


CASES: Final = sorted((ROOT / "cases").glob("*.yaml"))[:12]


@pytest.mark.one_cpython
@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_explained_as_by_the_files(path: Path, kept_law: KeptLaw) -> None:
    law, policies = kept_law
    case = load_case(path, law)
    day = (case.expect or {}).get("as-of") or date(2025, 1, 10)
    found = assess(case, day, law=law, policies=policies, explain=True)
    files = {id: read_regime(each.folder) for id, each in law.items()}
    theirs = {id: attrs.evolve(each, regime=files[each.regime.id]) for id, each in policies.items()}
    read = assess(load_case(path, files), day, law=files, policies=theirs, explain=True)
    assert found == read
    assert found.derivations() == read.derivations()


# --- other law ------------------------------------------------------------------------------------

TEXT_OF_CHAPTER: Final = "chapter: a\nfacts: [{of: part, name: b, type: date, is: as_of}]\n"


def test_other_law_is_read_from_its_copy_until_a_file_changes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = tmp_path / "law"
    law.mkdir()
    top = TOP.replace("united-kingdom", "{based-on: scotland, weekdays-off: [Friday]}")
    make(law, top, a=TEXT_OF_CHAPTER)
    first = regime_files.regime_at(law)
    forget(monkeypatch)
    with monkeypatch.context() as patch:
        patch.setattr(regime_files, "_read", never)
        again = regime_files.regime_at(law)
    assert again is not first
    assert same(again, first)
    assert again.chapters[0].facts[0].type is DATE
    forget(monkeypatch)
    (law / "a.yaml").write_text(TEXT_OF_CHAPTER.replace("name: b", "name: c"))
    changed = regime_files.regime_at(law)
    assert [f.name for f in changed.chapters[0].facts] == ["c"]
    assert len(list(folder.iterdir())) == 2


def test_another_version_of_the_program_reads_the_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "law").mkdir()
    make(tmp_path / "law", TOP, a=TEXT_OF_CHAPTER)
    regime_files.regime_at(tmp_path / "law")
    forget(monkeypatch)
    monkeypatch.setattr(regime_files, "__version__", "another")
    monkeypatch.setattr(regime_files, "_read", never)
    with pytest.raises(AssertionError, match="read again"):
        regime_files.regime_at(tmp_path / "law")


def test_what_is_wrong_in_a_law_is_told_each_time(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "law").mkdir()
    make(tmp_path / "law", TOP, a=TEXT_OF_CHAPTER)  # without a fact that the top names
    told = []
    for _ in range(3):
        forget(monkeypatch)
        with pytest.raises(RegimeError) as caught:
            regime_files.regime_at(tmp_path / "law").law(frozenset())
        told.append(caught.value.errors)
    assert "regime.yaml:6:11: received: " in told[0][0]
    assert told[0] == told[1] == told[2]


OWN: Final = """chapter: ours
rules:
  - id: answer-in-ten-days
    of: part
    kind: promise
    applies: 'true'
    when: as_of > request.received_on + 10
    cites: our page
    says: late
    meaning: An answer in ten days.
"""


def test_rules_of_ones_own_are_checked_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("'true'", "True"))
    case = load_case(CASES[0])
    policies = load_policies()
    first = load_rules([path])
    law = policies["foia"].regime.law(names_of(policies["foia"]), own=first.chapters)
    monkeypatch.setattr(regime, "_read", never)
    regime._law.cache_clear()  # as in another process
    again = load_rules([path])
    kept_one = policies["foia"].regime.law(names_of(policies["foia"]), own=again.chapters)
    assert kept_one is not law
    assert kept_one.rules == law.rules
    assert kept_one.rules[-1].declared.id == "answer-in-ten-days"
    assert case.case
    other = Chapter("other")
    with pytest.raises(AssertionError, match="read again"):
        policies["foia"].regime.law(names_of(policies["foia"]), own=(other,))


def test_what_is_wrong_in_rules_of_ones_own_is_told_each_time(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN.replace("'true'", "True").replace("received_on", "recieved_on"))
    told = []
    for _ in range(2):
        with pytest.raises(ValueError) as caught:
            load_rules([path])
        told.append(str(caught.value))
    assert f"{path}:7:19" in told[0]
    assert "did you mean 'received_on'" in told[0]
    assert told[0] == told[1]


def said(value: Any) -> Any:
    """A value with all that its objects hold, in its order."""
    if attrs.has(type(value)):
        fields = [f.name for f in attrs.fields(type(value)) if f.init]
        return type(value), [(name, said(getattr(value, name))) for name in fields]
    if isinstance(value, dict):
        return [(key, said(each)) for key, each in value.items()]
    return [said(each) for each in value] if isinstance(value, list | tuple | Later) else value


def same(one: Regime, other: Regime) -> bool:
    """Whether two regimes say the same, wherever they were read from."""
    names = ("id", "title", "cited_as", "schema", "chapters", "calendar")
    return all(said(getattr(one, name)) == said(getattr(other, name)) for name in names)
