"""Folders of law: how regimes are found in them, what of their files comes to be of a regime."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from foirules import RegimeError, load_law, rules
from foirules.calendars.uk import get_calendar
from foirules.documents.load import load_document
from foirules.documents.problems import Problems
from foirules.language.regime_files import named_in, read_regime
from foirules.language.types import BOOL, DATE, Absence, Enumeration
from tests.foia import REGIME
from tests.small_law import CHAPTER, TOP, changed, write

NOTHING: frozenset[str] = frozenset()


# --- folders ------------------------------------------------------------------------------------


def test_a_folder_of_folders_is_all_of_their_regimes(tmp_path: Path) -> None:
    write(tmp_path / "b", changed("regime.yaml", "regime: small", "regime: b"))
    write(tmp_path / "a")
    (tmp_path / "c").mkdir()
    law = load_law([tmp_path])
    assert list(law) == [*load_law(), "small", "b"]
    assert law["foia"] is REGIME
    assert [law[name].folder for name in ("small", "b")] == [tmp_path / "a", tmp_path / "b"]
    assert load_law([str(tmp_path)]) is load_law([tmp_path])
    assert list(load_law()) == [folder.name for folder in rules.folders()]


def test_a_folder_without_a_regime_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write(tmp_path / "deep" / "er")
    with pytest.raises(RegimeError) as caught:
        load_law([tmp_path, tmp_path / "no such"])
    assert caught.value.errors == (
        f"{tmp_path}: the folder holds no regime.yaml, nor does a folder in it",
        f"{tmp_path / 'no such'}: the folder holds no regime.yaml, nor does a folder in it",
    )


def test_a_regime_is_defined_once(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two")
    with pytest.raises(RegimeError) as caught:
        load_law([one, two])
    assert caught.value.errors == (
        f"{two}/regime.yaml: regime: the regime 'small' is defined in {one}/regime.yaml already",
    )


def test_a_regime_that_ships_is_not_defined_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(tmp_path, changed("regime.yaml", "regime: small", "regime: foia"))
    monkeypatch.chdir("/")
    with pytest.raises(RegimeError) as caught:
        load_law([folder])
    seen = [path.relative_to("/") for path in (folder, REGIME.folder)]
    assert caught.value.errors == (
        f"{seen[0]}/regime.yaml: regime: the regime 'foia' is defined in"
        f" {seen[1]}/regime.yaml already",
    )


def test_files_are_named_as_seen_from_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "small", changed("regime.yaml", "regime: small", "regime: 1"))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RegimeError) as caught:
        load_law(["small", tmp_path / "none"])
    assert caught.value.errors == (
        "small/regime.yaml:1:9: regime: found 1; expected text, in quotes",
        "none: the folder holds no regime.yaml, nor does a folder in it",
    )


def test_what_is_wrong_with_several_folders_is_said_of_each(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name, {"regime.yaml": ""})
    with pytest.raises(RegimeError) as caught:
        load_law([tmp_path, tmp_path / "three"])
    assert caught.value.errors == (
        f"{tmp_path / 'one'}/regime.yaml: empty",
        f"{tmp_path / 'two'}/regime.yaml: empty",
        f"{tmp_path / 'three'}: the folder holds no regime.yaml, nor does a folder in it",
    )
    assert str(caught.value) == "\n".join(caught.value.errors)


def test_a_chapter_may_stand_in_a_folder_beside_the_regimes(tmp_path: Path) -> None:
    top = TOP.replace("[a]", "[a, shared/b]")
    shared = "chapter: b\nfacts: [{of: case, name: late, type: date, is: received_on + 1}]\n"
    folder = write(tmp_path / "small", {"regime.yaml": top, "../shared/b.yaml": shared})
    found = read_regime(folder)
    assert [chapter.name for chapter in found.chapters] == ["a", "b"]
    assert found.files == (folder / "a.yaml", tmp_path / "shared" / "b.yaml")
    assert ("case", "late") in found.law(NOTHING).by_key
    (tmp_path / "shared" / "b.yaml").write_text(shared.replace("received_on", "recieved_on"))
    with pytest.raises(RegimeError) as caught:
        read_regime(folder).law(NOTHING)
    assert caught.value.errors[0].startswith(
        f"{tmp_path / 'shared' / 'b.yaml'}:2:48: facts[1].is: unknown name 'recieved_on' of a case"
    )


def test_a_shared_chapter_cites_what_another_law_applies(tmp_path: Path) -> None:
    """What is its own, or of a source that is not named, is cited as the file has it."""
    top = TOP.replace("[a]", "[a, shared/b]") + "applied-by: {FOIA: SA reg 2}\n"
    shared = """\
