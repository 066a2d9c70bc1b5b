"""A machine on which durable-rules is not installed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

from foirules.engine.durable import matcher as durable


@contextmanager
def without_durable_rules() -> Iterator[None]:
    """As long as it lasts, durable-rules cannot be imported."""
    _forget()
    try:
        with patch.dict(sys.modules, {"durable_rules_engine": None}):
            yield
    finally:
        _forget()


def _forget() -> None:
    durable._load.cache_clear()
    durable._matcher.cache_clear()
