"""The example: believable on any day, and told by its own journal as a real desk's would be."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from reception.domain import span
from reception.domain.call import CallStatus
from reception.domain.sheet import Print
from reception.domain.slot import Slot
from reception.services import boards, example, past, telling
from reception.storage import journal
from tests.support.desks import NINE_ON_MONDAY, Clock, Practice

MOMENTS = (NINE_ON_MONDAY + timedelta(hours=2), NINE_ON_MONDAY + timedelta(days=5, hours=1))
"""A morning of a Monday, and of a Saturday."""


@pytest.mark.parametrize("now", MOMENTS, ids=["Monday", "Saturday"])
def test_the_example_happens_in_the_order_of_its_time(diary: Practice, clock: Clock, now: datetime):
    clock.now = now
    desk = diary.desk().desk
    example.fill(desk.store, clock, desk.history.ids)
    with desk.store.read() as reader:
        told = [entry for entry, *_ in journal.lines(reader.connection, limit=100_000)]
        ahead = boards.of_days(reader, span.london_day(now), span.london_day(now) + timedelta(days=8))
        given = reader.all(Print)
        seen = [telling.history_of_call(reader, line.call) for line in ahead.lines]
        then = past.board(reader, now - timedelta(days=1), ahead.first, ahead.last)
    begun = [
        entry.at for entry in told if entry.action == example.SETTING_UP or entry.who == example.RECEPTIONIST
    ]
    assert begun == sorted(begun)
    assert begun[-1] <= now
    assert any(line.call.status is CallStatus.BOOKED for line in ahead.lines)
    assert given
    assert all(one.at <= now for one in given)
    assert all(history and history[0].verb == "booked" for history in seen)
    assert 0 < len(then.board.lines) < len(ahead.lines)
    assert {type(slot) for slot in then.board.slots} == {Slot}
