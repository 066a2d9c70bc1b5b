"""Tables of ours as Spark knows them."""

from __future__ import annotations

import polars as pl
import polars.selectors as cs
import pyarrow as pa

from foirules.audit.running.inert_cells import inert
from foirules.audit.running.write import flat


def spark_table(table: pl.DataFrame, format: str, raw_cells: bool = False) -> pa.Table:
    """A table in the types that Spark knows; flat, for a format that has no objects.

    :param raw_cells: text of CSV stays as it is, also where a spreadsheet takes it for a formula.
    """
    names = cs.categorical() | cs.enum()
    table = table.with_columns(names.cast(pl.String)) if table.width else table
    if format == "csv":
        table = flat(table) if raw_cells else inert(flat(table))
    arrow = table.to_arrow()
    return arrow.cast(pa.schema([(each.name, type_of(each.type)) for each in arrow.schema]))


def type_of(kind: pa.DataType) -> pa.DataType:
    """A type as Spark knows it."""
    if pa.types.is_struct(kind):
        return pa.struct([(each.name, type_of(each.type)) for each in kind.fields])
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(type_of(kind.value_type))
    if pa.types.is_dictionary(kind) or kind in (pa.large_string(), pa.string_view()):
        return pa.string()
    return kind
