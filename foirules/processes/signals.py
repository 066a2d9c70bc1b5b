"""Signals: handled for a while, or made to wait."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

# Windows has no such mask, and ends processes otherwise.
MASKED = hasattr(signal, "pthread_sigmask")


@contextmanager
def handling(
    handler: Callable[[int, FrameType | None], object], *signals: signal.Signals
) -> Iterator[None]:
    """The signals go to a handler; in the main thread, for only that one may be asked."""
    ours = threading.current_thread() is threading.main_thread()
    before = {each: signal.signal(each, handler) for each in signals if ours}
    try:
        yield
    finally:
        for each, old in before.items():
            signal.signal(each, signal.SIG_DFL if old is None else old)


@contextmanager
def postponed(*signals: signal.Signals) -> Iterator[None]:
    """The signals wait until the end of this; processes that are begun in it get none of them."""
    waiting: list[int] = []
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, signals) if MASKED else None
    try:
        # A mask is of one thread, whose processes take it over; another may get the signal.
        with handling(lambda number, _: waiting.append(number), *signals):
            yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number in waiting[:1]:
            signal.raise_signal(number)


def default_handling(*signals: signal.Signals) -> None:
    """The signals end a process that was begun while they had to wait, as is usual."""
    for each in signals:
        signal.signal(each, signal.SIG_DFL)
    if MASKED:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, signals)
