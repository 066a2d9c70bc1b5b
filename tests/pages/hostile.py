"""A case whose every free text is hostile to the page that shows it."""

from __future__ import annotations

from typing import Any, Final

from foirules import Case

MARKUP: Final = "</title><script>alert(1)</script><img src=x onerror='alert(2)'> & \"quoted\" ]]>"
LONG: Final = "w" * 600
BACKWARDS: Final = "\u202eevil\u202c \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
EVENTS: Final = 500


def hostile() -> Case:
    """500 events, as many ranges as are taken, markup, long words, text from right to left."""
    events: list[dict[str, Any]] = [
        {"on": "2024-03-04", "event": "request-received", "note": MARKUP}
    ]
    for number in range(2, EVENTS):
        on: Any = "2024-03-05" if number % 5 else {"from": "2024-03-05", "to": "2024-04-02"}
        more = {"note": f"{BACKWARDS} {LONG}"} if number % 50 == 0 else {}
        events.append({"on": on, "event": "chaser", "id": f"<b>{number}</b>{LONG}", **more})
    events.append(
        {
            "on": "2024-04-05",
            "event": "response",
            "outcomes": {MARKUP: {"outcome": "refused", "exemptions": ["s43(2)"]}},
            "states": {"complaints-procedure": False},
        }
    )
    return Case.from_dict(
        {
            "case": f"{MARKUP} {LONG}",
            "authority": {"name": f"{BACKWARDS} {MARKUP} {LONG}"},
            "source": [MARKUP],
            "notes": [f"{MARKUP} {LONG}", BACKWARDS],
            "parts": {MARKUP: f"{BACKWARDS} {MARKUP}", LONG: LONG},
            "events": events,
        }
    )
