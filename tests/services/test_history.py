"""The gate: journalled, guarded, undone and redone, also with two desks and two runs of the program."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.domain.call import Call, CallStatus, Result
from reception.domain.errors import Conflict, Refusal
from reception.domain.journal import KEPT, Way
from reception.domain.patient import Patient
from reception.services import (
    availability,
    boards,
    calls,
    clinicians,
    clinics,
    history,
    patients,
    pinboard,
    slots,
    staff,
)
from reception.services.calls import Caller
from tests.support.desks import MONDAY, Practice, TestDesk


def test_everything_of_a_morning_can_be_taken_back_and_brought_back(here: TestDesk):
    here.book("10:00")
    here.move(to="10:30")
    here.record(Result.NO_ANSWER)
    here.cancel(reason="Moved away")
    seen = here.lines()
    told = [str(here.undo()) for _ in range(4)]
    assert told == [
        "Cancelled Jane Holt, Mon 23 Nov 10:30",
        "Recorded “No answer”: Jane Holt, Mon 23 Nov 10:30",
        "Moved Jane Holt, Mon 23 Nov 10:00 to Mon 23 Nov 10:30",
        "Booked Jane Holt, Mon 23 Nov 10:00",
    ]
    assert here.lines() == []
    for _ in range(4):
        here.redo()
    assert here.lines() == seen


def test_undo_works_in_another_run_of_the_program(diary: Practice, here: TestDesk):
    here.book("10:00")
    here.desk.close()
    later = diary.desk()
    later.undo()
    assert later.lines() == []
    assert diary.desk().redo().action == "Booked"


def test_undo_takes_back_ones_own_change_only(here: TestDesk, there: TestDesk):
    here.book("10:00")
    there.book("10:15", "Tom Ash", "07700 900245")
    here.undo()
    assert [line.patient.name for line in there.lines()] == ["Tom Ash"]
    assert here.undo().action == "Published slots"


def test_with_nothing_to_take_back_undo_says_so(there: TestDesk):
    with pytest.raises(Refusal, match="There is nothing of yours to undo"):
        there.undo()
    with pytest.raises(Refusal, match="There is nothing of yours to redo"):
        there.redo()


def test_undo_cannot_double_book(here: TestDesk, there: TestDesk):
    here.book("10:00")
    here.move(to="10:15")
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match="10:00 has just been taken"):
        here.undo()
    assert [line.patient.name for line in here.lines()] == ["Tom Ash", "Jane Holt"]


def test_a_refused_step_says_why_and_is_passed_over_when_undo_is_asked_for_again(
    here: TestDesk, there: TestDesk
):
    here.book("09:45", "Amy Bay", "07700 900001")
    there.book("10:00")
    here.cancel()
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal) as refusal:
        here.undo()
    assert refusal.value.sentence == (
        "“Cancelled Jane Holt, Mon 23 Nov 10:00” cannot be taken back: Mon 23 Nov 10:00 has just been taken. "
        "Undo again for the change before it."
    )
    with here.desk.store.read() as reader:
        assert here.desk.history.steps(reader).undo[-1].action == "Cancelled", "it is still there"
    assert str(here.undo()) == "Booked Amy Bay, Mon 23 Nov 09:45"
    assert str(here.redo()) == "Booked Amy Bay, Mon 23 Nov 09:45"


def test_the_last_step_there_is_says_so_when_it_is_refused(diary: Practice, here: TestDesk, there: TestDesk):
    mia = diary.desk("Mia Lane")
    here.book("10:00")
    mia.cancel()
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match=r"has just been taken\. Nothing else is left to undo\.$"):
        mia.undo()
    with pytest.raises(Refusal, match="There is nothing of yours to undo"):
        mia.undo()


def test_a_refused_step_is_passed_over_for_good_where_the_program_ends(
    diary: Practice, here: TestDesk, there: TestDesk
):
    here.book("09:45", "Amy Bay", "07700 900001")
    there.book("10:00")
    here.cancel()
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match="Undo again for the change before it"):
        here.undo()
    here.desk.history.pass_over()
    assert str(diary.desk().undo()) == "Booked Amy Bay, Mon 23 Nov 09:45"


def test_what_cannot_be_brought_back_says_so_and_is_passed_over(here: TestDesk, there: TestDesk):
    here.book("09:45", "Amy Bay", "07700 900001")
    here.book("10:00")
    here.undo()
    here.undo()
    there.book("09:45", "Tom Ash", "07700 900245")
    with pytest.raises(
        Refusal, match=r"cannot be brought back: .* taken\. Redo again for the change after it\."
    ):
        here.redo()
    assert str(here.redo()) == "Booked Jane Holt, Mon 23 Nov 10:00"


def test_a_refused_step_is_not_passed_over_where_something_else_was_asked_for_since(
    diary: Practice, there: TestDesk
):
    mia = diary.desk("Mia Lane")
    mia.book("10:00")
    mia.undo()
    there.book("10:00", "Tom Reed", "07700 900222")
    told = "cannot be brought back: Mon 23 Nov 10:00 has just been taken"
    with pytest.raises(Refusal, match=told):
        mia.redo()
    with pytest.raises(Refusal, match="There is nothing of yours to undo."):
        mia.undo()
    with pytest.raises(Refusal, match=told):
        mia.redo()


def test_ones_last_fifty_changes_can_be_taken_back_however_often_that_was_done(here: TestDesk):
    here.book("10:00")
    line = here.line()
    notes = [f"Note {number}" for number in range(60)]
    for note in notes:
        calls.edit(here.desk.history, here.line().call, replace(here.line().call, notes=note))
    for _ in range(3):
        for _ in range(KEPT):
            here.undo()
        assert here.line().call.notes == notes[-KEPT - 1]
        for _ in range(KEPT):
            here.redo()
        assert here.line().call.notes == notes[-1]
    assert here.line().id == line.id


def test_a_name_given_meanwhile_to_somebody_else_cannot_be_taken_back(here: TestDesk, there: TestDesk):
    rita = staff.add(here.desk.history, "Rita Fry")
    staff.edit(here.desk.history, rita, replace(rita, name="Rita Moor"))
    staff.add(there.desk.history, "rita fry")
    with pytest.raises(Refusal, match="cannot be taken back: rita fry is already on the staff list"):
        here.undo()
    with here.desk.store.read() as reader:
        assert {"Rita Moor", "rita fry"} <= {person.name for person in staff.working(reader)}


def test_a_clinicians_name_given_meanwhile_to_another_cannot_be_taken_back(here: TestDesk, there: TestDesk):
    clinicians.add(here.desk.history, "Dr Rita Fry")
    with here.desk.store.read() as reader:
        rita = clinicians.named(reader, "Dr Rita Fry")
    clinicians.edit(here.desk.history, rita, replace(rita, name="Dr Rita Moor"))
    clinicians.add(there.desk.history, "Dr Rita Fry")
    with pytest.raises(
        Refusal, match="Dr Rita Fry is already on the staff list|Rita Fry is already a clinician"
    ):
        here.undo()
    with here.desk.store.read() as reader:
        assert [c.name for c in clinicians.working(reader)].count("Dr Rita Fry") == 1


def test_a_step_is_taken_once_what_was_in_its_way_has_gone(here: TestDesk, there: TestDesk):
    here.book("10:00")
    here.cancel()
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match="10:00 has just been taken"):
        here.undo()
    there.move("Tom Ash", to="10:15")
    assert here.undo().action == "Cancelled"
    assert here.line().call.status is CallStatus.BOOKED


def test_undoing_a_cancellation_cannot_double_book(here: TestDesk, there: TestDesk):
    here.book("10:00")
    here.cancel()
    there.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match="10:00 has just been taken"):
        here.undo()


def test_undoing_a_cancellation_into_a_slot_blocked_since_is_refused(here: TestDesk):
    here.book("10:00")
    here.cancel()
    slots.block(here.desk.history, [here.slot("10:00")], "Lunch")
    other = here.desk.history
    with pytest.raises(Refusal, match="blocked"):
        other.do(lambda reader: _uncancel(here))


def _uncancel(desk: TestDesk):
    from reception.domain.change import Change, Edit

    call = desk.line().call
    back = replace(call, status=CallStatus.BOOKED, cancelled_by=None, cancel_reason="")
    return Change("Un-cancel", (Edit(call, back),))


def test_a_step_that_somebody_moved_on_from_is_dropped_with_a_sentence(here: TestDesk, there: TestDesk):
    here.book("09:45", "Amy Bay", "07700 900001")
    here.book("10:00")
    here.move(to="10:15")
    there.move(to="10:30")
    told = "can no longer be taken back: it was changed since. Undo again for the change before it.$"
    with pytest.raises(Conflict, match=told):
        here.undo()
    assert here.line().slot.starts_at == here.slot("10:30").starts_at
    with pytest.raises(Conflict):
        here.undo()
    assert str(here.undo()) == "Booked Amy Bay, Mon 23 Nov 09:45"


def test_a_patient_whom_another_call_needs_stays_when_the_first_booking_is_undone(
    here: TestDesk, there: TestDesk
):
    here.book("10:00")
    there.book("10:30")
    here.undo()
    assert [line.patient.name for line in there.lines()] == ["Jane Holt"]
    here.redo()
    assert len(here.lines()) == 2


def test_a_new_act_forgets_what_could_be_redone(here: TestDesk):
    here.book("10:00")
    here.undo()
    here.book("10:30", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal, match="nothing of yours to redo"):
        here.redo()


def test_a_stale_view_cannot_overwrite_what_another_desk_did(here: TestDesk, there: TestDesk):
    here.book("10:00")
    seen = there.line().call
    here.record(Result.NO_ANSWER)
    with pytest.raises(Conflict, match="Somebody else has just changed this call") as conflict:
        calls.record(there.desk.history, seen, Result.NOT_SUITABLE)
    assert conflict.value.seen == seen
    assert conflict.value.now == here.line().call
    assert here.line().call.attempts == 1


def test_what_is_refused_leaves_nothing_behind(here: TestDesk):
    with here.desk.store.read() as reader:
        before = (patients.find(reader, ""), len(here.lines()))
    slot = here.slot("10:00")
    here.book("10:00", "Tom Ash", "07700 900245")
    with pytest.raises(Refusal):
        calls.book(here.desk.history, slot.id, Caller(name="New Person", phone="07700 900999"))
    here.undo()
    with here.desk.store.read() as reader:
        assert (patients.find(reader, ""), len(here.lines())) == before


def test_publishing_is_undone_by_withdrawing_what_is_not_booked(here: TestDesk, there: TestDesk):
    there.book("10:00")
    here.undo()
    assert here.free_times() == []
    assert here.line().patient.name == "Jane Holt"
    here.redo()
    assert here.free_times() == ["09:00", "09:15", "09:30"]
    assert len(here.lines()) == 1


def test_a_slot_blocked_since_stays_blocked_when_publishing_is_undone_and_redone(
    here: TestDesk, there: TestDesk
):
    slots.block(there.desk.history, [there.slot("09:00")], "Lunch")
    here.undo()
    here.redo()
    assert here.free_times() == ["09:15", "09:30", "09:45"]


def test_republishing_after_a_change_of_rota_can_be_undone(here: TestDesk):
    before = here.free_times(5)
    with here.desk.store.read() as reader:
        from reception.domain.availability import Availability

        rule = next(
            r
            for r in reader.all(Availability)
            if r.weekday == 0 and r.starts.hour == 9 and r.starts.minute == 0
        )
    availability.edit(here.desk.history, rule, replace(rule, starts=rule.starts.replace(hour=10)))
    changed = here.publish()
    assert len(changed.plan.withdrawing) == 8
    assert here.free_times(2) == ["10:00", "10:15"]
    here.undo()
    assert here.free_times(5) == before
    here.redo()
    assert here.free_times(2) == ["10:00", "10:15"]


def test_editing_a_clinic_is_journalled_and_undone(here: TestDesk, there: TestDesk):
    with here.desk.store.read() as reader:
        seen = clinics.named(reader, "London")
    clinics.edit(here.desk.history, seen, replace(seen, parking="Behind the house"))
    with pytest.raises(Conflict):
        clinics.edit(there.desk.history, seen, replace(seen, lift="Yes"))
    here.undo()
    with here.desk.store.read() as reader:
        assert clinics.named(reader, "London") == seen


def test_two_patients_with_one_number_are_a_family_and_one_name_is_one_patient(here: TestDesk):
    here.book("10:00", "Zoë O’Brien")
    here.book("10:15", "ZOE O'BRIEN", "+44 (0)7700 900 334")
    here.book("10:30", "Liam O’Brien")
    with here.desk.store.read() as reader:
        found = [line.patient.name for line in patients.find(reader, "07700 900334")]
    assert sorted(found) == ["Liam O’Brien", "Zoë O’Brien"]


def test_a_patient_cannot_be_renamed_into_another(here: TestDesk):
    here.book("10:00", "Ann Lee")
    here.book("10:15", "Bea Lee")
    bea = here.line("Bea Lee").patient
    with pytest.raises(Refusal, match="already a patient Ann Lee with this number"):
        patients.edit(here.desk.history, bea, replace(bea, name="ann lee"))


def test_a_patient_is_not_called_twice_at_one_moment(here: TestDesk):
    here.book("10:00")
    with pytest.raises(Refusal, match="Jane Holt already has a call at Mon 23 Nov 10:00"):
        here.book("10:00", clinic="Bedford")


def test_do_not_call_is_undone_with_its_outcome(here: TestDesk):
    here.book("10:00")
    here.record(Result.DO_NOT_CALL)
    with pytest.raises(Refusal, match="asked not to be called"):
        here.book("10:15")
    here.undo()
    with here.desk.store.read() as reader:
        assert reader.get(Patient, here.line().patient.id).do_not_call is False


def test_one_reading_sees_one_moment(here: TestDesk, there: TestDesk):
    with there.desk.store.read() as reader:
        before = (history.last_line(reader), len(reader.all(Call)))
        here.book("10:00")
        assert (history.last_line(reader), len(reader.all(Call))) == before
    with there.desk.store.read() as reader:
        assert len(reader.all(Call)) == before[1] + 1


def test_a_call_is_not_reopened_beside_another_one_of_the_same_moment(here: TestDesk):
    with here.desk.store.read() as reader:
        board = boards.of_days(reader, MONDAY, MONDAY)
    times = [slot.starts_at for slot in board.slots]
    one, other = [slot for slot in board.slots if times.count(slot.starts_at) > 1][:2]
    calls.book(here.desk.history, one.id, Caller(name="Jane Holt", phone="07700 900334"))
    here.record(Result.NOT_SUITABLE)
    done = here.line().call
    calls.book(here.desk.history, other.id, Caller(patient=done.patient))
    with pytest.raises(Refusal, match="Jane Holt already has a call at Mon 23 Nov"):
        calls.reopen(here.desk.history, done)
    assert [line.call.status for line in here.lines()].count(CallStatus.BOOKED) == 1


def test_one_person_at_two_desks_takes_the_same_back_at_once_and_the_second_is_told(
    diary: Practice, here: TestDesk, monkeypatch: pytest.MonkeyPatch
):
    here.book("10:00")
    pinboard.park(here.desk.history, here.line().id)
    pinboard.take_off(here.desk.history, here.line().id)
    there = diary.desk()
    find = there.desk.history._next

    def slower(way: Way) -> object:
        found = find(way)
        monkeypatch.undo()
        here.undo()
        return found

    monkeypatch.setattr(there.desk.history, "_next", slower)
    with pytest.raises(Conflict, match="can no longer be taken back: it was changed since"):
        there.undo()
    with here.desk.store.read() as reader:
        assert pinboard.is_parked(reader, here.line().id)
