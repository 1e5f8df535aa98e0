"""A believable example: calls around today with their outcomes, seven weeks behind, people who wait.

The days around today go through the same services as at the desk, so that their history reads as it
would there; the weeks before are one change each, so that the example opens in seconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random
from typing import Any

from reception import resources
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Attempt, Call, CallStatus, CancelledBy, Result
from reception.domain.change import Change, Edit
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import AttemptId, CallId, PatientId, StaffId, WaitingId
from reception.domain.patient import Patient, Waiting
from reception.domain.sheet import Output, Sheet
from reception.domain.slot import BlockKind, Slot
from reception.domain.span import Span
from reception.domain.staff import Role, Staff
from reception.services import calls, patients, publishing, sheets, slots
from reception.services.calls import Caller
from reception.services.example_people import KNOWN, people
from reception.services.history import History
from reception.services.ids import Ids
from reception.services.sheets import Giving
from reception.storage.late import slots as slot_rows
from reception.storage.reader import Reader
from reception.storage.store import Store

RECEPTIONIST = "Alex King"
ABOUTS = ("Back pain", "Sciatica", "Neck pain", "Knee", "Shoulder", "Hip", "Back pain", "Foot pain")
ENDINGS = (
    Result.CONSULTATION_BOOKED, Result.CONSULTATION_BOOKED, Result.CONSULTATION_BOOKED, Result.NOT_SUITABLE,
    Result.NO_ANSWER, Result.VOICEMAIL, Result.CONSULTATION_BOOKED,
)  # fmt: skip
SETTING_UP = "Set up the example"
TAKEN_OVER = "Taken over from the paper diary"
"""What the history of a patient says who was known from the first morning on."""
MORNING = time(8, 40)
WEEKS_BACK, WEEKS_AHEAD = 7, 6
DAYS_BEFORE, DAYS_AFTER = 2, 8
"""The days around today that are booked one call at a time."""
SHEETS = {"your-discovery-call.md": 300, "your-first-visit.md": 12}
"""Sheets of the example, each with the days until its next review."""
GIVEN = 12
"""How many patients were given one."""
Act = Callable[[], object]
STILL_DUE = 2
"""How many of today's calls wait to be told."""


class _Story:
    """A history whose clock is told what time it is, what is to happen when, and people who have not called yet."""

    def __init__(self, store: Store, ids: Ids, now: datetime) -> None:
        self.now = now
        staff = Staff(id=StaffId(ids.next()), name=RECEPTIONIST, role=Role.MANAGER)
        self.history = History(store, lambda: self.now, ids, staff, "Front desk 1", is_newcomer=True)
        self.random = Random(15)
        self.newcomers = people(ids, now)
        self.known: list[Patient] = []
        self._to_come: list[tuple[datetime, int, Act]] = []
        self._count = count()

    def at(self, moment: datetime, act: Act) -> None:
        """Let something happen at a moment (UTC), after all that happens earlier."""
        heappush(self._to_come, (moment, next(self._count), act))

    def play(self) -> None:
        """Let everything happen in the order of its time, as the journal of a real desk has it."""
        while self._to_come:
            self.now, _, act = heappop(self._to_come)
            act()

    def free(self, window: Span, share: float) -> list[Slot]:
        """Return some of the free slots of a span (UTC), earliest first."""
        with self.history.store.read() as reader:
            free = list(slot_rows.free_between(reader, window, now=self.now))
        chosen = self.random.sample(free, round(len(free) * share))
        return sorted(chosen, key=lambda slot: slot.starts_at)


def fill(store: Store, clock: Callable[[], datetime], ids: Ids) -> None:
    """Put the example into a diary that has just been made."""
    now = clock()
    today = span.london_day(now)
    first = span.monday(today) - timedelta(weeks=WEEKS_BACK)
    story = _Story(store, ids, span.day_span(first).start)
    _start_earlier(story, first)
    publishing.publish(story.history, first=first, weeks=WEEKS_BACK + WEEKS_AHEAD)
    near = today - timedelta(days=DAYS_BEFORE)
    story.known = [next(story.newcomers) for _ in KNOWN]
    story.now = span.instant(first, MORNING)
    _know(story, story.known)
    for monday in span.days(first, near - timedelta(days=1)):
        if monday.weekday() == 0:
            last = min(monday + timedelta(days=6), near - timedelta(days=1))
            story.at(span.day_span(last).end, partial(_fill_week, story, monday, last))
    for day in span.days(near, today + timedelta(days=DAYS_AFTER)):
        _fill_day(story, day, now)
    _wait(story, now)
    _give_sheets(story, now)
    story.play()
    story.now = now


