"""How many messages, and how much text, are read to a draft in a second on one core.

python -m benchmarks.letters
"""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

from foirules.letters.read_messages import read_text

THREAD = Path(__file__).parents[1] / "tests" / "letters" / "dfe-2017.txt"
AS_OF = date(2017, 10, 10)
TURNS = 50


def main() -> None:
    text = THREAD.read_text("utf-8")
    messages = len(read_text(text, as_of=AS_OF).messages)
    best = float("inf")
    for _ in range(TURNS):
        begun = time.process_time()
        read_text(text, as_of=AS_OF)
        best = min(best, time.process_time() - begun)
    print(f"the founding thread, {messages} messages, {len(text):,} characters")
    print(f"  {best * 1000:.1f} ms of processor, the best of {TURNS}")
    print(f"  {messages / best:,.0f} messages a second, {len(text) / best / 1e6:.2f} MB a second")


if __name__ == "__main__":
    main()
