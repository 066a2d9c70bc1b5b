"""What is counted of late answers, extensions, exemptions, reviews and complaints, case by case."""

from __future__ import annotations

from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from tests.audit.logs import audit, found  # noqa: E402

# Each request was received on Monday 4 March 2024; its twentieth working day was Thursday 4 April.
CASES = {
    "late after time taken too late": (
        "late-after-extension",
        ["2024-04-08,extension-notice,,s22,", "2024-04-22,response,refused,s22,"],
    ),
    "late after a question too late": (
        "late-after-question",
        [
            "2024-04-08,clarification-sought,,,",
            "2024-04-09,clarification-received,,,",
            "2024-04-22,response,disclosed,,",
        ],
    ),
    "late for a part": (
        "late-for-the-rest",
        ["2024-03-28,response,disclosed,,a", "2024-04-22,response,disclosed,,b"],
    ),
    "late after a holding reply": (
        "late-after-holding-reply",
        ["2024-04-03,holding-reply,,,", "2024-04-22,response,disclosed,,"],
    ),
    "late without a word": ("late-without-word", ["2024-04-22,response,disclosed,,"]),
    "silent": ("late-without-word", []),
    "in time after a holding reply": (
        None,
        ["2024-03-06,holding-reply,,,", "2024-04-04,response,disclosed,,"],
    ),
    "extended to the twentieth day more": (
        "extension-to-20",
        ["2024-04-04,extension-notice,,s22,", "2024-05-02,response,refused,s22,"],
    ),
    "extended by a day more": (
        "extension-to-40",
        ["2024-04-04,extension-notice,,s22,", "2024-05-03,response,refused,s22,"],
    ),
    "extended, and not answered": ("extension-open", ["2024-04-04,extension-notice,,s22,"]),
    "extended, and answered on the last day": (
        "extension-not-used",
        ["2024-03-28,extension-notice,,s22,", "2024-04-04,response,refused,s22,"],
    ),
    "a limb and a section": (
        ["cites-s40", "cites-s43"],
        ["2024-04-04,response,refused,s40(2);s43,"],
    ),
    "cited in the alternative": (None, ["2024-04-04,response,not-held,,"]),
    "given at review": (
        "review-gave-all",
        [
            "2024-04-04,response,refused,s43,",
            "2024-04-05,review-requested,,,",
            "2024-04-22,review-outcome,disclosed,,",
        ],
    ),
    "given in part at review": (
        "review-gave-some",
        [
            "2024-04-04,response,refused,s43,",
            "2024-04-05,review-requested,,,",
            "2024-04-22,review-outcome,partly-disclosed,s43,",
        ],
    ),
    "upheld at review": (
        "review-upheld",
        [
            "2024-04-04,response,refused,s43,",
            "2024-04-05,review-requested,,,",
            "2024-04-22,review-outcome,refused,s43,",
        ],
    ),
    "complained and decided": (
        "complaint-decided",
        ["2024-04-22,ico-complaint,,,", "2024-05-20,decision-notice,,,"],
    ),
    "complained": ("complaint-open", ["2024-04-22,ico-complaint,,,"]),
}
COUNTED: tuple[str, ...] = (
    *("late-after-", "late-for-", "late-without-", "extension-", "review-gave", "review-upheld"),
    *("complaint-decided", "complaint-open", "complaint-closed"),
)


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What each case counts in."""
    folder = tmp_path_factory.mktemp("counted")
    lines = ["case,on,event,outcome,exemptions,parts"]
    for name, (_, events) in CASES.items():
        parts = "a;b" if any(each.endswith((",a", ",b")) for each in events) else ""
        lines.append(f'"{name}",2024-03-04,request-received,,,{parts}')
        lines += [f'"{name}",{each}' for each in events]
    (folder / "log.csv").write_text("\n".join(lines) + "\n", "utf-8")
    audit(folder, "log.csv")
    return dict(found(folder, "cases").select("case", "measures").rows())


@pytest.mark.parametrize("name", CASES)
def test_a_case_counts_in(measures: dict[str, list[str]], name: str) -> None:
    wanted = CASES[name][0]
    own = [each for each in measures[name] if each.startswith(COUNTED)]
    cited = [each for each in measures[name] if each.startswith("cites-")]
    if isinstance(wanted, list):
        assert cited == wanted
    elif wanted is None:
        assert own == cited == []
    else:
        assert wanted in own


def test_one_of_the_causes_holds_of_what_is_late(measures: dict[str, list[str]]) -> None:
    for own in measures.values():
        late = not {"answered-late", "overdue"}.isdisjoint(own)
        causes = [each for each in own if each.startswith("late-")]
        assert len(causes) == late


def test_what_is_perhaps_cited_is_not_kept(tmp_path: Path) -> None:
    text = "case,on,event,outcome\na,2024-03-04,request-received,\na,2024-03-05,response,refused\n"
    (tmp_path / "log.csv").write_text(text, "utf-8")
    audit(tmp_path, "log.csv")
    (possible,) = found(tmp_path, "cases")["possible_measures"].to_list()
    assert not [each for each in possible if each.startswith("cites-")]


@pytest.mark.parametrize(
    ("law", "grounds", "wanted"),
    [
        ("eir", "r12(4)(b);r12(5)(e)", ["cites-r12-4-b", "cites-r12-5-e"]),
        ("eisr", "r10(5)(e);r11(2)", ["cites-r10-5-e", "cites-r11"]),
        ("foisa", "s38(1)(b);s30(c)", ["cites-s30", "cites-s38"]),
    ],
)
def test_what_is_cited_is_counted_under_each_law(
    tmp_path: Path, law: str, grounds: str, wanted: list[str]
) -> None:
    text = "case,regime,on,event,outcome,exemptions\n"
    text += f"a,{law},2024-03-04,request-received,,\n"
    text += f"a,{law},2024-03-28,response,refused,{grounds}\n"
    (tmp_path / "log.csv").write_text(text, "utf-8")
    audit(tmp_path, "log.csv")
    (own,) = found(tmp_path, "cases")["measures"].to_list()
    assert [each for each in own if each.startswith("cites-")] == wanted


# Received on Monday 4 March 2024; the twentieth working day is 2 April in Scotland, else 4 April, and
# the fortieth 2 May under the EIR.
OTHER_LAWS: dict[str, dict[str, tuple[str | list[str], list[str]]]] = {
    "eir": {
        "more time too late": (
            "late-after-extension",
            ["2024-04-05,extension-notice,,,", "2024-04-22,response,refused,r12(5)(e),"],
        ),
        "more time, and late all the same": (
            "late-past-extension",
            ["2024-04-04,extension-notice,,,", "2024-05-03,response,refused,r12(5)(e),"],
        ),
        "more time, and answered in it": (
            "extension-to-20",
            ["2024-04-04,extension-notice,,,", "2024-05-02,response,refused,r12(5)(e),"],
        ),
        "more time that was not needed": (
            "extension-not-used",
            ["2024-03-28,extension-notice,,,", "2024-04-04,response,refused,r12(5)(e),"],
        ),
        "reconsidered": (
            "review-gave-all",
            [
                "2024-04-04,response,refused,r12(5)(e),",
                "2024-04-05,review-requested,,,",
                "2024-04-22,review-outcome,disclosed,,",
            ],
        ),
        "decided first on representations": (
            "review-first-answer",
            ["2024-04-05,review-requested,,,", "2024-04-22,review-outcome,disclosed,,"],
        ),
        "complained again once closed": (
            ["complaint-closed", "complaint-decided", "late-without-word"],
            [
                "2024-04-22,ico-complaint,,,",
                "2024-04-23,ico-closed,,,",
                "2024-05-06,ico-complaint,,,",
                "2024-05-20,decision-notice,,,",
            ],
        ),
    },
    "foisa": {
        "late after a question too late": (
            "late-after-question",
            [
                "2024-04-03,clarification-sought,,,",
                "2024-04-09,clarification-received,,,",
                "2024-04-22,response,disclosed,,",
            ],
        ),
        "a holding reply": (
            "late-after-holding-reply",
            ["2024-04-02,holding-reply,,,", "2024-04-03,response,disclosed,,"],
        ),
        "in time": ([], ["2024-04-02,response,disclosed,,"]),
        "no review made": (
            "review-declined",
            [
                "2024-04-02,response,refused,s30(c),",
                "2024-04-03,review-requested,,,",
                "2024-04-22,review-outcome,refused,s30(c),yes",
            ],
        ),
        "a decision where there was none": (
            ["late-without-word", "review-first-answer"],
            ["2024-04-03,review-requested,,,", "2024-04-22,review-outcome,disclosed,,"],
        ),
        "applied, and decided": (
            "complaint-decided",
            [
                "2024-04-02,response,refused,s30(c),",
                "2024-04-22,commissioner-application,,,",
                "2024-05-20,decision-notice,,,",
            ],
        ),
    },
    "eisr": {
        "a further period too late": (
            "late-after-extension",
            ["2024-04-03,extension-notice,,,", "2024-04-22,response,refused,r10(5)(e),"],
        ),
        "a further period that ran out": (
            "late-past-extension",
            ["2024-04-02,extension-notice,,,", "2024-05-03,response,refused,r10(5)(e),"],
        ),
        "an application that was closed": (
            "complaint-closed",
            [
                "2024-04-02,response,refused,r10(5)(e),",
                "2024-04-22,commissioner-application,,,",
                "2024-05-20,application-closed,,,",
            ],
        ),
    },
}


@pytest.mark.parametrize(
    ("law", "name"), [(law, name) for law, cases in OTHER_LAWS.items() for name in cases]
)
def test_a_case_under_another_law_counts_in(tmp_path: Path, law: str, name: str) -> None:
    wanted, events = OTHER_LAWS[law][name]
    lines = ["case,regime,on,event,outcome,exemptions,review-declined"]
    lines += [f"a,{law},{each}" for each in ("2024-03-04,request-received,,,", *events)]
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", "utf-8")
    audit(tmp_path, "log.csv")
    (own,) = found(tmp_path, "cases")["measures"].to_list()
    kept = ("late-", "extension-", "review-gave", "review-first", "review-declined", "complaint-")
    counted = [each for each in own if each.startswith(kept) and each != "complaint-made"]
    if isinstance(wanted, str):
        assert wanted in counted
    else:
        assert sorted(counted) == wanted
