"""The law as declared: a line for each rule, clock, action and provision."""

from __future__ import annotations

from typing import Any

from foirules.language.law import Law
from foirules.policy.policy import Policy
from foirules.report.declaration import Declared, declaration_data
from foirules.report.page import Page, regime_option
from foirules.report.provisions import citing, index, stands


def law_text(policy: Policy, law: Law, page: Page) -> str:
    """Every rule, clock and action, a line each, by chapter; then the provisions that they cite."""
    regime = policy.regime
    register = regime.register()
    page.heading(f"{regime.title} ({regime.id})")
    for chapter in law.chapters:
        page.heading(chapter.name.capitalize())
        for rule in chapter.rules:
            page.columns(rule.id, f"{rule.kind}, {rule.cites}", 36, indent=2, style="name")
        for clock in chapter.clocks:
            page.columns(clock.name, f"clock, {clock.cites}", 36, indent=2, style="name")
        for action in chapter.actions:
            page.columns(action.name, f"{action.actor}, {action.cites}", 36, indent=2, style="name")
        if chapter.facts:
            names = ", ".join(fact.name for fact in chapter.facts)
            page.say(f"facts: {names}", 2, "faint")
    page.heading("Provisions")
    cited = citing(law, policy)
    for provision, entry in index(register, cited):
        page.columns(provision, stands(register, cited, provision, entry), 36, 2, "name")
    page.lines.append("")
    option = regime_option(regime.id)
    page.say(
        f"foirules rules NAME{option} shows any of them in plain words, and with --expressions the"
        " very expressions that run."
    )
    return page.text()


def law_data(policy: Policy, law: Law) -> list[dict[str, Any]]:
    """Every rule, clock, action and fact, as data."""
    return [declaration_data(each, policy.regime) for each in declared_in(law)]


def declared_in(law: Law) -> list[Declared]:
    """All that a law declares: rules, clocks, actions, facts."""
    return [*law.rules, *law.clocks, *law.actions, *law.facts]
