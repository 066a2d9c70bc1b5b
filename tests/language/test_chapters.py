"""Files of the law: their form, and the places of what is wrong in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from attrs import evolve

from foirules.assessing.one_case import names_of
from foirules.documents.load import read_text
from foirules.language.declarations import (
    ActionDeclaration,
    Chapter,
    ClockDeclaration,
    Pause,
    Plain,
    RuleDeclaration,
)
from foirules.language.errors import LawError, RegimeError
from foirules.language.form import FORMS, LISTS
from foirules.language.law import Law
from foirules.language.regime_files import load_law, read_regime
from foirules.language.types import DATE
from foirules.policy.policies import load_policies
from tests.foia import CHAPTERS, REGIME
from tests.regimes import TOP, copied, make

FACT: Final = "{of: part, name: NAME, type: date, is: as_of}"
PERIODS: Final = names_of(load_policies()["foia"])


@pytest.fixture
def law(tmp_path: Path) -> Callable[..., Sequence[Chapter]]:
    """The chapters of a regime with one file of them."""

    def chapters(text: str, top: str = TOP) -> Sequence[Chapter]:
        return read_regime(make(tmp_path, top, a=text)).chapters

    return chapters


def told(chapters: Callable[[], Any], folder: Path) -> list[str]:
    """What is wrong, with the names of files alone."""
    with pytest.raises(RegimeError) as caught:
        chapters()
    return [line.replace(f"{folder}/", "") for line in caught.value.errors]


# --- the form -----------------------------------------------------------------------------------


def fact(name: str) -> str:
    return FACT.replace("NAME", name)


def test_a_file_without_sections_is_one_section(law: Callable[..., tuple[Chapter, ...]]) -> None:
    (to_data,) = law(f"chapter: a\ntitle: About it.\nfacts: [{fact('b')}, {fact('c')}]\n")
    (parted,) = law(
        f"chapter: a\nsections:\n  - {{title: One, facts: [{fact('b')}]}}\n  - facts: [{fact('c')}]\n"
    )
    assert (to_data.name, to_data.facts) == (parted.name, parted.facts)
    assert [(f.subject, f.name, f.type, f.expression) for f in to_data.facts] == [
        ("part", "b", DATE, "as_of"),
        ("part", "c", DATE, "as_of"),
    ]


ALL: Final = """\
chapter: all
rules:
  - id: r
    of: part
    kind: breach
    applies: true
    when: false
    since: 2010-01-01
    until: 2011-12-31
    may-answer: [response]
    cites: c
    says-if-possible: p
    meaning: m
    plain: {means: it is late, why: time matters, requester: may ask, authority: must answer}
    breaks: [2017-08-03 request-received]
clocks:
  - name: k
    of: part
    kind: guidance
    when: true
    started: as_of
    due: as_of
    stopped: nothing
    used: working_days_between({started}, as_of)
    pause: {rows: mentions, start: on, end: on, reason: why}
    school-days: true
    cites: c
actions:
  - name: a
    actor: authority
    of: part
    order: 7
    when: true
    available-from: as_of
    meets: [k]
    cites: c
    says: s
    not-yet: n
    draft-text: |
      To {received_on|[day]}

      d
