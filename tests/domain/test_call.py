"""The life of a call, against the table of results."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import call as rules
from reception.domain import outcome, span
from reception.domain.call import Attempt, Call, CallStatus, CancelledBy, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import AttemptId, CallId, ClinicianId, ClinicId, PatientId, SlotId, StaffId
from reception.domain.organisation import Organisation
from reception.domain.patient import Patient
from reception.domain.slot import Slot, SlotState
from reception.domain.span import Span

TEN = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
POLICY = Organisation(name="", phone="", email="")
JANE = Patient(id=PatientId(1), name="Jane Holt", phone="+447700900334", known_since=TEN)


def slot(at=TEN, number=1, **more):
    return Slot(
        id=SlotId(number), clinic=ClinicId(1), clinician=ClinicianId(1), starts_at=at,
        ends_at=at + timedelta(minutes=15), **more,
    )  # fmt: skip


def call(**more):
    return Call(id=CallId(1), slot=SlotId(1), patient=JANE.id, booked_at=TEN, booked_by=StaffId(1), **more)


def attempt(result, at=TEN):
    return Attempt(id=AttemptId(1), call=CallId(1), at=at, by=StaffId(1), phone=JANE.phone, result=result)


def open_on(day: date) -> tuple[Span, ...]:
    """Monday to Saturday, nine to six."""
    if day.weekday() == 6:
        return ()
    return (Span(span.instant(day, time(9)), span.instant(day, time(18))),)


def record(result, known=None, at=TEN, **more):
    change = outcome.record(
        known or call(), JANE, slot(), attempt(result, at), policy=POLICY, open_on=open_on, **more
    )
    return next(edit.after for edit in change.edits if isinstance(edit.after, Call))


@pytest.mark.parametrize(
    ("result", "status"),
    [
        (Result.CONSULTATION_BOOKED, CallStatus.DONE),
        (Result.NOT_SUITABLE, CallStatus.DONE),
        (Result.DO_NOT_CALL, CallStatus.DONE),
        (Result.NO_ANSWER, CallStatus.BOOKED),
        (Result.VOICEMAIL, CallStatus.BOOKED),
        (Result.WRONG_NUMBER, CallStatus.BOOKED),
    ],
)
def test_each_result_leaves_the_call_where_the_table_says(result, status):
    after = record(result)
    assert (after.status, after.outcome, after.attempts) == (status, result, 1)
    assert (after.next_try is not None) is (result in rules.UNANSWERED)


def test_do_not_call_marks_the_patient():
    change = outcome.record(call(), JANE, slot(), attempt(Result.DO_NOT_CALL), policy=POLICY, open_on=open_on)
    assert [e.after.do_not_call for e in change.edits if isinstance(e.after, Patient)] == [True]


def test_a_call_back_needs_its_time_and_keeps_it():
    with pytest.raises(Refusal, match="Say when to call back"):
        record(Result.CALL_BACK)
    with pytest.raises(Refusal, match="in the past"):
        record(Result.CALL_BACK, call_back_at=TEN - timedelta(minutes=1))
    assert record(Result.CALL_BACK, call_back_at=TEN + timedelta(hours=3)).next_try == TEN + timedelta(
        hours=3
    )


def test_three_tries_twice_today_and_once_in_another_days_other_half():
    first = record(Result.NO_ANSWER)
    assert first.next_try == TEN + timedelta(minutes=15)
    second = record(Result.VOICEMAIL, first, at=TEN + timedelta(minutes=15))
    assert span.moment_text(second.next_try) == "Tue 24 Nov 14:00"
    third = record(Result.NO_ANSWER, second, at=second.next_try)
    assert (third.next_try, third.status) == (None, CallStatus.BOOKED)
    closed = outcome.give_up(third, JANE, slot(), policy=POLICY).edits[0].after
    assert closed.status is CallStatus.NOT_REACHED


def test_the_next_try_is_never_on_a_sunday():
    saturday_evening = datetime(2026, 11, 28, 17, 50, tzinfo=UTC)
    assert span.moment_text(record(Result.NO_ANSWER, at=saturday_evening).next_try) == "Mon 30 Nov 09:00"


def test_giving_up_early_is_refused_with_the_count():
    with pytest.raises(Refusal, match="tried 1 of 3 times"):
        outcome.give_up(record(Result.NO_ANSWER), JANE, slot(), policy=POLICY)


@pytest.mark.parametrize("status", [CallStatus.DONE, CallStatus.NOT_REACHED, CallStatus.CANCELLED])
def test_what_has_ended_cannot_be_moved_cancelled_or_recorded(status):
    ended = call(status=status, cancelled_by=CancelledBy.PATIENT if status is CallStatus.CANCELLED else None)
    with pytest.raises(Refusal):
        rules.move(ended, JANE, slot(), slot(number=2), None, now=TEN)
    with pytest.raises(Refusal):
        rules.cancel(ended, JANE, slot(), by=CancelledBy.PATIENT, reason="x")
    with pytest.raises(Refusal):
        record(Result.NO_ANSWER, ended)


def test_a_slot_that_is_past_blocked_withdrawn_or_taken_cannot_be_booked():
    later = TEN + timedelta(seconds=1)
    for where, taken_by, now, word in (
        (slot(), None, later, "past"),
        (slot(state=SlotState.BLOCKED, reason="lunch"), None, TEN, "blocked .lunch."),
        (slot(state=SlotState.WITHDRAWN), None, TEN, "no longer offered"),
        (slot(), call(), TEN, "has just been taken"),
    ):
        with pytest.raises(Refusal, match=word):
            rules.book(where, taken_by, JANE, False, call(), now=now)


def test_somebody_who_asked_not_to_be_called_is_not_booked():
    with pytest.raises(Refusal, match="asked not to be called"):
        rules.book(slot(), None, replace(JANE, do_not_call=True), False, call(), now=TEN)


def line(at=TEN, **more):
    """Return Jane's call as a line."""
    return rules.CallLine(
        call=call(**more), slot=slot(at), patient=JANE,
        clinic=Clinic(id=ClinicId(1), name="London", street="1", postcode="W1", phone="", email=""),
        clinician=Clinician(id=ClinicianId(1), name="Dr Ann Able", qualifications="", title=""),
    )  # fmt: skip


