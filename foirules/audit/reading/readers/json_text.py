"""JSON text -> data, or the reason in a few words why it is not JSON."""

from __future__ import annotations

import json
import re
from typing import Any, Final

MESSAGES: Final = {
    "deep": "nested too deep",
    "half": "half of a surrogate pair, which is no character",
}
_HALF: Final = re.compile(
    rb"\\u[dD][89abAB][\da-fA-F]{2}(?!\\u[dD][c-fC-F])"
    rb"|(?<!\\u[dD][89abAB][\da-fA-F]{2})\\u[dD][c-fC-F]"
)


class NotJson(ValueError):
    """Text that is no JSON."""


def loaded(text: bytes) -> Any:
    """What a text in UTF-8 says.

    :raises NotJson: with the reason.
    """
    try:
        data = json.loads(text)
    except RecursionError:
        reason = MESSAGES["deep"]
    except ValueError as error:
        reason = getattr(error, "msg", None) or str(error)
    else:
        check_halves(data, text)
        return data
    raise NotJson(reason)


def check_halves(data: Any, text: bytes) -> None:
    """That no half of a surrogate pair stands in data.

    :param text: what it was read from.
    :raises NotJson: where one does.
    """
    if may_halve(text):
        try:
            json.dumps(data, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise NotJson(MESSAGES["half"]) from None
        except RecursionError:
            raise NotJson(MESSAGES["deep"]) from None


def may_halve(text: bytes) -> bool:
    """Whether a text may have half of a surrogate pair in it."""
    return b"\\u" in text and _HALF.search(text) is not None
