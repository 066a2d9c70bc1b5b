"""Chunks -> what has become of each, by processes; one that dies costs the others nothing.

A chunk during which a process died is judged anew by itself; if that process dies too, the chunk is
judged in halves until the case at fault is alone, and that case is rejected.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final

from attrs import evolve

from foirules.audit.reading.chunks import Chunk
from foirules.audit.running.one_chunk import (
    DoneChunk,
    Job,
    case_names,
    judge_and_write,
    reject_chunk,
)
from foirules.cases.errors import EngineError

if TYPE_CHECKING:
    from foirules.processes.workers import Workers

MESSAGES: Final = {
    "died": "a process that judged it died",
    "dying": "processes that judge cases keep dying ({deaths} times)",
}
MOST_DEATHS: Final = 100
SETTINGS: Final = {
    "POLARS_MAX_THREADS": "1",  # its threads would stand in each other's way
    # How many milliseconds polars keeps memory that it does not need, before it gives it back.
    "_RJEM_MALLOC_CONF": "dirty_decay_ms:10000,muzzy_decay_ms:10000",
}
_HALVES: Final = 2


@contextmanager
def settings_of_workers() -> Iterator[None]:
    """Processes that are started in this have one core each, and keep memory for the next chunk."""
    before = {name: os.environ.get(name) for name in SETTINGS}
    os.environ.update(SETTINGS)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def judge_chunks(job: Job, chunks: Sequence[Chunk], processes: int) -> Iterator[DoneChunk]:
    """What has become of each chunk, as they are done.

    :param processes: with one the chunks are judged in this process.
    :raises EngineError: where processes keep dying.
    """
    if processes == 1:
        for chunk in chunks:
            yield judge_and_write(job, chunk)
        return
    from foirules.processes.workers import workers  # only where there are several

    suspects: list[Chunk] = []
    with settings_of_workers(), workers(partial(judge_and_write, job), processes) as pool:
        for each in pool.each(chunks):
            if each.result is None:
                suspects.append(each.task)
            else:
                yield each.result
        deaths = len(suspects)
        for chunk in suspects:
            for done, died in _alone(job, chunk, pool):
                deaths += died
                if deaths > MOST_DEATHS:
                    raise EngineError(MESSAGES["dying"].format(deaths=deaths))
                if done is not None:
                    yield done


def _alone(
    job: Job, chunk: Chunk, pool: Workers[Chunk, DoneChunk]
) -> Iterator[tuple[DoneChunk | None, int]]:
    """What becomes of a suspect, and how often a process died of it."""
    (judged,) = pool.each([chunk])
    if judged.result is not None:
        yield judged.result, 0
        return
    names = case_names(job, chunk)
    if len(names) == 1:
        yield reject_chunk(job, chunk, MESSAGES["died"]), 1
        return
    yield None, 1
    place, of = chunk.share
    for half in range(_HALVES):
        part = evolve(chunk, share=(place + half * of, of * _HALVES))
        if case_names(job, part):
            yield from _alone(job, part, pool)
