"""Command lines that cannot be done: one line an error on standard error, exit code 2."""

from __future__ import annotations

from contextlib import nullcontext
from unittest import mock

import pytest

from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies
from foirules.processes.workers import Worker
from tests.bad_input.command_lines import refusal
from tests.bad_input.files import listed
from tests.files import ROOT, among
from tests.foia import AUTHORITY_TYPE

EVENTS = "events:\n  - {on: 2017-08-03, event: request-received}\n"
POLICY = 'policy: {}\nversion: "1"\ntitle: T\n'
FILES = {
    "good.yaml": f"case: good\n{EVENTS}",
    "bad.yaml": f"case: bad\nregime: sea\n{EVENTS}  - {{on: 2017-02-30, event: chaser}}\n",
    "other.yaml": f"case: other\nauthority: {{policy: departmnt-for-education}}\n{EVENTS}",
    "late.yaml": f"case: late\n{EVENTS.replace('2017-08-03', '2030-12-20')}",
    "policies/vague.yaml": POLICY.format("vague")
    + "extends: foia\nperiods:\n  response:\n    versions:\n"
    "      - {from: 2017-01-01, unknown: true, kind: promise, cites: its letter}\n",
    "none/read.me": "",
    "unknown.csv": "Fall,Tag\n1,Montag\n",
    "broken.yaml": "policy: a\nversion: 1\nperiods: 5\n",
}

