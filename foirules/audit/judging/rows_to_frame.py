"""A log as a table of rows -> a log as the columns back end takes it.

A row is an event; one with a different outcome for each part is a row a part, held together by
``event-id``, or else by case, day and event. Rows of a case stand together. What a row leaves null
is not recorded.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
import polars as pl
from attrs import frozen

from foirules.audit.judging.frames import Frame, null_texts
from foirules.audit.reading.log_columns import RECORDED
from foirules.audit.reading.readers.row_writer import IN_ORDER
from foirules.audit.reading.record import EVERYTHING, Record
from foirules.engine.columns.arrays import (
    EPOCH,
    SET,
    SMALL,
    Array,
    Days,
    Mask,
    Places,
    encode,
    ranges,
    take,
)
from foirules.engine.columns.log import Log, column_name, mentioned, mentions
from foirules.engine.encoding import default
from foirules.language.recorded_sets import not_recorded
from foirules.language.regime import Regime
from foirules.language.schema import Schema
from foirules.language.types import BOOL, DATE, INT, Enumeration, Field, SetType
from foirules.language.vocabulary import Vocabulary

EVENT: Final = "_event"  # where rows have it, the number of the event that each is of
_UNDATED: Final = -(2**31)


def frame_of_rows(rows: pl.DataFrame, regime: Regime, record: Record = EVERYTHING) -> Frame:
    """The cases of some rows, those of each case standing together.

    :param record: what the log records of the cases that do not say it themselves.
    """
    schema, words = regime.schema, regime.vocabulary
    rows = _in_order(_with_names(rows, regime))
    case_of_row = rows["case"].rle_id().to_numpy()
    starts = _starts(case_of_row)
    event_starts = np.nonzero(begins_event(rows, case_of_row))[0]
    event_of_row = np.zeros(rows.height, int)
    event_of_row[event_starts] = 1
    event_of_row = np.cumsum(event_of_row) - 1
    case = case_of_row[event_starts].astype(int)
    first_event = _starts(case)
    further = _further_rows(event_starts, rows.height)

    on = _days(rows["on"])
    fields = {column_name(name): _column(rows, f) for name, f in words.fields.items()}
    event = rows["event"].cast(pl.Enum(words.event.members)).to_physical().to_numpy().astype(SMALL)
    letters = _letters(rows, event, schema)
    parts = _parts_of_cases(rows, case_of_row, len(starts))
    letter_row, part = parts.mentioned(letters, case_of_row)
    until = _days(rows["until"]) if "until" in rows.columns else np.full(rows.height, _UNDATED)
    log = Log(
        _authority_types(rows, starts, words.authority_type),
        parts.case,
        parts.first,
        case,
        first_event,
        event[event_starts],
        on[event_starts],
        {
            column_name(name): _of_events(
                fields[column_name(name)],
                event_starts,
                further,
                None if name in words.outcome_fields else f,
            )
            for name, f in words.fields.items()
        },
        event_of_row[letter_row],
        part,
        {name: take(fields[name], letter_row) for name in map(column_name, words.outcome_fields)},
        _not_recorded(rows, starts, record, words),
    )
    policies = rows["policy"] if "policy" in rows.columns else null_texts(rows.height)
    return Frame(
        regime,
        log,
        rows,
        rows["case"].gather(starts),
        policies.gather(starts),
        parts.names,
        event_starts,
        until[event_starts],
        _order_is_evidence(rows, starts),
        record,
    )


def _not_recorded(
    rows: pl.DataFrame, starts: Places, record: Record, words: Vocabulary
) -> Mapping[str, Array]:
    """What is not recorded of each case, set by set: as its first row says, or else the log."""
    of_log = not_recorded(words, record.recorded, record.without_fields)
    if RECORDED not in rows.columns or rows[RECORDED].null_count() == rows.height:
        return {k: np.asarray(v, SET) for k, v in of_log.items()} if any(of_log.values()) else {}
    said = rows[RECORDED].gather(starts).list.join(";")
    sets = {
        each: not_recorded(words, tuple(each.split(";")), record.without_fields)
        for each in said.unique().drop_nulls()
    }
    return {
        name: said.replace_strict(
            {each: found[name] for each, found in sets.items()},
            default=of_log[name],
            return_dtype=pl.Int64,
        ).to_numpy()
        for name in of_log
    }


def _with_names(rows: pl.DataFrame, regime: Regime) -> pl.DataFrame:
    """Rows with what the name of an authority says of its cases, where they do not say it."""
    words = regime.vocabulary
    for field in words.events[words.begins].fields:
        if not field.authority_names or "authority" not in rows.columns:
            continue
        known = rows["authority"].unique().drop_nulls()
        names = [each for each in known if regime.names_authority(field.authority_names, each)]
        if not names:
            continue
        holds = pl.col("authority").is_in(names) & (pl.col("event") == words.begins)
        said = pl.col(field.name) if field.name in rows.columns else pl.lit(None, pl.Boolean)
        of_name = pl.when(holds).then(pl.lit(True))
        rows = rows.with_columns(pl.coalesce(said, of_name).alias(field.name))
    return rows


def _order_is_evidence(rows: pl.DataFrame, starts: Places) -> Mask:
    if IN_ORDER not in rows.columns:
        return np.zeros(len(starts), bool)
    return rows[IN_ORDER].gather(starts).fill_null(False).to_numpy()


def _of_events(column: Array, starts: Places, further: _Further, field: Field | None) -> Array:
    """A field of every event: what the first of its rows that says something says.

    :param further: for each further row that events may have, the events with one, and these rows.
    :param field: None for a field of parts, which each row says for its own part.
    """
    values = take(column, starts)
    if np.ndim(column) == 0 or field is None or not further:
        return values
    missing = encode(field.type, default(field))
    for events, rows in further:
        open = values[events] == missing
        values[events[open]] = column[rows[open]]
    return values


_Further = Sequence[tuple[Places, Places]]


def _further_rows(starts: Places, size: int) -> _Further:
    """The events of so many rows that have a second row, a third and so on, with these rows."""
    more = np.diff(starts, append=size) - 1
    most = int(more.max(initial=0))
    events = (np.flatnonzero(more >= number) for number in range(1, most + 1))
    return [(each, starts[each] + number) for number, each in enumerate(events, 1)]


def _in_order(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows of each case in order of day; those of one event together."""
    case, on = rows["case"].rle_id().to_numpy(), _days(day_in_order(rows))
    if bool(((case[1:] > case[:-1]) | (on[1:] >= on[:-1])).all()):
        return rows
    return (
        rows.with_columns(pl.Series("_case", case), pl.Series("_day", on))
        .sort("_case", "_day", maintain_order=True)
        .drop("_case", "_day")
    )


