"""What Today shows, read in one go, and what follows from it: its figures, whom to call next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reception.domain import span
from reception.domain.call import UNANSWERED, CallLine, CallStatus, Result
from reception.domain.ids import CallId, ClinicId
from reception.services import calls, patients, slots
from reception.services.patients import WaitingLine
from reception.services.slots import SlotLine
from reception.storage.reader import Reader
from reception.ui import words

FIGURES = ("Calls today", "Done", "No answer", "Next free slot", "Waiting list")


@dataclass(frozen=True)
class TodayBoard:
    """All that Today shows, read in one go."""

    now: datetime
    lines: tuple[CallLine, ...]
    next_free: SlotLine | None
    waiting: tuple[WaitingLine, ...]


def read(reader: Reader, now: datetime, clinic: ClinicId | None) -> TodayBoard:
    """Read what Today shows at a moment (UTC), of one clinic or all."""
    return TodayBoard(
        now=now,
        lines=tuple(calls.today(reader, now, clinic)),
        next_free=next(iter(slots.free(reader, now, clinic=clinic, limit=1)), None),
        waiting=tuple(patients.waiting(reader, now, clinic)),
    )


def figures(board: TodayBoard) -> tuple[tuple[str, str], ...]:
    """Return a number and a note for each of the figures.

    The calls are those of the list, whichever day they were booked for: each is done, got no answer, or is still to
    be called, so that these add up to all of them.
    """
    done = [line for line in board.lines if line.call.status is CallStatus.DONE]
    missed = [line for line in board.lines if _is_missed(line)]
    left = len(board.lines) - len(done) - len(missed)
    consultations = sum(line.call.outcome is Result.CONSULTATION_BOOKED for line in done)
    fits = sum(line.fits is not None for line in board.waiting)
    return (
        (str(len(board.lines)), f"{left} still to call" if left else "none left to call"),
        (str(len(done)), f"{consultations} consultation{'' if consultations == 1 else 's'}"),
        (str(len(missed)), _chasing(missed)),
        _next_free(board),
        (str(len(board.waiting)), f"{fits} fit{'s' if fits == 1 else ''} a free slot"),
    )


def _chasing(missed: Sequence[CallLine]) -> str:
    """Return what is to be done about those who did not answer."""
    last = sum(line.has_no_try_left for line in missed)
    closed = sum(line.call.status is CallStatus.NOT_REACHED for line in missed)
    if last:
        return f"{last} with no try left"
    if closed:
        return f"{closed} closed"
    return "each has a try left" if missed else "nobody to chase"


def _next_free(board: TodayBoard) -> tuple[str, str]:
    """Return when the next slot is free, short enough for a figure, and whose it is."""
    free = board.next_free
    if free is None:
        return "None", "publish some in Diary"
    when = words.relative(free.slot.starts_at, span.london_day(board.now)).removeprefix("Today ")
    whose = f"{free.clinician.short_name}, {free.clinic.name}"
    day, _, clock = when.rpartition(" ")
    return (day, f"{clock}, {whose}") if " " in day else (when, whose)


def next_to_call(before: Sequence[CallLine], board: TodayBoard, just: CallId) -> CallLine | None:
    """Return whom to call after a call that was just recorded: who is due, else who comes next today.

    Those below it in the list as it stood before go first. A call with no try left, or a wrong number, is nobody's
    next call.
    """
    order = [line.id for line in before]
    place = order.index(just) if just in order else -1
    below = set(order[place + 1 :])
    end = span.day_span(span.london_day(board.now)).end
    open_ = [line for line in board.lines if line.id != just and _can_be_called(line) and line.due_at < end]
    due = [line for line in open_ if line.is_due(board.now)]
    return next((line for line in due if line.id in below), next(iter(due or open_), None))


def _can_be_called(line: CallLine) -> bool:
    is_open = line.call.status is CallStatus.BOOKED
    return is_open and not line.has_no_try_left and not line.number_is_wrong


def _is_missed(line: CallLine) -> bool:
    """Tell whether the last try got no answer: there may be another, or it was closed as not reached."""
    is_open = line.call.status is CallStatus.BOOKED
    return (is_open and line.call.outcome in UNANSWERED) or line.call.status is CallStatus.NOT_REACHED


def left_over(board: TodayBoard) -> str:
    """Return a sentence about the calls of earlier days that have no outcome yet, or nothing."""
    today = span.london_day(board.now)
    late = sum(
        line.call.status is CallStatus.BOOKED and span.london_day(line.due_at) < today for line in board.lines
    )
    if not late:
        return ""
    if late == 1:
        return "1 call of an earlier day has no outcome yet: it stays on top until you record one."
    return f"{late} calls of earlier days have no outcome yet: they stay on top until you record one."
