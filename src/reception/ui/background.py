"""The one worker thread that owns the database: a view asks, and is told by a queued signal.

An answer to a view that is gone is dropped, but that a change was made or refused is always told. What is
in the way comes as an obstacle, one sentence; anything else is a bug, noted without anybody's data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QThread, QTimer, Signal, Slot

from reception import bugs
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Unavailable
from reception.domain.staff import PROGRAM, Staff
from reception.settings import Settings

if TYPE_CHECKING:
    from reception.desk import Clock, Desk
    from reception.services.history import History
    from reception.storage.reader import Reader

LATER = 50
"""Milliseconds that the window gets to paint, before what is not urgent starts."""
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
    opened = Signal(object)
    failed = Signal(object)

    def __init__(self, open_desk: Callable[[], Desk]) -> None:
        super().__init__()
        self._open_desk = open_desk
        self._waiting: list[_Job] = []
        self.desk: Desk | None = None

    @Slot()
    def open(self) -> None:
        """Open the desk, in the thread that uses it."""
        self.open_after(lambda: None)

    @Slot(object)
    def open_after(self, first: Callable[[], object]) -> None:
        """Do something that lets the desk be opened, and open it."""
        try:
            first()
            self.desk = self._open_desk()
        except Exception as error:
            self.failed.emit(error)
        else:
            self.opened.emit(self.desk.history.staff)
            waiting, self._waiting = self._waiting, []
            for job in waiting:
                self.work(job)

    @Slot(object)
    def work(self, job: _Job) -> None:
        """Do one job and answer it; without a desk it waits for one."""
        if self.desk is None:
            self._waiting.append(job)
            return
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
        if self.desk is not None:
            self.desk.close()
        self.thread().quit()


class Background(QObject):
    """The window's way to the database, which the worker opens first of all.

    `opened` tells that it did, and `failed` carries why not; `changed` carries each change made here.
    """

    opened = Signal()
    failed = Signal(object)
    changed = Signal(object)
    refused = Signal(object)
    _asked = Signal(object)
    _opening = Signal(object)
    _closing = Signal()

    def __init__(self, settings: Settings, clock: Clock, open_desk: Callable[[], Desk]) -> None:
        super().__init__()
        self.settings = settings
        self.clock = clock
        self.staff = PROGRAM
        self._waiting = 1
        self._not_urgent: list[_Job] = []
        self._thread = QThread()
        self._worker = _Worker(open_desk)
        self._worker.moveToThread(self._thread)
        self._thread.started.connect(self._worker.open)
        self._worker.opened.connect(self._know_staff)
        self._worker.failed.connect(self.failed)
        self._asked.connect(self._worker.work)
        self._opening.connect(self._worker.open_after)
        self._closing.connect(self._worker.close)
        self._worker.answered.connect(self._deliver)
        self._thread.start()

    @classmethod
    def at(cls, desk: Desk) -> Background:
        """Return the way to a desk that is open already."""
        made = cls(desk.settings, desk.clock, lambda: desk)
        made.staff = desk.history.staff
        return made

    def open_after(self, first: Callable[[], object]) -> None:
        """Open the desk once more after it failed, when something else is done: with a recovery key, perhaps."""
        self._opening.emit(first)

    def _know_staff(self, staff: Staff) -> None:
        if self.staff is PROGRAM:  # nobody has signed in meanwhile
            self.staff = staff
        self.opened.emit()
        self._one_less()

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
            return desk.store.ask(question)

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
        *,
        is_urgent: bool = True,
    ) -> None:
        """Do something with the desk that is neither a question nor a change; what is not urgent waits for a rest."""
        job = _Job(owner, work, told, failed or self.refused.emit)
        if is_urgent:
            self._send(job)
        else:
            self._waiting += 1
            self._not_urgent.append(job)
            self._rest()

    def sign_in(self, person: Staff) -> None:
        """Let somebody else work from now on."""
        self.staff = person

        def work(desk: Desk) -> None:
            self._worker.desk = desk.signed_in(person)

        self._send(_Job(self, work, _ignore, self.refused.emit))

    def _send(self, job: _Job) -> None:
        self._waiting += 1
        self._asked.emit(job)

    def _one_less(self) -> None:
        self._waiting -= 1
        self._rest()

    def _rest(self) -> None:
        """Come to what is not urgent, once nothing else waits."""
        if self._not_urgent and self._waiting == len(self._not_urgent):
            QTimer.singleShot(LATER, self, self._send_not_urgent)

    def _send_not_urgent(self) -> None:
        jobs, self._not_urgent = self._not_urgent, []
        for job in jobs:
            self._asked.emit(job)

    def _deliver(self, answer: _Answer) -> None:
        self._one_less()
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
