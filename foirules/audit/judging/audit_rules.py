"""Rules that the audit adds to the law of a regime: found wherever an expression holds.

What is counted, and the days that a system may have recorded, are worked out by the engines with
the law: each declaration becomes a rule, and its name the rule's id after a prefix that no rule of
the law has.
"""

from __future__ import annotations

from foirules.language.declarations import RuleDeclaration
from foirules.language.schema import Schema


def audit_rule(
    id: str,
    schema: Schema,
    when: str,
    title: str,
    cites: str,
    *,
    subject: str | None = None,
    due: str | None = None,
    ended: str | None = None,
) -> RuleDeclaration:
    """A rule that is found wherever an expression is true, once the case has begun.

    :param subject: what it is about; the case itself, if None.
    :param due: the expression of a day to be given with it; ``ended`` of the day on which the
        lateness ended, which is counted in working days.
    """
    return RuleDeclaration(
        id=id,
        subject=subject or schema.root.name,
        kind="promise",  # whatever is no note: of a note nothing is undecided
        applies=f"{schema.roles.received} is present",
        when=when,
        due=due,
        ended=ended,
        cites=cites,
        message=title,
        meaning=title,
    )
