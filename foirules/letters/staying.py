"""Where a review says of a part no more than that it stays as it was: ``Item 4. No change.``"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from foirules.letters.letter_words import STAYS
from foirules.letters.sentences import Sentence
from foirules.letters.signs import Hit

_LABEL: Final = (
    r"(?:(?:as (?:for|regards|to) |on )?(?:[a-z]+ )?\(?[a-z0-9.]{1,3}(?:\([a-z]{1,3}\))?\)?)"
)
_LABELS: Final = r"(?:\(?[a-z0-9]{1,3}\)?(?:, and |, | and | or |\W*\Z)){1,6}"
_STAYS: Final = re.compile(
    rf"\W*(?:{_LABEL}\W{{1,3}})?"
    r"(?:(?:the )?(?:outcome|decision|refusal|answer|this|it|that)\W{1,3})?"
    r"(?:there is )?(?:(?:is|remains|stays) )?"
    r"(?:unchanged|not changed|stands|confirmed(?: without change)?"
    r"|(?:confirmed|maintained|stands|sustained|upheld) on the same [a-z]+|as before|as it was"
    rf"|no (?:changes?|alter[a-z]+)(?: (?:to|on|for|in respect of) {_LABELS})?)\W*"
)
_LONGEST: Final = 60  # characters of such a sentence


def staying(found: Sequence[Sentence]) -> list[Hit]:
    """The sentences that say no more than that something stays as it was."""
    return [
        Hit(STAYS, place, each, (each.text,))
        for place, each in enumerate(found)
        if len(each.text) < _LONGEST and not each.quoted and _STAYS.fullmatch(each.text)
    ]
