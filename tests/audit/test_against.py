"""The last days that a system recorded, set beside those of the law."""

from __future__ import annotations

from pathlib import Path

import pytest

pl = pytest.importorskip("polars")

from foirules.audit.judging.recorded_days import recorded_days  # noqa: E402
from tests.audit.logs import adds_up, audit  # noqa: E402
from tests.foia import REGIME  # noqa: E402

LOG = """\
case,on,event,Target,exemptions
as the law,2017-08-03,request-received,2017-09-04,
England alone,2017-08-03,request-received,01/09/2017,
stored,2022-09-05,request-received,2022-10-03,
restart,2024-03-04,request-received,2024-04-04,
restart,2024-03-10,clarification-sought,,
restart,2024-03-12,clarification-received,,
moved on,2024-03-04,request-received,2024-04-04,
moved on,2024-03-10,clarification-sought,,
moved on,2024-03-12,clarification-received,2024-04-12,
extended,2024-03-04,request-received,2024-05-02,
extended,2024-03-28,extension-notice,,s22
four weeks,2024-03-04,request-received,2024-04-01,
who knows,2024-03-04,request-received,2024-07-01,
not recorded,2024-03-04,request-received,,
no day at all,2024-03-04,request-received,soon,
waiting,2024-03-04,request-received,2024-04-04,
waiting,2024-03-10,clarification-sought,,
"""


def test_each_difference_has_its_reasons(tmp_path: Path) -> None:
    (tmp_path / "log.csv").write_text(LOG, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(MAP, encoding="utf-8")
    told = audit(tmp_path, "log.csv", against="Target", map=_map(tmp_path))
    adds_up(told)
    table = pl.read_parquet(tmp_path / "out" / "against.parquet")
    found = {row["case"]: row["explanations"] for row in table.to_dicts()}
    assert found == {
        "England alone": [
            "england-and-wales", "scotland", "northern-ireland", "receipt-counted",
        ],
        "stored": ["before-proclamations", "receipt-counted", "four-weeks"],
        "restart": ["not-restarted"],
        "extended": ["extended-by-guidance"],
        "four weeks": ["four-weeks"],
        "who knows": [],
    }  # fmt: skip
    apart = dict(table.select("case", "days_apart").rows())
    assert (apart["England alone"], apart["stored"], apart["restart"]) == (-3, -1, -8)
    shape = told.to_dict()["against"]
    assert {key: shape[key] for key in ("compared", "alike", "earlier", "later")} == {
        "compared": 8, "alike": 2, "earlier": 4, "later": 2,
    }  # fmt: skip
    assert shape["explanations"]["not-explained"] == 1
    assert told.to_dict()["values_not_read"] == [
        {"column": "Target", "value": "'soon'", "count": 1}
    ]
    assert shape["titles"].items() <= recorded_days(REGIME).titles.items()


MAP = """\
map: m
date-formats: ["%d/%m/%Y"]
columns: {case: case, on: on, event: event, exemptions: exemptions}
"""


def _map(folder: Path) -> object:
    from foirules.audit.reading.map_files import load_map

    return load_map(str(folder / "map.yaml"))
