"""Charts as SVG. Their places are percentages, so that they are as wide as the screen and their
words keep their size; a table beside each says the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from attrs import frozen

from foirules.report.html.markup import Markup, tag

HIGH: Final = 150  # of the columns of a chart
FOOT: Final = 22  # below them, for their names
HEAD: Final = 18  # above them, for their numbers
NAMED: Final = 5  # columns that are named, at most
CLOSE: Final = 85  # a band that begins beyond leaves no room for the number 100
NUMBERED: Final = 12  # columns with their numbers above, at most


@frozen
class Column:
    """A column of a chart: of so many, some are marked and stand lowest, filled."""

    name: str
    count: int
    marked: int = 0


def columns(id: str, title: str, told: str, given: Sequence[Column]) -> Markup:
    """Columns side by side, from left to right.

    :param told: what is to be seen, in a sentence.
    """
    most = max((each.count for each in given), default=0) or 1
    step = 100 / max(len(given), 1)
    every = -(-len(given) // NAMED) or 1
    foot = HEAD + HIGH
    drawn = [tag("line", x1="0", x2="100%", y1=foot, y2=foot, class_="axis")]
    for place, each in enumerate(given):
        left, wide, middle = step * (place + 0.1), step * 0.8, step * (place + 0.5)
        whole, marked = (HIGH * count / most for count in (each.count, each.marked))
        for class_, high, low in (("rest", whole - marked, marked), ("marked", marked, 0)):
            if high:
                drawn.append(
                    tag(
                        "rect",
                        x=f"{left:.2f}%",
                        y=f"{foot - low - high:.1f}",
                        width=f"{wide:.2f}%",
                        height=f"{high:.1f}",
                        class_=class_,
                    )
                )
        if each.count and len(given) <= NUMBERED:
            drawn.append(_word(f"{each.count:,}", middle, foot - whole - 5))
        if place % every == 0:
            at = ("start", left) if not place else ("middle", middle)
            drawn.append(_word(each.name, at[1], foot + 16, at[0]))
    return _chart(id, title, told, foot + FOOT, drawn)


def rate_scale(
    id: str,
    title: str,
    told: str,
    bounds: tuple[float, float, float],
    bands: Mapping[str, int],
) -> Markup:
    """A percentage between its bounds, on a line from 0 to 100 with where each band begins.

    :param bounds: the least it may be, what it is as recorded, the most it may be.
    :param bands: the least percentage of each.
    """
    least, recorded, most = bounds
    drawn = [tag("rect", x="0", y=20, width="100%", height=14, class_="scale")]
    starts = sorted(set(bands.values()) - {0})
    for start in starts:
        drawn.append(tag("line", x1=f"{start}%", x2=f"{start}%", y1=14, y2=40, class_="band"))
        drawn.append(_word(str(start), start, 53, "start" if start == starts[-1] else "end"))
    wide = f"{max(most - least, 0.4):.2f}%"
    drawn.append(tag("rect", x=f"{least:.2f}%", y=20, width=wide, height=14, class_="between"))
    at = f"{recorded:.2f}%"
    drawn.append(tag("line", x1=at, x2=at, y1=10, y2=40, class_="recorded"))
    drawn.append(_word("0", 0, 53, "start"))
    if max(bands.values(), default=0) <= CLOSE:
        drawn.append(_word("100", 100, 53, "end"))
    return _chart(id, title, told, 58, drawn)


def bar(part: float) -> Markup:
    """A bar beside a number that says the same.

    :param part: of 1.
    """
    wide = f"{100 * min(max(part, 0.0), 1.0):.1f}%"
    return tag(
        "svg",
        tag("rect", width=wide, height="100%", class_="marked"),
        class_="bar",
        aria_hidden="true",
    )


def _word(said: str, across: float, down: float, anchor: str = "middle") -> Markup:
    return tag("text", said, x=f"{across:.2f}%", y=f"{down:.1f}", text_anchor=anchor)


def _chart(id: str, title: str, told: str, high: int, drawn: Sequence[Markup]) -> Markup:
    names = f"{id}-title", f"{id}-told"
    return tag(
        "svg",
        tag("title", title, id=names[0]),
        tag("desc", told, id=names[1]),
        *drawn,
        height=high,
        role="img",
        aria_labelledby=" ".join(names),
        class_="chart",
    )
