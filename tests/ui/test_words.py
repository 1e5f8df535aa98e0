"""How the window says where a call stands and when it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from reception.domain.call import Call, CallLine, CallStatus, CancelledBy, Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import CallId, ClinicianId, ClinicId, PatientId, SlotId, StaffId
from reception.domain.patient import Patient
from reception.domain.slot import Slot
from reception.ui import words
from reception.ui.sheets.words import SHEET_STATES
from reception.ui.theme import STATES

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
CALL = Call(id=CallId(1), slot=SlotId(1), patient=PatientId(1), booked_at=NOW, booked_by=StaffId(1))
LINE = CallLine(
    call=CALL,
    slot=Slot(
        id=SlotId(1),
        clinic=ClinicId(1),
        clinician=ClinicianId(1),
        starts_at=NOW,
        ends_at=NOW + timedelta(minutes=15),
    ),
    patient=Patient(id=PatientId(1), name="Jane Holt", phone="+447700900334", known_since=NOW),
    clinic=Clinic(id=ClinicId(1), name="London", street="1", postcode="W1", phone="", email=""),
    clinician=Clinician(id=ClinicianId(1), name="Dr Ann Able", qualifications="", title=""),
)


def at(moment: datetime, **more: object) -> CallLine:
    """Return the call in a slot at a moment."""
    return replace(LINE, slot=replace(LINE.slot, starts_at=moment), call=replace(CALL, **more))


@pytest.mark.parametrize(
    ("more", "word", "state"),
    [
        ({}, "First call", "booked"),
        ({"outcome": Result.NO_ANSWER, "attempts": 2}, "No answer · 2 of 3", "warn"),
        ({"outcome": Result.VOICEMAIL, "attempts": 1}, "Voicemail left · 1 of 3", "warn"),
        ({"outcome": Result.NO_ANSWER, "attempts": 4}, "No answer · 4", "warn"),
        ({"outcome": Result.CONSULTATION_BOOKED, "attempts": 1}, "Reopened", "booked"),
        ({"outcome": Result.CALL_BACK, "attempts": 1}, "Call-back asked for", "call-back"),
        ({"outcome": Result.WRONG_NUMBER, "attempts": 1}, "Wrong number", "bad"),
        ({"outcome": Result.CONSULTATION_BOOKED, "status": CallStatus.DONE}, "Consultation booked", "done"),
        ({"outcome": Result.NOT_SUITABLE, "status": CallStatus.DONE}, "Not suitable", "neutral"),
        ({"outcome": Result.DO_NOT_CALL, "status": CallStatus.DONE}, "Do not call", "bad"),
        (
            {"outcome": Result.NO_ANSWER, "attempts": 3, "status": CallStatus.NOT_REACHED},
            "Not reached",
            "warn",
        ),
        ({"status": CallStatus.CANCELLED, "cancelled_by": CancelledBy.PATIENT}, "Cancelled", "bad"),
    ],
)
def test_where_a_call_stands_is_a_word_and_a_colour(more, word, state):
    call = replace(CALL, **more)
    assert (words.call_word(replace(LINE, call=call)), words.call_state(call)) == (word, state)


def test_every_outcome_and_every_state_of_a_sheet_has_a_colour():
    assert set(words.OUTCOME_STATES) == set(Result)
    assert {*words.OUTCOME_STATES.values(), *SHEET_STATES.values()} <= set(STATES)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (at(NOW), "Due now"),
        (at(NOW - timedelta(minutes=40)), "Due now"),
        (at(NOW + timedelta(seconds=1)), "In 1 min"),
        (at(NOW + timedelta(minutes=18)), "In 18 min"),
        (at(NOW + timedelta(minutes=17, seconds=1)), "In 18 min"),
        (at(NOW + timedelta(minutes=59)), "In 59 min"),
        (at(NOW + timedelta(minutes=60)), "11:00"),
        (at(NOW - timedelta(days=3)), "Since Fri 20 Nov"),
        (at(NOW - timedelta(days=3), next_try=NOW + timedelta(minutes=5)), "Next try 10:05"),
        (at(NOW, next_try=NOW + timedelta(hours=4, minutes=10)), "Next try 14:10"),
        (at(NOW, next_try=NOW + timedelta(days=3, hours=4)), "Next try Thu 26 Nov 14:00"),
        (at(NOW, next_try=NOW - timedelta(minutes=5)), "Due now since 09:55"),
        (at(NOW + timedelta(days=3)), "Thu 26 Nov 10:00"),
        (at(NOW, attempts=3, outcome=Result.NO_ANSWER), "No try left"),
        (at(NOW + timedelta(minutes=5), attempts=3, outcome=Result.NO_ANSWER), "In 5 min"),
        (replace(at(NOW), number_is_wrong=True), "Fix the number"),
        (at(NOW, status=CallStatus.DONE), "Done"),
        (at(NOW, status=CallStatus.NOT_REACHED), "Closed"),
        (at(NOW, status=CallStatus.CANCELLED), "Closed"),
    ],
)
def test_when_a_call_is_due(line, text):
    assert words.due_text(line, NOW) == text


def test_a_call_of_yesterday_evening_is_of_londons_yesterday():
    """At 23:30 UTC in summer it is already tomorrow in London."""
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert words.due_text(at(datetime(2026, 7, 1, 22, 45, tzinfo=UTC)), late) == "Since Wed 1 Jul"


@pytest.mark.parametrize(
    ("days", "text"),
    [
        (0, "Today 10:00"),
        (1, "Tue 10:00"),
        (6, "Sun 10:00"),
        (7, "Mon 30 Nov 10:00"),
        (-1, "Sun 22 Nov 10:00"),
    ],
)
def test_a_moment_is_said_as_near_as_it_is(days, text):
    assert words.relative(NOW + timedelta(days=days), date(2026, 11, 23)) == text
