"""All that the diary shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.hold import Hold
from reception.domain.ids import ClinicId, SlotId
from reception.services import boards, clinics, holds, patients
from reception.services.boards import Board
from reception.services.clinics import ClinicCard
from reception.services.patients import WaitingLine
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.diary.layout import Grid, grid


@dataclass(frozen=True)
class DiaryBoard:
    """All that the diary shows, read in one go."""

    board: Board
    grid: Grid
    cards: tuple[ClinicCard, ...]
    waiting: tuple[WaitingLine, ...]
    clinicians: tuple[Clinician, ...]
    held: Mapping[SlotId, Hold]


def read(
    reader: Reader,
    first: date,
    last: date,
    context: Context,
    clinic: ClinicId | None,
    is_week: bool,
    token: int,
) -> DiaryBoard:
    """Read what the diary shows of some days, to the desk that holds slots with this `token`."""
    now = context.now()
    held = holds.of_others(reader, first, last, now, token)
    board = boards.of_days(reader, first, last, clinic)
    people = {one.id: one for one in reader.all(Clinician)}
    places = {one.id: one for one in reader.all(Clinic)}
    return DiaryBoard(
        board=board,
        grid=grid(board, places, people, is_week=is_week, now=now, held=held),
        cards=tuple(one for one in clinics.cards(reader, now) if clinic in (None, one.id)),
        held=held,
        waiting=tuple(patients.waiting(reader, now, clinic)),
        clinicians=tuple(people.values()),
    )
