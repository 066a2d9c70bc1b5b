"""Logs that are no Parquet -> Parquet in the log's own columns, part by part, in bounded memory.

OCEL and workbooks are held whole, within limits of their own.
"""