def day_in_order(rows: pl.DataFrame) -> pl.Series:
    """The day of each row; none before that of an earlier one where a case's rows are in order."""
    if IN_ORDER not in rows.columns:
        return rows["on"]
    stand = pl.col("on").cum_max().over("case", order_by=pl.int_range(pl.len()))
    return rows.select(pl.when(pl.col(IN_ORDER)).then(stand).otherwise("on").alias("on"))["on"]


def _starts(ids: Places) -> Places:
    """The first row of each run of equal numbers."""
    return np.concatenate([[0], np.nonzero(ids[1:] != ids[:-1])[0] + 1]) if len(ids) else ids


def begins_event(rows: pl.DataFrame, case: Places) -> Mask:
    """Which rows are not further parts of the event of the row before."""
    begins = np.ones(rows.height, bool)
    if "parts" not in rows.columns or rows["parts"].null_count() == rows.height:
        return begins
    named = rows["parts"].is_not_null().to_numpy()
    same = named[1:] & named[:-1] & (case[1:] == case[:-1])
    later = np.flatnonzero(same) + 1
    for key in ("on", "event", "event-id", EVENT):
        if key in rows.columns:
            column = rows[key]
            later = later[column.gather(later).eq_missing(column.gather(later - 1)).to_numpy()]
    begins[later] = False
    return begins


def _days(column: pl.Series) -> Days:
    """Days as ordinals; the lowest number for null."""
    days = column.to_physical().cast(pl.Int32)
    return (days + EPOCH).fill_null(_UNDATED).to_numpy()


