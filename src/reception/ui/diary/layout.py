"""Where each slot stands in the grid: plain arithmetic, no Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from reception.domain import span
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.gap import gap_of
from reception.domain.hold import Hold
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.slot import Slot, opens_text
from reception.services.boards import Board
from reception.ui.diary import day_notes
from reception.ui.diary.cell import Cell
from reception.ui.diary.withdrawn import with_withdrawn

FIRST_HOUR, LAST_HOUR, HOUR, MIDNIGHT = 9, 18, 60, 24 * 60
SMALLEST_STEP, USUAL_STEP = 5, 15
"""Minutes of one row."""

NOTHING = "No slots"
Place = tuple[int, int]
"""A row and a lane."""


@dataclass(frozen=True)
class Lane:
    """One column: a day, and a clinician where somebody works."""

    day: date
    clinician: ClinicianId | None
    title: str
    second: str = ""
    free: int = 0
    note: str = ""
    """Why less is offered in it: a closure of its clinic, leave of its clinician."""

    @property
    def day_text(self) -> str:
        """Return `Mon 23`."""
        return f"{span.DAY_NAMES[self.day.weekday()]} {self.day.day}"


@dataclass(frozen=True)
class Grid:
    """Lanes across, times down, a cell where a slot begins. Times are minutes of the London day.

    `heights` are the rows that each slot longer than one covers, by its place, down to the next slot of the lane.
    `again` is the minute at which the clocks go back an hour, where a slot is in the hour that comes twice then for
    the second time: that hour has rows of its own. `odd` are the places whose slot begins at another time than the row.
    """

    lanes: tuple[Lane, ...] = ()
    times: tuple[int, ...] = ()
    cells: Mapping[Place, Cell] = field(default_factory=dict)
    step: int = USUAL_STEP
    heights: Mapping[Place, int] = field(default_factory=dict)
    notes: Mapping[date, str] = field(default_factory=dict)
    """What there is to know of a day: a bank holiday, what is closed."""
    again: int | None = None
    odd: frozenset[Place] = frozenset()

    @cached_property
    def _heads(self) -> dict[Place, Place]:
        """Return for each place that a longer slot covers where that begins."""
        return {
            (row + below, lane): (row, lane)
            for (row, lane), height in self.heights.items()
            for below in range(1, height)
        }

    @cached_property
    def _places(self) -> dict[SlotId, Place]:
        return {cell.slot.id: place for place, cell in self.cells.items()}

    def head(self, place: Place) -> Place:
        """Return where the slot begins that covers a place, or the place itself."""
        return self._heads.get(place, place)

    def row_of(self, moment: datetime) -> int | None:
        """Return the row of an instant (UTC), or None where it is outside."""
        minute = minute_of(moment)
        if not self.times or not self.times[0] <= minute < self.times[-1] + self.step:
            return None
        return self._row(minute, is_second=bool(span.london(moment).fold))

    def nearest_row(self, minute: int) -> int:
        """Return the row of a minute of the day, or the first or last where it is outside."""
        return min(max(self._row(minute), 0), len(self.times) - 1) if self.times else 0

    def _row(self, minute: int, *, is_second: bool = False) -> int:
        is_below = self.again is not None and (is_second or minute >= self.again)
        return (minute + (HOUR if is_below else 0) - self.times[0]) // self.step

    def is_second(self, row: int) -> bool:
        """Tell whether a row shows a time for the second time."""
        first = 0 if self.again is None else self._row(self.again - HOUR, is_second=True)
        return self.again is not None and first <= row < first + HOUR // self.step

    def clock(self, row: int) -> str:
        """Return the time of a row: `10:15`, `01:15 (2nd)`."""
        return f"{clock_text(self.times[row])}{span.SECOND if self.is_second(row) else ''}"

    def at(self, minute: int, lane: int) -> Place:
        """Return where the slot of a lane stands that starts at a minute of the day, or the row nearest to that."""
        own = (place for place in self.odd if place[1] == lane)
        starts = (place for place in own if minute_of(self.cells[place].slot.starts_at) == minute)
        return min(starts, default=(self.nearest_row(minute), lane))

    def find(self, slot: SlotId) -> Place | None:
        """Return the row and the lane of a slot."""
        return self._places.get(slot)


def minute_of(moment: datetime) -> int:
    """Return the minute of the London day."""
    wall = span.london(moment)
    return wall.hour * 60 + wall.minute


def no_slot_text(grid: Grid, place: Place) -> str:
    """Return that there is no slot at a place, and what to do."""
    at = f"{span.day_text(grid.lanes[place[1]].day)} {grid.clock(place[0])}"
    return f"There is no slot at {at}. Choose another time, or publish slots."


def _minutes(slot: Slot) -> int:
    return int((slot.ends_at - slot.starts_at).total_seconds() // 60)


def clock_text(minute: int) -> str:
    """Return `10:15`."""
    return f"{minute // 60:02}:{minute % 60:02}"


def grid(
    board: Board,
    clinics: Mapping[ClinicId, Clinic],
    clinicians: Mapping[ClinicianId, Clinician],
    *,
    is_week: bool,
    now: datetime,
    held: Mapping[SlotId, Hold] | None = None,
) -> Grid:
    """Lay the slots of some days out as they are at a moment (UTC): a lane for each clinician of each day.

    `held` is what other desks are booking.
    """
    held = held or {}
    board = with_withdrawn(board)
    lines = {line.slot.id: line for line in board.lines}
    step = step_of(board)
    notes = day_notes.of_days(board, clinics)
    lanes = lanes_of(board, clinicians, clinics, notes, is_week=is_week, now=now, held=held)
    where = {(lane.day, lane.clinician): number for number, lane in enumerate(lanes)}
    again = again_of(board)
    bare = Grid(lanes, times_of(board, step, again), step=step, notes=notes, again=again)
    cells: dict[Place, Cell] = {}
    odd: set[Place] = set()
    below_last = [0] * len(lanes)
    for slot in board.slots:
        lane = where[span.london_day(slot.starts_at), slot.clinician]
        own = bare.row_of(slot.starts_at) or 0
        row = max(own, below_last[lane])  # two in one row: below, rather than out of sight
        below_last[lane] = row + 1
        if row > own or slot.starts_at.minute % step:
            odd.add((row, lane))
        cells[row, lane] = Cell(
            slot,
            lines.get(slot.id),
            clinics[slot.clinic],
            clinicians[slot.clinician],
            gap_of(slot, board.gaps),
            slot.starts_at < now,
            held.get(slot.id),
            opens_text(slot, now),
        )
    times = bare.times
    below = max(below_last, default=0) - len(times)
    times += tuple(times[-1] + step * number for number in range(1, below + 1))
    heights = heights_of(cells, times, step, again)
    return replace(bare, times=times, cells=cells, heights=heights, odd=frozenset(odd))


def heights_of(
    cells: Mapping[Place, Cell], times: Sequence[int], step: int, again: int | None = None
) -> dict[Place, int]:
    """Return the rows that slots longer than one cover, by their places: down to the next slot, or the last row."""
    heights: dict[Place, int] = {}
    for (row, lane), cell in cells.items():
        within = max(minute_of(cell.slot.starts_at) - times[row], 0)  # 0 where it was put below another
        lasts = within + _minutes(cell.slot) + (HOUR if again and _goes_over(cell.slot, again) else 0)
        wanted = min(-(-lasts // step), len(times) - row)
        if wanted > 1:
            rows = range(1, wanted)
            heights[row, lane] = next((below for below in rows if (row + below, lane) in cells), wanted)
    return {place: height for place, height in heights.items() if height > 1}


def _goes_over(slot: Slot, again: int) -> bool:
    """Tell whether a slot of an ordinary day begins before and ends after the rows of the hour that comes twice."""
    start, minutes = minute_of(slot.starts_at), _minutes(slot)
    return start < again < start + minutes == minute_of(slot.ends_at)


def again_of(board: Board) -> int | None:
    """Return the minute of the day at which the clocks go back an hour, where a slot is in that hour's second time."""
    whole = [span.day_span(day) for day in span.days(board.first, board.last)]
    longer = next((one for one in whole if one.end - one.start > timedelta(days=1)), None)
    of_day = (one for one in board.slots if longer is not None and one.starts_at in longer)
    edges = (at for one in of_day for at in (one.starts_at, one.ends_at - timedelta(minutes=1)))
    return next(((wall.hour + 1) * HOUR for wall in map(span.london, edges) if wall.fold), None)


