"""What one edit did to a call, a slot, a patient's card or a try, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reception import phone
from reception.domain import span
from reception.domain.call import Attempt, Call, CallStatus
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import SlotId
from reception.domain.journal import Line
from reception.domain.patient import Patient
from reception.domain.slot import Publication, Slot, SlotState
from reception.domain.stay import Stay


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: a word to count it by, what it was, and from what to what where that can be said."""

    verb: str
    text: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Names:
    """What lines are told with, by id: the slots, clinics and clinicians, patients, and calls parked or let stay."""

    slots: Mapping[int, Slot] = field(default_factory=dict)
    clinics: Mapping[int, Clinic] = field(default_factory=dict)
    clinicians: Mapping[int, Clinician] = field(default_factory=dict)
    patients: Mapping[int, Patient] = field(default_factory=dict)
    calls: Mapping[int, Call] = field(default_factory=dict)

    def place(self, slot: SlotId) -> str:
        """Return `Thu 26 Nov 10:15 London`."""
        found = self.slots.get(slot)
        if found is None:
            return "a slot that is gone"
        return f"{span.moment_text(found.starts_at)} {self.clinics[found.clinic].name}"

    def patient(self, call: Call) -> str:
        """Return the name of whom a call is for."""
        found = self.patients.get(call.patient)
        return found.name if found is not None else "a patient"


def of_call(before: Call | None, after: Call | None, names: Names) -> Iterator[Deed]:
    """Yield what one edit did to a call."""
    if before is None or after is None:
        call = before or after
        assert call is not None
        place = names.place(call.slot)
        yield Deed("booked", f"Booked for {place}", "" if before is None else place, place if after else "")
        return
    if before.slot != after.slot:
        old, new = names.place(before.slot), names.place(after.slot)
        yield Deed("moved", f"Moved from {old} to {new}{_now_with(before, after, names)}", old, new)
    if before.status is not after.status or before.attempts != after.attempts:
        yield _status(before, after)
    else:
        yield from _fields(before, after)


def _now_with(before: Call, after: Call, names: Names) -> str:
    """Return with whom a call is after it was moved, where that changed."""
    old, new = names.slots.get(before.slot), names.slots.get(after.slot)
    if old is None or new is None or old.clinician == new.clinician:
        return ""
    return f", now with {names.clinicians[new.clinician].name}"


def _status(before: Call, after: Call) -> Deed:
    was, now = state_text(before), state_text(after)
    if after.status is CallStatus.CANCELLED:
        text = f"Cancelled by the {after.cancelled_by}: {after.cancel_reason}"
        return Deed("cancelled", text, was, now)
    if before.status is CallStatus.CANCELLED:
        return Deed("un-cancelled", "No longer cancelled: booked again", was, now)
    if after.attempts > before.attempts and after.outcome is not None:
        note = after.notes.removeprefix(before.notes).strip()
        text = f"Recorded “{after.outcome.words}”, try {after.attempts}"
        text += f"; next try {span.moment_text(after.next_try)}" if after.next_try else ""
        return Deed("recorded", f"{text}: {note}" if note else text, was, now)
    if after.status is CallStatus.NOT_REACHED:
        return Deed("closed", "Closed as not reached", was, now)
    return Deed("reopened", "Reopened", was, now)


def state_text(call: Call) -> str:
    """Return where a call stands, in words: `Booked, no answer`."""
    status = call.status.replace("-", " ").capitalize()
    return f"{status}, {call.outcome.words.lower()}" if call.outcome is not None else status


def _fields(before: Call, after: Call) -> Iterator[Deed]:
    for name, caption in (("about", "About"), ("speaking", "Who is speaking"), ("notes", "Notes")):
        yield from _field(caption, getattr(before, name), getattr(after, name))
    if before.next_try != after.next_try and before.slot == after.slot:
        old, new = (span.moment_text(at) if at else "" for at in (before.next_try, after.next_try))
        yield from _field("Next try", old, new)


def _field(caption: str, old: str, new: str) -> Iterator[Deed]:
    """Yield how a field was changed, if it was."""
    if old == new:
        return
    if not old:
        text = f"{caption}: “{new}”"
    elif not new:
        text = f"{caption} taken out: “{old}”"
    else:
        text = f"{caption} changed from “{old}” to “{new}”"
    yield Deed("edited", text, old, new)


