"""Patients: anybody is found by anything, the card keeps what is typed, the waiting list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel

from reception.domain.call import Result
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services import patients
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.patients.waiting import WaitForm
from tests.support.desks import TestDesk
from tests.support.windows import Window


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("15:00", "Jane Holt", "07700 900334")
    made.book("15:15", "Tom Holt", "07700 900334")
    made.book("15:30", "Zoë O’Brien-Lee", "07700 900481")
    seen = patient_of(made, "Zoë O’Brien-Lee")
    born = replace(seen, date_of_birth=date(1971, 5, 4), postcode="MK40 4GH", needs=("large print",))
    patients.edit(made.desk.history, seen, born)
    return made


def patient_of(desk: TestDesk, name: str) -> Patient:
    with desk.desk.store.read() as reader:
        return next(line.patient for line in patients.find(reader, name))


def names(window: Window) -> list[str]:
    return [line.patient.name for line in window.screen.table.rows.values]


def shown(window: Window) -> str:
    return window.screen.shown.patient.name


def find(window: Window, text: str) -> None:
    window.go("patients")
    window.screen.finder.search.setText(text)
    window.settle()


@pytest.mark.parametrize(
    "text",
    ["zoe", "ZOË", "brien", "o'brien", "lee", "zoe lee", "900481", "0481", "07700900481", "+44 (0)7700 900 481",
     "mk40 4gh", "mk404", "1971-05-04"],
)  # fmt: skip
def test_a_patient_is_found_by_anything(desk, file_window, text):
    find(file_window, text)
    assert names(file_window) == ["Zoë O’Brien-Lee"]
    assert shown(file_window) == "Zoë O’Brien-Lee"
    assert file_window.screen.finder.hint.text() == "1 of 3"


@pytest.mark.parametrize("text", ["nobody", "'; DROP TABLE patients; --", "%", "_", "x" * 10_000, "😀"])
def test_what_finds_nobody_finds_nobody(desk, file_window, text):
    find(file_window, text)
    assert names(file_window) == []
    assert file_window.screen.finder.hint.text() == "0 of 3"
    assert file_window.screen.shown is None


def test_the_newest_are_shown_first_and_the_arrows_walk_them(desk, file_window):
    file_window.press("Ctrl+3")
    assert names(file_window) == ["Zoë O’Brien-Lee", "Tom Holt", "Jane Holt"]
    assert file_window.screen.finder.hint.text() == "The newest of 3"
    file_window.press("Down Down")
    assert shown(file_window) == "Jane Holt"
    file_window.press("Down")
    assert shown(file_window) == "Jane Holt"
    file_window.press("Up")
    assert shown(file_window) == "Tom Holt"
    assert file_window.focus is file_window.screen.finder.search


def test_the_card_says_what_is_needed_who_shares_the_number_and_what_was_called(desk, file_window):
    find(file_window, "zoe")
    card = file_window.screen.card
    assert card.needs_banner.sentence == "Needs large print"
    assert card.number_banner.sentence == ""
    assert [line.call.about for line in card.calls.rows.values] == ["Back pain"]
    find(file_window, "jane")
    assert card.number_banner.sentence == "Tom Holt has this number. A family, or one person twice?"
    assert "privacy notice not given yet" in card.about.text()


def test_a_card_is_changed_with_ctrl_s_and_taken_back(desk, file_window):
    find(file_window, "jane")
    card = file_window.screen.card
    assert not card.save_button.isEnabled()
    card.fields["needs"].input.setFocus()
    file_window.type("interpreter, Polish ,interpreter")
    card.fields["date_of_birth"].input.setFocus()
    file_window.type("1990-02-28")
    assert card.save_button.isEnabled()
    file_window.press("Ctrl+S")
    known = patient_of(desk, "Jane Holt")
    assert known.needs == ("interpreter", "Polish")
    assert known.date_of_birth == date(1990, 2, 28)
    assert not card.save_button.isEnabled()
    assert card.needs_banner.sentence == "Needs interpreter, Polish"
    file_window.main.act("undo")
    file_window.settle()
    assert patient_of(desk, "Jane Holt").needs == ()
    assert card.fields["needs"].input.text() == ""


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "Type the patient’s name."),
        ("name", "Tom Holt", "There is already a patient Tom Holt with this number."),
        ("phone", "12", "“12” cannot be a phone number."),
        ("date_of_birth", "4.5.71", "4.5.71"),
        ("date_of_birth", "2999-01-01", "The date of birth is in the future."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_stays(desk, file_window, field, typed, sentence):
    find(file_window, "jane")
    card = file_window.screen.card
    before = patient_of(desk, "Jane Holt")
    card.fields["email"].input.setText("jane@example.org")
    card.fields[field].input.setText(typed)
    file_window.press("Ctrl+S")
    assert sentence in card.fields[field].refusal
    assert file_window.focus is card.fields[field].input
    assert card.fields[field].input.text() == typed
    assert card.fields["email"].input.text() == "jane@example.org"
    assert patient_of(desk, "Jane Holt") == before


def test_going_to_another_card_saves_this_one(desk, file_window):
    find(file_window, "holt")
    screen = file_window.screen
    screen.table.choose(patient_of(desk, "Jane Holt").id)
    file_window.settle()
    screen.card.fields["postcode"].input.setText("w1g 7jd")
    screen.table.choose(patient_of(desk, "Tom Holt").id)
    file_window.settle()
    assert patient_of(desk, "Jane Holt").postcode == "W1G 7JD"
    assert shown(file_window) == "Tom Holt"


def test_a_card_that_cannot_be_saved_is_not_left(desk, file_window):
    find(file_window, "holt")
    screen = file_window.screen
    screen.table.choose(patient_of(desk, "Jane Holt").id)
    file_window.settle()
    screen.card.fields["phone"].input.setText("12")
    screen.table.choose(patient_of(desk, "Tom Holt").id)
    file_window.settle()
    assert shown(file_window) == "Jane Holt"
    assert screen.card.fields["phone"].input.text() == "12"
    assert "cannot be a phone number" in screen.card.fields["phone"].refusal


def test_what_is_being_typed_stays_when_the_screen_is_left_or_read_again(desk, file_window):
    find(file_window, "jane")
    card = file_window.screen.card
    card.fields["email"].input.setText("jane@exam")
    file_window.go("today")
    file_window.go("patients")
    assert card.fields["email"].input.text() == "jane@exam"
    desk.book("16:00", "Nora Blake", "07700 900999")
    file_window.main.live.look()
    file_window.settle()
    assert card.fields["email"].input.text() == "jane@exam"


def test_do_not_call_is_set_on_the_card_and_said(desk, file_window):
    find(file_window, "jane")
    card = file_window.screen.card
    card.do_not_call.setFocus()
    file_window.press("Space Ctrl+S")
    assert patient_of(desk, "Jane Holt").do_not_call
    assert card.needs_banner.sentence == "Asked not to be called"


def test_a_call_is_booked_and_opened_from_the_card(desk, file_window):
    find(file_window, "tom")
    file_window.press("Ctrl+N")
    form = file_window.dialog(BookingForm)
    assert form.who.input.text() == "Tom Holt"
    file_window.press("Return Return")  # it is a second one, which is asked about
    assert file_window.no_dialog()
    assert len([line for line in desk.lines() if line.patient.name == "Tom Holt"]) == 2
    calls = file_window.screen.card.calls
    assert len(calls.rows.values) == 2
    calls.setFocus()
    file_window.press("Return")
    file_window.dialog(CallCard)
    file_window.press("3")
    assert file_window.no_dialog()
    assert Result.NO_ANSWER in [line.call.outcome for line in desk.lines()]


def test_a_patient_is_put_on_the_waiting_list_and_taken_off(desk, file_window):
    find(file_window, "jane")
    file_window.screen.wait()
    form = file_window.dialog(WaitForm)
    form.clinic.input.setCurrentIndex(3)
    form.times.input.setCurrentIndex(1)
    form.days[1].setChecked(True)
    form.days[3].setChecked(True)
    form.about.input.setFocus()
    file_window.type("Knee")
    file_window.press("Return")
    assert file_window.no_dialog()
    with desk.desk.store.read() as reader:
        (line,) = patients.waiting(reader, desk.clock())
    assert (line.patient.name, line.entry.weekdays) == ("Jane Holt", (1, 3))
    assert line.entry.about == "Knee · Tue, Thu · Mornings"
    assert line.fits is not None
    assert "on the waiting list" in file_window.screen.card.about.text()
    file_window.screen.wait()
    form = file_window.dialog(WaitForm)
    said = [one.text() for one in form.findChildren(QLabel)]
    assert "Waiting since Mon 23 Nov." in said
    file_window.press("Return")
    assert file_window.no_dialog()
    with desk.desk.store.read() as reader:
        assert patients.waiting(reader, desk.clock()) == []


def test_a_patient_is_gone_to_among_a_family(desk, file_window):
    file_window.main.context.go("patients", patient_of(desk, "Jane Holt"))
    file_window.settle()
    assert shown(file_window) == "Jane Holt"
    file_window.main.context.go("patients", patient_of(desk, "Tom Holt"))
    file_window.settle()
    assert shown(file_window) == "Tom Holt"


def test_a_patient_who_no_longer_fits_the_search_stays_on_the_card(file_window, file_diary):
    there = file_diary.desk("Joe Moss")
    there.book("09:00", "Jane Holt", "07700 900334")
    there.book("09:15", "Martin Holtby", "07700 900518")
    window = file_window
    screen = window.go("patients")
    screen.finder.search.setText("holt")
    window.settle()
    jane = next(n for n, line in enumerate(screen.table.rows.values) if line.patient.name == "Jane Holt")
    screen.table.selectRow(jane)
    window.settle()
    screen.card.fields["name"].input.setText("Jane Hall")
    window.press("Ctrl+S")
    assert screen.shown.patient.name == "Jane Hall"
    assert screen.card.fields["name"].input.text() == "Jane Hall"
    assert "Somebody else" not in window.main.toast.sentence


# ---- a card that is not saved yet


def test_typing_into_the_find_box_leaves_a_card_that_cannot_be_saved_alone(desk, file_window):
    find(file_window, "jane")
    screen = file_window.screen
    phone = screen.card.fields["phone"]
    phone.input.setText("12")
    file_window.press("Ctrl+S")
    assert file_window.focus is phone.input
    screen.finder.search.setFocus()
    screen.finder.search.selectAll()
    file_window.type("holt")
    assert file_window.focus is screen.finder.search
    assert screen.finder.search.text() == "holt"
    assert shown(file_window) == "Jane Holt"
    assert screen.table.current.patient.name == "Jane Holt"
    screen.finder.search.selectAll()
    file_window.type("zoe")
    assert names(file_window) == ["Zoë O’Brien-Lee"]
    assert screen.table.current is None, "the list marks nobody but whom the card shows"
    assert (shown(file_window), phone.input.text()) == ("Jane Holt", "12")
    file_window.press("Down")
    assert file_window.focus is screen.finder.search
    assert shown(file_window) == "Jane Holt"
    assert file_window.main.toast.sentence == (
        "Jane Holt is not saved yet. “12” cannot be a phone number. Type it with its area code, as 07700 900123."
    )
    phone.input.setText("07700 900335")
    file_window.press("Down")
    assert shown(file_window) == "Zoë O’Brien-Lee"
    assert patient_of(desk, "Jane Holt").phone == "+447700900335"


def test_a_search_alone_saves_nothing(desk, file_window):
    find(file_window, "jane")
    file_window.screen.card.fields["postcode"].input.setText("W1G 7JD")
    find(file_window, "zoe")
    assert patient_of(desk, "Jane Holt").postcode == ""
    assert file_window.screen.card.fields["postcode"].input.text() == "W1G 7JD"


def test_put_back_shows_what_is_known(desk, file_window):
    find(file_window, "zoe")
    card = file_window.screen.card
    assert card.back_button.isHidden()
    card.fields["postcode"].input.setText("W1")
    card.clinic.input.setCurrentIndex(1)
    card.do_not_call.setChecked(True)
    card.back_button.click()
    assert not card.is_edited()
    assert (card.fields["postcode"].input.text(), card.clinic.chosen) == ("MK40 4GH", None)
    assert not card.do_not_call.isChecked()
    assert card.back_button.isHidden()
    assert not file_window.main.context.drafts.are_any


def test_what_somebody_needs_and_prefers_stands_under_the_name(desk, file_window):
    seen = patient_of(desk, "Zoë O’Brien-Lee")
    bedford = next(one.id for one in file_window.main.context.clinics if one.name == "Bedford")
    told = replace(seen, preferred_times="Mornings", preferred_clinic=bedford, privacy_given_at=desk.clock())
    patients.edit(desk.desk.history, seen, told)
    find(file_window, "zoe")
    card = file_window.screen.card
    assert card.needs_banner.sentence == "Needs large print · Prefers mornings"
    assert card.about.text() == (
        "Born 4 May 1971 · MK40 4GH · known since 23 Nov 2026 · privacy notice given Mon 23 Nov"
    )
    assert card.clinic.input.currentText() == "Bedford"
    card.clinic.input.setCurrentIndex(0)
    file_window.press("Ctrl+S")
    assert patient_of(desk, "Zoë O’Brien-Lee").preferred_clinic is None


@pytest.mark.parametrize(
    "typed", ["4 May 1971", "4/5/1971", "04.05.1971", "04/05/1971", "1971-05-04", " 4 may 1971 ", "4-5-1971"]
)
def test_a_birth_date_is_taken_as_it_is_written_here(desk, file_window, typed):
    find(file_window, "jane")
    born = file_window.screen.card.fields["date_of_birth"]
    born.input.setText(typed)
    file_window.press("Ctrl+S")
    assert patient_of(desk, "Jane Holt").date_of_birth == date(1971, 5, 4)
    assert born.input.text() == "4 May 1971"


def test_going_to_somebody_from_elsewhere_leaves_what_cannot_be_saved_on_its_own_card(desk, file_window):
    find(file_window, "jane")
    screen = file_window.screen
    screen.card.fields["phone"].input.setText("12")
    file_window.main.context.go("patients", patient_of(desk, "Zoë O’Brien-Lee"))
    file_window.settle()
    assert shown(file_window) == "Zoë O’Brien-Lee"
    assert screen.card.fields["phone"].refusal == ""
    file_window.main.context.go("patients", patient_of(desk, "Jane Holt"))
    file_window.settle()
    assert (shown(file_window), screen.card.fields["phone"].input.text()) == ("Jane Holt", "12")


def test_what_is_typed_on_while_the_card_is_being_saved_stays(desk, file_window):
    find(file_window, "jane")
    card = file_window.screen.card
    card.fields["email"].input.setText("jane@example.org")
    file_window.screen.save()
    card.fields["postcode"].input.setText("W1G 7JD")
    file_window.settle()
    assert patient_of(desk, "Jane Holt").email == "jane@example.org"
    assert card.fields["postcode"].input.text() == "W1G 7JD"


def test_who_was_taken_back_is_gone_from_the_screen_without_a_word(desk, file_window):
    file_window.press("Ctrl+N")
    file_window.type("Nora Blake")
    file_window.press("Tab")
    file_window.type("07700 900777")
    file_window.press("Return")
    file_window.main.context.go("patients", patient_of(desk, "Nora Blake"))
    file_window.settle()
    screen = file_window.screen
    assert screen.shown.patient.name == "Nora Blake"
    file_window.go("today")
    file_window.press("Ctrl+Z")
    told = file_window.main.toast.sentence
    file_window.go("patients")
    assert file_window.main.toast.sentence == told
    assert told.startswith("Undone: booked Nora Blake")
    assert screen.finder.search.text() == ""
    assert len(names(file_window)) == 3
    assert screen.shown.patient.name == names(file_window)[0]
    assert file_window.no_dialog()


def test_a_patient_who_is_not_there_is_refused_without_a_number(desk):
    with (
        desk.desk.store.read() as reader,
        pytest.raises(Refusal, match="There is no such patient") as refused,
    ):
        patients.card(reader, PatientId(457))
    assert "457" not in refused.value.sentence
