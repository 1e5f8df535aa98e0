"""A believable example: patients with numbers kept for drama, calls around today, outcomes, waiting people.

Numbers are 07700 900000 to 900999, which Ofcom keeps for stories; the names are made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import CallId, PatientId, StaffId, WaitingId
from reception.domain.patient import Patient, Waiting
from reception.domain.slot import Slot
from reception.domain.staff import Role, Staff
from reception.services import calls, patients, slots
from reception.services.calls import Caller
from reception.services.history import History
from reception.services.ids import Ids
from reception.storage import slots as slot_rows
from reception.storage.reader import Reader
from reception.storage.store import Store

RECEPTIONIST = "Alex King"
PEOPLE = (
    "Priya Raman", "Tom Ashworth", "Marie Kowalski", "Daniel Osei", "Helen Price", "Sam Whitlock", "Grace Miller",
    "Owen Shah", "Ruth Bennett", "Jane Holt", "Martin Holtby", "Ana Holton", "Vikram Patel", "Lena Crane", "李 Wei",
    "Amir Fadel", "Nora Blake", "Siobhán O’Brien", "محمد علي", "Zoë Ames", "Peter Young", "Ivy Marsh", "Kofi Mensah",
    "Beatrice Lund", "Hugo Díaz", "Freya Nash", "Callum Reid", "Yuki Tanaka", "Noah Finch", "Agnes Moore",
)  # fmt: skip
ABOUTS = ("Back pain", "Sciatica", "Neck pain", "Knee", "Shoulder", "Hip", "Back pain", "Foot pain")
NEEDS = {
    "Marie Kowalski": ("large print",),
    "Helen Price": ("interpreter", "hearing"),
    "Agnes Moore": ("giant print",),
}
ENDINGS = (
    Result.CONSULTATION_BOOKED, Result.CONSULTATION_BOOKED, Result.CONSULTATION_BOOKED, Result.NOT_SUITABLE,
    Result.NO_ANSWER, Result.VOICEMAIL, Result.CONSULTATION_BOOKED,
)  # fmt: skip
WEEKS_BACK, WEEKS_AHEAD = 7, 6


class _Story:
    """A history whose clock is told what time it is."""

    def __init__(self, store: Store, ids: Ids, now: datetime) -> None:
        self.now = now
        staff = Staff(id=StaffId(ids.next()), name=RECEPTIONIST, role=Role.MANAGER)
        self.history = History(store, lambda: self.now, ids, staff, "Front desk 1", is_newcomer=True)
        self.random = Random(15)


def fill(store: Store, clock: Callable[[], datetime], ids: Ids) -> None:
    """Put the example into a diary that has just been made."""
    now = clock()
    today = span.london_day(now)
    first = span.monday(today) - timedelta(weeks=WEEKS_BACK)
    story = _Story(store, ids, span.day_span(first).start)
    _start_earlier(story, first)
    slots.publish(story.history, first=first, weeks=WEEKS_BACK + WEEKS_AHEAD)
    _know_people(story)
    for day in span.days(first, today + timedelta(days=10)):
        _fill_day(story, day, today, now)
    story.now = now
    _wait(story, now)


def _start_earlier(story: _Story, first: date) -> None:
    """Let the example rota hold in the past of the example too."""

    def rule(reader: Reader) -> Change:
        edits = tuple(Edit(one, replace(one, valid_from=first)) for one in reader.all(Availability))
        return Change("Set up the example", edits)

    story.history.do(rule)


def _know_people(story: _Story) -> None:
    edits = []
    for number, name in enumerate(PEOPLE):
        edits.append(
            Edit(
                None,
                Patient(
                    id=PatientId(story.history.ids.next()),
                    name=name,
                    phone=f"+447700900{100 + number * 11:03}",
                    needs=NEEDS.get(name, ()),
                    date_of_birth=date(1950 + number * 7 % 50, number % 12 + 1, number % 28 + 1),
                    postcode=("W1G 9QP", "M4 1AA", "MK41 7PH")[number % 3],
                    known_since=story.now,
                    privacy_given_at=story.now if number % 3 else None,
                ),
            )
        )
    story.history.do(lambda reader: Change("Set up the example", tuple(edits)))


def _fill_day(story: _Story, day: date, today: date, now: datetime) -> None:
    """Book some slots of a day, and tell what came of those that are over."""
    with story.history.store.read() as reader:
        free = list(slot_rows.free_between(reader, span.day_span(day)))
        people = patients.find(reader, "", limit=len(PEOPLE))
    share = 0.45 if day < today else 0.4 if day == today else max(0.06, 0.34 - 0.04 * (day - today).days)
    chosen = sorted(story.random.sample(free, int(len(free) * share)), key=lambda slot: slot.starts_at)
    for slot in chosen:
        story.now = min(slot.starts_at, now) - timedelta(days=story.random.randint(0, 4), minutes=20)
        line = story.random.choice(people)
        call = _book(story, slot, line.patient)
        if call is not None and slot.ends_at < now:
            _tell(story, slot, call, day == today)


def _book(story: _Story, slot: Slot, patient: Patient) -> CallId | None:
    caller = Caller(patient=patient.id)
    try:
        change = calls.book(story.history, slot.id, caller, about=story.random.choice(ABOUTS))
    except Refusal:
        return None
    return CallId(change.edits[0].after.id) if change.edits[0].after else None


def _tell(story: _Story, slot: Slot, call: CallId, is_today: bool) -> None:
    """Record what came of a call that is over; a few of today's are still to do."""
    if is_today and story.random.random() < 0.25:
        return
    story.now = slot.starts_at + timedelta(minutes=6)
    if story.random.random() < 0.06:
        _cancel(story, call)
        return
    result = story.random.choice(ENDINGS)
    _record(story, call, result)
    if result in (Result.NO_ANSWER, Result.VOICEMAIL) and not is_today:
        story.now += timedelta(hours=1)
        _record(story, call, story.random.choice((Result.CONSULTATION_BOOKED, Result.NOT_SUITABLE)))


def _record(story: _Story, call: CallId, result: Result) -> None:
    with story.history.store.read() as reader:
        line = calls.get(reader, call)
    calls.record(story.history, line.call, result)


def _cancel(story: _Story, call: CallId) -> None:
    with story.history.store.read() as reader:
        line = calls.get(reader, call)
    calls.cancel(story.history, line.call, by=CancelledBy.PATIENT, reason="No longer needed")


def _wait(story: _Story, now: datetime) -> None:
    """Put a few people on the waiting list."""
    wishes: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("Ivy Marsh", {"before": time(12)}, "Mornings"),
        ("Noah Finch", {"after": time(15, 30)}, "After 15:30"),
        ("Agnes Moore", {"weekdays": (5,)}, "Saturdays only"),
        ("Hugo Díaz", {}, "Any time"),
    )
    with story.history.store.read() as reader:
        known = {line.patient.name: line.patient for line in patients.find(reader, "", limit=len(PEOPLE))}
    for number, (name, wish, about) in enumerate(wishes, 2):
        story.now = now - timedelta(days=number)
        entry = Waiting(id=WaitingId(0), patient=PatientId(0), since=now, about=about, **wish)
        patients.wait(story.history, name, known[name].phone, entry)
    story.now = now
