"""Slots that people took out of the diary: what they say, and where there is still a place for them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

from reception.domain import span
from reception.domain.ids import ClinicianId
from reception.domain.slot import Slot
from reception.services.boards import Board


def withdrawn_text(slot: Slot) -> str:
    """Return `Withdrawn: building works`, or the word alone."""
    why = slot.reason or (slot.kind.words.lower() if slot.kind else "")
    return f"Withdrawn: {why}" if why else "Withdrawn"


def with_withdrawn(board: Board) -> Board:
    """Return a board whose slots are also those that people withdrew, where nothing has taken their place since."""
    if not board.withdrawn:
        return board
    there: dict[tuple[date, ClinicianId], list[Slot]] = defaultdict(list)
    for slot in board.slots:
        there[span.london_day(slot.starts_at), slot.clinician].append(slot)
    shown = list(board.slots)
    newest_first = sorted(board.withdrawn, key=lambda one: one.id, reverse=True)  # of two at one time
    for slot in newest_first:
        beside = there[span.london_day(slot.starts_at), slot.clinician]
        if not any(slot.overlaps(one) for one in beside):
            beside.append(slot)
            shown.append(slot)
    shown.sort(key=lambda one: (one.starts_at, one.clinic, one.clinician))
    return replace(board, slots=tuple(shown))
