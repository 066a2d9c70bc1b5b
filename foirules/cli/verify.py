"""``foirules verify``: results that were kept, judged again by what is installed."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve

from foirules.assessing.one_case import assess
from foirules.assessing.verifying import (
    SCHEMA,
    SCHEMA_VERSION,
    Verified,
    check_result,
    said_of_making,
    verify,
)
from foirules.cases.case import Case
from foirules.cases.case_file import load_case_file
from foirules.cases.confirming import as_confirmed
from foirules.cases.errors import CaseError
from foirules.cli.arguments import common_options, rules_option
from foirules.cli.case_or_letters import cases_at, paths_of_cases
from foirules.cli.remade import MESSAGES as OF_OTHERS
from foirules.cli.remade import kind_of, remade
from foirules.cli.shared import (
    FAILED,
    OK,
    Refused,
    one_regime,
    output,
    page_for,
    read_once,
    write_json,
)
from foirules.documents.data import to_data
from foirules.documents.digests import digest_of_data
from foirules.documents.load import decoded, read_bytes
from foirules.documents.problems import DocumentError
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.policy.own_rules import load_rules
from foirules.policy.policies import load_policies

MESSAGES: Final = {
    "json": "{file}:{line}:{column}: no JSON: {reason}",
    "none": "{file}: it holds no result",
    "no-case": "{file}: result {number}: no case {found} is among those given",
    "no-result": "{file}: no result of the case {found}",
}


def run(options: argparse.Namespace) -> int:
    values = _values_of(options.result)
    kinds = list(dict.fromkeys(map(kind_of, values)))
    if len(kinds) == 1 and kinds[0] is not None:
        read_once(options.result, *options.cases, *options.policy, *options.rules)
        return _tell(options, remade(options, kinds[0], values))
    if len(kinds) > 1:
        found = ", ".join(kind or "assess" for kind in kinds)
        raise Refused(OF_OTHERS["mixed"].format(file=options.result, found=found))
    if not options.cases:
        options.command.error(OF_OTHERS["no-case"])
    return _tell(options, _assessments(options, values))


def _assessments(options: argparse.Namespace, values: Sequence[Any]) -> list[Verified]:
    """The results of ``foirules assess``, each judged again."""
    paths = paths_of_cases(options.cases)
    read_once(options.result, *paths, *options.policy, *options.rules)
    law = load_law(options.law)
    if options.regime is not None:
        one_regime(options, law)
    policies = load_policies(options.policy, law)
    rules = load_rules(options.rules, law) if options.rules else None
    results = _checked(values, options.result)
    last = max(date.fromisoformat(each["as_of"]) for each in results)
    pairs = _Pairs(options, paths, law, last).of(results)
    found: list[Verified] = []
    for result, case in pairs:
        asked = as_confirmed(case) if options.confirm else case
        day = date.fromisoformat(result["as_of"])
        found.append(verify(result, assess(asked, day, policies=policies, rules=rules, law=law)))
    return found


def _tell(options: argparse.Namespace, found: list[Verified]) -> int:
    with output(options.output) as out:
        if options.format == "json":
            write_json(out, _data(found))
        else:
            from foirules.report.verified import tell_verified

            page = page_for(out, options)
            tell_verified(page, found)
            out.write(page.text())
    return OK if all(each.same for each in found) else FAILED


def _data(found: list[Verified]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "version": SCHEMA_VERSION,
        "same": all(each.same for each in found),
        "results": [each.to_dict() for each in found],
    }


# --- the results ----------------------------------------------------------------------------------


def _values_of(path: str) -> list[Any]:
    """The results of a file: one, a list, or JSON lines.

    :raises Refused: where it holds none.
    """
    try:
        text = decoded(read_bytes(path, "results"), path)
    except DocumentError as error:
        raise Refused(*error.errors) from None
    values = list(_values(text, path))
    results = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    if not results:
        raise Refused(MESSAGES["none"].format(file=path))
    return results


def _checked(results: Sequence[Any], path: str) -> list[Mapping[str, Any]]:
    """Assessments.

    :raises Refused: with all that is wrong with them.
    """
    wrong = [
        f"{path}: result {number}: {line}"
        for number, each in enumerate(results, 1)
        for line in check_result(each)
    ]
    if wrong:
        raise Refused(*wrong)
    return list(results)


def _values(text: str, path: str) -> Iterator[Any]:
    """The values of JSON that stand one after another."""
    decoder, place = json.JSONDecoder(), 0
    while text[place:].strip():
        place = len(text) - len(text[place:].lstrip())
        try:
            value, place = decoder.raw_decode(text, place)
        except json.JSONDecodeError as error:
            said = {"file": path, "line": error.lineno, "column": error.colno, "reason": error.msg}
            raise Refused(MESSAGES["json"].format(**said)) from None
        except RecursionError:
            said = {"file": path, "line": 1, "column": 1, "reason": "nested too deep"}
            raise Refused(MESSAGES["json"].format(**said)) from None
        yield value


# --- the cases of them ----------------------------------------------------------------------------


class _Pairs:
    """The case of each result: that of the same hash, else that of the same name."""

    def __init__(
        self, options: argparse.Namespace, paths: list[str], law: Mapping[str, Regime], last: date
    ) -> None:
        self.options, self.law = options, law
        self.by_digest: dict[str | None, Case] = {}
        self.by_name: dict[str, Case] = {}
        self.file_of: dict[str, str] = {}
        errors: list[str] = []
        for path in paths:
            found = list(cases_at(path, law, options.regime, last, options.told))
            for each in found:
                if isinstance(each, CaseError):
                    errors += each.errors
                    continue
                self.by_digest[each.digest] = self.by_name[each.case] = each
                self.file_of.setdefault(each.case, path)
            if len(found) == 1 and isinstance(found[0], Case):
                self._as_data(path, found[0])
        if errors:
            raise Refused(*errors)

    def _as_data(self, path: str, case: Case) -> None:
        """Knows a case file by what it says too: a program may have had it as a dict."""
        if path == "-":
            return
        try:
            digest = digest_of_data(
                to_data(load_case_file(path, self.law, self.options.regime).item)
            )
        except CaseError:  # letters
            return
        self.by_digest.setdefault(digest, evolve(case, digest=digest))

    def of(self, results: list[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Case]]:
        """:raises Refused: with each result that has no case, and each case without a result."""
        found: list[tuple[Mapping[str, Any], Case]] = []
        errors: list[str] = []
        for number, result in enumerate(results, 1):
            digest = said_of_making(result.get("made_by")).get("input")
            case = self.by_digest.get(digest) if digest else None
            case = case or self.by_name.get(result["case"])
            if case is None:
                said = {"number": number, "found": repr(result["case"])}
                errors.append(MESSAGES["no-case"].format(file=self.options.result, **said))
            else:
                found.append((result, case))
        used = {case.case for _, case in found}
        errors += [
            MESSAGES["no-result"].format(file=path, found=repr(name))
            for name, path in self.file_of.items()
            if name not in used and not errors
        ]
        if errors:
            raise Refused(*errors)
        return found


def add(commands: Any) -> None:
    command = commands.add_parser(
        "verify",
        help="results that were kept, judged again",
        description="Judge the cases of kept results again, by what is installed, and say what is"
        " another: the program, the law, the policy, the calendar or the input that made them, by"
        " their hashes, and which rows. Exit code 0 where all is the same, 1 where it is not.",
    )
    command.add_argument(
        "result",
        metavar="RESULT",
        help="what assess --format json or jsonl wrote, also with --what-if; or due or check"
        " --format json, or audit --summary json; - for standard input",
    )
    command.add_argument(
        "cases",
        nargs="*",
        metavar="CASE",
        help="the case files, folders of them or letters that the results are of; of an audit the"
        " logs, of a due day nothing",
    )
    command.add_argument(
        "--what-if",
        action="append",
        default=[],
        metavar="EVENT",
        help="for a result of assess --what-if: the events that it tried, in the same order",
    )
    command.add_argument(
        "--map", metavar="MAP", help="for a result of audit --map: the map of the logs"
    )
    command.add_argument(
        "--confirm", action="store_true", help="for results that were made with assess --confirm"
    )
    command.add_argument(
        "--regime", metavar="ID", help="for results that were made with assess --regime"
    )
    rules_option(command)
    common_options(command, run, ("text", "json"))