def step_of(board: Board) -> int:
    """Return the minutes of a row: 15, or less where slots are shorter."""
    shortest = min(map(_minutes, board.slots), default=USUAL_STEP)
    return USUAL_STEP if shortest >= USUAL_STEP else max(SMALLEST_STEP, shortest // 5 * 5)


def times_of(board: Board, step: int, again: int | None = None) -> tuple[int, ...]:
    """Return the rows: the hours of the clinics, and earlier or later where there are slots, to the end of each.

    The hour before the minute `again` comes twice.
    """
    starts = [minute_of(slot.starts_at) for slot in board.slots]
    ends = [start + max(step, _minutes(slot)) for start, slot in zip(starts, board.slots, strict=True)]
    first = min([FIRST_HOUR * 60, *(start // 60 * 60 for start in starts)])
    last = min(max([LAST_HOUR * 60, *ends]), MIDNIGHT)
    turn = first if again is None else again
    second = () if again is None else range(again - HOUR, again, step)
    return (*range(first, turn, step), *second, *range(turn, last, step))


def lanes_of(
    board: Board,
    clinicians: Mapping[ClinicianId, Clinician],
    clinics: Mapping[ClinicId, Clinic],
    notes: Mapping[date, str],
    *,
    is_week: bool,
    now: datetime,
    held: Mapping[SlotId, Hold],
) -> tuple[Lane, ...]:
    """Return a lane for each clinician who has slots on a day, and one for a day without any."""
    free: Counter[tuple[date, ClinicianId]] = Counter()
    is_free = board.free(now) - held.keys()
    places: dict[tuple[date, ClinicianId], dict[str, None]] = {}
    for slot in board.slots:
        key = span.london_day(slot.starts_at), slot.clinician
        free[key] += slot.id in is_free
        places.setdefault(key, {})[clinics[slot.clinic].name] = None
    lanes: list[Lane] = []
    for day in span.days(board.first, board.last):
        there = [one for one in clinicians if (day, one) in places]
        if not there and (day.weekday() < 6 or not is_week):
            lanes.append(Lane(day, None, notes[day], NOTHING) if day in notes else Lane(day, None, NOTHING))
        for one in there:
            name = clinicians[one].surname if is_week else clinicians[one].name
            here, note = places[day, one], day_notes.of_leave(day, one, board.gaps)
            lanes.append(Lane(day, one, name, " + ".join(here), free[day, one], note))
    return tuple(lanes)