def _column(rows: pl.DataFrame, field: Field) -> Array:
    """A field of every row, as the columns back end has it; one value where none is recorded."""
    missing = encode(field.type, default(field))
    if field.name not in rows.columns or rows[field.name].null_count() == rows.height:
        return missing
    column = rows[field.name]
    if field.type is BOOL:
        numbers = column.cast(pl.Int8)
    elif field.type is INT:
        numbers = column.cast(pl.Int32)
    elif field.type is DATE:
        numbers = column.to_physical().cast(pl.Int32) + EPOCH
    elif isinstance(field.type, Enumeration):
        numbers = column.cast(pl.Enum(field.type.members)).to_physical().cast(pl.Int8)
    else:
        assert isinstance(field.type, SetType)
        return _masks(column, field.type, missing)
    return numbers.fill_null(missing).to_numpy()


def _masks(column: pl.Series, names: SetType, missing: Any) -> Array:
    """Lists of names as bits: each name that occurs is looked up once."""
    row, code, known = _listed(column)
    masks = np.array([names.mask((name,)) for name in known], SET)
    bits = np.where(column.is_null().to_numpy(), missing, SET.type(0))
    np.bitwise_or.at(bits, row, masks[code])
    return bits


def _listed(column: pl.Series) -> tuple[Places, Places, pl.Series]:
    """The row and the code of each name in a column of lists, and the names by their codes."""
    lists = column.drop_nulls().cast(pl.List(pl.String))
    names = lists.explode(empty_as_null=False)
    known = names.unique()
    code = names.cast(pl.Enum(known)).to_physical().to_numpy()
    row = np.flatnonzero(column.is_not_null().to_numpy())
    return np.repeat(row, lists.list.len().to_numpy().astype(int)), code, known


def _letters(rows: pl.DataFrame, event: Array, schema: Schema) -> Places:
    """The rows that speak of parts."""
    codes = schema.vocabulary.event.codes
    speaks = np.zeros(len(codes), bool)
    needs = mentioned(schema)
    speaks[[codes[name] for name in needs]] = True
    made = speaks.take(event)
    for name, needed in needs.items():
        if needed is not None:
            recorded = rows[needed].is_not_null().to_numpy() if needed in rows.columns else False
            made &= (event != codes[name]) | recorded
    return np.nonzero(made)[0]


def _authority_types(rows: pl.DataFrame, starts: Places, kinds: Enumeration) -> Array:
    if "authority-type" not in rows.columns:
        return np.zeros(len(starts), SMALL)
    column = rows["authority-type"].gather(starts).fill_null(kinds.members[0])
    return column.cast(pl.Enum(kinds.members)).to_physical().to_numpy().astype(SMALL)


# --- parts ----------------------------------------------------------------------------------------


@frozen(eq=False, repr=False)
class _PartsOfCases:
    """The parts of every case, in the order in which its rows name them.

    :param first: for each case its first part; ``named`` for each row and part that it names.
    """

    case: Places
    first: Places
    names: pl.Series
    named: tuple[Places, Places]

    def mentioned(self, letters: Places, case_of_row: Places) -> tuple[Places, Places]:
        """(row, part) for each part that each letter speaks of: all, where it names none."""
        rows, parts = self.named
        names_some = np.zeros(len(case_of_row), bool)
        names_some[rows] = True
        is_letter = np.zeros(len(case_of_row), bool)
        is_letter[letters] = True
        whole = letters[~names_some[letters]]
        cases = case_of_row[whole]
        counts = np.diff(self.first, append=len(self.case))[cases]
        named = is_letter[rows]
        row, part, order = mentions(rows[named], parts[named], whole, self.first[cases], counts)
        return row[order], part[order]


def _parts_of_cases(rows: pl.DataFrame, case_of_row: Places, cases: int) -> _PartsOfCases:
    column = rows["parts"] if "parts" in rows.columns else null_texts(rows.height)
    row, code, known = _listed(column)
    of_case = case_of_row[row].astype(int) * len(known) + code
    distinct, first_named, which = np.unique(of_case, return_index=True, return_inverse=True)
    order = np.argsort(first_named)
    counts = np.bincount(case_of_row[row[first_named]], minlength=cases)
    widths = np.maximum(counts, 1)
    first = np.cumsum(widths) - widths
    place = np.empty(len(distinct), int)
    place[order] = ranges(first, counts)
    named = np.full(widths.sum(), len(known))
    named[place] = code[first_named]
    return _PartsOfCases(
        np.repeat(np.arange(cases), widths),
        first,
        pl.concat([known, null_texts(1)]).cast(pl.Categorical).gather(named),
        (row, place[which]),
    )
