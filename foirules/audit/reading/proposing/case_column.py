"""Which column of a log names its cases."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Final

from attrs import frozen

from foirules.audit.reading.proposing.plan import Given, Remark, rows
from foirules.audit.reading.proposing.sample import Sample
from foirules.language.meaning import fits, plainly

_LONGEST: Final = 60  # characters of a name
_SPACES: Final = 3  # in a name, at most
_FEW: Final = 0.02  # of the rows, that may repeat the name of another
BETWEEN: Final = "/"


@frozen
class CaseColumn:
    """The columns that name a case, and why.

    :param unique: each row has a name of its own.
    """

    names: tuple[str, ...]
    remark: Remark
    unique: bool

    def given(self) -> Given:
        joined = {"joined": list(self.names), "with": BETWEEN}
        body = joined if len(self.names) > 1 else self.names[0]
        return Given("case", body, [self.remark])


def case_of_rows(sample: Sample, lines: Sequence[str], but: Container[str]) -> CaseColumn | None:
    """The column of a log with a row a case: its names are unique.

    :param lines: what logs call such a column.
    :param but: columns that hold something else.
    """
    free = [name for name in sample.columns if name not in but]
    called = list(called_so(free, lines))
    alike = {name: sample.tells_apart(name) for name in free}
    shaped = [name for name in free if _looks_like_names(sample, name)]
    likely = [name for name in called if name in shaped]
    for name in (*likely, *shaped, *called_so(free, lines, exact=True)):
        if not alike[name] and sample.rows.height:
            return CaseColumn((name,), Remark("each row has its own"), True)
    for name in likely:
        for other in free:
            if other != name and _joins(sample, name, other):
                return CaseColumn((other, name), Remark("together unique, neither alone"), True)
    for name in likely:
        if alike[name] - sample.without(name) <= _FEW * sample.rows.height:
            doubt = f"{name}: {rows(alike[name])} repeat another row's, or have none"
            return CaseColumn((name,), Remark(doubt, False), True)
    return None


def case_of_events(columns: Sequence[str], lines: Sequence[str]) -> CaseColumn | None:
    """The column of a log with a row an event, by its heading."""
    called = next(called_so(columns, lines), None)
    return CaseColumn((called,), Remark("by its heading"), False) if called else None


def called_so(columns: Sequence[str], lines: Sequence[str], exact: bool = False) -> Iterator[str]:
    """The columns whose headings are one of some lines, in their order; then those that have all
    words of one, if these are wanted too."""
    plain = {plainly(name): name for name in reversed(columns)}
    same = [plain[line] for line in lines if line in plain]
    yield from same
    if not exact:
        yield from (name for name in columns if name not in same and fits(name, lines))


def _looks_like_names(sample: Sample, column: str) -> bool:
    """Whether a column holds short texts with a number in each."""
    texts = [text for text, _ in sample.counts(column)]
    return bool(texts) and all(
        len(text) <= _LONGEST and text.count(" ") < _SPACES and any(map(str.isdigit, text))
        for text in texts
    )


def _joins(sample: Sample, name: str, other: str) -> bool:
    """Whether a column such as the year makes names unique."""
    kinds = len(sample.counts(other))
    return 1 < kinds <= sample.rows.height / 2 and not sample.tells_apart(other, name)
