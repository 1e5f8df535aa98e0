"""The clinics: where they are, whether they are open, when they are free, and how that is changed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from reception.domain import span
from reception.services import clinics
from reception.services.clinics import ClinicCard
from reception.ui.booking.form import BookingForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.clinics.forms import ClinicForm
from reception.ui.diary.rescue_form import RescueForm
from tests.support.desks import TestDesk
from tests.support.windows import Window


def card(desk: TestDesk, name: str = "London") -> ClinicCard:
    """Return a clinic as another desk sees it now."""
    with desk.desk.store.read() as reader:
        return next(one for one in clinics.cards(reader, desk.clock()) if one.clinic.name == name)


def shown(window: Window) -> str:
    """Return every word on the screen."""
    labels = [one.text() for one in window.screen.findChildren(QLabel) if one.isVisible()]
    return "\n".join(labels + [one.text() for one in window.screen.findChildren(QPushButton)])


def press_button(window: Window, name: str) -> None:
    """Go to the button that a screen reader would call by a name, and press it."""
    found = [one for one in window.screen.findChildren(QPushButton) if one.accessibleName() == name]
    assert found, f"no button is called {name}"
    found[0].setFocus()
    window.press("Space")


def test_each_clinic_shows_its_address_that_it_is_open_and_its_next_free_call(window, here):
    window.press("Ctrl+4")
    words = shown(window)
    for address in (
        "104 Harley Street\nMarylebone\nW1G 7JD",
        "The Hadley Clinic\n64 Bridge Street\nM3 3BN",
        "The Village Medical Centre\nKingswood Way\nMK40 4GH",
    ):
        assert address in words
    assert words.count("Open until 18:00") == 3
    assert words.count("01234 380345 · info@prohealthclinic.co.uk") == 3
    assert [one.next_free is not None for one in window.screen.cards.values()] == [True] * 3
    for name, when in (("London", "Today 09:00"), ("Bedford", "Today 09:30"), ("Manchester", "Tue 09:30")):
        assert f"Book at {name}, {when}" in [
            b.accessibleName() for b in window.screen.findChildren(QPushButton)
        ]


def test_the_next_free_call_is_booked_from_the_card(window, here):
    window.press("Ctrl+4")
    press_button(window, "Book at Manchester, Tue 09:30")
    window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    line = here.line("Nora Blake")
    assert (line.clinic.name, span.moment_text(line.slot.starts_at)) == ("Manchester", "Tue 24 Nov 09:30")
    assert "Tue 09:45" in shown(window)


@pytest.mark.parametrize(
    ("day", "at", "words"),
    [
        (23, time(8, 59), "Closed, opens 09:00"),
        (23, time(17, 59), "Open until 18:00"),
        (23, time(18), "Closed, opens Tue 09:00"),
        (28, time(18), "Closed, opens Mon 09:00"),
        (29, time(12), "Closed, opens Mon 09:00"),
    ],
)
def test_a_clinic_is_open_or_says_when(file_window, clock, day, at, words):
    clock.now = span.instant(date(2026, 11, day), at)
    file_window.press("Ctrl+4")
    assert shown(file_window).count(words) == 3


def test_bank_holidays_are_closed_with_their_name(file_window, clock):
    clock.now = span.instant(date(2026, 12, 28), time(10))
    file_window.press("Ctrl+4")
    assert "Boxing Day" in shown(file_window)
    assert "opens Tue 09:00" in shown(file_window)


def test_an_address_is_copied_as_a_letter_has_it(file_window):
    file_window.press("Ctrl+4")
    press_button(file_window, "Copy the address of Manchester")
    assert QGuiApplication.clipboard().text() == (
        "ProHealth Clinic\nThe Hadley Clinic\n64 Bridge Street\nM3 3BN"
    )
    assert file_window.main.toast.sentence == "The address of Manchester was copied."


def test_the_filter_shows_one_card(file_window):
    file_window.press("Ctrl+4")
    file_window.main.context.filter_by(card_of(file_window, "Bedford").id)
    file_window.settle()
    words = shown(file_window)
    assert "MK40 4GH" in words
    assert "W1G 7JD" not in words


def card_of(window: Window, name: str) -> ClinicCard:
    return window.screen.cards[name]


def edit(window: Window, name: str = "London") -> ClinicForm:
    press_button(window, f"Edit {name}")
    return window.dialog(ClinicForm)


def fill(window: Window, widget: object, text: str) -> None:
    """Type over what a field says."""
    widget.setFocus()  # type: ignore[attr-defined]
    window.press("Ctrl+A Backspace")
    window.type(text)


def test_phone_email_and_hours_are_changed_and_taken_back(window, here):
    before = card(here).clinic
    window.press("Ctrl+4")
    form = edit(window)
    fill(window, form.texts["phone"].input, "020 7946 0123")
    fill(window, form.texts["email"].input, "london@example.org")
    fill(window, form.hours["Sat"].input, "10:00-12:00, 13:00-16:00")
    fill(window, form.hours["Sun"].input, "11:00-13:00")
    fill(window, form.hours["Mon"].input, "")
    window.press("Return")
    assert window.no_dialog()
    after = card(here).clinic
    assert (after.phone, after.email) == ("+442079460123", "london@example.org")
    assert [(h.opens, h.closes) for h in after.hours if h.weekday == 5] == [
        (time(10), time(12)),
        (time(13), time(16)),
    ]
    assert [h.weekday for h in after.hours if h.weekday in (0, 6)] == [6]
    words = shown(window)
    assert "020 7946 0123 · london@example.org" in words
    assert "10:00–12:00, 13:00–16:00" in words
    assert "Closed, opens Tue 09:00" in words
    assert card(here, "Bedford").clinic.email == "info@prohealthclinic.co.uk"
    window.press("Ctrl+Z")
    assert card(here).clinic == before
    assert shown(window).count("Open until 18:00") == 3
    window.press("Ctrl+Y")
    assert card(here).clinic == after


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("email", "london@", "“london@” is not an email address. Type it as name@example.org."),
        ("email", "two words@example.org", "“two words@example.org” is not an email address."),
        ("phone", "reception", "“reception” cannot be a phone number."),
        ("phone", "", "Type a phone number to call."),
        ("name", " ", "A clinic needs its name."),
        ("street", "", "A clinic needs its street."),
        ("Wed", "nine to five", "“nine to five” on Wednesday are no hours. Type them as 09:00-18:00."),
        ("Sat", "18:00-09:00", "Saturday closes at 09:00, before it opens at 18:00."),
        ("Tue", "25:00-26:00", "25:00"),
        ("Fri", "09:00-13:00, 12:00-18:00", "On Friday it opens again at 12:00, before it has closed."),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(file_window, file_diary, field, typed, sentence):
    desk = file_diary.desk("Joe Moss")
    before = card(desk).clinic
    file_window.press("Ctrl+4")
    form = edit(file_window)
    fill(file_window, form.texts["parking"].input, "Behind the house")
    fill(file_window, form.fields[field].input, typed)
    file_window.press("Return")
    assert file_window.dialog(ClinicForm) is form
    assert sentence in form.fields[field].refusal
    assert form.refusal == form.fields[field].refusal
    assert file_window.focus is form.fields[field].input
    assert form.fields[field].input.text() == typed
    assert form.texts["parking"].input.text() == "Behind the house"
    assert card(desk).clinic == before
    file_window.press("Escape")
    assert file_window.no_dialog()
    assert card(desk).clinic == before


def test_saving_without_a_change_says_so(file_window):
    file_window.press("Ctrl+4")
    form = edit(file_window)
    file_window.press("Return")
    assert form.refusal == "Nothing was changed."


def test_a_clinic_is_closed_for_some_days_and_opened_again(window, here):
    window.press("Ctrl+4")
    press_button(window, "Add a closure of London")
    form = window.dialog(ClosureForm)
    form.last.input.show_day(date(2026, 11, 24))
    form.reason.input.setFocus()
    window.type("Training")
    window.press("Return")
    assert window.no_dialog()
    (closure,) = card(here).closures
    assert (closure.first, closure.last, closure.reason) == (
        date(2026, 11, 23),
        date(2026, 11, 24),
        "Training",
    )
    words = shown(window)
    assert "Closed (Training), opens Wed 09:00" in words
    assert "Closed Mon 23 Nov – Tue 24 Nov · Training" in words
    assert card(here, "Bedford").state.is_open
    window.press("Ctrl+Z")
    assert card(here).closures == ()
    window.press("Ctrl+Y")
    assert card(here).closures == (closure,)
    press_button(window, "Take out: London, Closed Mon 23 Nov – Tue 24 Nov")
    assert card(here).closures == ()
    assert shown(window).count("Open until 18:00") == 3
    window.press("Ctrl+Z")
    assert card(here).closures == (closure,)


def test_every_clinic_closes_early_on_one_day(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    file_window.press("Ctrl+4")
    press_button(file_window, "Add a closure of London")
    form = file_window.dialog(ClosureForm)
    form.first.input.show_day(date(2026, 12, 24))
    form.early.setFocus()
    file_window.press("Space")
    form.starts.setText("13:00")
    form.where.setFocus()
    file_window.press("End Return")
    assert file_window.no_dialog()
    assert [one.clinic for one in card(desk, "Bedford").closures] == [None]
    assert shown(file_window).count("Closing early Thu 24 Dec 13:00") == 3


def test_a_closure_tells_before_what_it_comes_to_and_the_diary_offers_nothing(window, here):
    here.book("10:00")
    window.press("Ctrl+4")
    press_button(window, "Add a closure of London")
    form = window.dialog(ClosureForm)
    window.settle()
    told = form.told.text()
    assert re.match(r"\d+ free slots are not offered while it lasts\. 1 call stays booked, to be moved", told)
    assert told.endswith("cancelled: Jane Holt Mon 23 Nov 10:00.")
    form.early.setFocus()
    window.press("Space")
    form.starts.setText("17:50")
    window.settle()
    assert form.told.text() == "No free slot falls into it. No call is booked in it."
    form.starts.setText("09:00")
    form.reason.input.setFocus()
    window.type("Training")
    window.press("Return Return")
    assert [one.line.patient.name for one in window.dialog(RescueForm).table.rows.values] == ["Jane Holt"]
    window.press("Escape")
    assert window.no_dialog()
    assert "Today 09:00" not in shown(window)
    window.press("Ctrl+2")
    grid = window.screen.grid
    closed = grid.model_.grid.find(here.slot("10:15").id)
    assert closed is not None
    cell = grid.model_.grid.cells[closed]
    assert (cell.text(), cell.is_free) == ("Training", False)
    grid.go_to(closed)
    window.press("Return")
    assert window.no_dialog()
    assert window.main.toast.sentence == (
        "London is closed on Mon 23 Nov 10:15 (Training). Choose another time."
    )
    assert "closed, Training" in grid.model_.data(grid.currentIndex(), Qt.ItemDataRole.ToolTipRole)
    window.press("Ctrl+Z")
    assert grid.current.is_free


def test_a_closure_cannot_end_before_it_starts(file_window, file_diary):
    desk = file_diary.desk("Joe Moss")
    file_window.press("Ctrl+4")
    press_button(file_window, "Add a closure of London")
    form = file_window.dialog(ClosureForm)
    form.last.input.show_day(date(2026, 11, 20))
    file_window.press("Return")
    assert form.refusal == "The last day is before the first. Change one of them."
    assert card(desk).closures == ()


def test_a_clinic_that_is_renamed_has_its_new_name_in_the_filter_at_once(file_window):
    window = file_window
    clinic = window.main.context.clinics[0]
    act = partial(clinics.edit, seen=clinic, new=replace(clinic, name="Harley Street"))
    window.main.background.do(window.main, act)
    window.settle()
    names = [button.text() for button in window.main.top.clinics.findChildren(QPushButton)]
    assert "Harley Street" in names
    assert "London" not in names
