"""The composition root without Qt: settings in, a desk out, with its store, person, clock and ids."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from reception.domain.errors import Obstacle
from reception.domain.ids import StaffId
from reception.domain.staff import PROGRAM, Staff
from reception.services import staff
from reception.services.history import History
from reception.services.ids import Ids
from reception.services.run import Run
from reception.settings import Settings
from reception.storage import diary_file, marks, opening
from reception.storage.store import Store

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Return the present instant, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """One running copy of the program: what it may use, and who works at it."""

    settings: Settings
    store: Store
    history: History
    clock: Clock

    def close(self) -> None:
        """Give back what is still held for a form, and let go of the database."""
        if self.history.held:
            from reception.services import holds

            with suppress(Obstacle):  # then the next start gives it back, or its time
                holds.give_back(self.history)
        self.history.run.end(gave_back=not self.history.held)
        self.store.close()

    def signed_in(self, person: Staff, *, is_newcomer: bool = False) -> Desk:
        """Return the desk with somebody else working at it."""
        before = self.history
        history = History(
            self.store,
            self.clock,
            before.ids,
            person,
            self.settings.desk,
            is_newcomer=is_newcomer,
            run=before.run,
        )
        return Desk(self.settings, self.store, history, self.clock)


def create(settings: Settings, clock: Clock = system_clock, *, throw_away: bool = False) -> Desk:
    """Make a new diary with its first contents, and open a desk on it."""
    from reception.services import first_start
    from reception.storage import making

    ids = Ids(clock)

    def fill(store: Store) -> None:
        first_start.fill(History(store, clock, ids, PROGRAM, settings.desk))

    store = making.create(settings.database, settings.config_folder, fill, throw_away=throw_away)
    return _desk(settings, store, clock, ids)


def open_(settings: Settings, clock: Clock = system_clock) -> Desk:
    """Open a desk on a diary that is there; raise Unavailable otherwise."""
    store = opening.open_(settings.database, settings.config_folder)
    return _desk(settings, store, clock, Ids(clock))


def open_or_first_start(settings: Settings, clock: Clock = system_clock) -> Desk:
    """Open a desk; this PC's own diary is made when neither it nor its key file was ever there."""
    place = settings.database
    if settings.is_default_database and isinstance(place, Path) and not diary_file.was_there(place):
        from reception.storage.making import Taken

        with suppress(Taken):  # by another start at the same moment: it is open to both
            return create(settings, clock)
    return open_(settings, clock)


def open_for_window(settings: Settings, clock: Clock = system_clock) -> Desk:
    """Open a desk, or make this PC's own diary; a file of an older version is brought up to date there and then.

    A shared diary is not, since other desks may still work in it with the older version.
    """
    try:
        return open_or_first_start(settings, clock)
    except opening.Older:
        if settings.is_shared:
            raise
    from reception.services import databases

    databases.upgrade(settings)
    return open_(settings, clock)


def open_signed_in(
    settings: Settings, name: str, clock: Clock = system_clock, known: StaffId | None = None
) -> Desk:
    """Open the window's desk, and let a person work at it, by name or as who is `known` here by id."""
    desk = open_for_window(settings, clock)
    try:
        _give_back_of_ended(desk)
        return sign_in(desk, name, known)
    except BaseException:
        desk.close()
        raise


def _desk(settings: Settings, store: Store, clock: Clock, ids: Ids) -> Desk:
    """Return a desk that works in the program's own name, until somebody is chosen."""
    token = ids.next()
    run = Run(token, marks.Mark(_marks_folder(settings), token))
    return Desk(settings, store, History(store, clock, ids, PROGRAM, settings.desk, run=run), clock)


def _marks_folder(settings: Settings) -> Path:
    """Return where the running copies of this PC that are on one diary have their marks."""
    return settings.data_folder / "running" / f"{zlib.crc32(str(settings.database).encode()):08x}"


def _give_back_of_ended(desk: Desk) -> None:
    """Give back what a copy of the program on this PC held when it ended without doing so."""
    if marks.there(_marks_folder(desk.settings)):
        from reception.services import holds

        with suppress(Obstacle):  # then its time gives it back
            holds.give_back_of_ended(desk.history, _marks_folder(desk.settings))


def sign_in(desk: Desk, name: str = "", known: StaffId | None = None) -> Desk:
    """Let a person work at a desk by name, or by the user of the operating system; who is new is a receptionist."""
    person, is_newcomer = staff.named_or_new(desk.history, name or desk.settings.staff or user_name(), known)
    return desk.signed_in(person, is_newcomer=is_newcomer)


def user_name() -> str:
    """Return the name of the operating system's user."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "Receptionist"
