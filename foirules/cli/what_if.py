"""``foirules assess CASE --what-if EVENT``: a draft letter tried before it is sent."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from datetime import date
from typing import Final

from foirules.assessing.what_if import what_if
from foirules.cases.case import Case, Event
from foirules.cases.case_file import load_case, read_event
from foirules.cases.errors import CaseError
from foirules.cli.shared import FAILED, OK, fails, output, page_for, refused, today, write_json
from foirules.documents.load import read_text
from foirules.documents.problems import DocumentError
from foirules.language.regime import Regime
from foirules.policy.own_rules import OwnRules
from foirules.policy.policy import Policy

APART: Final = ("undecided", "explain", "expressions", "rule", "brief", "notes")
FORMATS: Final = ("text", "json")


def run(
    options: argparse.Namespace,
    as_of: date | None,
    law: Mapping[str, Regime],
    policies: Mapping[str, Policy],
    rules: OwnRules | None,
) -> int:
    """As of the day that is given, else of today or of the event, whichever is later."""
    from foirules.report.what_if import WhatIfReport

    if len(options.cases) > 1:
        raise refused("what-if-one", found=len(options.cases))
    for name in APART:
        if getattr(options, name):
            raise refused("what-if-alone", found=f"--{name}")
    if options.format not in FORMATS:
        raise refused("what-if-alone", found=f"--format {options.format}")
    case = load_case(options.cases[0], law)
    events = events_asked(options, case, law)
    last = max(event.until or event.on for event in events)
    if as_of is not None and as_of < last:
        raise refused("what-if-later", last=last, as_of=as_of)
    made = what_if(case, events, as_of or max(today(), last), policies=policies, rules=rules)
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, made.to_dict())
        else:
            report = WhatIfReport(made.case, made.after, law, page_for(out, options), made=made)
            out.write(report.write_difference())
    return FAILED if fails(made.breaks, options.fail_on) else OK


def events_asked(options: argparse.Namespace, case: Case, law: Mapping[str, Regime]) -> list[Event]:
    """The events of ``--what-if``."""
    events = []
    for number, said in enumerate(options.what_if, 1):
        id = "what-if" if len(options.what_if) == 1 else f"what-if-{number}"
        events.append(read_event(_text(said), "--what-if", case, id, law))
    return events


def _text(said: str) -> str:
    """The event as it is given; - for standard input."""
    if said != "-":
        return said
    try:
        return read_text(said)
    except DocumentError as error:
        raise CaseError(error.errors) from None