LENDING = ROOT / "tests" / "regime" / "lending"
TRIALS: dict[str, tuple[list[str], list[str]]] = {
    # commands and options
    "no command": (
        [],
        ["foirules: the following arguments are required: COMMAND; see foirules --help"],
    ),
    "a misspelt command": (
        ["asses", "good.yaml"],
        ["foirules: unknown command 'asses'; did you mean 'assess'?; see foirules --help"],
    ),
    "a cluster without Spark": (
        ["audit", "log.csv", "--master", "local[2]"],
        ["foirules: --master is for --engine spark"],
    ),
    "a service for all the world": (
        ["serve", "--host", "0.0.0.0"],
        [
            "foirules: --host 0.0.0.0 can be reached from other machines, and the service has no sign-in: put it behind one that has, and give --allow-remote"
        ],
    ),
    "a service at a port that is none": (
        ["serve", "--port", "70000"],
        [
            "foirules: argument --port: found '70000'; expected a whole number from 0 to 65,535; see foirules serve --help"
        ],
    ),
    "a service without anyone to judge": (
        ["serve", "--judges", "0"],
        [
            "foirules: argument --judges: found '0'; expected a whole number from 1 to 1,024; see foirules serve --help"
        ],
    ),
    "a service without time": (
        ["serve", "--seconds", "nan"],
        [
            "foirules: argument --seconds: found 'nan'; expected seconds, at most 86,400; see foirules serve --help"
        ],
    ),
    "a number that is too long to be one": (
        ["draft", "a.txt", "--thread", "9" * 5000],
        [
            "foirules: argument --thread: found '9999999999999999999999999999999999999...'; expected a whole number from 1 to 1,000,000,000,000; see foirules draft --help"
        ],
    ),
    "a host that no name can be": (
        ["serve", "--host", "a\0", "--allow-remote"],
        ["foirules: cannot listen on a\\x00, port 8765: host name must not contain null character"],
    ),
    "a service whose judges cannot be started": (
        ["serve", "--port", "0", "--judges", "2"],
        [
            "foirules: the 2 processes that judge cannot be started: Too many open files; fewer: --judges N"
        ],
    ),
    "a service in a place that is not here": (
        ["serve", "--host", "192.0.2.1", "--allow-remote", "--port", "80"],
        ["foirules: cannot listen on 192.0.2.1, port 80: Cannot assign requested address"],
    ),
    "no map for a log of which nothing is known": (
        ["audit", "unknown.csv", "--suggest-map"],
        [
            "foirules: no map can be proposed: no column was recognised that holds on or event;"
            " there are Fall, Tag"
        ],
    ),
    "an unknown command": (
        ["frob"],
        [
            "foirules: unknown command 'frob'; expected due, assess, new, check, verify, audit, maps, check-return, draft, rules, policies, schema, serve or mcp; see foirules --help"
        ],
    ),
    "no date": (
        ["due"],
        ["foirules: the following arguments are required: DATE; see foirules due --help"],
    ),
    "no case": (
        ["assess"],
        ["foirules: the following arguments are required: CASE; see foirules assess --help"],
    ),
    "a misspelt option": (
        ["due", "2017-08-03", "--explian"],
        [
            "foirules: unknown option '--explian'; did you mean '--explain'?; see foirules due --help"
        ],
    ),
    "a misspelt option with a value": (
        ["assess", "good.yaml", "--asof=2017-10-10"],
        [
            "foirules: unknown option '--asof=2017-10-10'; did you mean '--as-of'?; see foirules assess --help"
        ],
    ),
    "an unknown option": (
        ["due", "2017-08-03", "-x"],
        ["foirules: unknown option '-x'; see foirules due --help"],
    ),
    "an option before the command": (
        ["--explain", "due", "2017-08-03"],
        [
            "foirules: '--explain' is out of place; first the command, then what it is for, then options; see foirules due --help"
        ],
    ),
    "an ambiguous option": (
        ["assess", "good.yaml", "--f", "json"],
        [
            "foirules: ambiguous option: --f could match --fail-on, --format; see foirules assess --help"
        ],
    ),
    "an option without its value": (
        ["due", "2017-08-03", "--format"],
        ["foirules: argument --format: expected one argument; see foirules due --help"],
    ),
    "a value for a flag": (
        ["due", "2017-08-03", "--explain=yes"],
        ["foirules: argument --explain: ignored explicit argument 'yes'; see foirules due --help"],
    ),
    "a date before the command": (
        ["2017-08-03", "due"],
        [
            "foirules: unknown command '2017-08-03'; expected due, assess, new, check, verify, audit, maps, check-return, draft, rules, policies, schema, serve or mcp; see foirules --help"
        ],
    ),
    "a case after an option": (
        ["assess", "good.yaml", "--explain", "bad.yaml"],
        [
            "foirules: 'bad.yaml' is out of place; first the command, then what it is for, then options; see foirules assess --help"
        ],
    ),
    "an unknown format": (
        ["assess", "good.yaml", "--format", "xml"],
        [
            "foirules: unknown format 'xml'; expected text, json, jsonl, html or ics; see foirules assess --help"
        ],
    ),
    "a format of another command": (
        ["due", "2017-08-03", "--format", "jsonl"],
        ["foirules: unknown format 'jsonl'; did you mean 'json'?; see foirules due --help"],
    ),
    "a misspelt engine": (
        ["assess", "good.yaml", "--engine", "scaler"],
        ["foirules: unknown engine 'scaler'; did you mean 'scalar'?; see foirules assess --help"],
    ),
    "an unknown engine": (
        ["assess", "good.yaml", "--engine", "drools"],
        [
            "foirules: unknown engine 'drools'; expected auto, scalar, durable or columns; see foirules assess --help"
        ],
    ),
    "an unknown colour": (
        ["rules", "--colour", "blue"],
        [
            "foirules: unknown colour 'blue'; expected auto, always or never; see foirules rules --help"
        ],
    ),
    "a misspelt type": (
        ["due", "2017-08-03", "--authority-type", "schol"],
        [
            "foirules: unknown authority type 'schol'; did you mean 'school'?; see foirules due --help"
        ],
    ),
    "an unknown type": (
        ["due", "2017-08-03", "--authority-type", "university"],
        [
            f"foirules: unknown authority type 'university'; expected {listed(AUTHORITY_TYPE.members)}; see foirules due --help"
        ],
    ),
    "a misspelt kind to fail on": (
        ["assess", "good.yaml", "--fail-on", "breech,promise"],
        [
            "foirules: argument --fail-on: unknown kind 'breech'; did you mean 'breach'?; see foirules assess --help"
        ],
    ),
    "an unknown kind to fail on": (
        ["assess", "good.yaml", "--fail-on", "breach,note"],
        [
            "foirules: argument --fail-on: unknown kind 'note'; expected breach, possible, departure or promise; see foirules assess --help"
        ],
    ),
    "no kind to fail on": (
        ["assess", "good.yaml", "--fail-on", ""],
        [
            "foirules: argument --fail-on: unknown kind ''; expected breach, possible, departure or promise; see foirules assess --help"
        ],
    ),
    # dates
    "dates that are none": (
        ["due", "tomorrow", "2017-08-03", "2017-02-30", "2017-8-3"],
        [
            "foirules: DATE: found 'tomorrow'; expected a date, YYYY-MM-DD",
            "foirules: DATE: there is no day 2017-02-30",
            "foirules: DATE: found '2017-8-3'; expected a date, YYYY-MM-DD",
        ],
    ),
    "a date outside the calendar": (
        ["due", "2031-01-01"],
        ["foirules: DATE: 2031-01-01 lies outside the years covered, 2005-01-01 to 2030-12-31"],
    ),
    "a last day outside the calendar": (
        ["due", "2030-12-20"],
        [
            "foirules: received 2030-12-20: working day 20 after 2030-12-20 lies outside the calendar united-kingdom, which covers 2005-01-01 to 2030-12-31"
        ],
    ),
    "an impossible day of judgement": (
        ["assess", "good.yaml", "--as-of", "2017-09-31"],
        ["foirules: --as-of: there is no day 2017-09-31"],
    ),
    "a day of judgement outside the calendar": (
        ["assess", "good.yaml", "--as-of", "2117-10-10"],
        ["foirules: --as-of: 2117-10-10 lies outside the years covered, 2005-01-01 to 2030-12-31"],
    ),
    # cases
    "a case that is not there": (
        ["assess", "no.yaml"],
        ["foirules: no.yaml: cannot be read: No such file or directory"],
    ),
    "a folder for a case": (
        ["assess", "none"],
        ["foirules: none: the folder holds no case file and no letter"],
    ),
    "a wrong case": (
        ["assess", "bad.yaml"],
        [
            f"foirules: bad.yaml:2:9: regime: unknown regime 'sea'; expected {among(load_law())}",
            "foirules: bad.yaml:5:10: events[2].on: there is no day 2017-02-30",
        ],
    ),
    "a case by an unknown policy": (
        ["assess", "other.yaml"],
        [
            "foirules: other.yaml:2:21: authority.policy: unknown policy 'departmnt-for-education'; did you mean 'department-for-education'?"
        ],
    ),
    "a case beyond the calendar": (
        ["assess", "late.yaml", "--as-of", "2030-12-24"],
        [
            "foirules: the calendar ends on 31 December 2030: what falls due later cannot be worked out; a newer version of foirules has further years",
            "foirules: late.yaml: late: working day 20 after 2030-12-20 lies outside the calendar united-kingdom, which covers 2005-01-01 to 2030-12-31",
        ],
    ),
    "several wrong cases": (
        ["assess", "bad.yaml", "no.yaml", "other.yaml", "--format", "jsonl"],
        [
            f"foirules: bad.yaml:2:9: regime: unknown regime 'sea'; expected {among(load_law())}",
            "foirules: bad.yaml:5:10: events[2].on: there is no day 2017-02-30",
            "foirules: no.yaml: cannot be read: No such file or directory",
            "foirules: other.yaml:2:21: authority.policy: unknown policy 'departmnt-for-education'; did you mean 'department-for-education'?",
        ],
    ),
    "standard input twice": (
        ["assess", "-", "good.yaml", "-"],
        ["foirules: standard input (-) can be read once only"],
    ),
    "standard input for a case and a policy": (
        ["assess", "-", "--policy", "-"],
        ["foirules: standard input (-) can be read once only"],
    ),
    # policies
    "a policy that is not there": (
        ["assess", "good.yaml", "--policy", "no.yaml"],
        ["foirules: no.yaml: cannot be read: No such file or directory"],
    ),
    "a misspelt policy": (
        ["due", "2017-08-03", "--policy", "departmnt-for-education"],
        [
            "foirules: 'departmnt-for-education' is no file, no folder and no policy; did you mean 'department-for-education'?"
        ],
    ),
    "no policy by that name": (
        ["rules", "--policy", "no.yaml"],
        ["foirules: 'no.yaml' is no file, no folder and no policy"],
    ),
    "a folder without policies": (
        ["due", "2017-08-03", "--policy", "none"],
        ["foirules: none: the folder holds no .yaml file"],
    ),
    "a broken policy": (
        ["assess", "good.yaml", "--policy", "broken.yaml"],
        [
            "foirules: broken.yaml:1:1: the key 'title' is missing",
            "foirules: broken.yaml:2:10: version: found 1; expected text, in quotes",
            "foirules: broken.yaml:3:10: periods: found 5; expected a mapping of keys to values",
        ],
    ),
    "a broken policy and a misspelt one": (
        ["policies", "--policy", "broken.yaml", "--policy", "bad.yaml"],
        [
            "foirules: broken.yaml:1:1: the key 'title' is missing",
            "foirules: broken.yaml:2:10: version: found 1; expected text, in quotes",
            "foirules: broken.yaml:3:10: periods: found 5; expected a mapping of keys to values",
            "foirules: bad.yaml:1:1: case: unknown key 'case'; expected policy, version, title, regime, extends, periods, sets, non-working-days or school",
            "foirules: bad.yaml:1:1: the key 'policy' is missing",
            "foirules: bad.yaml:1:1: the key 'version' is missing",
            "foirules: bad.yaml:1:1: the key 'title' is missing",
            f"foirules: bad.yaml:2:9: regime: unknown regime 'sea'; expected {among(load_law())}",
            "foirules: bad.yaml:3:1: events: unknown key 'events'; did you mean 'extends'?",
        ],
    ),
    "a policy that does not know the period": (
        ["due", "2017-08-03", "--policy", "policies"],
        [
            "foirules: 2017-08-03: the policy vague does not say how long the period response is on that day"
        ],
    ),
    "a school without its days": (
        ["due", "2017-08-03", "--authority-type", "school"],
        [
            "foirules: 2017-08-03: the policy foia does not say which days are school days; give a policy that does (school: terms) by --policy"
        ],
    ),
    # ids
    "a misspelt rule": (
        ["rules", "late-respons"],
        [
            "foirules: no rule, clock, action, fact or provision 'late-respons'; did you mean 'late-response'?"
        ],
    ),
    "an unknown rule": (
        ["rules", "late-response", "frobnicate"],
        [
            "foirules: no rule, clock, action, fact or provision 'frobnicate'; foirules rules lists all"
        ],
    ),
    "a misspelt policy to show": (
        ["policies", "fioa"],
        ["foirules: unknown policy 'fioa'; did you mean 'foia'?"],
    ),
    "an unknown policy to show": (
        ["policies", "foia", "nasa"],
        [f"foirules: unknown policy 'nasa'; expected {among(load_policies())}"],
    ),
    "no schema": (
        ["schema"],
        ["foirules: the following arguments are required: FILE; see foirules schema --help"],
    ),
    "an unknown schema": (
        ["schema", "case-file"],
        ["foirules: unknown file 'case-file'; did you mean 'case'?; see foirules schema --help"],
    ),
    # a new case
    "a new case over another file": (
        ["new", "x", "--output", "good.yaml"],
        ["foirules: good.yaml: is there already; it is not written over"],
    ),
    "neither a new case nor a workbook": (
        ["new"],
        ["foirules: expected the NAME of a case, or --tracker FILE for a workbook"],
    ),
    "a new case and a workbook": (
        ["new", "x", "--tracker", "t.xlsx"],
        ["foirules: NAME is for a case: give it without --tracker"],
    ),
    "a workbook that is called otherwise": (
        ["new", "--tracker", "t.ods"],
        ["foirules: t.ods: expected a name that ends in .xlsx"],
    ),
    "a workbook of a law without a tracker": (
        ["new", "--tracker", "t.xlsx", "--regime", "lending", "--law", str(LENDING)],
        ["foirules: council-tracker has no law 'lending': its column of laws does not name it"],
    ),
    "a map that is none": (
        ["maps", "mojj"],
        ["foirules: unknown map 'mojj'; did you mean 'moj'?"],
    ),
    "a new case with no name": (
        ["new", " "],
        ["foirules: new:6:7: case: found ' '; expected text"],
    ),
    "a new case of two lines": (
        ["new", "x", "--authority", "A\nB", "--received", "2024-03-04"],
        ["foirules: new:7:19: authority.name: found 'A\\nB'; expected text on one line"],
    ),
    "a new case received on no day": (
        ["new", "x", "--received", "2024-02-30"],
        ["foirules: --received: there is no day 2024-02-30"],
    ),
    # what if
    "what if, of two cases": (
        ["assess", "good.yaml", "late.yaml", "--what-if", "{}"],
        ["foirules: --what-if is for one case; 2 are given"],
    ),
    "what if, with derivations": (
        ["assess", "good.yaml", "--explain", "--what-if", "{}"],
        ["foirules: --what-if goes without --explain"],
    ),
    "what if, later than the day": (
        [
            "assess",
            "good.yaml",
            "--as-of",
            "2017-08-10",
            "--what-if",
            "{on: 2017-08-11, event: chaser}",
        ],
        ["foirules: --what-if: the event is of 2017-08-11, after --as-of 2017-08-10"],
    ),
    "what if, no mapping": (
        ["assess", "good.yaml", "--what-if", "response"],
        ["foirules: --what-if:1:1: event: found 'response'; expected a mapping of keys to values"],
    ),
    "what if, no YAML": (
        ["assess", "good.yaml", "--what-if", "{on: 2017-08-11"],
        [
            "foirules: --what-if:2:1: not YAML: did not find expected ',' or '}', while parsing a flow mapping that begins on line 1"
        ],
    ),
    "what if, an event that is wrong": (
        ["assess", "good.yaml", "--what-if", "{event: respnse, on: 2017-02-30, id: 1}"],
        [
            "foirules: --what-if:1:9: event.event: unknown event 'respnse'; did you mean 'response'?",
            "foirules: --what-if:1:22: event.on: there is no day 2017-02-30",
            "foirules: --what-if:1:38: event.id: the id '1' is that of events[1]",
        ],
    ),
    "what if, a second receipt": (
        ["assess", "good.yaml", "--what-if", "{on: 2017-08-11, event: request-received}"],
        ["foirules: --what-if:1:25: event: a second request-received; the first is event 1"],
    ),
    "what if, before the receipt": (
        ["assess", "good.yaml", "--what-if", "{on: 2017-08-01, event: chaser}"],
        [
            "foirules: --what-if:1:6: on: chaser on 2017-08-01 stands after request-received on 2017-08-03; events stand in order of date"
        ],
    ),
    # output
    "output in no folder": (
        ["due", "2017-08-03", "--output", "no/file"],
        ["foirules: no/file: cannot be written: No such file or directory"],
    ),
    "output over a folder": (
        ["due", "2017-08-03", "--output", "none"],
        ["foirules: none: cannot be written: Is a directory"],
    ),
}


def told(arguments: list[str]) -> list[str]:
    """The lines on standard error, of a command line in a folder of FILES; a process that is to
    judge cannot be started."""
    none = mock.patch.object(Worker, "started", side_effect=OSError(24, "Too many open files"))
    with none if arguments[:1] == ["serve"] else nullcontext():
        return refusal(arguments, FILES)


@pytest.mark.parametrize(("arguments", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_cannot_be_done_is_told(arguments: list[str], lines: list[str]) -> None:
    assert told(arguments) == lines
