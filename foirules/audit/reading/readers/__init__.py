"""Logs that are no Parquet -> Parquet in the log's own columns, part by part, in bounded memory."""

from __future__ import annotations

from foirules.audit.reading.readers.parts import BATCH, LogError, Parts

__all__ = ["BATCH", "LogError", "Parts"]
