"""Event logs of any size: read, judged over columns, and written as tables."""
