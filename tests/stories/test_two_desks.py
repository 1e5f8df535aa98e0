"""Two desks on one diary: each sees what the other does, and neither overwrites the other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reception.domain import span
from reception.domain.call import CallStatus, Result
from reception.domain.patient import Patient
from reception.services import calls, clinics, patients
from reception.ui.clinics.forms import ClinicForm
from tests.support.desks import TestDesk
from tests.support.windows import PATIENCE, Window, open_window


def names_today(window: Window) -> list[str]:
    """Return who stands on the screen Today."""
    return [line.patient.name for line in window.screen.table.rows.values]


def until(window: Window, what: object) -> None:
    """Wait until something is seen without a key being pressed."""
    window.qtbot.waitUntil(what, timeout=PATIENCE)
    window.settle()


def patient_of(desk: TestDesk, name: str = "Jane Holt") -> Patient:
    with desk.desk.store.read() as reader:
        return next(line.patient for line in patients.find(reader, name))


def test_what_another_desk_books_moves_records_and_cancels_is_seen_without_a_key(window, there):
    window.go("today")
    there.book("10:00")
    until(window, lambda: names_today(window) == ["Jane Holt"])
    there.move(to="11:30")
    until(window, lambda: span.clock(window.screen.table.current.slot.starts_at) == "11:30")
    there.record(Result.NO_ANSWER)
    until(window, lambda: window.screen.panel.line.call.attempts == 1)
    there.cancel()
    until(window, lambda: names_today(window) == [])


def test_the_diary_shows_what_another_desk_books(window, there):
    window.go("diary")
    slot = there.slot("10:00")
    there.book("10:00")

    def is_there() -> bool:
        grid = window.screen.grid.model_.grid
        line = grid.cells[grid.find(slot.id)].line
        return line is not None and line.patient.name == "Jane Holt"

    until(window, is_there)


def test_a_booking_at_the_other_window_is_seen_at_this_one(window, diary, qtbot, qapp):
    other = open_window(qtbot, qapp, diary.desk("Joe Moss").desk)
    try:
        other.press("Ctrl+N")
        other.type("Nora Blake")
        other.press("Tab")
        other.type("07700 900481")
        other.press("Return")
        assert other.no_dialog()
        window.main.activateWindow()
        until(window, lambda: names_today(window) == ["Nora Blake"])
    finally:
        other.main.close()


def test_what_is_being_typed_stays_while_another_desk_works(window, there):
    there.book("10:00")
    window.go("today")
    window.screen.panel.notes.setFocus()
    window.type("Half a sen")
    there.book("10:15", "Nora Blake", "07700 900481")
    until(window, lambda: names_today(window) == ["Jane Holt", "Nora Blake"])
    assert window.screen.panel.notes.toPlainText() == "Half a sen"
    assert window.focus is window.screen.panel.notes
    window.type("tence")
    assert window.screen.panel.notes.toPlainText() == "Half a sentence"


def test_an_outcome_that_another_desk_recorded_first_is_one_sentence(window, there):
    there.book("09:00")
    window.go("today")
    window.main.live.stop()
    there.record(Result.NOT_SUITABLE)
    window.screen.panel.notes.setFocus()
    window.type("Rang twice")
    window.screen.table.setFocus()
    window.press("3")
    assert window.main.toast.sentence == "Somebody else has just changed this call. Look at it again."
    assert there.line().call.outcome is Result.NOT_SUITABLE
    assert window.screen.panel.line.call.outcome is Result.NOT_SUITABLE
    assert window.screen.panel.notes.toPlainText() == "Rang twice"


def test_what_another_changed_since_can_no_longer_be_taken_back(window, here):
    here.book("09:00")
    window.go("today")
    window.press("3")
    there = here.line().call
    calls.record(here.desk.history, there, Result.NOT_SUITABLE)
    window.press("Ctrl+Z")
    assert window.main.toast.sentence == (
        "“Recorded “No answer”: Jane Holt, Mon 23 Nov 09:00” can no longer be taken back: "
        "it was changed since. Nothing else is left to undo."
    )
    assert here.line().call.status is CallStatus.DONE
    assert window.main.foot.last.text() == ""


def test_a_card_that_two_desks_edit_is_one_sentence_and_loses_neither(window, there):
    there.book("10:00")
    window.go("patients")
    window.press("Down Return")
    card = window.screen.card
    card.fields["postcode"].input.setFocus()
    window.type("mk40 4gh")
    window.main.live.stop()
    seen = patient_of(there)
    patients.edit(there.desk.history, seen, replace(seen, email="jane@example.org"))
    window.press("Ctrl+S")
    assert window.main.toast.sentence == "Somebody else has just changed this patient. Look at it again."
    assert card.fields["postcode"].input.text() == "mk40 4gh"
    assert card.fields["email"].input.text() == "jane@example.org"
    window.press("Ctrl+S")
    now = patient_of(there)
    assert (now.email, now.postcode) == ("jane@example.org", "MK40 4GH")


def test_the_same_field_of_a_card_changed_at_two_desks_shows_both(window, there):
    there.book("10:00")
    window.go("patients")
    window.press("Down Return")
    card = window.screen.card
    card.fields["email"].input.setFocus()
    window.type("mine@example.org")
    window.main.live.stop()
    seen = patient_of(there)
    patients.edit(there.desk.history, seen, replace(seen, email="theirs@example.org", do_not_call=True))
    window.press("Ctrl+S")
    assert window.main.toast.sentence == (
        "Somebody else has just changed this patient: Email is now “theirs@example.org”. "
        "Save again to keep yours."
    )
    assert card.fields["email"].input.text() == "mine@example.org"
    assert card.do_not_call.isChecked()
    window.press("Ctrl+S")
    assert (patient_of(there).email, patient_of(there).do_not_call) == ("mine@example.org", True)


@pytest.mark.parametrize(
    ("field", "theirs", "sentence"),
    [
        ("parking", "Behind the house", "Somebody else has just changed this clinic. Look at it again."),
        (
            "email",
            "theirs@example.org",
            "Somebody else has just changed this clinic: Email is now “theirs@example.org”. "
            "Save again to keep yours.",
        ),
    ],
)
def test_a_clinic_that_two_desks_edit_is_one_sentence_and_loses_neither(
    window, there, field, theirs, sentence
):
    window.go("clinics")
    window.screen.edit(window.screen.cards["London"])
    form = window.dialog(ClinicForm)
    form.texts["email"].input.setText("mine@example.org")
    with there.desk.store.read() as reader:
        seen = clinics.named(reader, "London")
    clinics.edit(there.desk.history, seen, replace(seen, **{field: theirs}))
    window.press("Return")
    assert window.dialog(ClinicForm) is form
    assert form.refusal == sentence
    assert form.texts["email"].input.text() == "mine@example.org"
    assert form.texts["parking"].input.text() == (theirs if field == "parking" else "")
    window.press("Return")
    assert window.no_dialog()
    with there.desk.store.read() as reader:
        now = clinics.named(reader, "London")
    assert now.email == "mine@example.org"
    assert now.parking == (theirs if field == "parking" else "")
