"""``foirules rules`` and ``foirules policies``: the law as it is declared."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from foirules.assessing.one_case import law_for
from foirules.cli.arguments import common_options, rules_option
from foirules.cli.shared import (
    OK,
    Refused,
    one_policy,
    one_regime,
    output,
    page_for,
    refused,
    write_json,
)
from foirules.documents.suggest import expected
from foirules.language.law import Law
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT

if TYPE_CHECKING:
    from foirules.report.law import Declared


def _rules(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    policies = _asked_for(options)
    own = load_rules(options.rules, load_law(options.law)) if options.rules else None
    laws = [(policy, law_for(policy, own)) for policy in policies]
    found = [each for name in options.names for each in _named(name, laws)]
    with output(options.output) as out:
        if options.format == "json":
            shapes = [report.declaration_data(each, policy.regime) for policy, _, each in found]
            write_json(out, shapes or [row for each in laws for row in report.law_data(*each)])
            return OK
        shown = [
            report.declaration_text(law, each, policy.regime.register(), page_for(out, options))
            for policy, law, each in found
        ]
        shown = shown or [report.law_text(*each, page_for(out, options)) for each in laws]
        print("\n".join(shown), end="", file=out)
    return OK


def _asked_for(options: argparse.Namespace) -> list[Policy]:
    """The policy of the law that is asked for; of every law, the default one first, where none
    is."""
    if options.regime or options.policy:
        return [one_policy(options)[1]]
    law = load_law(options.law)
    policies = load_policies(law=law)
    return [policies[id] for id in sorted(law, key=_default_first) if id in policies]


def _default_first(id: str) -> tuple[bool, str]:
    return id != DEFAULT, id


def _named(name: str, laws: Sequence[tuple[Policy, Law]]) -> list[tuple[Policy, Law, Declared]]:
    """The declarations of a name in the first law that has it."""
    from foirules.report.law import named

    wrong: list[str] = []
    for policy, law in laws:
        try:
            return [(policy, law, each) for each in named(law, name)]
        except LookupError as error:
            wrong.append(str(error.args[0]))
    raise Refused(wrong[0])


def _policies(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    law = load_law(options.law)
    known = load_policies(options.policy, law)
    for name in options.names:
        if name not in known:
            raise refused("policy", found=repr(name), near=expected(name, known))
    only = {one_regime(options, law).id} if options.regime else law.keys()
    found = [known[name] for name in options.names] or [
        policy
        for id in sorted(only, key=_default_first)
        for policy in sorted(known.values(), key=lambda policy: len(policy.ancestors))
        if policy.regime.id == id
    ]
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, [report.policy_data(each) for each in found])
        elif options.names:
            shown = (report.policy_text(each, page_for(out, options)) for each in found)
            print("\n".join(shown), end="", file=out)
        else:
            print(report.policies_text(found, page_for(out, options)), end="", file=out)
    return OK


def add(commands: Any) -> None:
    for name, run, help, what in (
        ("rules", _rules, "show the law as it is declared", "a rule, clock, action or fact"),
        ("policies", _policies, "show the periods of a policy, by date", "a policy"),
    ):
        command = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
        command.add_argument("names", nargs="*", metavar="ID", help=f"{what}; without, all")
        if run is _rules:
            rules_option(command)
        command.add_argument("--regime", metavar="ID", help="of one law only (default: of all)")
        common_options(command, run, ("text", "json"))
