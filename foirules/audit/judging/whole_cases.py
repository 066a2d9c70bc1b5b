"""TypedRows rows of a log -> the rows of cases that can be judged, in order, and those that cannot.

A case is whole in its events or is not judged: what a row that cannot be read would have said could
be the very answer that is missing. A row that says the same as one before it says nothing, and is
rejected alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final, Protocol

import numpy as np
import polars as pl
from attrs import frozen

from foirules.audit.judging.rows_to_frame import day_in_order
from foirules.audit.reading.log_columns import MOST_ROWS
from foirules.audit.reading.readers.row_writer import REJECTED
from foirules.audit.reading.typed_columns import escaped
from foirules.audit.reading.typed_rows import BY, ORIGIN, WHEN, TypedRows
from foirules.engine.columns.arrays import Array, Places
from foirules.language.types import Enumeration

MESSAGES: Final = {
    "lost": "{count} of its {rows} rows cannot be read: what they say is not known",
    "many": "{rows} rows; a case has {most} at most",
    "first": "the first event is {event}; expected {begins}",
    "second-receipt": "a second {begins}",
    "repeated": "the same as {where}",
}
UNJUDGED: Final = {"case": pl.String, "authority": pl.String, "month": pl.Date}


@frozen(eq=False, repr=False)
class WholeCases:
    """Cases that can be judged, and what was rejected.

    :param rows: of those cases, together and in order of day.
    :param rejected: rows and cases, each with the reason.
    :param unjudged: of each case rejected what its rows say of the case: its ``authority`` and the
        ``month`` of its receipt, null where they do not.
    :param cases_read: how many cases there were.
    """

    rows: pl.DataFrame
    rejected: pl.DataFrame
    unjudged: pl.DataFrame
    cases_read: int


class EventNames(Protocol):
    """The names of events, and which of them a case begins with: a vocabulary has them."""

    @property
    def event(self) -> Enumeration: ...

    @property
    def begins(self) -> str: ...


def whole_cases(typed: TypedRows, together: bool, words: EventNames) -> WholeCases:
    """The cases of some rows.

    :param together: the rows of each case stand together already.
    """
    rows, wrong = typed.rows, typed.wrong
    rejected = []
    if wrong.null_count() < len(wrong):
        lost = wrong.is_not_null()
        rejected.append(_rejected(rows.filter(lost), wrong.filter(lost)))
    nameless = rows["case"].is_null()
    if nameless.any():
        rows, wrong = rows.filter(~nameless), wrong.filter(~nameless)
    rows, case = _in_order(rows.with_columns(_lost=wrong.is_not_null()), together, words)
    again = _repeats(rows, case, words.event)
    if again is not None:
        rejected.append(again)
        gone = np.zeros(rows.height, bool)
        gone[again["place"].to_numpy()] = True
        rows, case = rows.filter(pl.Series(~gone)), case[~gone]
        rejected[-1] = again.drop("place")
    starts = np.flatnonzero(np.diff(case, prepend=-1))
    problems = _problems(rows, case, starts, words)
    kept, unjudged = rows, unjudged_cases(rows.clear(), words.begins)
    if problems:
        good = np.ones(len(starts), bool)
        good[list(problems)] = False
        names = rows["case"].gather(starts[list(problems)]).to_list()
        reasons = dict(zip(names, problems.values(), strict=True))
        rejected.append(rejected_cases(rows, reasons))
        judged = pl.Series(good[case])
        kept, unjudged = rows.filter(judged), unjudged_cases(rows.filter(~judged), words.begins)
    return WholeCases(
        kept.drop("_lost"),
        pl.concat([pl.DataFrame(schema=REJECTED), *rejected]),
        unjudged,
        len(starts),
    )


def lost_cases(typed: TypedRows) -> WholeCases:
    """Cases of whose rows each is wrong."""
    rows = typed.rows
    counts = dict(rows["case"].value_counts().rows())
    reasons = {
        case: MESSAGES["lost"].format(count=count, rows=count) for case, count in counts.items()
    }
    rejected = [_rejected(rows, typed.wrong), rejected_cases(rows, reasons)]
    none = pl.DataFrame(schema=UNJUDGED)
    return WholeCases(rows.clear(), pl.concat(rejected), none, len(counts))


def unjudged_cases(rows: pl.DataFrame, begins: str) -> pl.DataFrame:
    """Of each case what its rows say of its authority and of the month of its receipt.

    :param begins: the event that a case begins with.
    """
    authority = pl.col("authority") if "authority" in rows.columns else pl.lit(None, pl.String)
    received = pl.when(pl.col("event").cast(pl.String) == begins).then("on")
    own = rows.select("case", authority.alias("authority"), received.alias("month"))
    of_case = own.group_by("case").agg(pl.col("authority", "month").drop_nulls().first())
    return of_case.select(*UNJUDGED).with_columns(pl.col("month").dt.month_start())


def received_by(rows: pl.DataFrame, as_of: date) -> tuple[pl.DataFrame, int]:
    """The rows of the cases that may have been received by a day, and how many were not.

    :param rows: of whole cases, together and in order of day: each begins with its receipt.
    """
    if not rows.height or not (rows["on"] > as_of).any():
        return rows, 0
    case = _numbered(rows)
    starts = np.flatnonzero(np.diff(case, prepend=-1))
    begun = (rows["on"].gather(starts) <= as_of).to_numpy()
    return rows.filter(pl.Series(begun[case])), int((~begun).sum())


def rejected_cases(rows: pl.DataFrame, reasons: Mapping[str, str]) -> pl.DataFrame:
    """Cases as ``rejected`` lists them: by the first of their rows, each with the reason."""
    if not reasons:
        return pl.DataFrame(schema=REJECTED)
    names = pl.DataFrame({"case": list(reasons), "reason": list(reasons.values())})
    own = rows.select("_file", "_row", "case").join(names, on="case", maintain_order="left")
    heads = own.sort("_file", "_row").unique("case", keep="first", maintain_order=True)
    return _rejected(heads, heads["reason"])


def _rejected(rows: pl.DataFrame, reasons: pl.Series) -> pl.DataFrame:
    return rows.select(
        pl.col("_file").alias("file"),
        pl.col("_row").cast(pl.Int64).alias("row"),
        escaped(rows["case"]),
        reasons.cast(pl.String).alias("reason"),
        pl.lit(None, pl.String).alias("regime"),
    )


def _in_order(rows: pl.DataFrame, together: bool, words: EventNames) -> tuple[pl.DataFrame, Places]:
    """The rows of each case together and in order of day, and a number for the case of each.

    A receipt comes before what else is of its day; the rest in order of their moments where rows
    say one, else as they stand.
    """
    case = _numbered(rows)
    if not together or not _stand_in_order(rows, case, words):
        first = pl.Series(case) if together else rows["case"]
        other = (rows["event"] != words.begins).fill_null(True)
        moment = [WHEN] if WHEN in rows.columns else []
        rows = rows.with_columns(_first=first, _other=other, _day=day_in_order(rows))
        rows = rows.sort("_first", "_day", "_other", *moment, maintain_order=True)
        rows = rows.drop("_first", "_other", "_day")
        case = _numbered(rows)
    return rows, case


def _numbered(rows: pl.DataFrame) -> Places:
    """The run of rows of one case that each is of."""
    return rows["case"].rle_id().to_numpy().astype(np.int64)


def _stand_in_order(rows: pl.DataFrame, case: Places, words: EventNames) -> bool:
    if rows["on"].null_count() or WHEN in rows.columns:
        return False
    on = rows["on"].to_physical().to_numpy()
    received = _codes(rows, words.event) == words.event.codes[words.begins]
    same = case[1:] == case[:-1]
    wrong = (on[1:] < on[:-1]) | ((on[1:] == on[:-1]) & received[1:] & ~received[:-1])
    return not bool((same & wrong).any())


def _codes(rows: pl.DataFrame, events: Enumeration) -> Array:
    """The events by their places in the vocabulary; one place after the last for none."""
    return rows["event"].to_physical().fill_null(len(events.members)).to_numpy()


def _repeats(rows: pl.DataFrame, case: Places, events: Enumeration) -> pl.DataFrame | None:
    """The rows that say just what an earlier one of their case says, as rejected, by place."""
    if not rows.height:
        return None
    on = rows["on"].to_physical().fill_null(0).to_numpy()
    same = (case[1:] == case[:-1]) & (on[1:] == on[:-1])
    beside = np.append(same, False) | np.append(False, same)
    beside &= ~rows["_lost"].to_numpy()
    place = np.flatnonzero(beside)
    of_day = np.cumsum(np.append(True, ~same))[place] * (len(events.members) + 1)
    of_day += _codes(rows, events)[place]
    _, which, count = np.unique(of_day, return_inverse=True, return_counts=True)
    place = place[count[which] > 1]  # of one event and one day in a case
    if not len(place):
        return None
    used = [name for name in rows.columns if rows[name].null_count() < rows.height]
    if "parts" in used:  # most are letters that say something else of each part
        parts = rows["parts"].gather(place).list.join(";")
        same = pl.DataFrame({"of": of_day[count[which] > 1], "parts": parts}).is_duplicated()
        place = place[same.to_numpy()]
        if not len(place):
            return None
    few = rows.select(used)[place]
    said = [
        pl.col(name).list.join(";") if kind == pl.List(pl.String) else pl.col(name)
        for name, kind in few.schema.items()
        if name not in (*ORIGIN, BY, "_lost")
    ]
    key = few.select(pl.struct(said).alias("key"))["key"]
    first = key.is_first_distinct()
    if first.all():
        return None
    where = pl.format("row {} of {}", "_row", "_file").first().over("_key")
    again = few.with_columns(_key=key.hash(), place=pl.Series(place)).with_columns(_of=where)
    again = again.filter(~first)
    reasons = [MESSAGES["repeated"].format(where=where) for where in again["_of"]]
    return _rejected(again, pl.Series(reasons)).with_columns(again["place"])


def _problems(
    rows: pl.DataFrame, case: Places, starts: Places, words: EventNames
) -> dict[int, str]:
    """For each case that cannot be judged, by its place, why."""
    if not len(starts):
        return {}
    sizes = np.diff(starts, append=len(case))
    problems: dict[int, str] = {}
    code, begins = _codes(rows, words.event), words.event.codes[words.begins]
    for place in np.flatnonzero(code[starts] != begins).tolist():
        event = rows["event"][int(starts[place])]
        problems[place] = MESSAGES["first"].format(event=event, begins=words.begins)
    if rows["_lost"].any():
        lost = np.bincount(case[rows["_lost"].to_numpy()], minlength=len(starts))
        for place in np.flatnonzero(lost).tolist():
            problems[place] = MESSAGES["lost"].format(count=lost[place], rows=sizes[place])
    for place in np.flatnonzero(sizes > MOST_ROWS).tolist():
        problems[place] = MESSAGES["many"].format(rows=sizes[place], most=MOST_ROWS)
    receipts = np.bincount(case[code == begins], minlength=len(starts))
    for place in np.flatnonzero(receipts > 1).tolist():
        own = rows[int(starts[place]) : int(starts[place]) + int(sizes[place])]
        if place not in problems and _receipts(own, words.begins) > 1:
            problems[place] = MESSAGES["second-receipt"].format(begins=words.begins)
    return problems


def _receipts(rows: pl.DataFrame, begins: str) -> int:
    """How many receipts the rows of a case tell of: rows that name parts may be of one."""
    own = rows.filter(rows["event"] == begins)
    if "parts" not in own.columns or own["parts"].null_count():
        return own.height
    return own.select(name for name in ("on", "event-id") if name in own.columns).n_unique()
