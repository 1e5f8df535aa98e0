"""What happened to days and to the rota, in words: closures, leave, days worked all the same, weekly rules."""

from __future__ import annotations

from collections.abc import Iterator

from reception.domain import absence, availability, span
from reception.domain.availability import Availability
from reception.domain.closure import EVERYWHERE, Closure, closure_text
from reception.domain.gap import OpenDay
from reception.domain.journal import Line, Way
from reception.domain.leave import Leave
from reception.services.telling_things import Deed, Names

KINDS = (Closure, Leave, OpenDay, Availability)
"""What has words here."""


def deeds(line: Line, names: Names) -> list[Deed]:
    """Return what a line did, told the way it first came about: an undo tells what it took back."""
    edit = line.edit.reversed() if line.entry.way is Way.UNDO else line.edit
    before, after = edit.before, edit.after
    if isinstance(before, Availability) and isinstance(after, Availability):
        return [_changed(before, after, names)]
    value = after if after is not None else before
    is_new = before is None
    if isinstance(value, Closure):
        return [_added("closures", _place(value, names), closure_text(value), value.reason, is_new)]
    if isinstance(value, Leave):
        return [_added("leave", _whose(value, names), absence.text(value, "away"), value.reason, is_new)]
    if isinstance(value, OpenDay):
        return [_opened(value, names, is_new)]
    if isinstance(value, Availability):
        return [_added("the rota", _whose(value, names), _rule(value, names), "", is_new)]
    return []


def _added(to: str, whose: str, what: str, reason: str, is_new: bool) -> Deed:
    """Return that something was put on a list, or taken off it."""
    verb = f"{'added to' if is_new else 'taken out of'} {to}"
    said = f"{whose}, {what}" + (f" ({reason})" if reason else "")
    before, after = ("", said) if is_new else (said, "")
    return Deed(verb, f"{verb[:1].upper()}{verb[1:]}: {said}", before, after)


def _opened(one: OpenDay, names: Names, is_new: bool) -> Deed:
    who = _whose(one, names) if one.clinician is not None else _place(one, names)
    said = f"{who}, {span.day_text(one.day, year=True)}" + (f" ({one.reason})" if one.reason else "")
    if is_new:
        return Deed("opened all the same", f"Opened all the same: {said}", "", said)
    return Deed("closed again", f"Closed again: {said}", said, "")


def _changed(before: Availability, after: Availability, names: Names) -> Deed:
    """Return which parts of a weekly rule were changed, from what to what."""
    parts = list(zip(_parts(before, names), _parts(after, names), strict=True))
    old = ", ".join(was for was, now in parts if was != now)
    new = ", ".join(now for was, now in parts if was != now)
    whose, hours = _whose(after, names), availability.text(before)
    if not new:
        return Deed("changed in the rota", f"Kept in the rota: {whose}, {_rule(after, names)}")
    return Deed(
        "changed in the rota", f"Changed in the rota: {whose}, {hours}: from {old} to {new}", old, new
    )


def _parts(rule: Availability, names: Names) -> Iterator[str]:
    yield availability.text(rule)
    yield names.clinics[rule.clinic].name
    yield f"slots of {rule.slot_minutes} minutes"
    yield f"gaps of {rule.gap_minutes} minutes" if rule.gap_minutes else "no gaps"
    yield "every week" if rule.every_weeks == 1 else f"every {rule.every_weeks} weeks"
    yield f"first day {span.day_text(rule.valid_from, year=True)}"
    yield f"last day {span.day_text(rule.valid_to, year=True)}" if rule.valid_to else "no last day"
    days = rule.opens_days_before
    yield f"open {days} day{'' if days == 1 else 's'} before" if days else "open at once"


def _rule(rule: Availability, names: Names) -> str:
    return f"{availability.text(rule)} at {names.clinics[rule.clinic].name}"


def _whose(one: Leave | OpenDay | Availability, names: Names) -> str:
    found = names.clinicians.get(one.clinician) if one.clinician is not None else None
    return found.name if found is not None else "a clinician"


def _place(one: Closure | OpenDay, names: Names) -> str:
    return EVERYWHERE if one.clinic is None else names.clinics[one.clinic].name
