"""Two desks that make the same id in one millisecond: the second does it once more with new ones; on both engines."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from reception.domain.availability import Availability
from reception.domain.clinic import Clinic
from reception.domain.closure import Closure
from reception.domain.ids import ClosureId
from reception.domain.leave import Leave
from reception.domain.rescue import Rescue
from reception.services import availability, clinics, closures, history, rescue, staff
from reception.services.ids import Ids
from reception.storage.engines import SameId
from tests.support.desks import MONDAY, Practice, TestDesk


def alike(*desks: TestDesk) -> None:
    """Let desks make the very same ids: their clock stands still, and what is random in an id is not."""
    at = desks[0].clock() + timedelta(days=1)
    for desk in desks:
        desk.desk.history.ids = Ids(lambda: at, lambda bits: 5)


def changes(desk: TestDesk) -> list[int]:
    with desk.desk.store.read() as reader:
        lines = history.lines(reader, limit=500)
    return [entry.change for entry, _, _ in lines]


def test_both_bookings_are_there(here: TestDesk, there: TestDesk):
    there.book("11:00", "Pia Voss", "07700 900222")
    there.cancel("Pia Voss")
    alike(here, there)
    here.book("10:00")
    there.book("10:15", "Tom Ash", "07700 900111")
    lines = {line.patient.name: line for line in here.lines() if line.call.is_live}
    assert set(lines) == {"Jane Holt", "Tom Ash"}
    assert len({line.id for line in lines.values()} | {line.patient.id for line in lines.values()}) == 4
    assert there.undo().subject == "Tom Ash, Mon 23 Nov 10:15"
    assert here.undo().subject == "Jane Holt, Mon 23 Nov 10:00"


def test_two_changes_of_one_id_stay_two_in_the_journal(here: TestDesk, there: TestDesk):
    here.book("10:00")
    there.book("10:15", "Tom Ash", "07700 900111")
    alike(here, there)
    here.cancel()
    there.cancel("Tom Ash")
    first, second = changes(here)[-2:]
    assert first != second
    assert here.undo().subject == "Jane Holt, Mon 23 Nov 10:00"
    assert [line.call.is_live for line in here.lines()] == [True, False]


def test_who_starts_to_work_at_two_desks_at_once_is_on_the_list(here: TestDesk, diary: Practice):
    first, second = diary.desk("Mia Lane"), diary.desk("Zoë Hart")
    for desk in (first, second):
        desk.desk.history.staff = replace(desk.desk.history.staff, id=first.desk.history.staff.id)
    alike(first, second)
    first.book("10:00")
    second.book("10:15", "Tom Ash", "07700 900111")
    with here.desk.store.read() as reader:
        assert {"Mia Lane", "Zoë Hart"} <= {person.name for person in staff.working(reader)}


def test_what_is_added_in_settings_is_added_too(here: TestDesk, there: TestDesk):
    alike(here, there)
    for desk in (here, there):
        with desk.desk.store.read() as reader:
            clinic: Clinic = clinics.named(reader, "London")
        day = MONDAY + timedelta(days=20 if desk is here else 30)
        closures.close(
            desk.desk.history, Closure(id=ClosureId(0), clinic=clinic.id, first=day, last=day), clinic
        )
    with here.desk.store.read() as reader:
        assert len(reader.all(Closure)) == 2


def test_days_are_rescued_at_both(here: TestDesk, there: TestDesk):
    with here.desk.store.read() as reader:
        clinician = availability.rota(reader)[0].clinician
    alike(here, there)
    for desk, far in ((here, 20), (there, 30)):
        day = MONDAY + timedelta(days=far)
        rescue.begin(desk.desk.history, Rescue(clinician=clinician, first=day, last=day))
    with here.desk.store.read() as reader:
        assert len(reader.all(Leave)) == 2


def test_hours_are_added_at_both(here: TestDesk, there: TestDesk):
    with here.desk.store.read() as reader:
        rule = availability.rota(reader)[0]
    alike(here, there)
    for desk, far in ((here, 700), (there, 800)):
        day = MONDAY + timedelta(days=far)
        new = replace(rule, weekday=6, valid_from=day, valid_to=day + timedelta(days=7))
        availability.add(desk.desk.history, new)
    with here.desk.store.read() as reader:
        assert sum(one.weekday == 6 for one in reader.all(Availability)) == 2


def test_ids_that_stay_the_same_are_a_bug_and_nothing_is_changed(here: TestDesk, there: TestDesk):
    alike(here, there)
    taken = here.book("10:00").edits[0].after.id
    there.desk.history.ids = type("Stuck", (), {"next": lambda self: taken, "leap": lambda self: None})()
    with pytest.raises(SameId):
        there.book("10:15", "Tom Ash", "07700 900111")
    assert [line.patient.name for line in here.lines()] == ["Jane Holt"]
