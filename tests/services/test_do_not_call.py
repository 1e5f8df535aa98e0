"""Somebody asked not to be called: then nothing of theirs is booked, moved, waited for or brought back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from reception.domain import span
from reception.domain.call import CallLine, CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.errors import Conflict, Refusal
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Patient, Waiting
from reception.services import calls, patients
from tests.support.desks import NINE_ON_MONDAY, TestDesk

ASKED = "Jane Holt asked not to be called. If they changed their mind, clear that on their card."
WISH = Waiting(id=WaitingId(0), patient=PatientId(0), since=NINE_ON_MONDAY)


def wait(desk: TestDesk) -> None:
    """Put Jane on the waiting list, without her call in the way."""
    patients.wait(desk.desk.history, "Jane Holt", "07700 900334", WISH)


def jane(desk: TestDesk) -> tuple[Patient, list[CallLine], int]:
    """Return Jane, her calls, earliest first, and how many wishes of hers are open."""
    with desk.desk.store.read() as reader:
        (found,) = patients.find(reader, "Jane Holt")
        card = patients.card(reader, found.id)
    return card.patient, list(card.calls[::-1]), len(card.waiting)


def by_outcome(desk: TestDesk) -> str:
    """Record it as the outcome of the first call."""
    return str(calls.record(desk.desk.history, jane(desk)[1][0].call, Result.DO_NOT_CALL))


def by_card(desk: TestDesk) -> str:
    """Mark it on the card."""
    patient, _, _ = jane(desk)
    return str(patients.edit(desk.desk.history, patient, replace(patient, do_not_call=True)))


@pytest.mark.parametrize(
    ("act", "told", "statuses"),
    [
        (
            by_outcome,
            "Recorded “Do not call”: Jane Holt, Mon 23 Nov 10:00, and cancelled Mon 23 Nov 10:30 and Mon 23 Nov 11:00,"
            " and taken off the waiting list",
            [CallStatus.DONE, CallStatus.CANCELLED, CallStatus.CANCELLED],
        ),
        (
            by_card,
            "Edited the card: Jane Holt, and cancelled Mon 23 Nov 10:00, Mon 23 Nov 10:30 and Mon 23 Nov 11:00,"
            " and taken off the waiting list",
            [CallStatus.CANCELLED] * 3,
        ),
    ],
)
def test_the_other_calls_are_cancelled_and_the_wish_ends_in_one_change(
    here: TestDesk, act: Callable[[TestDesk], str], told: str, statuses: list[CallStatus]
):
    for at in ("10:00", "10:30", "11:00"):
        here.book(at)
    wait(here)
    before = jane(here)
    assert act(here) == told
    patient, lines, wishes = jane(here)
    assert (patient.do_not_call, wishes) == (True, 0)
    assert [line.call.status for line in lines] == statuses
    assert {(line.call.cancelled_by, line.call.cancel_reason) for line in lines[1:]} == {
        (CancelledBy.PATIENT, "asked not to be called")
    }
    with here.desk.store.read() as reader:
        assert all(line.call.status is not CallStatus.BOOKED for line in calls.today(reader, here.clock()))
    here.undo()
    assert jane(here) == before
    here.redo()
    assert jane(here) == (patient, lines, wishes)


def test_nothing_else_to_end_is_not_told(here: TestDesk):
    here.book("10:00")
    assert by_outcome(here) == "Recorded “Do not call”: Jane Holt, Mon 23 Nov 10:00"


def test_no_way_leads_to_a_call_and_clearing_the_mark_opens_it_again(here: TestDesk):
    here.book("10:00")
    by_outcome(here)
    patient, (line,), _ = jane(here)
    ways: list[Callable[[], object]] = [
        lambda: here.book("10:30"),
        lambda: wait(here),
        lambda: calls.reopen(here.desk.history, line.call),
    ]
    for way in ways:
        with pytest.raises(Refusal) as refusal:
            way()
        assert refusal.value.sentence == ASKED
    patients.edit(here.desk.history, patient, replace(patient, do_not_call=False))
    for way in ways:
        way()


def test_a_call_that_was_kept_from_before_is_not_moved(here: TestDesk):
    here.book("10:00")
    seen = jane(here)
    with here.desk.store.write() as writer:
        writer.save(Change("", (Edit(seen[0], replace(seen[0], do_not_call=True)),)))
    with pytest.raises(Refusal, match="asked not to be called"):
        here.move(to="10:30")


def test_undo_and_redo_do_not_lead_round_it(here: TestDesk, there: TestDesk):
    here.book("10:00")
    here.book("10:30")
    here.record(Result.NOT_SUITABLE)
    wait(here)
    patient, (_, second), _ = jane(here)
    with here.desk.store.read() as reader:
        (wish,) = patients.card(reader, patient.id).waiting
    patients.leave_waiting(here.desk.history, wish, patient)
    calls.record(there.desk.history, second.call, Result.DO_NOT_CALL)
    for obstacle, what in (
        (
            Refusal,
            "“Taken off the waiting list: Jane Holt” cannot be taken back: Jane Holt asked not to be called.",
        ),
        (Conflict, "“Added to the waiting list: Jane Holt” can no longer be taken back"),
        (
            Refusal,
            "“Recorded “Not suitable”: Jane Holt, Mon 23 Nov 10:00” cannot be taken back: Jane Holt asked not",
        ),
    ):
        with pytest.raises(obstacle, match=what):
            here.undo()


def test_do_not_call_is_not_brought_back_over_a_new_call(here: TestDesk, there: TestDesk):
    here.book("10:00")
    by_outcome(here)
    here.undo()
    there.book("11:00")
    with pytest.raises(
        Refusal, match=r"cannot be brought back: Jane Holt has a call on Mon 23 Nov 11:00 by now\."
    ):
        here.redo()
    assert not jane(here)[0].do_not_call
    assert span.clock(jane(here)[1][1].slot.starts_at) == "11:00"