def _start_earlier(story: _Story, first: date) -> None:
    """Let the example rota hold in the past of the example too."""

    def rule(reader: Reader) -> Change:
        edits = tuple(Edit(one, replace(one, valid_from=first)) for one in reader.all(Availability))
        return Change(SETTING_UP, edits)

    story.history.do(rule)


def _know(story: _Story, patients: list[Patient]) -> None:
    edits = tuple(Edit(None, patient) for patient in patients)
    story.history.do(lambda reader: Change(TAKEN_OVER, edits))


# ---- the weeks before


def _fill_week(story: _Story, first: date, last: date) -> None:
    """Add the calls of a week that is over, with what came of them, in one change."""
    edits: list[Edit] = []
    for slot in story.free(span.days_span(first, last), 0.3):
        edits += _past_call(story, slot)
    story.history.do(lambda reader: Change(SETTING_UP, tuple(edits)))


def _past_call(story: _Story, slot: Slot) -> Iterator[Edit]:
    patient = next(story.newcomers)
    yield Edit(None, replace(patient, known_since=slot.starts_at - timedelta(days=2)))
    call = Call(
        id=CallId(story.history.ids.next()),
        slot=slot.id,
        patient=patient.id,
        about=story.random.choice(ABOUTS),
        booked_at=slot.starts_at - timedelta(days=story.random.randint(1, 5)),
        booked_by=story.history.staff.id,
    )
    if story.random.random() < 0.06:
        yield Edit(None, replace(call, status=CallStatus.CANCELLED, cancelled_by=CancelledBy.PATIENT,
                                 cancel_reason="No longer needed"))  # fmt: skip
        return
    results = [story.random.choice(ENDINGS)]
    if results[0] in (Result.NO_ANSWER, Result.VOICEMAIL):
        results += story.random.choice(
            ([Result.CONSULTATION_BOOKED], [Result.NOT_SUITABLE], [Result.NO_ANSWER, Result.VOICEMAIL])
        )
    ended = results[-1] in (Result.CONSULTATION_BOOKED, Result.NOT_SUITABLE)
    status = CallStatus.DONE if ended else CallStatus.NOT_REACHED
    yield Edit(None, replace(call, status=status, outcome=results[-1], attempts=len(results)))
    for number, result in enumerate(results):
        yield Edit(
            None,
            Attempt(
                id=AttemptId(story.history.ids.next()),
                call=call.id,
                at=slot.starts_at + timedelta(minutes=6 + 40 * number),
                by=story.history.staff.id,
                phone=patient.phone,
                result=result,
            ),
        )


# ---- the days around today


def _fill_day(story: _Story, day: date, now: datetime) -> None:
    """Book some slots of a day, and tell what came of the calls that are over; the latest are still to tell."""
    is_today = day == span.london_day(now)
    over = story.free(
        Span(span.day_span(day).start, min(now, span.day_span(day).end)), 0.75 if is_today else 0.4
    )
    told = over[:-STILL_DUE] if is_today else over
    for slot in over:
        _plan_call(story, slot, now, then=partial(_tell, story, slot, not is_today) if slot in told else None)
    ahead = Span(max(now, span.day_span(day).start), span.day_span(day).end)
    share = max(0.06, 0.4 - 0.05 * (day - span.london_day(now)).days)
    for slot in story.free(ahead, share):
        _plan_call(story, slot, now)


def _plan_call(
    story: _Story, slot: Slot, now: datetime, then: Callable[[CallId], object] | None = None
) -> None:
    """Let a call be booked for somebody who is known or, most often, new; `then` happens once it was made."""
    booked_at = min(slot.starts_at, now) - timedelta(days=story.random.randint(0, 4), minutes=20)
    is_near = span.london_day(slot.starts_at) >= span.london_day(now)
    patient = story.known.pop(0) if story.known and is_near else next(story.newcomers)
    caller = Caller(patient=patient.id) if patient.name in KNOWN else Caller(
        name=patient.name, phone=patient.phone, privacy_given=patient.privacy_given_at is not None
    )  # fmt: skip

    def book() -> None:
        try:
            change = calls.book(story.history, slot.id, caller, about=story.random.choice(ABOUTS))
        except Refusal:
            return
        call = next(CallId(e.after.id) for e in change.edits if isinstance(e.after, Call))
        if then is not None:
            story.at(min(slot.starts_at + timedelta(minutes=6), now), partial(then, call))

    story.at(booked_at, book)


