"""Where slots stand in the grid: plain arithmetic, also on the days the clock changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import span
from reception.domain.call import Call, CallLine
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import CallId, ClinicianId, ClinicId, PatientId, SlotId, StaffId
from reception.domain.patient import Patient
from reception.domain.slot import Slot, SlotState
from reception.services.boards import Board
from reception.ui.diary import layout
from reception.ui.diary.cell import short_name

MONDAY = date(2026, 11, 23)
LONDON = Clinic(id=ClinicId(1), name="London", street="1 Street", postcode="W1", phone="", email="")
BEDFORD = Clinic(id=ClinicId(2), name="Bedford", street="1 Street", postcode="MK1", phone="", email="")
CLINICS = {one.id: one for one in (LONDON, BEDFORD)}
PEOPLE = {
    ClinicianId(number): Clinician(id=ClinicianId(number), name=name, qualifications="", title="")
    for number, name in ((1, "Dr Ann Able"), (2, "Dr Bob Best"))
}


def slot(
    at: str | datetime, minutes: int = 15, *, day: date = MONDAY, who: int = 1, where: Clinic = LONDON,
    state: SlotState = SlotState.OPEN, reason: str = "",
) -> Slot:  # fmt: skip
    starts = at if isinstance(at, datetime) else span.instant(day, time.fromisoformat(at))
    return Slot(
        id=SlotId(int(starts.timestamp()) * 10 + who), clinic=where.id, clinician=ClinicianId(who),
        starts_at=starts, ends_at=starts + timedelta(minutes=minutes), state=state, reason=reason,
    )  # fmt: skip


def booked(one: Slot, name: str = "Jane Holt") -> CallLine:
    now = datetime(2026, 11, 1, tzinfo=UTC)
    call = Call(id=CallId(one.id), slot=one.id, patient=PatientId(1), booked_at=now, booked_by=StaffId(1))
    patient = Patient(id=PatientId(1), name=name, phone="+447700900334", known_since=now)
    return CallLine(
        call=call, slot=one, patient=patient, clinic=CLINICS[one.clinic], clinician=PEOPLE[one.clinician]
    )


def grid(
    *slots: Slot,
    lines: tuple[CallLine, ...] = (),
    first: date = MONDAY,
    last: date = MONDAY,
    now: datetime = datetime(2020, 1, 1, tzinfo=UTC),
) -> layout.Grid:
    ordered = tuple(sorted(slots, key=lambda one: one.starts_at))
    board = Board(first=first, last=last, slots=ordered, lines=lines)
    return layout.grid(board, CLINICS, PEOPLE, is_week=first != last, now=now)


def rows_of(made: layout.Grid) -> dict[str, str]:
    """Return each cell's own time by the time of the row it stands in."""
    return {made.clock(row): span.clock(cell.slot.starts_at) for (row, _), cell in sorted(made.cells.items())}


def test_each_slot_stands_in_the_row_of_its_time():
    made = grid(slot("09:00"), slot("10:15"), slot("17:45"))
    assert rows_of(made) == {"09:00": "09:00", "10:15": "10:15", "17:45": "17:45"}
    assert (made.times[0], made.times[-1], made.step) == (9 * 60, 17 * 60 + 45, 15)


def test_a_slot_that_is_over_is_neither_free_nor_counted_as_free():
    made = grid(slot("09:00"), slot("09:15"), slot("09:30"), now=span.instant(MONDAY, time(9, 15)))
    cells = [made.cells[row, 0] for row in range(3)]
    assert [cell.is_free for cell in cells] == [False, True, True]
    assert [cell.is_open for cell in cells] == [True, True, True]
    assert made.lanes[0].free == 2


def test_early_and_late_slots_make_room():
    made = grid(slot("07:45"), slot("19:00"))
    assert layout.clock_text(made.times[0]) == "07:00"
    assert layout.clock_text(made.times[-1]) == "19:00"
    assert rows_of(made) == {"07:45": "07:45", "19:00": "19:00"}


