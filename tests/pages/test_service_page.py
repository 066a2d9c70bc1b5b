"""A service on a page: its figures are those of the summary, and lead to their cases."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.judging.listed_cases import listed_cases  # noqa: E402
from foirules.cli import main  # noqa: E402
from foirules.report.html.service import page as service  # noqa: E402
from tests.audit.logs import found  # noqa: E402
from tests.foia import REGIME  # noqa: E402
from tests.generate import log  # noqa: E402
from tests.pages.hostile import LONG  # noqa: E402
from tests.pages.reading import Element, check, read  # noqa: E402
from tests.pages.service import (  # noqa: E402
    AS_OF,
    first_of_log,
    page_of_log,
    write_hostile_log,
    write_log,
)

SMALL = (
    "case,on,until,event,outcome,exemptions,Officer,authority\n"
    "in time,2024-03-04,,request-received,,,Roads,Leeds\n"
    "in time,2024-03-28,,response,disclosed,,Roads,Leeds\n"
    "late,2024-03-04,,request-received,,,Schools,Leeds\n"
    "late,2024-04-30,,response,refused,s40(2),Schools,Leeds\n"
    "open,2024-05-20,,request-received,,,Roads,York\n"
    "overdue,2024-04-20,,request-received,,,,York\n"
    "perhaps,2024-03-04,,request-received,,,Roads,York\n"
    "perhaps,2024-03-28,2024-05-02,response,disclosed,,Roads,York\n"
)
DAY = date(2024, 6, 3)


@pytest.fixture(scope="module")
def realistic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Element, dict[str, Any]]:
    """The page of a realistic log, and its summary."""
    path = write_log(tmp_path_factory.mktemp("service") / "log.parquet", 400)
    text = page_of_log(path)
    return read(text), json.loads((path.parent / "out" / "summary.json").read_text("utf-8"))


def small(folder: Path) -> Element:
    (folder / "log.csv").write_text(SMALL, "utf-8")
    return read(page_of_log(folder / "log.csv", as_of=DAY))


def rows_of(found: Element) -> dict[str, list[str]]:
    """The rows of the tables of an element, by their first cells."""
    cells = [[cell.text for cell in row.all("th", "td")] for row in found.all("tr")]
    return {first: rest for first, *rest in cells}


# --- figures --------------------------------------------------------------------------------------


def test_it_is_a_page_as_others_are(realistic: tuple[Element, dict[str, Any]]) -> None:
    check(realistic[0])


def test_its_figures_are_those_of_the_summary(realistic: tuple[Element, dict[str, Any]]) -> None:
    page, summary = realistic
    (of,) = summary["by_regime"]
    shown = 0
    for each in of["statistics"]:
        counts: dict[str, int] = {
            each["titles"][name]: n for name, n in each["counts"].items() if n
        }
        if each["uncertain"]:
            counts["uncertain"] = each["uncertain"]
        if counts:
            rows = rows_of(page.at(f"foia-set-{each['set']}"))
            rows.pop("What")
            assert {name: int(cells[0].replace(",", "")) for name, cells in rows.items()} == counts
            shown += 1
    assert shown >= 5
    for rate in of["rates"]:
        said = page.at("foia-rates").text
        assert f"{rate['percentage']:.1f}%" in said
        assert f"at least {rate['least']:.1f}%, at most {rate['most']:.1f}%" in said
    findings = Counter({(f["rule"], f["certainty"]): f["count"] for f in of["findings"]})
    for row in page.at("foia-findings").all("tr")[1:]:
        rule, _, *told = (cell.text for cell in row.all("th", "td"))
        name = row.all("a")[0].text
        assert rule.startswith(name)
        wanted = [findings[name, each] for each in ("established", "possible")]
        assert [int(count.replace(",", "")) for count in told] == wanted


def test_each_chart_has_a_title_a_description_and_a_table(
    realistic: tuple[Element, dict[str, Any]],
) -> None:
    charts = realistic[0].classed("chart")
    assert len(charts) >= 5
    for each in charts:
        title, told = each.all("title", "desc")
        assert title.text
        assert told.text
    assert all(each.attributes["aria-hidden"] == "true" for each in realistic[0].classed("bar"))


def test_the_backlog_is_told_by_month(tmp_path: Path) -> None:
    page = small(tmp_path)
    told = rows_of(page.at("foia-backlog"))
    assert told["open, not yet due"][0] == told["open, overdue"][0] == "1"
    assert told["together"][0] == "2"
    assert (told["2024-04"], told["2024-05"]) == (["1", "1"], ["1", "0"])
    assert "2 still owed an answer" in page.classed("verdict")[0].text


def test_what_is_due_is_told_by_whom_by_group_and_by_day(tmp_path: Path) -> None:
    due = small(tmp_path).at("due")
    told = [[c.text for c in row.all("th", "td")] for row in due.all("tr")]
    assert ["Roads", "authority", "0", "0", "1"] in told
    assert ["(not recorded)", "authority", "1", "0", "0"] in told
    assert ["Tuesday 18 June 2024", "1"] in told
    assert any(row[0] == "overdue" and row[1] == "2024-05-20" for row in told)


def test_authorities_stand_side_by_side(tmp_path: Path) -> None:
    page = small(tmp_path)
    told = rows_of(page.at("foia-authorities"))
    assert told["Leeds"][:2] == ["2", "1"]
    assert told["York"][0] == "3"
    one = SMALL.replace("York", "Leeds")
    (tmp_path / "log.csv").write_text(one, "utf-8")
    assert "By authority" not in page_of_log(tmp_path / "log.csv", as_of=DAY)


# --- from a figure to its cases, and from a case to why -------------------------------------------


def test_from_a_figure_to_its_cases_and_from_a_case_to_why(tmp_path: Path) -> None:
    page = small(tmp_path)
    (figure,) = (e for e in page.at("foia-set-timeliness").all("a") if e.text == "answered late")
    place = (figure.attributes["href"] or "").removeprefix("#")
    (listed,) = (
        each
        for each in page.classed("listed")
        if each.name == "details" and any(e.attributes.get("id") == place for e in each.all())
    )
    assert "--list answered-late" in listed.text
    told = rows_of(listed)
    assert told["late"] == ["2024-03-04", "2024-04-04", "2024-04-30"]
    assert "perhaps (possible)" in told
    (case,) = (each for each in listed.all("a") if each.text == "late")
    why = page.at((case.attributes["href"] or "").removeprefix("#"))
    said = [each.text for each in why.all("li")]
    assert said[0] == "Leeds, row 4"
    assert "late-refusal-notice: last day 2024-04-04, 18 working days late" in said
    (rule,) = (each for each in why.all("a") if each.text == "late-refusal-notice")
    means = page.at((rule.attributes["href"] or "").removeprefix("#"))
    assert "must give a refusal notice" in means.text


def test_a_rule_lists_its_cases_with_what_it_found(tmp_path: Path) -> None:
    page = small(tmp_path)
    (listed,) = (
        each
        for each in page.classed("listed")
        if any(e.attributes.get("id") == "foia-cases-late-refusal-notice" for e in each.all())
        and each.name == "details"
    )
    assert rows_of(listed)["late"] == ["2024-04-05", "2024-04-04", "18"]


def test_from_a_quarter_or_an_authority_to_its_cases(tmp_path: Path) -> None:
    page = small(tmp_path)
    for group, counts in (
        ("authorities", {"Leeds": "2", "York": "3"}),
        ("quarters", {"2024-Q1": "3", "2024-Q2": "2"}),
    ):
        told = page.at(f"foia-{group}")
        for name, count in counts.items():
            (to,) = (each for each in told.all("a") if each.text == name)
            place = (to.attributes["href"] or "").removeprefix("#")
            (listed,) = (
                each
                for each in page.classed("listed")
                if each.name == "details"
                and any(e.attributes.get("id") == place for e in each.all())
            )
            assert f"{name}: {count} cases" in listed.text
            assert len(listed.all("tr")) - 1 == int(count)
            for case in listed.all("tbody")[0].all("a"):
                page.at((case.attributes["href"] or "").removeprefix("#"))
    cases = rows_of(page.at("behind"))
    assert cases["late"][-1] == "late"
    assert cases["overdue"][-1] == "overdue"
    assert "cases.csv, authority: Leeds" in page.text
    assert "cases.csv, received: 2024-04, 2024-05, 2024-06" in page.text


@pytest.mark.parametrize("chunk", [40, 100_000])
def test_each_group_has_as_many_cases_as_its_table_counts(tmp_path: Path, chunk: int) -> None:
    path = write_log(tmp_path / "log.parquet", 300)
    made, first, _ = first_of_log(path, 50, chunk=chunk)
    (of,) = made.to_dict()["by_regime"]
    own = {row["case"]: row for row in found(tmp_path, "cases").iter_rows(named=True)}
    compared = 0
    for kind, rows in (("quarter", of["quarters"]), ("authority", of["authorities"])):
        for row in rows:
            group = first.groups["foia", kind, row[kind]]
            assert group.certain == row["requests"]
            assert len(group.first) == min(5, row["requests"])
            late = row.get("answered-late", 0) + row.get("overdue", 0)
            told = [{"answered-late", "overdue"} & {*each["measures"]} for each in group.first]
            assert [bool(each) for each in told] == [n < late for n in range(len(told))]
            for each in group.first:
                day = own[each["case"]]["received"]
                quarter = f"{day.year}-Q{(day.month + 2) // 3}"
                assert row[kind] == (quarter if kind == "quarter" else own[each["case"]][kind])
                compared += 1
    assert compared > 30


@pytest.mark.parametrize("chunk", [40, 100_000])
def test_every_figure_has_the_cases_that_its_list_has(tmp_path: Path, chunk: int) -> None:
    path = tmp_path / "log.parquet"
    log(150, seed=5).with_columns(
        recorded=pl.when(pl.col("case").str.ends_with("3")).then(
            pl.lit("request-received;response")
        )
    ).write_parquet(path)
    made, first, _ = first_of_log(path, 7, chunk=chunk)
    (of,) = made.to_dict()["by_regime"]
    names = [name for each in of["statistics"] for name in each["titles"]]
    names += [each["rate"] for each in of["rates"]]
    names += list(dict.fromkeys(each["rule"] for each in of["findings"]))
    assert {name for _, name in first.figures} <= {*names}
    cases = found(tmp_path, "cases").with_columns(by=pl.lit(None, pl.String))
    findings, compared = found(tmp_path, "findings"), 0
    for name in names:
        made.listed = listed_cases(name, REGIME, cases, findings)
        told = made.listed_to_dict(name)["cases"]
        figure = first.figures.get(("foia", name))
        assert (figure is None) == (not told), name
        if figure is None:
            continue
        counts = Counter(row["certainty"] for row in told)
        assert (counts["certain"], counts["possible"]) == (figure.certain, figure.possible), name
        wanted = [(row["case"], row["certainty"]) for row in told[:7]]
        assert [(row["case"], row["certainty"]) for row in figure.first] == wanted, name
        compared += 1
    assert compared > 20


def test_what_is_due_is_that_of_the_summary(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.parquet", 300)
    made, _, due = first_of_log(path, 20, by=None, chunk=50)
    found = made.to_dict()["what_is_due"]
    coming = {each["actor"]: each["this_week"] + each["later"] for each in found["counts"]}
    by_day = Counter[str]()
    for actor, _, count in due["by_day"]:
        by_day[actor] += count
    assert by_day == {actor: count for actor, count in coming.items() if count}
    for actor in coming:
        own = [row["case"] for row in due["first"] if row["actor"] == actor]
        told = [row["case"] for row in found["first"] if row["actor"] == actor]
        assert own == told[: len(own)]
    assert len(due["all"]) == sum(
        sum(each[w] for w in ("overdue", "this_week", "later")) for each in found["counts"]
    )


def test_cases_of_several_laws_have_sections_each(tmp_path: Path) -> None:
    rows = SMALL.splitlines()
    text = "regime," + rows[0] + "\n"
    for law in ("foia", "eir", "foisa"):
        grounds = {"foia": "s40(2)", "eir": "r12(5)(e)", "foisa": "s38(1)(b)"}[law]
        text += "".join(f"{law},{law} {row.replace('s40(2)', grounds)}\n" for row in rows[1:])
    (tmp_path / "log.csv").write_text(text, "utf-8")
    page = read(page_of_log(tmp_path / "log.csv", as_of=DAY, chunk=3))
    check(page)
    for law in ("foia", "eir", "foisa"):
        assert rows_of(page.at(f"{law}-set-timeliness"))["answered in time"][0] == "1"
        assert any(e.attributes.get("id") == f"{law}-cases-overdue" for e in page.all())
    assert len(page.classed("verdict")) == 3


# --- what cannot break it -------------------------------------------------------------------------


def test_hostile_text_is_text(tmp_path: Path) -> None:
    text = page_of_log(write_hostile_log(tmp_path / "log.csv"), as_of=DAY)
    page = read(text)
    check(page)
    assert "<script" not in text
    assert "<img" not in text
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)
    assert f"{LONG} 2" in page.text
    assert "onerror='alert(2)'" in page.text  # as text
    assert "=1+1 5" in page.text


def test_columns_that_are_not_mapped_are_not_on_it(tmp_path: Path) -> None:
    text = page_of_log(write_hostile_log(tmp_path / "log.csv"), as_of=DAY)
    assert "Somebody" not in text
    assert "Requester" in text  # that there is such a column, which is not read


@pytest.mark.parametrize(
    "rows",
    ["a,2024-06-10,,request-received,,,,\n", "a,soon,,request-received,,,,\n"],
    ids=["not received", "rejected"],
)
def test_a_log_of_which_nothing_is_judged_is_a_page(tmp_path: Path, rows: str) -> None:
    (tmp_path / "log.csv").write_text(SMALL.splitlines()[0] + "\n" + rows, "utf-8")
    page = read(page_of_log(tmp_path / "log.csv", as_of=DAY))
    check(page)
    assert "Nothing is due by a day." in page.at("due").text


def test_what_a_log_does_not_record_is_said(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(
        "Ref,Got,Done,Result,Officer\n1,2024-03-04,2024-05-28,Full,Roads\n2,2024-03-04,,,Roads\n",
        "utf-8",
    )
    (tmp_path / "map.yaml").write_text(
        "map: m\ncolumns: {case: Ref}\nevents:\n"
        "  - {event: request-received, on: Got}\n"
        "  - {event: response, on: Done, set: {outcome: disclosed}}\n",
        "utf-8",
    )
    told = ["audit", str(tmp_path / "log.csv"), "--map", str(tmp_path / "map.yaml")]
    out = tmp_path / "page.html"
    assert main([*told, "--as-of", "2024-06-03", "--format", "html", "--output", str(out)]) == 0
    page = read(out.read_text("utf-8"))
    check(page)
    assert "It shows nothing of: " in page.at("foia-limits").text


def test_a_page_that_would_be_too_large_lists_fewer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_log(tmp_path / "log.parquet", 900)
    whole = page_of_log(path)
    assert "These are the first 200." in whole
    monkeypatch.setattr(service, "LARGEST", len(whole) - 20_000)
    fewer = page_of_log(path)
    assert len(fewer) < len(whole) - 20_000
    assert "These are the first 150." in fewer
    assert "Each figure has its first 150 cases here" in fewer


def test_an_interrupted_audit_says_so(tmp_path: Path) -> None:
    path = write_log(tmp_path / "log.parquet", 60)

    def progress(done: int, of: int) -> None:
        if done:
            raise KeyboardInterrupt

    from foirules.audit.running.audit_settings import AuditSettings
    from foirules.audit.running.logs import audit_logs

    asked = AuditSettings(
        (str(path),),
        AS_OF,
        out=tmp_path / "out",
        processes=1,
        chunk=20,
        writers={"report.html": service.write},
    )
    audit_logs(asked, progress)
    text = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert "The audit was interrupted" in text
    check(read(text))
