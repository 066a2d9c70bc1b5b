"""``foirules rules`` and ``foirules policies``: the law as it is declared."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TextIO

from foirules.assessing.one_case import law_for
from foirules.cli.arguments import common_options, rules_option
from foirules.cli.between import between_days, between_laws, refuse_markdown
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
from foirules.language.law import Law, ReadRule
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.rules import DEFAULT

if TYPE_CHECKING:  # what only some commands need is imported by them
    from foirules.policy.own_rules import OwnRules


def _rules(options: argparse.Namespace) -> int:
    from foirules.report.law import law_data, law_text

    if options.between:
        return between_laws(options)
    refuse_markdown(options)
    policies = _asked_for(options)
    own = load_rules(options.rules, load_law(options.law)) if options.rules else None
    laws = [(policy, law_for(policy, own)) for policy in policies]
    with output(options.output) as out:
        if options.names:
            _named(options, laws, own, out)
        elif options.format == "json":
            write_json(out, [row for each in laws for row in law_data(*each)])
        else:
            shown = (law_text(*each, page_for(out, options)) for each in laws)
            print("\n".join(shown), end="", file=out)
    return OK


def _named(
    options: argparse.Namespace,
    laws: Sequence[tuple[Policy, Law]],
    own: OwnRules | None,
    out: TextIO,
) -> None:
    """What is asked for by name: declarations, provisions."""
    from foirules.report.asked import asked
    from foirules.report.declaration import declaration_data, declaration_text
    from foirules.report.provision import Provision, provision_data, provision_text
    from foirules.report.worked_example import worked

    try:
        found = [each for name in options.names for each in asked(name, laws)]
    except LookupError as error:
        raise Refused(str(error.args[0])) from None
    if options.format == "json":
        data = (
            provision_data(each)
            if isinstance(each, Provision)
            else declaration_data(each, policy.regime)
            for policy, _, each in found
        )
        write_json(out, list(data))
        return
    known, shown = load_law(options.law), []
    for policy, law, each in found:
        page = page_for(out, options)
        if isinstance(each, Provision):
            shown.append(provision_text(each, page))
        else:
            rule = each.declared if isinstance(each, ReadRule) else None
            examples = worked(rule, policy.regime, known, own) if rule else {}
            shown.append(declaration_text(law, each, policy, page, examples, options.expressions))
    print("\n".join(shown), end="", file=out)


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


def _policies(options: argparse.Namespace) -> int:
    from foirules.report import policies as report

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
    if options.between:
        return between_days(options, found, known)
    refuse_markdown(options)
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
        (
            "rules",
            _rules,
            "show the law in plain words, and as it is declared",
            "a rule, clock, action or fact, or a provision by its number",
        ),
        ("policies", _policies, "show the periods of a policy, by date", "a policy"),
    ):
        command = commands.add_parser(name, help=help, description=f"{help.capitalize()}.")
        command.add_argument("names", nargs="*", metavar="ID", help=f"{what}; without, all")
        if run is _rules:
            rules_option(command)
            command.add_argument(
                "--expressions",
                action="store_true",
                help="show the expressions that run too, and the facts they read",
            )
            command.add_argument(
                "--between",
                nargs=2,
                metavar="LAW",
                help="what changed from one law to another, each the word installed, a folder of"
                " law or a checkout, a wheel of foirules, or a file of law such as laws/0.1.0.json",
            )
        else:
            command.add_argument(
                "--between",
                nargs=2,
                metavar="DAY",
                help="what began, ended or changed after the first day, up to and including the"
                " second: periods, lists, and the rules and provisions of the law",
            )
        command.add_argument("--regime", metavar="ID", help="of one law only (default: of all)")
        formats = ("text", "json", "markdown")
        common_options(command, run, formats, about="markdown is for --between")
