"""The history of a call and of a slot, as a receptionist reads it: who, when, from what to what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain import span
from reception.domain.call import Call, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.ids import PinId
from reception.domain.pin import Pin
from reception.domain.slot import BlockKind, Publication, Slot
from reception.services import availability, calls, patients, slots, stays, telling
from reception.services.telling import Told
from tests.support.desks import MONDAY, Clock, TestDesk


def of_call(desk: TestDesk, call: Call) -> tuple[Told, ...]:
    with desk.desk.store.read() as reader:
        return telling.history_of_call(reader, call)


def of_slot(desk: TestDesk, slot: Slot) -> list[str]:
    with desk.desk.store.read() as reader:
        return [f"{line.text} · {line.who}" for line in telling.history_of_slot(reader, slot.id)]


def texts(desk: TestDesk, call: Call) -> list[str]:
    return [line.text for line in of_call(desk, call)]


def test_a_line_says_from_where_to_where_who_and_when(here: TestDesk, clock: Clock):
    here.book("10:15", day=MONDAY + timedelta(days=3))
    clock.move(minutes=21)
    here.move(to="11:00", clinic="Bedford", day=MONDAY + timedelta(days=1))
    booked, moved = of_call(here, here.line().call)
    assert str(booked) == "Booked for Thu 26 Nov 10:15 London · Ann Kay, Mon 23 Nov 09:00"
    assert str(moved) == (
        "Moved from Thu 26 Nov 10:15 London to Tue 24 Nov 11:00 Bedford, now with Mr William Sharples"
        " · Ann Kay, Mon 23 Nov 09:21"
    )
    assert (moved.before, moved.after) == ("Thu 26 Nov 10:15 London", "Tue 24 Nov 11:00 Bedford")


def test_who_calls_is_said_where_it_changes(here: TestDesk):
    here.book("10:00")
    line = here.line()
    with here.desk.store.read() as reader:
        other = next(
            one
            for one in slots.free(reader, here.clock(), from_day=MONDAY, limit=400)
            if one.clinician.id != line.clinician.id
        )
    calls.move(here.desk.history, line.call, other.id)
    assert texts(here, line.call)[-1].endswith(f", now with {other.clinician.name}")


def test_the_whole_life_of_a_call_is_told(here: TestDesk, there: TestDesk, clock: Clock):
    here.book("10:00")
    clock.move(minutes=61)
    there.record(Result.NO_ANSWER, note="Rang twice")
    seen = here.line().call
    calls.edit(here.desk.history, seen, replace(seen, about="Sciatica"))
    here.cancel(reason="Moved away")
    here.undo()
    here.redo()
    told = [f"{line.text} · {line.who}" for line in of_call(here, seen)]
    assert told == [
        "Booked for Mon 23 Nov 10:00 London · Ann Kay",
        "Recorded “No answer”, try 1; next try Mon 23 Nov 10:16: Rang twice · Joe Moss",
        "About changed from “Back pain” to “Sciatica” · Ann Kay",
        "Cancelled by the patient: Moved away · Ann Kay",
        "Undone: cancelled by the patient: Moved away · Ann Kay",
        "Redone: cancelled by the patient: Moved away · Ann Kay",
    ]
    cancelled, undone = of_call(here, seen)[3:5]
    assert (cancelled.before, cancelled.after) == ("Booked, no answer", "Cancelled, no answer")
    assert (undone.before, undone.after) == (cancelled.after, cancelled.before)


def test_a_booking_taken_back_and_brought_back_is_told(here: TestDesk):
    here.book("10:00")
    seen = here.line().call
    here.undo()
    here.redo()
    assert texts(here, seen) == [
        "Booked for Mon 23 Nov 10:00 London",
        "Undone: booked for Mon 23 Nov 10:00 London",
        "Redone: booked for Mon 23 Nov 10:00 London",
    ]
    assert [(line.before, line.after) for line in of_call(here, seen)][1] == ("Mon 23 Nov 10:00 London", "")


def test_parking_a_consultation_and_the_card_are_told(here: TestDesk, clock: Clock):
    here.book("10:00")
    line = here.line()
    history = here.desk.history
    pin = Pin(id=PinId(history.ids.next()), call=line.id, at=clock.now, by=history.staff.id)
    history.do(lambda reader: Change("Parked", (Edit(None, pin),)))
    history.do(lambda reader: Change("Took off the pinboard", (Edit(pin, None),)))
    patients.edit(history, line.patient, replace(line.patient, postcode="MK40 4GH"))
    here.record(Result.CONSULTATION_BOOKED)
    with here.desk.store.read() as reader:
        attempt = calls.history_of(reader, here.line().call).attempts[-1]
    at = span.instant(MONDAY + timedelta(days=9), span.london(clock.now).time())
    calls.note_consultation(history, here.line().call, attempt, at=at, clinic=line.clinic.id)
    assert texts(here, line.call)[1:] == [
        "Parked on the pinboard",
        "Taken off the pinboard",
        "Postcode: “MK40 4GH”",
        "Recorded “Consultation booked”, try 1",
        "Noted the consultation: Wed 2 Dec 09:00 London",
    ]


def test_that_a_call_was_let_stay_is_told_with_where_also_once_it_has_moved(here: TestDesk, there: TestDesk):
    here.book("10:00")
    stays.let_stay(there.desk.history, here.line().call)
    there.undo()
    there.redo()
    here.move(to="11:00")
    where = "let stay on Mon 23 Nov 10:00 London, outside the hours of the rota"
    assert [f"{line.text} · {line.who}" for line in of_call(here, here.line().call)][1:] == [
        f"L{where[1:]} · Joe Moss",
        f"Undone: {where} · Joe Moss",
        f"Redone: {where} · Joe Moss",
        "Moved from Mon 23 Nov 10:00 London to Mon 23 Nov 11:00 London · Ann Kay",
    ]


def test_a_slot_tells_its_publication_its_blocks_and_its_calls(here: TestDesk, there: TestDesk):
    slot = here.slot("10:00")
    slots.block(here.desk.history, [slot], "Team meeting")
    slots.release(there.desk.history, [here.slot("10:00")])
    here.book("10:00")
    there.move(to="11:00")
    there.book("10:00", "Tom Ash", "07700 900245")
    calls.cancel(here.desk.history, here.line("Tom Ash").call, by=CancelledBy.CLINIC, reason="Closed early")
    assert of_slot(here, slot) == [
        f"Published with 23 Nov – 6 Dec 2026, {opened(here)} slots · Ann Kay",
        "Blocked: Team meeting · Ann Kay",
        "Released · Joe Moss",
        "Jane Holt: booked for Mon 23 Nov 10:00 London · Ann Kay",
        "Jane Holt: moved from Mon 23 Nov 10:00 London to Mon 23 Nov 11:00 London · Joe Moss",
        "Tom Ash: booked for Mon 23 Nov 10:00 London · Joe Moss",
        "Tom Ash: cancelled by the clinic: Closed early · Ann Kay",
    ]
    assert of_slot(here, here.slot("11:00"))[1:] == [
        "Jane Holt: moved from Mon 23 Nov 10:00 London to Mon 23 Nov 11:00 London · Joe Moss"
    ]


def opened(desk: TestDesk) -> int:
    with desk.desk.store.read() as reader:
        return reader.all(Publication)[0].opened


def test_a_kind_of_block_a_withdrawal_and_an_embargo_are_told(here: TestDesk):
    slot, history = here.slot("10:00"), here.desk.history

    def becomes(**fields: object) -> None:
        now = here.slot("10:00")
        history.do(lambda reader: Change("Changed", (Edit(now, replace(now, **fields)),)))  # type: ignore[arg-type]

    slots.block(history, [slot], "For a colleague", BlockKind.KEPT_FREE)
    slots.withdraw(history, [here.slot("10:00")], "Not needed", BlockKind.OTHER)
    slots.release(history, [here.slot("10:00")])
    becomes(opens_at=slot.starts_at - timedelta(minutes=30))
    slots.release(history, [here.slot("10:00")])
    assert [line.removesuffix(" · Ann Kay") for line in of_slot(here, slot)][1:] == [
        "Blocked (kept free): For a colleague",
        "Withdrawn (other): Not needed",
        "Offered again",
        "Opens for booking on Mon 23 Nov 09:30",
        "Released",
    ]


def test_a_publication_that_withdrew_it_or_was_taken_back_is_told(
    here: TestDesk, there: TestDesk, clock: Clock
):
    free, booked = here.slot("10:00"), here.slot("10:15")
    here.book("10:15")
    with here.desk.store.read() as reader:
        rules = [rule for rule in availability.rota(reader) if rule.weekday == 0 and rule.starts.hour == 9]
    for rule in rules:
        later = replace(rule, starts=rule.starts.replace(hour=11))
        availability.edit(there.desk.history, rule, later)
    clock.move(minutes=1)
    there.publish()
    there.undo()
    told = [line.rsplit(" · ", 1)[0] for line in of_slot(here, free)][1:]
    assert told == [
        "Withdrawn when 23 Nov – 6 Dec 2026 was published: the rota no longer has it",
        "Undone: withdrawn when 23 Nov – 6 Dec 2026 was published: the rota no longer has it",
    ]
    assert [line for line in of_slot(here, booked) if "ithdrawn" in line] == []


@pytest.mark.parametrize("count", [2, 12])
def test_a_history_asks_the_same_however_long_it_is(here: TestDesk, count: int):
    from tests.services.test_past import Asked

    here.book("10:00")
    for number in range(count):
        here.move(to=("10:15", "10:30")[number % 2])
    call, slot = here.line().call, here.slot("10:15")
    with Asked(here) as asked:
        assert len(of_call(here, call)) == count + 1
    assert len(asked.statements) <= 8
    with Asked(here) as asked:
        assert len(of_slot(here, slot)) == count + 1
    assert len(asked.statements) <= 8
