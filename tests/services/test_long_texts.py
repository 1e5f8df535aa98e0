"""No text that people type grows without end: one sentence with its field, and nothing is changed; on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain.call import Result
from reception.domain.details import Details
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import calls, history, patients, slots
from tests.support.desks import TestDesk

LONG = "word " * 2_000


def _edit_card(desk: TestDesk, **texts: object) -> None:
    seen = desk.line().patient
    patients.edit(desk.desk.history, seen, replace(seen, **texts))


def _edit_call(desk: TestDesk, **texts: str) -> None:
    seen = desk.line().call
    calls.edit(desk.desk.history, seen, replace(seen, **texts))


ACTS: dict[str, tuple[str, Callable[[TestDesk], object]]] = {
    "what a call is about": (
        "about",
        lambda d: calls.book(
            d.desk.history, d.slot("11:00").id, calls.Caller(name="Tom Ash", phone="07700 900111"), about=LONG
        ),
    ),
    "who speaks": (
        "speaking",
        lambda d: calls.book(
            d.desk.history, d.slot("11:00").id, calls.Caller(name="Tom Ash", phone="07700 900111"), speaking=LONG
        ),
    ),
    "a need at a booking": (
        "needs",
        lambda d: calls.book(
            d.desk.history, d.slot("11:00").id,
            calls.Caller(name="Tom Ash", phone="07700 900111", details=Details(needs=(LONG,))),
        ),
    ),
    "a note": ("note", lambda d: d.record(Result.NO_ANSWER, note=LONG)),
    "the notes of a call": ("notes", lambda d: _edit_call(d, notes=LONG * 4)),
    "about, edited": ("about", lambda d: _edit_call(d, about=LONG)),
    "why a call is cancelled": ("reason", lambda d: d.cancel(reason=LONG)),
    "preferred times": ("preferred_times", lambda d: _edit_card(d, preferred_times=LONG)),
    "a need": ("needs", lambda d: _edit_card(d, needs=("large print", LONG))),
    "many needs": ("needs", lambda d: _edit_card(d, needs=tuple(map(str, range(21))))),
    "a wish": (
        "about",
        lambda d: patients.wait(
            d.desk.history, "Tom Ash", "07700 900111",
            Waiting(id=WaitingId(0), patient=PatientId(0), since=d.clock(), about=LONG),
        ),
    ),
    "why a slot is blocked": ("reason", lambda d: slots.block(d.desk.history, [d.slot("11:00")], LONG)),
    "why a slot is withdrawn": ("reason", lambda d: slots.withdraw(d.desk.history, [d.slot("11:00")], LONG)),
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
def test_a_text_that_nobody_reads_is_refused_with_its_field(here: TestDesk, act: str):
    here.book("10:00")
    with here.desk.store.read() as reader:
        before = history.last_line(reader)
    field, do = ACTS[act]
    with pytest.raises(
        Refusal, match=r"too long: at most [\d,]+ characters fit here|At most 20 needs"
    ) as caught:
        do(here)
    assert caught.value.field == field
    with here.desk.store.read() as reader:
        assert history.last_line(reader) == before


def test_a_call_whose_notes_grew_long_by_its_tries_is_edited_all_the_same(here: TestDesk, clock):
    here.book("10:00")
    for _ in range(6):
        clock.move(minutes=20)
        here.record(Result.CALL_BACK, note="x" * 4_000, call_back_at=clock() + timedelta(minutes=15))
    seen = here.line().call
    assert len(seen.notes) > 20_000
    calls.edit(here.desk.history, seen, replace(seen, about="Hip"))
    assert (here.line().call.about, here.line().call.notes) == ("Hip", seen.notes)
