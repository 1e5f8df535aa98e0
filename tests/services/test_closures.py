"""A clinic that closes offers nothing while it lasts, whatever was published before, on both engines."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from reception.domain import span
from reception.domain.call import CancelledBy
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, OpenDayId, PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import absences, calls, clinics, closures, open_days, patients, slots
from reception.services.calls import Caller
from tests.support.desks import MONDAY, TestDesk


def clinic(desk: TestDesk, name: str = "London") -> Clinic:
    with desk.desk.store.read() as reader:
        return clinics.named(reader, name)


def close(desk: TestDesk, name: str | None = "London", first: date = MONDAY, **more: object) -> Closure:
    shut = Closure(id=ClosureId(0), clinic=None, first=first, last=first, **more)  # type: ignore[arg-type]
    change = closures.close(desk.desk.history, shut, clinic(desk, name) if name else None)
    made = change.edits[0].after
    assert isinstance(made, Closure)
    return made


def free(desk: TestDesk, name: str = "London", day: date = MONDAY) -> list[str]:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, name).id
        found = slots.free(reader, desk.clock(), clinic=where, from_day=day, limit=200)
    return [span.clock(one.slot.starts_at) for one in found if span.london_day(one.slot.starts_at) == day]


def test_a_closed_day_offers_nothing_until_it_is_open_again(here: TestDesk):
    before = free(here)
    assert len(before) > 10
    shut = close(here)
    assert free(here) == []
    assert free(here, "Bedford") != []
    closures.reopen(here.desk.history, shut, "London")
    assert free(here) == before
    here.undo()
    assert free(here) == []
    here.undo()
    assert free(here) == before
    here.redo()
    assert free(here) == []


def test_a_closure_over_booked_calls_that_were_not_named_is_refused_and_changes_nothing(here: TestDesk):
    here.book("10:00")
    before = free(here)
    shut = Closure(id=ClosureId(0), clinic=None, first=MONDAY, last=MONDAY)
    for where in (clinic(here), None):
        with pytest.raises(absences.Covers, match="^1 call is booked in it: Jane Holt Mon 23 Nov 10:00."):
            closures.close(here.desk.history, shut, where, ())
    assert free(here) == before
    closures.close(here.desk.history, shut, clinic(here, "Bedford"), ())
    assert free(here) == before
    closures.close(here.desk.history, shut, clinic(here), {here.line().id})
    assert free(here) == []


def test_a_closure_that_is_there_already_is_refused_and_another_is_not(here: TestDesk, there: TestDesk):
    early = close(here, starts=time(13), reason="Training")
    told = "^London, closing early Mon 23 Nov 13:00, is noted already.$"
    with pytest.raises(Refusal, match=told) as refused:
        close(there, starts=time(13), reason="Moving house")
    assert refused.value.field == "first"
    close(there, starts=time(14))
    close(there, "Bedford", starts=time(13))
    close(there, None, starts=time(13))
    with pytest.raises(Refusal, match="^All clinics, closing early Mon 23 Nov 13:00, is noted already.$"):
        close(here, None, starts=time(13))
    closures.reopen(here.desk.history, early, "London")
    close(there, starts=time(13))


def test_a_closure_that_an_open_day_overruled_is_closed_once_more(here: TestDesk):
    close(here)
    day = OpenDay(id=OpenDayId(0), day=MONDAY, clinic=clinic(here).id, reason="Catching up")
    open_days.open_(here.desk.history, [day])
    assert free(here) != []
    close(here)
    assert free(here) == []
    with pytest.raises(Refusal, match="London, closed Mon 23 Nov, is noted already"):
        close(here)


def test_closing_early_leaves_what_is_before(here: TestDesk):
    before = free(here)
    close(here, starts=time(11))
    assert free(here) == [at for at in before if at < "11:00"]
    assert "10:45" in free(here)


def test_every_clinic_at_once(here: TestDesk):
    close(here, None)
    assert free(here) == free(here, "Bedford") == []


def test_cards_waiting_people_and_the_next_free_call_know(here: TestDesk, clock):
    close(here, reason="Training")
    with here.desk.store.read() as reader:
        card = next(one for one in clinics.cards(reader, clock()) if one.clinic.name == "London")
        first = next(iter(slots.free(reader, clock(), limit=1)))
    assert card.next_free is not None
    assert span.london_day(card.next_free.starts_at) > MONDAY
    assert first.clinic.name == "Bedford"


def test_who_waits_for_a_clinic_fits_no_slot_of_a_closed_day(here: TestDesk, clock):
    wish = Waiting(
        id=WaitingId(0), patient=PatientId(0), clinic=clinic(here).id, since=clock(), about="Mornings"
    )
    patients.wait(here.desk.history, "Nora Blake", "07700 900481", wish)
    close(here)
    with here.desk.store.read() as reader:
        (line,) = patients.waiting(reader, clock())
    assert line.fits is not None
    assert span.london_day(line.fits.starts_at) > MONDAY


def test_a_slot_of_a_closed_day_cannot_be_booked_nor_moved_into(here: TestDesk, there: TestDesk):
    here.book("10:00", day=MONDAY + timedelta(days=2))
    slot = here.slot("10:15")
    close(there, reason="Training")
    sentence = r"London is closed on Mon 23 Nov 10:15 \(Training\)\. Choose another time\."
    with pytest.raises(Refusal, match=sentence) as caught:
        calls.book(here.desk.history, slot.id, Caller(name="Tom Ash", phone="07700 900111"))
    assert caught.value.field == "slot"
    with pytest.raises(Refusal, match=sentence):
        calls.move(here.desk.history, here.line().call, slot.id)
    assert [line.patient.name for line in here.lines()] == ["Jane Holt"]


def test_what_is_booked_stays_and_what_is_given_back_is_not_offered(here: TestDesk):
    here.book("10:00")
    here.book("10:15", "Tom Ash", "07700 900111")
    close(here)
    assert len(here.lines()) == 2
    here.cancel()
    here.move("Tom Ash", to="10:00", day=MONDAY + timedelta(days=2))
    assert free(here) == []


def test_a_cancelled_call_of_a_closed_day_does_not_come_back_by_undo(here: TestDesk, there: TestDesk):
    here.book("10:00")
    here.cancel()
    close(there)
    with pytest.raises(Refusal, match="London is closed on Mon 23 Nov 10:00"):
        here.undo()


def test_recording_and_cancelling_still_work_on_a_closed_day(here: TestDesk):
    here.book("10:00")
    close(here)
    assert calls.cancel(here.desk.history, here.line().call, by=CancelledBy.CLINIC, reason="Closed").edits


def test_the_effect_is_told_before_and_after(here: TestDesk, clock):
    here.book("10:00")
    here.book("11:45", "Tom Ash", "07700 900111", day=MONDAY + timedelta(days=2))
    here.book("10:15", "Nora Blake", "07700 900481")
    here.cancel("Nora Blake")
    offered = len(free(here))
    shut = Closure(id=ClosureId(0), clinic=clinic(here).id, first=MONDAY, last=MONDAY)
    with here.desk.store.read() as reader:
        told = absences.effect(reader, shut, clock())
    assert (told.free, [line.patient.name for line in told.booked]) == (offered, ["Jane Holt"])
    clock.move(hours=2)
    with here.desk.store.read() as reader:
        later = absences.effect(reader, shut, clock())
    assert (later.free, later.booked) == (offered - 7, ())


def test_publishing_again_keeps_and_names_the_booked_call(here: TestDesk):
    here.book("10:00")
    close(here, reason="Training")
    done = here.publish()
    assert [(span.clock(one.slot.starts_at), one.why) for one in done.plan.conflicts] == [
        ("10:00", "London is closed: Training")
    ]
    assert any("Training" in str(day) for day in done.plan.left_out)
    here.cancel()
    assert free(here) == []


def test_a_closure_that_takes_no_time_is_refused(here: TestDesk):
    with pytest.raises(Refusal, match="The closure takes no time: 00:00 is where each day begins"):
        close(here, ends=time())
    with pytest.raises(Refusal, match="The closure takes no time: there is no such time"):
        close(here, first=date(2027, 3, 28), starts=time(1), ends=time(2))


def test_a_closure_of_another_year_is_told_with_it(here: TestDesk):
    past = Closure(id=ClosureId(0), clinic=None, first=date(2000, 12, 1), last=date(2000, 12, 31))
    change = closures.close(here.desk.history, past, None)
    assert str(change) == "Closed a clinic: All clinics, Closed Fri 1 Dec 2000 – Sun 31 Dec 2000"
    with pytest.raises(
        Refusal, match="All clinics, closed Fri 1 Dec 2000 – Sun 31 Dec 2000, is noted already"
    ):
        closures.close(here.desk.history, past, None)
    made = change.edits[0].after
    assert isinstance(made, Closure)
    assert "1 Dec 2000" in str(closures.reopen(here.desk.history, made, "All clinics"))
