"""The calls that are to be moved: those on the pinboard, and how many stand where nothing is offered any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.errors import Obstacle
from reception.domain.ids import CallId, ClinicId
from reception.ui.context import Context

if TYPE_CHECKING:
    from reception.desk import Desk
    from reception.services.pinboard import Parked
    from reception.services.rescue import Misfits, Stranded

EMPTY = "The pinboard is empty. Press K on a call to park it there."


@dataclass(frozen=True)
class _Read:
    clinic: ClinicId | None
    parked: tuple[Parked, ...] = ()
    stranded: tuple[Stranded, ...] = ()


class ToMove(QObject):
    """Reads them for the clinic of the filter, once the screen has read what it shows; `told` says that it has.

    Without `reads_pinboard` only how many stand where nothing is offered.

    `chosen` is the parked call that the next free slot is for, or None.
    """

    told = Signal()

    def __init__(self, parent: QObject, context: Context, *, reads_pinboard: bool = True) -> None:
        super().__init__(parent)
        self._context, self._reads_pinboard = context, reads_pinboard
        self._read = _Read(None)
        self.chosen: CallId | None = None
        context.misfits.changed.connect(self.refresh)

    @property
    def parked(self) -> tuple[Parked, ...]:
        """Return the calls on the pinboard, longest parked first."""
        return self._read.parked

    @property
    def ids(self) -> frozenset[CallId]:
        """Return the names of the calls on the pinboard."""
        return frozenset(one.line.id for one in self._read.parked)

    @property
    def sentence(self) -> str:
        """Return that calls stand where nothing is offered any more, or nothing."""
        return standing(self._read.stranded) if self._read.stranded else ""

    def refresh(self) -> None:
        """Read again what is to be moved."""
        work = partial(
            _read,
            clinic=self._context.clinic,
            reads_pinboard=self._reads_pinboard,
            misfits=self._context.misfits.found,
        )
        self._context.background.run(self, work, self._show, _leave_it, is_urgent=False)

    def _show(self, read: _Read) -> None:
        if read.clinic == self._context.clinic:
            self._read = read
            self.choose(self.chosen if self.chosen in self.ids else None)

    def choose(self, call: CallId | None) -> None:
        """Let the next free slot be for a parked call, or for nobody on the pinboard."""
        self.chosen = call
        self.told.emit()

    def park_or_take_off(self, line: CallLine) -> None:
        """Put a call on the pinboard, or take it off."""
        from reception.services import pinboard

        self._context.background.do(self, partial(pinboard.park_or_take_off, call=line.id))


def standing(found: Sequence[Stranded]) -> str:
    """Return how many calls stand where nothing is offered, or the rota has no hours, and on how many days."""
    days = len({span.london_day(one.line.due_at) for one in found})
    count = "1 booked call" if len(found) == 1 else f"{len(found)} booked calls"
    stand = f"{count}{f' on {days} days' if days > 1 else ''}"
    if all(one.may_stay for one in found):
        return f"{stand} {'is' if len(found) == 1 else 'are'} outside the hours of the rota now."
    return f"{stand} {'needs' if len(found) == 1 else 'need'} another time."


def _read(desk: Desk, clinic: ClinicId | None, reads_pinboard: bool, misfits: Misfits) -> _Read:
    from reception.services import pinboard, rescue

    with desk.store.read() as reader:
        stranded = tuple(rescue.to_move(reader, desk.clock(), clinic, misfits))
        parked = tuple(pinboard.parked(reader, clinic)) if reads_pinboard else ()
        return _Read(clinic, parked, stranded)


def _leave_it(obstacle: Obstacle) -> None:
    """Say nothing: what is in the way is told by what the screen itself asks."""
