"""What is left out because nobody has decided: named in the diary until it is, and decided with one key."""

from __future__ import annotations

from datetime import date

import pytest

from reception.domain import span
from reception.domain.holiday import Decision
from reception.services import clinics, holidays
from reception.storage import slots as slot_rows
from reception.ui.diary.holiday_form import NOTHING, HolidayForm
from reception.ui.diary.holiday_questions import CLOSED, OPEN, SOME
from tests.support.desks import Practice, TestDesk
from tests.support.windows import Window, open_window

CHRISTMAS, SATURDAY, BOXING_MONDAY = date(2026, 12, 25), date(2026, 12, 26), date(2026, 12, 28)
SAID = "Fri 25 Dec, Sat 26 Dec and Mon 28 Dec are bank holidays and left out: are they worked?"


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    made = file_diary.desk()
    made.publish(weeks=5, first=date(2026, 11, 23))
    made.publish(weeks=1, first=date(2026, 12, 23))
    return made


@pytest.fixture
def window(desk: TestDesk, file_diary: Practice, qtbot, qapp):
    opened = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    opened.go("diary")
    yield opened
    opened.main.close()


def count(desk: TestDesk, day: date) -> int:
    with desk.desk.store.read() as reader:
        return len(slot_rows.between(reader, span.day_span(day)))


def test_the_days_are_named_and_decided_with_one_key(desk, window: Window):
    strip = window.screen.holidays
    assert strip.sentence == SAID
    window.press("Alt+D")
    form = window.dialog(HolidayForm)
    assert list(form.questions.questions) == [CHRISTMAS, SATURDAY, BOXING_MONDAY]
    window.press("Return")
    assert form.refusal == "Fri 25 Dec 2026 is a bank holiday: is it worked? Choose Closed or Open."
    form.questions.questions[SATURDAY].choices[OPEN].setFocus()
    window.press("Space Return")
    assert window.no_dialog()
    assert count(desk, SATURDAY) > 5
    assert count(desk, CHRISTMAS) == 0
    assert strip.sentence == "Fri 25 Dec and Mon 28 Dec are bank holidays and left out: are they worked?"
    window.press("Ctrl+Z")
    assert strip.sentence == SAID
    assert free(desk, SATURDAY) == 0


def test_a_day_that_is_open_at_some_clinics_is_not_decided_before_one_is_ticked(desk, window: Window):
    window.press("Alt+D")
    form = window.dialog(HolidayForm)
    asked = form.questions.questions[SATURDAY]
    form.questions.questions[CHRISTMAS].choices[CLOSED].setChecked(True)
    asked.choices[SOME].setChecked(True)
    window.press("Return")
    assert form.refusal == "Sat 26 Dec 2026 is a bank holiday: is it worked? Tick which clinics work."
    assert window.focus is next(iter(asked.ticks.values()))
    window.press("Space Return")
    assert window.no_dialog()
    assert window.screen.holidays.sentence.startswith("Mon 28 Dec is a bank holiday")


def free(desk: TestDesk, day: date) -> int:
    with desk.desk.store.read() as reader:
        return slot_rows.count_between(reader, span.day_span(day))


def test_all_closed_is_one_click_and_nothing_is_named_any_more(desk, window: Window):
    window.press("Alt+D")
    form = window.dialog(HolidayForm)
    form.questions.close_rest()
    assert {one.answer for one in form.questions.questions.values()} == {CLOSED}
    window.press("Return")
    assert window.no_dialog()
    assert window.screen.holidays.sentence == ""
    window.press("Alt+D")
    form = window.dialog(HolidayForm)
    assert form.told.text() == NOTHING
    assert not form.doing.isEnabled()


def test_what_another_desk_decides_is_named_no_more_and_the_filter_counts(desk, window: Window):
    with desk.desk.store.read() as reader:
        bedford = clinics.named(reader, "Bedford").id
        manchester = clinics.named(reader, "Manchester").id
    window.main.context.filter_by(bedford)
    window.settle()
    assert window.screen.holidays.sentence.startswith("Sat 26 Dec and Mon 28 Dec are")
    said = [Decision(day=SATURDAY, clinic=one, is_open=False) for one in (bedford, manchester)]
    holidays.decide(desk.desk.history, said)
    window.main.live.look()
    window.settle()
    window.settle()
    assert window.screen.holidays.sentence.startswith("Mon 28 Dec is")


def test_nothing_is_said_in_an_earlier_moment(desk, window: Window):
    window.screen.past.show_moment(window.main.context.now())
    window.settle()
    assert window.screen.holidays.sentence == ""
    window.screen.past.leave()
    window.settle()
    assert window.screen.holidays.sentence == SAID
