"""The pages made from declarations are what is made of them now."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import attrs
import pytest

from docs.make import __main__ as make
from docs.make import events
from docs.make.picture import COMMAND, LINES, marked
from docs.make.picture import printed as shown_by
from docs.make.policies import policies
from docs.make.texts import texts
from foirules.cases.case_file import read_case_file
from foirules.cases.expectations import SECTIONS
from foirules.check.run import Settings, check_file
from foirules.documents.problems import DocumentError
from foirules.language.citations import provisions
from foirules.language.regime import Regime
from foirules.language.types import DATE, STATUS, Absence, Field
from foirules.policy.policies import load_policies
from foirules.report.declaration import data
from foirules.report.page import STYLES, Page
from tests.docs.pages import blocks, page, tables
from tests.files import ROOT
from tests.foia import EVENTS, REGIME, WORDS

pytestmark = pytest.mark.one_cpython

LAWS = make.SHIPPED
of_each_law = pytest.mark.parametrize("regime", LAWS, ids=[regime.id for regime in LAWS])


@pytest.mark.parametrize("name", make.PAGES)
def test_a_page_is_what_is_made_now(name: str) -> None:
    assert page(f"docs/{name}") == make.PAGES[name](), "run python -m docs.make"


def test_check_compares_and_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    monkeypatch.setattr(make, "FOLDER", folder)
    assert make.main(["--check"]) == 1
    names = ", ".join(make.PAGES)
    assert capsys.readouterr().err == f"out of date: {names}: run python -m docs.make\n"
    assert list(tmp_path.rglob("*")) == [folder]

    assert make.main([]) == 0
    assert make.main(["--check"]) == 0
    (folder / "rules" / "foia.md").write_text("", encoding="utf-8")
    assert make.main(["--check"]) == 1
    assert capsys.readouterr().err == "out of date: rules/foia.md: run python -m docs.make\n"
    assert make.main(["--chek"]) == 2


def test_each_law_has_its_pages_and_is_led_to() -> None:
    for folder in make.OF_A_LAW:
        for regime in LAWS:
            path = f"{folder}/{regime.id}.md"
            assert path in make.PAGES
            assert f"[{regime.title}]({path}), `{regime.id}`" in page(f"docs/{folder}.md")


# --- events -------------------------------------------------------------------------------------


@of_each_law
def test_every_event_field_and_exemption_is_told(regime: Regime) -> None:
    """Read back from the tables: nothing declared is missing from them."""
    words = regime.vocabulary
    kinds, *fields, expected, exemptions = tables(page(f"docs/events/{regime.id}.md"))
    assert [row[0].strip("`") for row in kinds[1:]] == list(words.events)
    told = {row[0].strip("`"): row[2] for rows in fields for row in rows[1:]}
    assert told.keys() == words.fields.keys()
    assert [row[0].strip("`") for row in expected[1:]] == list(SECTIONS)
    assert told["outcome"] == "unknown"
    assert told["expected-by"] == "there is none"
    named = ", ".join(cell for row in exemptions[1:] for cell in row[1:] if cell)
    assert sorted(named.split(", ")) == sorted(f"`{name}`" for name in words.exemptions.masks)


def test_a_value_that_is_meant_where_nothing_is_said_is_told() -> None:
    assert "| `decision-reached` | true or false | `false` |" in page("docs/events/foia.md")


def test_a_field_that_must_be_there_is_told_so() -> None:
    where = Field("where", DATE, Absence.REQUIRED, "where it was published")
    kind = attrs.evolve(EVENTS["publication"], fields=(where,))
    words = attrs.evolve(WORDS, events={kind.name: kind})
    schema = attrs.evolve(REGIME.schema, vocabulary=words)
    made = events.events(attrs.evolve(REGIME, schema=schema))
    assert "| `publication` | authority | information is published | `where` |" in made
    assert "| `where` | date | an error | where it was published |" in made


@of_each_law
def test_the_cases_of_the_page_are_as_they_expect(regime: Regime) -> None:
    texts = blocks(page(f"docs/events/{regime.id}.md"), "yaml")
    assert len(texts) == (2 if regime is REGIME else 1)
    for text in texts:
        checked = check_file(read_case_file(text, "events.md"), Settings())
        assert (checked.errors, checked.problems) == ((), ())


def test_what_is_wrong_with_the_texts_of_a_regime_is_said(tmp_path: Path) -> None:
    (tmp_path / "pages.yaml").write_text("evnts: {}\nworked: {title: Days, rows: {a: b}}\n")
    with pytest.raises(DocumentError) as error:
        texts(attrs.evolve(REGIME, folder=tmp_path))
    lines = str(error.value).splitlines()
    assert lines[0].endswith("1:1: evnts: unknown key 'evnts'; did you mean 'events'?")
    assert lines[-1].endswith("2:33: worked.rows.a: found 'b'; expected a list")
    assert len(lines) == 5


# --- rules and policies -------------------------------------------------------------------------


@of_each_law
def test_every_declaration_is_told_with_its_expressions(regime: Regime) -> None:
    made = page(f"docs/rules/{regime.id}.md")
    for chapter in regime.chapters:
        for rule in chapter.rules:
            assert f"\n### {rule.id}\n" in made
            assert f"- **broken when** `{rule.when}`\n" in made
        for clock in chapter.clocks:
            assert f"\n### Clock: {clock.name}\n" in made
        for action in chapter.actions:
            assert f"\n### Action: {action.name}\n" in made
        for fact in chapter.facts:
            assert f"- **{fact.subject}.{fact.name}** (" in made
            assert f"<br>`{fact.expression}`\n" in made
    head = made.partition("## Provisions")[0]
    assert all(f"`{status}`" in head for status in STATUS.members)


def test_provisions_stand_in_the_order_of_the_act() -> None:
    listed = next(tables(page("docs/rules/foia.md")))
    of_the_act = [row[0] for row in listed[1:] if row[0].startswith("FOIA")]
    sections = [int(re.findall(r"[0-9]+", n)[0]) for n in of_the_act if not n.startswith("FOIA S")]
    assert sections == sorted(sections)
    assert len(set(of_the_act)) == len(of_the_act)
    assert of_the_act.index("FOIA s10(6)") < of_the_act.index("FOIA s10(6)(a)")
    assert [row[0] for row in listed[1:]][: len(of_the_act)] == of_the_act


@of_each_law
def test_every_provision_of_the_register_has_its_line(regime: Regime) -> None:
    listed, read, _ = tables(page(f"docs/rules/{regime.id}.md"))
    texts = regime.register()
    told = {row[0]: row[1] for row in listed[1:]}
    sources = {entry.source for entry in texts.entries.values()}
    assert texts.entries.keys() - sources <= told.keys()
    assert all(f"left out: {why}" in told[name] for name, why in texts.left_out.items())
    assert {row[0] for row in read[1:]} == sources


def test_what_can_be_claimed_has_its_line() -> None:
    listed = next(tables(page("docs/rules/foia.md")))
    assert {"FOIA s40", "FOIA s12(1)", "FOIA s14(1)"} <= {row[0] for row in listed[1:]}


def test_every_provision_that_a_law_cites_is_in_the_index_of_all() -> None:
    """With a link to each of its declarations, under the law itself first."""
    found = {row[0]: row[1:] for each in tables(page("docs/provisions.md")) for row in each[1:]}
    for place, regime in enumerate(LAWS):
        for rule in (rule for chapter in regime.chapters for rule in chapter.rules):
            for provision in provisions(rule.cites):
                assert f"[{rule.id}](rules/{regime.id}.md#{rule.id})" in found[provision][place]
    assert all(any(row) for row in found.values())


def test_the_end_of_the_period_for_complying_is_worked_out() -> None:
    """2 July 1, 5-9 6, 13-16 10, 19-23 15, 26-30 20; 3-6 August 24, 9-13 29, 16 30; 8-10 September,
    after ten school days to 16 July and two more to 20 July, 15, 13-17 20, 20-23 24, 24-30 29."""
    _, _, (heads, *rows) = tables(page("docs/rules/foia.md"))
    assert len(heads) == 5
    last = {
        row[0].partition(",")[0]: [each.removesuffix(" 2021") for each in row[1:]] for row in rows
    }
    assert last == {
        "twenty working days": ["30 July", "6 August", "6 August", "12 August"],
        "thirty": ["16 August", "20 August", "20 August", "26 August"],
        "twenty school days or sixty working days": [
            *("17 September", "23 September", "23 September", "29 September"),
        ],
        "a day that the Commissioner specified": ["17 September"] * 4,
    }


def sections(regime: Regime) -> dict[str, str]:
    """Each policy's part of the page, by its title."""
    _, *found = re.split(r"^## (?=[^#])", policies(regime), flags=re.MULTILINE)
    return {section.partition("\n")[0]: section for section in found}


