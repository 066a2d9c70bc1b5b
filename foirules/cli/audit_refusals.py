"""What ``foirules audit`` refuses before it reads a log."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping, Sequence
from datetime import date
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foirules.cli.shared import Refused, refused
from foirules.documents.suggest import expected
from foirules.language.regime import Regime
from foirules.report.one_file import FORMATS

if TYPE_CHECKING:
    from foirules.returns.period import Period

TABLE_FORMATS: Final = ("parquet", "csv", "jsonl")  # the first where none is asked for
MESSAGES: Final = {
    "json": "--format json is for --case; the summary is JSON by --summary json",
    "annotate-out": "--annotate writes into the folder annotated of --out DIR, which is not given",
    "annotate-spark": "--annotate is written by this machine: leave out --engine spark",
    "case-spark": "--case is read on this machine: leave out --engine spark",
    "nowhere": "--format {found} is one file: --out DIR or --output FILE says where it goes",
    "one-output": "--output FILE takes one format, and {found} are given: --out DIR takes all",
    "file-spark": "--format {found} is written by this machine: leave out --engine spark",
    "formats-spark": "Spark writes one format, and {found} are given",
    "master": "--master is for --engine spark",
    "return-out": "--return writes into the folder returns of --out DIR, which is not given",
    "return-spark": "--return is filled in on this machine: leave out --engine spark",
    "return-case": "--return is of a whole log: leave out --case",
    "period": "--period is for --return, which is not given",
    "proposal-spark": "--compare-policy is judged on this machine: leave out --engine spark",
    "sheet": "--sheet is for workbooks, which Spark does not read: leave out --engine spark",
}


def formats_asked(options: argparse.Namespace) -> list[str]:
    """The formats of ``--format``, each once."""
    return list(dict.fromkeys(options.format or TABLE_FORMATS[:1]))


def refuse_what_does_not_fit(options: argparse.Namespace, formats: Sequence[str]) -> Path | None:
    """Refuses options that do not go together; gives the file of ``--output``, where one of the
    formats goes there."""
    if options.master and options.engine != "spark":
        raise Refused(MESSAGES["master"])
    if "json" in formats and options.case is None:
        raise Refused(MESSAGES["json"])
    one_file = _one_file(options, formats) if options.case is None else None
    if options.case is not None and options.engine == "spark":
        raise Refused(MESSAGES["case-spark"])
    if options.annotate and not options.out:
        raise Refused(MESSAGES["annotate-out"])
    if options.annotate and options.engine == "spark":
        raise Refused(MESSAGES["annotate-spark"])
    _refuse_returns(options)
    if options.compare_policy and options.engine == "spark":
        raise Refused(MESSAGES["proposal-spark"])
    if options.sheet and options.engine == "spark":
        raise Refused(MESSAGES["sheet"])
    return one_file


def _one_file(options: argparse.Namespace, formats: Sequence[str]) -> Path | None:
    """Refuses what does not go with formats that are one file; gives the file of ``--output``,
    where one of them goes there."""
    found = [each for each in formats if each in FORMATS]
    if options.engine == "spark" and (found or len(formats) > 1):
        said = f"{' and '.join(formats)}"
        raise Refused(MESSAGES["formats-spark" if not found else "file-spark"].format(found=said))
    if not found or options.out:
        return None
    if not options.output:
        raise Refused(MESSAGES["nowhere"].format(found=found[0]))
    if len(formats) > 1:
        raise Refused(MESSAGES["one-output"].format(found=" and ".join(formats)))
    path = Path(options.output)
    if not path.parent.is_dir():
        raise refused("written", path=path, reason=os.strerror(ENOENT))
    return path


def _refuse_returns(options: argparse.Namespace) -> None:
    """Refuses what does not go with a return."""
    if options.period is not None and not options.returns:
        raise Refused(MESSAGES["period"])
    if options.returns and not options.out:
        raise Refused(MESSAGES["return-out"])
    if options.returns and options.engine == "spark":
        raise Refused(MESSAGES["return-spark"])
    if options.returns and options.case is not None:
        raise Refused(MESSAGES["return-case"])


def period_asked(
    options: argparse.Namespace, law: Mapping[str, Regime], as_of: date
) -> Period | None:
    """The period of the returns that are asked for; None where none is."""
    if not options.returns:
        return None
    from foirules.returns.period import PeriodError, read_period
    from foirules.returns.table import returns_of

    known = returns_of(law)
    for name in options.returns:
        if name not in known:
            raise refused("return", found=repr(name), near=expected(name, known))
    try:
        return read_period(options.period, as_of)
    except PeriodError as error:
        raise Refused(f"--period: {error}") from None
