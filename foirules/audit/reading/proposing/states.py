"""What a column of states tells of rows that are cases, where a day is not written down or is
another event's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl
from attrs import define, field

from foirules.audit.reading.map_entries import EXTRACT
from foirules.audit.reading.proposing.plan import Given, Remark, rows, shown
from foirules.audit.reading.proposing.sample import Sample
from foirules.audit.reading.proposing.values import OUTCOME, Values

NO_DAY: Final = "no day is given: from {first} to the day of the extract"


@define
class States:
    """The states of cases.

    :param columns: with outcomes, and with states.
    :param days: by event the column that holds its day.
    """

    sample: Sample
    values: Values
    columns: tuple[str | None, str | None]
    days: Mapping[str, str]
    answer: str | None = field(init=False)

    def __attrs_post_init__(self) -> None:
        of = self.values.words.tells_of.items()
        self.answer = next((event for event, ours in of if OUTCOME in ours), None)

    @property
    def column(self) -> str | None:
        """The column with states: of its own, or that with outcomes."""
        outcome, state = self.columns
        return state or outcome

    def is_open(self, text: str) -> bool:
        """Whether a value is a state that is no answer."""
        state = self.values.state(text)
        return state is not None and state.event != self.answer

    def is_answer(self, text: str) -> bool:
        """Whether a value says that there was an answer, and not which."""
        state = self.values.state(text)
        return state is not None and state.event == self.answer

    def outcomes_not_read(self) -> list[Remark]:
        """What is not sure where states name outcomes, and these are read elsewhere."""
        outcome, state = self.columns
        if outcome is None or state is None:
            return []
        named = [each for each in self.sample.counts(state) if self.values.outcome(each[0])]
        doubt = f"{state}: whether {shown(named)} is an outcome; {outcome} is read"
        return [Remark(doubt, False)] if named else []

    def answered(self) -> dict[str, Any]:
        """Which rows have the day of the answer where the column for it has one."""
        ended = [(column, [*texts]) for column, texts in self._ended()]
        return {column: {"not": texts} for column, texts in ended}

    def entries(self, set_by: Mapping[str, Any]) -> Iterator[Given]:
        """What rows tell by their states.

        :param set_by: what else a row says of the answer.
        """
        day = self.days.get(self.answer or "")
        for column, texts in self._ended():
            for event in dict.fromkeys(texts.values()):
                of_event = [text for text, each in texts.items() if each == event]
                remark = Remark(f"{self._count(column, of_event, day)} with a day in {day}")
                where = {"event": event, "on": day, "where": {column: of_event}}
                yield Given("", where, [remark])
        if self.column is not None and self.answer is not None:
            yield from self._without_day(self.column, day, set_by)

    def _without_day(
        self, column: str, day: str | None, set_by: Mapping[str, Any]
    ) -> Iterator[Given]:
        told, doubts, open_, unknown = self._by_event(column)
        told = {
            event: texts for event, texts in told.items() if self._has_rows(column, event, texts)
        }
        received = self.days[self.values.regime.vocabulary.begins]
        for event, texts in told.items():
            own = [each for each in (self.days.get(event), day) if each]
            where = {column: texts, **dict.fromkeys(own)}
            body = {"event": event, "where": where, "on": received, "until": {"value": EXTRACT}}
            body |= {"set": dict(set_by)} if set_by and event == self.answer else {}
            of_rows = self._count(column, texts, *own, empty=True)
            remarks = [Remark(f"{of_rows}; {NO_DAY.format(first=received)}")]
            remarks += [Remark(doubt, False) for doubt in doubts.get(event, ())]
            yield Given("", body, remarks)
        known = [None, *open_, *(text for texts in told.values() for text in texts)]
        where = {column: {"not": known}, **({day: None} if day else {})}
        said = f"no answer yet: {', '.join(open_)}. " if open_ else ""
        said += "Any other state without a day is rejected, till it is said what it tells"
        remarks = [Remark(said)]
        count = sum(self._counted(column, [text], [day], True) for text in unknown)
        if count:
            listed = ", ".join(map(repr, unknown))
            doubt = f"{column}: what {listed} tells of {rows(count)} without a day"
            remarks.append(Remark(doubt, False))
        if both := self._counted(column, open_, [day], False) if day else 0:
            doubt = f"{column}: {rows(both)} without an answer yet, and with a day in {day}"
            remarks.append(Remark(doubt, False))
        yield Given("", {"event": self.answer, "where": where}, remarks)

    def _has_rows(self, column: str, event: str, texts: list[str]) -> bool:
        """Whether some row tells of an event without a day, or may in a column of its own."""
        if event != self.answer and event in self.days:
            return True
        return self._counted(column, texts, [self.days.get(self.answer or "")], True) > 0

    def _by_event(
        self, column: str
    ) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str], list[str]]:
        """The values of a column by the event that they tell of, what is not sure of these, those
        that tell of none, and those of which it is not known."""
        told: dict[str, list[str]] = {}
        doubts: dict[str, list[str]] = {}
        open_: list[str] = []
        unknown: list[str] = []
        for text, _ in self.sample.counts(column):
            state = self.values.state(text)
            if self.values.outcome(text) is not None:
                to_come = self.values.is_to_come(text)
                (unknown if to_come else told.setdefault(self.answer or "", [])).append(text)
            elif state is None:
                unknown.append(text)
            elif state.event is None:
                open_.append(text)
            else:
                told.setdefault(state.event, []).append(text)
                if state.doubt:
                    doubts.setdefault(state.event, []).append(f"{text!r}: {state.doubt}")
        return told, doubts, open_, unknown

    def _ended(self) -> Iterator[tuple[str, dict[str, str]]]:
        """The columns with states in which the day of the answer is another event's, and these."""
        if self.answer not in self.days:
            return
        for column in filter(None, self.columns):
            texts = {
                text: state.event
                for text, _ in self.sample.counts(column)
                if (state := self.values.state(text)) and state.event in self.values.words.ends
            }
            ended = {t: event for t, event in texts.items() if event and event not in self.days}
            if ended:
                yield column, ended
                return

    def _count(self, column: str, texts: list[str], *days: str | None, empty: bool = False) -> str:
        return rows(self._counted(column, texts, days, empty))

    def _counted(self, column: str, texts: list[str], days: Any, empty: bool) -> int:
        """How many rows have one of some values and, in some columns, no day at all or all days."""
        holds = self.sample.text(column).is_in(texts).fill_null(False)
        for day in filter(None, days):
            said = self.sample.text(day)
            holds &= said.is_null() if empty else said.is_not_null()
        return int(pl.Series(holds).sum())
