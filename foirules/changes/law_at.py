"""Where a law to be compared is: the one installed, a folder, a wheel, or a file of its own."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Final

from foirules.changes.law_file import KINDS, SCHEMA, SCHEMA_VERSION, LawData, law_data
from foirules.documents.limits import beyond, limit
from foirules.language.regime import Regime
from foirules.language.regime_files import REGIME, load_law, regime_at
from foirules.policy.extending import read_policies
from foirules.policy.policy import Policy

INSTALLED: Final = "installed"
_NAME: Final = re.compile(r"foirules-([\w.!+]+?)(\.dist-info/METADATA|-[\w.]+-[\w.]+-[\w.]+\.whl)")
MESSAGES: Final = {
    "nothing": "{path}: there is no such file or folder; expected installed, a folder of law, a"
    " wheel of foirules, or a file of law such as laws/0.1.0.json",
    "no-law": "{path}: the folder holds no regime.yaml, nor does a folder in it, or in"
    " foirules/rules",
    "unreadable": "{path}: cannot be read: {reason}",
    "not-a-wheel": "{path}: no wheel of foirules",
    "no-file": "{path}: the wheel has no foirules/laws/{version}.json: it is of before 0.1.0",
    "not-json": "{path}: no JSON: {reason}",
    "not-a-law": "{path}: schema: found {found}; expected {expected}, as in laws/0.1.0.json",
    "version": "{path}: version: found {found}; this program reads {expected}",
    "lacks": "{path}: regimes.{regime}: found a mapping without {missing}; expected what the file"
    " of a law has",
    "too-large": "{path}: too large: {limit}",
}


class LawFileError(ValueError):
    """A law that cannot be compared. ``errors`` holds a line for each thing that is wrong."""

    def __init__(self, *errors: str) -> None:
        self.errors = errors
        super().__init__("\n".join(errors))


def law_at(place: str, installed: Mapping[str, Regime], policies: Mapping[str, Policy]) -> LawData:
    """The law of a place, as the data of one file.

    :param place: ``installed``; a folder of law, or a checkout of this program; a wheel of it; or a
        file of law.
    :param installed: the law that is installed, with the policies known beside it.
    :raises LawFileError: where there is none.
    :raises RegimeError: with every error of a folder of law.
    :raises PolicyError: with every error of the policies of a folder.
    """
    path = Path(place)
    if place == INSTALLED and not path.exists():
        return law_data(installed.values(), policies.values())
    if path.is_dir():
        return _of_folder(path)
    try:
        data = _bytes_of(path)
    except FileNotFoundError:
        raise _error("nothing", path) from None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        reason = getattr(error, "strerror", None) or error
        raise _error("unreadable", path, reason=reason) from None
    return _checked(path, data)


def _error(message: str, path: Path, **said: Any) -> LawFileError:
    return LawFileError(MESSAGES[message].format(path=path, **said))


# --- a folder -------------------------------------------------------------------------------------


def _of_folder(path: Path) -> LawData:
    """The law of a folder: of a regime, of several, or of a checkout; with the policies that stand
    in the folder of each, or in ``policies`` of the whole."""
    own = list(_regime_folders(path)) or list(_regime_folders(path / "foirules" / "rules"))
    if not own:
        raise _error("no-law", path)
    law = {regime.id: regime for regime in (regime_at(each.absolute()) for each in own)}
    beside = [path, *own, path / "foirules"]
    files = [file for each in beside for file in sorted(each.glob("policies/*.y*ml"))]
    known = {**load_law(), **law}
    found = read_policies(list(dict.fromkeys(files)), known)
    return law_data(law.values(), found.values())


def _regime_folders(path: Path) -> Iterator[Path]:
    yield from sorted(each.parent for each in (*path.glob(REGIME), *path.glob(f"*/{REGIME}")))


# --- a file ---------------------------------------------------------------------------------------


def _bytes_of(path: Path) -> bytes:
    if path.suffix != ".whl":
        with path.open("rb") as file:
            return _bounded(path, file)
    with zipfile.ZipFile(path) as wheel:
        named = next(filter(None, map(_NAME.fullmatch, wheel.namelist())), None)
        if named is None:
            raise _error("not-a-wheel", path)
        try:
            with wheel.open(f"foirules/laws/{named[1]}.json") as file:
                return _bounded(path, file)
        except KeyError:
            raise _error("no-file", path, version=named[1]) from None


def _bounded(path: Path, file: IO[bytes]) -> bytes:
    most = limit("law")
    data = file.read(most + 1)
    if len(data) > most:
        raise _error("too-large", path, limit=beyond("law"))
    return data


def _checked(path: Path, data: bytes) -> LawData:
    try:
        found = json.loads(data)
    except ValueError as error:
        raise _error("not-json", path, reason=error) from None
    except RecursionError:
        raise _error("not-json", path, reason="nested too deep") from None
    said = found.get("schema") if isinstance(found, dict) else None
    if said != SCHEMA or not isinstance(found.get("regimes"), dict):
        raise _error("not-a-law", path, found=repr(said), expected=SCHEMA)
    if found.get("version") != SCHEMA_VERSION:
        shown = repr(found.get("version"))
        raise _error("version", path, found=shown, expected=SCHEMA_VERSION)
    for id, of in found["regimes"].items():
        of = of if isinstance(of, dict) else {}
        lacking = [key for key in ("title", "files", *KINDS) if key not in of]
        lacking += [key for key in KINDS if not _is_table(of.get(key, {}))]
        if lacking:
            raise _error("lacks", path, regime=id, missing=lacking[0])
    return {"program": "unknown", **found}


def _is_table(rows: Any) -> bool:
    return isinstance(rows, dict) and all(isinstance(row, dict) for row in rows.values())
