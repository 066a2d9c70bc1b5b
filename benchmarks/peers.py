"""What a user might take instead of foirules, timed on a log.

Run by ``audit.py`` in a Python that has pm4py (AGPL: no dependency of ours), pandas and pyarrow.

    python benchmarks/peers.py LOG.parquet HOLIDAYS.json

Each is timed from the file to its results, and printed as JSON: seconds by name.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from time import perf_counter
from typing import Any

import numpy as np
import pandas as pd
import pm4py


def events(log: str) -> Any:
    """The log as pm4py has it."""
    rows = pd.read_parquet(log, columns=["case", "on", "event"])
    rows["on"] = pd.to_datetime(rows["on"], utc=True)
    return pm4py.format_dataframe(rows, case_id="case", activity_key="event", timestamp_key="on")


def temporal_profile(log: str) -> object:
    rows = events(log)
    return pm4py.conformance_temporal_profile(rows, pm4py.discover_temporal_profile(rows))


def log_skeleton(log: str) -> object:
    rows = events(log)
    return pm4py.conformance_log_skeleton(rows, pm4py.discover_log_skeleton(rows))


def lateness(log: str) -> object:
    """Working days from receipt to the first answer, by a calendar; nothing else of the law."""
    rows = pd.read_parquet(log, columns=["case", "on", "event"])
    rows["on"] = pd.to_datetime(rows["on"])  # read as objects, which pandas is slow with
    holidays = np.array(json.loads(sys.argv[2]), "datetime64[D]")
    received = rows[rows["event"] == "request-received"].groupby("case")["on"].min()
    answered = rows[rows["event"] == "response"].groupby("case")["on"].min()
    both = pd.concat([received, answered], axis=1, keys=["received", "answered"]).dropna()
    start, end = (both[name].to_numpy("datetime64[D]") for name in ("received", "answered"))
    both["days"] = np.busday_count(start + 1, end + 1, holidays=holidays)
    both["late"] = both["days"] > 20
    return both


WORKS: dict[str, Callable[[str], object]] = {
    "pm4py, temporal profile": temporal_profile,
    "pm4py, log skeleton": log_skeleton,
    "pandas and busday_count, lateness alone": lateness,
}


def main() -> None:
    spent = {}
    for name, work in WORKS.items():
        start = perf_counter()
        work(sys.argv[1])
        spent[name] = perf_counter() - start
    print(json.dumps({"pm4py": pm4py.__version__, "pandas": pd.__version__, "seconds": spent}))


if __name__ == "__main__":
    main()
