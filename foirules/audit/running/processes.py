"""Chunks -> what has become of each, by processes; one that dies costs the others nothing.

A chunk during which a process died is judged anew by a process of its own; if that dies too, the
chunk is judged in halves until the case at fault is alone, and that case is rejected.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from typing import Final

from attrs import evolve

from foirules.audit.reading.chunks import Chunk
from foirules.audit.running.one_chunk import (
    DoneChunk,
    Job,
    case_names,
    judge_and_write,
    reject_chunk,
)
from foirules.audit.running.signals import default_handling, postponed
from foirules.cases.errors import EngineError

MESSAGES: Final = {
    "died": "a process that judged it died",
    "dying": "processes that judge cases keep dying ({deaths} times)",
}
MOST_DEATHS: Final = 100
_HALVES: Final = 2


@contextmanager
def process_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Processes with one core each, which an interruption does not reach."""
    # Each process has one core, so polars' threads would stand in each other's way.
    before = os.environ.get("POLARS_MAX_THREADS")
    os.environ["POLARS_MAX_THREADS"] = "1"
    pool = ProcessPoolExecutor(processes, get_context("spawn"), _listening)
    try:
        yield pool
    except BaseException:
        _end(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        if before is None:
            del os.environ["POLARS_MAX_THREADS"]
        else:
            os.environ["POLARS_MAX_THREADS"] = before


def _listening() -> None:
    """Ctrl-C reaches every process of a terminal; the main process ends the others."""
    signal(SIGINT, SIG_IGN)
    default_handling(SIGTERM)


def _submitted(pool: ProcessPoolExecutor, job: Job, chunk: Chunk) -> Future[DoneChunk]:
    with postponed(SIGINT, SIGTERM):  # no interruption in the middle of a process's start
        return pool.submit(judge_and_write, job, chunk)


def _end(pool: ProcessPoolExecutor) -> None:
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.terminate()


def judge_chunks(job: Job, chunks: Sequence[Chunk], processes: int) -> Iterator[DoneChunk]:
    """What has become of each chunk, as they are done.

    :param processes: with one the chunks are judged in this process.
    :raises EngineError: where processes keep dying.
    """
    if processes == 1:
        for chunk in chunks:
            yield judge_and_write(job, chunk)
        return
    waiting = deque(chunks)
    deaths = 0
    while waiting:
        suspects: list[Chunk] = []
        with process_pool(min(processes, len(waiting))) as pool:
            yield from _until_one_dies(job, waiting, pool, processes, suspects)
        for chunk in suspects:
            deaths += 1
            for done, died in _alone(job, chunk):
                deaths += died
                if deaths > MOST_DEATHS:
                    raise EngineError(MESSAGES["dying"].format(deaths=deaths))
                if done is not None:
                    yield done


def _until_one_dies(
    job: Job,
    waiting: deque[Chunk],
    pool: ProcessPoolExecutor,
    processes: int,
    suspects: list[Chunk],
) -> Iterator[DoneChunk]:
    """Gives out the chunks; those that were being judged when a process died are the suspects."""
    running: dict[Future[DoneChunk], Chunk] = {}
    while waiting or running:
        try:
            while waiting and len(running) <= processes:
                running[_submitted(pool, job, waiting[0])] = waiting[0]
                waiting.popleft()
        except BrokenProcessPool:
            suspects += running.values()
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            try:
                yield future.result()
            except BrokenProcessPool:
                suspects += running.values()
                return
            del running[future]


def _alone(job: Job, chunk: Chunk) -> Iterator[tuple[DoneChunk | None, int]]:
    """What becomes of a suspect, and how often a process died of it."""
    try:
        with process_pool(1) as pool:
            yield _submitted(pool, job, chunk).result(), 0
        return
    except BrokenProcessPool:
        pass
    names = case_names(job, chunk)
    if len(names) == 1:
        yield reject_chunk(job, chunk, MESSAGES["died"]), 1
        return
    yield None, 1
    place, of = chunk.share
    for half in range(_HALVES):
        part = evolve(chunk, share=(place + half * of, of * _HALVES))
        if case_names(job, part):
            yield from _alone(job, part)
