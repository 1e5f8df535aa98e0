"""Bad input in the real window: one sentence each, what was typed stays, and nothing is changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from reception.domain.clinician import Clinician
from reception.domain.leave import Leave
from reception.services import availability, clinicians, history
from reception.ui.booking.acts import CallBackForm, MoveForm
from reception.ui.diary.rescue_form import RescueForm
from reception.ui.settings.leave_form import LeaveForm
from reception.ui.settings.plan_card import WeeksForm
from reception.ui.settings.rule_form import RuleForm
from reception.ui.widgets.dialog import present
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("10:00")
    return made


def last(desk: TestDesk) -> int:
    """Return the number of the last line of the journal: nothing is changed without one."""
    with desk.desk.store.read() as reader:
        return history.last_line(reader)


def eaton(desk: TestDesk) -> Clinician:
    with desk.desk.store.read() as reader:
        return next(one for one in reader.all(Clinician) if one.surname == "Eaton")


def opened(window: Window, kind: type, *given: object):
    form = kind(window.main, window.main.context, *given)
    present(form)
    window.settle()
    return form


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (FORWARD, "01:30 on Sun 28 Mar does not exist: the clocks go forward. Choose another time."),
        (BACK, "01:30 on Sun 31 Oct comes twice: the clocks go back. Choose another time."),
    ],
)
def test_a_call_back_in_an_hour_that_is_missing_or_comes_twice(desk, file_window, day, sentence):
    form = opened(file_window, CallBackForm, desk.line(), "Ring late")
    before = last(desk)
    form.at.day.input.show_day(day)
    form.at.time.input.setText("01:30")
    file_window.settle()
    file_window.press("Return")
    assert form.refusal == sentence
    assert form.at.time.input.text() == "01:30"
    assert last(desk) == before


def test_ten_years_are_not_kept_published(desk, file_window):
    file_window.main.context.go("settings", "availability")
    file_window.settle()
    before = last(desk)
    file_window.screen.section.plan.weeks.click()
    form = file_window.dialog(WeeksForm)
    file_window.type("520")
    file_window.press("Return")
    assert form.refusal == "Publish 1 to 53 weeks ahead."
    assert form.weeks.input.value() == 520
    assert last(desk) == before


def hours_typed(window: Window) -> tuple[Clinician, RuleForm]:
    """Open the form of new hours, on Sunday at nine; return whose they are, and the form."""
    window.main.context.go("settings", "availability")
    window.settle()
    section = window.screen.section
    whose = section.clinician
    section.add_at(6, 9)
    return whose, window.dialog(RuleForm)


def test_hours_for_who_was_retired_meanwhile(desk, file_window):
    whose, form = hours_typed(file_window)
    clinicians.retire(desk.desk.history, whose)
    before = last(desk)
    file_window.press("Return")
    assert form.refusal == f"{whose.name} is retired. Bring them back first, under Clinicians."
    assert last(desk) == before


def test_leave_of_who_was_retired_meanwhile(desk, file_window):
    form = opened(file_window, LeaveForm, [eaton(desk)])
    clinicians.retire(desk.desk.history, eaton(desk))
    before = last(desk)
    file_window.press("Return")
    assert form.refusal == "Mr Oliver Eaton is retired and makes no calls. Bring them back first."
    assert last(desk) == before


def test_a_move_to_who_was_retired_meanwhile(desk, file_window):
    form = opened(file_window, MoveForm, desk.line())
    to = form.to.line
    clinicians.retire(desk.desk.history, to.clinician)
    before = last(desk)
    file_window.press("Return")
    assert form.refusal.startswith(f"{to.clinician.name} makes no more calls, so Mon 23 Nov ")
    assert last(desk) == before


def test_leave_over_booked_calls_names_them_first_and_then_lists_whom_to_ring(desk, file_window):
    form = opened(file_window, LeaveForm, [eaton(desk)])
    assert "1 call stays booked, to be moved or cancelled: Jane Holt Mon 23 Nov 10:00." in form.told.text()
    before = last(desk)
    file_window.press("Return")
    asked = "Move it first, or keep it booked until you have rung."
    assert form.refusal == f"1 call is booked in it: Jane Holt Mon 23 Nov 10:00. {asked}"
    assert last(desk) == before
    assert form.doing.hasFocus()
    assert form.doing.text() == "Add leave, keep the calls booked"
    assert form.doing.accessibleDescription() == form.refusal
    file_window.press("Return")
    rescue = file_window.dialog(RescueForm)
    assert [one.line.patient.name for one in rescue.table.rows.values] == ["Jane Holt"]
    assert desk.line().call.is_live
    with desk.desk.store.read() as reader:
        assert [one.first for one in reader.all(Leave)] == [MONDAY]


def test_leave_over_calls_that_were_booked_since_it_was_asked_about_asks_again(desk, file_window):
    form = opened(file_window, LeaveForm, [eaton(desk)])
    file_window.press("Return")
    desk.book("11:00", "Tom Reed", "07700 900222")
    before = last(desk)
    file_window.press("Return")
    assert form.refusal.startswith("2 calls are booked in it: Jane Holt Mon 23 Nov 10:00; Tom Reed Mon 23")
    assert last(desk) == before
    file_window.press("Return")
    assert file_window.dialog(RescueForm)


def test_leave_of_other_days_than_those_that_were_asked_about_is_asked_about_anew(desk, file_window):
    form = opened(file_window, LeaveForm, [eaton(desk)])
    file_window.press("Return")
    form.last.input.show_day(MONDAY + timedelta(days=1))
    file_window.settle()
    assert (form.refusal, form.doing.text()) == ("", "Add leave")
    before = last(desk)
    file_window.press("Return")
    assert form.refusal.startswith("1 call is booked in it")
    assert last(desk) == before


def test_a_rule_that_another_desk_made_overlap_meanwhile(desk, file_window):
    whose, form = hours_typed(file_window)
    with desk.desk.store.read() as reader:
        own = next(one for one in availability.rota(reader) if one.clinician == whose.id)
    sunday = replace(own, weekday=6, starts=own.starts.replace(hour=10), ends=own.ends.replace(hour=11))
    availability.add(desk.desk.history, sunday)
    before = last(desk)
    file_window.press("Return")
    assert form.refusal.startswith("It overlaps Sunday 10:")
    assert form.isVisible()
    assert last(desk) == before
