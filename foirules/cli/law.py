"""``foirules rules`` and ``foirules policies``: the law as it is declared."""

from __future__ import annotations

import argparse
from typing import Any

from foirules.assessing.one_case import law_for
from foirules.cli.arguments import common_options, regime_option, rules_option
from foirules.cli.shared import OK, Refused, one_policy, output, page_for, refused, write_json
from foirules.documents.suggest import expected
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies


def _rules(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    _, policy = one_policy(options)
    regimes = load_law(options.law)
    law = law_for(policy, load_rules(options.rules, regimes) if options.rules else None)
    try:
        found = [each for name in options.names for each in report.named(law, name)]
    except LookupError as error:
        raise Refused(str(error.args[0])) from None
    texts = policy.regime.register()
    with output(options.output) as out:
        if options.format == "json":
            shapes = [report.declaration_data(each, texts) for each in found]
            write_json(out, shapes or report.law_data(law, texts))
        elif found:
            shown = (
                report.declaration_text(law, each, texts, page_for(out, options)) for each in found
            )
            print("\n".join(shown), end="", file=out)
        else:
            print(report.law_text(law, policy, texts, page_for(out, options)), end="", file=out)
    return OK


def _policies(options: argparse.Namespace) -> int:
    from foirules.report import law as report

    policies = load_policies(options.policy, load_law(options.law))
    for name in options.names:
        if name not in policies:
            raise refused("policy", found=repr(name), near=expected(name, policies))
    found = [policies[name] for name in options.names]
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, [report.policy_data(each) for each in found or policies.values()])
        elif found:
            print(
                "\n".join(report.policy_text(each, page_for(out, options)) for each in found),
                end="",
                file=out,
            )
        else:
            print(report.policies_text(policies, page_for(out, options)), end="", file=out)
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
            regime_option(command)
        common_options(command, run, ("text", "json"))
