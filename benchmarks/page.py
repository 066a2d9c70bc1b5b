"""How long the page takes, in Chromium, from its address to a due day: cold, and once it is kept.

    python -m benchmarks.page [--rounds N]

Cold is a browser that has never seen the page, warm a reload with the engine that was kept. The
page is served on this machine. The share of a processor that this process got is shown too: where
it is far from 1, the machine does other work, and the figures say little.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from foirules.serving.build import build
from tests.page.site import pyodide_folder, served
from tests.pages.pictures import chromium

ASKED = "#due/foia/2017-08-03/general"
KEPT = "async () => Boolean(await caches.match('started'))"
LONG = 120_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    found: dict[str, list[float]] = {"cold": [], "warm": []}
    with TemporaryDirectory() as folder, chromium() as browser:
        site = Path(folder, "site")
        build(site, pyodide_folder())
        size = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
        print(f"{size / 1e6:.1f} MB of files; share of a processor: {_share():.2f}")
        with served(site) as url:
            for _ in range(rounds):
                context = browser.new_context()
                page = context.new_page()
                found["cold"].append(_timed(page, partial(page.goto, url + ASKED)))
                page.wait_for_function(KEPT, timeout=LONG)
                found["warm"].append(_timed(page, page.reload))
                context.close()
    for name, each in found.items():
        print(f"{name}: {median(each):.2f} s ({min(each):.2f} to {max(each):.2f})")
    print(f"share of a processor: {_share():.2f}")


def _timed(page: Any, go: Callable[[], Any]) -> float:
    began = time.perf_counter()
    go()
    page.wait_for_selector(".answer", timeout=LONG)
    return time.perf_counter() - began


def _share() -> float:
    wall, own = time.perf_counter(), time.process_time()
    sum(each * each for each in range(5_000_000))
    return (time.process_time() - own) / (time.perf_counter() - wall)


if __name__ == "__main__":
    main()
