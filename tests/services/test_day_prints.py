"""A day's list on paper is noted in the journal, and is no step that undo takes back; on both engines."""

from __future__ import annotations

import json

import pytest

from reception.domain.errors import Refusal
from reception.services import clinics, day_prints, history, past
from tests.support.desks import MONDAY, TestDesk


def test_who_printed_which_day_of_whom_and_how_much_is_told(here: TestDesk):
    slot = here.slot("10:00")
    day_prints.note(
        here.desk.history, day=MONDAY, clinic=slot.clinic, clinician=slot.clinician, has_numbers=True
    )
    with here.desk.store.read() as reader:
        entry, before, after = history.lines(reader, limit=1)[0]
    assert (entry.who, entry.action) == ("Ann Kay", "Printed the list of a day")
    assert entry.subject.startswith("Mon 23 Nov 2026, London, Mr ")
    assert entry.subject.endswith(", with names and numbers")
    assert before is None
    kept = json.loads(after)
    assert (kept["day"], kept["clinic"], kept["clinician"], kept["staff"]) == (
        "2026-11-23",
        slot.clinic,
        slot.clinician,
        here.desk.history.staff.id,
    )


def test_undo_and_redo_pass_a_print_by(here: TestDesk):
    here.book("10:00")
    day_prints.note(here.desk.history, day=MONDAY, has_numbers=False)
    assert here.undo().action == "Booked"
    day_prints.note(here.desk.history, day=MONDAY, has_numbers=False)
    assert here.redo().action == "Booked", (
        "a print is no new change that would forget what can be brought back"
    )
    with here.desk.store.read() as reader:
        told = [entry.subject for entry, _, _ in history.lines(reader, limit=9)]
    assert told.count("Mon 23 Nov 2026, all clinics, initials alone") == 2


def test_the_diary_as_it_was_has_no_trouble_with_it(here: TestDesk, clock):
    here.book("10:00")
    before = clock()
    clock.move(minutes=5)
    day_prints.note(here.desk.history, day=MONDAY, has_numbers=True)
    with here.desk.store.read() as reader:
        then = past.board(reader, before, MONDAY, MONDAY).board
    assert [line.patient.name for line in then.lines] == ["Jane Holt"]


def test_a_clinic_that_is_not_there_is_refused(here: TestDesk):
    with here.desk.store.read() as reader:
        known = max(clinic.id for clinic in clinics.all_open(reader))
    with pytest.raises(Refusal, match="There is no clinic"):
        day_prints.note(here.desk.history, day=MONDAY, clinic=known + 1, has_numbers=True)
