"""The next ten free slots, and a week as it is painted, of a diary of years: beside a small diary, and beside the driver.

Most of what it takes is for what a query by hand forgets: closures, leave, retirement, holds of other desks, embargoes.
The full size is 5,000,000 slots (RECEPTION_LONG=1), a tenth of it otherwise; what it takes may not grow with the diary.
"""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from reception.domain import span
from reception.services import boards, slots
from tests.benchmarks import big_diary
from tests.benchmarks.conftest import LONG, Pair, Tell
from tests.support.desks import MONDAY, Clock, TestDesk, practice

FULL = 5_000_000 if LONG else 500_000
SMALL = 10_000 if LONG else 1_000
LIMIT = 12
"""The statements alone take a tenth of a millisecond; to put them together and make values of the rows takes the rest,
whatever is stored."""
PAIRS = 300 if LONG else 60
NEXT_MONDAY = MONDAY + timedelta(days=7)


class Finder:
    """Finds the next ten free slots of one diary, and the same by hand on the same driver."""

    def __init__(self, folder: Path, stored: int) -> None:
        self.practice = practice(folder, folder / "reception.db", Clock())
        self.desk: TestDesk = self.practice.desk()
        big_diary.fill(self.desk.desk, stored, MONDAY)
        self.connection = self.desk.desk.store.engine.raw_connection().driver_connection
        self.now = self.desk.clock()
        self.sent: list[tuple[str, Any]] = []
        event.listen(self.desk.desk.store.engine, "before_cursor_execute", self._note)
        self.find()
        event.remove(self.desk.desk.store.engine, "before_cursor_execute", self._note)

    def _note(self, connection: Any, cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        self.sent.append((statement, parameters))

    def find(self) -> float:
        """Find them; return the seconds it took."""
        begun = time.perf_counter()
        with self.desk.desk.store.read() as reader:
            self.found = slots.free(reader, self.now, limit=10)
        return time.perf_counter() - begun

    def by_hand(self) -> float:
        """Send the same statements by hand; return the seconds it took."""
        begun = time.perf_counter()
        self.connection.execute("BEGIN")
        for statement, parameters in self.sent:
            self.rows = self.connection.execute(statement, parameters).fetchall()
        self.connection.execute("COMMIT")
        return time.perf_counter() - begun

    def read_week(self) -> float:
        """Read next week as the diary paints it; return the seconds it took."""
        begun = time.perf_counter()
        with self.desk.desk.store.read() as reader:
            self.week = boards.of_days(reader, NEXT_MONDAY, NEXT_MONDAY + timedelta(days=5))
        return time.perf_counter() - begun


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("full"), FULL)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Finder:
    return Finder(tmp_path_factory.mktemp("small"), SMALL)


def test_the_next_ten_free_slots_cost_what_their_query_costs_and_no_more_in_a_diary_of_years(
    full: Finder, small: Finder, tell: Tell
):
    for one in (full, small):
        for _ in range(5):
            one.find()
            one.by_hand()
        assert [line.slot.id for line in one.found] == [row[0] for row in one.rows]
        assert span.london_day(one.found[0].slot.starts_at) >= MONDAY
    growth = Pair(f"next ten free slots, {FULL:,} beside {SMALL:,} stored", 1.3, full.find, small.find)
    growth.measure(PAIRS)
    tell(growth)
    beside = Pair(f"next ten free slots, {FULL:,} stored", LIMIT, full.find, full.by_hand)
    beside.measure(PAIRS)
    tell(beside)


def test_a_week_is_read_for_the_grid_as_fast_in_a_diary_of_years(full: Finder, small: Finder, tell: Tell):
    for one in (full, small):
        for _ in range(5):
            one.read_week()
    shown = {(len(one.week.slots), len(one.week.lines)) for one in (full, small)}
    assert len(shown) == 1, "the same week in both"
    name = f"a week read for the grid, {FULL:,} beside {SMALL:,} stored"
    growth = Pair(name, 1.3, full.read_week, small.read_week)
    growth.measure(PAIRS)
    tell(growth)
