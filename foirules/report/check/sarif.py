"""SARIF 2.1.0, as code scanning reads it: OASIS, Static Analysis Results Interchange Format.

Plain dicts: no library of the format is kept. Tests hold what is written to the official schema.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import quote

from foirules import __version__
from foirules.check.outcome import Accepted, Place, Problem
from foirules.language.declarations import RuleDeclaration
from foirules.language.regime import Regime
from foirules.report.check import Outcome
from foirules.report.declaration import in_a_text

SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"
_NOTES: Final = {
    "clocks": "A clock is not as the case file expects.",
    "actions": "A next step is not as the case file expects.",
}


def sarif(outcome: Outcome) -> dict[str, Any]:
    """One run: a result for each problem, and a suppressed one for each finding accepted."""
    rules = _rules(outcome)
    places = {rule["id"]: place for place, rule in enumerate(rules)}
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "foirules",
                        "semanticVersion": __version__,
                        "rules": rules,
                    }
                },
                "invocations": [
                    {
                        "executionSuccessful": not outcome.all_errors(),
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": line}}
                            for line in outcome.all_errors()
                        ],
                    }
                ],
                "columnKind": "unicodeCodePoints",
                "results": [
                    {**result, "ruleIndex": places[result["ruleId"]]}
                    for result in _results(outcome)
                ],
            }
        ],
    }


def _rules(outcome: Outcome) -> list[dict[str, Any]]:
    """Every rule of the laws that the checked cases are under, then the clocks and actions that a
    problem is about. An id means the same duty in each law, and is described once."""
    others = {
        rule_id(problem): problem
        for checked in outcome.checked
        for problem in checked.problems
        if problem.about in _NOTES
    }
    applied = {checked.regime for checked in outcome.checked}
    rules: dict[str, dict[Regime, RuleDeclaration]] = {}
    for regime, law in outcome.settings.laws.items():
        for each in law.rules if regime.id in applied else ():
            rules.setdefault(each.declared.id, {})[regime] = each.declared
    return [
        *(_rule(id, by_law, outcome.settings.docs) for id, by_law in rules.items()),
        *(_described(id, _NOTES[problem.about]) for id, problem in sorted(others.items())),
    ]


def _rule(id: str, by_law: Mapping[Regime, RuleDeclaration], docs: str | None) -> dict[str, Any]:
    """What a rule says, in each law that says it otherwise; its help is in plain words first."""
    rules = by_law.values()
    meanings = _by_text({regime: rule.meaning for regime, rule in by_law.items()})
    words = _by_text({r: in_a_text(rule.plain) for r, rule in by_law.items() if rule.plain})
    cites = "; ".join(dict.fromkeys(rule.cites for rule in rules))
    kinds = list(dict.fromkeys(rule.kind for rule in rules))
    described = _described(id, "\n\n".join(meanings))
    described["shortDescription"] = {"text": _first(next(iter(rules)).meaning)}
    help = [*words, *meanings, f"{', '.join(kinds)}; {cites}"]
    described["help"] = {"text": "\n\n".join(help)}
    if docs is not None:
        described["helpUri"] = f"{docs}/rules/{next(iter(by_law)).id}.md#{id}"
    described["properties"] = {"tags": kinds, "cites": cites}
    return described


def _by_text(said: Mapping[Regime, str]) -> list[str]:
    """Texts, each once; where there are several, with the laws that have it."""
    laws: dict[str, list[str]] = {}
    for regime, text in said.items():
        laws.setdefault(text, []).append(regime.cited_as)
    if len(laws) < 2:
        return list(laws)
    return [f"{', '.join(by)}: {text}" for text, by in laws.items()]


def _described(id: str, meaning: str) -> dict[str, Any]:
    return {
        "id": id,
        "shortDescription": {"text": _first(meaning)},
        "fullDescription": {"text": meaning},
        "help": {"text": meaning},
    }


def _first(meaning: str) -> str:
    """The first sentence."""
    return meaning.partition(". ")[0].rstrip(".") + "."


def rule_id(problem: Problem) -> str:
    """The rule; a clock or an action with its kind before it: ``clocks/response``."""
    return f"{problem.about}/{problem.rule}" if problem.about in _NOTES else problem.rule


# --- results --------------------------------------------------------------------------------------


def _results(outcome: Outcome) -> Iterator[dict[str, Any]]:
    seen: Counter[str] = Counter()
    for checked in outcome.checked:
        for problem in checked.problems:
            marks = (problem.about, problem.problem)
            yield _result(rule_id(problem), "error", problem, problem.message, marks, seen)
        for accepted in checked.accepted:
            reason = {"kind": "inSource", "justification": accepted.reason}
            marks = ("findings", "accepted")
            result = _result(accepted.rule, "note", accepted, accepted.message, marks, seen)
            yield {**result, "suppressions": [reason]}


def _result(
    rule: str,
    level: str,
    finding: Problem | Accepted,
    message: str,
    marks: tuple[str, str],
    seen: Counter[str],
) -> dict[str, Any]:
    return {
        "ruleId": rule,
        "level": level,
        "message": {"text": message},
        "locations": [_location(finding.place)],
        "partialFingerprints": {"foirules/v1": _fingerprint(rule, finding, marks, seen)},
    }


def _location(place: Place) -> dict[str, Any]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(os.fsencode(place.file))},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _fingerprint(
    rule: str, finding: Problem | Accepted, marks: tuple[str, str], seen: Counter[str]
) -> str:
    """What it is, and not where it stands: the same when lines are added above it."""
    event = finding.event.id if finding.event else ""
    what = "\0".join((finding.place.file, finding.case, rule, finding.part or "", event, *marks))
    mark = hashlib.sha256(what.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    seen[mark] += 1
    return f"{mark}:{seen[mark]}"
