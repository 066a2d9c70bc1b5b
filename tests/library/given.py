"""The founding case and a case of one event, of which the tests of the library ask."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from foirules import Case
from tests.files import DFE, ROOT

FILE: Final = ROOT / "cases" / f"{DFE}.yaml"
DAY: Final = date(2017, 10, 10)
CASE: Final[dict[str, Any]] = {
    "case": "c",
    "events": [{"on": "2017-08-03", "event": "request-received"}],
}


def answered(**response: Any) -> Case:
    """A request of 1 March 2024 that was answered on the 20th, by what is said of the answer."""
    return Case.from_dict(
        {
            "case": "one",
            "events": [
                {"on": date(2024, 3, 1), "event": "request-received"},
                {"on": date(2024, 3, 20), "event": "response", **response},
            ],
        }
    )
