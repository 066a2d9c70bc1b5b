"""``--between`` of ``foirules rules`` and ``foirules policies``: what changed in the law."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from foirules.cli.shared import OK, Refused, one_regime, output, page_for, read_days, write_json
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.policy.policy import Policy
from foirules.report.page import Page

MESSAGES: Final = {
    "names": "--between compares all: leave out {found}",
    "markdown": "--format markdown is for --between",
    "order": "--between: {first} is not before {last}",
}


def refuse_markdown(options: argparse.Namespace) -> None:
    """Refuses markdown where nothing is compared."""
    if options.format == "markdown":
        raise Refused(MESSAGES["markdown"])


def between_laws(options: argparse.Namespace) -> int:
    """What changed from one law to another."""
    from foirules.changes import between_laws as changes
    from foirules.changes.law_at import LawFileError, law_at
    from foirules.report.law_changes import law_changes_markdown, tell_law_changes

    beside = [*options.names, *(["--rules"] if options.rules else [])]
    if options.expressions:
        beside.append("--expressions")
    if beside:
        raise Refused(MESSAGES["names"].format(found=", ".join(beside)))
    known = load_law(options.law)
    policies = load_policies(options.policy, known)
    only = options.regime
    before, after = options.between
    try:
        old, new = (law_at(each, known, policies) for each in (before, after))
    except LawFileError as error:
        raise Refused(*error.errors) from None
    if only is not None and not any(only in each["regimes"] for each in (old, new)):
        one_regime(options, known)
    found = changes.between_laws((before, after), old, new, only)
    return _written(
        options,
        found.to_dict,
        lambda: law_changes_markdown(found),
        lambda page: tell_law_changes(page, found),
    )


def between_days(
    options: argparse.Namespace, policies: Sequence[Policy], known: Mapping[str, Policy]
) -> int:
    """What changed from one day to another."""
    from foirules.changes import between_days as changes
    from foirules.report.day_changes import (
        day_changes_data,
        day_changes_markdown,
        tell_day_changes,
    )

    first, last = read_days("--between", options.between)
    if first >= last:
        raise Refused(MESSAGES["order"].format(first=first, last=last))
    found = changes.between_days(first, last, policies, known)
    told = (first, last, found)
    return _written(
        options,
        lambda: day_changes_data(*told),
        lambda: day_changes_markdown(*told),
        lambda page: tell_day_changes(page, *told),
    )


def _written(
    options: argparse.Namespace,
    data: Callable[[], Any],
    markdown: Callable[[], str],
    tell: Callable[[Page], None],
) -> int:
    """What changed, in the format that is asked for."""
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, data())
        elif options.format == "markdown":
            out.write(markdown())
        else:
            page = page_for(out, options)
            tell(page)
            out.write(page.text())
    return OK
