"""What the database itself refuses, whatever the program does: on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text, update

from reception.domain.availability import Availability
from reception.domain.change import Change, Edit
from reception.domain.slot import Slot, SlotState
from reception.storage import rows, schema
from reception.storage.engines import Broken
from tests.support.desks import TestDesk


def test_one_slot_takes_one_live_call(here: TestDesk):
    here.book("10:00")
    line = here.line()
    twin = rows.columns_of(line.call) | {"id": 1}
    with pytest.raises(Broken, match="ux_calls_one_live_per_slot"), here.desk.store.write() as writer:
        writer.connection.execute(insert(schema.calls), twin)


def test_a_cancelled_call_leaves_its_slot_to_another(here: TestDesk):
    here.book("10:00")
    here.cancel()
    here.book("10:00", "Tom Ash", "07700 900245")
    assert [line.call.status for line in here.lines()] == ["cancelled", "booked"]


@pytest.mark.parametrize("minutes", [-10, -5, 5, 10, 14])
def test_nobody_is_in_two_slots_at_once(here: TestDesk, minutes: int):
    known = here.slot("10:00")
    here.desk.store.close()
    moved = rows.columns_of(known) | {
        "id": 1,
        "clinic": here.slot("09:30", clinic="Bedford").clinic,
        "starts_at": known.starts_at + timedelta(minutes=minutes),
        "ends_at": known.ends_at + timedelta(minutes=minutes),
    }
    with pytest.raises(Broken, match="ex_slots_no_overlap"), here.desk.store.write() as writer:
        writer.connection.execute(insert(schema.slots), moved)


def test_a_slot_cannot_be_moved_onto_another_either(here: TestDesk):
    known, other = here.slot("10:00"), here.slot("11:00")
    with pytest.raises(Broken), here.desk.store.write() as writer:
        writer.connection.execute(
            update(schema.slots)
            .where(schema.slots.c.id == other.id)
            .values(
                starts_at=known.starts_at + timedelta(minutes=5), ends_at=known.ends_at + timedelta(minutes=5)
            )
        )


def test_a_withdrawn_slot_cannot_come_back_over_another(here: TestDesk):
    known = here.slot("10:00")
    twin = rows.columns_of(known) | {"id": 1, "state": SlotState.WITHDRAWN}
    with here.desk.store.write() as writer:
        writer.connection.execute(insert(schema.slots), twin)
    with pytest.raises(Broken), here.desk.store.write() as writer:
        writer.connection.execute(
            update(schema.slots).where(schema.slots.c.id == 1).values(state=SlotState.OPEN)
        )


def test_a_slot_of_two_hours_is_refused(here: TestDesk):
    known = here.slot("16:45")
    long = rows.columns_of(known) | {
        "id": 1, "starts_at": known.ends_at, "ends_at": known.ends_at + timedelta(hours=2),
    }  # fmt: skip
    with pytest.raises(Broken), here.desk.store.write() as writer:
        writer.connection.execute(insert(schema.slots), long)


@pytest.mark.parametrize("word", ["booked", "", "open "])
def test_a_state_is_one_of_its_words(here: TestDesk, word: str):
    with pytest.raises(Broken), here.desk.store.write() as writer:
        writer.connection.execute(text("UPDATE slots SET state = :word"), {"word": word})


def test_what_is_referred_to_cannot_go(here: TestDesk):
    here.book("10:00")
    with pytest.raises(Broken), here.desk.store.write() as writer:
        writer.connection.execute(text("DELETE FROM patients"))


def test_every_value_reads_back_as_it_was_written_and_from_the_journal(here: TestDesk):
    here.book("10:00", "محمد O’Brien 😀")
    with here.desk.store.read() as reader:
        for kind in (Slot, Availability, *(k for k in rows.TABLES if k is not Slot)):
            for value in reader.all(kind)[:50]:
                assert reader.find(kind, value.id) == value
                assert rows.from_json(kind, rows.to_json(value)) == value


def test_the_migrated_schema_is_the_one_the_program_knows(here: TestDesk):
    with here.desk.store.read() as reader:
        for table in schema.metadata.sorted_tables:
            assert reader.connection.execute(select(table).limit(1)).keys() == table.c.keys()


def test_an_edit_that_changes_nothing_is_a_mistake_of_its_rule(here: TestDesk):
    slot = here.slot("10:00")
    with pytest.raises(ValueError, match="changes nothing of a slot"), here.desk.store.write() as writer:
        writer.save(Change("", (Edit(slot, slot),)))
    assert here.slot("10:00") == slot