@pytest.mark.parametrize(
    ("minutes", "step"), [(60, 15), (20, 15), (15, 15), (12, 10), (10, 10), (7, 5), (5, 5)]
)
def test_rows_are_as_fine_as_the_shortest_slot(minutes, step):
    starts = [span.instant(MONDAY, time(9)) + timedelta(minutes=minutes * number) for number in range(6)]
    made = grid(*(slot(at, minutes) for at in starts))
    assert made.step == step
    assert len(made.cells) == 6
    assert len({row for row, _ in made.cells}) == 6


def test_a_week_has_a_lane_for_each_clinician_of_each_day_and_one_for_a_day_without():
    tuesday, sunday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=6)
    made = grid(
        slot("09:00"), slot("09:15"), slot("09:00", who=2, where=BEDFORD),
        slot("09:00", day=tuesday, who=2), slot("14:00", day=tuesday, who=2, where=BEDFORD),
        lines=(booked(slot("09:00")),), last=sunday,
    )  # fmt: skip
    shown = [(lane.day_text, lane.title, lane.second, lane.free) for lane in made.lanes]
    assert shown == [
        ("Mon 23", "Able", "London", 1),
        ("Mon 23", "Best", "Bedford", 1),
        ("Tue 24", "Best", "London + Bedford", 2),
        ("Wed 25", "No slots", "", 0),
        ("Thu 26", "No slots", "", 0),
        ("Fri 27", "No slots", "", 0),
        ("Sat 28", "No slots", "", 0),
    ]


def test_sunday_has_a_lane_where_somebody_works():
    sunday = MONDAY + timedelta(days=6)
    made = grid(slot("09:00", day=sunday), last=sunday)
    assert made.lanes[-1].day_text == "Sun 29"
    assert grid(first=sunday, last=sunday).lanes[0].title == "No slots"


def test_a_day_names_its_clinicians_in_full():
    made = grid(slot("09:00"), slot("09:00", who=2))
    assert [lane.title for lane in made.lanes] == ["Dr Ann Able", "Dr Bob Best"]


def test_a_cell_says_who_is_called_or_why_it_is_blocked():
    one, two, three, four = slot("09:00"), slot("09:15", state=SlotState.BLOCKED, reason="Meeting"), slot("09:30"), (
        slot("09:45", state=SlotState.BLOCKED)
    )  # fmt: skip
    made = grid(one, two, three, four, lines=(booked(one),))
    cells = [made.cells[row, 0] for row in range(4)]
    assert [cell.text() for cell in cells] == ["J. Holt", "Meeting", "", "Blocked"]
    assert [cell.is_free for cell in cells] == [False, False, True, False]
    assert made.lanes[0].free == 1


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Jane Holt", "J. Holt"),
        ("Mary Ann Lee", "M. Ann Lee"),
        ("李", "李"),
        ("", ""),
        ("😀 Smile", "😀. Smile"),
    ],
)
def test_names_are_short_in_narrow_places(name, shown):
    assert short_name(name) == shown


def test_the_row_of_a_moment():
    made = grid(slot("09:00"))
    at = span.instant(MONDAY, time(10, 17))
    assert made.row_of(at) == 5
    assert made.row_of(span.instant(MONDAY, time(8, 59))) is None
    assert made.row_of(span.instant(MONDAY, time(18))) is None
    assert layout.Grid().row_of(at) is None


def test_a_slot_is_found_again():
    one = slot("10:15", who=2)
    made = grid(slot("09:00"), one)
    assert made.find(one.id) == (5, 1)
    assert made.find(SlotId(7)) is None


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_no_slot_is_lost_on_the_days_the_clock_changes(day):
    """Every quarter of an hour of the day has a slot: 23 hours in spring, 25 in autumn."""
    whole = span.day_span(day)
    count = int((whole.end - whole.start) / timedelta(minutes=15))
    assert count == (92 if day.month == 3 else 100)
    slots = [slot(whole.start + timedelta(minutes=15 * number)) for number in range(count)]
    made = grid(*slots, first=day, last=day)
    by_row = [cell.slot.id for _, cell in sorted(made.cells.items())]
    assert by_row == [one.id for one in slots]


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_working_hours_stand_in_their_rows_on_the_days_the_clock_changes(day):
    made = grid(slot("09:00", day=day), slot("17:45", day=day), first=day, last=day)
    assert rows_of(made) == {"09:00": "09:00", "17:45": "17:45"}
    assert made.row_of(span.instant(day, time(9, 20))) == 1


