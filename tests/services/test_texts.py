"""Free texts and far names, on both engines: PostgreSQL keeps no NUL, SQLite no name beyond 63 bits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reception.domain.call import Call
from reception.domain.closure import Closure
from reception.domain.details import Details
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, ClosureId, PatientId, WaitingId
from reception.domain.patient import Patient, Waiting
from reception.domain.slot import Slot
from reception.services import calls, clinics, closures, patients, slots
from reception.services.calls import Caller
from tests.support.desks import MONDAY, TestDesk

ODD, CLEAN, BROKEN = " a\0b\x07 \tc ", "ab c", "a\ud800b"


def test_the_texts_of_a_call_are_cleaned(here: TestDesk):
    history = here.desk.history
    slot = here.slot("10:00")
    caller = Caller(name=f"Jane{ODD}", phone="07700 900334", details=Details(needs=(ODD,)))
    with pytest.raises(Refusal, match="broken letters") as caught:
        calls.book(history, slot.id, caller, about=BROKEN)
    assert caught.value.field == "about"
    calls.book(history, slot.id, caller, about=ODD, speaking=ODD)
    line = here.line(f"Jane {CLEAN}")
    assert (line.call.about, line.call.speaking, line.patient.needs) == (CLEAN, CLEAN, (CLEAN,))
    calls.edit(history, line.call, replace(line.call, about=f"{ODD}!", speaking="", notes=f"{ODD}\nd\0"))
    after = here.line(f"Jane {CLEAN}").call
    assert (after.about, after.speaking, after.notes) == ("ab c !", "", "ab \tc \nd")
    with pytest.raises(Refusal, match="broken letters"):
        calls.edit(history, after, replace(after, notes=BROKEN))


def test_a_blocked_slot_has_a_clean_reason(here: TestDesk):
    slot = here.slot("10:00")
    with pytest.raises(Refusal, match="broken letters"):
        slots.block(here.desk.history, [slot], BROKEN)
    slots.block(here.desk.history, [slot], ODD)
    with here.desk.store.read() as reader:
        assert reader.get(Slot, slot.id).reason == CLEAN


def test_who_waits_waits_about_something_that_can_be_kept(here: TestDesk):
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=here.clock(), about=ODD)
    patients.wait(here.desk.history, "Joe Moss", "07700 900001", wish)
    with here.desk.store.read() as reader:
        (line,) = patients.waiting(reader, here.clock())
    assert line.entry.about == CLEAN
    with pytest.raises(Refusal, match="broken letters"):
        patients.wait(here.desk.history, "Mia Lane", "07700 900002", replace(wish, about=BROKEN))


def test_the_card_of_a_patient_and_what_finds_them_are_clean(here: TestDesk):
    here.book("10:00")
    seen = here.line().patient
    patients.edit(
        here.desk.history, seen, replace(seen, preferred_times=ODD, postcode="m3\0 3bn", needs=(ODD, "\0"))
    )
    with here.desk.store.read() as reader:
        (found,) = patients.find(reader, f"jane\0 {BROKEN[1:2]}holt")
        assert patients.find(reader, "\0\ud800")
    assert (found.patient.preferred_times, found.patient.postcode, found.patient.needs) == (
        CLEAN,
        "M3 3BN",
        (CLEAN,),
    )


def test_a_clinic_and_its_closures_are_clean(here: TestDesk):
    with here.desk.store.read() as reader:
        seen = clinics.named(reader, "London")
    clinics.edit(here.desk.history, seen, replace(seen, parking=ODD))
    day = date(2026, 12, 24)
    shut = Closure(id=ClosureId(0), clinic=None, first=day, last=day, reason=ODD)
    closures.close(here.desk.history, shut, None)
    with here.desk.store.read() as reader:
        assert clinics.named(reader, "London").parking == "ab \tc"
        assert [closure.reason for closure in reader.all(Closure)] == [CLEAN]


@pytest.mark.parametrize("id_", [2**63, 10**30, -1, -(2**63) - 1, 2**63 - 1])
def test_a_name_that_nothing_has_finds_nothing(here: TestDesk, id_: int):
    with here.desk.store.read() as reader:
        assert reader.find(Patient, id_) is None
        with pytest.raises(Refusal, match=f"There is no call {id_}"):
            calls.get(reader, CallId(id_))
        with pytest.raises(Refusal, match=f"There is no .* {id_}"):
            reader.get(Call, id_)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 27), date(9999, 12, 31)])
def test_days_that_no_diary_holds_are_refused(here: TestDesk, day: date):
    with here.desk.store.read() as reader:
        with pytest.raises(Refusal, match="too far away"):
            calls.of_week(reader, day)
        with pytest.raises(Refusal, match="too far away"):
            slots.free(reader, here.clock(), from_day=day)
    with pytest.raises(Refusal, match="too far away|in the past"):
        here.publish(first=day)
    assert here.publish(first=MONDAY).change is None
