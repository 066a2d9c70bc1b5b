"""What the law says of a case, as whole numbers: the same for every back end."""

from __future__ import annotations

from typing import Any, Final

from attrs import field, frozen

ESTABLISHED: Final = 1
POSSIBLE: Final = 2
MET: Final = 3
UNDECIDED: Final = 4


@frozen(eq=False, repr=False)
class Outputs:
    """What the law says of a case: tuples of (index in the law, row, ...) as whole numbers.

    rules: (rule, row, status, values); clocks: (clock, row, values); actions: (action, row, open,
    values); the values in the order of their declarations.
    """

    rules: list[tuple[Any, ...]] = field(factory=list)
    clocks: list[tuple[Any, ...]] = field(factory=list)
    actions: list[tuple[Any, ...]] = field(factory=list)
