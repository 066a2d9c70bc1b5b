"""Data as JSON, which may be looked at on a terminal, or stand in YAML."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from foirules.documents.problems import DIRECTION

# What JSON leaves as it is, though it steers a terminal, ends a line of YAML or is no character.
_ODD: Final = re.compile(f"[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff{DIRECTION}]")


def json_text(data: Any, indent: int | None = None) -> str:
    """JSON, in which what can be read stands as it is, and anything else as an escape."""
    text = json.dumps(data, indent=indent, ensure_ascii=False)
    return _ODD.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
