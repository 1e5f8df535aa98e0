"""Desks for tests: real diaries on both engines, a clock that stands still until it is moved."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import update

from reception import desk as desks
from reception.desk import Desk
from reception.domain import span
from reception.domain.call import CallLine, CancelledBy, Result
from reception.domain.change import Change
from reception.domain.slot import Slot
from reception.services import calls, clinics, publishing, slots, times
from reception.services.calls import Caller
from reception.settings import Settings
from reception.storage import schema
from tests.support import postgres

MONDAY = date(2026, 11, 23)
NINE_ON_MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A clock the test moves."""

    now: datetime = NINE_ON_MONDAY

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        """Move on by hours, minutes, days."""
        self.now += timedelta(**by)


@dataclass
class TestDesk:
    """A desk, and the words a receptionist would use at it. Times are London's, on the first Monday."""

    __test__ = False

    desk: Desk
    clock: Clock
    others: list[Desk] = field(default_factory=list)

    def slot(self, at: str, day: date = MONDAY, clinic: str = "London") -> Slot:
        """Return the slot at a time."""
        with self.desk.store.read() as reader:
            where = clinics.named(reader, clinic)
            return times.slot_at(reader, span.instant(day, time.fromisoformat(at)), where)

    def book(
        self,
        at: str,
        name: str = "Jane Holt",
        phone: str = "07700 900334",
        day: date = MONDAY,
        clinic: str = "London",
    ) -> Change:
        """Book a call."""
        slot = self.slot(at, day, clinic)
        return calls.book(self.desk.history, slot.id, Caller(name=name, phone=phone), about="Back pain")

    def line(self, name: str = "Jane Holt", week: date = MONDAY) -> CallLine:
        """Return the call of a patient, as this desk sees it now."""
        return next(line for line in self.lines(week) if line.patient.name == name)

    def lines(self, week: date = MONDAY) -> list[CallLine]:
        """Return the calls of a week."""
        with self.desk.store.read() as reader:
            return calls.of_week(reader, week)

    def move(self, name: str = "Jane Holt", *, to: str, clinic: str = "London", day: date = MONDAY) -> Change:
        """Move the call of a patient."""
        return calls.move(self.desk.history, self.line(name).call, self.slot(to, day, clinic).id)

    def cancel(self, name: str = "Jane Holt", reason: str = "No longer needed") -> Change:
        """Cancel the call of a patient."""
        return calls.cancel(self.desk.history, self.line(name).call, by=CancelledBy.PATIENT, reason=reason)

    def record(self, result: Result, name: str = "Jane Holt", **more: object) -> Change:
        """Record what came of the call of a patient."""
        return calls.record(self.desk.history, self.line(name).call, result, **more)  # type: ignore[arg-type]

    def end_holds(self) -> None:
        """Let the time of every hold be over, by whichever clock decides."""
        with self.desk.store.write() as writer:
            writer.connection.execute(update(schema.holds).values(until=self.clock() - timedelta(days=365)))

    def undo(self) -> Change:
        """Take back the last change."""
        return self.desk.history.undo()

    def redo(self) -> Change:
        """Bring it back."""
        return self.desk.history.redo()

    def publish(self, weeks: int = 2, first: date = MONDAY) -> publishing.Published:
        """Publish some weeks."""
        return publishing.publish(self.desk.history, first=first, weeks=weeks)

    def free_times(self, count: int = 3, clinic: str = "London") -> list[str]:
        """Return the next free times."""
        with self.desk.store.read() as reader:
            where = clinics.named(reader, clinic)
            found = slots.free(reader, self.clock(), clinic=where.id, limit=count)
        return [span.clock(line.slot.starts_at) for line in found]


@dataclass
class Practice:
    """One diary, and the desks that share it."""

    settings: Settings
    clock: Clock
    opened: list[Desk] = field(default_factory=list)

    def desk(self, name: str = "Ann Kay") -> TestDesk:
        """Open one more desk on the diary."""
        opened = desks.open_(self.settings._replace(desk=f"desk of {name}"), self.clock)
        self.opened.append(opened)
        return TestDesk(desks.sign_in(opened, name), self.clock)

    def close(self) -> None:
        """Close every desk."""
        for one in self.opened:
            one.close()


def practice(folder: Path, database: Path | str, clock: Clock) -> Practice:
    """Make a diary with its first contents."""
    made = practice_at(folder, database, clock)
    desks.create(made.settings, clock).close()
    return made


def practice_at(folder: Path, database: Path | str, clock: Clock) -> Practice:
    """Return the practice of a diary that is there."""
    settings = Settings(
        data_folder=folder / "data",
        config_folder=folder / "config",
        database=database,
        is_default_database=False,
        desk="test desk",
    )
    return Practice(settings, clock)


def first_contents(folder: Path, database: Path | str) -> None:
    """Make a diary as it is at first, a minute before a test begins: what it does then is later, by its ids too."""
    practice(folder, database, Clock(NINE_ON_MONDAY - timedelta(minutes=1))).close()


def two_weeks(folder: Path, database: Path | str) -> None:
    """Make a diary with two weeks published."""
    made = practice(folder, database, Clock(NINE_ON_MONDAY - timedelta(minutes=1)))
    made.desk().publish()
    made.close()


Fill = Callable[[Path, Path | str], None]
"""Makes a diary in a folder and a place of it, to be copied for each test that wants one like it."""


@dataclass
class Samples:
    """Diaries made once and copied for each test: in files, and on a server when one is asked for."""

    folder: Path
    server: Callable[[], postgres.Server]

    def practice(self, fill: Fill, folder: Path, clock: Clock, *, is_shared: bool) -> Practice:
        """Return a practice of its own, like the one that `fill` makes."""
        name = fill.__name__
        if is_shared:
            address = self.server().copy_of(name, lambda place: fill(self.folder / f"{name} shared", place))
            return practice_at(folder, address, clock)
        sample = self.folder / name
        if not sample.exists():
            sample.mkdir()
            fill(sample, sample / "reception.db")
        shutil.copytree(sample, folder, dirs_exist_ok=True)
        return practice_at(folder, folder / "reception.db", clock)


Engines = Callable[[], Path | str]


def two_calls(diary: Practice) -> TestDesk:
    """Return a desk with two weeks published and a call of Jane Holt at 10:00, of Tom Holt at 11:15."""
    made = diary.desk("Joe Moss")
    made.publish()
    made.book("10:00")
    made.book("11:15", "Tom Holt", "07700 900335")
    return made
