"""A reader asks for what is few once, sees one moment as long as its transaction lasts, and nothing of it stays for the next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import event

from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.services import boards, calls, clinics
from reception.storage.early import EarlyReader
from tests.support.desks import MONDAY, Practice, TestDesk


def named(found: list[Clinic]) -> set[str]:
    return {clinic.name for clinic in found}


def rename(desk: TestDesk, name: str, to: str) -> None:
    with desk.desk.store.read() as reader:
        seen = clinics.named(reader, name)
    clinics.edit(desk.desk.history, seen, replace(seen, name=to))


def test_what_is_few_is_asked_for_once(here: TestDesk):
    here.book("10:00")
    engine = here.desk.store.engine
    sent: list[str] = []
    listen = ("before_cursor_execute", lambda connection, cursor, statement, *rest: sent.append(statement))
    event.listen(engine, *listen)
    try:
        with here.desk.store.read() as reader:
            calls.today(reader, here.clock())
            boards.of_days(reader, MONDAY, MONDAY)
    finally:
        event.remove(engine, *listen)
    assert len([one for one in sent if "clinics.venue" in one]) == 1
    assert len([one for one in sent if "clinicians.title" in one]) == 1


def test_a_reader_sees_one_moment_and_the_next_one_sees_what_came_since(here: TestDesk, there: TestDesk):
    with here.desk.store.read() as reader:
        before = named(reader.all(Clinic))
        rename(there, "London", "Harley Street")
        assert named(reader.all(Clinic)) == before
        assert reader.get(Clinic, clinics.named(reader, "London").id).name == "London", (
            "read afresh, still that moment"
        )
    with here.desk.store.read() as reader:
        assert "Harley Street" in named(reader.all(Clinic))


def test_what_is_changed_in_a_list_that_was_read_is_nobody_elses(here: TestDesk):
    with here.desk.store.read() as reader:
        reader.all(Clinician).clear()
        assert reader.all(Clinician)


def test_who_writes_reads_what_was_just_saved(here: TestDesk):
    with here.desk.store.write() as writer:
        seen = writer.all(Clinic)[0]
        writer.save(Change("Edited a clinic", (Edit(seen, replace(seen, name="Harley Street")),)))
        assert "Harley Street" in named(writer.all(Clinic))
        assert len(writer.all(Clinic)) == 3


@pytest.mark.parametrize("kind", [Clinic, Clinician])
def test_a_first_question_remembers_too(file_diary: Practice, kind: type):
    desk = file_diary.desk()
    desk.desk.store.close()
    fresh = file_diary.desk()

    def twice(reader: EarlyReader) -> list[object]:
        first = reader.all(kind)
        assert reader.all(kind) == first
        return first

    with fresh.desk.store.read() as reader:
        assert fresh.desk.store.ask(twice) == reader.all(kind)
