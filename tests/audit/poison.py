"""A process that dies as soon as it comes to judge a case called ``poison``."""

from __future__ import annotations

import os

from foirules.audit.reading.chunks import Chunk
from foirules.audit.running.worker import Done, Job, names_of
from foirules.audit.running.worker import run as really_run


def run(job: Job, chunk: Chunk) -> Done:
    if any(name and name.startswith("poison") for name in names_of(job, chunk)):
        os._exit(9)
    return really_run(job, chunk)
