"""Signals that stop a program: handled for a while, or made to wait."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

# Windows has no such mask, and ends processes otherwise.
MASKED = hasattr(signal, "pthread_sigmask")
HANG_UP: Final = getattr(signal, "SIGHUP", None)
"""What a terminal that is closed sends; Windows knows none."""
STOPS: Final = tuple(filter(None, (signal.SIGINT, signal.SIGTERM, HANG_UP)))


@contextmanager
def handling(
    handler: Callable[[int, FrameType | None], object], *signals: signal.Signals
) -> Iterator[None]:
    """The signals go to a handler; in the main thread, for only that one may be asked. One that is
    ignored, as ``nohup`` has it, still is."""
    ours = threading.current_thread() is threading.main_thread()
    heard = (each for each in signals if ours and signal.getsignal(each) is not signal.SIG_IGN)
    before = {each: signal.signal(each, handler) for each in heard}
    try:
        yield
    finally:
        for each, old in before.items():
            signal.signal(each, signal.SIG_DFL if old is None else old)


@contextmanager
def postponed() -> Iterator[None]:
    """What stops a program waits until the end of this; processes that are begun in it get none."""
    waiting: list[int] = []
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS) if MASKED else None
    try:
        # A mask is of one thread, whose processes take it over; another may get the signal.
        with handling(lambda number, _: waiting.append(number), *STOPS):
            yield
    finally:
        if mask is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        for number in waiting[:1]:
            signal.raise_signal(number)


def end_by_parent_alone() -> None:
    """This process, begun while what stops a program had to wait, is ended by the one that began
    it: Ctrl-C, and the end of a terminal, reach both."""
    for each in STOPS:
        signal.signal(each, signal.SIG_DFL if each is signal.SIGTERM else signal.SIG_IGN)
    if MASKED:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