"""


def test_what_a_file_may_declare(law: Callable[..., tuple[Chapter, ...]]) -> None:
    (found,) = law(ALL)
    assert found.rules == [
        RuleDeclaration(
            id="r",
            subject="part",
            kind="breach",
            applies="True",
            when="False",
            message="",
            cites="c",
            meaning="m",
            plain=Plain("it is late", "time matters", "may ask", "must answer"),
            possible_message="p",
            since=date(2010, 1, 1),
            until=date(2011, 12, 31),
            may_answer=("response",),
            breaks=("2017-08-03 request-received",),
        )
    ]
    assert found.clocks == [
        ClockDeclaration(
            name="k",
            subject="part",
            kind="guidance",
            when="True",
            started="as_of",
            due="as_of",
            stopped="nothing",
            used="working_days_between({started}, as_of)",
            pause=Pause("mentions", "on", "on", "why"),
            school="True",
            cites="c",
        )
    ]
    assert found.actions == [
        ActionDeclaration(
            name="a",
            actor="authority",
            subject="part",
            order=7,
            when="True",
            available_from="as_of",
            meets=("k",),
            cites="c",
            message="s",
            not_yet="n",
            draft_text="To {received_on|[day]}\n\nd\n",
        )
    ]


def test_every_field_of_a_declaration_has_a_key() -> None:
    for makes, form in FORMS.items():
        assert [key.name for key in form.keys.values()].count("subject") == (form in LISTS.values())
        assert {key.name for key in form.keys.values()} == {f.name for f in makes.__attrs_attrs__}


CHANGES: list[tuple[str, str, list[str]]] = [
    ("of: part\n    kind: breach", "of: prat\n    kind: breach", ["a.yaml:4:9: rules[1].of: unknown subject 'prat'; did you mean 'part'?"]),
    ("kind: breach", "kind: braech", ["a.yaml:5:11: rules[1].kind: unknown kind 'braech'; did you mean 'breach'?"]),
    ("[response]", "[reponse]", ["a.yaml:10:18: rules[1].may-answer[1]: unknown event 'reponse'; did you mean 'response'?"]),
    ("    says-if-possible: p\n", "", ["a.yaml:3:5: rules[1]: the key 'says' is missing"]),
    ("2011-12-31", "2011-12-32", ["a.yaml:9:12: rules[1].until: there is no day 2011-12-32"]),
    ("kind: guidance", "kind: guide", ["a.yaml:19:11: clocks[1].kind: unknown kind 'guide'; did you mean 'guidance'?"]),
    ("{started}", "{strated}", ["a.yaml:24:11: clocks[1].used: unknown part of a clock 'strated'; did you mean 'started'?"]),
    (", reason: why", "", ["a.yaml:25:12: clocks[1].pause: the key 'reason' is missing"]),
    ("school-days: true", "school-days: [both]", ["a.yaml:26:18: clocks[1].school-days: found a list; expected an expression, in quotes where it begins with a bracket"]),
    ("actor: authority", "actor: authorty", ["a.yaml:30:12: actions[1].actor: unknown actor 'authorty'; did you mean 'authority'?"]),
    ("[k]", "k", ["a.yaml:35:12: actions[1].meets: found 'k'; expected a list"]),
    ("order: 7", "order: 0", ["a.yaml:32:12: actions[1].order: found 0; expected a whole number from 1 to 999"]),
    ("    not-yet: n", "    notyet: n", ["a.yaml:38:5: actions[1].notyet: unknown key 'notyet'; did you mean 'not-yet'?"]),
    ("meaning: m", "meaning: [m]", ["a.yaml:13:14: rules[1].meaning: found a list; expected text"]),
    (", authority: must answer", "", ["a.yaml:14:12: rules[1].plain: the key 'authority' is missing"]),
    ("authority: must answer", "authority: must answer, whi: x", ["a.yaml:14:95: rules[1].plain.whi: unknown key 'whi'; did you mean 'why'?"]),
    ("why: time matters", "why: [time]", ["a.yaml:14:37: rules[1].plain.why: found a list; expected text"]),
    ("breaks: [2017", "breaks: [1, 2017", ["a.yaml:15:14: rules[1].breaks[1]: found 1; expected text, in quotes"]),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "lines"), CHANGES)
def test_what_is_wrong_in_itself_is_said(
    law: Callable[..., tuple[Chapter, ...]],
    tmp_path: Path,
    old: str,
    new: str,
    lines: list[str],
) -> None:
    assert ALL.count(old) == 1
    assert told(lambda: law(ALL.replace(old, new)), tmp_path) == lines


def test_the_list_of_chapters_is_read_as_strictly(
    law: Callable[..., tuple[Chapter, ...]], tmp_path: Path
) -> None:
    assert told(lambda: law(ALL, ""), tmp_path) == ["regime.yaml: empty"]
    assert told(lambda: law(ALL, TOP.replace("[a]", "a")), tmp_path) == [
        "regime.yaml:9:11: chapters: found 'a'; expected a list"
    ]
    (tmp_path / "b.yaml").mkdir()
    assert told(lambda: law("a: b: c", TOP.replace("[a]", "[a, b]")), tmp_path) == [
        "a.yaml:1:5: not YAML: mapping values are not allowed in this context; text that holds"
        " ': ' stands in quotes",
        "b.yaml: cannot be read: Is a directory",
    ]


# --- the Act's ----------------------------------------------------------------------------------


def test_each_chapter_that_ships_is_listed_once() -> None:
    listed = [path for regime in load_law().values() for path in regime.files]
    texts = {path: read_text(path) for path in REGIME.folder.parent.glob("*/*.yaml")}
    assert {path for path, text in texts.items() if text.startswith("chapter:")} == set(listed)
    for regime in load_law().values():
        names = {chapter.name for chapter in regime.chapters}
        assert len(regime.chapters) == len(set(regime.files)) == len(names)


def test_the_law_is_what_its_files_say() -> None:
    read = read_regime(REGIME.folder)
    for chapter, again in zip(CHAPTERS, read.chapters, strict=True):
        assert chapter.name == again.name
        assert [getattr(chapter, name) for name in LISTS] == [
            getattr(again, name) for name in LISTS
        ]


def test_an_expression_stands_on_one_line_when_it_is_read() -> None:
    assert not any("\n" in f.expression for chapter in CHAPTERS for f in chapter.facts)


def test_an_error_of_the_law_names_its_file(tmp_path: Path) -> None:
    file = copied(tmp_path) / "promises.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("due: expected_by", "due: expected_bye"), encoding="utf-8")
    line = next(n for n, one in enumerate(text.splitlines(), 1) if "due: expected_by" in one)
    column = text.splitlines()[line - 1].index("expected_by") + 1
    with pytest.raises(RegimeError) as caught:
        read_regime(tmp_path).law(PERIODS)
    assert str(caught.value) == (
        f"{file}:{line}:{column}: rules[1].due: unknown name 'expected_bye' of a notice; did you"
        " mean 'expected_by'?\n    expected_bye\n    ^"
    )


def test_an_error_of_a_draft_names_its_very_place(tmp_path: Path) -> None:
    file = copied(tmp_path) / "next-steps.yaml"
    text = file.read_text("utf-8")
    wrong = text.replace("{response_due|[last day]}", "{response_dew|[last day]}", 1)
    file.write_text(wrong, encoding="utf-8")
    line = next(n for n, one in enumerate(wrong.splitlines(), 1) if "response_dew" in one)
    column = wrong.splitlines()[line - 1].index("response_dew") + 1
    with pytest.raises(RegimeError) as caught:
        read_regime(tmp_path).law(PERIODS)
    (told,) = str(caught.value).split("\n    ")[:1]
    assert told.startswith(f"{file}:{line}:{column}: actions[")
    assert "draft-text: unknown name 'response_dew' of a part; did you mean 'response_due'?" in told


def test_an_error_of_another_chapter_stays_what_it_is() -> None:
    own = Chapter("own")
    own.fact("part", "mine", DATE, "as_off")
    with pytest.raises(RegimeError) as caught:
        REGIME.law(PERIODS, own=(own,))
    error = caught.value.__cause__
    assert isinstance(error, LawError)
    assert str(error).startswith("part.mine: unknown name 'as_off'")
    assert caught.value.errors == (f"{REGIME.folder}: {error}",)


# --- places -------------------------------------------------------------------------------------

PLACES: list[tuple[str, str, str]] = [
    # a fact's `is`, or what stands in its place; what is wrong; the text at the place that is told
    ("is: on + of_it + 1", "of_it", "of_it + 1"),
    ("is:    on + of_it", "of_it", "of_it"),
    ("is: 'on + of_it'", "of_it", "of_it'"),
    ("is: 'first(e.on for e in events if e.event == ''response'') + of_it'", "of_it", "of_it'"),
    ('is: "on + of_it"', "of_it", 'of_it"'),
    ('is: "o\\x6e if \\u006fn is present and of_it else on"', "of_it", 'of_it else on"'),
    ('is: "first(e.on for e in events if e.event == \\"response\\" or of_it)"', "of_it", 'of_it)"'),
    ("is: |-\n      of_it + 1", "of_it", "of_it + 1"),
    ("is: |\n      on\n      + of_it\n", "of_it", "of_it"),
    ("is: |\n\n      on\n\n        + of_it + 1\n      + 1", "of_it", "of_it + 1"),
    ("is: |2-\n        on\n          + of_it", "of_it", "of_it"),
    ("is: |  # why\n      on +\n      of_it", "of_it", "of_it"),
    ("is: >-\n      on + of_it", "folded", ">-"),
    ("is: >\n      on", "folded", ">"),
    ("is: on +\n      of_it", "folded", "on +"),
    ("is: 'on +\n      of_it'", "folded", "'on +"),
    ("is: on +", "not an expression", ""),
    ("is: |-\n      on\n      +", "not an expression", ""),
]


def at(text: str, line: str) -> str:
    """The rest of the line at the place that an error tells."""
    _, row, column, *_ = line.split(":")
    return text.split("\n")[int(row) - 1][int(column) - 1 :]


@pytest.mark.parametrize(("said", "problem", "marked"), PLACES)
def test_the_place_is_that_of_the_character(
    tmp_path: Path, said: str, problem: str, marked: str
) -> None:
    text = f"chapter: a\nfacts:\n  - of: mention\n    name: tried\n    type: date\n    {said}\n"
    (line,) = errors(tmp_path, text)
    assert problem in line.split("\n")[0]
    assert at(text, line) == marked


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("said", ["is: |-\n      on\n      + of_it", "is: 'on + of_it'"])
def test_the_place_is_counted_in_lines_of_yaml(tmp_path: Path, ends: str, said: str) -> None:
    text = f"# a\n# b\nchapter: a\nfacts:\n  - of: mention\n    name: tried\n    type: date\n    {said}\n"
    told = []
    for each in (text, text.replace("\n", ends) if ends < "\x80" else text.replace("\n", ends, 1)):
        told.append(errors(tmp_path, each))
    assert told[0] == told[1]
    assert at(text, told[0][0]).startswith("of_it")


def errors(folder: Path, text: str) -> list[str]:
    """What is wrong with a regime's one file, beside the chapters of the Act."""
    make(folder)
    (folder / "a.yaml").write_bytes(text.encode())

    def law() -> Law:
        own = read_regime(folder)
        return evolve(own, chapters=(*CHAPTERS, *own.chapters)).law(PERIODS)

    return told(law, folder)


