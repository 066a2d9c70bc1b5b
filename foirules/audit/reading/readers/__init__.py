"""Logs that are no Parquet -> Parquet in the log's own columns, part by part, in bounded memory.

OCEL and workbooks are held whole, within limits of their own.
"""

from __future__ import annotations

from foirules.audit.reading.readers.row_writer import BATCH, LogError, NoLog, RowWriter

__all__ = ["BATCH", "LogError", "NoLog", "RowWriter"]
