"""Which exemptions of the Freedom of Information Act a letter relies on, by how it cites them."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.read_messages import read_text

BEFORE = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Minutes

Under the Freedom of Information Act please send me the minutes of the board for 2018.

From: FOI <foi@hartcombe.gov.uk>
Sent: 10 March 2019 09:00
Subject: RE: Minutes

Further to your request, some of the information has been withheld.

"""
RELIED_ON: list[tuple[list[str], str]] = [
    (
        ["s40(2)"],
        "The names of junior staff have been removed in line with section 40(2) of the FOIA.",
    ),
    (
        ["s43(2)"],
        "The Council considers that the information falls within the exemption at section 43(2).",
    ),
    (
        ["s43(2)", "s41"],
        "The following exemptions apply:\n\n- Section 41 (information provided in confidence)\n- Section 43(2) (commercial interests)",
    ),
    (
        ["s31(1)(a)"],
        "Section 31(1)(a) provides that information is exempt if its disclosure would prejudice the prevention or detection of crime. We believe that releasing the map would help burglars, and it is therefore withheld.",
    ),
    (
        ["s36(2)(b)(i)", "s36(2)(b)(ii)"],
        "This information is being withheld under sections 36(2)(b)(i) and (ii) of the Freedom of Information Act 2000.",
    ),
    (
        ["s42"],
        "Exemption: section 42. The advice of our solicitors is privileged.",
    ),
    (
        ["s21"],
        "Under section 21 we do not have to give information that you can get elsewhere.",
    ),
    (
        ["s40(2)"],
        "Personal data is exempt under Section 40 (2) by virtue of Section 40(3A)(a), because disclosure would contravene the first data protection principle.",
    ),
    (
        ["s40(2)"],
        "We have applied s40(2) to the names. We had considered s38 but decided that it was not engaged.",
    ),
    (
        [],
        "Your own data will be handled under section 7 of the Data Protection Act 1998.",
    ),
    (
        ["s12(1)"],
        "S12(1) FOIA applies, as the work would take some 40 hours.",
    ),
    (
        ["s30(1)(a)(i)"],
        "The statements are held for the purposes of a criminal investigation and we rely on the exemption in section 30(1)(a)(i).",
    ),
    (
        ["s35(1)(a)"],
        "The remaining information is exempt from disclosure under section 35(1)(a) (formulation or development of government policy) of the FOI Act. Section 35 is a qualified exemption.",
    ),
    (
        ["s23(1)"],
        "Some information is withheld as it was supplied by, or relates to, bodies listed in section 23(3) of the Act: section 23(1) applies.",
    ),
    (
        ["s43(2)"],
        "You argue that section 43(2) does not apply. We disagree, and maintain that section 43(2) is engaged.",
    ),
    (
        ["s44(1)(a)"],
        "By virtue of section 44(1)(a) of FOIA and section 18 of the Commissioners for Revenue and Customs Act 2005, we cannot disclose it.",
    ),
    (
        ["s40(2)"],
        "Where information has been redacted it is because section 40(2) is engaged.",
    ),
    (
        ["s22(1)"],
        "The data are intended for future publication and are exempt under s 22(1).",
    ),
    (
        ["s38(1)(a)", "s38(1)(b)"],
        "Section 38(1)(a) and (b) – Health and Safety – is engaged.",
    ),
    (
        ["s14(1)"],
        "Section 14(1): the request is vexatious.",
    ),
    (
        ["s43(2)"],
        "Bids are secret until they are opened: s43(2).",
    ),
    (
        ["s31(1)(a)", "s31(1)(b)"],
        "The map would tell burglars where to go. Sections 31(1)(a) and (b).",
    ),
    (
        ["s40(2)"],
        "Names have gone, s40(2). We haven't found it necessary to use section 36.",
    ),
    (
        ["s40(2)"],
        "Section 40(2) is why the names were cut. Nor has section 38 been considered.",
    ),
    (
        ["s40(2)"],
        "The names are withheld, s40(2). Section 43(2) falls away, as the tender has ended.",
    ),
    (
        ["s21"],
        "You say that section 22 can't apply. It doesn't: the figures are on our site, section 21.",
    ),
]


@pytest.mark.parametrize(("names", "letter"), RELIED_ON)
def test_what_is_relied_on_is_read(names: list[str], letter: str) -> None:
    draft = read_text(BEFORE + letter, as_of=date(2020, 1, 1))
    said = draft.events[1].outcomes[None]
    read = said["exemptions"].value if "exemptions" in said else ()
    assert sorted(read) == sorted(names)


def test_what_is_only_named_is_asked() -> None:
    draft = read_text(BEFORE + "Section 43 is about commercial interests.", as_of=date(2020, 1, 1))
    assert "exemptions" not in draft.events[1].outcomes[None]
    assert [q.asks for q in draft.questions if q.field == "exemptions"] == ["Does it rely on s43?"]
