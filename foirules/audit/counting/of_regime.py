"""What is counted of the cases of one regime -> its part of the summary and of the statistics."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import define, evolve

from foirules.audit.counting.figures import most_frequent, of_set, spread
from foirules.audit.counting.groups import KEYS, Groups, totals
from foirules.audit.counting.rates import Figures, figures_by, rates
from foirules.audit.counting.totals import Totals
from foirules.audit.judging.narrowing import names_of
from foirules.audit.judging.policies_compared import policies_counted
from foirules.audit.judging.statistics import EVERY, Statistics
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.cases.basis import Basis
from foirules.language.regime import Regime
from foirules.policy.policy import Policy

MOST: Final = 1_000  # authorities, those with most requests; all are in the table of statistics
RATE_COLUMNS: Final = {
    "rate": ("percentage", pl.Float64),
    "least": ("least", pl.Float64),
    "most": ("most", pl.Float64),
    "band": ("band", pl.String),
}
"""What the columns of a rate in the table begin with, and what they hold."""
OF_GROUPS: Final = ("percentage", "least", "most", "band")  # the figures of a rate of some cases


@define(eq=False, repr=False)
class OfRegime:
    """What is counted of the cases of one regime.

    :param policy: the regime's own; None where there is none, so that no case can be judged.
    :param against: the kind of what is set beside what the law says.
    :param proposal: a proposed policy of it, whose effect is wanted.
    :param of_no_law: how many cases that are rejected may be of this regime or of another.
    :param of_no_case: how many rows that are rejected may be of any case.
    """

    as_of: date
    regime: Regime
    policy: Policy | None
    statistics: Statistics
    totals: Totals
    record: Record = EVERYTHING
    against: str | None = None
    proposal: Policy | None = None
    of_no_law: int = 0
    of_no_case: int = 0

    def to_dict(self) -> dict[str, Any]:
        """What is counted, with dates as ISO text."""
        totals, regime = self.totals, self.regime
        counts, root = totals.counts, regime.schema.root
        whole = self._by(counts, []).get((), Figures())
        quarter = pl.format("{}-Q{}", pl.col("month").dt.year(), pl.col("month").dt.quarter())
        by_quarter = self._by(counts.with_columns(quarter.alias("quarter")), ["quarter"])
        lineage = self.policy.lineage() if self.policy else ()
        return {
            "regime": regime.id,
            "title": regime.title,
            "policy": [{"id": id, "version": version} for id, version in lineage],
            "cases": {
                "read": totals.cases,
                "assessed": totals.assessed,
                "rejected": totals.cases - totals.assessed - totals.not_received,
                "not_received": totals.not_received,
            },
            "findings": [
                {"rule": rule, "kind": kind, "certainty": certainty, "count": count}
                for (rule, kind, certainty), count in most_frequent(totals.findings)
            ],
            "stages": dict(most_frequent(totals.stages)),
            "recorded": self.record.recorded and list(self.record.recorded),
            "not_recorded": self._not_recorded(),
            "statistics": [
                {**of_set(each, whole.counts), "shown": self.record.knows(each.needs)}
                for each in self.statistics.sets
            ],
            "late_by": self._late(),
            "rates": [
                {**rate, "narrowed_by": self._narrowed_by(rate["rate"])}
                for rate in self._rates(whole, self.as_of)
            ],
            "counted": {"cases": root.collection, "parts": regime.schema.part.collection},
            "columns": dict(self.statistics.columns),
            "backlog": list(self.statistics.backlog),
            "quarters": [
                {"quarter": name, **self._figures(of, self._end(name))}
                for (name,), of in sorted(by_quarter.items())
            ],
            "months": [
                {"month": f"{month:%Y-%m}", **self._figures(of, self.as_of)}
                for (month,), of in sorted(self._by(counts, ["month"]).items())
            ],
            "authorities": self._authorities(),
            "against": self._against(),
            "proposed": self._proposed(whole),
            "overdue": _listed(totals.overdue, totals.longest),
            "due_this_week": _listed(totals.due, totals.soonest),
        }

    def _not_recorded(self) -> dict[str, Any] | None:
        """What the log does not record, and the duties that it can show nothing of."""
        record, schema = self.record, self.regime.schema
        if record.recorded is None:
            return None
        silent = {
            subject.name
            for subject in schema.subjects
            if subject.made_of and not any(record.knows([kind]) for kind in subject.made_of)
        }
        rules = (rule for chapter in self.regime.chapters for rule in chapter.rules)
        kinds = [name for name in self.regime.vocabulary.events if name not in record.recorded]
        return {
            "events": kinds,
            "fields": list(record.without_fields),
            "rules": [r.id for r in rules if r.subject in silent and r.kind != "note"],
        }

    def _against(self) -> dict[str, Any] | None:
        """How many of the recorded days, verdicts or numbers are those of the law."""
        tables, kind = self.totals.against, self.against
        if not tables or not kind:
            return None
        from foirules.audit.judging.recorded_compared import counted

        return counted(tables, self.regime, kind)

    def _proposed(self, now: Figures) -> dict[str, Any] | None:
        """What a proposed policy would change, and the rates beside those of now."""
        policy = self.proposal
        if policy is None or self.totals.proposed is None:
            return None
        by_it = self._by(self.totals.proposed.counts, []).get((), Figures())
        before, after = (self._rates(of, self.as_of) for of in (now, by_it))
        shown = ("of", "among", "percentage", "least", "most", "band")
        return {
            "policy": {"id": policy.id, "version": policy.version, "title": policy.title},
            "made_by": Basis(policy).digests.policy,
            "judged": self.totals.proposed.assessed,
            **policies_counted(self.totals.changed),
            "rates": [
                {
                    **{name: old[name] for name in ("rate", "title")},
                    "before": {name: old[name] for name in shown},
                    "after": {name: new[name] for name in shown},
                }
                for old, new in zip(before, after, strict=True)
            ],
        }

    def _narrowed_by(self, rate: str) -> dict[str, list[str]]:
        """What the log does not record and would settle cases that are open in a rate."""
        cases = self.totals.settling.get(rate, {})
        return names_of(cases.values(), self.regime.vocabulary)

    def _rates(self, of: Figures, on: date) -> list[dict[str, Any]]:
        """The shares of those counted; of what the log shows nothing of, none."""
        shown = self._shown()
        counts = {name: n for name, n in of.counts.items() if name in shown}
        return rates(self.statistics, evolve(of, counts=counts), on)

    def _shown(self) -> set[str]:
        """The measures of which the log can show something."""
        sets = (each for each in self.statistics.sets if self.record.knows(each.needs))
        return {name for each in sets for name in each.titles}

    def _end(self, quarter: str) -> date:
        """The last month of a quarter, as far as it has come."""
        year, _, number = quarter.partition("-Q")
        return min(date(int(year), 3 * int(number), 28), self.as_of)

    def _authorities(self) -> list[dict[str, Any]]:
        by_authority = self._by(self.totals.counts, ["authority"])
        order = sorted(
            by_authority.items(), key=lambda e: (-e[1].counts.get(EVERY, 0), e[0][0] or "")
        )
        return [
            {"authority": name, **self._figures(of, self.as_of)} for (name,), of in order[:MOST]
        ]

    def _by(self, counts: pl.DataFrame, keys: list[str]) -> dict[tuple[Any, ...], Figures]:
        """The figures of the cases of each combination of keys."""
        return figures_by(counts, keys, self.of_no_law, self.of_no_case)

    def _figures(self, of: Figures, on: date) -> dict[str, Any]:
        """The figures of some cases."""
        counts = of.counts
        return {
            self.regime.schema.root.collection: counts.get(EVERY, 0),
            **{name: counts[name] for name in self.statistics.names if name in counts},
            "rates": {
                rate["rate"]: {each: rate[each] for each in OF_GROUPS}
                for rate in self._rates(of, on)
                if rate["percentage"] is not None
            },
        }

    def _late(self) -> list[dict[str, Any]]:
        """How late, in working days: the middle, and how many in each band."""
        late = []
        for name in self.statistics.names:
            days = Counter({late: n for (m, late), n in self.totals.late.items() if m == name})
            if days:
                late.append({"measure": name, **spread(days, self.statistics.late_by)})
        return late

    def table(self) -> pl.DataFrame:
        """The statistics of each authority and month: measures as columns, and the rates."""
        every = self.regime.schema.root.collection
        measures = {every: EVERY, **{name: name for name in self.statistics.names}}
        groups, shown = Groups.of(self.totals.counts), self._shown()
        shares = {
            rate.name: groups.shares(rate, shown, self.of_no_law, self.of_no_case)
            for rate in self.statistics.rates
        }
        regime = pl.Series([self.regime.id]).new_from_index(0, groups.keys.height)
        counted = totals(groups.certain, *({measure: 1} for measure in measures.values()))
        of_groups = dict(zip(measures, counted, strict=True))
        of_rates = {
            f"{column}-{name}": pl.Series([getattr(each, figure) for each in of], dtype=kind)
            for column, (figure, kind) in RATE_COLUMNS.items()
            for name, of in shares.items()
        }
        table = groups.keys.with_columns(regime=regime, **of_groups, **of_rates)
        return table.select("regime", *KEYS, pl.col(list(of_groups)).cast(pl.UInt32), *of_rates)


def _listed(counts: Counter[str], first: pl.DataFrame) -> dict[str, Any]:
    cases = [{**row, "due": row["due"].isoformat()} for row in first.to_dicts()]
    return {"clocks": dict(most_frequent(counts)), "cases": cases}
