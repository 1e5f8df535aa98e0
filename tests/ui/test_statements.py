"""No screen asks more questions of the database when there is more to show: its number of statements is a number."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from reception.domain.call import Result
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId
from reception.domain.patient import Patient
from reception.services import absences, boards, calls, pinboard
from reception.ui.actions import SCREENS
from tests.support.desks import MONDAY, Practice, TestDesk
from tests.support.windows import Window, open_window

FEW, MANY = 2, 60
AT_MOST = {"today": 24, "diary": 22, "patients": 11, "clinics": 10, "sheets": 6, "lists": 8, "settings": 14}
"""How many statements a refresh of each screen takes; more is a reason to look, not to write another number here."""


@contextmanager
def counted(engine: Any) -> Iterator[list[str]]:
    """Collect the statements that are sent to a database."""
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def own(file_diary: Practice) -> TestDesk:
    """The desk that the window is on."""
    return file_diary.desk("Mia Lane")


@pytest.fixture
def opened(own: TestDesk, qtbot: Any, qapp: Any) -> Iterator[Window]:
    own.publish()
    window = open_window(qtbot, qapp, own.desk)
    window.main.live.stop()  # its news would be counted where they come
    yield window
    window.main.close()


def fill(desk: TestDesk, number: int, week: date = MONDAY) -> None:
    """Book calls of a week until there are so many, each for somebody new, with tries and parked ones among them."""
    with desk.desk.store.read() as reader:
        board = boards.of_days(reader, week, week + timedelta(days=5))
    taken = {line.slot.id for line in board.lines}
    free = [slot for slot in board.slots if slot.id not in taken and slot.starts_at >= desk.clock()]
    for place in range(len(board.lines), number):
        slot = free.pop(0)
        caller = calls.Caller(name=f"Caller Number{place}", phone=f"07700 900{place:03}")
        call = next(
            edit.after
            for edit in calls.book(desk.desk.history, slot.id, caller).edits
            if edit.before is None and not isinstance(edit.after, Patient)
        )
        if place % 5 == 0:
            calls.record(desk.desk.history, call, Result.NO_ANSWER)
        elif place % 7 == 0:
            pinboard.park(desk.desk.history, call.id)


def statements(window: Window, engine: Any, screen: str) -> list[str]:
    """Return what is sent while a screen is read again."""
    shown = window.go(screen)
    window.settle()
    with counted(engine) as sent:
        shown.refresh()
        window.settle()
    return sent


def asked_of(desk: TestDesk, days: int) -> list[str]:
    """Return what is sent to tell what a clinic comes to that is closed in the afternoon for some days."""
    shut = Closure(
        id=ClosureId(0), clinic=None, first=MONDAY, last=MONDAY + timedelta(days=days - 1), starts=time(13)
    )
    with desk.desk.store.read() as reader, counted(desk.desk.store.engine) as sent:
        assert absences.effect(reader, shut, desk.clock()).free
    return sent


def test_many_afternoons_away_ask_no_more_than_one(here: TestDesk):
    assert len(asked_of(here, 28)) == len(asked_of(here, 1))


@pytest.mark.parametrize("screen", [name for name, _ in SCREENS])
def test_a_screen_asks_as_often_however_much_there_is(own, opened, screen):
    desk, engine = own, own.desk.store.engine
    fill(desk, FEW)
    few = statements(opened, engine, screen)
    fill(desk, MANY)
    many = statements(opened, engine, screen)
    assert few or screen == "settings"
    assert len(many) <= len(few) + 1, "\n".join(sorted(set(many) - set(few)))
    assert len(many) <= AT_MOST[screen]
