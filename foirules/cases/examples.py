"""The examples that rules give, a line an event, as cases.

    2017-08-03 request-received
    2017-09-30..2017-10-06 response outcome=refused exemptions=s22,s36 ico-right=no

A first line may name parts (``parts a b``); what is said of one has its name before it
(``a:outcome=refused``). ``authority-type school`` and ``policy NAME`` are about the authority,
``as-of DATE`` the day on which the case is judged: thirty days after the last event if not given.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from foirules.cases.case import Case
from foirules.language.regime import Regime
from foirules.language.regime_files import load_law
from foirules.language.types import BOOL, INT, SetType
from foirules.language.vocabulary import Vocabulary
from foirules.rules import DEFAULT

_TRUTHS: Final = {"yes": True, "no": False}
_LATER: Final = timedelta(30)


def example(
    lines: Iterable[str], name: str = "example", regime: Regime | None = None
) -> tuple[Case, date]:
    """The case that some lines tell, and the day as of which it is to be judged.

    :param regime: whose words they are; the default one, if not given.
    :raises CaseError: where the lines tell no case, as for a case file.
    """
    of = regime or load_law()[DEFAULT]
    whole: dict[str, Any] = {"case": name, "regime": of.id, "authority": {}, "events": []}
    as_of: date | None = None
    for line in lines:
        first, *rest = line.split()
        if first == "parts":
            whole["parts"] = rest
        elif first in ("authority-type", "policy"):
            whole["authority"][first.removeprefix("authority-")] = rest[0]
        elif first == "as-of":
            as_of = date.fromisoformat(rest[0])
        else:
            whole["events"].append(_event(of.vocabulary, first, *rest))
    case = Case.from_dict(whole, {**load_law(), of.id: of})
    return case, as_of or (case.events[-1].until or case.events[-1].on) + _LATER


def _event(words: Vocabulary, on: str, event: str, *said: str) -> dict[str, Any]:
    written: dict[str, Any] = {"on": on, "event": event}
    if ".." in on:
        start, end = on.split("..")
        written["on"] = {"from": start, "to": end}
    for each in said:
        name, text = each.split("=", 1)
        part, _, name = name.rpartition(":")
        value = _value(words, name, text)
        if part:
            written.setdefault("outcomes", {}).setdefault(part, {})[name] = value
        elif name in words.statements:
            written.setdefault("states", {})[name] = value
        else:
            written[name] = value
    return written


def _value(words: Vocabulary, name: str, text: str) -> Any:
    field = words.fields.get(name)
    if name == "parts" or (field and isinstance(field.type, SetType)):
        return [each for each in text.split(",") if each]
    if field and field.type is INT:
        return int(text)
    return _TRUTHS.get(text, text) if field and field.type is BOOL else text
