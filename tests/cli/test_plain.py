"""``foirules rules NAME``: plain words first; and what a provision has."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from foirules import load_policies
from foirules.assessing.one_case import law_for
from foirules.language.regime_files import load_law
from foirules.report.asked import asked
from foirules.report.declaration import HEADINGS, declaration_text, name_of
from foirules.report.law import declared_in, law_text
from foirules.report.page import Page
from foirules.report.provision import Provision, named, provision_text
from foirules.report.worked_example import Worked, worked
from tests.cli.conftest import Command

pytestmark = pytest.mark.one_cpython

LAWS = [(policy, law_for(policy)) for id, policy in load_policies().items() if id in load_law()]
FOIA = next(each for each in LAWS if each[0].regime.id == "foia")


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines()[1:] if line and line[0] != " "]


def section(text: str, heading: str) -> str:
    """What stands below a heading, on one line."""
    _, _, below = text.partition(f"\n{heading}\n")
    return " ".join(below.partition("\n\n")[0].split())


# --- a declaration ------------------------------------------------------------------------------


def test_plain_words_stand_first_and_expressions_are_asked_for(foirules: Command) -> None:
    plain = headings(foirules("rules", "late-response").out)
    *shown, more = plain
    assert shown == [
        *HEADINGS.values(),
        "An example",
        "Not so in this one",
        "More exactly",
        "What was read",
    ]
    assert more == "foirules rules late-response --expressions shows how it is worked out."
    whole = headings(foirules("rules", "late-response", "--expressions").out)
    assert whole == [*shown[:-1], "As it is declared", "Facts it reads", shown[-1]]


def test_an_example_says_what_happened_and_what_is_said_of_it(foirules: Command) -> None:
    out = foirules("rules", "ico-right-missing").out
    told = section(out, "An example")
    assert told.startswith(
        "3 August 2017 request received 1 September 2017 response: refused (s41)"
    )
    assert "; ico right: no; ico right particulars: no Said of it: the notice dated" in told
    assert told.endswith("says nothing of the right to apply to the Commissioner under s50.")
    other = section(out, "Not so in this one")
    assert other.endswith("; ico right: yes; ico right particulars: yes")
    possible = foirules("rules", "copy-not-sent", "form-not-given").out
    assert section(possible, "An example").startswith("authority records authority 3 August 2017")
    assert "response: disclosed; form given: no" in section(
        possible, "An example in which it is possible"
    )


def test_a_clock_says_how_long_it_is(foirules: Command) -> None:
    told = section(foirules("rules", "response").out, "How long it is")
    assert told == "from 1 January 2005 20 working days · statute · FOIA s10(1)"


def test_another_law_is_named_in_what_to_type(foirules: Command) -> None:
    out = foirules("rules", "notice-not-complied-with", "--regime", "eir").out
    assert out.endswith(
        "notice-not-complied-with --regime eir --expressions shows how it is worked out.\n"
    )


def test_as_data_plain_words_are_beside_the_rest(foirules: Command) -> None:
    (data,) = foirules("rules", "late-response", "--format", "json").data
    assert list(data["plain"]) == list(HEADINGS)
    assert data["plain"]["means"].startswith(
        "The authority answered this part of the request after"
    )
    (fact,) = foirules("rules", "part.response_due", "--format", "json").data
    assert "plain" not in fact


def test_a_rule_of_ones_own_may_have_plain_words_and_examples(
    foirules: Command, tmp_path: Path
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(
        "chapter: own\nrules:\n  - {id: own-rule, of: part, kind: note, applies: true, when: true,"
        " begins: received_on, cites: us, says: look at it, meaning: m, breaks: [EXAMPLE],"
        " plain: {means: Look., why: It is so., requester: May ask., authority: Should say.}}\n"
    )
    text = path.read_text()
    for line, shown in (
        ("2017-08-03 request-received", True),
        ("2017-08-03", False),
        ("on", False),
    ):
        path.write_text(text.replace("EXAMPLE", line))
        told = foirules("rules", "own-rule", "--rules", path)
        assert (told.code, told.err) == (0, "")
        assert "What it means\n  Look.\n" in told.out
        assert ("Said of it: look at it." in told.out) is shown


def test_a_declaration_without_plain_words_begins_with_its_meaning() -> None:
    policy, law = FOIA
    (_, _, fact) = asked("part.response_due", [FOIA])[0]
    assert not isinstance(fact, Provision)
    lines = declaration_text(law, fact, policy, Page(), {}).splitlines()
    assert lines[1].startswith("  The last day for complying with s1(1).")


# --- a provision --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("s17", "FOIA s17 · Refusal of request"),
        ("Section 10", "FOIA s10 · Time for compliance with request"),
        ("s10(1)", "FOIA s10(1) · Time for compliance with request"),
        ("s. 10 (1)", "FOIA s10(1) · Time for compliance with request"),
        ("FOIA s50", "FOIA s50 · Application for decision by Commissioner"),
        ("r5", "EIR reg 5 · Duty to make available environmental information on request"),
        ("Regulation 5(2)", "EIR reg 5(2) · Duty to make available environmental information on"),
        ("rule 22", "SI 2008/2698 r22"),
        ("SI 2009/1976 r22(1)(b)", "SI 2009/1976 r22(1)(b)"),
        ("foisa s21", "FOISA s21 · Review by Scottish public authority"),
        ("s45 Code", "s45 Code"),
    ],
)
def test_a_provision_is_shown_by_what_people_call_it(
    foirules: Command, name: str, head: str
) -> None:
    told = foirules("rules", name)
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[0].startswith(head)


def test_a_number_that_several_sources_have_is_shown_of_each(foirules: Command) -> None:
    heads = [line for line in foirules("rules", "r22").out.splitlines() if line[:3] == "SI "]
    assert heads == ["SI 2008/2698 r22", "SI 2009/1976 r22 · The notice of appeal"]


def test_a_provision_lists_what_rests_on_it_and_its_parts(foirules: Command) -> None:
    out = foirules("rules", "s17").out
    assert headings(out)[:3] == ["Rules", "Actions", "Facts"]
    lines = out.splitlines()
    place = lines.index("  late-refusal-notice · breach · FOIA s17(1)")
    assert lines[place + 1].startswith(
        "    The first notice that claims an exemption for this part"
    )
    (data,) = foirules("rules", "s17", "--format", "json").data
    named = {each["name"] for each in data["rules"]}
    assert {"late-refusal-notice", "ico-right-missing", "estimate-missing"} <= named
    for each in FOIA[1].rules:
        cites = each.declared.cites.replace("ss17", "s17")
        assert ("FOIA s17" in cites) <= (each.declared.id in named)
    assert "late-response" not in named
    (part,) = foirules("rules", "s17(7)", "--format", "json").data
    assert [each["name"] for each in part["rules"]] == [
        "complaints-procedure-missing",
        "ico-right-missing",
    ]


def test_a_provision_for_which_nothing_stands_says_why(foirules: Command) -> None:
    out = foirules("rules", "s19").out
    assert section(out, "Left out").startswith("Publication schemes")
    (data,) = foirules("rules", "s19", "--format", "json").data
    assert (data["rules"], data["left_out"][:11]) == ([], "Publication")


def test_of_one_law_only_its_own_provisions_are_meant(foirules: Command) -> None:
    assert foirules("rules", "s20", "--regime", "foisa").out.startswith("FOISA s20 ")
    assert foirules("rules", "r5", "--regime", "foia").out.startswith("SI 20")
    assert foirules("rules", "reg 14", "--regime", "foia").code == 2


# --- a name that is not known ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("late-respons", "'late-response'?"),
        ("late-answer", "'late-response'"),
        ("destroyed records", "'record-altered'"),
        ("public interest reasons", "'public-interest-reasons-missing'"),
        ("internal review", "'ask-for-internal-review'"),
        ("xyzzy", "; foirules rules lists all"),
        ("s999", "; foirules rules lists all"),
    ],
)
def test_what_was_meant_is_said(foirules: Command, name: str, meant: str) -> None:
    told = foirules("rules", name)
    assert (told.code, told.out) == (2, "")
    (line,) = told.err.splitlines()
    assert line.startswith(f"foirules: no rule, clock, action, fact or provision {name!r}")
    assert meant in line


# --- every page fits ------------------------------------------------------------------------------


def too_wide(text: str, width: int) -> Iterable[str]:
    """Lines that are wider, but for a single word that is."""
    return [each for each in text.splitlines() if len(each) > width and " " in each.strip()]


@pytest.mark.parametrize("width", [40, 57, 80, 100])
def test_every_page_fits_the_terminal(width: int) -> None:
    for policy, law in LAWS:
        assert not too_wide(law_text(policy, law, Page(width=width)), width)
        for each in declared_in(law):
            examples: dict[str, Worked] = {}
            text = declaration_text(law, each, policy, Page(width=width), examples, True)
            assert not too_wide(text, width), name_of(each)
        for name in ("s17", "reg 5", "s45 Code"):
            for own_act in (True, False):
                for found in named(name, law, policy, own_act):
                    assert not too_wide(provision_text(found, Page(width=width)), width)


def test_every_example_of_a_rule_is_told() -> None:
    for policy, law in LAWS:
        for rule in law.rules:
            told = worked(rule.declared, policy.regime, load_law())
            assert len(told) == bool(rule.declared.breaks) + bool(rule.declared.keeps), rule
            for example in told.values():
                page = Page(width=60)
                example.tell(page)
                assert not too_wide(page.text(), 60)
