"""JSON Schemas of what is read and written, made from the declarations that the readers use."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from foirules.language.regime import Regime
from foirules.schema import letters
from foirules.schema.assessment import assessment
from foirules.schema.case import case
from foirules.schema.changes import day_changes, law_changes
from foirules.schema.errors import errors
from foirules.schema.log_words import log_words
from foirules.schema.policy import policy
from foirules.schema.questions import questions
from foirules.schema.regime import regime, subjects, vocabulary
from foirules.schema.returns import return_table, returns
from foirules.schema.rules import rules
from foirules.schema.sources import left_out, sources
from foirules.schema.statistics import recorded_days, statistics
from foirules.schema.verified import verified


def _map(of: Regime, known: Mapping[str, Regime] | None = None) -> dict[str, Any]:
    from foirules.schema.map import log_map  # needs polars

    return log_map(of, known)


OF_SEVERAL_LAWS: Final = ("case", "map")  # files that may hold words of several, of those known
SCHEMAS: Final[Mapping[str, Callable[..., dict[str, Any]]]] = {
    "case": case,
    "policy": policy,
    "rules": rules,
    "map": _map,
    "assessment": assessment,
    "questions": questions,
    "verify": verified,
    "errors": errors,
    "law-changes": law_changes,
    "day-changes": day_changes,
    "regime": regime,
    "vocabulary": vocabulary,
    "subjects": subjects,
    "statistics": statistics,
    "recorded-days": recorded_days,
    "returns": returns,
    "return-table": return_table,
    "sources": sources,
    "left-out": left_out,
    "log-words": log_words,
    "letter-kinds": letters.kinds,
    "letter-outcomes": letters.outcomes,
    "letter-grounds": letters.grounds,
    "letter-statements": letters.statements,
    "letter-days": letters.days,
}
