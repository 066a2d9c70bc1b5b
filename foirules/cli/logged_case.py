"""``foirules audit --case``: one case of a log, as ``foirules assess`` shows a case file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from foirules.assessing.one_case import assess
from foirules.cases.assessment import Assessment
from foirules.cases.case import Case
from foirules.cli.shared import FAILED, OK, Refused, fails, output, page_for, write_json
from foirules.documents.digests import digest_of_data
from foirules.documents.json_text import json_text
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies
from foirules.report.case import CaseReport
from foirules.report.logged_case import row_to_dict, rows_text

if TYPE_CHECKING:
    from foirules.audit.running.audit_settings import AuditSettings
    from foirules.audit.running.one_case import LoggedCase

MESSAGES: Final = {
    "alone": "--case shows one case, and goes without {found}",
    "format": "--format {found} is for the results of an audit; --case prints text, json or jsonl",
    "one-format": "--case is printed in one format; {found} are given",
}
PRINTED: Final = ("text", "parquet", "json", "jsonl")  # parquet: of old the default


def run(settings: AuditSettings, options: argparse.Namespace) -> int:
    """Shows the cases that are called as ``--case`` says.

    :raises LogError: where the log has none, or it cannot be judged.
    """
    from foirules.audit.running.one_case import cases_called

    for name in ("out", "list", "by", "against", "compare_policy", "annotate", "strict"):
        if getattr(options, name):
            raise Refused(MESSAGES["alone"].format(found=f"--{name.replace('_', '-')}"))
    format, *more = options.format or ["text"]
    for other in more:
        raise Refused(MESSAGES["one-format"].format(found=" and ".join([format, other])))
    if format not in PRINTED:
        raise Refused(MESSAGES["format"].format(found=format))
    law = load_law(options.law)
    policies = load_policies(options.policy, law)
    rules = load_rules(options.rules, law) if options.rules else None
    found = [
        (logged, assess(_with_digest(logged), settings.as_of, policies=policies, rules=rules))
        for logged in cases_called(settings, options.case)
    ]
    with output(options.output) as out:
        if format == "json":
            write_json(out, [_data(*each) for each in found])
        elif format == "jsonl":
            for each in found:
                print(json_text(_data(*each)), file=out)
        else:
            for number, (logged, assessment) in enumerate(found):
                page, rows = page_for(out, options), page_for(out, options)
                text = CaseReport(logged.case, assessment, law, page, whole=True).write()
                print(("\n" if number else "") + text, file=out)
                print(rows_text(_rows(logged), rows), end="", file=out)
    failed = any(fails(assessment.findings, options.fail_on) for _, assessment in found)
    return FAILED if failed else OK


def _data(logged: LoggedCase, assessment: Assessment) -> dict[str, Any]:
    return {**assessment.to_dict(), "rows": _rows(logged)}


def _with_digest(logged: LoggedCase) -> Case:
    """The case, known by what its rows say."""
    return evolve(logged.case, digest=digest_of_data([each.said for each in logged.rows]))


def _rows(logged: LoggedCase) -> list[dict[str, Any]]:
    return [row_to_dict(each.file, each.row, each.said) for each in logged.rows]
