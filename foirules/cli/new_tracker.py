"""``foirules new --tracker``: a workbook in which an authority keeps its requests."""

from __future__ import annotations

import argparse
import os
from typing import Final

from foirules.cli.polars_settings import refuse_unfit_settings
from foirules.cli.shared import OK, Refused, one_regime, refused, shell_quoted, today, write_bytes
from foirules.documents.problems import on_one_line
from foirules.language.regime_files import load_law
from foirules.policy.policies import load_policies

HOW_TO_GET: Final = "a workbook is written with xlsxwriter: pip install 'foirules[workbook]'"
TRACKER: Final = "council-tracker"
DONE: Final = "{path} is written. To judge what is in it:\n  foirules audit {quoted} --map {map}"


def write_tracker(options: argparse.Namespace) -> int:
    path = options.tracker
    if not path.lower().endswith(".xlsx"):
        raise refused("not-xlsx", path=path)
    if os.path.lexists(path):
        raise refused("exists", path=path)
    law = load_law(options.law)
    regime = one_regime(options, law)
    refuse_unfit_settings()
    try:
        from foirules.audit.reading.map_files import load_map
        from foirules.report.tracker.layout import layout
        from foirules.report.tracker.workbook import workbook
    except ImportError:
        raise Refused(HOW_TO_GET) from None
    map = load_map(TRACKER, law)
    alike = [each for each in law.values() if each.calendar == regime.calendar]
    if regime.id not in dict(map.source["regime"].values).values():
        raise refused("no-tracker", map=TRACKER, regime=repr(regime.id))
    made = layout(map, [regime, *(each for each in alike if each is not regime)])
    policies = load_policies(law=law)
    write_bytes(path, workbook(made, policies, today(), options.example))
    print(DONE.format(path=on_one_line(path), quoted=shell_quoted(path), map=TRACKER))
    return OK
