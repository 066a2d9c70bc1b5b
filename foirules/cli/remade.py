"""Results of other kinds than assessments, made again by what is installed, for ``verify``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

from foirules.assessing.verifying import Verified, verify_data
from foirules.cli.arguments import unknown
from foirules.cli.extras import HOW_TO_GET_AUDIT
from foirules.cli.polars_settings import refuse_unfit_settings
from foirules.cli.shared import Refused
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies
from foirules.rules import DEFAULT

DUE, WHAT_IF, CHECK, AUDIT = "due", "what-if", "check", "audit"
_KEYS: Final[Mapping[str, Mapping[str, type]]] = {
    DUE: {"received": str, "regime": str, "authority_type": str, "policy": list, "due": str},
    WHAT_IF: {"case": str, "as_of": str, "breaks": list, "mends": list},
    CHECK: {"files": list, "summary": dict},
    AUDIT: {"as_of": str, "by_regime": list, "what_is_due": dict, "rows": dict},
}
_SCHEMAS: Final = {"foirules/check": CHECK, "foirules/audit": AUDIT}
MESSAGES: Final = {
    "mixed": "{file}: results of several kinds: {found}; verify those of one at a time",
    "several": "{file}: {count} results of {what}; verify one at a time",
    "key": "{file}: result {number}: {key}: found {found}; expected what foirules {what} writes",
    "day": "{file}: result {number}: {key}: found {found}; expected a date, YYYY-MM-DD",
    "no-case": "the following arguments are required: CASE",
    "no-event": "a result of --what-if is verified with the events that it tried: give --what-if",
    "case-of-due": "a due day is verified by itself: leave out {found}",
}


def kind_of(result: Any) -> str | None:
    """The kind of a result; None for an assessment, or for what is none."""
    if not isinstance(result, Mapping) or result.get("schema") == "foirules/assessment":
        return None
    if (of_schema := _SCHEMAS.get(str(result.get("schema")))) is not None:
        return of_schema
    return next((kind for kind in (DUE, WHAT_IF) if _KEYS[kind].keys() <= result.keys()), None)


def remade(
    options: argparse.Namespace, kind: str, results: Sequence[Mapping[str, Any]]
) -> list[Verified]:
    """Each result beside the same made today.

    :raises Refused: with all that is wrong with them.
    """
    wrong = [
        MESSAGES["key"].format(
            file=options.result, number=number, key=key, what=kind, found=repr(each.get(key))[:40]
        )
        for number, each in enumerate(results, 1)
        for key, wanted in _KEYS[kind].items()
        if not isinstance(each.get(key), wanted)
    ]
    if wrong:
        raise Refused(*wrong)
    if kind != DUE and not options.cases:
        options.command.error(MESSAGES["no-case"])
    if kind == DUE:
        if options.cases:
            raise Refused(MESSAGES["case-of-due"].format(found=", ".join(options.cases)))
        return [_due(options, number, each) for number, each in enumerate(results, 1)]
    if len(results) > 1:
        said = {"file": options.result, "count": len(results), "what": kind}
        raise Refused(MESSAGES["several"].format(**said))
    make = {WHAT_IF: _what_if, CHECK: _check, AUDIT: _audit}[kind]
    return [make(options, results[0])]


def _day(options: argparse.Namespace, result: Mapping[str, Any], key: str, number: int = 1) -> date:
    try:
        return date.fromisoformat(result[key])
    except ValueError:
        said = {"number": number, "key": key, "found": repr(result[key])[:40]}
        raise Refused(MESSAGES["day"].format(file=options.result, **said)) from None


def _due(options: argparse.Namespace, number: int, result: Mapping[str, Any]) -> Verified:
    """Of the law's own policy both ways in which it may have been asked for."""
    from foirules.assessing.due import due

    received = _day(options, result, "received", number)
    law = load_law(options.law)
    policies = load_policies(options.policy, law)
    first = result["policy"][0] if result["policy"] else None
    id = first.get("id") if isinstance(first, Mapping) else None
    if id not in policies:
        raise Refused(unknown("policy", str(id), policies))
    asked = {"regime": result["regime"], "authority_type": result["authority_type"]}
    ways = (None, id) if id == result["regime"] else (id,)
    found = [
        verify_data(
            f"received {received}",
            received,
            result,
            due(received, **asked, policy=way, policies=policies, law=law, results=()).to_dict(),
        )
        for way in ways
    ]
    return min(found, key=lambda each: len(each.made_by))


