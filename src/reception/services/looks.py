"""Since you were away: what others changed in the diary of a clinic since somebody last looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.call import Call
from reception.domain.change import sentence
from reception.domain.closure import Closure
from reception.domain.gap import OpenDay
from reception.domain.ids import ClinicId, StaffId
from reception.domain.journal import Line, Way
from reception.domain.look import ALL, Look
from reception.domain.pin import Pin
from reception.domain.slot import Publication, Slot
from reception.domain.staff import PROGRAM, Staff
from reception.domain.stay import Stay
from reception.services import telling, telling_days
from reception.services.history import History
from reception.services.telling import Told
from reception.services.telling_things import Deed, Names
from reception.storage.late import journal, lines, looks
from reception.storage.reader import Reader

KINDS = (Call, Pin, Stay, Slot, Publication, *telling_days.KINDS)
"""What is told: what stands in the diary and makes it, not the cards, sheets and settings behind it."""
MOST = 500
"""The newest lines are told, and no more: who was away for long looks at the diary itself."""
LOOKED_AT = 5_000
"""Among how many lines of the journal those of one clinic are looked for, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """What others did since a moment (UTC), oldest first; `last` is the newest line of the journal by now.

    `since` is None where somebody looks for the first time; `is_cut` says that more was done than is told.
    """

    since: datetime | None
    lines: tuple[Told, ...]
    last: int
    is_cut: bool = False

    def sentence(self, today: date) -> str:
        """Return `Since 09:20: 2 booked, 1 moved by Joe Moss.`, or nothing."""
        if self.since is None or not (self.lines or self.is_cut):
            return ""
        day = span.london_day(self.since)
        when = span.clock(self.since) if day == today else span.moment_text(self.since)
        if not self.lines:
            return f"Since {when}: more was changed than is told here. Look at the diary itself."
        counts = Counter(line.verb for line in self.lines)
        what = ", ".join(f"{count} {verb}" for verb, count in counts.items())
        return f"Since {when}: {'more than ' if self.is_cut else ''}{what} by {_by(self.lines)}."


def _by(lines: Sequence[Told]) -> str:
    who = list(dict.fromkeys(line.who for line in lines))
    if len(who) <= 2:
        return " and ".join(who)
    return f"{who[0]} and {len(who) - 1} others"


def away(
    reader: Reader, staff: StaffId, clinic: ClinicId | None = None, *, first: Look | None = None
) -> Away:
    """Return what others did at a clinic, or at all, since somebody last looked.

    Who looks for the first time is told what was done since the look `first`, or nothing.
    """
    last = journal.last_seq(reader.connection)
    seen = looks.of_staff(reader, staff)
    kept = [seen[one] for one in {ALL, clinic} if one in seen]
    look = max(kept, key=lambda one: one.seq) if kept else first
    if look is None or look.seq >= last:
        return Away(since=look.at if look else None, lines=(), last=last)
    shown: list[Told] = []
    read, is_all = 0, False
    before: int | None = None
    while not is_all and read < LOOKED_AT and len(shown) <= MOST:
        found = lines.since_line(
            reader.connection, look.seq, KINDS, before=before, besides=(staff, PROGRAM.id), limit=MOST + 1
        )
        shown = [one for one in _all_told(reader, found) if _is_new(one, clinic, seen)] + shown
        read, is_all = read + len(found), len(found) <= MOST
        before = found[-1].seq if found else None
    is_cut = not is_all or len(shown) > MOST
    return Away(since=look.at, lines=tuple(shown[-MOST:]), last=last, is_cut=is_cut)


def _all_told(reader: Reader, found: Sequence[Line]) -> list[Told]:
    """Return what some lines, newest first, did, oldest first.

    A call that is moved or ended leaves the pinboard in the same change: that is told by the call alone.
    """
    names = telling.names(reader, found)
    changed = {(line.entry.change, line.thing) for line in found}
    return [
        one
        for line in reversed(found)
        if (line.entry.change, _call_named(line)) not in changed
        for one in _told(line, names)
    ]


