"""Provisions as letters cite them under the Freedom of Information Act."""

from __future__ import annotations

import pytest

from foirules.language.regime_files import load_law
from foirules.letters.cited import Citations
from foirules.letters.letter_files import letter_words

WORDS = letter_words(load_law()["foia"])
CITATIONS = Citations(
    WORDS.grounds_type(), WORDS.grounds.own_laws, WORDS.grounds.other_laws, WORDS.grounds.heads
)
CITED = [
    ("under section 40(2) (personal data)", ["s40(2)"]),
    ("under section 36 (2)(c) of the freedom of information act", ["s36(2)(c)"]),
    ("sections 36(2)(b)(i) and (ii) and 43(2)", ["s36(2)(b)(i)", "s36(2)(b)(ii)", "s43(2)"]),
    ("s.31(1)(a), (b) and (g)", ["s31(1)(a)", "s31(1)(b)", "s31(1)(g)"]),
    ("the section 22 of the act applies", ["s22"]),
    ("sections 40(2), 41 and 43(2) of the foia", ["s40(2)", "s41", "s43(2)"]),
    ("s22a applies", ["s22A"]),
    ("section 12 and 20 working days", ["s12"]),
    ("section 40(2) by virtue of section 40(3a)(a)", ["s40(2)"]),
    ("sections 31(1)(a)-(c) and 38", ["s31(1)(a)", "s31(1)(b)", "s31(1)(c)", "s38"]),
    ("section 31(1)(a) to (c)", ["s31(1)(a)", "s31(1)(b)", "s31(1)(c)"]),
    ("sec. 40(2)", ["s40(2)"]),
    ("s40.2", ["s40(2)"]),
    ("s31(1)a", ["s31(1)(a)"]),
    ("section 31 1(a) of the act", ["s31(1)(a)"]),
    ("exemption 31.1.a", ["s31(1)(a)"]),
    ("section 12 3(a)", []),
    ("30(1)(a)(iii) and 38(1)(a)", ["s30(1)(a)", "s38(1)(a)"]),
    ("exempt under 40(2) foia", ["s40(2)"]),
    ("section 40, subsection 2", ["s40(2)"]),
    ("paragraph (b) of section 31(1)", ["s31(1)(b)"]),
    ("paragraphs (a) and (b) of section 31(1)", ["s31(1)(a)", "s31(1)(b)"]),
    ("section 40(5b)(a)(i), and of section 31(3)", ["s40(5B)(a)(i)", "s31(3)"]),
    ("section 40(5b)(a)(i) of section 40", ["s40(5B)(a)(i)", "s40"]),
    ("section 41(1)(a)(b)", ["s41(1)(a)", "s41(1)(b)"]),
    ("section 31(1)(a)(b)(c) - law", ["s31(1)(a)", "s31(1)(b)", "s31(1)(c)"]),
    ("s29(1) (a) (b) of the act", ["s29(1)(a)", "s29(1)(b)"]),
    ("section 36(2)(b)(i)(ii) of foia", ["s36(2)(b)(i)", "s36(2)(b)(ii)"]),
    ("section 30(1)(a)(i)", ["s30(1)(a)(i)"]),
    ("section 31(1)(a)(b) law enforcement", ["s31(1)(a)", "s31(1)(b)"]),
    ("section 36(2)(b)(i)", ["s36(2)(b)(i)"]),
    ("section 30(2) alone, (a)(i) and (b).", ["s30(2)(a)(i)", "s30(2)(b)"]),
    ("section 31(1) at two places: (a), crime, and (g), our duties", ["s31(1)(a)", "s31(1)(g)"]),
    ("item (b) is exempt under section 31(1), and item (c), the map, is not", ["s31(1)"]),
    ("section 43(2) applies to two of these: (a), the price, and (b), the rate", ["s43(2)"]),
    ("as to section 44, section 28 of the health act 2009", ["s44"]),
    ("clause 31(1) of the lease", []),
    ("section 12 of the application form", []),
    ("a section 21 notice", []),
    ("that's 36 hours, and it's 42 with the rest", []),
    ("marked 's.40(2)' in the margin", ["s40(2)"]),
    ("section 36(2)(b), both limbs (i) and (ii).", ["s36(2)(b)(i)", "s36(2)(b)(ii)"]),
    ("section 43(2); (3) is enclosed", ["s43(2)"]),
    ("section 31(1)(a); (b) and (g) too", ["s31(1)(a)", "s31(1)(b)", "s31(1)(g)"]),
    ("sections 35 (q3) and 37 (q1 and q2)", ["s35", "s37"]),
    ("sections 40 (items 1, 2 & 4), 42 (for item 3) and 43", ["s40", "s42", "s43"]),
    ("sections 40 (part (a)) and 41 (parts (b) and (c))", ["s40", "s41"]),
    ("section 40 (2) and 41 (3 letters)", ["s40(2)", "s41"]),
    ("you cannot have it under the act, section 40(1)", ["s40(1)"]),
    ("you cannot have it under the data protection act, section 40(1)", []),
    ("you cannot have it under that act, section 40(1)", []),
    ("section 12 of the data protection act 1998", []),
    ("section 12 dpa", []),
    ("the localism act 2011, section 30", []),
    ("the haulage operators (returns) act 1984, section 14 of which forbids it", []),
    ("the freedom of information act 2000, section 43(2)", ["s43(2)"]),
    ("section 17(1) of the act", []),
    ("section 31, subsection (1), paragraph (g); the", ["s31(1)(g)"]),
    ("section 38 of the freedom of information act, sub-section 1, paragraph (b)", ["s38(1)(b)"]),
    ("section 43 - commercial interests - (2). rivals", ["s43(2)"]),
    ("section 36 - public affairs - (2)(b)(i) and (ii)", ["s36(2)(b)(i)", "s36(2)(b)(ii)"]),
    ("section 40 (personal information), subsection (2)", ["s40(2)"]),
    ("section 22 and section 43 - commercial interests - (2).", ["s22", "s43(2)"]),
    (
        "section 36 (public affairs), subsections (2)(b)(ii) and (2)(c), the",
        ["s36(2)(b)(ii)", "s36(2)(c)"],
    ),
    (
        "both limbs of section 36(2)(b), (i) and (ii), are met",
        ["s36(2)(b)", "s36(2)(b)(i)", "s36(2)(b)(ii)"],
    ),
    ("s.31 law enforcement, subsection (1)(a), as", ["s31(1)(a)"]),
    ("section 40, personal information, subsection (2), covers", ["s40(2)"]),
    ("the section 22 exemption for both, under subsection (1).", ["s22(1)"]),
    (
        "section 36 public affairs, subsections (2)(b)(ii) and (2)(c), the",
        ["s36(2)(b)(ii)", "s36(2)(c)"],
    ),
    ("section 40 applies to the names, subsection (2) to", ["s40"]),
    ("section 40, in our view, and not subsection (3)", ["s40"]),
    ("section 14, as vexatious, and subsection (2) of section 12", ["s14", "s12(2)"]),
    ("section 43, commercial interests, paragraph (2) of the lease", ["s43"]),
    ("section 40 - personal information. (2) the map", ["s40"]),
    ("section 40 - we attach the list - (2) the map", ["s40"]),
]