def _what_if(options: argparse.Namespace, result: Mapping[str, Any]) -> Verified:
    from foirules.assessing.what_if import what_if
    from foirules.cases.case_file import load_case
    from foirules.cli.what_if import events_asked

    if not options.what_if:
        raise Refused(MESSAGES["no-event"])
    if len(options.cases) > 1:
        said = {"file": options.result, "count": len(options.cases), "what": "several cases"}
        raise Refused(MESSAGES["several"].format(**said))
    law = load_law(options.law)
    policies = load_policies(options.policy, law)
    rules = load_rules(options.rules, law) if options.rules else None
    case = load_case(options.cases[0], law, options.regime)
    day = _day(options, result, "as_of")
    made = what_if(case, events_asked(options, case, law), day, policies=policies, rules=rules)
    return verify_data(str(result["case"]), day, result, made.to_dict())


def _check(options: argparse.Namespace, result: Mapping[str, Any]) -> Verified:
    """The files by their names as they were given."""
    from foirules.check.config import ConfigError, find_config
    from foirules.check.files import case_files
    from foirules.check.run import check_files
    from foirules.report.check import Outcome
    from foirules.report.check.data import data

    days = {each.get("as_of") for each in result["files"] if isinstance(each, Mapping)}
    said = max((each for each in days if isinstance(each, str)), default="")
    last = _day(options, {"as_of": said or date.max.isoformat()}, "as_of")
    given = options.policy, options.rules, (), options.law
    try:
        config = find_config(Path.cwd())
        settings = config.settings(last if len(days) == 1 else None, *given)
    except ConfigError as error:
        raise Refused(*error.errors) from None
    files, errors = case_files(options.cases, config.include)
    outcome = Outcome(list(check_files(files, settings)), errors, settings, 0)
    return verify_data(f"check of {len(result['files'])} files", last, result, data(outcome))


def _audit(options: argparse.Namespace, result: Mapping[str, Any]) -> Verified:
    """The logs by what the summary says of how they were read; a map of one's own is given."""
    refuse_unfit_settings()
    try:
        from foirules.audit.judging.law_files import LawFiles
        from foirules.audit.reading.map_files import MapError, load_map, ready_maps
        from foirules.audit.reading.readers.row_writer import LogError
        from foirules.audit.running.audit_settings import AuditSettings
        from foirules.audit.running.logs import audit_logs
    except ImportError:
        raise Refused(HOW_TO_GET_AUDIT) from None
    day, law = _day(options, result, "as_of"), load_law(options.law)
    against = result.get("against_column")
    try:
        shipped = result.get("map") if result.get("map") in ready_maps() else None
        given = options.map or shipped
        map = load_map(given, law, options.regime) if given else None
        named = result.get("regime") if result.get("regime") in law else None
        regime = options.regime or (map.regime if map else named) or DEFAULT
        files = LawFiles(tuple(options.policy), tuple(options.rules), tuple(options.law), regime)
        settings = AuditSettings(
            tuple(options.cases),
            day,
            files,
            map=map,
            against=against.get("column") if isinstance(against, Mapping) else None,
            by=result["what_is_due"].get("column"),
        )
        now = audit_logs(settings).to_dict()
    except (LogError, MapError) as error:
        raise Refused(*error.errors) from None
    # What is counted of the one law there is stands twice: it is compared by law.
    twice = {key for of in now["by_regime"] for key in of if key not in ("cases", "policy")}
    return verify_data(
        "audit", day, *({k: v for k, v in each.items() if k not in twice} for each in (result, now))
    )