@of_each_law
def test_every_version_of_a_period_is_told(regime: Regime) -> None:
    own = load_policies()[regime.id]
    told = sections(regime)[own.title]
    for name, found in {**own.periods, **own.sets}.items():
        (rows,) = tables(told.partition(f"### {name}\n")[2].partition("\n### ")[0])
        assert [row[2:] for row in rows[1:]] == [
            [v.kind, v.cites + (f". *{v.note}*" if v.note else "")] for v in found
        ]


def test_of_an_authoritys_policy_its_own_promises_only_are_told() -> None:
    told = sections(REGIME)
    (rows,) = tables(told["Department for Education"])
    assert [row[:3] for row in rows[1:]] == [["1 September 2017", "2 calendar months", "promise"]]


def test_the_page_of_the_law_follows_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The comparison can fail: a rule that says something else is another page."""

    def other(found: Any) -> dict[str, Any]:
        return {**data(found), "due": "as_of"}

    monkeypatch.setattr("docs.make.rules.data", other)
    assert make.PAGES["rules/foia.md"]() != page("docs/rules/foia.md")


# --- the picture --------------------------------------------------------------------------------


def test_the_picture_shows_what_the_command_prints_now() -> None:
    command = [sys.executable, "-m", "foirules", *COMMAND]
    run = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    printed = [re.sub(r"\x1b\[[\d;]+m", "", line) for line in shown_by(*COMMAND)]
    assert " ".join(printed).split() == run.stdout.split()
    root = ElementTree.fromstring(page("docs/assess.svg"))
    shown = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    prompt, *lines, rest = shown
    assert prompt == "$ foirules " + " ".join(COMMAND)
    assert lines == [line for line in printed[:LINES] if line]
    assert rest == f"... and {len(printed) - LINES} lines more"


def test_every_face_of_a_page_is_drawn() -> None:
    drawn = page("docs/assess.svg")
    for style in STYLES:
        assert marked(Page(colour=True).styled("a & b", style)) == (
            f'<tspan class="{style}">a &amp; b</tspan>'
        )
        assert f".{style} {{" in drawn