def of_stay(stay: Stay, names: Names) -> Deed:
    """Return that a call was let stay, and where; only undo takes that back."""
    return Deed("let stay", f"Let stay on {names.place(stay.slot)}, outside the hours of the rota")


def of_patient(before: Patient | None, after: Patient | None) -> Iterator[Deed]:
    """Yield what one edit changed on a patient's card; a new card is no news beside its call."""
    if before is None or after is None:
        return
    for name, caption in (
        ("name", "Name"), ("email", "Email"), ("postcode", "Postcode"), ("preferred_times", "Preferred times"),
    ):  # fmt: skip
        yield from _field(caption, getattr(before, name), getattr(after, name))
    yield from _field("Phone", phone.national(before.phone), phone.national(after.phone))
    yield from _field("Needs", ", ".join(before.needs), ", ".join(after.needs))
    born = (one.date_of_birth for one in (before, after))
    yield from _field("Date of birth", *(span.day_text(day, year=True) if day else "" for day in born))
    if before.do_not_call != after.do_not_call:
        yield Deed("edited", "Asked not to be called" if after.do_not_call else "May be called again")
    if before.privacy_given_at is None and after.privacy_given_at is not None:
        yield Deed("edited", "Privacy notice given")


def of_slot(before: Slot | None, after: Slot | None, at: datetime) -> Iterator[Deed]:
    """Yield what one edit at a moment (UTC) did to a slot."""
    if before is None or after is None:
        yield Deed("opened", "Opened by hand")
        return
    was, now = slot_state_text(before), slot_state_text(after)
    if after.state is not before.state:
        kind = f" ({after.kind.words.lower()})" if after.kind else ""
        why = f"{kind}: {after.reason}" if after.reason else kind
        if after.state is SlotState.BLOCKED:
            yield Deed("blocked", f"Blocked{why}", was, now)
        elif after.state is SlotState.WITHDRAWN:
            yield Deed("withdrawn", f"Withdrawn{why}", was, now)
        else:
            yield Deed(
                "released", "Released" if before.state is SlotState.BLOCKED else "Offered again", was, now
            )
    elif before.opens_at != after.opens_at:
        if after.opens_at is not None and after.opens_at > at:
            yield Deed("edited", f"Opens for booking on {span.moment_text(after.opens_at)}", was, now)
        else:
            yield Deed("released", "Released", was, now)
    else:
        yield from _field("Reason", before.reason, after.reason)


def slot_state_text(slot: Slot) -> str:
    """Return what is stored of a slot in words, with its reason: `Blocked, team meeting`."""
    state = slot.state.capitalize()
    return f"{state}, {slot.reason}" if slot.reason and slot.state is not SlotState.OPEN else state


def of_publication(line: Line, slot: int) -> Iterator[Deed]:
    """Yield what a publication did to one slot."""
    publication = line.edit.after or line.edit.before
    assert isinstance(publication, Publication)
    days = span.days_text(publication.first, publication.last)
    if publication.opens(slot):
        yield Deed("published", f"Published with {days}, {publication.opened:,} slots")
    else:
        yield Deed("withdrawn", f"Withdrawn when {days} was published: the rota no longer has it")


def of_attempt(before: Attempt | None, after: Attempt | None, names: Names) -> Iterator[Deed]:
    """Yield what was noted about a try later; that it was made is told by its call."""
    if before is None or after is None:
        return
    if (before.consultation_at, before.consultation_clinic) != (
        after.consultation_at,
        after.consultation_clinic,
    ):
        old, new = (_consultation(one, names) for one in (before, after))
        yield Deed("edited", f"Noted the consultation: {new or 'not known'}", old, new)
    yield from _field("Note", before.note, after.note)


def _consultation(attempt: Attempt, names: Names) -> str:
    when = span.moment_text(attempt.consultation_at) if attempt.consultation_at else ""
    where = names.clinics.get(attempt.consultation_clinic) if attempt.consultation_clinic else None
    return " ".join(part for part in (when, where.name if where else "") if part)
