"""``foirules draft THREAD --interactive``: a person is asked about a draft, question by question.

What is asked and told goes to standard error, so that the case file can go to standard output.
"""

from __future__ import annotations

import sys
from typing import Final

from attrs import define, field

from foirules.cases.confirming import WHOLE
from foirules.cases.errors import CaseError
from foirules.cli.dialogue import Ended, counted, printable, read_line, say, show, tell
from foirules.letters.answering import NoAnswer, answered, read_answer
from foirules.letters.asking import (
    EVENTS,
    NO,
    UNKNOWN,
    YES,
    Asked,
    Value,
    in_words,
    item_in_words,
)
from foirules.letters.confidence import LIKELY
from foirules.letters.draft import Draft
from foirules.letters.possible_answers import numbered_answers
from foirules.letters.weighing import Key, Weigher

WORDING: Final = {
    "begin": "{count} were read from {source}. Each question comes with the lines that it is about."
    " Beside its own answers: Enter for don't know, more for the whole message, back for the"
    " question before, stop to keep what was answered and ask no more. Ctrl-C writes nothing.",
    "working": "One moment: the case is judged with the answers that may be given.",
    "question": "Question {number}, about {left} more",
    "last": "Question {number}, the last",
    "told": "Its day is told by message {message}, line {line}: {words}.",
    "read": "Read: {value}",
    "concluded": "Likely: {value}",
    "silent": "Nothing in message {message} was found to say so (lines {first}-{last}).",
    "lines": "{source}, message {message}",
    "answer": "Answer: {answers}.",
    "none-before": "There is no question before this one.",
    "nothing-more": "There are no more lines to show.",
    "wrong": "That makes no case: {reason}",
    "ended": "The input has ended, with {left} still open. What was answered is kept; the rest is"
    " not confirmed.",
    "stopped": "Stopped, with {left} still open. What was answered is kept; the rest is not"
    " confirmed.",
    "done": "{number} asked. Nothing else that is open changes what is found.",
    "found": "By what is confirmed now, {established} established and {possible} possible.",
}
SHOWN: Final = 8  # lines of a letter that a question shows by itself
ITEM_SHOWN: Final = 2  # and each of several that are asked as one
_UNKNOWN: Final = ("", "?", UNKNOWN, "dont know", "do not know", "unknown", "not known", "skip")


