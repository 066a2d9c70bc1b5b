"""The totals of a log -> its summary: plain data, ready for JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import polars as pl
from attrs import Factory, asdict, define, evolve

from foirules.audit.counting.rates import Counts, Figures, figures_by, rates
from foirules.audit.counting.totals import Totals
from foirules.audit.judging.days_compared import days_explained
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.statistics import EVERY, MeasureSet, Statistics
from foirules.audit.reading.case_ids import CaseIds
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.language.regime import Regime
from foirules.policy.policy import Policy

SCHEMA: Final = "foirules/audit"
VERSION: Final = 1
MOST: Final = 1_000  # authorities, those with most requests; all are in the table of statistics
OWN: Final = ("title", "policy", "cases")  # what a regime says that the whole says of itself
OF_GROUPS: Final = ("percentage", "least", "most", "band")  # the figures of a rate of some cases
RATE_COLUMNS: Final = {"rate": "percentage", "least": "least", "most": "most", "band": "band"}


@define
class Audit:
    """What has become of a log: rows read are used, left out or rejected, and cases assessed or
    rejected.

    :param law: what it was judged by; the regime that it means is that of cases that name none.
    :param map: the name of the map; empty where there is none.
    :param complete: False where it was interrupted.
    :param chunks: the names of those done.
    :param read, used, left_out: rows; those that are neither used nor left out are rejected.
    :param cases: those that are neither assessed nor not yet received are rejected.
    :param under_several: how many of those assessed have parts under several laws.
    :param not_received: how many cases were received after ``as_of`` only: they are in no figure.
    :param of_no_law: how many of those rejected may be under any law.
    :param totals: by regime, of the cases of which it is known: one under several counts in each.
    :param reasons: how often each reason for rejecting was given, without what differs from row to
        row.
    :param of_no_case: by file, how many rejected rows belong to no case that is known, so that any
        case of the file may lack an event.
    :param left_out_by_event: how many rows the map leaves out.
    :param values_not_read: how often there are which values, by column, that cannot be read.
    :param read_as_empty: how often there are which cells, by column, that say nothing.
    :param columns_not_read: of each file.
    :param file_notes: (file, what is to be known of how it was read).
    :param case_ids: how ids that stand in several files were taken, where there are any.
    :param records: what the log records, by regime.
    """

    as_of: date
    law: LawFiles
    map: str = ""
    complete: bool = True
    files: int = 0
    chunks: list[str] = Factory(list)
    read: int = 0
    used: int = 0
    left_out: int = 0
    cases: int = 0
    assessed: int = 0
    under_several: int = 0
    not_received: int = 0
    of_no_law: int = 0
    totals: dict[str, Totals] = Factory(dict)
    reasons: Counter[str] = Factory(Counter)
    of_no_case: Counter[str] = Factory(Counter)
    left_out_by_event: Counter[str] = Factory(Counter)
    values_not_read: Counter[tuple[str, str]] = Factory(Counter)
    read_as_empty: Counter[tuple[str, str]] = Factory(Counter)
    columns_not_read: dict[str, list[str]] = Factory(dict)
    file_notes: list[tuple[str, str]] = Factory(list)
    case_ids: CaseIds | None = None
    records: Mapping[str, Record] = Factory(dict)

    @property
    def rejected_rows(self) -> int:
        """How many rows are neither used nor left out."""
        return self.read - self.used - self.left_out

    @property
    def rejected_cases(self) -> int:
        """How many cases are neither assessed nor not yet received."""
        return self.cases - self.assessed - self.not_received

    @property
    def judged_none(self) -> bool:
        """Whether rows or cases were read and none was judged, and not because none had been
        received."""
        lost = self.rejected_cases or self.rejected_rows or not self.not_received
        return not self.assessed and bool(self.read or self.cases) and bool(lost)

    def of_regimes(self) -> list[OfRegime]:
        """What is counted of each regime that has cases, the usual one first; of that one where
        none has."""
        usual = self.law.regime
        having = sorted(name for name, each in self.totals.items() if each.cases and name != usual)
        if not having or (usual in self.totals and self.totals[usual].cases):
            having.insert(0, usual)
        return [
            OfRegime(
                self.as_of,
                (law := self.law.of(name)).policy(),
                law.statistics(),
                self.totals.get(name, Totals()),
                self.records.get(name, EVERYTHING),
                self.of_no_law,
                sum(self.of_no_case.values()),
            )
            for name in having
        ]

    def to_dict(self) -> dict[str, Any]:
        """The summary, with dates as ISO text.

        What is counted of a regime stands under ``by_regime``, and beside the rest where there is
        one regime only.
        """
        of_regimes = [each.to_dict() for each in self.of_regimes()]
        one = of_regimes[0] if len(of_regimes) == 1 else {}
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "as_of": self.as_of.isoformat(),
            "complete": self.complete,
            "policy": [policy for each in of_regimes for policy in each["policy"]],
            "map": self.map or None,
            "regime": one.get("regime"),
            "files": self.files,
            "rows": {
                "read": self.read,
                "used": self.used,
                "left_out": self.left_out,
                "rejected": self.rejected_rows,
            },
            "cases": {
                "read": self.cases,
                "assessed": self.assessed,
                "rejected": self.rejected_cases,
                "not_received": self.not_received,
            },
            "under_several_laws": self.under_several,
            "rejected": _most(self.reasons, "reason"),
            "of_no_known_case": _most(self.of_no_case, "file"),
            "left_out": _most(self.left_out_by_event, "event"),
            "values_not_read": _values(self.values_not_read),
            "read_as_empty": _values(self.read_as_empty),
            "columns_not_read": self.columns_not_read,
            "case_ids": asdict(self.case_ids) if self.case_ids else None,
            "file_notes": [{"file": file, "note": said} for file, said in self.file_notes],
            **{key: value for key, value in one.items() if key not in OWN},
            "by_regime": of_regimes,
        }

    def statistics_table(self) -> pl.DataFrame:
        """The statistics of each regime, authority and month: what one of the regimes does not
        count is null there."""
        return pl.concat([each.table() for each in self.of_regimes()], how="diagonal")


@define
class OfRegime:
    """What is counted of the cases of one regime.

    :param of_no_law: how many cases that are rejected may be of this regime or of another.
    :param of_no_case: how many rows that are rejected may be of any case.
    """

    as_of: date
    policy: Policy
    statistics: Statistics
    totals: Totals
    record: Record = EVERYTHING
    of_no_law: int = 0
    of_no_case: int = 0

    @property
    def regime(self) -> Regime:
        """The law that they were judged by."""
        return self.policy.regime

    def to_dict(self) -> dict[str, Any]:
        """What is counted, with dates as ISO text."""
        totals, regime = self.totals, self.regime
        counts, root = totals.counts, regime.schema.root
        whole = self._by(counts, []).get((), Figures())
        quarter = pl.format("{}-Q{}", pl.col("month").dt.year(), pl.col("month").dt.quarter())
        by_quarter = self._by(counts.with_columns(quarter.alias("quarter")), ["quarter"])
        return {
            "regime": regime.id,
            "title": regime.title,
            "policy": [{"id": id, "version": version} for id, version in self.policy.lineage()],
            "cases": {
                "read": totals.cases,
                "assessed": totals.assessed,
                "rejected": totals.cases - totals.assessed - totals.not_received,
                "not_received": totals.not_received,
            },
            "findings": [
                {"rule": rule, "kind": kind, "certainty": certainty, "count": count}
                for (rule, kind, certainty), count in _ordered(totals.findings)
            ],
            "stages": dict(_ordered(totals.stages)),
            "recorded": self.record.recorded and list(self.record.recorded),
            "not_recorded": self._not_recorded(),
            "statistics": [
                {**_set(each, whole.counts), "shown": self.record.knows(each.needs)}
                for each in self.statistics.sets
            ],
            "late_by": self._late(),
            "rates": self._rates(whole, self.as_of),
            "counted": {"cases": root.collection, "parts": regime.schema.part.collection},
            "columns": dict(self.statistics.columns),
            "quarters": [
                {"quarter": name, **self._figures(of, self._end(name))}
                for (name,), of in sorted(by_quarter.items())
            ],
            "months": [
                {"month": f"{month:%Y-%m}", **self._figures(of, self.as_of)}
                for (month,), of in sorted(self._by(counts, ["month"]).items())
            ],
            "authorities": self._authorities(),
            "against": days_explained(totals.against, regime) if totals.against else None,
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

    def _rates(self, of: Figures, on: date) -> list[dict[str, Any]]:
        """The shares of those counted; of what the log shows nothing of, none."""
        shown = {
            name
            for each in self.statistics.sets
            if self.record.knows(each.needs)
            for name in each.titles
        }
        counts = {name: n for name, n in of.counts.items() if name in shown}
        return rates(self.statistics, evolve(of, counts=counts), on)

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
                late.append({"measure": name, **_spread(days, self.statistics.late_by)})
        return late

    def table(self) -> pl.DataFrame:
        """The statistics of each authority and month: measures as columns, and the rates."""
        every = self.regime.schema.root.collection
        measures = {every: EVERY, **{name: name for name in self.statistics.names}}
        by_month = self._by(self.totals.counts, ["authority", "month"])
        rows = [
            {
                "regime": self.regime.id,
                "authority": authority,
                "month": month,
                **{name: of.counts.get(measure, 0) for name, measure in measures.items()},
                **{
                    f"{column}-{each['rate']}": each[figure]
                    for each in self._rates(of, month)
                    for column, figure in RATE_COLUMNS.items()
                },
            }
            for (authority, month), of in sorted(
                by_month.items(), key=lambda e: (e[0][0] or "", e[0][1])
            )
        ]
        schema = {
            "regime": pl.String,
            "authority": pl.String,
            "month": pl.Date,
            **dict.fromkeys(measures, pl.UInt32),
            **{
                f"{column}-{rate.name}": pl.String if column == "band" else pl.Float64
                for column in RATE_COLUMNS
                for rate in self.statistics.rates
            },
        }
        return pl.DataFrame(rows, schema=schema)


def _set(each: MeasureSet, of: Counts) -> dict[str, Any]:
    counts = {name: of.get(name, 0) for name in each.titles}
    uncertain = sum(of.get(name, 0) for name in each.among) - sum(counts.values())
    return {
        "set": each.name,
        "title": each.title,
        "cites": each.cites,
        "counts": counts,
        "titles": dict(each.titles),
        "uncertain": max(uncertain, 0) if each.among else None,
    }


def _spread(days: Counter[int], late_by: tuple[int, ...]) -> dict[str, Any]:
    count = sum(days.values())
    bands, least = [], 1
    for most in (*late_by, None):
        held = sum(n for d, n in days.items() if d >= least and (most is None or d <= most))
        bands.append({"from": least, "to": most, "count": held})
        least = (most or 0) + 1
    return {
        "count": count,
        "median": _quantile(days, 0.5),
        "ninth_tenth": _quantile(days, 0.9),
        "most": max(days),
        "bands": bands,
    }


def _quantile(days: Counter[int], share: float) -> int:
    """The least number of days that so large a share does not exceed."""
    held, total = 0, sum(days.values())
    for each in sorted(days):
        held += days[each]
        if held >= share * total:
            return each
    return max(days)


def _listed(counts: Counter[str], first: pl.DataFrame) -> dict[str, Any]:
    cases = [{**row, "due": row["due"].isoformat()} for row in first.to_dicts()]
    return {"clocks": dict(_ordered(counts)), "cases": cases}


def _ordered(counts: Counter[Any]) -> list[tuple[Any, int]]:
    """The most frequent first, those alike in order."""
    return sorted(counts.items(), key=lambda each: (-each[1], each[0]))


def _most(counts: Counter[str], name: str) -> list[dict[str, Any]]:
    return [{name: each, "count": count} for each, count in _ordered(counts)[:MOST]]


def _values(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """The most frequent values, each with its column."""
    return [
        {"column": column, "value": value, "count": count}
        for (column, value), count in _ordered(counts)[:MOST]
    ]


def reasons(rejected: pl.DataFrame) -> Counter[str]:
    """How often each reason was given, its numbers and quoted values left out."""
    given: Iterable[str] = rejected["reason"]
    return Counter(re.sub(r"'[^']*'|\b\d[\d-]*\b", "…", each) for each in given)


def of_no_case(rejected: pl.DataFrame) -> Counter[str]:
    """How many rejected rows of each file name no case."""
    rows = rejected.filter(pl.col("row").is_not_null() & pl.col("case").is_null())
    return Counter(rows["file"])