def _tell(story: _Story, slot: Slot, is_over: bool, call: CallId) -> None:
    """Tell what came of a call; on a day that is over, nobody was left without an answer."""
    with story.history.store.read() as reader:
        line = calls.get(reader, call)
    if story.random.random() < 0.08:
        calls.cancel(story.history, line.call, by=CancelledBy.PATIENT, reason="No longer needed")
        return
    result = story.random.choice(ENDINGS)
    calls.record(story.history, line.call, result)
    if is_over and result in (Result.NO_ANSWER, Result.VOICEMAIL):
        story.at(story.now + timedelta(minutes=45), partial(_reach, story, call))


def _reach(story: _Story, call: CallId) -> None:
    """Let somebody be reached at the second try."""
    with story.history.store.read() as reader:
        line = calls.get(reader, call)
    calls.record(story.history, line.call, Result.CONSULTATION_BOOKED)


def _wait(story: _Story, now: datetime) -> None:
    """Put a few people on the waiting list, and let a clinician have a meeting."""
    wishes: tuple[tuple[str, dict[str, Any], str], ...] = (
        ("Walter Innes", {"before": time(12)}, "Mornings"),
        ("Petra Novotná", {"after": time(15, 30)}, "After 15:30"),
        ("Stella Okoye", {"weekdays": (5,)}, "Saturdays only"),
        ("Ifan Rhys", {}, "Any time"),
    )
    for number, (name, wish, about) in enumerate(wishes, 2):
        entry = Waiting(id=WaitingId(0), patient=PatientId(0), since=now, about=about, **wish)
        story.at(
            now - timedelta(days=number, minutes=number * 17),
            partial(patients.wait, story.history, name, f"+44770090002{number}", entry),
        )
    story.at(now - timedelta(minutes=50), partial(_meet, story, span.london_day(now) + timedelta(days=1)))


def _meet(story: _Story, day: date) -> None:
    """Block an hour of the first clinician on a day, where it is free."""
    with story.history.store.read() as reader:
        clinician = reader.all(Clinician)[0]
        free = list(slot_rows.free_between(reader, span.day_span(day), now=story.now))
    hour = [s for s in free if s.clinician == clinician.id and span.london(s.starts_at).hour == 15]
    if hour:
        slots.block(story.history, hour, "Team meeting", BlockKind.MEETING)


# ---- sheets


def _give_sheets(story: _Story, now: datetime) -> None:
    """Add two approved sheets, one of them due for review, and give them to some patients."""
    today = span.london_day(now)
    for number, (name, review_in) in enumerate(SHEETS.items()):
        due = today + timedelta(days=review_in)
        story.at(now - timedelta(days=6 - number), partial(_approve, story, name, due))
        for place in range(number, GIVEN, len(SHEETS)):
            story.at(now - timedelta(days=3, minutes=31 * place), partial(_give, story, name, place))


def _approve(story: _Story, name: str, review_due: date) -> None:
    imported = sheets.read_file(resources.path("examples", name))
    draft = next(e.after for e in sheets.add(story.history, imported).edits if isinstance(e.after, Sheet))
    with story.history.store.read() as reader:
        approver = next(one for one in reader.all(Staff) if one.role is Role.CLINICIAN)
    sheets.approve(story.history, draft, review_due=review_due, by=approver)


def _give(story: _Story, name: str, place: int) -> None:
    """Print a sheet for one of those who are newest at that moment."""
    with story.history.store.read() as reader:
        known = [line.patient for line in patients.find(reader, "", limit=GIVEN)]
        approved = sheets.named(reader, name.removesuffix(".md"))
    if place < len(known):
        giving = Giving(edition=sheets.edition_for(known[place]), how=Output.PRINT, patient=known[place].id)
        sheets.give(story.history, approved, giving)
