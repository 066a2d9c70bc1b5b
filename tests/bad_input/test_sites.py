"""The JSON of a site of requests, each value of which may be of any other type."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from foirules.cases.errors import CaseError
from foirules.letters.errors import LettersError
from foirules.letters.read_messages import drafts_of
from foirules.letters.readers import alaveteli
from foirules.letters.threads import threads_of

REQUEST: dict[str, Any] = {
    "title": "Minutes",
    "public_body": {"name": "Hartcombe Council"},
    "info_request_events": [
        {
            "event_type": "sent",
            "created_at": "2017-08-03T10:00:00.000+01:00",
            "body": "Dear Hartcombe Council,\n\nPlease send me all minutes of 2016.\n",
        },
        {
            "event_type": "response",
            "created_at": "2017-08-20T10:00:00.000+01:00",
            "snippet": "Dear A,\n\nWe refuse under section 40(2).\n",
        },
    ],
}
VALUES: tuple[Any, ...] = (
    *(None, True, 0, -1, 1.5, 1e308, 10**30, "", "x", "\0", "\ud800", "1" * 3_000, "\x1b[31m"),
    *("2017-13-45", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"),
    *([], {}, [[]], [{}], {"a": 1}, ["x"], [None]),
)
Path = tuple[Any, ...]


def paths(value: Any, above: Path = ()) -> Iterator[Path]:
    """Where each value stands."""
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in items if isinstance(value, dict | list) else ():
        yield (*above, key)
        yield from paths(each, (*above, key))


@pytest.mark.parametrize("path", [*paths(REQUEST)], ids=repr)
def test_any_value_is_read_or_told(path: Path) -> None:
    for value in VALUES:
        request = deepcopy(REQUEST)
        place: Any = request
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        with suppress(LettersError, CaseError):  # each has lines
            source = alaveteli.read("a.json", json.dumps(request).encode())
            for thread in threads_of([source]):
                for draft in drafts_of(thread, as_of=date(2018, 6, 1), after=date(2017, 8, 1)):
                    draft.case()
