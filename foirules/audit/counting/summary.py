"""The totals of a log -> its summary: plain data, ready for JSON."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

import polars as pl
from attrs import Factory, asdict, define, field

from foirules.audit.counting.due_totals import DueTotals
from foirules.audit.counting.figures import most_frequent
from foirules.audit.counting.of_regime import MOST, OfRegime
from foirules.audit.counting.totals import Totals
from foirules.audit.judging.law_files import LawFiles
from foirules.audit.judging.listed_cases import LISTED
from foirules.audit.judging.return_rows import SCHEMA as RETURN_ROWS
from foirules.audit.reading.case_ids import CaseIds
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.cases.basis import made_by_all
from foirules.policy.policy import Policy

if TYPE_CHECKING:
    from foirules.audit.reading.recorded_column import RecordedColumn

SCHEMA: Final = "foirules/audit"
VERSION: Final = 1
OWN: Final = ("title", "policy", "cases")  # what a regime says that the whole says of itself


@define(eq=False, repr=False)
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
    :param by: the column that what is due is grouped by.
    :param listed: the cases of the figure that is asked for; ``listed_as`` what it is called, by
        regime.
    :param returned: what the cells of the returns that are wanted count; ``returns`` what is to be
        said of each.
    :param records: what the log records, by regime.
    :param against: the column with what the log's system recorded, if it is set beside what the law
        says; ``of_against`` how many of its cells are read, and how many are not.
    :param digest: the hash of its files; None where they are not known, as those of a database.
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
    by: str | None = None
    listed: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=LISTED))
    listed_as: Mapping[str, str] = Factory(dict)
    returned: pl.DataFrame = Factory(lambda: pl.DataFrame(schema=RETURN_ROWS))
    returns: list[dict[str, Any]] = Factory(list)
    against: RecordedColumn | None = None
    of_against: Counter[str] = Factory(Counter)
    digest: str | None = None
    _summary: dict[str, Any] | None = field(init=False, default=None)

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
                (law := self.law.of(name)).load_regime(),
                law.policy(),
                law.statistics(),
                self.totals.get(name, Totals()),
                self.records.get(name, EVERYTHING),
                self.against.kind if self.against else None,
                self._proposal_for(name),
                self.of_no_law,
                sum(self.of_no_case.values()),
            )
            for name in having
        ]

    def _proposal_for(self, regime: str) -> Policy | None:
        """The proposed policy, if it is one of this regime."""
        proposal = self.law.proposal()
        return proposal if proposal is not None and proposal.regime.id == regime else None

    def to_dict(self) -> dict[str, Any]:
        """The summary, with dates as ISO text; made once, when all is counted.

        What is counted of a regime stands under ``by_regime``, and beside the rest where there is
        one regime only.
        """
        if self._summary is None:
            self._summary = self._made_summary()
        return self._summary

    def _made_summary(self) -> dict[str, Any]:
        of_regimes = [each.to_dict() for each in self.of_regimes()]
        one = of_regimes[0] if len(of_regimes) == 1 else {}
        return {
            "schema": SCHEMA,
            "version": VERSION,
            "made_by": self._made_by(),
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
            "against_column": self._against_column(),
            **{key: value for key, value in one.items() if key not in OWN},
            "what_is_due": self._what_is_due(),
            "returns": self.returns,
            "by_regime": of_regimes,
        }

    def _made_by(self) -> dict[str, str | None]:
        """What made it: the law and the policy of each regime that has cases."""
        bases = (self.law.of(each.regime.id).basis() for each in self.of_regimes())
        return made_by_all(filter(None, bases), self.digest)

    def _against_column(self) -> dict[str, Any] | None:
        """How the column with what the log's system recorded was read."""
        if self.against is None:
            return None
        from foirules.audit.reading.recorded_column import NOT_READ, READ

        cells = {name: self.of_against[name] for name in (READ, NOT_READ)}
        return {"column": self.against.name, "kind": self.against.kind, **cells}

    def _what_is_due(self) -> dict[str, Any]:
        """What is due of whom by when, under all laws."""
        whole = DueTotals()
        for each in self.totals.values():
            whole.add(each.to_do)
        return {"column": self.by, **whole.to_dict(grouped=self.by is not None)}

    def listed_to_dict(self, figure: str) -> dict[str, Any]:
        """The cases of the figure that was asked for, with dates as ISO text."""
        rows = self.listed.sort("certainty", "received", "case", nulls_last=True)
        return {
            "schema": f"{SCHEMA}/cases",
            "version": VERSION,
            "made_by": self._made_by(),
            "as_of": self.as_of.isoformat(),
            "figure": figure,
            "titles": dict(self.listed_as),
            "column": self.by,
            "cases": [_in_plain_values(row) for row in rows.iter_rows(named=True)],
        }

    def statistics_table(self) -> pl.DataFrame:
        """The statistics of each regime, authority and month: what one of the regimes does not
        count is null there."""
        return pl.concat([each.table() for each in self.of_regimes()], how="diagonal")


def _in_plain_values(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def _most(counts: Counter[str], name: str) -> list[dict[str, Any]]:
    return [{name: each, "count": count} for each, count in most_frequent(counts)[:MOST]]


def _values(counts: Counter[tuple[str, str]]) -> list[dict[str, Any]]:
    """The most frequent values, each with its column."""
    return [
        {"column": column, "value": value, "count": count}
        for (column, value), count in most_frequent(counts)[:MOST]
    ]


def reasons(rejected: pl.DataFrame) -> Counter[str]:
    """How often each reason was given, its numbers and quoted values left out."""
    given: Iterable[str] = rejected["reason"]
    return Counter(re.sub(r"'[^']*'|\b\d[\d-]*\b", "…", each) for each in given)


def of_no_case(rejected: pl.DataFrame) -> Counter[str]:
    """How many rejected rows of each file name no case."""
    rows = rejected.filter(pl.col("row").is_not_null() & pl.col("case").is_null())
    return Counter(rows["file"])
