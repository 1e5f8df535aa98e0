"""The guard: what must hold after every change, undo and redo too, whatever rule made it.

It looks after the save, inside the transaction and under the write lock, so that two calls can swap
and no other desk can slip in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from reception.domain import availability as availability_rules
from reception.domain import clinic as clinic_rules
from reception.domain import clinician as clinician_rules
from reception.domain import gap as gap_rules
from reception.domain import span
from reception.domain import staff as staff_rules
from reception.domain.availability import Availability
from reception.domain.call import Call, CallStatus
from reception.domain.change import Change, Edit, Value
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.gap import Gap
from reception.domain.hold import Hold
from reception.domain.ids import LARGEST
from reception.domain.patient import Patient, Waiting, check_may_be_called, fold
from reception.domain.pin import Pin, check_booked
from reception.domain.sheet import Sheet, SheetStatus
from reception.domain.slot import Publication, Slot, SlotState
from reception.domain.staff import Staff
from reception.storage.late import calls, gaps, holds, journal, patients, sheets, slots
from reception.storage.reader import Reader

WAIT = "Wait until that is done, or ask there."


def check(reader: Reader, change: Change, *, token: int, now: datetime, since: int | None = None) -> None:
    """Refuse a change that leaves the diary in a state no desk could explain.

    `token` is the run of the program that makes it, `now` the instant (UTC): nobody books what another desk holds.
    One that takes back another may put a call where nothing was offered then either: `since` is the line of the journal
    with that other, and only what came after it stands in the way.
    """
    is_first = _is_first_call(change)
    _check_slots(reader, [edit.after for edit in change.edits if isinstance(edit.after, Slot)], token, now)
    for edit in change.edits:
        if isinstance(edit.after, Call):
            _check_call(reader, edit, edit.after, is_first=is_first, since=since)
            _check_hold(reader, edit, edit.after, token, now)
        elif isinstance(one := edit.after or edit.before, Publication):
            _check_publication(reader, one, token, now)
        elif isinstance(edit.after, Pin):
            check_booked(calls.some(reader, [edit.after.call])[edit.after.call].call)
        elif isinstance(edit.after, Patient):
            _check_patient(reader, edit.before, edit.after)
            _check_nobody_calls(reader, edit.before, edit.after)
        elif isinstance(edit.after, Waiting) and edit.after.open:
            check_may_be_called(reader.get(Patient, edit.after.patient))
        elif isinstance(edit.after, Sheet):
            _check_sheet(reader, edit.after)
        elif isinstance(edit.after, Availability):
            availability_rules.check(edit.after, reader.all(Availability))
        elif isinstance(edit.after, Clinic):
            clinic_rules.check_name(edit.after, reader.all(Clinic))
        elif isinstance(edit.after, Staff) and _is_renamed(edit, edit.after):
            staff_rules.check_name(edit.after, reader.all(Staff))
        elif isinstance(edit.after, Clinician) and _is_renamed(edit, edit.after):
            clinician_rules.check_name(edit.after, reader.all(Clinician))


def _is_renamed(edit: Edit, after: Staff | Clinician) -> bool:
    """Tell whether a name is new: who is only retired or brought back keeps theirs."""
    return getattr(edit.before, "name", None) != after.name


def _is_first_call(change: Change) -> bool:
    """Tell whether a change brings one call along with its patient, who then has no other."""
    brought = [edit.after for edit in change.edits if edit.before is None]
    booked = [edit.after for edit in change.edits if isinstance(edit.after, Call)]
    return len(booked) == 1 and any(
        isinstance(new, Patient) and new.id == booked[0].patient for new in brought
    )


def _check_call(reader: Reader, edit: Edit, call: Call, *, is_first: bool, since: int | None) -> None:
    """Check a call that is booked, moved, or taken up again; one that was booked there before stays as it is."""
    before = edit.before if isinstance(edit.before, Call) else None
    stays = before is not None and before.slot == call.slot and before.is_live
    was_booked = before is not None and before.status is CallStatus.BOOKED
    if call.status is not CallStatus.BOOKED or (stays and was_booked):
        return
    slot = reader.get(Slot, call.slot)
    if not stays:
        if slot.state is not SlotState.OPEN:
            raise Refusal(
                f"{span.moment_text(slot.starts_at)} is {slot.state} by now. Choose another time.",
                field="slot",
            )
        check_open(reader, slot, since)
    if is_first:
        return
    patient = reader.get(Patient, call.patient)
    check_may_be_called(patient)
    other = calls.meanwhile(reader, call, slot.span)
    if other is not None:
        has = f"already has a call at {span.moment_text(other)}. Choose another time."
        raise Refusal(f"{patient.name} {has}", field="slot", unnamed=f"This patient {has}")


def _check_hold(reader: Reader, edit: Edit, call: Call, token: int, now: datetime) -> None:
    """Refuse a slot that another desk is just filling in the form for, unless the call was there all along."""
    before = edit.before if isinstance(edit.before, Call) else None
    stays = before is not None and before.slot == call.slot and before.is_live
    if not call.is_live or stays:
        return
    check_not_held(reader, reader.get(Slot, call.slot), token, now)


def check_not_held(
    reader: Reader, slot: Slot, token: int, now: datetime, *, then: str = "Choose another time."
) -> None:
    """Refuse a slot that another run of the program than `token` holds at an instant (UTC); `then` is what to do."""
    _check_hold_of(holds.of_slot(reader, slot.id, now), slot, token, then)


def _check_hold_of(hold: Hold | None, slot: Slot, token: int, then: str) -> None:
    if hold is not None and hold.token != token:
        raise _held(hold, slot.starts_at, then)


def _held(hold: Hold, starts_at: datetime, then: str) -> Refusal:
    at = span.moment_text(starts_at)
    return Refusal(f"{at} is being booked by {hold.who} at {hold.desk}. {then}", field="slot")


def check_open(reader: Reader, slot: Slot, since: int | None = None) -> None:
    """Refuse a slot in a gap, whatever was published; or only in one that came `since` a line of the journal."""
    found = [gap for gap in gaps.in_span(reader, slot.span) if gap.holds(slot)]
    if since is not None:
        found = [gap for gap in found if _came_at(reader, gap) > since]
    if found:
        names = reader.get(Clinic, slot.clinic).name, reader.get(Clinician, slot.clinician).name
        gap_rules.check_offered(slot, names, found)


def _came_at(reader: Reader, gap: Gap) -> int:
    """Return the line of the journal with what made a gap: a closure or leave, or that somebody was retired."""
    thing = gap.absence or gap.clinician or gap.clinic or 0
    for entry in reversed(journal.about(reader.connection, [thing])):
        if any(_makes_gap(edit) for edit in journal.edits_of(reader.connection, entry.change)):
            return entry.seq
    return LARGEST


def _makes_gap(edit: Edit) -> bool:
    """Tell whether an edit adds something, or retires somebody."""
    before, after = edit.before, edit.after
    if isinstance(after, Clinician | Clinic) and isinstance(before, Clinician | Clinic):
        return after.retired and not before.retired
    return before is None


def _check_slots(reader: Reader, changed: Sequence[Slot], token: int, now: datetime) -> None:
    """Let nothing be blocked or withdrawn in which somebody is booked, or that another desk is just booking."""
    stopped = [slot for slot in changed if slot.state is not SlotState.OPEN]
    ids = [slot.id for slot in stopped]
    taken, kept = slots.booked_among(reader, ids), holds.of_slots(reader, ids, now)
    for slot in stopped:
        if slot.id in taken:
            raise Refusal(f"{span.moment_text(slot.starts_at)} is booked. Move or cancel the call first.")
        _check_hold_of(kept.get(slot.id), slot, token, WAIT)


def _check_publication(reader: Reader, publication: Publication, token: int, now: datetime) -> None:
    """Let no slot go that another desk is just booking: publishing leaves it out, undo and redo of it cannot."""
    found = holds.of_publication(reader, publication.id, token, now)
    if found is not None:
        raise _held(*found, WAIT)


def _check_patient(reader: Reader, before: Value | None, patient: Patient) -> None:
    """Refuse a second patient with one name and number; who was looked for under the write lock is not again, once."""
    if before is None and patient.key in reader.unknown:
        reader.unknown.discard(patient.key)
        return
    for other, name in patients.names_with_phone(reader, patient.phone):
        if other != patient.id and fold(name) == fold(patient.name):
            there, use = "There is already a patient", "with this number. Use that one."
            raise Refusal(f"{there} {name} {use}", field="name", unnamed=f"{there} {use}")


def _check_nobody_calls(reader: Reader, before: Value | None, patient: Patient) -> None:
    """Refuse to bring do-not-call back while the patient has a booked call by now."""
    if not patient.do_not_call or (isinstance(before, Patient) and before.do_not_call):
        return
    coming = patients.next_calls(reader, [patient.id])
    if coming:
        has = f"has a call on {span.moment_text(coming[patient.id])} by now. Cancel it first."
        raise Refusal(f"{patient.name} {has}", field="do_not_call", unnamed=f"This patient {has}")


def _check_sheet(reader: Reader, sheet: Sheet) -> None:
    """Let one version of a sheet be approved at a time."""
    approved = [one for one in sheets.versions(reader, sheet.slug) if one.status is SheetStatus.APPROVED]
    if len(approved) > 1:
        other = next(one for one in approved if one.id != sheet.id)
        raise Refusal(f"Version {other.version} of “{other.title}” is approved by now. Withdraw it first.")
