"""Policies that cannot be used: every error of every file, each where it stands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foirules import PolicyError, load_policies
from tests.files import among

Files = dict[str, str]


def one(text: str, extends: str = "foia") -> Files:
    """The file of an authority's policy, whose own lines begin with the fifth."""
    return {"a.yaml": f'policy: a\nversion: "1"\ntitle: A\nextends: {extends}\n{text}\n'}


def period(*versions: str, name: str = "review-response") -> Files:
    """A policy with versions of one period, from the eighth line on."""
    lines = "".join(f"\n      - {{{version}}}" for version in versions)
    return one(f"periods:\n  {name}:\n    versions:{lines}")


PROMISE = "from: 2017-01-01, working-days: 15, kind: promise, cites: its letter"

FOIA = load_policies()["foia"]
REGIME = "policy: a" + Path(FOIA.source).read_text("utf-8").partition("policy: foia")[2]
TRIALS: dict[str, tuple[Files, list[str]]] = {
    # the text
    "nothing": ({"a.yaml": ""}, ["a.yaml: empty"]),
    "no policy": (
        {"a.yaml": "policies: [a]\n"},
        [
            "a.yaml:1:1: policies: unknown key 'policies'; did you mean 'policy'?",
            "a.yaml:1:1: the key 'policy' is missing",
            "a.yaml:1:1: the key 'version' is missing",
            "a.yaml:1:1: the key 'title' is missing",
        ],
    ),
    "no YAML": (
        {"a.yaml": "policy: [a\n"},
        [
            "a.yaml:2:1: not YAML: did not find expected ',' or ']', while parsing a flow sequence that begins on line 1"
        ],
    ),
    "a key twice": (
        {"a.yaml": "policy: a\npolicy: b\n"},
        ["a.yaml:2:1: the key 'policy' stands twice, first on line 1"],
    ),
    # what it is
    "a version that is a number": (
        {"a.yaml": one("")["a.yaml"].replace('"1"', "1")},
        ["a.yaml:2:10: version: found 1; expected text, in quotes"],
    ),
    "no name": (
        {"a.yaml": 'policy:\nversion: "1"\ntitle: A\nextends:\n'},
        [
            "a.yaml:1:8: policy: found nothing; expected text",
            "a.yaml:4:9: extends: found nothing; expected text",
        ],
    ),
    "a name of two lines": (
        {"a.yaml": 'policy: "a\\nb"\nversion: "1"\ntitle: A\n'},
        ["a.yaml:1:9: policy: found 'a\\nb'; expected text on one line"],
    ),
    "a misspelt key": (
        one("extend: foia"),
        ["a.yaml:5:1: extend: unknown key 'extend'; did you mean 'extends'?"],
    ),
    "an unknown policy extended": (
        one("", extends="fioa"),
        ["a.yaml:4:10: extends: unknown policy 'fioa'; did you mean 'foia'?"],
    ),
    "an unknown policy extended that is like none": (
        one("", extends="eir-2004"),
        [f"a.yaml:4:10: extends: unknown policy 'eir-2004'; expected {among(load_policies())}"],
    ),
    "itself extended": (one("", extends="a"), ["a.yaml:4:10: extends: a circle: a -> a"]),
    "no policy extended": (
        {"a.yaml": 'policy: a\nversion: "1"\ntitle: A\n'},
        [
            f"a.yaml:1:1: periods: lacks {', '.join(FOIA.periods)}, and extends no policy; that of an authority says extends: foia",
            f"a.yaml:1:1: sets: lacks {', '.join(FOIA.sets)}, and extends no policy; that of an authority says extends: foia",
        ],
    ),
    "a period that a policy of its own lacks": (
        {"a.yaml": REGIME.replace("  response:", "  respons:")},
        [
            "a.yaml:1:1: periods: lacks response, and extends no policy; that of an authority says extends: foia"
        ],
    ),
    "a circle": (
        {
            "a.yaml": one("", extends="b")["a.yaml"],
            "b.yaml": one("", extends="a")["a.yaml"].replace("policy: a", "policy: b"),
            "c.yaml": one("", extends="a")["a.yaml"].replace("policy: a", "policy: c"),
        },
        [
            "a.yaml:4:10: extends: a circle: b -> a -> b",
            "b.yaml:4:10: extends: a circle: a -> b -> a",
        ],
    ),
    "a name that is taken": (
        {"a.yaml": 'policy: foia\nversion: "2"\ntitle: Mine\n'},
        ["a.yaml:1:9: policy: the policy 'foia' is defined in policies/foia.yaml already"],
    ),
    "a name twice": (
        one("") | {"b.yaml": one("")["a.yaml"]},
        ["b.yaml:1:9: policy: the policy 'a' is defined in a.yaml already"],
    ),
    # periods
    "periods that are a list": (
        one("periods: [response]"),
        ["a.yaml:5:10: periods: found a list; expected a mapping of keys to values"],
    ),
    "a period that is a number": (
        one("periods: {response: 20}"),
        ["a.yaml:5:21: periods.response: found 20; expected a mapping of keys to values"],
    ),
    "a period without versions": (
        one("periods: {review-response: {title: T}}"),
        ["a.yaml:5:28: periods.review-response: the key 'versions' is missing"],
    ),
    "no versions": (
        one("periods: {review-response: {versions: []}}"),
        ["a.yaml:5:39: periods.review-response.versions: expected at least one version"],
    ),
    "versions that are a mapping": (
        one("periods: {review-response: {versions: {from: 2017-01-01}}}"),
        ["a.yaml:5:39: periods.review-response.versions: found a mapping; expected a list"],
    ),
    "a misspelt period": (
        period(PROMISE, name="reveiw-response"),
        [
            "a.yaml:6:3: periods.reveiw-response: foia has no 'reveiw-response'; did you mean 'review-response'?"
        ],
    ),
    "an unknown period": (
        period(PROMISE, name="lunch"),
        ["a.yaml:6:3: periods.lunch: foia has no 'lunch'"],
    ),
    "a fixed day that is none": (
        period(PROMISE.replace("working-days: 15", "day: soon")),
        [
            "a.yaml:8:33: periods.review-response.versions[1].day: found 'soon'; expected a date, YYYY-MM-DD"
        ],
    ),
    "an empty version": (
        period(""),
        [
            "a.yaml:8:9: periods.review-response.versions[1]: the key 'from' is missing",
            "a.yaml:8:9: periods.review-response.versions[1]: the key 'kind' is missing",
            "a.yaml:8:9: periods.review-response.versions[1]: the key 'cites' is missing",
            "a.yaml:8:9: periods.review-response.versions[1]: found no length; expected one of working-days, calendar-days, calendar-weeks, calendar-months, calendar-years, whole-years, hours, pounds, day, unknown or none",
        ],
    ),
    "a misspelt length": (
        period(PROMISE.replace("working-days", "workingdays")),
        [
            "a.yaml:8:9: periods.review-response.versions[1]: found no length; expected one of working-days, calendar-days, calendar-weeks, calendar-months, calendar-years, whole-years, hours, pounds, day, unknown or none",
            "a.yaml:8:28: periods.review-response.versions[1].workingdays: unknown key 'workingdays'; did you mean 'working-days'?",
        ],
    ),
    "a change that was sure before it was made": (
        period(PROMISE + ", from-by: 2017-01-01"),
        [
            "a.yaml:8:89: periods.review-response.versions[1].from-by: found 2017-01-01; expected a day after 2017-01-01, from which it may be in force"
        ],
    ),
    "a version before the last change is sure": (
        period(PROMISE + ", from-by: 2018-01-01", PROMISE.replace("2017", "2018")),
        [
            "a.yaml:9:9: periods.review-response.versions[2]: the version from 2018-01-01 stands below that from 2017-01-01; versions stand in order of date and do not overlap"
        ],
    ),
    "two lengths": (
        period(PROMISE + ", calendar-days: 21"),
        [
            "a.yaml:8:9: periods.review-response.versions[1]: found working-days and calendar-days; expected one of working-days, calendar-days, calendar-weeks, calendar-months, calendar-years, whole-years, hours, pounds, day, unknown or none"
        ],
    ),
    "no days": (
        period(PROMISE.replace("15", "0")),
        [
            "a.yaml:8:42: periods.review-response.versions[1].working-days: found 0; expected a whole number from 1 to 999"
        ],
    ),
    "days in words": (
        period(PROMISE.replace("15", "fifteen")),
        [
            "a.yaml:8:42: periods.review-response.versions[1].working-days: found 'fifteen'; expected a whole number from 1 to 999"
        ],
    ),
    "too many months": (
        period("from: 2017-01-01, calendar-months: 100000, kind: promise, cites: its letter"),
        [
            "a.yaml:8:45: periods.review-response.versions[1].calendar-months: found 100000; expected a whole number from 1 to 999"
        ],
    ),
    "an unknown length that is not": (
        period("from: 2017-01-01, unknown: false, kind: promise, cites: its letter"),
        ["a.yaml:8:37: periods.review-response.versions[1].unknown: found false; expected true"],
    ),
    "a flag that is none": (
        period(PROMISE + ", beginning-with: day"),
        [
            "a.yaml:8:96: periods.review-response.versions[1].beginning-with: found 'day'; expected true or false"
        ],
    ),
    "an impossible day": (
        period(PROMISE.replace("2017-01-01", "2017-02-29")),
        ["a.yaml:8:16: periods.review-response.versions[1].from: there is no day 2017-02-29"],
    ),
    "a day beyond all": (
        period(PROMISE.replace("2017-01-01", "0917-01-01")),
        [
            "a.yaml:8:16: periods.review-response.versions[1].from: 0917-01-01 lies outside the years covered, 1000-01-01 to 2100-12-31"
        ],
    ),
    "an end before the beginning": (
        period(PROMISE + ", to: 2016-12-31"),
        [
            "a.yaml:8:9: periods.review-response.versions[1]: ends on 2016-12-31, before it begins on 2017-01-01"
        ],
    ),
    "an unknown kind": (
        period(PROMISE.replace("promise", "custom")),
        [
            "a.yaml:8:52: periods.review-response.versions[1].kind: unknown kind 'custom'; expected statute, code, guidance or promise"
        ],
    ),
    "a citation that is a number": (
        period(PROMISE.replace("its letter", "10")),
        [
            "a.yaml:8:68: periods.review-response.versions[1].cites: found 10; expected text, in quotes"
        ],
    ),
    "a note that is a list": (
        period(PROMISE + ", note: []"),
        ["a.yaml:8:86: periods.review-response.versions[1].note: found a list; expected text"],
    ),
    "versions in the wrong order": (
        period(PROMISE, PROMISE.replace("2017", "2016")),
        [
            "a.yaml:9:9: periods.review-response.versions[2]: the version from 2016-01-01 stands below that from 2017-01-01; versions stand in order of date and do not overlap"
        ],
    ),
    "versions that overlap": (
        period(PROMISE + ", to: 2017-12-31", PROMISE.replace("2017-01", "2017-12")),
        [
            "a.yaml:9:9: periods.review-response.versions[2]: the version from 2017-12-01 stands below that from 2017-01-01; versions stand in order of date and do not overlap"
        ],
    ),
    "statute of an authority's own": (
        period(PROMISE, PROMISE.replace("2017", "2018").replace("promise", "statute")),
        [
            "a.yaml:9:52: periods.review-response.versions[2].kind: found 'statute'; a policy that extends another holds promises only"
        ],
    ),
    # lists of exemptions
    "an unknown exemption in a list": (
        one(
            "sets: {qualified-exemptions: {versions: [{from: 2017-01-01, members: [s22, s99], kind: promise, cites: c}]}}"
        ),
        ["a.yaml:5:76: sets.qualified-exemptions.versions[1].members[2]: unknown exemption 's99'"],
    ),
    "an unknown list": (
        one(
            "sets: {qualified: {versions: [{from: 2017-01-01, members: [], kind: promise, cites: c}]}}"
        ),
        [
            "a.yaml:5:8: sets.qualified: foia has no 'qualified'; did you mean 'qualified-exemptions'?"
        ],
    ),
    # days that do not count
    "days off that are a mapping": (
        one("non-working-days: {2017-12-27: closed}"),
        ["a.yaml:5:19: non-working-days: found a mapping; expected a list"],
    ),
    "a day off without a reason": (
        one("non-working-days:\n  - {on: 2022-09-19, reason: ''}"),
        [
            "a.yaml:6:5: non-working-days[1]: the key 'source' is missing",
            "a.yaml:6:30: non-working-days[1].reason: found ''; expected text",
        ],
    ),
    "an impossible day off": (
        one("non-working-days:\n  - {on: 2022-09-31, reason: R, source: 5}"),
        [
            "a.yaml:6:10: non-working-days[1].on: there is no day 2022-09-31",
            "a.yaml:6:41: non-working-days[1].source: found 5; expected text, in quotes",
        ],
    ),
    "a day off outside the calendar": (
        one("non-working-days:\n  - {on: 2040-06-01, reason: R, source: S}"),
        [
            "a.yaml:6:10: non-working-days[1].on: 2040-06-01 lies outside the years covered, 2005-01-01 to 2030-12-31"
        ],
    ),
    # a school's
    "a misspelt key of a school": (
        one("school: {term: []}"),
        ["a.yaml:5:10: school.term: unknown key 'term'; did you mean 'terms'?"],
    ),
    "no terms": (
        one("school: {terms: []}"),
        ["a.yaml:5:17: school.terms: expected at least one term"],
    ),
    "a term without an end": (
        one("school:\n  terms:\n    - {from: 2017-09-04}"),
        ["a.yaml:7:7: school.terms[1]: the key 'to' is missing"],
    ),
    "a term with its ends exchanged": (
        one("school:\n  terms:\n    - {from: 2017-12-20, to: 2017-09-04}"),
        ["a.yaml:7:7: school.terms[1]: ends on 2017-09-04, before it begins on 2017-12-20"],
    ),
    "terms that overlap": (
        one(
            "school:\n  terms:\n    - {from: 2017-09-04, to: 2017-12-20}\n    - {from: 2017-12-18, to: 2018-03-29}"
        ),
        [
            "a.yaml:5:1: school: the term from 2017-12-18 begins before the term to 2017-12-20 has ended"
        ],
    ),
    "a term that is missing": (
        one(
            "school:\n  terms:\n    - {from: 2017-01-04, to: 2017-04-05}\n    - {from: 2017-09-04, to: 2017-12-20}"
        ),
        [
            "a.yaml:5:1: school: no term is given for the 151 days between 2017-04-05 and 2017-09-04: one seems to be missing"
        ],
    ),
    "a term outside the calendar": (
        one("school:\n  terms:\n    - {from: 2030-09-04, to: 2031-03-29}"),
        [
            "a.yaml:7:30: school.terms[1].to: 2031-03-29 lies outside the years covered, 2005-01-01 to 2030-12-31"
        ],
    ),
    "a day of no school that is none": (
        one("school:\n  non-school-days: [2017-10-32, ]"),
        ["a.yaml:6:21: school.non-school-days[1]: there is no day 2017-10-32"],
    ),
    "days of no school with their ends exchanged": (
        one("school:\n  non-school-days:\n    - {from: 2017-10-27, to: 2017-10-23}"),
        [
            "a.yaml:7:7: school.non-school-days[1]: ends on 2017-10-23, before it begins on 2017-10-27"
        ],
    ),
    "days of no school that leave out a year": (
        one("school:\n  non-school-days: [2017-12-22, 2019-12-20]"),
        ["a.yaml:5:1: school: the school gave non-school days for 2017 and 2019, none for 2018"],
    ),
    "a day of no school outside the terms": (
        one(
            "school:\n  terms: [{from: 2017-09-04, to: 2017-12-20}]\n  non-school-days: [2017-12-21]"
        ),
        [
            "a.yaml:5:1: school: 2017-12-21 lies outside the calendar school days (united-kingdom), which covers 2017-09-04 to 2017-12-20"
        ],
    ),
    # several
    "errors of several files": (
        one("extend: foia", extends="fioa")
        | {"b.yaml": "policy: [\n", "c.yaml": one("")["a.yaml"]},
        [
            "a.yaml:5:1: extend: unknown key 'extend'; did you mean 'extends'?",
            "b.yaml:2:1: not YAML: did not find expected node content",
            "c.yaml:1:9: policy: the policy 'a' is defined in a.yaml already",
        ],
    ),
}


