"""A booking, all rules and journal, committed: beside the same rows by hand on the same driver and settings."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reception.domain.call import Call
from reception.domain.change import Change
from reception.domain.patient import Patient
from reception.services import boards, calls
from tests.benchmarks.conftest import LONG, Pair, Tell
from tests.support.desks import MONDAY, Practice, TestDesk

PAIRS = 1500 if LONG else 200
TABLES = {
    "patients": ("id", ("id",)),
    "patient_words": ("patient", ("patient",)),
    "calls": ("id", ("id", "slot", "patient")),
    "journal": ("change", ("seq", "change", "thing")),
}
"""The tables that a booking writes, by what its rows are found, and what must be another in another booking."""
LIMITS = {False: ("book a call, committed, SQLite", 3.0), True: ("book a call, committed, PostgreSQL", 4.0)}
"""By whether the diary is shared. A row by hand waits for the server five times; a rule that asks, each time it asks."""
Rows = dict[str, tuple[list[str], list[list[Any]]]]


class Booker:
    """Books new callers at a desk, and copies what that wrote, by hand, for the next slot."""

    def __init__(self, desk: TestDesk) -> None:
        self.desk = desk
        with desk.desk.store.read() as reader:
            board = boards.of_days(reader, MONDAY, MONDAY.replace(year=MONDAY.year + 1))
        self.slots = iter([slot.id for slot in board.slots])
        self.count = 0
        self.change: Change | None = None
        # A connection of its own, with the same driver and the same settings.
        self.connection = desk.desk.store.engine.raw_connection().driver_connection
        self.is_sqlite = not desk.desk.settings.is_shared

    def book(self) -> float:
        """Book a new caller; return the seconds it took."""
        self.count += 1
        caller = calls.Caller(name=f"Caller Number{self.count}", phone=f"07700 9{self.count:05}")
        slot = next(self.slots)
        begun = time.perf_counter()
        self.change = calls.book(self.desk.desk.history, slot, caller, about="Back pain")
        return time.perf_counter() - begun

    def by_hand(self) -> float:
        """Write the rows of another booking; return the seconds it took."""
        statements = [
            (self._insert(table, columns), rows) for table, (columns, rows) in self._another().items()
        ]
        cursor = self.connection.cursor()
        begun = time.perf_counter()
        cursor.execute("BEGIN IMMEDIATE" if self.is_sqlite else "BEGIN")
        for statement, rows in statements:
            cursor.executemany(statement, rows)
        cursor.execute("COMMIT")
        return time.perf_counter() - begun

    def _another(self) -> Rows:
        """Return the rows of the last booking with other names for its things, and the next slot."""
        assert self.change
        by_kind = {type(edit.after): edit.after for edit in self.change.edits}
        patient, call = by_kind[Patient].id, by_kind[Call].id
        (change,) = self._select(
            f"SELECT DISTINCT change FROM journal WHERE thing = {call} AND kind = 'calls'"
        )[1][0]
        found = {"patients": patient, "patient_words": patient, "calls": call, "journal": change}
        (last,) = self._select("SELECT max(seq) FROM journal")[1][0]
        new = {patient: patient - 1, call: call - 2, change: change - 3, by_kind[Call].slot: next(self.slots)}
        rows = {
            name: self._select(f"SELECT * FROM {name} WHERE {TABLES[name][0]} = {found[name]}")
            for name in TABLES
        }
        for name, (columns, lines) in rows.items():
            for number, line in enumerate(lines):
                for column in TABLES[name][1]:
                    place = columns.index(column)
                    line[place] = last + 1 + number if column == "seq" else new[line[place]]
        return rows

    def _select(self, query: str) -> tuple[list[str], list[list[Any]]]:
        cursor = self.connection.cursor()
        cursor.execute(query)
        rows = [list(row) for row in cursor.fetchall()]
        if not self.is_sqlite:
            self.connection.rollback()
        return [column[0] for column in cursor.description], rows

    def _insert(self, table: str, columns: Sequence[str]) -> str:
        places = ", ".join(["?" if self.is_sqlite else "%s"] * len(columns))
        names = ", ".join(f'"{column}"' for column in columns)
        return f"INSERT INTO {table} ({names}) VALUES ({places})"


@contextmanager
def no_garbage_looked_for() -> Iterator[None]:
    """As in the worker thread of the window, where a booking is made: it is looked for in the other thread alone."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def test_book_a_call(diary: Practice, tell: Tell):
    desk = diary.desk()
    desk.publish(weeks=12)
    booker = Booker(desk)
    pair = Pair(*LIMITS[diary.settings.is_shared], booker.book, booker.by_hand)
    for _ in range(10):
        booker.book()
        booker.by_hand()
    with no_garbage_looked_for():
        pair.measure(PAIRS)
    tell(pair)
    with desk.desk.store.read() as reader:
        written = reader.connection.exec_driver_sql("SELECT count(*) FROM calls").scalar()
    assert written == 2 * booker.count, "both wrote a call each time"
