"""Signals that have to wait."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

# Windows has no such mask, and ends processes otherwise.
_MASKED = hasattr(signal, "pthread_sigmask")


@contextmanager
def unheard(*signals: signal.Signals) -> Iterator[None]:
    """The signals wait until the end of this, and processes begun in it hear none of them."""
    if not _MASKED:
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def hear(*signals: signal.Signals) -> None:
    """Of a process that was begun while they had to wait: the signals end it, as is usual."""
    for each in signals:
        signal.signal(each, signal.SIG_DFL)
    if _MASKED:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