def test_calls_that_somebody_has_already_are_named():
    assert rules.already([]) == ""
    assert rules.already([line()]) == "Jane Holt already has a call on Mon 23 Nov 10:00 in London."
    assert rules.already([line(), line(TEN + timedelta(days=1))]) == (
        "Jane Holt already has calls on Mon 23 Nov 10:00 in London and Tue 24 Nov 10:00 in London."
    )


def test_no_try_is_left_once_as_many_as_were_agreed_were_in_vain():
    tried = {"attempts": 3, "outcome": Result.NO_ANSWER}
    assert line(**tried).has_no_try_left
    assert not replace(line(**tried), tries_agreed=4).has_no_try_left
    assert not line(attempts=1, outcome=Result.NO_ANSWER).has_no_try_left, (
        "moved: it has no next try, but two tries"
    )
    assert not line(**tried, status=CallStatus.NOT_REACHED).has_no_try_left
    assert not line(attempts=1, outcome=Result.WRONG_NUMBER).has_no_try_left
    assert not line().has_no_try_left


def test_a_cancellation_needs_a_reason_and_frees_the_slot():
    with pytest.raises(Refusal, match="Say why"):
        rules.cancel(call(), JANE, slot(), by=CancelledBy.PATIENT, reason="  ")
    after = rules.cancel(call(), JANE, slot(), by=CancelledBy.CLINIC, reason=" no  heating ").edits[0].after
    assert (after.cancel_reason, after.is_live) == ("no heating", False)


steps = st.lists(st.sampled_from([*Result, "cancel", "give up", "reopen"]), max_size=12)


@given(steps)
def test_a_call_is_always_in_a_state_the_desk_can_explain(acts):
    known, at = call(), TEN
    for act in acts:
        at += timedelta(hours=5)
        try:
            if act == "cancel":
                change = rules.cancel(known, JANE, slot(), by=CancelledBy.PATIENT, reason="ill")
            elif act == "give up":
                change = outcome.give_up(known, JANE, slot(), policy=POLICY)
            elif act == "reopen":
                change = outcome.reopen(known, JANE, slot())
            else:
                change = outcome.record(
                    known, JANE, slot(), attempt(act, at), policy=POLICY, open_on=open_on,
                    call_back_at=at + timedelta(hours=1),
                )  # fmt: skip
        except Refusal:
            continue
        known = next(edit.after for edit in change.edits if isinstance(edit.after, Call))
        assert (known.cancelled_by is not None) is (known.status is CallStatus.CANCELLED)
        assert known.status is CallStatus.BOOKED or known.next_try is None
        assert known.next_try is None or known.next_try > at
