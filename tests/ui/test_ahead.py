"""Weeks kept published by the window itself: once a day, in the program's name, and said with the calls that conflict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain import span
from reception.domain.change import Change
from reception.services import availability, organisation
from reception.storage import slots as slot_rows
from reception.ui.ahead import told
from tests.support.desks import MONDAY, Clock, Practice, TestDesk
from tests.support.windows import Window


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


def test_the_notice_says_how_many_calls_no_longer_fit_and_where_they_are_named(
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
    assert notices[-1].endswith(" withdrawn. 1 booked call no longer fits: see Settings, Availability.")
    file_window.main.context.go("settings", "availability")
    file_window.settle()
    assert "Jane Holt, Mon 30 Nov 10:00, London" in file_window.screen.section.plan.figures.told.text()


def test_several_calls_are_counted():
    change = Change("Published slots", (), "40 opened")
    assert told(change, 0) == "Published slots: 40 opened."
    assert told(change, 2) == (
        "Published slots: 40 opened. 2 booked calls no longer fit: see Settings, Availability."
    )
