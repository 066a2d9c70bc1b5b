"""Single sentences of answers that rely on a ground, and such as only name one."""

from __future__ import annotations

import pytest

from foirules.language.regime_files import load_law
from foirules.letters.letter_files import letter_words
from foirules.letters.message import AUTHORITY, Line, Message
from foirules.letters.reading import LetterReader

LAW = load_law()
RELIED = [
    "We find that the exemption in section 43(2) is engaged.",
    "The information you have asked for is exempt from disclosure under section 43(2).",
    "Your request is refused under section 14(1).",
    "We are refusing your request because section 14(1) applies.",
    "We are withholding the remaining information under sections 31(1)(a) and (b).",
    "Section 40(2) has been applied to the names of junior staff.",
    "In this case the Department is relying on section 35(1)(a).",
    "The Trust has therefore applied the exemption at section 41.",
    "We have redacted personal data in accordance with section 40(2) of the Act.",
    "Some of the information is being withheld as it falls under section 40(2).",
    "This information is already published and is therefore exempt under section 21.",
    "The information is intended for future publication and exempt by virtue of section 22.",
    "We believe that disclosure would prejudice commercial interests, and section 43(2) therefore applies.",
    "I can confirm that we hold this information but will not be providing it under section 36(2)(c).",
    "It is our view that section 38(1)(a) is engaged.",
    "We are not obliged to provide it by virtue of section 12(1).",
    "Please note that the names have been removed (section 40(2)).",
    "The exemption that applies is section 30(1)(a).",
    "As such, we are applying section 31(1)(g) by virtue of section 31(2)(c).",
    "The request is being refused. Section 12 of the Act.",
    "Reason for refusal: section 43(2).",
    "Exemption applied: s43(2).",
    "Legal basis: section 42(1).",
    "We neither confirm nor deny that we hold it, under section 40(5B)(a)(i).",
    "Section 24(2) exempts us from the duty to confirm or deny.",
    "The duty to confirm or deny does not arise by virtue of section 23(5).",
    "We consider section 36(2)(b)(ii) to apply.",
    "The balance lies in favour of maintaining section 43(2).",
    "After careful consideration we have decided to withhold it, citing section 35(1)(a).",
    "Information has been withheld pursuant to s.40(2).",
    "Under section 40(2) we cannot give the names.",
    "We cannot give you the names because of section 40(2).",
    "Release would breach the data protection principles (section 40(3A)(a)) and so section 40(2) applies.",
    "I am afraid that section 41 prevents us from giving you this.",
    "Section 44 prohibits disclosure.",
    "We are prevented from disclosing this by section 44(1)(a).",
    "Disclosure is not appropriate under section 38(1)(b).",
    "The public interest favours withholding the information under section 31(1)(a).",
    "We've withheld a small amount of information on the basis of section 43(2).",
    "The report falls within the terms of section 35(1)(a).",
    "It attracts section 42.",
    "Section 42 may well have its critics but it does apply now.",
    "The rates have been removed. These are subject to section 43(2).",
    "Section 42 is engaged by the advice.",
    "We maintain that section 43(2) was correctly applied.",
    "I agree with the original decision to withhold under section 43(2).",
    "I uphold the application of section 43(2).",
    "The original decision to apply section 31(1)(a) stands.",
    "I do not consider that the passage of time has weakened section 43(2).",
    "The exemption under section 43(2) continues to apply.",
    "Our position on section 36(2)(c) is unchanged.",
    "I am content that section 40(2) was applied properly.",
    "I have concluded that the Department was entitled to rely on section 35(1)(a).",
    "I partially uphold your complaint: section 43(2) applies only to the annex.",
    "We now also rely on section 41.",
    "Section 31 is cited in addition.",
    "The Council has relied upon section 40(2), which protects personal data.",
    "Not all of the report can be released; section 43(2) covers annex B.",
    "It is not in the public interest to disclose this, and section 43(2) is maintained.",
    "No weight can be given to that, and we rely on section 42.",
    "We have decided not to disclose this information under section 43(2).",
    "We have decided not to release it under section 42.",
    "The Trust will not release the report under section 36(2)(c).",
    "We are not releasing the names under section 40(2).",
    "The panel resolved not to provide the advice under section 42(1).",
    "I have not released the names under s40(2).",
    "We do not disclose names of junior staff, under section 40(2).",
    "It was agreed not to publish the figures under section 43(2) of the Act.",
    "The Council resolved not to release it under the exemption for legal professional privilege.",
    "The legal privilege exemption applies to the advice.",
]
NAMED = [
    "Section 43(2) may well have applied in March, but it does not now.",
    "Section 31(1)(a) might have been engaged when we wrote on 2 March 2019 but it is not any longer.",
    "Section 35(1)(a) should not be used to keep back a plan that is carried out.",
    "We considered section 43(2) but decided that it does not apply.",
    "We looked at whether section 36 might apply and concluded that it does not.",
    "You argued that section 43(2) should not apply.",
    "We no longer rely on section 43(2).",
    "Section 43(2) is no longer relied upon.",
    "I have overturned the application of section 43(2).",
    "The exemption at section 43(2) was wrongly applied.",
    "We withdraw our reliance on section 35(1)(a).",
    "I find that section 35(1)(a) is not engaged.",
    "Section 42 was not properly engaged.",
    "The exemption in section 36 cannot be maintained.",
    "We did not need to consider section 43(2).",
    "You referred to section 40(2) in your letter.",
    "Your request mentioned section 16.",
    "If you narrow your request we may still need to apply section 40(2).",
    "Please note that some information may be exempt under section 40(2).",
    "We are considering whether section 43(2) applies.",
    "The Council originally relied on section 43(2).",
    "In our earlier response we cited section 31(1)(a).",
    "The letter of 5 May had quoted section 36(2)(c) in error.",
    "I do not uphold the use of section 41.",
    "I am not persuaded that section 41 is engaged.",
    "The panel did not accept the argument under section 43(2).",
    "Section 14(1) was also considered.",
    "Neither section 41 nor section 43(2) applies.",
    "The Commissioner has said that section 36 needs the opinion of a qualified person.",
    "We could have refused this under section 12(1) but have not done so.",
    "It would have been open to us to rely on section 12(1).",
    "The exemption in section 43(2) falls away.",
    "There is no question of section 40(2) here.",
    "Your complaint about section 35 is upheld.",
    "We accept that section 43(2) should not have been applied.",
    "You are right that section 40(2) does not cover a company.",
    "We should not have relied on section 21.",
    "We have considered whether not to disclose it under section 43(2).",
    "We decided not to apply section 43(2).",
    "You asked us not to disclose your name under section 40(2).",
    "The decision not to release the report under section 43(2) was wrong.",
    "We no longer rely on the exemption for legal professional privilege.",
]
RELIED_EIR = [
    "We have decided not to disclose this information under regulation 12(5)(e).",
    "The Department is relying on regulation 12(4)(d).",
    "The exception in regulation 12(4)(b) is engaged.",
    "The request is manifestly unreasonable under regulation 12(4)(b).",
    "Regulation 12(4)(a) applies as the information is not held.",
    "This is excepted under regulation 12(4)(e).",
    "The information is excepted from disclosure by regulation 12(5)(b).",
    "We have withheld personal data under regulation 13(1).",
    "Regulation 12(5)(f) is engaged because it was supplied voluntarily.",
    "Disclosure would adversely affect the course of justice (regulation 12(5)(b)).",
    "Your request is refused. Regulation 12(4)(c) applies.",
    "We consider regulation 12(5)(a) to be engaged.",
    "The public interest in maintaining the exception at regulation 12(5)(e) outweighs that in disclosure.",
    "Names have been redacted in line with regulation 13.",
    "I uphold the decision to rely on regulation 12(5)(e).",
    "Exception relied on: Regulation 12(5)(d).",
    "As the report is still in draft, regulation 12(4)(d) allows us to withhold it.",
    "Reg 12(4)(e) covers these emails.",
    "We are refusing this part under Reg. 12(5)(c).",
    "We cannot release the drawings as regulation 12(5)(a) applies to them.",
    "The exception for the course of justice covers it.",
]
RELIED_FOISA = [
    "We have decided not to disclose this information under section 33(1)(b) of FOISA.",
    "An exemption under section 38(1)(b) of FOISA applies to some of the information you have requested.",
    "This exemption is section 30(b)(i).",
    "Section 25(1) of FOISA applies because the information is otherwise accessible.",
    "We give you notice under section 17(1) that we do not hold it; section 36(1) applies to the rest.",
    "The names are exempt under section 38(1)(b).",
    "Under section 12(1) we are not required to comply.",
    "I am satisfied that section 35(1)(a) was correctly applied.",
    "The information is exempt in terms of section 33(1)(b).",
    "In terms of section 27(1) the report is exempt since it will be published within 12 weeks.",
    "Section 30(c) is engaged.",
    "We are withholding it in terms of s.36(2).",
    "The exemptions in sections 30(b)(i) and 30(b)(ii) apply.",
    "The Department is relying on section 29(1)(a).",
    "It is exempt as information in respect of which a claim to confidentiality of communications could be maintained.",
]


def relied(says: str, law: str) -> list[str]:
    """The grounds that a letter of one sentence relies on."""
    message = Message("letter", (Line(1, says),), AUTHORITY, None, "", ())
    letter = LetterReader(letter_words(LAW[law])).take_apart(message)
    return [each.name for each in letter.grounds.grounds]


@pytest.mark.parametrize("says", RELIED)
def test_a_sentence_relies_on_an_exemption(says: str) -> None:
    assert relied(says, "foia")


@pytest.mark.parametrize("says", RELIED_EIR)
def test_a_sentence_relies_on_an_exception(says: str) -> None:
    assert relied(says, "eir")


@pytest.mark.parametrize("says", RELIED_FOISA)
def test_a_sentence_relies_on_an_exemption_in_scotland(says: str) -> None:
    assert relied(says, "foisa")


@pytest.mark.parametrize("says", NAMED)
def test_a_sentence_only_names_an_exemption(says: str) -> None:
    assert relied(says, "foia") == []


def test_a_ground_that_is_called_by_its_name_and_cited_counts_once() -> None:
    says = "Section 42, the exemption for legal professional privilege, applies to the advice."
    assert relied(says, "foia") == ["s42"]