def told(files: Files) -> list[str]:
    """The lines for what is wrong with policies of these files, called by their names alone."""
    with TemporaryDirectory() as folder:
        for name, text in files.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        try:
            load_policies([folder])
        except PolicyError as error:
            shipped = str(Path(FOIA.source).parent)
            return [e.replace(f"{folder}/", "").replace(shipped, "policies") for e in error.errors]
    return []


@pytest.mark.parametrize(("files", "lines"), TRIALS.values(), ids=TRIALS)
def test_what_is_wrong_is_said_where_it_stands(files: Files, lines: list[str]) -> None:
    assert told(files) == lines


def test_a_file_that_is_not_there_and_a_folder_without_policies(tmp_path: Path) -> None:
    with pytest.raises(PolicyError) as caught:
        load_policies([tmp_path / "no.yaml"])
    assert caught.value.errors == (
        f"{tmp_path}/no.yaml: cannot be read: No such file or directory",
    )
    (tmp_path / "policy.txt").write_text("policy: a\n")
    with pytest.raises(PolicyError) as caught:
        load_policies([tmp_path])
    assert caught.value.errors == (f"{tmp_path}: the folder holds no .yaml file",)


def test_a_file_given_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.yml"
    path.write_text(one("")["a.yaml"])
    assert load_policies([path, path])["a"].lineage()[1][0] == "foia"
    assert "a" in load_policies([tmp_path])
