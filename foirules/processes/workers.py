"""Tasks -> their results, by worker processes.

Each worker has a pipe of its own and one task at a time, so nothing is shared that a worker could
leave locked: one that dies is told by the end of its pipe, and costs its own task alone.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_context, parent_process, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, Final, Generic, TypeVar

from attrs import define, frozen

from foirules.processes.signals import MASKED, end_by_parent_alone, postponed

Task = TypeVar("Task")
Result = TypeVar("Result")

POLL: Final = 0.2  # seconds that an interruption waits at most


@frozen
class Done(Generic[Task, Result]):
    """What has become of a task: its result, or that its worker died (``result`` is None)."""

    place: int
    task: Task
    result: Result | None
    died: bool = False


class Late(TimeoutError):
    """A worker took longer over a task than it had."""


class Died(RuntimeError):
    """A worker ended in the middle of a task."""


@define
class Worker:
    """A process, and our end of its pipe."""

    process: BaseProcess
    connection: Connection

    @classmethod
    def started(cls, do: Callable[[Task], Result]) -> Worker:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs, do), daemon=True)
        if MASKED:  # begun with the first process, it would let signals through again
            resource_tracker.ensure_running()
        with postponed():  # no interruption in the middle of a process's start
            process.start()
        theirs.close()
        return cls(process, ours)

    def ask(self, task: Any, seconds: float) -> Any:
        """What the worker makes of a task, for which it has so long.

        :raises Late: where it takes longer; it is ended.
        :raises Died: where it ended by itself.
        """
        _give(self.connection, task)
        if not self.connection.poll(seconds):
            self.end()
            raise Late
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            self.end()
            raise Died from None
        if isinstance(answer, _Raised):
            raise answer.error
        return answer

    def settle(self, seconds: float) -> None:
        """What the worker has made so far stays: it is not looked through for cycles again.

        :raises Late: as ``ask`` does, and :class:`Died`.
        """
        self.ask(_Settle(), seconds)

    def end(self) -> None:
        """Ends the process, whatever it is doing."""
        self.process.terminate()
        self.process.join()
        self.connection.close()


_CONTEXT: Final = get_context("spawn")


@define
class Workers(Generic[Task, Result]):
    """Processes that all do the same with the tasks they are given; see :func:`workers`."""

    do: Callable[[Task], Result]
    count: int
    workers: list[Worker]

    def each(self, tasks: Iterable[Task]) -> Iterator[Done[Task, Result]]:
        """What has become of each task, as they are done; one whose worker died is not tried again.

        :raises Exception: what a worker raised in doing a task.
        """
        waiting = deque(enumerate(tasks))
        idle = list(self.workers)
        busy: dict[Connection, tuple[Worker, int, Task]] = {}

        def hand_next(worker: Worker) -> None:
            place, task = waiting.popleft()
            busy[worker.connection] = worker, place, task
            _give(worker.connection, task)

        while waiting or busy:
            while waiting and len(busy) < self.count:
                hand_next(idle.pop() if idle else self._another())
            for connection in _ready(list(busy)):
                worker, place, task = busy.pop(connection)
                try:
                    with postponed():  # an answer is taken whole
                        answer = connection.recv()
                except (EOFError, OSError):
                    self._bury(worker)
                    yield Done(place, task, None, died=True)
                    continue
                if waiting:
                    hand_next(worker)
                else:
                    idle.append(worker)
                if isinstance(answer, _Raised):
                    raise answer.error
                yield Done(place, task, answer)

    def _another(self) -> Worker:
        self.workers.append(Worker.started(self.do))
        return self.workers[-1]

    def _bury(self, worker: Worker) -> None:
        self.workers.remove(worker)
        worker.end()

    def end(self) -> None:
        """Ends all the processes, whatever they are doing."""
        while self.workers:
            self.workers.pop().end()


@contextmanager
def workers(do: Callable[[Task], Result], count: int) -> Iterator[Workers[Task, Result]]:
    """Worker processes, started as they are needed, and ended with this.

    An interruption reaches the main process alone, and none of them outlives it.

    :param do: what is done with a task; like tasks and results it must pickle.
    :param count: how many processes, at most.
    """
    pool = Workers(do, count, [])
    try:
        yield pool
    finally:
        pool.end()


def _give(connection: Connection, task: object) -> None:
    with suppress(OSError):  # it has died: the end of its pipe says so
        connection.send(task)


def _ready(connections: list[Connection]) -> list[Connection]:
    """The pipes with an answer or an end; one at least."""
    while True:
        with postponed():
            ready = wait(connections, POLL)
        if ready:
            return [each for each in connections if each in ready]


# --- in a process of its own ----------------------------------------------------------------------


@frozen
class _Settle:
    """A task that no caller gives: see :meth:`Worker.settle`."""


@frozen
class _Raised:
    """What was raised in doing a task."""

    error: BaseException


def _work(connection: Connection, do: Callable[[Task], Result]) -> None:
    """Does one task after another, until the pipe ends."""
    end_by_parent_alone()
    Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        if isinstance(task, _Settle):
            gc.collect()
            gc.freeze()
            connection.send(None)
            continue
        answer: Result | _Raised
        try:
            answer = do(task)
        except Exception as error:
            answer = _Raised(error)
        connection.send(answer)


def _end_with_parent() -> None:
    """Ends this process as soon as the one that started it has ended, however that came."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
