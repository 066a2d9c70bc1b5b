"""How something comes about, as a list of steps that each rest on others."""

from __future__ import annotations

from foirules.cases.assessment import Step
from foirules.report.html.markup import Markup, link, tag
from foirules.report.html.shown_case import ShownCase


def derivation(shown: ShownCase, step: Step, told: dict[Step, str]) -> Markup:
    """A step and all that it rests on.

    :param told: the steps that stand on the page already, each with its place.
    """
    return tag("ul", _step(shown, step, told), class_="steps")


def _step(shown: ShownCase, step: Step, told: dict[Step, str]) -> Markup:
    said = (tag("b", step.name.replace("_", " ")), f" is {step.value} ")
    if step in told:
        return tag("li", *said, link(told[step], "(told above)"))
    place = None
    if step.steps:
        place = told[step] = shown.id(f"step-{len(told)}")
    return tag(
        "li",
        *said,
        tag("cite", step.cites) if step.cites else None,
        tag("code", step.expression) if step.expression else None,
        tag("ul", *(_step(shown, inner, told) for inner in step.steps)) if step.steps else None,
        id=place,
        tabindex=-1 if place else None,
    )
