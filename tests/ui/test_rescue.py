"""Day rescue, in the real window, by keyboard."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QPushButton

from reception.domain import span
from reception.domain.call import CancelledBy
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId
from reception.domain.organisation import Organisation
from reception.domain.rescue import Rescue
from reception.services import calls as call_service
from reception.services import clinicians, clinics, closures, holds, stays
from reception.services import rescue as rescue_service
from reception.ui import forms
from reception.ui.booking.acts import CancelForm, MoveForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.diary.day_form import DayForm
from reception.ui.diary.history_form import HistoryForm
from reception.ui.diary.moment_form import MomentForm
from reception.ui.diary.rescue_form import RescueForm
from tests.support.desks import MONDAY, Clock, TestDesk, two_calls
from tests.support.windows import Window
from tests.ui.test_ahead import look, without_mondays


@pytest.fixture
def desk(file_diary) -> TestDesk:
    return two_calls(file_diary)


def close(desk: TestDesk, reason: str = "") -> None:
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    closure = Closure(
        id=ClosureId(0), clinic=None, first=MONDAY, last=MONDAY, starts=time(9), ends=time(23, 59),
        reason=reason,
    )  # fmt: skip
    closures.close(desk.desk.history, closure, london)


def rescue(window: Window) -> RescueForm:
    forms.rescue(window.main, window.main.context)
    window.settle()
    return window.dialog(RescueForm)


def test_each_call_is_moved_to_the_time_that_was_agreed_until_the_list_is_empty(desk, file_window):
    close(desk)
    form = rescue(file_window)
    assert "2 booked calls need another time" in form.told.text()
    first = form.table.current
    assert first.line.patient.name == "Jane Holt"
    file_window.press("2")
    assert desk.line().slot.id == first.offers[1].id
    assert form.table.current.line.patient.name == "Tom Holt"
    file_window.press("1")
    assert "Every booked call has its time" in form.told.text()
    file_window.press("Return")
    assert file_window.no_dialog()


def test_a_number_is_copied_and_a_call_cancelled_or_moved_elsewhere_from_the_list(desk, file_window):
    close(desk)
    form = rescue(file_window)
    file_window.press("c")
    assert QApplication.clipboard().text() == "07700 900334"
    file_window.press("Delete")
    file_window.press("Return")
    assert [one.line.patient.name for one in form.table.rows.values] == ["Tom Holt"]
    file_window.press("m")
    file_window.press("Return")
    assert form.table.rows.values == ()


def test_enter_on_a_call_looks_for_another_time_and_moves_nobody(desk, file_window):
    """Whoever presses Enter twice to be rid of the list has moved nobody without ringing them."""
    close(desk)
    form = rescue(file_window)
    before = [line.slot.id for line in desk.lines()]
    assert (form.doing.isVisible(), form.leave.text()) == (False, "Close")
    file_window.press("Return", on=form.table)
    assert type(file_window.dialog(MoveForm)) is MoveForm
    file_window.press("Escape Escape")
    assert file_window.no_dialog()
    assert [line.slot.id for line in desk.lines()] == before


def test_what_was_offered_keeps_its_number_while_it_is_free(desk, file_window):
    """Jane is told of two times; that somebody else is moved meanwhile does not change what 1 and 2 mean for her."""
    close(desk)
    form = rescue(file_window)
    offered = {one.line.patient.name: [offer.id for offer in one.offers] for one in form.table.rows.values}
    last = max(form.table.rows.values, key=lambda one: one.line.slot.starts_at)
    desk.move(last.line.patient.name, to="13:30", day=MONDAY + timedelta(days=9))
    form.refresh()
    file_window.settle()
    (left,) = form.table.rows.values
    assert [one.id for one in left.offers] == offered[left.line.patient.name]
    taken = left.offers[0]
    desk.book(span.clock(taken.slot.starts_at), "Amy Bay", "07700 900482",
              day=span.london_day(taken.slot.starts_at), clinic=taken.clinic.name)  # fmt: skip
    form.refresh()
    file_window.settle()
    (left,) = form.table.rows.values
    assert left.offers[1].id == offered[left.line.patient.name][1], "the second keeps its place"
    assert left.offers[0].id not in offered[left.line.patient.name]


def test_a_slip_in_the_list_is_taken_back_and_the_call_is_listed_again(desk, file_window):
    close(desk)
    form = rescue(file_window)
    before = [one.line for one in form.table.rows.values]
    for keys in ("1", "Delete Return"):
        file_window.press(keys)
        assert len(form.table.rows.values) == 1
        file_window.press("Ctrl+Z")
        assert [one.line for one in form.table.rows.values] == before
    file_window.press("Ctrl+Y")
    assert len(form.table.rows.values) == 1


def test_a_cancellation_from_the_list_is_the_clinics(desk, file_window):
    close(desk)
    rescue(file_window)
    file_window.press("Delete")
    asked = file_window.dialog(CancelForm)
    assert asked.by.input.currentData() == CancelledBy.CLINIC
    assert (
        asked.reason.input.currentText()
        == Organisation(name="", phone="", email="").reasons(CancelledBy.CLINIC)[0]
    )


def test_a_time_that_another_desk_took_meanwhile_is_refused_and_the_list_offers_another(desk, file_window):
    close(desk)
    form = rescue(file_window)
    gone = form.table.current.offers[0]
    desk.move("Tom Holt", to=span.clock(gone.slot.starts_at), day=span.london_day(gone.slot.starts_at))
    file_window.press("1")
    assert "has just been taken" in form.refusal
    assert form.table.current.offers[0].id != gone.id
    assert form.table.hasFocus()
    file_window.press("2")
    assert form.refusal == ""
    assert form.table.rows.values == ()


def test_enter_closes_no_list_of_work_wherever_the_keys_are(desk, file_window):
    close(desk)
    form = rescue(file_window)
    form.told.setFocus()
    file_window.press("Return", on=form)
    assert file_window.dialog(RescueForm) is form


def test_why_is_read_whole_in_a_small_window(desk, file_window):
    close(desk, reason="The boiler has broken down and nobody can say when it will be mended")
    form = rescue(file_window)
    before = form.table.rowHeight(0)
    file_window.press("Escape")
    file_window.main.resize(QSize(683, 384))
    form = rescue(file_window)
    assert (
        form.table.current.why
        == "London is closed: The boiler has broken down and nobody can say when it will be mended"
    )
    assert form.table.rowHeight(0) > before


def test_nobody_to_rescue_is_said(desk, file_window):
    form = rescue(file_window)
    assert form.told.text() == "Every booked call has its time. There is nothing left to do here."
    assert not form.first.isEnabled()


def test_the_list_looks_again_when_another_desk_has_changed_something(desk, file_window):
    close(desk)
    form = rescue(file_window)
    gone = form.table.current.offers[0]
    desk.move("Tom Holt", to=span.clock(gone.slot.starts_at), day=span.london_day(gone.slot.starts_at))
    file_window.main.live.look()
    file_window.settle()
    assert [one.line.patient.name for one in form.table.rows.values] == ["Jane Holt"]
    assert gone.id not in [one.id for one in form.table.current.offers]


def test_a_list_that_was_closed_is_read_no_more(desk, file_window):
    close(desk)
    for _ in range(2):
        rescue(file_window)
        file_window.press("Escape")
    background = file_window.main.background
    asked = []
    background._asked.connect(asked.append)
    file_window.main.context.news.emit()
    file_window.settle()
    assert not [job for job in asked if type(job.owner) is RescueForm]


def test_a_time_that_somebody_holds_meanwhile_is_offered_no_longer(desk, file_window, file_diary):
    close(desk)
    form = rescue(file_window)
    gone = form.table.current.offers[0]
    other = file_diary.desk("Ann Kay").desk
    holds.take(other.history, gone.id)
    form.refresh()
    file_window.settle()
    assert gone.id not in [one.id for one in form.table.current.offers]


# ---- who is booked where nothing is offered


def test_a_strip_on_today_and_in_the_diary_counts_them_and_alt_r_shows_them(desk, file_window):
    today = file_window.go("today")
    assert today.rescue.isHidden()
    close(desk)
    told = ["2 booked calls need", "1 booked call needs"]
    for name, words in zip(("today", "diary"), told, strict=True):
        screen = file_window.go(name)
        assert screen.rescue.sentence == f"{words} another time."
        file_window.press("Alt+R")
        file_window.dialog(RescueForm)
        file_window.press("1")
        file_window.press("Escape")
    assert screen.rescue.isHidden()


def test_the_strip_goes_when_another_desk_opens_the_day_again(desk, file_window):
    close(desk)
    screen = file_window.go("diary")
    assert not screen.rescue.isHidden()
    desk.undo()
    file_window.main.live.look()
    file_window.settle()
    assert screen.rescue.isHidden()


def test_the_strip_is_of_the_clinic_of_the_filter(desk, file_window):
    close(desk)
    screen = file_window.go("today")
    file_window.main.context.filter_by(desk.slot("09:30", clinic="Bedford").clinic)
    file_window.settle()
    assert screen.rescue.isHidden()


def test_a_closure_that_leaves_booked_calls_in_it_shows_them_at_once(desk, file_window):
    screen = file_window.go("clinics")
    london = next(one for one in file_window.main.context.clinics if one.name == "London")
    screen.acts()[f"close {london.id}"]()
    file_window.dialog(ClosureForm)
    file_window.press("Return Return")
    form = file_window.dialog(RescueForm)
    assert [one.line.patient.name for one in form.table.rows.values] == ["Jane Holt", "Tom Holt"]
    assert form.table.current.why == "London is closed"


def test_a_closure_that_leaves_nobody_shows_nothing_more(desk, file_window):
    screen = file_window.go("clinics")
    bedford = next(one for one in file_window.main.context.clinics if one.name == "Bedford")
    screen.acts()[f"close {bedford.id}"]()
    file_window.dialog(ClosureForm)
    file_window.press("Return")
    assert file_window.no_dialog()


# ---- rescue the day


def day_form(window: Window, what: str = "Mr Oliver Eaton is away") -> DayForm:
    window.press("Alt+Shift+R")
    form = window.dialog(DayForm)
    form.what.input.setCurrentText(what)
    window.settle()
    return form


def test_a_clinician_is_ill_one_change_freezes_the_day_and_lists_whom_to_ring(desk, file_window, clock):
    clock.move(hours=2)
    file_window.go("today")
    form = day_form(file_window)
    assert form.what.input.currentText() == "Mr Oliver Eaton is away"
    assert form.starts.input.text() == "11:00"
    assert "1 call stays booked, to be moved or cancelled: Tom Holt Mon 23 Nov 11:15." in form.told.text()
    form.reason.input.setText("Ill")
    file_window.press("Return")
    rescued = file_window.dialog(RescueForm)
    assert [one.line.patient.name for one in rescued.table.rows.values] == ["Tom Holt"]
    assert rescued.table.current.why == "Mr Oliver Eaton is away: Ill"
    file_window.press("Escape")
    file_window.press("Ctrl+Z")
    assert file_window.screen.rescue.isHidden()
    assert desk.free_times(1) == ["11:00"]


def test_nobody_is_away_before_somebody_says_who(desk, file_window):
    file_window.go("today")
    file_window.press("Alt+Shift+R")
    form = file_window.dialog(DayForm)
    assert form.what.input.currentText() == "Who is away, or what closes?"
    file_window.press("Return")
    assert form.refusal == "Choose who is away, or what closes."
    assert desk.free_times(1) == ["09:00"]


def test_whoever_has_the_cursor_in_the_diary_is_offered_as_away(desk, file_window):
    grid = file_window.go("diary").grid
    slot = desk.slot("10:15", MONDAY + timedelta(days=1), "Bedford")
    grid.go_to(grid.model_.grid.find(slot.id))
    file_window.press("Alt+Shift+R")
    form = file_window.dialog(DayForm)
    assert form.what.input.currentText() == "Mr William Sharples is away"
    assert form.first.input.day == MONDAY + timedelta(days=1)


def test_a_clinic_that_closes_at_one_keeps_what_is_before(desk, file_window):
    file_window.go("diary")
    form = day_form(file_window)
    form.what.input.setCurrentText("London closes")
    form.starts.input.setText("13:00")
    file_window.settle()
    assert form.told.text().endswith("No call is booked in it.")
    file_window.press("Return")
    assert file_window.no_dialog()
    assert desk.free_times(1) == ["09:00"]


def test_every_clinic_closes_for_two_hours(desk, file_window):
    file_window.go("diary")
    form = day_form(file_window)
    form.what.input.setCurrentText("Every clinic closes")
    form.starts.input.setText("11:00")
    form.is_part.setChecked(True)
    form.ends.setText("10:00")
    file_window.settle()
    assert form.told.text() == ""
    file_window.press("Return")
    assert form.refusal == "It ends before it starts. Change one of the times."
    form.ends.setText("13:00")
    file_window.settle()
    assert form.refusal == ""
    file_window.press("Return")
    rescued = file_window.dialog(RescueForm)
    assert [one.line.patient.name for one in rescued.table.rows.values] == ["Tom Holt"]
    rescued.day_button.click()
    assert file_window.dialog(DayForm)


# ---- tomorrow, and several days

TUESDAY = MONDAY + timedelta(days=1)


def test_tomorrow_is_whole_and_a_span_of_days_is_one_list_that_says_each_day(desk, file_window):
    desk.book("10:00", "Nora Blake", "07700 900481", day=MONDAY + timedelta(days=7))
    desk.book("10:15", "Amy Bay", "07700 900482", day=MONDAY + timedelta(days=7))
    file_window.go("today")
    form = day_form(file_window)
    assert form.starts.input.text() == "09:00"
    form.what.input.setCurrentText("London closes")
    form.first.input.show_day(TUESDAY)
    assert form.last.input.day == TUESDAY, "the last day goes along"
    assert form.starts.input.text() == "00:00", "a later day is taken whole"
    form.first.input.show_day(MONDAY)
    assert form.starts.input.text() == "09:00"
    form.last.input.show_day(MONDAY + timedelta(days=7))
    file_window.settle()
    assert "4 calls stay booked, to be moved or cancelled" in form.told.text()
    file_window.press("Return")
    rescued = file_window.dialog(RescueForm)
    assert rescued.told.text().startswith("4 booked calls on 2 days need another time. Ring each")
    shown = rescued.table.rows
    assert [shown.index(row, 0).data() for row in range(4)] == [
        "Mon 23 Nov 10:00", "Mon 23 Nov 11:15", "Mon 30 Nov 10:00", "Mon 30 Nov 10:15",
    ]  # fmt: skip
    file_window.press("Escape")
    assert file_window.screen.rescue.sentence == "4 booked calls on 2 days need another time."
    file_window.press("Ctrl+Z")
    assert file_window.screen.rescue.isHidden()


def go_to(window: Window, day: date) -> None:
    """Go to a day of the diary by keyboard, with the cursor on it."""
    window.press("Ctrl+G")
    window.type(f"{day}")
    window.press("Return")


def test_the_diary_proposes_the_day_that_is_shown_and_never_one_that_is_over(desk, file_window):
    diary = file_window.go("diary")
    diary.views.take("day")
    for shown, proposed in ((MONDAY + timedelta(days=3), 3), (MONDAY - timedelta(days=3), 0), (MONDAY, 0)):
        go_to(file_window, shown)
        form = day_form(file_window)
        assert form.first.input.day == form.last.input.day == MONDAY + timedelta(days=proposed)
        file_window.press("Escape")


def test_the_diarys_week_proposes_the_day_of_the_cursor(desk, file_window):
    diary = file_window.go("diary")
    diary.views.take("week")
    go_to(file_window, MONDAY + timedelta(days=9))
    assert day_form(file_window).first.input.day == MONDAY + timedelta(days=9)


def test_a_day_that_is_over_is_refused_in_one_sentence_and_nothing_is_frozen(desk, file_window):
    before = desk.free_times(3)
    file_window.go("today")
    form = day_form(file_window)
    form.first.input.show_day(MONDAY - timedelta(days=1))
    file_window.settle()
    assert form.told.text() == ""
    file_window.press("Return")
    assert form.refusal == "Sun 22 Nov 2026 is over. Choose Mon 23 Nov 2026 or a later day."
    assert desk.free_times(3) == before
    form.first.input.show_day(TUESDAY)
    form.last.input.show_day(MONDAY)
    file_window.press("Return")
    assert form.refusal == "The last day is before the first. Change one of them."


def test_a_clinician_who_was_retired_meanwhile_is_refused(desk, file_window):
    file_window.go("today")
    form = day_form(file_window)
    with desk.desk.store.read() as reader:
        clinicians.retire(desk.desk.history, clinicians.named(reader, "Eaton"))
    file_window.press("Return")
    assert form.refusal == "Mr Oliver Eaton is retired and makes no calls. Choose somebody else."


def test_two_desks_that_hear_of_it_at_once_freeze_it_once(desk, file_window):
    file_window.go("today")
    form = day_form(file_window)
    with desk.desk.store.read() as reader:
        whose = clinicians.named(reader, "Eaton").id
    rescue_service.begin(desk.desk.history, Rescue(clinician=whose, first=MONDAY, last=MONDAY))
    file_window.press("Return")
    assert form.refusal == (
        "Mr Oliver Eaton is away on Mon 23 Nov from 09:00 already, so nothing is left to freeze. "
        "The calls that are left in it are listed under Rescue."
    )


def test_a_clinician_who_is_retired_leaves_their_calls_in_the_list_at_once(desk, file_window):
    file_window.go("settings").show_thing("clinicians")
    file_window.settle()
    section = file_window.screen.section
    section.retire(next(one for one in section.table.rows.values if one.name == "Mr Oliver Eaton"))
    form = file_window.dialog(RescueForm)
    assert [one.why for one in form.table.rows.values] == ["Mr Oliver Eaton makes no more calls"] * 2


# ---- a call that is let stay where the rota has no hours any more


@pytest.fixture
def outside(file_diary, file_window) -> TestDesk:
    """A desk with Jane's call of next Monday, which the rota has no hours for, and a window that knows it."""
    made = file_diary.desk()
    without_mondays(made)
    look(file_window)
    return made


