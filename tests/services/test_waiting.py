"""What suits those who wait."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest

from reception.domain import span
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import clinics, patients, slots, waiting
from tests.support.desks import NINE_ON_MONDAY, TestDesk


def wait(here: TestDesk, name: str, number: int, clinic: str = "", **wish: Any) -> None:
    """Put somebody on the waiting list."""
    with here.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
    entry = Waiting(id=WaitingId(0), patient=PatientId(0), clinic=where, since=NINE_ON_MONDAY, **wish)
    patients.wait(here.desk.history, name, f"07700 900{number:03}", entry)
    here.clock.move(minutes=1 / 60)


def fits(here: TestDesk, clinic: str = "") -> dict[str, str]:
    """Return who waits, and what suits them."""
    with here.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id if clinic else None
        lines = patients.waiting(reader, here.clock(), where)
        names = slots.Names(reader).clinics
    return {
        one.patient.name: f"{names[one.fits.clinic].name} {span.moment_text(one.fits.starts_at)}"
        if one.fits
        else ""
        for one in lines
    }


def test_each_who_waits_is_proposed_a_slot_of_their_own_in_the_order_of_waiting(here):
    for number, name in enumerate(("Ifan Rhys", "Amir Fadel", "Nora Blake")):
        wait(here, name, number, "London")
    assert fits(here) == {
        "Ifan Rhys": "London Mon 23 Nov 09:15",
        "Amir Fadel": "London Mon 23 Nov 09:30",
        "Nora Blake": "London Mon 23 Nov 09:45",
    }
    assert fits(here, "London") == fits(here)
    assert fits(here, "Bedford") == {}


def test_who_wants_what_is_far_ahead_is_found_it_however_much_is_free_before(here, monkeypatch):
    monkeypatch.setattr(waiting, "FEWEST", 1)
    monkeypatch.setattr(waiting, "EACH", 1)
    wait(here, "Ifan Rhys", 1, "Manchester", weekdays=(5,), after=time(10), before=time(11))
    wait(here, "Amir Fadel", 2, weekdays=(6,))
    wait(here, "Nora Blake", 3)
    wait(here, "Pia Voss", 4, "Manchester", weekdays=(5,), after=time(10), before=time(11))
    found = fits(here)
    assert found["Amir Fadel"] == "", "nobody works on Sundays"
    assert found["Nora Blake"].endswith("Mon 23 Nov 09:15")
    assert [found[name][:-2] for name in ("Ifan Rhys", "Pia Voss")] == ["Manchester Sat 28 Nov 10:"] * 2
    assert found["Ifan Rhys"] < found["Pia Voss"]
    assert fits(here, "Manchester")["Pia Voss"] == found["Pia Voss"]


def test_who_waits_longest_is_named_for_what_a_cancelled_call_leaves(here):
    here.book("10:15")
    for number, name in enumerate(("Ifan Rhys", "Amir Fadel")):
        wait(here, name, number, "London", after=time(10))
    change = here.cancel()
    with here.desk.store.read() as reader:
        fit = waiting.fit_of(reader, waiting.freed(change), here.clock())
    assert (fit.patient.name, span.moment_text(fit.slot.starts_at)) == ("Ifan Rhys", "Mon 23 Nov 10:15")


@pytest.mark.parametrize("wish", [{"after": time(11)}, {"weekdays": (1,)}, {"clinic": "Bedford"}])
def test_who_wants_another_time_or_place_is_not(here, wish):
    here.book("10:15")
    wait(here, "Ifan Rhys", 1, **wish)
    with here.desk.store.read() as reader:
        assert waiting.fit_of(reader, waiting.freed(here.cancel()), here.clock()) is None


def test_a_moved_call_and_a_released_slot_leave_room_and_a_booking_or_what_is_over_none(here):
    booked = here.book("10:15")
    moved = here.move(to="10:30")
    there = here.slot("10:15")
    blocked = slots.block(here.desk.history, [there], "Meeting")
    released = slots.release(here.desk.history, [here.slot("10:15")])
    assert [waiting.freed(one) for one in (booked, blocked)] == [(), ()]
    assert [waiting.freed(one) for one in (moved, released)] == [(there.id,)] * 2
    assert waiting.freed(here.undo()) == (), "it is blocked again"
    wait(here, "Ifan Rhys", 1)
    here.clock.move(hours=4)
    with here.desk.store.read() as reader:
        assert waiting.fit_of(reader, (there.id,), here.clock()) is None
