"""Undo and redo, replayed from the journal, behave as a person expects."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from reception.domain.ids import ChangeId, StaffId
from reception.domain.journal import Entry, Way, steps

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def entry(number, way, reverses=None):
    return Entry(
        seq=number, change=ChangeId(number), at=NOW, staff=StaffId(1), who="A", desk="d",
        way=way, action=f"act {number}", subject="", reverses=reverses,
    )  # fmt: skip


@given(st.lists(st.sampled_from(list(Way)), max_size=40))
def test_replaying_the_journal_gives_the_stacks_of_an_editor(ways):
    entries, undo, redo = [], [], []
    for number, way in enumerate(ways, 1):
        if way is Way.DO:
            entries.append(entry(number, way))
            undo.append(number)
            redo = []
        elif way is Way.UNDO and undo:
            entries.append(entry(number, way, undo.pop()))
            redo.append(number)
        elif way is Way.REDO and redo:
            entries.append(entry(number, way, redo.pop()))
            undo.append(number)
    found = steps(entries)
    assert [one.change for one in found.undo] == undo[-50:]
    assert [one.change for one in found.redo] == redo


def test_a_step_that_met_a_conflict_is_passed_over():
    entries = [entry(1, Way.DO), entry(2, Way.DO)]
    assert [e.change for e in steps(entries, frozenset({ChangeId(2)})).undo] == [1]


def test_fifty_steps_are_kept():
    assert len(steps([entry(number, Way.DO) for number in range(1, 99)]).undo) == 50


def test_what_was_done_and_taken_back_is_said_in_the_past():
    done = replace(entry(1, Way.DO), action="Booked", subject="Jane Holt, Thu 26 Nov 10:15")
    undone = replace(done, way=Way.UNDO)
    assert (done.deed, done.sentence) == ("Booked", "Booked Jane Holt, Thu 26 Nov 10:15")
    assert (undone.deed, undone.sentence) == ("Undone: booked", "Undone: booked Jane Holt, Thu 26 Nov 10:15")
    assert replace(done, way=Way.REDO).sentence == "Redone: booked Jane Holt, Thu 26 Nov 10:15"
