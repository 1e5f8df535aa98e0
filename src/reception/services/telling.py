"""What happened to a call or a slot, as lines a receptionist reads: from the journal's things before and after."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from reception.domain import span
from reception.domain.call import Attempt, Call
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.ids import ClinicId, SlotId
from reception.domain.journal import Line, Way
from reception.domain.patient import Patient
from reception.domain.pin import Pin
from reception.domain.sheet import Print
from reception.domain.slot import Slot
from reception.domain.stay import Stay
from reception.services.telling_things import (
    Deed,
    Names,
    of_attempt,
    of_call,
    of_patient,
    of_publication,
    of_slot,
    of_stay,
)
from reception.storage.late import lines as journal
from reception.storage.late import sheets
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One line of a history: what was done, by whom, when (UTC); `before` and `after` say from what to what.

    `slot`, or with none `day`, is where it leads to; `clinics` are those it concerns, none stands for all.
    """

    seq: int
    at: datetime
    who: str
    verb: str
    text: str
    before: str = ""
    after: str = ""
    slot: Slot | None = None
    day: date | None = None
    clinics: tuple[ClinicId, ...] = ()

    @property
    def id(self) -> int:
        """Return the name of the line."""
        return self.seq

    @property
    def signed(self) -> str:
        """Return `Ann Kay, Mon 23 Nov 09:21`."""
        return f"{self.who}, {span.moment_text(self.at)}"

    def __str__(self) -> str:
        """Return the whole line: what, who and when."""
        return f"{self.text} · {self.signed}"


def deeds(line: Line, names: Names) -> list[Deed]:
    """Return what a line did, told the way it first came about: an undo tells what it took back."""
    edit = line.edit.reversed() if line.entry.way is Way.UNDO else line.edit
    value = edit.after if edit.after is not None else edit.before
    if isinstance(value, Call):
        return list(of_call(edit.before, edit.after, names))  # type: ignore[arg-type]
    if isinstance(value, Slot):
        return list(of_slot(edit.before, edit.after, line.entry.at))  # type: ignore[arg-type]
    if isinstance(value, Attempt):
        return list(of_attempt(edit.before, edit.after, names))  # type: ignore[arg-type]
    if isinstance(value, Patient):
        return list(of_patient(edit.before, edit.after))  # type: ignore[arg-type]
    if isinstance(value, Pin):
        return [Deed("parked", "Parked on the pinboard") if edit.before is None
                else Deed("taken off the pinboard", "Taken off the pinboard")]  # fmt: skip
    if isinstance(value, Stay):
        return [of_stay(value, names)]
    if isinstance(value, Print):
        return [Deed("printed", f"{line.entry.action}: {line.entry.subject}")]
    return []


def told(line: Line, deed: Deed, *, of: str = "") -> Told:
    """Return a deed as a line of a history; `of` says whose or what it is, where that is not plain."""
    before, after = deed.before, deed.after
    if line.entry.way is Way.UNDO:
        before, after = after, before
    entry, text = line.entry, line.entry.way.told(deed.text)
    return Told(
        seq=line.seq,
        at=entry.at,
        who=entry.who,
        verb=deed.verb,
        text=f"{of}: {text[:1].lower()}{text[1:]}" if of else text,
        before=before,
        after=after,
    )


# ---- a whole history


def names(reader: Reader, lines: Iterable[Line]) -> Names:
    """Return what lines are told with, in one question for each kind of thing."""
    values = [one for line in lines for one in (line.edit.before, line.edit.after) if one is not None]
    edited = [one for one in values if isinstance(one, Call)]
    named = {one.call for one in values if isinstance(one, Pin | Stay)}
    calls = {one.id: one for one in edited} | reader.some(Call, named)
    slots = {one.slot for one in (*values, *calls.values()) if isinstance(one, Call | Stay)}
    patients = {one.patient for one in (*edited, *calls.values())}
    return Names(
        reader.some(Slot, slots),
        {one.id: one for one in reader.all(Clinic)},
        {one.id: one for one in reader.all(Clinician)},
        reader.some(Patient, patients),
        calls,
    )


def history_of_call(reader: Reader, call: Call) -> tuple[Told, ...]:
    """Return what happened to a call, to its patient's card since, and the sheets given, oldest first."""
    given = [one.id for one, _ in sheets.given_to(reader, call.patient)]
    own = journal.of_things(reader.connection, [call.id, call.patient, *given])
    start = next((line.seq for line in own if line.thing == call.id), 0)
    also = journal.naming(reader.connection, (Attempt, Pin, Stay), "call", call.id, since=start)
    lines = [line for line in own if line.thing != call.patient or line.seq >= start] + also
    known = names(reader, lines)
    return _by_line([told(line, deed) for line in lines for deed in deeds(line, known)])


def _by_line(lines: Sequence[Told]) -> tuple[Told, ...]:
    """Return lines oldest first; what was done to one thing in one stroke is one line."""
    found = []
    for _, group in groupby(sorted(lines, key=lambda line: line.seq), key=lambda line: line.seq):
        first, *more = group
        text = "; ".join([first.text, *(one.text for one in more)])
        found.append(replace(first, text=text) if more else first)
    return tuple(found)


def history_of_slot(reader: Reader, slot: SlotId) -> tuple[Told, ...]:
    """Return what happened to a slot, and to each call while it was in it, oldest first."""
    published = journal.publications_of(reader.connection, slot)
    own = journal.of_things(reader.connection, [slot])
    start = min((line.seq for line in (*published, *own)), default=0)
    booked = journal.naming(reader.connection, (Call,), "slot", slot, since=start)
    known = names(reader, booked)
    lines = [told(line, deed) for line in published for deed in of_publication(line, slot)]
    lines += [told(line, deed) for line in own for deed in deeds(line, known)]
    lines += [told(line, deed, of=of_whom(line, known)) for line in booked for deed in deeds(line, known)]
    return _by_line(lines)


def of_whom(line: Line, known: Names) -> str:
    """Return the name of the patient whose call a line changed, parked, took off the pinboard, or let stay."""
    value = line.edit.after or line.edit.before
    call = known.calls.get(value.call) if isinstance(value, Pin | Stay) else value
    return known.patient(call) if isinstance(call, Call) else ""
