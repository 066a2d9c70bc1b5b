"""A log of cases -> its audit, by the engine of ``foirules audit``.

What it works with stands in a folder that is there for one audit alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from foirules.cases.errors import CaseError
from foirules.documents.problems import ErrorLine, error_data
from foirules.documents.suggest import expected
from foirules.language.regime_files import load_law
from foirules.rules import DEFAULT
from foirules.serving.asked import Asked

if TYPE_CHECKING:
    from foirules.audit.reading.mapping import Map

MESSAGES: Final = {
    "extra": "audits need the extra `audit`: pip install 'foirules[audit]'",
    "map": "unknown map {found}{near}",
    "none": "no case can be judged; rejected {count:,} times: {reason}",
}
LOG, MAP, OUT = "log", "map.yaml", "out"


class NotInstalled(Exception):
    """What audits is not installed here."""

    def __init__(self) -> None:
        super().__init__(MESSAGES["extra"])
        self.errors = (MESSAGES["extra"],)


@frozen
class LogAsked:
    """A log that is to be audited.

    :param map: the name of a map that ships, or the text of one.
    :param by: the log's column that what is due is grouped by.
    """

    log: bytes
    as_of: date
    regime: str | None = None
    map: str | None = None
    by: str | None = None

    @classmethod
    def of(cls, body: bytes, as_of: date, **given: str | None) -> LogAsked:
        """What a body asks for: it is the log, or a mapping of JSON with ``log`` and ``map``.

        :raises CaseError: where a field of such a mapping is wrong.
        """
        said = _mapping(body)
        if said is None:
            return cls(body, as_of, **given)
        asked = Asked.of(said, ("log", "map"), ("log",))
        log, map = asked.text("log"), asked.text("map")
        asked.check()
        given["map"] = map or given.get("map")
        return cls((log or "").encode("utf-8", "replace"), as_of, **given)


def audit_answer(asked: LogAsked, as_page: bool, folder: str | None = None) -> str:
    """The summary of an audit, in the shape of its ``summary.json``, or its page.

    :param folder: to work in; the caller takes it away again. If None, one of its own.
    :raises CaseError: where the log or the map cannot be read, or no case of it be judged.
    :raises NotInstalled: without the libraries that audits need.
    """
    if folder is not None:
        return _answer(asked, as_page, Path(folder))
    with TemporaryDirectory() as own:
        return _answer(asked, as_page, Path(own))


def _answer(asked: LogAsked, as_page: bool, folder: Path) -> str:
    try:
        from foirules.audit.judging.law_files import LawFiles
        from foirules.audit.reading.map_files import MapError
        from foirules.audit.reading.readers.row_writer import LogError
        from foirules.audit.running.audit_settings import AuditSettings
        from foirules.audit.running.logs import audit_logs
        from foirules.audit.running.out_folder import FILES
        from foirules.report.one_file import writers
    except ImportError:
        raise NotInstalled from None
    (folder / LOG).write_bytes(asked.log)
    try:
        map = _map(asked, folder)
        settings = AuditSettings(
            (str(folder / LOG),),
            asked.as_of,
            LawFiles(regime=asked.regime or (map.regime if map else DEFAULT)),
            map=map,
            out=folder / OUT,
            formats=(),
            writers=writers(["html"] if as_page else []),
            by=asked.by,
            processes=1,
        )
        audit = audit_logs(settings)
    except (LogError, MapError) as error:
        raise CaseError([_line_without(folder, each) for each in error.errors]) from None
    if audit.judged_none:
        reasons = audit.reasons.most_common()
        raise CaseError([MESSAGES["none"].format(count=n, reason=said) for said, n in reasons])
    if as_page:
        return _without(folder, (folder / OUT / FILES["html"]).read_text("utf-8"))
    return _without(folder, json.dumps(audit.to_dict(), ensure_ascii=False) + "\n")


def _map(asked: LogAsked, folder: Path) -> Map | None:
    """The map that is asked for; its name is never a path."""
    from foirules.audit.reading.map_files import load_map, ready_maps

    if asked.map is None:
        return None
    given = asked.map
    if given not in ready_maps():
        if "\n" not in given:
            near = expected(given, ready_maps())
            raise CaseError([MESSAGES["map"].format(found=repr(given), near=near)])
        (folder / MAP).write_text(given, "utf-8", "replace")
        given = str(folder / MAP)
    return load_map(given, load_law(), asked.regime)


def _mapping(body: bytes) -> Mapping[str, Any] | None:
    """A mapping of JSON with the log as text; None where the body is the log itself."""
    if body.lstrip()[:1] != b"{":
        return None
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, dict) and "log" in said else None


def _without(folder: Path, text: str) -> str:
    """A text with the files of a folder by their names alone."""
    path = f"{folder}{os.sep}"
    return text.replace(json.dumps(path)[1:-1], "").replace(path, "")


def _line_without(folder: Path, line: str) -> str:
    """The same of a line that says what is wrong."""
    said = error_data([line])[0].items()
    told = {name: _without(folder, each) if isinstance(each, str) else each for name, each in said}
    return ErrorLine.of(_without(folder, line), **told)
