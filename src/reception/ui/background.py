"""The one worker thread that owns the database: a view asks, and is told by a queued signal.

An answer to a view that is gone is dropped, but that a change was made or refused is always told. What is
in the way comes as an obstacle, one sentence; anything else is a bug, noted without anybody's data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, Signal, Slot

from reception import bugs
from reception.desk import Desk
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Unavailable
from reception.domain.staff import Staff
from reception.services.history import History
from reception.storage.reader import Reader

T = TypeVar("T")
Told = Callable[[Any], object]
Failed = Callable[[Obstacle], object]


@dataclass(frozen=True)
class _Job:
    owner: QObject
    work: Callable[[Desk], Any]
    told: Told
    failed: Failed
    is_change: bool = False


@dataclass(frozen=True)
class _Answer:
    job: _Job
    value: Any = None
    obstacle: Obstacle | None = None


class _Worker(QObject):
    """Lives in the worker thread, with the desk."""

    answered = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk

    @Slot(object)
    def work(self, job: _Job) -> None:
        """Do one job and answer it."""
        try:
            answer = _Answer(job, job.work(self.desk))
        except Obstacle as obstacle:
            answer = _Answer(job, obstacle=obstacle)
        except Exception as error:
            sentence = bugs.note(error, self.desk.settings.data_folder)
            answer = _Answer(job, obstacle=Unavailable(sentence))
        self.answered.emit(answer)

    @Slot()
    def close(self) -> None:
        """Let go of the database, in the thread that used it."""
        self.desk.close()
        self.thread().quit()


class Background(QObject):
    """The window's way to the database. `changed` carries each change made here."""

    changed = Signal(object)
    refused = Signal(object)
    _asked = Signal(object)
    _closing = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.settings = desk.settings
        self.clock = desk.clock
        self.staff = desk.history.staff
        self._waiting = 0
        self._thread = QThread()
        self._worker = _Worker(desk)
        self._worker.moveToThread(self._thread)
        self._asked.connect(self._worker.work)
        self._closing.connect(self._worker.close)
        self._worker.answered.connect(self._deliver)
        self._thread.start()

    @property
    def is_idle(self) -> bool:
        """Tell whether every question has been answered."""
        return self._waiting == 0

    def ask(
        self,
        owner: QObject,
        question: Callable[[Reader], T],
        told: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Read something; `told` is called with it in the window's thread."""

        def work(desk: Desk) -> T:
            with desk.store.read() as reader:
                return question(reader)

        self._send(_Job(owner, work, told, failed or self.refused.emit))

    def do(
        self,
        owner: QObject,
        act: Callable[[History], Change],
        told: Callable[[Change], object] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Change something; `told` is called with the change, after everybody heard of it."""
        work: Callable[[Desk], Change] = lambda desk: act(desk.history)  # noqa: E731
        self._send(_Job(owner, work, told or _ignore, failed or self.refused.emit, is_change=True))

    def run(
        self,
        owner: QObject,
        work: Callable[[Desk], T],
        told: Callable[[T], object],
        failed: Failed | None = None,
    ) -> None:
        """Do something with the desk that is neither a question nor a change."""
        self._send(_Job(owner, work, told, failed or self.refused.emit))

    def sign_in(self, person: Staff) -> None:
        """Let somebody else work from now on."""
        self.staff = person

        def work(desk: Desk) -> None:
            self._worker.desk = desk.signed_in(person)

        self._send(_Job(self, work, _ignore, self.refused.emit))

    def _send(self, job: _Job) -> None:
        self._waiting += 1
        self._asked.emit(job)

    def _deliver(self, answer: _Answer) -> None:
        self._waiting -= 1
        job = answer.job
        if not shiboken6.isValid(job.owner):
            if job.is_change:
                (self.changed if answer.obstacle is None else self.refused).emit(
                    answer.value or answer.obstacle
                )
            return
        if answer.obstacle is not None:
            job.failed(answer.obstacle)
            return
        if job.is_change:
            self.changed.emit(answer.value)
        job.told(answer.value)

    def close(self) -> None:
        """Finish what was asked, close the database, and end the thread."""
        self._closing.emit()
        self._thread.wait()


def _ignore(value: object) -> None:
    """Take an answer that nobody waits for."""