chapter: b
facts:
  - {of: case, name: late, type: date, is: received_on + 1, cites: FOIA s50(1); SI 2009/1976 r22}
  - {of: case, name: later, type: date, is: late + 1, cites: "FOIA s57 from 3 June 2019: late"}
  - {of: case, name: last, type: date, is: later + 1, cites: SA s1}
clocks:
  - {name: b, of: case, when: true, started: late, due: last, stopped: last, cites: FOIA s58}
"""
    folder = write(tmp_path / "small", {"regime.yaml": top, "../shared/b.yaml": shared})
    own, found = read_regime(folder).chapters
    assert [fact.cites for fact in found.facts] == [
        "FOIA s50(1), as applied by SA reg 2; SI 2009/1976 r22",
        "FOIA s57 from 3 June 2019, as applied by SA reg 2: late",
        "SA s1",
    ]
    assert [clock.cites for clock in (*own.clocks, *found.clocks)] == [
        "SA s1",
        "FOIA s58, as applied by SA reg 2",
    ]


# --- what a regime is ---------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return write(tmp_path / "small")


def test_what_regime_yaml_says(small: Path) -> None:
    found = read_regime(small)
    assert (found.id, found.title, found.cited_as) == ("small", "Small Act", "SA")
    roles = found.schema.roles
    assert (roles.received, roles.stage, roles.main_clock) == ("received_on", "stage", "answer")
    assert roles.in_force == date(2010, 1, 1)
    assert found.calendar == get_calendar("united-kingdom")
    assert found.files == (small / "a.yaml",)
    assert found.register().entries == {}


def test_days_off_of_a_calendar(small: Path) -> None:
    calendar = (
        "{based-on: scotland, weekdays-off: [Friday],"
        " days-off: [{on: 2020-06-01, reason: the feast, source: its statute}]}"
    )
    write(small, {"regime.yaml": TOP.replace("united-kingdom", calendar)})
    found, scotland = read_regime(small).calendar, get_calendar("scotland")
    told = [found.reason(date(2020, 6, day).toordinal()) for day in range(1, 8)]
    assert told == ["the feast", None, None, None, "Friday", "Saturday", "Sunday"]
    fridays = [day for day in scotland.days if date.fromordinal(day).weekday() == 4]
    feast = date(2020, 6, 1).toordinal()
    assert set(scotland.days) - set(found.days) == {*fridays, feast}
    assert set(found.days) < set(scotland.days)


def test_what_vocabulary_yaml_says(small: Path) -> None:
    words = read_regime(small).vocabulary
    assert (words.begins, words.actor.members) == ("asked", ("citizen", "office"))
    assert words.authority_type == Enumeration("authority-type", ("office", "board"))
    assert words.enumerations["stage"].members == ("waiting", "answered")
    assert words.headings == {
        "authority-type": ("Authority-type", ""),
        "stage": ("Stages", "How far it is."),
    }
    sets = words.exemptions
    assert (sets.name, sets.each, sets.begins_with) == ("set of grounds", "ground", "g")
    assert (sets.written_also, sets.hint) == (("ground",), "a name, such as g1")
    assert tuple(sets.masks) == ("g1", "g1(a)", "g2", "g2(a)", "g2(b)")
    assert sets.masks["g2(a)"] == sets.masks["g2"]
    assert {sets.read(text) for text in ("ground 1 (a)", "G1(a)", "1(a)")} == {"g1(a)"}

    ground, letter, known = (words.fields[each] for each in ("ground", "by-letter", "known-on"))
    assert (ground.type, ground.absence, ground.meaning) == (
        sets,
        Absence.ABSENT,
        "why it is refused",
    )
    assert (letter.type, letter.absence, letter.presumed) == (BOOL, False, True)
    assert (known.type, known.absence, known.earliest) == (
        DATE,
        Absence.UNKNOWN,
        date(1990, 1, 1),
    )
    assert list(words.outcome_fields) == ["ground"]
    assert list(words.statements) == ["by-letter"]
    asked, answered = words.events.values()
    assert (asked.actor, asked.fields, asked.by_part) == ("citizen", (), False)
    assert (answered.meaning, answered.by_part, answered.names_parts) == ("an answer", True, False)
    assert [f.name for f in answered.fields] == ["ground", "by-letter", "known-on"]


def test_what_subjects_yaml_says(small: Path) -> None:
    schema = read_regime(small).schema
    case, part, asking, answer = schema.subjects
    assert (schema.root, schema.part) == (case, part)
    assert [f.name for f in case.fields] == ["authority_type"]
    assert (part.collection, part.meaning, part.parents) == ("parts", "a part of it", ("case",))
    assert [f.name for f in asking.fields] == ["on", "event", "seq"]
    assert (asking.made_of, asking.dated, asking.each_part) == (("asked",), True, False)
    assert [f.name for f in answer.fields] == ["on", "event", "seq", "ground", "known_on"]
    assert [(f.absent, f.unknown) for f in answer.fields[3:]] == [(True, False), (False, True)]
    assert (answer.each_part, answer.only_if) == (True, {"answered": "known-on"})


def test_a_subject_may_be_made_of_every_event(small: Path) -> None:
    write(small, changed("subjects.yaml", "made-of: [asked]", "made-of: all"))
    schema = read_regime(small).schema
    assert schema.by_name["asking"].made_of == ("asked", "answered")
    assert schema.is_every_event(schema.by_name["asking"])


def test_sixty_two_exemptions_are_not_too_many(small: Path) -> None:
    many = ", ".join(f"g{number}" for number in range(1, 63))
    write(small, changed("vocabulary.yaml", "[g1, g1(a), g2]", f"[{many}]"))
    assert len(read_regime(small).vocabulary.exemptions.members) == 62


# --- what a regime refuses when its law is loaded -----------------------------------------------


def test_a_role_is_not_filled_by_rules_of_ones_own(small: Path) -> None:
    """What the engines ask of a law is the law's own to declare."""
    write(small, {"a.yaml": CHAPTER.partition("clocks:")[0]})
    other = read_regime(write(small.parent / "other"))
    lacking = read_regime(small)
    with pytest.raises(RegimeError) as caught:
        lacking.law(NOTHING, own=(other.chapters[0],))
    assert caught.value.errors == (
        f"{small}/regime.yaml:8:13: main-clock: the law has no clock 'answer'",
    )


