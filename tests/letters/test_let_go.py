"""Which exemptions a letter names and does not rely on, by how it says so."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.letters.draft import Draft
from foirules.letters.read_messages import read_text

REQUEST = """\
From: A Person <a@example.org>
Sent: 4 February 2019 09:00
Subject: Pier

Under the Freedom of Information Act please send me the report on the pier.

From: FOI <foi@hartcombe.gov.uk>
Sent: 1 March 2019 09:00
Subject: RE: Pier

Dear A Person

Thank you for your request. Our response is as follows.

"""
REVIEW = (
    REQUEST
    + """\
The report on the pier is exempt under section 43(2) and section 41 and we are withholding it.

From: A Person <a@example.org>
Sent: 4 March 2019 09:00
Subject: RE: Pier

Please carry out an internal review of your refusal.

From: FOI <foi@hartcombe.gov.uk>
Sent: 29 March 2019 09:00
Subject: RE: Pier

Dear A Person

I have carried out the internal review.

"""
)
ANSWERS: list[tuple[list[str], str]] = [
    ([], "We are not going to press section 36. The report is enclosed."),
    ([], "We have reconsidered, and section 43(2) is no bar to release. It is attached."),
    ([], 'The report is attached. Parts marked "s.40" in the margin are now shown.'),
    ([], "The report is enclosed; we take back what we said about section 36."),
    (
        [],
        "We now accept that the report is not exempt under section 36, or at all. It is attached.",
    ),
    (
        [],
        "My predecessor was in the habit of citing section 42. I see no reason to. It is enclosed.",
    ),
    ([], "None of what you ask for engages section 43. It is attached."),
    ([], "We first took it that the costs fell within section 43(2). They are attached."),
    (
        ["s43(2)"],
        "Exempt by section 43(2). Section 43(2): openness is outweighed by the harm to our trade.",
    ),
    ([], "All the papers are attached. They fall outside section 43."),
    ([], "The report is attached, the exemption at section 22 having expired on publication."),
    ([], "Although section 21 would allow us to refer you to the website, we attach a copy."),
    (
        [],
        "We would be within our rights to refuse this by section 14(2). This time it is attached.",
    ),
    ([], "The report is attached. We have not seen fit to redact anything under section 40."),
    (["s43(2)"], "Section 43(2) applies to the prices. Section 41 need not then be decided."),
    (["s43(2)"], "The prices are exempt under section 43(2). I make no finding about section 41."),
    (["s40(2)"], "Names are withheld under section 40(2). We take no point on section 12."),
    (["s40(2)"], "Section 40(2) is engaged. The firm wanted section 43(2); the fees are given."),
    (["s40(2)"], "We withhold names under section 40(2). Section 40(1) would be for yourself."),
    (["s22"], "It is withheld under section 22 until published; thereafter section 21 will apply."),
    (["s42"], "It is exempt under section 42, which we prefer to section 36."),
    (["s41"], "It is withheld under section 41. This differs from section 43 in its test."),
    (["s43(2)"], "We refuse on that in section 43(2). Confidentiality, section 41, adds nothing."),
    (
        ["s12(1)"],
        "We refuse under section 12(1). We have not considered whether, if you narrow it, "
        "section 40(2) or section 43(2) would be relevant.",
    ),
    (
        ["s14(1)"],
        "The governors have asked me to say that they regard your request as vexatious within "
        "section 14(1), and that it will not be answered.",
    ),
    (
        ["s30(1)(a)(i)"],
        "The police asked for section 30(1)(a)(i) to be applied and we agree that it should be.",
    ),
    (
        [],
        "The report is attached. We looked at whether section 41 was in point, and decided that it "
        "was not, as nobody had been promised anything.",
    ),
    (
        ["s43(2)"],
        "Section 43(2) is engaged. We considered whether, section 43(2) being engaged, we could "
        "send it all the same, and decided that it was not in the public interest.",
    ),
    ([], "The report is enclosed. It was exempt under section 22 until Monday, when it came out."),
    (["s22"], "The report is exempt under section 22 until Monday, when it comes out."),
    ([], "Section 43(2) was pleaded by the bidders, but all of it is old. It is attached."),
    (
        ["s40(2)"],
        "The report is attached, names removed (section 40(2)). If you ask for the annexes, "
        "section 43(2) is likely to come into it.",
    ),
    (
        ["s12(1)"],
        "We refuse by section 12(1). A narrower request may still meet with section 40(2).",
    ),
    (["s14(2)"], "I must refuse your further request under section 14(2)."),
    (
        ["s12(1)"],
        "Were you to limit it to one year we could help, but section 12(1) applies to this.",
    ),
    ([], "The report is attached. In similar cases we have refused it under section 43(2)."),
    ([], "The report is attached. It was refused to another requester under section 43(2)."),
    ([], "The report is attached; section 43, which you mention, did not come into it."),
    (
        ["s43(2)"],
        "It is withheld by section 43(2). A tribunal took the same view of section 43(2) and of "
        "section 41.",
    ),
    ([], "The report is attached. The contractor was of the view that section 43(2) applied."),
    (
        ["s40(2)"],
        "The report is attached. Names withheld under section 40(2). The figures are old and we "
        "have not taken them out: not withheld them under section 43(2), that is.",
    ),
    (
        ["s40(2)"],
        "Names are removed under section 40(2). We do not think that any of the rest is exempt, "
        "under section 43 or at all.",
    ),
    ([], "Though section 36 is engaged, the balance tips just towards release. It is attached."),
    (["s43(2)"], "Section 43(2) is engaged, and the balance tips towards withholding the report."),
    (
        ["s31(3)", "s40(5B)(a)(i)"],
        "By virtue of section 40(5B)(a)(i), and of section 31(3), we will say neither that we hold "
        "a report nor that we don't.",
    ),
    (
        ["s14(1)", "s40(2)"],
        "The rest of your request we refuse under section 14(1) rather than section 40(2). The "
        "report is attached with names deleted under section 40(2).",
    ),
    (
        ["s35(1)(b)"],
        'My letter of 20 February should have read "section 35(1)(b)" where it said section 28(1). '
        "The report is refused.",
    ),
    (["s43(2)"], "The report is withheld under section 43(2). We keep section 36 in reserve."),
    (
        ["s43(2)"],
        "The report is withheld under section 43(2). Section 36 was held in reserve and, "
        "section 43(2) being engaged, does not arise.",
    ),
    (
        ["s41"],
        "The report is withheld under section 41. On the balance of the public interest (which "
        "section 41 does not require) we say nothing.",
    ),
    (
        ["s40(2)"],
        "It is withheld. The ground is section 40(2). Section 40(2) does not call for a public "
        "interest test.",
    ),
    (
        ["s12(1)"],
        "We refuse by section 12(1). We do not say that this is vexatious (section 14(1)).",
    ),
    (["s14(1)"], "We do not say lightly that your request is vexatious (section 14(1))."),
    (
        [],
        "The report is attached. I am not treating your latest request as repeated, section 14(2).",
    ),
    (
        ["s23(5)", "s24(2)"],
        "We neither confirm nor deny that we hold it, by sections 23(5) and 24(2). The public "
        "interest favours neither being done, section 24(2).",
    ),
    (
        ["s40(2)"],
        "The report is attached. The names of people mentioned are removed, section 40(2).",
    ),
    (["s43(2)"], "The report is attached. The bidders' proposals are taken out: section 43(2)."),
    (["s40(2)"], "The report is attached. Only the examiners' names are cut, section 40(2)."),
    (
        ["s40(2)"],
        "The report is attached. All that might tell who they are is blacked out by section 40(2).",
    ),
    ([], "The report is attached. The firm argued that it could be withheld under section 43(2)."),
    ([], "The report is attached. Some of it might have been withheld under section 43(2)."),
    (
        [],
        "The report is attached. We named section 41 by phone. We do not rely on it. The rule of "
        "the panel is a sound one and it applies to its members.",
    ),
    # What concerns another limb, or someone's idea.
    (
        ["s43(2)"],
        "You will see section 41 stamped on some pages. They are withheld under section 43(2).",
    ),
    (["s41"], 'The pages stamped "in confidence" are withheld under section 41.'),
    (
        ["s43(2)"],
        "The firm would like us to use section 41 as well. It is withheld under section 43(2).",
    ),
    (
        ["s43(2)"],
        "Section 43(1) is about trade secrets; we make no claim to it. The prices in the report are "
        "withheld under section 43(2).",
    ),
    (
        ["s43(2)"],
        "The first limb is trade secrets, section 43(1), on which we place no reliance. The report "
        "is withheld under section 43(2).",
    ),
    (["s43(2)"], "The report is withheld under section 43(2). You make no claim to section 41."),
    (
        ["s42(1)"],
        "We checked whether the whole would have been above the cost limit (section 12) and found "
        "that it would not. The report is withheld under section 42(1).",
    ),
    (
        ["s43(2)"],
        "Section 41, which the contractor asked us to apply, does not. The report is withheld "
        "under section 43(2).",
    ),
    (
        ["s43(2)"],
        "We considered section 41, which covers what was told in confidence. The prices are "
        "withheld under section 43(2).",
    ),
    (
        ["s41"],
        "We considered section 41, which covers what was told in confidence, and are satisfied that "
        "it is engaged. The report is withheld.",
    ),
    (["s40(2)"], "Section 40(2), since release would have an effect on him. It is withheld."),
    (["s14(1)"], "We refuse the request. Section 14(1) is engaged, as your letters went too far."),
    (["s38(1)(b)", "s40(2)"], "It is withheld under section 40(2). Section 38(1)(b) goes with it."),
    # What cannot apply to what is of another ground, which does.
    (
        ["s41"],
        "The report is withheld. We thought about section 43(2), but because it is caught by "
        "section 41 they cannot both apply.",
    ),
    (
        ["s35(1)(a)"],
        "The report is withheld. Since it comes within section 35(1)(a) it could not also be "
        "withheld under section 36(2)(c).",
    ),
    ([], "The report is attached. Section 41 was claimed, but as it is old it cannot apply."),
    (
        [],
        "The report is attached. We had been minded to rely on section 43(2), but nobody objects.",
    ),
    ([], "The report is attached. We had at first meant to withhold names under section 40(2)."),
    (["s43(2)"], "We are minded to uphold the claim. The report is exempt under section 43(2)."),
    (
        ["s40(2)"],
        "It is attached, less names (section 40(2)). Section 40(1), which is about your own data, "
        "is of course not relevant.",
    ),
    (["s41"], "It is withheld under section 41, which covers it. Your point is not relevant."),
    (
        [],
        "Section 43(2) is engaged by the rates but, having weighed the public interest, we find "
        "that they should be disclosed. They are attached.",
    ),
    (
        ["s43(2)"],
        "The report is attached. Section 43(2) is engaged by the rates, but in the public interest "
        "we have taken only these out.",
    ),
    (["s12(1)"], "We refuse by section 12(1). We do not suggest you are vexatious (section 14)."),
    (["s14(1)"], "We refuse it. We do not say lightly that you are vexatious (section 14(1))."),
    (["s40(2)"], "It is attached. Names in case files are taken out by section 40(2)."),
    ([], "It is attached. We had kept it back in case we should need section 43(2)."),
    (["s42"], "The advice is exempt under section 42. Section 43(2) we have left out."),
    (["s42"], "Section 42 applies. I have struck section 43(2) out. The report is withheld."),
    (
        [],
        "We thought of refusing it all as vexatious (section 14(1)), but did not. It is attached.",
    ),
    (
        ["s42"],
        "It is exempt under section 42. We have considered whether, in spite of this, the public "
        "interest in disclosing outweighs that in maintaining the exemption.",
    ),
    (["s43(2)"], "Section 43(2) I have applied to the prices, which are taken out."),
]
REVIEWS: list[tuple[list[str], str]] = [
    (
        ["s43(2)"],
        "I find that section 43(2) was the right one and not section 41. It would now harm us.",
    ),
    (["s22"], "In these circumstances we rely on section 22 and no longer on section 41."),
    (
        [],
        "I've decided to release the report in full. I don't accept that there would have been any "
        "prejudice (section 43(2)) or any breach of confidence (section 41).",
    ),
    (
        ["s43(2)"],
        "On confidentiality (section 41) I differ from my colleague. On commercial harm "
        "(section 43(2)) we are at one.",
    ),
    (
        ["s41", "s43(2)"],
        "I can find nothing wrong with how sections 41 and 43(2) were used. I uphold the decision.",
    ),
    (
        [],
        "We should have said that no report is held, and not that it was exempt under section 41.",
    ),
    ([], "The answer is that we have none, rather than that it is withheld by section 43(2)."),
    (
        ["s43(2)"],
        "In my view section 41 was not needed; section 43(2) does the work. The report is withheld.",
    ),
    (["s43(2)"], "I uphold section 43(2). I place no weight on section 41."),
    (
        ["s41", "s43(2)"],
        "You argued that sections 41 and 43(2) do not apply. The complaint is not upheld.",
    ),
    ([], "You argued that sections 41 and 43(2) do not apply. You are right. It is attached."),
    (["s42"], "It ought to have been section 42, not section 43(2). The report is withheld."),
    (["s42"], "We withhold the report not under section 43(2) but under section 42."),
    (
        ["s43(2)"],
        "The report stays withheld. I find section 41 an unnecessary addition to section 43(2).",
    ),
    (
        ["s43(2)"],
        "It is exempt under section 43(2), which makes it needless to decide about section 41.",
    ),
    (
        ["s43(2)"],
        "As to section 41, your complaint is upheld. As to section 43(2), your complaint is not "
        "upheld and the report is withheld.",
    ),
    (["s41"], "The report is withheld. I do not uphold your complaint as to section 41."),
    (
        ["s41", "s43(2)"],
        "Your appeal is turned down. Sections 41 and 43(2) were applied as they should have been.",
    ),
    (["s43(2)"], "In my judgement the report should remain closed under section 43(2)."),
    ([], "My colleague was too ready to cite section 43(2). The report is attached."),
    (["s36(2)(c)"], "The report is withheld. I substitute section 36(2)(c) for section 43(2)."),
    (["s36(2)(c)"], "It is withheld. We replace section 43(2) with section 36(2)(c)."),
    (["s43(2)"], "I uphold the decision. It is exempt, and not only in part, under section 43(2)."),
    # What had no place there, has lost its force, or is put right.
    (["s43(2)"], "Section 41 was quite out of place. Section 43(2) is upheld."),
    (["s41"], "The report was out of place in the bundle. Section 41 covers it, as before."),
    (["s41"], "I do not keep to section 43(2). The report is withheld under section 41."),
    (["s43(2)"], "Staff do not keep to the code, and section 43(2) is upheld for the report."),
    (["s41"], "Section 43(2) was not a sound basis. The report is withheld under section 41."),
    (["s43(2)"], "Section 41 has since lost much of its weight. I uphold section 43(2)."),
    (["s43(2)"], "The firm would lose its edge. Section 43(2) is upheld."),
    (["s41"], "You are right about section 43(2). The report is withheld under section 41."),
    (["s43(2)"], "You are right about the date, but section 43(2) is upheld."),
    (["s42"], "Section 42 takes the place of section 43(2) and the report stays closed."),
    (["s42"], "The report is withheld under section 42 in lieu of section 43(2)."),
    (
        ["s43(2)"],
        "The report is withheld under section 43(2). I do not see the clause as bringing in "
        "section 41.",
    ),
    (["s42"], "It is exempt under section 42, which had not been mentioned in our first answer."),
    (["s42"], "We now consider that section 42 is the proper provision and withhold the report."),
    (["s43(2)"], "Section 43(2) covers the three papers. None of these will be released."),
    (["s41"], "Sections 43(2) and 36 were cited. None of these is relied on. Section 41 applies."),
    # What only tells of the answer before, and what is said of it.
    (
        ["s42"],
        "You were told that it is exempt under section 43(2). Section 42 is what protects it.",
    ),
    (["s43(2)"], "You were told that it is exempt under section 43(2). I uphold that decision."),
    (["s43(2)"], "As you were told in March, it is still exempt under section 43(2)."),
    (
        ["s42"],
        "The letter of 1 March refused it under section 43(2) and section 41. It is exempt under "
        "section 42.",
    ),
    (
        ["s41"],
        "Section 43(2) - no rival could use any of it now. Not upheld.\n\n"
        "Section 41 - it was given in confidence. Upheld.\n\nThe report is withheld.",
    ),
    (["s43(2)"], "Section 43(2) - you say that no rival could use it. Not upheld. It is withheld."),
    (["s41"], "No harm is left and section 43(2) goes. The report is withheld under section 41."),
    (["s43(2)"], "The report is withheld and section 43(2) goes further than you think."),
    # What is given up in other words.
    (["s43(2)"], "Section 41 can be forgotten. Section 43(2) is upheld."),
    (["s43(2)"], "Section 41 cannot survive the sale. Section 43(2) is upheld."),
    (["s40(2)"], "I have struck two names out of it (section 40(2)). It is attached."),
    (["s43(2)"], "Section 36 needs an opinion, and none was given. Section 43(2) is upheld."),
    (["s36(2)(c)"], "Section 36(2)(c) needs an opinion, which was given. It is withheld."),
    (["s43(2)"], "The balance under section 41 favours release. Section 43(2) is upheld."),
    (["s43(2)"], "The balance under section 43(2) favours secrecy. The report is withheld."),
    (["s43(2)"], "The section cited was 41; for section 41 read section 43(2). It is withheld."),
    (["s43(2)"], "We cited section 41; it ought to have been section 43(2). It is withheld."),
    (["s43(2)"], "It is exempt under section 43(2); it ought to have been said at once."),
    (["s43(2)"], "Section 43(2) is a better fit than section 41. The report is withheld."),
    (["s43(2)"], "Of the two section 41 goes and section 43(2) stays. The report is withheld."),
    (["s43(2)"], "I uphold section 43(2). Section 41 is now academic."),
    (["s41"], "Section 43(2) was a step too far. The report is withheld under section 41."),
    (["s43(2)"], "Section 43(2) was not a step too far, as you say, and I uphold it."),
    (["s41"], "The claim to section 43(2) was ill-founded. It is withheld under section 41."),
    (["s40(2)"], "I do not think section 43(2) was rightly used. The names go, section 40(2)."),
    (["s43(2)"], "I do not think time matters. Section 43(2) was rightly used and I uphold it."),
    (["s41"], "I doubt that section 43(2) is engaged and put it on one side. Section 41 applies."),
    (["s43(2)"], "I uphold it: there is no doubt that section 43(2) applies."),
    (
        ["s40(2)"],
        "The works are let, so the case under section 43(2) is gone. The report is attached but for "
        "names, which are withheld under section 40(2).",
    ),
    (["s41"], "The tender is over and with it section 43(2). The report is exempt by section 41."),
    (["s41"], "Section 43(2) accordingly drops out. The report is withheld under section 41."),
    (["s42"], "The report is withheld. I replaced section 43(2) with section 42."),
    (["s42"], "The report is withheld. The panel switched from section 43(2) to section 42."),
    (["s42"], "The panel thinks section 43(2) the wrong exemption and substitutes section 42."),
    (["s42"], "The report is withheld. The exemption is section 42 and not section 43(2)."),
    (["s42"], "The report is withheld. Section 42 was the right exemption, not section 43(2)."),
    ([], "Section 43(2) was rightly claimed but it cannot be now. The report is attached."),
    (["s43(2)"], "Section 41, of which the firm spoke, was never in play. I uphold section 43(2)."),
    (["s42"], "This is not properly a matter for section 43(2). I withhold it under section 42."),
    (
        ["s43(2)"],
        "I maintain the refusal under section 43(2). Section 41 could have been pleaded. It was "
        "not, and I do not think that it is needed.",
    ),
    (["s43(2)"], "I uphold section 43(2). We leave open whether section 41 would apply."),
    (["s43(2)"], "I uphold section 43(2). I added section 42, thought again and took it out."),
    (["s42"], "You are right that we ought to have said so, but section 42 applies. I uphold it."),
    (["s42"], "Yes, it is section 42 and we ought to have said so. The report is withheld."),
    (
        ["s35(1)(b)", "s36(2)(c)"],
        "Section 35(1)(b) is upheld for the first paper. For the other two we rely on section "
        "36(2)(c) in place of section 35.",
    ),
    (["s36(2)(c)"], "For the report I rely on section 36(2)(c) in place of section 43. It stays."),
    (
        ["s43(2)"],
        "Section 43(2) was relied on with section 41. I find that the former is engaged and the "
        "latter is not. The report is withheld.",
    ),
    (["s41"], "We cited section 43(2) and section 41. The former does not apply. It is withheld."),
    (
        ["s41", "s43(2)"],
        "Sections 43(2) and 41 are engaged. The latter is absolute. The report is withheld.",
    ),
    ([], "Section 43(2)\n\nI do not agree that it applies. The report is attached."),
    (["s43(2)"], "Section 43(2)\n\nI do not agree with you. It is engaged. It is withheld."),
    (
        [],
        "The report was properly withheld under section 43(2) in March. It can be released now and "
        "is attached.",
    ),
    (["s42"], "Section 41 is withdrawn and replaced by section 42, which was cited already."),
    (["s42"], "Section 42 is substituted for section 43(2). The report is withheld."),
    (["s43(2)"], "I uphold section 43(2) and have taken section 41 out of the decision."),
    (["s40(2)"], "I have taken out, under section 40(2), names from the decision. It is attached."),
    (["s43(2)"], "I agree that section 43(2) is engaged. The exemption was maintained rightly."),
    (
        ["s43(2)"],
        "Section 43(2) is not upheld for the map, which is attached. For the costs it is upheld.",
    ),
    (
        ["s43(2)"],
        "Section 43(2) is not upheld for the map. It is upheld for the costs: were they known now, "
        "the sale would fail.",
    ),
    ([], "Section 43(2) is not upheld. It would be upheld for costs if there were any. Attached."),
    ([], "Section 43(2) is about trade. I do not uphold it and the report is attached."),
    (["s42"], "I doubt that section 43(2) can still be maintained. Section 42 applies to it all."),
    ([], "I do not believe that section 43(2) can still be maintained. The report is attached."),
    ([], "I have not been persuaded that section 43(2) is engaged. The report is attached."),
    (["s42"], "We have let section 43(2) go. Section 42 applies to all of the report."),
    (["s43(2)"], "I see no reason to depart from section 43(2). The report is still withheld."),
    (["s43(2)"], "I would not disturb the use of section 43(2), which is engaged."),
    ([], "There is no longer any reason to rely on section 43(2). The report is attached."),
]


def relied_on(draft: Draft, message: int) -> list[str]:
    events = [each for each in draft.events if each.message == message]
    assert events
    said = [of for each in events for of in each.outcomes.values() if "exemptions" in of]
    return sorted(name for of in said for name in of["exemptions"].value)


@pytest.mark.parametrize(("names", "letter"), ANSWERS)
def test_what_an_answer_only_names_is_not_relied_on(names: list[str], letter: str) -> None:
    assert relied_on(read_text(REQUEST + letter, as_of=date(2020, 1, 1)), 2) == names


@pytest.mark.parametrize(("names", "letter"), REVIEWS)
def test_what_a_review_lets_go_of_is_not_relied_on(names: list[str], letter: str) -> None:
    assert relied_on(read_text(REVIEW + letter, as_of=date(2020, 1, 1)), 4) == names
