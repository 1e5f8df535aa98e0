"""A desk killed in the middle of its work: every booking it acknowledged is there, and none is half made.

The short form runs in the tests; the long one, many kills of it, with RECEPTION_LONG=1.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from sqlalchemy import text

from reception.services import databases
from tests.support.desks import Practice, TestDesk

KILLS, WEEKS = (500, 52) if os.environ.get("RECEPTION_LONG") else (10, 1)
ROOT = Path(__file__).parents[2]
BUSY_DESK = """
import random, sys
from pathlib import Path
from tests.support.desks import Clock, Settings
from reception import desk as desks
from reception.domain.call import Call, CancelledBy
from reception.services import calls

number, database, config, slots = sys.argv[1:]
place = database if "://" in database else Path(database)
clock = Clock()
clock.move(hours=-1)
desk = desks.open_(Settings(data_folder=Path(config), config_folder=Path(config), database=place), clock)
desk = desks.sign_in(desk, "Ann Kay")
print("ready", flush=True)
turn = 0
while True:
    for slot in map(int, slots.split(",")):
        turn += 1
        clock.move(milliseconds=random.randrange(1, 1000))  # ids are made of the time, which never stands still
        caller = calls.Caller(name=f"Patient {number} {turn}", phone=f"07700 9{turn % 100_000:05}")
        change = calls.book(desk.history, slot, caller)
        call = next(edit.after for edit in change.edits if isinstance(edit.after, Call))
        print("booked", call.id, flush=True)
        calls.cancel(desk.history, call, by=CancelledBy.CLINIC, reason="again")
        print("cancelled", call.id, flush=True)
"""
WHOLE = """
    SELECT count(*) FROM calls WHERE
    (SELECT count(*) FROM journal WHERE thing = calls.id) <> CASE status WHEN 'cancelled' THEN 2 ELSE 1 END
    OR (SELECT count(*) FROM patients WHERE id = calls.patient) <> 1
    OR (SELECT count(*) FROM patient_words WHERE patient = calls.patient) < 3
"""
"""How many calls are half made: without their lines in the journal, their patient or the patient's words."""


def test_what_was_acknowledged_before_the_kill_is_there_after_it(diary: Practice):
    desk = diary.desk()
    desk.publish(weeks=WEEKS)
    slots = open_slots(desk)
    chance = random.Random(7)
    told: dict[int, str] = {}
    for number in range(KILLS):
        for line in killed(diary, number, slots, after=chance.randrange(1, 12), pause=chance.random() / 100):
            word, call = line.split()
            told[int(call)] = word
        check(desk, told)
    assert len(told) >= KILLS


def open_slots(desk: TestDesk) -> list[str]:
    with desk.desk.store.read() as reader:
        return [str(id_) for id_ in reader.connection.scalars(text("SELECT id FROM slots ORDER BY id"))]


def killed(diary: Practice, number: int, slots: list[str], *, after: int, pause: float) -> list[str]:
    """Let a process book, kill it a moment after some acknowledgements, and return all that it acknowledged."""
    free = ",".join(slots[number * 5 : number * 5 + 5])
    words = [str(number), str(diary.settings.database), str(diary.settings.config_folder), free]
    command = [sys.executable, "-c", BUSY_DESK, *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as busy:
        assert busy.stdout
        assert busy.stdout.readline() == "ready\n"
        lines = [busy.stdout.readline() for _ in range(after)]
        with suppress(subprocess.TimeoutExpired):
            busy.wait(pause)  # so that the kill comes at any point of the work
        busy.kill()
        lines += busy.stdout.readlines()
    assert all(line.endswith("\n") for line in lines)
    return lines


def check(desk: TestDesk, told: dict[int, str]) -> None:
    """Fail where an acknowledged booking or cancellation is lost, or anything is half made."""
    databases.check(desk.desk.store)
    with desk.desk.store.read() as reader:
        rows = reader.connection.execute(text("SELECT id, status FROM calls"))
        found = {row.id: row.status for row in rows}
        assert reader.connection.scalar(text(WHOLE)) == 0
    for call, word in told.items():
        assert found[call] == word or (word, found[call]) == ("booked", "cancelled")
    unheard = set(found) - set(told)
    assert len(unheard) <= KILLS, "at most one a kill was made and not yet acknowledged"