def jane(desk: TestDesk):
    return desk.line(week=MONDAY + timedelta(days=7))


def test_a_call_is_let_stay_with_a_toast_undone_and_redone_by_key(outside, file_window):
    today = file_window.go("today")
    file_window.press("Alt+R")
    form, toast = file_window.dialog(RescueForm), file_window.main.toast
    file_window.press("l")
    assert form.table.rows.values == ()
    assert toast.sentence == "Let it stay: Jane Holt, Mon 30 Nov 10:00"
    assert [one.text() for one in toast.findChildren(QPushButton) if one.isVisible()] == ["Undo"]
    assert "Let it stay: Jane Holt, Mon 30 Nov 10:00" in file_window.main.foot.last.text()
    file_window.press("Ctrl+Z")
    assert toast.sentence == "Undone: let it stay: Jane Holt, Mon 30 Nov 10:00"
    assert [one.line.patient.name for one in form.table.rows.values] == ["Jane Holt"]
    assert not form.keeping.isHidden()
    file_window.press("Ctrl+Y")
    assert toast.sentence == "Redone: let it stay: Jane Holt, Mon 30 Nov 10:00"
    assert form.table.rows.values == ()
    file_window.press("Escape")
    assert today.rescue.isHidden()
    file_window.press("Ctrl+Z")
    assert not today.rescue.isHidden()
    assert jane(outside).slot.starts_at == span.instant(MONDAY + timedelta(days=7), time(10))