@define
class Interview:
    """Asks about a draft until nothing is left that matters.

    :param done: the questions that were asked, by their keys.
    :param before: for each answer the draft and the questions done before it.
    """

    draft: Draft
    weigher: Weigher
    done: frozenset[Key] = frozenset()
    before: list[tuple[Draft, frozenset[Key]]] = field(factory=list)

    def run(self) -> Draft:
        """The draft with what was answered."""
        count = counted(len(self.draft.messages), "message")
        say(WORDING["begin"].format(count=count, source=self.draft.messages[0].source))
        if sys.stderr.isatty():
            say(WORDING["working"])
        ended = self._ask_all()
        left = counted(len(self._open(every=True)), "question")
        tell("")
        say(WORDING[ended].format(left=left, number=counted(len(self.before), "question")))
        found = self.weigher.so_far(self.draft)
        figures = {
            each: counted(sum(f.certainty == each for f in found), "finding")
            for each in ("established", "possible")
        }
        say(WORDING["found"].format(**figures))
        return self.draft

    def _ask_all(self) -> str:
        """Asks what is open; how it ended: ``done``, ``stopped`` or ``ended``."""
        while asked := self._open():
            left = len(self._open(every=True)) - 1
            heading = "question" if left else "last"
            tell("")
            say(WORDING[heading].format(number=len(self.before) + 1, left=left))
            try:
                if not self._ask(asked[0]):
                    return "stopped"
            except Ended:
                return "ended"
        return "done"

    def _open(self, every: bool = False) -> list[Asked]:
        """The questions that are still open, the next one first.

        :param every: those as well that wait until an event is confirmed.
        """
        asked = self.weigher.questions(self.draft, every)
        asked = [each for each in asked if each.key not in self.done]
        return self.weigher.together(self.draft, asked, self.done)

    # --- one question -------------------------------------------------------------------------

    def _ask(self, asked: Asked) -> bool:
        """Asks until there is an answer; False to stop."""
        self._show(asked)
        while True:
            text = read_line("> ")
            word = " ".join(text.lower().split()).strip(".")
            if word == "stop":
                return False
            if word == "back" and self.before:
                self.draft, self.done = self.before.pop()
                return True
            if word == "back":
                say(WORDING["none-before"])
            elif word == "more":
                self._whole(asked)
            elif word in _UNKNOWN:
                self._take(self.draft, asked, unknown=True)
                return True
            else:
                try:
                    value = read_answer(asked, text, self.draft)
                    made = answered(self.draft, asked, value)
                    made.case()
                except NoAnswer as error:
                    say(f"{str(error)[:1].upper()}{str(error)[1:]}")
                except CaseError as error:
                    say(WORDING["wrong"].format(reason="; ".join(error.errors)))
                else:
                    self._take(made, asked)
                    return True

    def _take(self, made: Draft, asked: Asked, unknown: bool = False) -> None:
        """Goes on with an answer. What is asked as one and not known is not asked again singly."""
        keys = {asked.key, *((each.key for each in asked.items) if unknown else ())}
        if asked.items:
            keys.add(((), EVENTS) if asked.field == EVENTS else asked.key)
        self.before.append((self.draft, self.done))
        self.draft, self.done = made, self.done | keys

    # --- what is shown ------------------------------------------------------------------------

    def _show(self, asked: Asked) -> None:
        if asked.items:
            say(asked.asks)
            for number, item in enumerate(asked.items, 1):
                say(f"{number}. {item_in_words(self.draft, item)}", 2)
                self._lines(item, ITEM_SHOWN)
        else:
            self._lines(asked, SHOWN)
            self._told(asked)
            say(asked.asks)
            if asked.read is not None and asked.field != WHOLE:
                say(self._read(asked, asked.read.value))
        self._answers(asked)

    def _read(self, asked: Asked, value: Value) -> str:
        event = self.draft.events[asked.place or 0]
        how = "concluded" if event.confidence.get(asked.field) == LIKELY else "read"
        return WORDING[how].format(value=in_words(value))

    def _told(self, asked: Asked) -> None:
        """By which letter the day of an event is told, where that is another."""
        by = self.draft.events[asked.place].when.by if asked.place is not None else None
        if asked.field == WHOLE and by is not None:
            number, said = by
            told = {"message": number + 1, "line": said.line, "words": said.words}
            say(WORDING["told"].format(**told))

    def _answers(self, asked: Asked) -> None:
        told = numbered_answers(asked)
        if asked.read is not None and asked.choices:  # the others are told after a no
            told = ", ".join((YES, NO, UNKNOWN))
        say(WORDING["answer"].format(answers=told), hang=2)

    def _lines(self, asked: Asked, most: int) -> None:
        """The lines of the letter that a question is about."""
        for number in asked.messages:
            message = self.draft.messages[number - 1]
            first, last = asked.lines
            if (first, last) == (0, 0):
                span = message.span
                said = {"message": number, "first": span[0], "last": span[1]}
                say(WORDING["silent"].format(**said), 2)
                continue
            lines = [line for line in message.lines if first <= line.number <= last]
            show(lines, most)

    def _whole(self, asked: Asked) -> None:
        """The whole of the messages that a question is about."""
        if not asked.messages:
            say(WORDING["nothing-more"])
        for number in asked.messages:
            message = self.draft.messages[number - 1]
            say(WORDING["lines"].format(source=message.source, message=number))
            for line in message.lines:
                say(f"{line.number:>5} | {printable(line.text)}", hang=8)