AUTUMN = date(2027, 10, 31)
EARLY = tuple(number * 15 for number in range(20))


def night(*minutes: int, lasting: int = 15, day: date = AUTUMN, who: int = 1) -> list[Slot]:
    """Return slots that begin some minutes after midnight, as a clock counts them that nobody puts back."""
    midnight = span.day_span(day).start
    return [slot(midnight + timedelta(minutes=one), lasting, who=who) for one in minutes]


def test_the_hour_that_comes_twice_has_rows_of_its_own_and_each_slot_stands_at_its_time():
    made = grid(*night(*EARLY), first=AUTUMN, last=AUTUMN)
    told = rows_of(made)
    assert len(told) == len(EARLY)
    assert all(row == own for row, own in told.items())
    assert [made.clock(row) for row in (7, 8, 11, 12)] == ["01:45", "01:00 (2nd)", "01:45 (2nd)", "02:00"]
    assert (made.again, made.odd) == (120, frozenset())
    assert made.clock(len(made.times) - 1) == "17:45"


def test_a_moment_and_a_typed_time_find_the_rows_of_the_hour_that_comes_twice():
    made = grid(*night(*EARLY), first=AUTUMN, last=AUTUMN)
    assert [made.row_of(one.starts_at) for one in night(*EARLY)] == list(range(20))
    assert [made.at(minute, 0) for minute in (60, 120, 180)] == [(4, 0), (12, 0), (16, 0)]
    assert made.at(23 * 60, 0) == (len(made.times) - 1, 0)


@pytest.mark.parametrize("minutes", [(0, 15, 60), (240,), (540,)])
def test_it_has_none_where_nobody_works_then(minutes):
    made = grid(*night(*minutes), first=AUTUMN, last=AUTUMN)
    assert made.again is None
    assert len(set(made.times)) == len(made.times)
    assert all(row == own for row, own in rows_of(made).items())


def test_a_slot_that_lasts_into_the_hour_that_comes_twice_gives_it_rows():
    made = grid(*night(90, lasting=60), first=AUTUMN, last=AUTUMN)
    assert made.again == 120
    (place,) = made.cells
    assert [made.clock(place[0] + below) for below in range(made.heights[place])] == [
        "01:30", "01:45", "01:00 (2nd)", "01:15 (2nd)",
    ]  # fmt: skip


def test_on_an_ordinary_day_beside_it_slots_stand_at_their_time_too():
    before = AUTUMN - timedelta(days=1)
    ordinary = night(*range(0, 240, 15), day=before, who=2)
    made = grid(*night(*EARLY), *ordinary, first=before, last=AUTUMN)
    told = {
        made.clock(row): span.clock(cell.slot.starts_at)
        for (row, lane), cell in made.cells.items()
        if not lane
    }
    assert len(told) == len(ordinary)
    assert all(row == own for row, own in told.items())
    assert made.at(120, 0) == made.find(ordinary[8].id)


def test_a_long_slot_of_an_ordinary_day_goes_on_over_the_rows_between():
    before = AUTUMN - timedelta(days=1)
    made = grid(*night(*EARLY), *night(90, 150, lasting=60, day=before, who=2), first=before, last=AUTUMN)
    first, second = sorted(place for place in made.cells if not place[1])
    assert (made.clock(first[0]), made.clock(second[0])) == ("01:30", "02:30")
    assert made.heights[first] == second[0] - first[0] == 8
    assert made.heights[second] == 4


def test_a_slot_that_begins_within_a_row_is_odd_and_found_by_its_own_time():
    made = grid(slot("09:00", 20), slot("09:20", 20), slot("09:40", 20), slot("10:00", 20))
    assert made.odd == {(1, 0), (2, 0)}
    assert [made.at(minute, 0) for minute in (540, 560, 580, 600)] == [(0, 0), (1, 0), (2, 0), (4, 0)]


