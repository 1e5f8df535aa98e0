"""What a start reads on the driver alone: the very same as the queries read through SQLAlchemy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest

from reception.domain import gap, leave, span
from reception.domain.call import Result
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Unavailable
from reception.domain.gap import OpenDay
from reception.domain.ids import ClosureId, LeaveId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.organisation import Organisation
from reception.domain.patient import Patient
from reception.domain.span import Span
from reception.services import calls as call_service
from reception.services import clinicians, clinics, closures, example, history, holds
from reception.services import slots as slot_service
from reception.services.ids import first_of
from reception.storage import calls, early, engines, gaps, journal, keys, late, opening, patients, rows, slots
from reception.storage import holds as hold_rows
from reception.storage.columns import Coded
from reception.storage.early import EarlyReader
from reception.storage.reader import Reader
from reception.storage.store import Store
from tests.support.desks import MONDAY, NINE_ON_MONDAY, Clock, Practice, Samples, TestDesk, practice

WEEK = span.days_span(MONDAY, MONDAY + timedelta(days=6))
TODAY = span.day_span(MONDAY)
EVER = Span(NINE_ON_MONDAY - timedelta(days=400), NINE_ON_MONDAY + timedelta(days=400))
MODULES = {
    "calls": calls,
    "slots": slots,
    "patients": patients,
    "journal": journal,
    "gaps": gaps,
    "holds": hold_rows,
}
Query = Callable[[Any, Reader, int | None], object]
QUERIES: dict[str, tuple[str, str, Query]] = {
    "calls of a week": ("calls", "between", lambda read, reader, clinic: read(reader, WEEK, clinic)),
    "calls of all days": ("calls", "between", lambda read, reader, clinic: read(reader, EVER, clinic)),
    "calls left over": ("calls", "unfinished", lambda read, reader, clinic: read(reader, EVER.end, clinic)),
    "calls to try again": ("calls", "to_try_again", lambda read, reader, clinic: read(reader, EVER, clinic)),
    "calls tried": ("calls", "tried", lambda read, reader, clinic: read(reader, EVER, clinic)),
    "calls tried of late": (
        "calls",
        "tried",
        lambda read, reader, clinic: read(reader, TODAY, clinic, since=first_of(TODAY.start)),
    ),
    "slots of a day": ("slots", "shown", lambda read, reader, clinic: read(reader, TODAY, clinic)),
    "slots of all days": ("slots", "shown", lambda read, reader, clinic: read(reader, EVER, clinic)),
    "free ones": (
        "slots",
        "free_between",
        lambda read, reader, clinic: list(read(reader, EVER, clinic, now=NINE_ON_MONDAY)),
    ),
    "the next free one": (
        "slots",
        "free_between",
        lambda read, reader, clinic: list(read(reader, EVER, clinic, now=NINE_ON_MONDAY, limit=1)),
    ),
    "gaps": ("gaps", "in_span", lambda read, reader, clinic: sorted(read(reader, EVER), key=str)),
    "who waits": ("patients", "waiting_list", lambda read, reader, clinic: read(reader, clinic)),
    "what is held": ("holds", "between", lambda read, reader, clinic: read(reader, EVER, NINE_ON_MONDAY)),
    "the journal's end": ("journal", "newest", lambda read, reader, clinic: read(reader)),
}


@pytest.fixture
def full(samples: Samples, tmp_path: Path, clock: Clock) -> Iterator[Practice]:
    """A diary with something of everything, and a slot that a desk holds."""
    made = samples.practice(something_of_everything, tmp_path, clock, is_shared=False)
    desk = made.desk()
    holds.take(desk.desk.history, between(desk.desk.store)[-1].id)
    yield made
    made.close()


def something_of_everything(folder: Path, database: Path | str) -> None:
    """Make a diary with the example, and calls with every outcome."""
    made = practice(folder, database, Clock())
    desk = made.desk()
    example.fill(desk.desk.store, made.clock, desk.desk.history.ids)
    add_closures(desk)
    free = (slot for slot in between(desk.desk.store) if slot.starts_at >= made.clock())
    for number, result in enumerate(Result):
        booked = call_service.Caller(name=f"Caller {result}", phone=f"07700 9002{number:02}")
        change = call_service.book(desk.desk.history, next(free).id, booked)
        call = change.edits[-1].after
        at = NINE_ON_MONDAY + timedelta(days=2) if result is Result.CALL_BACK else None
        call_service.record(desk.desk.history, call, result, call_back_at=at)
    with desk.desk.store.read() as reader:
        sharples = next(one for one in reader.all(Clinician) if "Sharples" in one.name)
    clinicians.retire(desk.desk.history, sharples)
    made.close()


def add_closures(desk: TestDesk) -> None:
    with desk.desk.store.read() as reader:
        london = clinics.named(reader, "London")
    morning = Closure(
        id=ClosureId(0), clinic=None, first=MONDAY, last=MONDAY, starts=time(9), ends=time(11, 30)
    )
    with desk.desk.store.read() as reader:
        eaton, sharples = reader.all(Clinician)[:2]
    closures.close(desk.desk.history, morning, london)
    days = replace(morning, first=MONDAY + timedelta(1), last=MONDAY + timedelta(3), starts=None, ends=None)
    closures.close(desk.desk.history, days, None)
    away = Leave(
        id=LeaveId(1), clinician=sharples.id, first=MONDAY + timedelta(4), last=MONDAY + timedelta(4)
    )
    opened = OpenDay(id=OpenDayId(1), day=MONDAY + timedelta(2), clinic=london.id)
    desk.desk.history.do(lambda reader: leave.take(away, sharples.name))
    desk.desk.history.do(lambda reader: gap.open_day(opened, (), london.name))
    coming = (slot for slot in between(desk.desk.store) if slot.starts_at >= NINE_ON_MONDAY)
    others = [slot for slot in coming if slot.clinician == eaton.id]
    slot_service.withdraw(desk.desk.history, others[1:3], "Building works")


def between(store: Store) -> list[Any]:
    with store.read() as reader:
        return list(slots.free_between(reader, EVER, now=NINE_ON_MONDAY))


def fresh(diary: Practice) -> Store:
    """Return a store on the diary that has read nothing yet."""
    store = opening.open_(diary.settings.database, diary.settings.config_folder)
    assert "engine" not in vars(store), "opening a file needs no SQLAlchemy"
    return store


def test_every_early_read_is_compared_here():
    assert {(module, name) for module, name, _ in QUERIES.values()} == set(early.READS)


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("place", ["", "London", "Bedford"])
def test_what_is_read_early_is_what_the_query_reads(full, name, place):
    module, function, query = QUERIES[name]
    store = fresh(full)
    clinic = next((one.id for one in store.ask(lambda reader: reader.all(Clinic)) if one.name == place), None)
    told = store.ask(lambda reader: query(early.READS[module, function], reader, clinic))
    assert "engine" not in vars(store)
    with store.read() as reader:
        assert told == query(getattr(MODULES[module], function), reader, clinic)
    assert told or place
    store.close()


@pytest.mark.parametrize("kind", early.TABLES)
def test_every_value_of_a_kind_is_read_early_as_it_is(full, kind):
    store = fresh(full)
    told = store.ask(lambda reader: reader.all(kind))
    with store.read() as reader:
        assert told == reader.all(kind)
    assert told
    store.close()


@pytest.mark.parametrize("kind", early.TABLES)
def test_every_column_is_read_early_in_the_way_of_its_type(kind):
    table = rows.TABLES[kind]
    assert table.name == early.TABLES[kind]
    for name, decode in early.FIELDS[kind]:
        assert isinstance(table.c[name].type, Coded) == (decode is not None), name


def test_a_question_that_needs_more_is_answered_whole_and_from_then_on_by_the_engine(full):
    store, asked = fresh(full), []

    def question(reader: Reader) -> tuple[int, Organisation]:
        asked.append(type(reader))
        clinics = len(reader.all(Clinic))
        return clinics, reader.get(Organisation, 1)

    assert store.ask(question)[0] == 3
    assert asked == [EarlyReader, Reader]
    assert store.ask(question)[0] == 3
    assert asked[2:] == [Reader]
    store.close()


def test_an_early_question_sees_one_moment(full):
    store, other = fresh(full), full.desk()

    def question(reader: Reader) -> tuple[int, int]:
        before = history.last_line(reader)
        desk_change = call_service.Caller(name="Nora Blake", phone="07700 900481")
        call_service.book(other.desk.history, free.id, desk_change)
        return before, history.last_line(reader)

    free = next(slot for slot in between(other.desk.store) if slot.starts_at >= full.clock())
    before, after = store.ask(question)
    assert before == after < store.ask(history.last_line)
    store.close()


def test_a_file_with_another_key_is_told_early_as_later(full):
    path = full.settings.database
    store = Store(
        lambda opened: engines.sqlite(path, bytes(32), opened),
        path.name,
        connect=lambda: engines.connect(path, bytes(32)),
    )
    with pytest.raises(Unavailable, match="is damaged") as early_told:
        store.ask(lambda reader: reader.all(Patient))
    with pytest.raises(Unavailable) as later_told, store.read() as reader:
        reader.all(Patient)
    assert early_told.value.sentence == later_told.value.sentence
    store.close()


def test_a_bug_in_an_early_question_goes_on_as_it_is(full):
    store = fresh(full)
    with pytest.raises(ZeroDivisionError):
        store.ask(lambda reader: 1 // 0)
    assert store.ask(lambda reader: len(reader.all(Clinic))) == 3
    store.close()


def test_nothing_is_imported_while_a_change_holds_the_lock(full):
    program = (
        "import sys\n"
        "from reception import desk, settings\n"
        "from reception.domain.slot import Slot\n"
        "from reception.services import guard, slots\n"
        "store = desk.open_signed_in(settings.read(), 'Ann Kay').store\n"
        "with store.write():\n"
        "    before = set(sys.modules)\n"
        "    from reception.storage import late, patient_words, publications, rows\n"
        "    for room in ('calls', 'gaps', 'holds', 'journal', 'patients', 'pins', 'sheets', 'slots', 'stays'):\n"
        "        vars(late)[room].__doc__\n"
        "    print(sorted(name for name in set(sys.modules) - before if 'reception' in name))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_a_late_room_holds_what_its_module_holds(full):
    with full.desk().desk.store.read() as reader:
        assert late.slots.between(reader, TODAY) == slots.between(reader, TODAY)
        assert late.journal.append is journal.append
    with pytest.raises(AttributeError):
        late.slots.nothing_of_this_name  # noqa: B018


def test_opening_a_file_and_reading_a_week_imports_no_sqlalchemy(full):
    program = (
        "import sys\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from reception import desk, settings\n"
        "from reception.services import boards, clinics, patients, slots\n"
        f"store = desk.open_signed_in(settings.read(database={str(full.settings.database)!r}), 'Ann Kay').store\n"
        f"day = date.fromisoformat('{MONDAY}')\n"
        "print(len(store.ask(lambda reader: boards.of_days(reader, day, day)).lines) > 0)\n"
        "print('sqlalchemy' in sys.modules)\n"
    )
    slot = keys.FileSlot(full.settings.config_folder)
    assert slot.get(keys.read_key_file(full.settings.database).diary)
    program = program.replace(
        "), 'Ann Kay')", f")._replace(config_folder=Path({str(full.settings.config_folder)!r})), 'Ann Kay')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("True\nFalse\n", "")
