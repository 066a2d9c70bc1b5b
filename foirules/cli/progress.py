"""How far an audit is."""

from __future__ import annotations

import sys
from collections import deque
from time import monotonic


class Progress:
    """A line on a terminal: how many cases are done, how fast, and how long the rest will take."""

    def __init__(self) -> None:
        self._lately: deque[tuple[float, int]] = deque(maxlen=8)

    def __call__(self, done: int, of: int) -> None:
        line = f"{done:,} of about {of:,} cases"
        self._lately.append((monotonic(), done))
        (start, before), (now, _) = self._lately[0], self._lately[-1]
        if done > before and now > start:
            rate = (done - before) / (now - start)
            line += f", {rate:,.0f} a second, {max(of - done, 0) / rate:,.0f} s left"
        self._show(line)

    def writing(self, file: str, what: str, done: int, of: int) -> None:
        """The same of a file that is written."""
        self._show(f"writing {file}: {what}, {done:,} of {of:,}")

    def end(self) -> None:
        self._show("")

    def _show(self, line: str) -> None:
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()
