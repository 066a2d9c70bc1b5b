"""Citations are taken apart into the provisions they name, each with its days."""

from __future__ import annotations

from datetime import date

import pytest

from foirules.language.citations import Citation, citations, lineage, order_in_list, provisions


@pytest.mark.parametrize(
    ("cites", "expected"),
    [
        ("FOIA s10(1)", ["FOIA s10(1)"]),
        ("FOIA ss2(3), 10(3)", ["FOIA s2(3)", "FOIA s10(3)"]),
        ("FOIA s17(1)(b), (c)", ["FOIA s17(1)(b)", "FOIA s17(1)(c)"]),
        ("FOIA s17(1)(c), (3)", ["FOIA s17(1)(c)", "FOIA s17(3)"]),
        ("FOIA ss1(1)(a), (5), 12", ["FOIA s1(1)(a)", "FOIA s1(5)", "FOIA s12"]),
        ("FOIA s57; SI 2009/1976 r22(1)(b)", ["FOIA s57", "SI 2009/1976 r22(1)(b)"]),
        ("SI 2009/1976 rr12, 22(6)(c)", ["SI 2009/1976 r12", "SI 2009/1976 r22(6)(c)"]),
        ("SI 2004/3364 regs 5(2), 6(2)", ["SI 2004/3364 reg 5(2)", "SI 2004/3364 reg 6(2)"]),
        ("SI 2011/46 arts 3(b)(iii), 4", ["SI 2011/46 art 3(b)(iii)", "SI 2011/46 art 4"]),
        ("CRAG 2010 Sch 7 para 5(2)(b)", ["CRAG 2010 Sch 7 para 5(2)(b)"]),
        (
            "FOIA s63(1), (2) as enacted",
            ["FOIA s63(1) as enacted", "FOIA s63(2) as enacted"],
        ),
        (
            "s45 Code of Practice (July 2018) paras 5.3, 5.4",
            ["s45 Code of Practice (July 2018) para 5.3", "s45 Code of Practice (July 2018) para 5.4"],
        ),
        ("[2026] UKFTT 433 (GRC) paras 4, 13", ["[2026] UKFTT 433 (GRC) para 4", "[2026] UKFTT 433 (GRC) para 13"]),
        ("Magistrates' Courts Act 1980 s127", ["Magistrates' Courts Act 1980 s127"]),
        ("the authority's own letter", ["the authority's own letter"]),
        ("Commissioner's guidance on s10(3)", ["Commissioner's guidance on s10(3)"]),
        ("Commissioner's guidance: Time for compliance", ["Commissioner's guidance"]),
        ("FOIA s17(3): such time as is reasonable; FOIA s1", ["FOIA s17(3)", "FOIA s1"]),
        (
            "FOIA ss50(4), 54, as applied by EIR reg 18; SI 2009/1976 r22",
            ["FOIA s50(4)", "FOIA s54", "SI 2009/1976 r22"],
        ),
        ("FOIA s17(1) and (7)", ["FOIA s17(1) and (7)"]),
        ("FOIA s10 (1)", ["FOIA s10 (1)"]),
        ("", []),
    ],
)  # fmt: skip
def test_a_citation_is_taken_apart(cites: str, expected: list[str]) -> None:
    assert provisions(cites) == expected


def test_a_provision_is_cited_for_a_time() -> None:
    assert citations(
        "SI 2005/14 rr5, 8 until 17 January 2010; SI 2009/1976 r22 from 18 January 2010;"
        " FOIA s80A from 19 January 2011 until 30 June 2012; FOIA s57"
    ) == (
        Citation("SI 2005/14 r5", None, date(2010, 1, 17)),
        Citation("SI 2005/14 r8", None, date(2010, 1, 17)),
        Citation("SI 2009/1976 r22", date(2010, 1, 18)),
        Citation("FOIA s80A", date(2011, 1, 19), date(2012, 6, 30)),
        Citation("FOIA s57"),
    )


@pytest.mark.parametrize(
    ("provision", "expected"),
    [
        ("FOIA s17(1)(b)", ["FOIA s17(1)(b)", "FOIA s17(1)", "FOIA s17", "FOIA"]),
        ("FOIA s11A", ["FOIA s11A", "FOIA"]),
        ("FOIA Sch 1", ["FOIA Sch 1", "FOIA"]),
        ("FOIA s63(1) as enacted", ["FOIA s63(1) as enacted", "FOIA"]),
        ("SI 2012/3029 art 3", ["SI 2012/3029 art 3", "SI 2012/3029"]),
        ("SI 2012/3029 Sch", ["SI 2012/3029 Sch", "SI 2012/3029"]),
        (
            "CRAG 2010 Sch 7 para 5(2)",
            ["CRAG 2010 Sch 7 para 5(2)", "CRAG 2010 Sch 7 para 5", "CRAG 2010 Sch 7", "CRAG 2010"],
        ),
        (
            "[2026] UKFTT 433 (GRC) para 124",
            ["[2026] UKFTT 433 (GRC) para 124", "[2026] UKFTT 433 (GRC)"],
        ),
        ("the authority's policy", ["the authority's policy"]),
    ],
)
def test_what_a_provision_is_part_of(provision: str, expected: list[str]) -> None:
    assert list(lineage(provision)) == expected


def test_provisions_stand_by_number_and_the_act_first() -> None:
    names = [
        "FOIA s2",
        "FOIA s10",
        "FOIA s10(6)",
        "FOIA s11",
        "FOIA s11A",
        "FOIA Sch 1",
        "SI 2004/1",
    ]
    assert sorted({*names}, key=lambda each: order_in_list(each, "FOIA")) == names
