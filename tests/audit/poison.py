"""A process that dies as soon as it comes to judge a case called ``poison``."""

from __future__ import annotations

import os

from foirules.audit.reading.chunks import Chunk
from foirules.audit.running import one_chunk
from foirules.audit.running.one_chunk import DoneChunk, Job, case_names


def judge_and_write(job: Job, chunk: Chunk) -> DoneChunk:
    if any(name and name.startswith("poison") for name in case_names(job, chunk)):
        os._exit(9)
    return one_chunk.judge_and_write(job, chunk)
