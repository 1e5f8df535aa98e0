"""Weeks kept published by the window itself: once a day, in the program's name, and said with the calls that conflict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.staff import Role
from reception.services import availability, clinicians, organisation, staff, stays
from reception.storage import slots as slot_rows
from reception.ui.ahead import told
from reception.ui.diary.rescue_form import RescueForm
from tests.support.desks import MONDAY, Clock, Practice, TestDesk
from tests.support.windows import Window, open_window


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    return file_diary.desk()


@pytest.fixture
def notices(file_window: Window) -> list[str]:
    said: list[str] = []
    file_window.main.context.notice.connect(said.append)
    return said


def wish(desk: TestDesk, weeks: int = 2) -> None:
    with desk.desk.store.read() as reader:
        policy = organisation.get(reader)
    organisation.edit(desk.desk.history, policy, replace(policy, publishes_ahead=True, weeks_ahead=weeks))


def count(desk: TestDesk, day) -> int:
    with desk.desk.store.read() as reader:
        return len(slot_rows.between(reader, span.day_span(day)))


def test_nothing_is_published_or_said_where_nobody_wishes_it(desk, file_window, notices):
    file_window.main.ahead.look()
    file_window.settle()
    assert notices == []


def test_a_new_day_is_published_once_and_said(desk: TestDesk, file_window: Window, notices, clock: Clock):
    wish(desk)
    new = MONDAY + timedelta(days=14)
    file_window.main.ahead.look()
    file_window.settle()
    assert notices == [], "two weeks are published already"
    clock.move(days=1)
    for _ in range(2):
        file_window.main.ahead.look()
        file_window.settle()
    assert count(desk, new) > 0
    assert len(notices) == 1
    assert notices[0].startswith("Published slots: 24 Nov – 7 Dec 2026, ")


def test_the_notice_says_how_many_calls_no_longer_fit_and_what_shows_them(
    desk: TestDesk, file_window: Window, notices, clock: Clock
):
    desk.book("10:00", day=MONDAY + timedelta(days=7))
    with desk.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 0]
    for one in rules:
        availability.remove(desk.desk.history, one)
    wish(desk)
    clock.move(days=1)
    file_window.main.ahead.look()
    file_window.settle()
    assert notices[-1].endswith(" withdrawn. 1 booked call no longer fits: press Alt+R.")
    file_window.press("Alt+R")
    left = file_window.dialog(RescueForm).table.current
    assert (left.line.patient.name, left.why) == ("Jane Holt", "No longer in the rota")
    assert len(left.offers) == 2
    file_window.press("Escape")
    file_window.main.context.go("settings", "availability")
    file_window.settle()
    assert "Jane Holt, Mon 30 Nov 10:00, London" in file_window.screen.section.plan.figures.told.text()


def test_several_calls_are_counted():
    change = Change("Published slots", (), "40 opened")
    assert told(change, 0) == "Published slots: 40 opened."
    assert told(change, 2) == ("Published slots: 40 opened. 2 booked calls no longer fit: press Alt+R.")


# ---- calls that the rota has no hours for any more


def without_mondays(desk: TestDesk, *, is_kept_ahead: bool = True) -> None:
    """Publish a rota without Mondays, while a call is booked on one."""
    if is_kept_ahead:
        wish(desk)
    desk.book("10:00", day=MONDAY + timedelta(days=7))
    with desk.desk.store.read() as reader:
        rules = [one for one in availability.rota(reader) if one.weekday == 0]
    for one in rules:
        availability.remove(desk.desk.history, one, publish=True)


def look(window: Window) -> None:
    window.main.ahead.look()
    window.settle()


@pytest.mark.parametrize("is_kept_ahead", [True, False], ids=["weeks kept published", "published by hand"])
def test_conflicts_alone_are_told_on_today_and_in_the_diary_with_nothing_to_publish(
    desk: TestDesk, file_window: Window, notices, is_kept_ahead
):
    without_mondays(desk, is_kept_ahead=is_kept_ahead)
    today = file_window.go("today")
    assert today.rescue.isHidden()
    look(file_window)
    assert notices == [], "nothing was published"
    said = "1 booked call is outside the hours of the rota now."
    assert today.rescue.sentence == said
    assert file_window.go("diary").rescue.sentence == said
    file_window.press("Alt+R")
    form = file_window.dialog(RescueForm)
    assert not form.keeping.isHidden()
    for key, left in (("1", 0), ("Ctrl+Z", 1), ("Ctrl+Y", 0)):
        file_window.press(key)
        assert len(form.table.rows.values) == left
    file_window.press("Escape")
    assert file_window.screen.rescue.isHidden()


def test_publishing_here_or_at_another_desk_brings_up_the_calls_that_no_longer_fit(
    desk: TestDesk, file_window: Window
):
    today = file_window.go("today")
    look(file_window)
    assert today.rescue.isHidden()
    without_mondays(desk, is_kept_ahead=False)
    file_window.main.live.look()
    file_window.settle()
    assert today.rescue.sentence == "1 booked call is outside the hours of the rota now."


def test_a_call_that_may_stay_is_not_asked_about_again_whatever_the_day_the_start_and_the_desk(
    desk: TestDesk, file_window: Window, clock: Clock, file_diary: Practice, qtbot, qapp
):
    without_mondays(desk)
    today = file_window.go("today")
    look(file_window)
    file_window.press("Alt+R")
    form = file_window.dialog(RescueForm)
    file_window.press("l")
    assert form.table.rows.values == ()
    file_window.press("Escape")
    assert today.rescue.isHidden()
    clock.move(days=1)
    look(file_window)
    assert today.rescue.isHidden()
    file_window.main.close()
    again = open_window(qtbot, qapp, file_diary.desk("Joe Moss").desk)
    today = again.go("today")
    look(again)
    assert again.main.context.misfits.found
    assert today.rescue.isHidden()
    again.main.close()


def test_the_notice_counts_no_call_that_may_stay(desk: TestDesk, file_window: Window, notices, clock: Clock):
    without_mondays(desk)
    stays.let_stay(desk.desk.history, desk.line(week=MONDAY + timedelta(days=7)).call)
    for weekday in (1, 2):
        with desk.desk.store.read() as reader:
            rules = [one for one in availability.rota(reader) if one.weekday == weekday]
        for one in rules:
            availability.remove(desk.desk.history, one)
    clock.move(days=1)
    look(file_window)
    assert notices[-1].startswith("Published slots: ")
    assert "no longer fit" not in notices[-1]


def test_a_rota_that_takes_the_hours_up_again_settles_it_at_every_desk(desk: TestDesk, file_window: Window):
    without_mondays(desk)
    today = file_window.go("today")
    look(file_window)
    assert not today.rescue.isHidden()
    while not desk.undo().action.startswith("Booked"):
        pass
    desk.redo()
    file_window.main.live.look()
    file_window.settle()
    assert today.rescue.isHidden()


def test_news_of_anything_but_the_rota_lets_nothing_be_planned_anew(desk: TestDesk, file_window: Window):
    without_mondays(desk)
    look(file_window)
    known = file_window.main.context.misfits
    before = known.found
    assert before
    staff.put_on_list(desk.desk.history, "Zoë Hart", Role.RECEPTIONIST)
    file_window.main.live.look()
    file_window.settle()
    assert known.found is before


def test_a_call_in_a_gap_is_no_misfit_too(desk: TestDesk, file_window: Window):
    desk.book("10:00")
    with desk.desk.store.read() as reader:
        clinicians.retire(desk.desk.history, reader.get(Clinician, desk.slot("10:00").clinician))
    wish(desk)
    today = file_window.go("today")
    look(file_window)
    assert today.rescue.sentence == "1 booked call needs another time."
    file_window.press("Alt+R")
    form = file_window.dialog(RescueForm)
    assert form.keeping.isHidden()
    file_window.press("l")
    assert len(form.table.rows.values) == 1, "who makes no more calls will not make this one"
