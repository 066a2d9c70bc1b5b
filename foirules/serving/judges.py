"""Requests given out to worker processes: one that takes too long, or dies, costs itself alone."""

from __future__ import annotations

from collections.abc import Callable
from queue import Queue
from threading import Lock
from typing import Final

from attrs import Factory, define

from foirules.processes.workers import Died, Late, Worker
from foirules.serving.respond import Request, Response, failed, respond

BUSY, LATE, BROKEN = 503, 504, 500
MESSAGES: Final = {
    "late": "this took longer than {seconds:g} seconds, and was ended",
    "died": "the process that judged this has ended before its time; perhaps memory ran out",
    "none": "no process could be started to judge this; try again in a second",
    "busy": "too many requests are waiting; try again in a second",
}
WARM: Final = (
    Request("/due", {}, b'{"received": "2024-03-04"}'),
    Request(
        "/assess",
        {"as_of": "2024-06-03"},
        b'{"case": "warm", "events": [{"on": "2024-03-04", "event": "request-received"},'
        b' {"on": "2024-04-05", "event": "response", "outcome": "refused",'
        b' "exemptions": ["s40(2)"]}]}',
    ),
)
WARMING: Final = 60.0  # seconds; it is no part of the time that a request may take


@define
class Judges:
    """Worker processes that answer requests, each one at a time.

    :param count: how many.
    :param seconds: that a request may take.
    :param most_waiting: requests that wait for a judge; more are refused.
    """

    count: int
    seconds: float
    most_waiting: int = 100
    do: Callable[[Request], Response] = respond
    _idle: Queue[Worker | None] = Factory(Queue)
    _waiting: int = 0
    _lock: Lock = Factory(Lock)

    def start(self) -> None:
        """Starts the processes, if they are not there yet; each has read the law when this ends.

        :raises OSError: where one cannot be started; :class:`Died` or :class:`Late` where one
            does not come to read the law.
        """
        if self._idle.qsize():
            return
        started: list[Worker] = []
        try:
            for _ in range(self.count):
                started.append(Worker.started(self.do))
            for worker in started:
                _warmed(worker)
        except (OSError, Died, Late):
            for worker in started:
                worker.end()
            raise
        for worker in started:
            self._idle.put(worker)

    def answer(self, request: Request, seconds: float | None = None) -> Response:
        """The response to a request; called from any thread, it waits for an idle judge.

        :param seconds: that this one may take, where not as any other.
        """
        limit = self.seconds if seconds is None else seconds
        with self._lock:
            if self._waiting >= self.most_waiting:
                return failed(BUSY, [MESSAGES["busy"]])
            self._waiting += 1
        try:
            worker = self._idle.get()
        finally:
            with self._lock:
                self._waiting -= 1
        try:
            worker = worker or _warmed(Worker.started(self.do))
            response: Response = worker.ask(request, limit)
            return response
        except Late:
            worker = None
            return failed(LATE, [MESSAGES["late"].format(seconds=limit)])
        except Died:
            worker = None
            return failed(BROKEN, [MESSAGES["died"]])
        except OSError:
            worker = None
            return failed(BUSY, [MESSAGES["none"]])
        finally:
            self._idle.put(worker)

    def end(self) -> None:
        """Ends the processes that are idle; to be called when nothing is asked any more."""
        for _ in range(self._idle.qsize()):
            if worker := self._idle.get():
                worker.end()


def _warmed(worker: Worker) -> Worker:
    """A judge that has read the law, and made what every case needs."""
    for request in WARM:
        worker.ask(request, WARMING)
    worker.settle(WARMING)
    return worker
