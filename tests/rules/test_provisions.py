"""Every provision of the Act's procedure has a rule, a clock, an action or a fact, or a reason."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from docs.make.rules import provisions
from foirules.assess import law_for
from foirules.policy import load_policies
from foirules.rules.left_out import LEFT_OUT

PROCEDURE = """
    s1(1) s1(1)(a) s1(1)(b) s1(3) s1(4) s1(5) s2(1) s2(3) s7(1) s7(5) s8 s8(1) s9(1) s9(2)
    s10(1) s10(2) s10(3) s10(3)(a) s10(4) s10(6) s10(6)(a) s10(6)(b)
    s11(1) s11(1A) s11(2) s11(3) s11A s11B s12 s12(2) s12(4) s13 s14 s14(2) s15(1) s15(2) s15(3) s16 s16(1)
    s17(1) s17(1)(b) s17(1)(c) s17(2) s17(3) s17(4) s17(5) s17(6) s17(7)(a) s17(7)(b)
    s19 s22 s22(1) s22(1)(b) s22A s36(2) s36(5) s39
    s50(1) s50(2)(a) s50(2)(b) s50(3)(a) s50(3)(b) s50(4) s50(6) s51(1) s51(4) s52(1) s52(3)
    s53(2) s53(3) s53(4) s53(6) s54 s54(1) s55 s56 s57 s57(1) s57(2) s58 s59 s60(1) s60(4) s60(5) s61
    s62(1) s62(2) s63(1) s63(2) s63(2A) s63(2B) s63(2C) s63(2D) s63(2E) s63(2F) s63(3) s63(4) s63(5)
    s64(1) s64(2) s65
    s66(2) s66(3) s66(4) s66(5) s77 s77(4)
"""
OF_THE_ACT = [f"FOIA {name}" for name in PROCEDURE.split()]
OTHERS = [
    "SI 2004/3364 reg 3",
    "SI 2004/3364 reg 4",
    "SI 2004/3364 regs 5, 6",
    "SI 2009/1369 reg 2",
    "SI 2010/2768 reg 2",
    "SI 2004/3244 reg 5",
    "SI 2004/3244 reg 5(1), (2)(a)",
    "SI 2004/3244 reg 5(2)(b)",
    "SI 2004/3391",
    "SI 2012/3029 arts 2, 3",
    "SI 2009/1976 r22(1)(b)",
    "SI 2009/1976 r23(1)(b)",
    "SI 2009/1976 r24(2)",
    "SI 2009/1976 r22(6)(c)",
    "SI 2009/1976 r42(2)",
    "SI 2008/2698 r21(3)(b)",
    "Interpretation Act 1978 s7",
    "Tribunals, Courts and Enforcement Act 2007 s11",
    "Magistrates' Courts Act 1980 s127",
    "Commissioner's guidance on s10(3)",
    "s45 Code",
    "s45 Code of Practice (July 2018) para 4.2",
    "s45 Code of Practice (July 2018) para 5.4",
]


def declared() -> list[Any]:
    law = law_for(load_policies()["foia"])
    read: list[Any] = [*law.rules, *law.clocks, *law.actions, *law.facts]
    return [each.declared for each in read]


def cited() -> set[str]:
    return {provision for each in declared() for provision in provisions(each.cites)}


@pytest.mark.parametrize("provision", [*OF_THE_ACT, *OTHERS])
def test_a_provision_is_cited_or_left_out_for_a_reason(provision: str) -> None:
    assert (provision in cited()) != (provision in LEFT_OUT)


def test_what_is_left_out_is_listed_above() -> None:
    assert set(LEFT_OUT) <= {*OF_THE_ACT, *OTHERS}


def test_s80a_is_cited_of_the_months_in_which_it_was_in_force_alone() -> None:
    """It was omitted from 1 July 2012: Protection of Freedoms Act 2012 s104(1), SI 2012/1205."""
    assert not [provision for provision in cited() if "80A" in provision]
    policy = load_policies()["foia"]
    for versions in (*policy.periods.values(), *policy.sets.values()):
        for version, following in zip(versions, (*versions[1:], None), strict=True):
            if "80A" in version.cites:
                assert version.start == date(2011, 1, 19)
                assert following is not None
                assert following.start == date(2012, 7, 1)


def test_every_period_is_looked_up_and_cited() -> None:
    policy = load_policies()["foia"]
    looked_up = set(re.findall(r"(?:deadline|amount|listed)\('([^']+)'", repr(declared())))
    assert {*policy.periods, *policy.sets} == looked_up
