"""A small model of a diary: it works out for itself what must be there after each act, and what undo may take back.

It knows the rules of the desk on its own: what is in it comes from what was asked for, never from what was answered.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import combinations, pairwise
from typing import Any, TypeVar

from reception.domain.availability import Availability
from reception.domain.call import Attempt, Call, CallStatus, CancelledBy, Result
from reception.domain.change import Edit
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.ids import SlotId
from reception.domain.leave import Leave
from reception.domain.patient import Patient
from reception.domain.pin import Pin
from reception.domain.slot import Publication, Slot, SlotState
from reception.domain.span import Span
from tests.support.life.hours import (
    Edits,
    Place,
    Plan,
    days_from,
    london_day,
    on_clock,
    opens_on,
    place_of,
    spans_of,
    works_on,
)

T = TypeVar("T")
KINDS: tuple[type[Any], ...] = (
    Call, Attempt, Pin, Patient, Slot, Closure, Leave, Clinician, Availability, Publication,
)  # fmt: skip
"""What the model knows of a diary: every single one of each kind."""


class Outcome(Enum):
    """What may become of an act."""

    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"


def clash(one: Slot, other: Slot) -> bool:
    """Tell whether a patient may not have calls in both of two slots."""
    return one.span.overlaps(other.span)


@dataclass(frozen=True)
class Step:
    """Something a desk did, by its id and its line in the journal."""

    id: int
    line: int
    edits: Edits


@dataclass
class Steps:
    """What one desk can undo and redo, the next one last, and the step that was refused just now."""

    undo: list[Step] = field(default_factory=list)
    redo: list[Step] = field(default_factory=list)
    refused: Step | None = None


def reversed_(edits: Edits) -> Edits:
    """Return the edits that take others back."""
    return tuple(Edit(edit.after, edit.before) for edit in reversed(edits))


@dataclass
class Model:
    """Everything that is in the diary, and who holds which slot."""

    now: datetime
    holidays: Collection[date] = ()
    things: dict[type[Any], dict[int, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    withdrawn_by: dict[int, int] = field(default_factory=dict)
    held: dict[int, int] = field(default_factory=dict)
    stopped_at: dict[int, int] = field(default_factory=dict)
    """At which line of the journal a closure or leave was added, or a clinician retired, last."""

    def of(self, kind: type[T]) -> dict[int, T]:
        """Return the things of a kind by their ids."""
        return self.things[kind]

    @property
    def calls(self) -> list[Call]:
        """Return every call, oldest first."""
        return [call for _, call in sorted(self.of(Call).items())]

    @property
    def slots(self) -> dict[int, Slot]:
        """Return every slot."""
        return self.of(Slot)

    # ---- what it says

    def live(self, slot: int) -> Call | None:
        """Return the call that takes a slot."""
        return next((one for one in self.calls if one.slot == slot and one.is_live), None)

    def pins_of(self, call: Call) -> list[Pin]:
        """Return the pin of a call, where it is parked."""
        return [pin for pin in self.of(Pin).values() if pin.call == call.id]

    def has_opened(self, slot: Slot) -> bool:
        """Tell whether a slot can be booked by now as far as its opening goes."""
        return slot.opens_at is None or slot.opens_at <= self.now

    def is_closed(self, slot: Slot, since: int = 0) -> bool:
        """Tell whether a slot lies in a closure or leave, or is of somebody retired, from after a line of the journal on."""
        shut = [one for one in self.of(Closure).values() if one.clinic in (None, slot.clinic)]
        away = [one for one in self.of(Leave).values() if one.clinician == slot.clinician]
        parts = (
            on_clock(day, one.starts or time(), one.ends or time.max)
            for one in (*shut, *away)
            for day in days_from(one.first, one.last)
            if self.stopped_at[one.id] > since
        )
        is_in_gap = any(Span(part[0].start, part[-1].end).overlaps(slot.span) for part in parts if part)
        is_retired = self.of(Clinician)[slot.clinician].retired
        return is_in_gap or (is_retired and self.stopped_at[slot.clinician] > since)

    def is_bookable(self, id_: int, desk: int) -> bool:
        """Tell whether a desk can book a slot now."""
        slot = self.slots[id_]
        is_free = slot.state is SlotState.OPEN and self.live(id_) is None
        is_to_come = slot.starts_at >= self.now and self.has_opened(slot)
        return is_free and is_to_come and not self.is_closed(slot) and self.held.get(id_, desk) == desk

    def patient(self, name: str) -> Patient | None:
        """Return the patient of a name."""
        return next((one for one in self.of(Patient).values() if one.name == name), None)

    # ---- what the acts come to

    def settled(self, before: Call, after: Call) -> Edits:
        """Return what a call becomes; one that moves or ends is on the pinboard no more."""
        return self.cleared((Edit(before, after),))

    def cleared(self, edits: Edits) -> Edits:
        """Return edits with the pins that go along with the calls that they move or end."""
        gone = [edit.before for edit in edits if isinstance(edit.before, Pin)]
        calls = ((edit.before, edit.after) for edit in edits)
        pins = [
            pin
            for before, after in calls
            if isinstance(before, Call) and isinstance(after, Call)
            if after.slot != before.slot or after.status is not CallStatus.BOOKED
            for pin in self.pins_of(before)
        ]
        return (*edits, *(Edit(pin, None) for pin in pins if pin not in gone))

    def moved(self, call: Call, to: SlotId) -> Edits:
        """Return what moving a call comes to."""
        return self.settled(call, replace(call, slot=to, next_try=None))

    def cancelled(self, call: Call, by: CancelledBy, reason: str) -> Edits:
        """Return what cancelling a call comes to."""
        status = CallStatus.CANCELLED
        return self.settled(
            call, replace(call, status=status, cancelled_by=by, cancel_reason=reason, next_try=None)
        )

    def recorded(self, call: Call, attempt: Attempt, next_try: datetime | None) -> Edits:
        """Return what a try comes to."""
        status = CallStatus.DONE if attempt.result is Result.NOT_SUITABLE else CallStatus.BOOKED
        after = replace(
            call, status=status, outcome=attempt.result, attempts=call.attempts + 1, next_try=next_try
        )
        return (Edit(None, attempt), *self.settled(call, after))

    def stopped(self, slots: Iterable[Slot], state: SlotState, reason: str) -> Edits:
        """Return what taking slots out of booking comes to."""
        return tuple(Edit(one, replace(one, state=state, reason=reason)) for one in slots)

    def released(self, slots: Iterable[Slot]) -> Edits:
        """Return what giving slots back comes to; they can be booked at once."""

        def freed(slot: Slot) -> Slot:
            opens_at = slot.opens_at if self.has_opened(slot) else self.now
            return replace(slot, state=SlotState.OPEN, reason="", opens_at=opens_at)

        return tuple(Edit(one, freed(one)) for one in slots)

    def is_sound_rule(self, rule: Availability) -> bool:
        """Tell whether a rule has hours for a slot at least, and overlaps none of the same clinician."""
        starts, ends = (at.hour * 60 + at.minute for at in (rule.starts, rule.ends))
        if ends - starts < rule.slot_minutes or (rule.valid_to or date.max) < rule.valid_from:
            return False
        others = (one for one in self.of(Availability).values() if one.id != rule.id)
        return not any(self._meet(rule, other) for other in others)

    @staticmethod
    def is_ever_worked(rule: Availability) -> bool:
        """Tell whether a rule has a day on which it is worked."""
        last = rule.valid_to
        return last is None or any(works_on(rule, day) for day in days_from(rule.valid_from, last))

    @staticmethod
    def _meet(one: Availability, other: Availability) -> bool:
        if one.clinician != other.clinician or one.starts >= other.ends or other.starts >= one.ends:
            return False
        first = max(one.valid_from, other.valid_from)
        days = days_from(first, first + timedelta(weeks=20))
        return any(works_on(one, day) and works_on(other, day) for day in days)

    # ---- publishing

    def plan(
        self, first: date, last: date, whose: Collection[int] | None = None, *, stays: bool = False
    ) -> Plan:
        """Return what publishing some days must do; where what is there `stays`, slots are opened beside it alone."""
        wanted = self._wanted(first, last, whose)
        there = [
            one
            for one in self.slots.values()
            if first <= london_day(one.starts_at) <= last and (whose is None or one.clinician in whose)
        ]
        free = [] if stays else [one for one in there if self._may_go(one)]
        going = self.withdrawn_by.keys() | {one.id for one in free}
        taken: defaultdict[tuple[int, date], list[Span]] = defaultdict(list)
        for one in there:
            if one.id not in going:
                taken[one.clinician, london_day(one.starts_at)].append(one.span)
        chosen: dict[Place, datetime | None] = {}
        for place in sorted(wanted):
            own = taken[place.clinician, london_day(place.start)]
            if not any(span.overlaps(place.span) for span in own):
                chosen[place] = wanted[place]
                own.append(place.span)
        kept = {place_of(one) for one in free if self._is_as_asked(one, chosen)}
        return Plan(
            first, last, opening={place: opens for place, opens in chosen.items() if place not in kept},
            withdrawing=frozenset(one.id for one in free if place_of(one) not in kept),
        )  # fmt: skip

    def _wanted(self, first: date, last: date, whose: Collection[int] | None) -> dict[Place, datetime | None]:
        """Return the slots to come that the rota asks for, and from when on each can be booked, where not at once."""
        wanted: dict[Place, datetime | None] = {}
        for day in days_from(first, last):
            for rule in self.of(Availability).values() if day not in self.holidays else ():
                is_asked = whose is None or rule.clinician in whose
                opens = opens_on(rule, day)
                opens = opens if opens and opens > self.now else None
                for one in spans_of(rule, day) if is_asked else ():
                    if one.start >= self.now and not self.of(Clinician)[rule.clinician].retired:
                        wanted[Place(one.start, rule.clinician, rule.clinic, one.end)] = opens
        return wanted

    def _may_go(self, slot: Slot) -> bool:
        is_to_come, is_taken = slot.starts_at >= self.now, slot.id in self.held
        return slot.state is SlotState.OPEN and is_to_come and not is_taken and self.live(slot.id) is None

    def _is_as_asked(self, slot: Slot, chosen: Mapping[Place, datetime | None]) -> bool:
        """Tell whether a free slot stays: one that has opened once is not shut again."""
        place = place_of(slot)
        has_opened = slot.opens_at is not None and slot.opens_at <= self.now
        return place in chosen and (has_opened or slot.opens_at == chosen[place])

    def published(self, since: int = 0) -> list[Publication]:
        """Return the publications of weeks that are not over, of those after an id alone."""
        today = london_day(self.now)
        there = self.of(Publication).values()
        return [one for one in there if one.last >= today and one.first < one.last and one.id > since]

    def edited(self, seen: Availability, new: Availability, *, publish: bool) -> tuple[Edits, Plan | None]:
        """Return what editing a rule comes to, with what publishing it along is to do."""
        edits = (Edit(seen, new),)
        published = self.published() if publish else []
        if not published or not self.is_sound_rule(new):
            return edits, None
        after = self.after(edits)
        last = max(one.last for one in published)
        return edits, after.plan(london_day(self.now), last, {seen.clinician})

    def comeback(self, edits: Edits, since: int = 0) -> Plan | None:
        """Return the slots of who makes calls again: on the days published after an id, beside all that is there."""
        back = {
            edit.after.id
            for edit in edits
            if isinstance(edit.before, Clinician) and isinstance(edit.after, Clinician)
            and edit.before.retired and not edit.after.retired
        }  # fmt: skip
        has_slots = any(isinstance(edit.before or edit.after, Publication) for edit in edits)
        weeks = self.published(since)
        if not back or has_slots or not weeks:
            return None
        first = max(london_day(self.now), min(one.first for one in weeks))
        after = self.after(edits)
        plan = after.plan(first, max(one.last for one in weeks), back, stays=True)

        def is_published(place: Place) -> bool:
            return any(one.first <= london_day(place.start) <= one.last for one in weeks)

        return replace(plan, opening={p: opens for p, opens in plan.opening.items() if is_published(p)})

    # ---- what comes of edits

    def after(self, edits: Edits, opened: Sequence[Slot] = ()) -> Model:
        """Return the diary as it is after some edits, with the slots that a publication among them opens."""
        made = replace(
            self,
            things={kind: dict(there) for kind, there in self.things.items()},
            withdrawn_by=dict(self.withdrawn_by),
            held=dict(self.held),
            stopped_at=dict(self.stopped_at),
        )
        for edit in edits:
            made._put(edit)
        made.slots.update({slot.id: slot for slot in opened})
        return made

    def _put(self, edit: Edit) -> None:
        value = edit.after if edit.after is not None else edit.before
        assert value is not None
        there = self.things[type(value)]
        if edit.after is None:
            there.pop(value.id, None)
        else:
            there[value.id] = value
        if isinstance(value, Publication):
            self._publish(value, is_back=edit.after is None)
        if isinstance(edit.after, Call):
            self.held.pop(edit.after.slot, None)

    def _publish(self, one: Publication, *, is_back: bool) -> None:
        """Withdraw what is free of the slots that go, and open those that this publication, and nobody since, withdrew."""
        opened, withdrawn = range(one.first_slot, one.first_slot + one.opened), one.withdrawn
        going, coming = (opened, withdrawn) if is_back else (withdrawn, opened)
        for id_ in going:
            if self.slots[id_].state is SlotState.OPEN and self.live(id_) is None:
                self.slots[id_] = replace(self.slots[id_], state=SlotState.WITHDRAWN)
                self.withdrawn_by[id_] = one.id
        for id_ in coming:
            if self.withdrawn_by.get(id_) == one.id:
                self.slots[id_] = replace(self.slots[id_], state=SlotState.OPEN)
                del self.withdrawn_by[id_]

    def outcomes(self, edits: Edits, desk: int, since: int = 0) -> frozenset[Outcome]:
        """Return what may become of edits at a desk: a conflict where a thing is not as they say, else what rules say.

        Those that take back a change may put a call where nothing was offered before it: `since` is its line.
        """
        may = self.after(edits).allows(edits, desk, self.held, since)
        is_there = all(map(self._is_as_before, edits))
        found = {
            Outcome.DONE: is_there and may,
            Outcome.CONFLICT: not is_there,
            Outcome.REFUSED: not may,
        }
        return frozenset(outcome for outcome, is_possible in found.items() if is_possible)

    def _is_as_before(self, edit: Edit) -> bool:
        value = edit.before if edit.before is not None else edit.after
        assert value is not None
        there = self.things[type(value)].get(value.id)
        return there == edit.before

    def allows(self, edits: Edits, desk: int, held: Mapping[int, int], since: int) -> bool:
        """Tell whether the diary may be as it is now, after some edits at a desk."""
        return self.is_sound() and all(self._may_be(edit, desk, held, since) for edit in edits)

    def is_sound(self) -> bool:
        """Tell whether no slot has two calls, no clinician is in two slots at once, and nothing hangs in the air."""
        live = Counter(call.slot for call in self.calls if call.is_live)
        pinned = Counter(pin.call for pin in self.of(Pin).values())
        tried = {one.call for one in self.of(Attempt).values()}
        return (
            max((*live.values(), *pinned.values()), default=1) == 1
            and self.of(Call).keys() >= pinned.keys() | tried
            and self.of(Patient).keys() >= {call.patient for call in self.calls}
            and not any(one.overlaps(following) for one, following in pairwise(self.in_order()))
        )

    def in_order(self) -> list[Slot]:
        """Return the slots that are not withdrawn, by clinician and time."""
        there = (one for one in self.slots.values() if one.state is not SlotState.WITHDRAWN)
        return sorted(there, key=lambda one: (one.clinician, one.starts_at))

    def _may_be(self, edit: Edit, desk: int, held: Mapping[int, int], since: int) -> bool:
        after = edit.after
        if isinstance(after, Call):
            return self._may_be_booked(edit.before, after, desk, held, since)
        if isinstance(after, Slot):
            is_taken = self.live(after.id) is not None or held.get(after.id, desk) != desk
            return after.state is SlotState.OPEN or not is_taken
        if isinstance(after, Availability):
            return self.is_sound_rule(after)
        if isinstance(after, Patient):
            names = Counter((one.name, one.phone) for one in self.of(Patient).values())
            return names[after.name, after.phone] == 1
        value = after or edit.before
        if isinstance(value, Publication):
            gone = (id_ for id_, by in self.withdrawn_by.items() if by == value.id)
            return all(held.get(id_, desk) == desk for id_ in gone)
        if isinstance(after, Pin) and after.call in self.of(Call):
            return self.of(Call)[after.call].status is CallStatus.BOOKED
        return True

    def _may_be_booked(
        self, before: object, call: Call, desk: int, held: Mapping[int, int], since: int
    ) -> bool:
        """Tell whether a call may come into its slot, or be booked again in it; one that was booked there stays."""
        stays = isinstance(before, Call) and before.slot == call.slot and before.is_live
        was_booked = isinstance(before, Call) and before.status is CallStatus.BOOKED
        slot = self.slots[call.slot]
        if call.status is CallStatus.CANCELLED or (stays and was_booked):
            return True
        if not stays and (held.get(slot.id, desk) != desk):
            return False
        if call.status is not CallStatus.BOOKED:
            return True
        if not stays and (slot.state is not SlotState.OPEN or self.is_closed(slot, since)):
            return False
        return self.may_be_called(call, slot)

    def may_be_called(self, call: Call, slot: Slot) -> bool:
        """Tell whether the patient of a call has no other at its time."""
        others = (
            self.slots[one.slot]
            for one in self.calls
            if one.id != call.id and one.patient == call.patient and one.status is CallStatus.BOOKED
        )
        return not any(clash(slot, other) for other in others)

    def taking_back(self, step: Step) -> tuple[Edits, Plan | None]:
        """Return what undoing a step comes to: a patient whom others need stays, who makes calls again has slots."""
        edits = reversed_(step.edits)
        going = {edit.before.id for edit in edits if edit.before is not None}
        needed = {call.patient for call in self.calls if call.id not in going}
        edits = tuple(
            edit
            for edit in edits
            if not (isinstance(edit.before, Patient) and edit.after is None and edit.before.id in needed)
        )
        return self.cleared(edits), self.comeback(edits, since=step.id)

    # ---- what must always hold

    def check(self) -> None:
        """Check that nobody is in two places at once, and that what is booked is open."""
        assert self.is_sound()
        live = [call for call in self.calls if call.is_live]
        for one, other in combinations(live, 2):
            mine, theirs = self.slots[one.slot], self.slots[other.slot]
            assert not mine.overlaps(theirs)
            assert mine.state is theirs.state is SlotState.OPEN
            both_booked = one.status is other.status is CallStatus.BOOKED
            assert not (both_booked and one.patient == other.patient and clash(mine, theirs))