def test_the_button_lets_it_stay_and_nobody_is_named_while_others_see_the_screen(outside, file_window):
    form = rescue(file_window)
    form.keeping.click()
    file_window.settle()
    assert form.table.rows.values == ()
    file_window.press("Escape")
    file_window.main.context.privacy.turn(True)
    assert file_window.main.foot.last.text() == "Let it stay"
    file_window.press("Ctrl+Z")
    assert file_window.main.toast.sentence == "Undone: let it stay"


def test_a_call_that_another_desk_lets_stay_leaves_the_list_and_the_strip(outside, file_window):
    today = file_window.go("today")
    form = rescue(file_window)
    assert len(form.table.rows.values) == 1
    stays.let_stay(outside.desk.history, jane(outside).call)
    file_window.main.live.look()
    file_window.settle()
    assert form.table.rows.values == ()
    file_window.press("Escape")
    assert today.rescue.isHidden()
    outside.undo()
    file_window.main.live.look()
    file_window.settle()
    assert not today.rescue.isHidden()


def test_one_that_another_desk_moved_meanwhile_is_refused_in_the_list(outside, file_window):
    form = rescue(file_window)
    elsewhere = form.table.current.offers[1]
    call_service.move(outside.desk.history, jane(outside).call, elsewhere.id)
    file_window.press("l")
    at = span.moment_text(elsewhere.slot.starts_at)
    assert form.refusal == f"This call is booked for {at} by now, so there is nothing to let stay."
    assert form.table.rows.values == ()


def test_its_history_says_who_let_it_stay_and_where(outside, file_window):
    rescue(file_window)
    file_window.press("l Escape")
    forms.history(file_window.main, file_window.main.context, jane(outside).slot, jane(outside))
    form = file_window.dialog(HistoryForm)
    newest = form.table.rows.values[0]
    assert newest.text == "Let stay on Mon 30 Nov 10:00 London, outside the hours of the rota"
    assert newest.who == "Mia Lane"


def test_of_an_earlier_moment_no_list_comes_up_and_nothing_is_let_stay(outside, file_window, clock: Clock):
    clock.move(hours=2)
    rescue(file_window)
    file_window.press("l Escape")
    screen = file_window.go("diary")
    file_window.press("Alt+H")
    form = file_window.dialog(MomentForm)
    form.moment.day.input.show_day(MONDAY)
    form.moment.time.input.setText("09:30")
    file_window.press("Return")
    assert screen.past.banner.sentence.endswith("1 change was made since.")
    for key in ("Alt+R", "Ctrl+Z"):
        file_window.press(key)
        assert file_window.no_dialog()
    file_window.press("Escape Alt+R")
    assert file_window.dialog(RescueForm).table.rows.values == ()
