"""Sixteen desks book at once: each slot is taken once, and every booking that was acknowledged is there.

The short form runs in the tests; the long one, many rounds of it, with RECEPTION_LONG=1.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from reception.domain.ids import CallId
from reception.services import boards, calls
from tests.support.desks import MONDAY, Practice

PROCESSES = 16
SLOTS = 50
ROUNDS, WEEKS = (20, 20) if os.environ.get("RECEPTION_LONG") else (1, 3)

RACER = """
import random, sys
from pathlib import Path
from tests.support.desks import Clock, Settings
from reception import desk as desks
from reception.domain.errors import Obstacle, Refusal
from reception.domain.call import Call
from reception.services import calls

number, database, config, slots = sys.argv[1:]
place = database if "://" in database else Path(database)
clock = Clock()
clock.move(hours=-1)
desk = desks.open_(Settings(data_folder=Path(config), config_folder=Path(config), database=place), clock)
desk = desks.sign_in(desk, f"Racer {number}")
order = [int(slot) for slot in slots.split(",")]
random.Random(int(number)).shuffle(order)
for turn, slot in enumerate(order):
    clock.move(milliseconds=random.randrange(1, 1000))  # ids are made of the time, which never stands still
    caller = calls.Caller(name=f"Patient {number} {turn}", phone=f"07700 9{int(number):02}{turn:03}")
    try:
        change = calls.book(desk.history, slot, caller)
    except Refusal as refusal:
        assert "has just been taken" in refusal.sentence, refusal.sentence
        continue
    call = next(edit.after for edit in change.edits if isinstance(edit.after, Call))
    print(slot, call.id, flush=True)
desk.close()
"""


def test_each_slot_is_booked_once_and_no_acknowledged_booking_is_lost(diary: Practice):
    desk = diary.desk("Starter")
    desk.publish(weeks=WEEKS)
    with desk.desk.store.read() as reader:
        slots = [slot.id for slot in boards.of_days(reader, MONDAY, MONDAY + timedelta(weeks=WEEKS)).slots]
    assert len(slots) >= ROUNDS * SLOTS, "every round has slots of its own"
    for round_ in range(ROUNDS):
        chosen = slots[round_ * SLOTS : (round_ + 1) * SLOTS]
        acknowledged = race(diary, chosen)
        assert Counter(slot for slot, _ in acknowledged) == Counter(chosen)
        with desk.desk.store.read() as reader:
            for slot, call in acknowledged:
                assert calls.get(reader, CallId(call)).slot.id == slot


def race(diary: Practice, slots: Sequence[int]) -> list[tuple[int, int]]:
    words = [str(diary.settings.database), str(diary.settings.config_folder), ",".join(map(str, slots))]
    root = Path(__file__).parents[2]
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, str(number), *words], stdout=subprocess.PIPE, cwd=root, text=True
        )
        for number in range(PROCESSES)
    ]
    told = [racer.communicate(timeout=240)[0] for racer in racers]
    assert [racer.returncode for racer in racers] == [0] * PROCESSES
    pairs = (line.split() for text in told for line in text.splitlines())
    return [(int(slot), int(call)) for slot, call in pairs]
