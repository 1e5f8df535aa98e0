"""A booking in one line, in the real window: Enter does it where all that was said fits one thing, and else asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.deed import BookDeed, read_deed
from reception.domain.ids import ClinicianId, ClinicId, SlotId
from reception.domain.slot import Slot
from reception.services import slots
from reception.services.finding import Found
from reception.services.patients import PatientLine
from reception.services.slots import SlotLine
from reception.ui.booking.form import BookingForm
from reception.ui.palette.asking import Answer, Other
from reception.ui.palette.bookings import booking
from reception.ui.palette.view import Palette
from tests.support.desks import MONDAY
from tests.ui.test_palette import THURSDAY, booked, find, know, shown

CHOOSE = "Choose one with ↓, then Enter."


def know_without_a_call(here, name: str, number: str = "07700 900335", **more):
    """Let the diary know somebody who has no call."""
    found = know(here, name, number, **more)
    here.cancel(name)
    return found


def nothing_is_booked(window, here, palette: Palette, name: str) -> bool:
    """Press Enter, and tell whether that left everything as it was."""
    assert palette.list.current is None
    window.press("Return")
    return window.dialog(Palette) is palette and not [
        one
        for one in here.lines() + here.lines(MONDAY + timedelta(days=7))
        if one.patient.name == name and one.call.is_live
    ]


# ---- whom


@pytest.mark.parametrize(
    "typed", ["an nguyen", "on nguyen", "or nguyen", "any nguyen", "sat nguyen", "nguyen an"]
)
def test_nobody_is_booked_whose_name_has_not_every_word(window, here, typed):
    know_without_a_call(here, "Tom Nguyen")
    palette = find(window, f"book {typed} thu 10:15 london")
    assert palette.plan.text() == f"Book “{typed}” on Thu 26 Nov at 10:15 in London"
    assert palette.left.text() == f"Nobody known is called “{typed}”. Choose a slot to add them."
    assert nothing_is_booked(window, here, palette, "Tom Nguyen")
    window.press("Down Return")
    assert window.dialog(BookingForm).who.input.text() == typed


@pytest.mark.parametrize("name", ["An Nguyen", "Sat Kaur", "Any Bay", "On May", "Or Will"])
def test_who_is_called_like_a_small_word_or_a_day_is_booked_with_enter(window, here, name):
    know_without_a_call(here, name)
    know_without_a_call(here, f"Tom {name.split()[1]}", "07700 900336")
    find(window, f"book {name} thu 10:15 london")
    window.press("Return")
    assert window.no_dialog()
    assert booked(here, name)[-1] == "London Thu 26 Nov 10:15"


@pytest.mark.parametrize(
    ("known", "line", "word"),
    [
        ("Jas Kaur", "book sat kaur 10:15 bedford", "sat"),
        ("Nguyen On", "book nguyen on thu 10:15 london", "on"),
        ("Nguyen Thu", "book nguyen thu 10:15 london", "thu"),
        ("Jack London", "book jack london thu 10:15", "london"),
        ("Jas Kaur", "book kaur sat thu 10:15 london", "sat"),
    ],
)
def test_a_word_that_may_be_a_part_of_the_name_is_told_and_enter_waits(window, here, known, line, word):
    know_without_a_call(here, known)
    palette = find(window, line)
    assert palette.left.text() == f"“{word}” is not read as part of the name. {CHOOSE}"
    assert nothing_is_booked(window, here, palette, known)


def test_a_number_beside_a_name_finds_them(window, here):
    know_without_a_call(here, "Tom Holt")
    know_without_a_call(here, "Tom Moss", "07700 900336")
    find(window, "book tom +44 7700 900335 thu 10:15 london")
    window.press("Return")
    assert window.no_dialog()
    assert booked(here, "Tom Holt")[-1] == "London Thu 26 Nov 10:15"


@pytest.mark.parametrize(
    ("line", "name", "number", "said"),
    [
        (
            "book pia 07700 900999 thu 10:15 london",
            "pia",
            "07700 900999",
            "is called “pia” and has that number",
        ),
        ("book 07700 900999 thu 10:15 london", "", "07700 900999", "has that number"),
    ],
)
def test_a_number_that_nobody_has_goes_where_a_number_goes(window, line, name, number, said):
    palette = find(window, line)
    assert palette.left.text() == f"Nobody known {said}. Choose a slot to add them."
    window.press("Down Return")
    form = window.dialog(BookingForm)
    assert (form.who.input.text(), form.phone.input.text()) == (name, number)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("book holt 25:15 thu london", "“25:15” is not a time. Write a time as 10:15 or 4pm."),
        (
            "book holt thu 10:15 bedfrod",
            "“bedfrod” is not understood. Write Bedford, or the clinic too if it is a name.",
        ),
        ("book holt 2515 thu london", "“2515” is not understood. Change it or leave it out."),
    ],
)
def test_what_is_not_understood_is_named_and_offered_as_no_name(window, here, line, said):
    know_without_a_call(here, "Jane Holt")
    palette = find(window, line)
    assert palette.left.text() == said
    assert shown(palette) == []
    assert not palette.nothing.isVisible()


def test_figures_are_a_time_and_are_booked_with_enter(window, here):
    know_without_a_call(here, "Jane Holt")
    palette = find(window, "book holt thu 1015 london")
    assert palette.plan.text() == "Book “holt” on Thu 26 Nov at 10:15 in London"
    window.press("Return")
    assert booked(here, "Jane Holt")[-1] == "London Thu 26 Nov 10:15"


# ---- which slot


def test_a_time_taken_at_one_clinic_is_not_booked_at_another_unasked(window, here):
    know_without_a_call(here, "Tom Holt")
    here.book("10:15", "Amy Bay", "07700 900482", THURSDAY)
    palette = find(window, "book tom thu 10:15")
    assert palette.left.text() == f"Thu 26 Nov 10:15 in London is taken. {CHOOSE}"
    assert [title for _, title in shown(palette)] == ["Book Tom Holt into Thu 26 Nov 10:15"]
    assert nothing_is_booked(window, here, palette, "Tom Holt")
    window.press("Down Return")
    assert booked(here, "Tom Holt")[-1] == "Bedford Thu 26 Nov 10:15"


def test_a_time_taken_today_is_not_booked_a_week_later_unasked(window, here):
    know_without_a_call(here, "Tom Holt")
    here.book("10:00", "Amy Bay", "07700 900482")
    palette = find(window, "book tom mon 10:00 london")
    assert palette.left.text() == f"Mon 23 Nov 10:00 in London is taken. {CHOOSE}"
    assert nothing_is_booked(window, here, palette, "Tom Holt")


def test_a_time_that_is_over_today_is_said(window, here):
    know_without_a_call(here, "Tom Holt")
    here.clock.move(hours=3)
    palette = find(window, "book tom mon 10:00 london")
    assert palette.left.text() == f"Mon 23 Nov 10:00 in London is over. {CHOOSE}"
    assert nothing_is_booked(window, here, palette, "Tom Holt")


def test_a_blocked_slot_is_said(window, here):
    know_without_a_call(here, "Tom Holt")
    slots.block(here.desk.history, [here.slot("10:15", THURSDAY)], "Team meeting")
    palette = find(window, "book tom thu 10:15")
    assert palette.left.text() == f"Thu 26 Nov 10:15 in London is blocked. {CHOOSE}"


def test_the_last_free_slot_of_a_day_waits_to_be_chosen(window, here):
    know_without_a_call(here, "Tom Holt")
    day = _of(here, THURSDAY)
    slots.block(here.desk.history, day[1:], "Team meeting")
    palette = find(window, "book tom thu london")
    assert palette.left.text() == f"{len(day) - 1} other slots fit and are not free. {CHOOSE}"
    assert nothing_is_booked(window, here, palette, "Tom Holt")


def test_where_no_day_is_said_the_only_slot_waits_to_be_chosen(window, here):
    know_without_a_call(here, "Tom Holt")
    with here.desk.store.read() as reader:
        clinic = here.slot("10:15").clinic
        found = slots.free(
            reader, here.clock(), clinic=clinic, after=time(10, 15), before=time(10, 16), limit=200
        )
    slots.block(here.desk.history, [line.slot for line in found[1:]], "Team meeting")
    palette = find(window, "book tom 10:15 london")
    assert palette.left.text() == "1 slot fits. Say which day is meant, or choose with ↓, then Enter."
    assert nothing_is_booked(window, here, palette, "Tom Holt")


def test_two_clinicians_at_one_time_are_told_apart(here):
    patient = know_without_a_call(here, "Tom Holt")
    free, taken = (
        SlotLine(
            slot=replace(here.slot("10:15", THURSDAY), id=SlotId(number)),
            clinic=Clinic(id=ClinicId(1), name="London", street="", postcode="", phone="", email=""),
            clinician=Clinician(id=ClinicianId(number), name=name),
        )
        for number, name in ((1, "Mr Oliver Eaton"), (2, "Mr William Sharples"))
    )
    line = PatientLine(patient=patient, next_call=None, waits_since=None)
    answer = Answer(found=Found(patients=(line,), slots=(free,)), others=(Other(taken, "taken"),))
    deed = read_deed("book tom thu 10:15", (free.clinic,), MONDAY)
    assert isinstance(deed, BookDeed)
    said = booking(deed, answer, here.clock()).said
    assert said == f"Thu 26 Nov 10:15 in London with Mr W. Sharples is taken. {CHOOSE}"


def test_more_slots_than_are_shown_are_counted_as_at_least_so_many(window, here):
    know_without_a_call(here, "Tom Holt")
    palette = find(window, "book tom thu london")
    assert palette.left.text() == f"At least 12 slots fit. {CHOOSE}"
    palette.field.setText("book tom thu 10:15")
    window.settle()
    assert palette.left.text() == f"2 slots fit. {CHOOSE}"


def test_everybody_who_fits_is_offered_some_of_many_slots(window, here):
    know_without_a_call(here, "Tom Holt")
    know_without_a_call(here, "Jane Holt", "07700 900336")
    palette = find(window, "book holt thu london")
    offered = [title for _, title in shown(palette)]
    assert {title.split(" into ")[0] for title in offered} == {"Book Tom Holt", "Book Jane Holt"}
    assert len(offered) == 12


def _of(here, day: date) -> list[Slot]:
    """Return the free slots of London on a day."""
    with here.desk.store.read() as reader:
        found = slots.free(
            reader, here.clock(), clinic=here.slot("10:15", day).clinic, from_day=day, limit=200
        )
    return [line.slot for line in found if line.slot.starts_at.date() == day]
