"""Cases on a page: what is found of each, on what it rests, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from foirules.cases.basis import made_by_each
from foirules.engine.values_in_words import day_in_words
from foirules.report.case_words import merged
from foirules.report.html.clocks import clocks
from foirules.report.html.findings import findings
from foirules.report.html.layout import contents, document
from foirules.report.html.letters import letters
from foirules.report.html.markup import Markup, link, listed, pairs, tag, together
from foirules.report.html.next_steps import next_steps
from foirules.report.html.questions import questions
from foirules.report.html.shown_case import ShownCase
from foirules.report.html.timeline import timeline
from foirules.report.page import sentence
from foirules.report.verdict import verdict

SECTIONS: Final[Sequence[tuple[str, str, Callable[[ShownCase], Markup]]]] = (
    ("timeline", "What happened", timeline),
    ("days", "Days counted", clocks),
    ("findings", "What was found", findings),
    ("letters", "Each letter's checklist", letters),
    ("questions", "What the record does not say", questions),
    ("next", "What can be done next", next_steps),
)
FACES: Final = {
    "established": "Duties were broken.",
    "possible": "Duties may have been broken.",
    "good": "Nothing was found to be broken.",
}


def page(shown: Sequence[ShownCase]) -> str:
    """A page of one case, or of several with an index of them.

    :param shown: the cases, with headings of level 2 where there is one and 3 where several.
    """
    made_by = made_by_each(one.assessment.made_by for one in shown)
    if len(shown) == 1:
        (one,) = shown
        title = _title(one)
        return document(title, tag("h1", one.assessment.case), *_body(one), made_by=made_by)
    entries = (
        together(
            [
                tag("p", link(one.id("top"), _title(one)), class_="name"),
                _verdict(one, brief=True),
            ]
        )
        for one in shown
    )
    index = tag("nav", listed(entries, "index"), aria_label="Cases")
    whole = (
        tag("article", tag("h2", one.assessment.case, id=one.id("top")), *_body(one), class_="case")
        for one in shown
    )
    title = f"{len(shown)} cases"
    return document(title, tag("h1", title), index, *whole, made_by=made_by)


def _title(shown: ShownCase) -> str:
    name = shown.case.authority.name
    return f"{shown.assessment.case}, {name}" if name else shown.assessment.case


def _body(shown: ShownCase) -> list[Markup]:
    places = [(shown.id(name), title) for name, title, _ in SECTIONS]
    day = f"as of {day_in_words(shown.assessment.as_of)}"
    lead = sentence([shown.case.authority.name, day])
    return [
        tag("p", lead[:1].upper() + lead[1:], class_="lead"),
        _verdict(shown),
        _about(shown),
        _limits(shown),
        contents(f"Sections of {shown.assessment.case}", places),
        *(
            tag(
                "section",
                shown.heading(0, title),
                write(shown),
                id=shown.id(name),
            )
            for name, title, write in SECTIONS
        ),
        _remarks(shown),
    ]


def _verdict(shown: ShownCase, brief: bool = False) -> Markup:
    made = verdict(shown.assessment, shown.law)
    said = (tag("strong", f"{FACES[made.face]} "), made.found)
    return tag(
        "div", tag("p", *said), tag("p", made.next), class_=f"verdict {made.face}{' brief' * brief}"
    )


def _about(shown: ShownCase) -> Markup:
    assessment, case = shown.assessment, shown.case
    stages = merged([(p, s) for p, s in assessment.stages], lambda pair: pair[1])
    stands = "; ".join(
        " ".join(filter(None, (shown.parts(parts), stage.replace("-", " "))))
        for (_, stage), parts in stages
    )
    laws = [
        shown.law[each.regime].title
        + (f" ({shown.parts(each.parts)})" if case.also and each.parts else "")
        for each in case.under_each()
    ]
    titles = {name: title for each in case.under_each() for name, title in each.titles.items()}
    asked = [together([tag("b", name), f": {title}"]) for name, title in titles.items()]
    return pairs(
        [
            ("Law", "; ".join(laws)),
            ("Where it stands", stands),
            ("Parts", listed(asked) if asked else None),
            ("Policy", ", ".join(f"{id} {version}" for id, version in assessment.policy)),
        ]
    )


def _limits(shown: ShownCase) -> Markup:
    """What limits all that is found."""
    said = list(shown.assessment.notes)
    if shown.assessment.provisional:
        until = day_in_words(shown.assessment.announced_until)
        said.append(
            f"Bank holidays are announced until {until}; later ones are worked out from the rules,"
            " and a day that rests on them is provisional."
        )
    return tag("div", *(tag("p", each) for each in said), class_="limits") if said else Markup()


def _remarks(shown: ShownCase) -> Markup:
    """The notes and sources of the file, where they are asked for."""
    said = shown.case.remarks if shown.notes else {}
    titles = {"notes": "Notes of the file", "source": "Sources"}
    return together(
        tag("section", shown.heading(0, titles[key]), listed(each))
        for key, each in said.items()
        if each
    )
