"""What the columns of a block give, scenario by scenario -> what holds of its cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np
from attrs import field, frozen

from foirules.audit.judging.frame_hits import FrameHits, hits_on_frame
from foirules.audit.judging.frames import Frame
from foirules.audit.judging.scenarios import ScenarioLog
from foirules.cases.case import Case
from foirules.engine.columns.arrays import Mask
from foirules.engine.columns.block import Block
from foirules.engine.columns.compiler import BlockOutputs
from foirules.language.law import Law
from foirules.language.types import Enumeration

DECLARED: Final = {"findings": "rules", "clocks": "clocks", "actions": "actions"}
UNCERTAIN: Final = "uncertain"  # the stage of a part that is not the same in all scenarios


@frozen(eq=False, repr=False)
class FoundOfBlock:
    """What is found of the chosen cases of a block.

    :param tables: the block, a row a scenario; ``said`` what the columns give of it.
    :param chosen: a mask of the cases that count.
    """

    law: Law
    scenarios: ScenarioLog
    tables: Block
    said: BlockOutputs
    chosen: Mask
    _outside: Mask = field(init=False)
    inside: Mask = field(init=False)

    @_outside.default
    def _outside_the_calendar(self) -> Mask:
        return self.scenarios.cases_with(self.said.outside) & self.chosen

    @inside.default
    def _inside_the_calendar(self) -> Mask:
        return self.chosen & ~self._outside

    @property
    def frame(self) -> Frame:
        return self.scenarios.frame

    def hits(self, name: str) -> Iterator[FrameHits]:
        """Of what is declared under a name (:data:`DECLARED`) in turn, where it holds."""
        declared = getattr(self.law, DECLARED[name])
        for hits, read in zip(getattr(self.said, name), declared, strict=True):
            kinds = {key: value.type for key, value in read.values.items()}
            of_frame = hits_on_frame(hits, self.tables, self.law.schema)
            yield self._of_chosen(self.scenarios.combined(name, kinds, of_frame))

    def undecided(self) -> Iterator[FrameHits]:
        """Of each rule that is asked what is undecided, where it is."""
        for hits in self.said.undecided:
            of_frame = hits_on_frame(hits, self.tables, self.law.schema)
            yield self._of_chosen(self.scenarios.in_frame(of_frame))

    def _of_chosen(self, hits: FrameHits) -> FrameHits:
        return hits if self.inside.all() else hits.only(self.inside.take(hits.case))

    def stages(self) -> Mapping[str, int]:
        """How many parts have come to each stage."""
        schema = self.law.schema
        kind = self.law.by_key[schema.part.name, schema.roles.stage].tree.type
        assert isinstance(kind, Enumeration)
        stage = self.scenarios.stages(self.said.stage, kind)
        codes, counts = np.unique(stage[self.inside[self.frame.log.parts]], return_counts=True)
        return {
            kind.members[code] if code >= 0 else UNCERTAIN: count
            for code, count in zip(codes.tolist(), counts.tolist(), strict=True)
        }

    def outside(self) -> list[Case]:
        """The cases that come near the end of the calendar."""
        return [self.frame.case(place) for place in np.flatnonzero(self._outside).tolist()]