@given(
    starts=st.sets(st.integers(min_value=0, max_value=95), min_size=1, max_size=40),
    minutes=st.integers(min_value=5, max_value=15),
    day=st.dates(min_value=date(2020, 1, 1), max_value=date(2040, 12, 31)),
)
def test_every_slot_has_a_place_of_its_own_in_the_order_of_time(starts, minutes, day):
    whole = span.day_span(day)
    slots = [slot(whole.start + timedelta(minutes=15 * number), minutes) for number in sorted(starts)]
    slots = [one for one in slots if one.starts_at < whole.end]
    made = grid(*slots, first=day, last=day)
    assert [cell.slot for _, cell in sorted(made.cells.items())] == slots


# ---- slots that are longer than a row


def test_a_longer_slot_covers_its_rows_and_is_found_in_each():
    made = grid(slot("09:00", 15), slot("09:15", 45), slot("10:00", 30, who=2))
    assert made.heights == {(1, 0): 3, (4, 1): 2}
    assert [made.head((row, 0)) for row in range(5)] == [(0, 0), (1, 0), (1, 0), (1, 0), (4, 0)]
    assert made.find(made.cells[1, 0].id) == (1, 0)


def test_a_longer_slot_ends_where_the_next_begins_and_in_the_middle_of_a_row():
    """20 minutes in rows of 15: 09:00 and 09:20 share the row of 09:15, which is the later one's."""
    made = grid(slot("09:00", 20), slot("09:20", 20), slot("09:40", 20))
    assert made.step == 15
    assert made.heights == {(2, 0): 2}
    fine = grid(slot("09:00", 10), slot("09:10", 25))
    assert (fine.step, fine.heights) == (10, {(1, 0): 3})


def test_the_last_row_is_that_in_which_the_last_slot_ends():
    made = grid(slot("17:30", 60))
    assert layout.clock_text(made.times[-1]) == "18:15"
    assert made.heights == {(34, 0): 4}
    assert layout.clock_text(grid(slot("23:00", 60)).times[-1]) == "23:45"


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_longer_slots_stand_in_the_order_of_time_on_the_days_the_clock_changes(day):
    whole = span.day_span(day)
    count = int((whole.end - whole.start) / timedelta(minutes=30))
    slots = [slot(whole.start + timedelta(minutes=30 * number), 30) for number in range(count)]
    made = grid(*slots, first=day, last=day)
    assert [cell.slot for _, cell in sorted(made.cells.items())] == slots
    assert all(made.head(place) == place for place in made.cells)


@given(
    lengths=st.lists(st.sampled_from([5, 10, 15, 20, 25, 30, 45, 60]), min_size=1, max_size=12),
    pause=st.sampled_from([0, 5, 15]),
)
def test_no_row_belongs_to_two_slots_and_each_row_in_which_a_slot_lasts_belongs_to_one(lengths, pause):
    at, slots = span.instant(MONDAY, time(9)), []
    for minutes in lengths:
        slots.append(slot(at, minutes))
        at += timedelta(minutes=minutes + pause)
    made = grid(*slots)
    taken = [
        (row + below, lane) for (row, lane) in made.cells for below in range(made.heights.get((row, lane), 1))
    ]
    assert len(taken) == len(set(taken))
    for one in slots:
        for minute in range(0, int((one.ends_at - one.starts_at).total_seconds()) // 60, made.step):
            assert (made.row_of(one.starts_at + timedelta(minutes=minute)), 0) in taken


def test_what_people_withdrew_keeps_its_place_until_another_slot_takes_it():
    gone = slot("10:00", state=SlotState.WITHDRAWN, reason="Building works")
    board = Board(first=MONDAY, last=MONDAY, slots=(slot("09:00"),), lines=(), withdrawn=(gone,))
    made = layout.grid(board, CLINICS, PEOPLE, is_week=False, now=datetime(2020, 1, 1, tzinfo=UTC))
    assert rows_of(made) == {"09:00": "09:00", "10:00": "10:00"}
    assert made.cells[4, 0].text() == "Withdrawn: Building works"
    assert not made.cells[4, 0].is_free
    assert made.lanes[0].free == 1
    taken = replace(board, slots=(slot("09:00"), slot("09:50", 20)))
    made = layout.grid(taken, CLINICS, PEOPLE, is_week=False, now=datetime(2020, 1, 1, tzinfo=UTC))
    assert not [cell for cell in made.cells.values() if cell.is_withdrawn]