def test_a_role_is_told_before_what_depends_on_it(small: Path) -> None:
    wrong = CHAPTER.replace("name: received_on", "name: recieved_on")
    write(small, {"a.yaml": wrong})
    with pytest.raises(RegimeError) as caught:
        read_regime(small).law(NOTHING)
    assert caught.value.errors == (
        f"{small}/regime.yaml:6:11: received: the law has no fact of the case (a date)"
        " 'received_on'; did you mean 'recieved_on'?",
    )


# --- which regime a file is of ------------------------------------------------------------------


def test_a_file_names_its_regime(small: Path) -> None:
    law = load_law([small])

    def named(text: str) -> tuple[str, list[str]]:
        problems = Problems("f.yaml")
        return named_in(load_document(text, "f.yaml"), law, problems).id, problems.lines

    assert named("a: 1\nregime: small") == ("small", [])
    assert named("a: 1") == ("foia", [])
    assert named("[a]") == ("foia", [])
    assert named("regime: smal") == (
        "foia",
        ["f.yaml:1:9: regime: unknown regime 'smal'; did you mean 'small'?"],
    )
    assert named("regime: [small]") == (
        "foia",
        ["f.yaml:1:9: regime: found a list; expected the name of a regime"],
    )
    assert named_in(load_document("a: 1", "f.yaml"), law, Problems("f.yaml"), "small").id == "small"