@pytest.mark.parametrize(("text", "names"), CITED)
def test_grounds_are_found_at_the_level_cited(text: str, names: list[str]) -> None:
    assert [each.name for each in CITATIONS.find(text) if each.kind == "ground"] == names


@pytest.mark.parametrize(
    ("text", "before", "names"),
    [
        ("limb (i) is met", "s36(2)(b)", ["s36(2)(b)(i)"]),
        ("both limbs (i) and (ii) are met", "s36(2)(b)", ["s36(2)(b)(i)", "s36(2)(b)(ii)"]),
        ("limb (ii) is not met", "s36(2)(b)(i)", ["s36(2)(b)(ii)"]),
        ("so (c) is also engaged", "s36(2)(b)(i)", ["s36(2)(c)"]),
        ("so (c) is enclosed", "s36(2)(b)(i)", []),
        ("limb (b) is met", "s43(2)", []),
    ],
)
def test_limbs_are_those_of_the_ground_cited_before(
    text: str, before: str, names: list[str]
) -> None:
    assert [each.name for each in CITATIONS.limbs(text, before)] == names


def test_what_is_of_another_law_is_told_apart() -> None:
    (other,) = CITATIONS.find("section 12 of the data protection act 2018")
    (section,) = CITATIONS.find("section 17(1) of the act")
    assert (other.kind, section.kind) == ("other", "section")
