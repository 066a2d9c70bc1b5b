"""The cases that a figure of the summary counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from foirules.audit.judging.case_rows import SCHEMA
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.policies_compared import FIGURES, changed_cases
from foirules.audit.judging.statistics import CASE_DAYS, PREFIX, statistics
from foirules.audit.reading.readers.row_writer import LogError
from foirules.documents.suggest import nearest
from foirules.language.regime import Regime
from foirules.policy.own_rules import OwnRules

CERTAIN, POSSIBLE = "certain", "possible"
MESSAGES: Final = {
    "figure": "--list: nothing is counted as {found}{near}",
    "kind": "--list takes the id of a rule, or one of the {kind} {names}",
}
LISTED: Final = {**SCHEMA, "regime": pl.String, "certainty": pl.String}


def figure_asked(figure: str | None, law: LawFiles, ids: Iterable[str]) -> Mapping[str, str]:
    """What a figure is called, under each law that has it; nothing where none is asked for.

    :param ids: of the laws that cases may be under.
    :raises LogError: where none of them has it.
    """
    if figure is None:
        return {}
    if figure in FIGURES and (proposal := law.proposal()) is not None:
        return {proposal.regime.id: FIGURES[figure]}
    known = law.load_regimes()
    regimes, own = [known[id] for id in ids], law.load_own_rules()
    titles = titles_of(figure, regimes, own)
    if not titles:
        raise LogError(*unknown_figure(figure, regimes, own))
    return titles


def titles_of(figure: str, regimes: Iterable[Regime], own: OwnRules) -> dict[str, str]:
    """What a figure is called under each regime that has it: a measure or a rate by its title, a
    rule by its id.

    :param own: rules of one's own, which are beside those of the law.
    """
    return {
        regime.id: titles[figure]
        for regime in regimes
        if figure in (titles := _titles(regime, own))
    }


def unknown_figure(figure: str, regimes: Iterable[Regime], own: OwnRules) -> Iterator[str]:
    """The lines that are said of a figure that none of some regimes has."""
    named: dict[str, dict[str, None]] = {"measures": {}, "rates": {}}
    known: dict[str, None] = {}
    for regime in regimes:
        counted = statistics(regime)
        named["measures"] |= dict.fromkeys(counted.names)
        named["rates"] |= dict.fromkeys(rate.name for rate in counted.rates)
        known |= dict.fromkeys(_titles(regime, own))
    yield MESSAGES["figure"].format(found=repr(figure), near=nearest(figure, known))
    for kind, names in named.items():
        yield MESSAGES["kind"].format(kind=kind, names=", ".join(names))


def _titles(regime: Regime, own: OwnRules) -> Mapping[str, str]:
    counted = statistics(regime)
    chapters = (*regime.chapters, *own.of(regime.id))
    rules = (rule.id for chapter in chapters for rule in chapter.rules)
    return {
        **{rule: rule for rule in rules if not rule.startswith((PREFIX, CASE_DAYS))},
        **{rate.name: rate.title for rate in counted.rates},
        **{name: title for each in counted.sets for name, title in each.titles.items()},
    }


def listed_cases(
    figure: str,
    regime: Regime,
    cases: pl.DataFrame,
    findings: pl.DataFrame,
    changed: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """The cases of some that a figure certainly counts, or may count.

    :param figure: a measure, a rate (those that are in time, and not all among which) or a rule.
    :param cases: the table of cases; ``findings`` that of what is found of them.
    :param changed: what a proposed policy would make another of them.
    """
    if changed is not None and figure in FIGURES:
        own = cases.filter(pl.col("case").is_in(changed_cases(figure, changed).implode()))
        return _listed(own, pl.lit(CERTAIN))
    counted = statistics(regime)
    names = {rate.name: rate.of for rate in counted.rates}.get(figure, (figure,))
    if figure in names and figure not in counted.names:
        of_rule = findings.filter(pl.col("rule").cast(pl.String) == figure)
        sure = of_rule.filter(pl.col("certainty").cast(pl.String) == "established")
        certain, possible = (
            pl.col("case").is_in(rows["case"].implode()) for rows in (sure, of_rule)
        )
    else:
        certain, possible = (
            pl.col(column).list.eval(pl.element().is_in([*names])).list.any()
            for column in ("measures", "possible_measures")
        )
    certainty = pl.when(certain).then(pl.lit(CERTAIN)).otherwise(pl.lit(POSSIBLE))
    return _listed(cases.filter(certain | possible), certainty)


def _listed(cases: pl.DataFrame, certainty: pl.Expr) -> pl.DataFrame:
    found = cases.with_columns(certainty.alias("certainty"))
    return found.cast({"regime": pl.String}).select(*LISTED)
