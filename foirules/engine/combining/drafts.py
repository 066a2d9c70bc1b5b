"""An action -> the letter that the law has for it, with the values of the case in it."""

from __future__ import annotations

import re
from typing import Final

from foirules.engine.combining.derivations import explainer
from foirules.engine.combining.messages import message
from foirules.engine.combining.scenario import Hits
from foirules.language.law import ReadAction
from foirules.language.nodes import ABSENT, UNKNOWN, Value

_IN_PARAGRAPH: Final = re.compile(r"(?<![\\\n])\n(?!\n|$)")


def draft(read: ReadAction, hits: Hits, as_of: int) -> str:
    """The letter; nothing where the law has none, or the action is not open. A day that may be one
    of several is said from end to end."""
    offered = [(scenario, hit) for scenario, hit in hits if hit[2]]
    if not (read.declared.draft_text and offered):
        return ""

    def in_any(node: Value) -> set[int]:
        return {
            ABSENT if each == UNKNOWN else each  # a blank stands for either
            for scenario, (_, row, *_) in offered
            for each in scenario.each(
                explainer(scenario, as_of).value(node, scenario.evaluated(row))
            )
        }

    values = {name: in_any(node) for name, node in read.draft.items()}
    return message(_paragraphs(read.declared.draft_text), read.draft, values)


def _paragraphs(text: str) -> str:
    """The text with each paragraph on one line, broken only where a backslash ends a line."""
    return _IN_PARAGRAPH.sub(" ", text).replace("\\\n", "\n")
