"""What the extras that commands need are called, where they are not installed."""

from __future__ import annotations

from typing import Final

HOW_TO_GET_AUDIT: Final = "polars is not installed: pip install 'foirules[audit]'"
HOW_TO_GET_SPARK: Final = (
    "pyspark is not installed: pip install 'foirules[spark]' (it needs Java 17 or later)"
)