MADE: Final = """\
chapter: a
rules:
  - id: r
    of: part
    kind: note
    applies: true
    when: false
    due: answered_on
    ended: said_on
    cites: c
    says: said
    says-if-possible: >-
      may be
    meaning: m
clocks:
  - name: k
    of: part
    when: true
    started: clock_start
    due: answered_on
    stopped: said_on
    lapsed: false
    used: working_days_between({started}, as_of)
    pause: {rows: mentions, start: on, end: on, reason: why}
    cites: c
actions:
  - {name: n, of: part, actor: authority, when: true, available-from: as_of, cites: c, says: s}
"""
OF_SEVERAL: list[tuple[str, str, str]] = [
    # what the law reads is made of several expressions: the one at fault is told
    ("ended: said_on", "ended: sayd_on", "a.yaml:9:12: rules[1].ended: unknown name 'sayd_on'"),
    ("ended: said_on", "ended: earliest(as_of, 1)", "a.yaml:9:28: rules[1].ended: expected a date"),
    ("due: answered_on\n    ended", "due: answered_on\n    begins: sayd_on\n    ended", "a.yaml:9:13: rules[1].begins: unknown name"),
    ("says: said", "says: 'it''s {sayd_on}'", "a.yaml:11:19: rules[1].says: unknown name 'sayd_on'"),
    ("says: said", "says: |-\n      it is\n      of {sayd_on|none}", "a.yaml:13:11: rules[1].says: unknown name"),
    ("may be", "may be {sayd_on}", "a.yaml:12:23: rules[1].says-if-possible: unknown name"),
    ("when: true\n    started", "when: tru\n    started", "a.yaml:18:11: clocks[1].when: unknown name 'tru'"),
    ("lapsed: false", "lapsed: False or lapst", "a.yaml:22:22: clocks[1].lapsed: unknown name 'lapst'"),
    ("stopped: said_on", "stopped: |\n      sayd_on", "a.yaml:22:7: clocks[1].stopped: unknown name 'sayd_on'"),
    ("as_of)\n    pause", "as_off)\n    pause", "a.yaml:23:11: clocks[1].used: unknown name 'as_off'"),
    ("start: on", "start: onn", "a.yaml:24:36: clocks[1].pause.start: unknown name 'onn'"),
    ("rows: mentions", "rows: events", "a.yaml:24:19: clocks[1].pause.rows: a part has no 'events'"),
    ("lapsed: false", "period: respons", "a.yaml:22:13: clocks[1].period: the policy has no period 'respons'"),
    ("available-from: as_of", "available-from: as_off", "a.yaml:27:71: actions[1].available-from: unknown name"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), OF_SEVERAL)
def test_the_place_is_that_of_the_expression_at_fault(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert MADE.count(old) == 1
    (line,) = errors(tmp_path, MADE.replace(old, new))
    assert line.startswith(said)


def test_what_is_declared_twice_is_told_where_it_stands_again(tmp_path: Path) -> None:
    text = "chapter: a\nclocks:\n" + 2 * MADE.partition("clocks:\n")[2].partition("actions")[0]
    assert errors(tmp_path, text) == ["a.yaml:13:5: clocks[2]: declared twice"]


def test_the_expression_of_the_file_is_shown_with_its_mark(tmp_path: Path) -> None:
    text = MADE.replace(
        "ended: said_on", "ended: |-\n      said_on if answered_on is present\n      else x"
    )
    (line,) = errors(tmp_path, text)
    assert line.split("\n")[1:] == [
        "    said_on if answered_on is present else x",
        "                                           ^",
    ]
