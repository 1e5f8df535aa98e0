"""The form of publishing in the real window: each day after Christmas is decided apart, and asked about once."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reception.domain import span
from reception.domain.holiday import Decision
from reception.services import clinics, history, holidays
from reception.storage import slots as slot_rows
from reception.ui.diary.holiday_questions import CLOSED, OPEN, SOME
from reception.ui.diary.publish import PublishForm
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window

CHRISTMAS, SATURDAY, BOXING_MONDAY = date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)
NEW_YEAR = date(2027, 1, 1)


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


def opened_form(window: Window, weeks: int = 6) -> PublishForm:
    window.main.act("publish")
    made = window.dialog(PublishForm)
    made.weeks.input.setValue(weeks)
    window.settle()
    return made


@pytest.fixture
def form(file_window: Window) -> PublishForm:
    return opened_form(file_window)


def named(desk: TestDesk, name: str):
    with desk.desk.store.read() as reader:
        return clinics.named(reader, name).id


def answer(window: Window, form: PublishForm, day: date, word: str) -> None:
    form.questions.questions[day].choices[word].setFocus()
    window.press("Space")


def open_on(desk: TestDesk, day: date) -> set[str]:
    with desk.desk.store.read() as reader:
        names = {one.id: one.name for one in clinics.all_open(reader)}
        return {names[one.clinic] for one in slot_rows.between(reader, span.day_span(day))}


def opened(form: PublishForm) -> int:
    return int(form.figures.opening.text().split()[1].replace(",", ""))


def test_nothing_is_published_until_each_holiday_is_decided_with_nothing_chosen_before(
    desk, file_window, form
):
    assert list(form.questions.questions) == [CHRISTMAS, SATURDAY, BOXING_MONDAY, NEW_YEAR]
    assert not any(one.answer for one in form.questions.questions.values())
    file_window.press("Return")
    assert file_window.dialog(PublishForm) is form
    assert form.refusal == "Fri 25 Dec 2026 is a bank holiday: is it worked? Choose Closed or Open."
    christmas = form.questions.questions[CHRISTMAS]
    assert file_window.focus is christmas.choices[CLOSED]
    assert (
        file_window.focus.accessibleName() == "Closed on Fri 25 Dec 2026, Christmas Day: London, Manchester"
    )
    file_window.press("Space Return")
    assert form.refusal.startswith("Sat 26 Dec 2026 is a bank holiday")
    assert file_window.focus is form.questions.questions[SATURDAY].choices[CLOSED]
    assert open_on(desk, date(2026, 12, 22)) == set(), "nothing was published"


def test_saturday_26_and_monday_28_december_are_decided_apart_and_asked_about_once(desk, file_window, form):
    before = opened(form)
    answer(file_window, form, CHRISTMAS, CLOSED)
    answer(file_window, form, SATURDAY, CLOSED)
    answer(file_window, form, BOXING_MONDAY, OPEN)
    answer(file_window, form, NEW_YEAR, CLOSED)
    assert opened(form) > before, "the figures tell of the opened day"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert open_on(desk, BOXING_MONDAY) == {"London", "Bedford"}
    assert open_on(desk, SATURDAY) == set()
    again = opened_form(file_window)
    assert again.questions.questions == {}
    assert again.questions.isHidden()
    assert {day for day, _ in again.left_out.ticks} == {CHRISTMAS, SATURDAY, NEW_YEAR}
    file_window.press("Escape Ctrl+Z")
    assert open_on(desk, BOXING_MONDAY) == set()
    assert list(opened_form(file_window).questions.questions) == [
        CHRISTMAS, SATURDAY, BOXING_MONDAY, NEW_YEAR,
    ]  # fmt: skip


def test_some_clinics_work_and_others_do_not(desk, file_window, form):
    form.questions.close_rest()
    monday = form.questions.questions[BOXING_MONDAY]
    answer(file_window, form, BOXING_MONDAY, SOME)
    file_window.press("Return")
    assert form.refusal == "Mon 28 Dec 2026 is a bank holiday: is it worked? Tick which clinics work."
    tick = monday.ticks[named(desk, "London")]
    assert tick.accessibleName() == "London works on Mon 28 Dec 2026"
    tick.setFocus()
    file_window.press("Space Return")
    assert file_window.no_dialog()
    assert open_on(desk, BOXING_MONDAY) == {"London"}
    with desk.desk.store.read() as reader:
        assert holidays.undecided(reader, CHRISTMAS, NEW_YEAR) == ()


def test_a_closed_holiday_is_opened_with_a_tick_as_a_closure_is(desk, file_window, form):
    form.questions.close_rest()
    file_window.settle()
    file_window.press("Return")
    assert file_window.no_dialog()
    again = opened_form(file_window)
    again.left_out.ticks[SATURDAY, named(desk, "Bedford")].setChecked(True)
    file_window.settle()
    file_window.press("Return")
    assert file_window.no_dialog()
    assert open_on(desk, SATURDAY) == {"Bedford"}


def test_what_was_answered_goes_with_its_day_and_stays_while_the_day_does(desk, file_window, form):
    answer(file_window, form, BOXING_MONDAY, OPEN)
    form.weeks.input.setValue(7)
    file_window.settle()
    assert form.questions.questions[BOXING_MONDAY].answer == OPEN
    form.weeks.input.setValue(2)
    file_window.settle()
    assert form.questions.decisions() == ()
    assert form.questions.isHidden()
    assert "Everything is published already." in form.figures.told.text()
    file_window.press("Return")
    assert file_window.dialog(PublishForm) is form


def test_ten_years_are_refused_in_one_sentence_and_nothing_is_published(desk, file_window, form):
    with desk.desk.store.read() as reader:
        before = history.last_line(reader)
    form.weeks.input.setFocus()
    form.weeks.input.selectAll()
    file_window.type("520")
    assert form.weeks.input.value() == 520, "what was typed stays"
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    assert form.figures.isHidden()
    file_window.press("Return")
    assert form.refusal == "Publish 1 to 53 weeks at a time."
    with desk.desk.store.read() as reader:
        assert history.last_line(reader) == before
    form.weeks.input.setValue(2)
    file_window.settle()
    assert form.refusal == ""
    assert not form.figures.isHidden()


def test_what_another_desk_decides_meanwhile_is_asked_no_more(desk, file_window, form):
    answer(file_window, form, BOXING_MONDAY, OPEN)
    saturday = form.questions.questions[SATURDAY].asked
    said = [Decision(day=SATURDAY, clinic=one, is_open=False) for one in saturday.clinics]
    holidays.decide(desk.desk.history, said)
    file_window.main.live.look()
    file_window.settle()
    file_window.settle()
    assert list(form.questions.questions) == [CHRISTMAS, BOXING_MONDAY, NEW_YEAR]
    assert form.questions.questions[BOXING_MONDAY].answer == OPEN
    assert QApplication.activeModalWidget() is form


# ---- the rest is closed in one go


def rest_of(form: PublishForm) -> QPushButton:
    return next(one for one in form.questions.findChildren(QPushButton))


def test_closing_the_rest_keeps_what_was_answered_and_enter_publishes(desk, file_window, form):
    rest = rest_of(form)
    assert (rest.text(), rest.accessibleName()) == ("All closed", "Closed on all of these days")
    answer(file_window, form, BOXING_MONDAY, SOME)
    answer(file_window, form, SATURDAY, OPEN)
    london = form.questions.questions[BOXING_MONDAY].ticks[named(desk, "London")]
    london.setFocus()
    file_window.press("Space")
    assert (rest.text(), rest.accessibleName()) == ("The rest closed", "Closed on the rest of these days")
    QTest.mouseClick(rest, Qt.MouseButton.LeftButton)
    file_window.settle()
    questions = form.questions.questions
    assert {day: one.answer for day, one in questions.items()} == {
        CHRISTMAS: CLOSED, SATURDAY: OPEN, BOXING_MONDAY: SOME, NEW_YEAR: CLOSED,
    }  # fmt: skip
    assert london.isChecked()
    assert not rest.isEnabled()
    assert file_window.focus is form.doing
    file_window.press("Return")
    assert file_window.no_dialog()
    assert open_on(desk, BOXING_MONDAY) == {"London"}
    assert open_on(desk, CHRISTMAS) == set()


def test_closing_the_rest_goes_to_a_day_that_is_answered_in_part(file_window, form):
    answer(file_window, form, BOXING_MONDAY, SOME)
    rest_of(form).setFocus()
    file_window.press("Return")
    monday = form.questions.questions[BOXING_MONDAY]
    assert monday.answer == SOME
    assert file_window.focus is next(iter(monday.ticks.values()))
    assert form.isVisible()


def test_an_enter_that_is_held_down_closes_the_rest_and_does_not_publish_too(desk, file_window, form):
    rest_of(form).setFocus()
    press = QEvent.Type.KeyPress
    for is_held in (False, True, True):
        key = QKeyEvent(press, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", is_held)
        QApplication.sendEvent(file_window.focus, key)
        file_window.settle()
    assert file_window.dialog(PublishForm) is form
    assert file_window.focus is form.doing
    assert form.doing.isEnabled()
    file_window.press("Return")
    assert file_window.no_dialog()


# ---- nothing moves under the hand


def stands(form: PublishForm) -> dict[str, int]:
    """Return the height of the form, and how far below its top stands what is pressed in it."""
    parts = {"button": form.doing, "questions": form.questions, "figures": form.figures}
    return {"height": form.height()} | {
        name: one.mapTo(form, QPoint(0, 0)).y() for name, one in parts.items()
    }


def test_nothing_moves_when_a_holiday_is_not_decided_yet(file_window, form):
    before = stands(form)
    file_window.press("Return")
    assert "bank holiday" in form.refusal
    file_window.settle()
    assert stands(form) == before


def test_nothing_moves_when_the_weeks_or_the_day_are_refused(file_window, form):
    before = stands(form)
    form.weeks.input.setValue(520)
    file_window.settle()
    assert form.weeks.refusal
    assert stands(form) == before
    form.weeks.input.setValue(6)
    file_window.settle()
    assert not form.refusal
    assert stands(form) == before


def test_the_heading_of_the_questions_comes_back_once_one_is_answered(file_window, form):
    heading = form.asking.caption.text()
    file_window.press("Return")
    assert form.asking.caption.text() == form.refusal != heading
    file_window.press("Space")
    assert form.asking.caption.text() == heading
