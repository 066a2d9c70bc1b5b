"""Calls that may wait for long on a database, and that an interruption ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from attrs import define, field

P = ParamSpec("P")
T = TypeVar("T")


@define
class Waiting:
    """Makes calls in one thread of their own, so that Ctrl-C reaches the one that waits for it.

    :param cancel: what ends a call from outside, once there is something to end.
    """

    _thread: ThreadPoolExecutor
    cancel: Callable[[], object] = field(default=lambda: None)

    def __call__(self, call: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """What a call gives."""
        made = self._thread.submit(call, *given, **named)
        try:
            return made.result()
        except KeyboardInterrupt:
            self.cancel()
            wait([made])  # what it works with is closed next
            raise


@contextmanager
def waiting() -> Iterator[Waiting]:
    """What makes such calls."""
    with ThreadPoolExecutor(1, "database") as thread:
        yield Waiting(thread)