def _call_named(line: Line) -> int | None:
    """Return the id of the call that a line put on the pinboard, took off it, or let stay, or None."""
    value = line.edit.after or line.edit.before
    return value.call if isinstance(value, Pin | Stay) else None


def _is_new(line: Told, clinic: ClinicId | None, seen: dict[int, Look]) -> bool:
    """Tell whether a line belongs to the clinic that is asked for, and was not seen there alone."""
    if not line.clinics:
        return True
    unseen = [one for one in line.clinics if one not in seen or line.seq > seen[one].seq]
    return bool(unseen) if clinic is None else clinic in line.clinics


def _told(line: Line, names: Names) -> list[Told]:
    """Return what a line did, with where it leads to."""
    value = line.edit.after if line.edit.after is not None else line.edit.before
    if isinstance(value, Call | Pin | Stay):
        call = names.calls.get(value.call) if isinstance(value, Pin) else None
        both = (line.edit.after, line.edit.before, call)
        found = [one.slot for one in both if isinstance(one, Call | Stay)]
        there = [names.slots[one] for one in found if one in names.slots]
        return [
            _placed(line, deed, there, telling.of_whom(line, names)) for deed in telling.deeds(line, names)
        ]
    if isinstance(value, Slot):
        when = f"{span.moment_text(value.starts_at)} {names.clinics[value.clinic].name}"
        return [_placed(line, deed, [value], when) for deed in telling.deeds(line, names)]
    made = telling_days.deeds(line, names)
    if not made and isinstance(value, Publication):
        made = [Deed("published", sentence(line.entry.action, line.entry.subject))]
    return [_of_days(line, value, telling.told(line, deed)) for deed in made]


def _placed(line: Line, deed: Deed, slots: Sequence[Slot], of: str) -> Told:
    return replace(
        _counted(line, telling.told(line, deed, of=of)),
        slot=slots[0] if slots else None,
        clinics=tuple(dict.fromkeys(slot.clinic for slot in slots)),
    )


def _of_days(line: Line, value: object, made: Told) -> Told:
    """Return a change of many slots with the day that shows it: a publication, a closure, leave, a weekly rule."""
    both = (line.edit.before, line.edit.after)
    if isinstance(value, Availability):
        clinics = tuple(dict.fromkeys(one.clinic for one in both if isinstance(one, Availability)))
        day: date | None = max(value.valid_from, span.london_day(line.entry.at))
    else:
        clinic = value.clinic if isinstance(value, Closure | OpenDay) else None
        clinics = () if clinic is None else (clinic,)
        day = value.day if isinstance(value, OpenDay) else getattr(value, "first", None)
    return replace(_counted(line, made), day=day, clinics=clinics)


def _counted(line: Line, made: Told) -> Told:
    return replace(made, verb="taken back") if line.entry.way is Way.UNDO else made


def leave(history: History, first: Look | None = None) -> None:
    """Keep, when the window is closed, up to where it was looked at: all of it, where nothing is left to tell.

    `first` is the look of whoever looked for the first time. Who is not on the staff list leaves no trace.
    """
    staff = history.staff.id
    with history.store.read() as reader:
        kept = looks.of_staff(reader, staff).get(ALL, first)
        found = away(reader, staff, first=first)
        is_known = reader.find(Staff, staff) is not None
    if not is_known or kept is None:
        return
    if not (found.lines or found.is_cut) and found.last > kept.seq:
        see(history, found.last)
    elif kept is first:
        with history.store.write() as writer:
            looks.keep(writer, staff, ALL, kept)


def see(history: History, seq: int, clinic: ClinicId | None = None) -> None:
    """Keep that whoever works at this desk has seen what was done at a clinic, or at all, up to a line."""
    with history.store.write() as writer:
        looks.keep(writer, history.staff.id, clinic or ALL, Look(seq, history.now()))
