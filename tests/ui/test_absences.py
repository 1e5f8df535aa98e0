"""Leave, closures and days worked all the same, in the real window on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reception.domain import span
from reception.domain.gap import OpenDay
from reception.services import clinics, slots
from reception.storage import slots as slot_rows
from reception.ui.booking.call_card import CallCard
from reception.ui.diary.rescue_form import RescueForm
from reception.ui.settings.closures import Holiday
from reception.ui.settings.leave_form import LeaveForm
from reception.ui.settings.open_day_form import OpenDayForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

BOXING_MONDAY = date(2026, 12, 28)


def settings_at(window: Window, name: str):
    window.main.context.go("settings", name)
    window.settle()
    return window.screen.section


@pytest.fixture
def leave(window: Window):
    return settings_at(window, "leave")


def free_on(desk: TestDesk, day: date, clinic: str = "London") -> int:
    with desk.desk.store.read() as reader:
        where = clinics.named(reader, clinic).id
        found = slots.free(reader, desk.clock(), clinic=where, from_day=day, limit=500)
    return sum(span.london_day(one.slot.starts_at) == day for one in found)


def lines(section) -> list[tuple[str, str, str]]:
    return [(one.days, one.whose, one.to_move) for one in section.table.rows.values]


def test_leave_over_booked_calls_names_them_before_and_counts_them_after(window, here, leave):
    here.book("10:00")
    assert leave.empty.heading.text() == "No leave planned"
    leave.add()
    form = window.dialog(LeaveForm)
    form.who.input.setCurrentText("Mr Oliver Eaton")
    window.settle()
    assert form.told.text().endswith(
        "1 call stays booked, to be moved or cancelled: Jane Holt Mon 23 Nov 10:00."
    )
    form.reason.input.setText("Ill")
    form.reason.setFocus()
    window.press("Return Return")
    assert [one.line.patient.name for one in window.dialog(RescueForm).table.rows.values] == ["Jane Holt"]
    window.press("Escape")
    assert lines(leave) == [("Away Mon 23 Nov", "Mr Oliver Eaton", "1 call to move")]
    assert free_on(here, MONDAY) == 0
    leave.acts["Move the calls…"].click()
    form = window.dialog(RescueForm)
    assert [one.line.patient.name for one in form.table.rows.values] == ["Jane Holt"]
    window.press("Escape")
    leave.table.setFocus()
    window.press("Return")
    assert window.dialog(CallCard).panel.line.patient.name == "Jane Holt"


def test_leave_of_an_afternoon_is_taken_out_and_brought_back(window, here, leave):
    before = free_on(here, MONDAY)
    leave.add()
    form = window.dialog(LeaveForm)
    form.who.input.setCurrentText("Mr Oliver Eaton")
    form.early.setChecked(True)
    form.starts.setText("14:00")
    form.reason.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert lines(leave) == [("Away Mon 23 Nov from 14:00", "Mr Oliver Eaton", "")]
    assert not leave.acts["Move the calls…"].isEnabled()
    assert 0 < free_on(here, MONDAY) < before
    leave.table.setFocus()
    window.press("Delete")
    assert lines(leave) == []
    assert free_on(here, MONDAY) == before
    window.press("Ctrl+Z")
    assert len(lines(leave)) == 1


def test_a_day_of_leave_is_worked_all_the_same(window, here, leave):
    next_week = MONDAY + timedelta(days=7)
    before = free_on(here, next_week)
    leave.add()
    form = window.dialog(LeaveForm)
    form.who.input.setCurrentText("Mr Oliver Eaton")
    form.last.input.show_day(next_week)
    form.reason.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert free_on(here, next_week) == 0
    leave.open_day()
    opening = window.dialog(OpenDayForm)
    assert [tick.isChecked() for tick in opening.ticks.values()] == [True], "whose leave it is"
    opening.day.input.show_day(next_week)
    window.press("Return")
    assert window.no_dialog()
    assert free_on(here, next_week) == before
    assert [one[0] for one in lines(leave)] == [
        "Away Mon 23 Nov – Mon 30 Nov",
        "Works all the same Mon 30 Nov",
    ]
    leave.table.choose(leave.table.rows.values[1].id)
    leave.table.setFocus()
    window.press("Delete")
    assert free_on(here, next_week) == 0


def decided(holiday: Holiday) -> Holiday:
    """Return a bank holiday about which nothing is to be asked any more."""
    return replace(holiday, undecided="")


def test_a_bank_holiday_is_worked_at_the_clinics_that_are_ticked(window, here):
    here.publish(weeks=8)
    section = settings_at(window, "closures")
    holiday = next(one for one in section.holidays.rows.values if one.day == BOXING_MONDAY)
    section.open_day(decided(holiday))
    form = window.dialog(OpenDayForm)
    assert form.day.input.day == BOXING_MONDAY
    window.press("Return")
    assert form.refusal == "Tick who works on this day."
    next(tick for one, tick in form.ticks.items() if one.name == "London").setChecked(True)
    form.reason.setFocus()
    window.press("Return")
    assert window.no_dialog()
    assert free_on(here, BOXING_MONDAY) > 0
    assert free_on(here, BOXING_MONDAY, "Bedford") == 0
    assert next(one.open_at for one in section.holidays.rows.values if one.day == BOXING_MONDAY) == "London"
    assert lines(section) == [("Open all the same Mon 28 Dec", "London", "")]
    section.table.setFocus()
    window.press("Delete")
    with here.desk.store.read() as reader:
        assert reader.all(OpenDay) == []
        assert slot_rows.between(reader, span.day_span(BOXING_MONDAY)) == []


def test_a_day_that_is_open_already_is_refused_beside_its_field(window, here):
    section = settings_at(window, "closures")
    holiday = section.holidays.rows.values[0]
    for _ in range(2):
        section.open_day(decided(holiday))
        form = window.dialog(OpenDayForm)
        next(iter(form.ticks.values())).setChecked(True)
        form.reason.setFocus()
        window.press("Return")
    assert form.fields["day"].refusal.endswith("is open on Fri 25 Dec 2026 already.")
