"""What ``--format ics`` may be told: whose last days are wanted, and how far back."""

from __future__ import annotations

import argparse
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from foirules.cli.arguments import unknown
from foirules.cli.shared import Refused
from foirules.language.regime import Regime

if TYPE_CHECKING:
    from foirules.report.ics.last_days import Choice

HOW_TO_GET: Final = "icalendar is not installed: pip install 'foirules[calendar]'"
IN_HELP: Final = (
    "ics is a calendar of last days, with alarms seven days and one day before each, at nine"
)
MESSAGES: Final = {"alone": "--{option} is for --format ics"}


def actor_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--actor",
        metavar="NAME",
        help="in a calendar (--format ics), only the last days that this one has to keep, such as"
        " authority or requester, and those that either side may have to (default: all)",
    )


def choice_asked(
    options: argparse.Namespace,
    formats: Collection[str],
    law: Mapping[str, Regime],
    alone: Collection[str] = ("actor",),
) -> Choice | None:
    """Which last days are wanted; None where no calendar is.

    :param formats: that are asked for.
    :param alone: the options that no other format has.
    :raises Refused: where they go with none of these, or the actor is not known.
    """
    if "ics" not in formats:
        for option in alone:
            if getattr(options, option):
                raise Refused(MESSAGES["alone"].format(option=option))
        return None
    from foirules.report.ics.declared_clocks import actors_of
    from foirules.report.ics.last_days import Choice

    known = actors_of(law.values())
    if options.actor is not None and options.actor not in known:
        raise Refused(unknown("actor", options.actor, known))
    return Choice(options.actor, options.all)
