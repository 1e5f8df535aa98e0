"""Coming back: who makes calls again has the slots that publishing withdrew, or left out, while they were retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change
from reception.domain.clinician import Clinician
from reception.domain.publishing import Plan
from reception.domain.slot import Publication
from reception.services import publishing
from reception.services.history import History
from reception.services.publishing import Supposing
from reception.storage.late import publications
from reception.storage.reader import Reader


def with_slots(history: History, reader: Reader, change: Change, since: int = 0) -> Change:
    """Return a change with the slots of the clinicians it brings back, in the days published after an id of a change.

    Nothing is withdrawn by it, also where the rota was changed meanwhile, and what somebody withdrew by hand stays so.
    A change that has its slots is left alone.
    """
    back = [
        edit.after for edit in change.edits if isinstance(edit.after, Clinician) and _is_back(edit.before)
    ]
    back = [one for one in back if not one.retired]
    if not back or any(isinstance(edit.before or edit.after, Publication) for edit in change.edits):
        return change
    now = history.now()
    today = span.london_day(now)
    days = publications.days(reader, today, since)
    if not days:
        return change
    first, last = max(today, min(one for one, _ in days)), max(one for _, one in days)
    supposing = Supposing(people=back, whose=frozenset(one.id for one in back), stays=True)
    found = publishing.plan_of_days(reader, now, first, last, supposing)
    made, opened = publishing.publication(history, _on(found, days))
    return replace(change, edits=(*change.edits, *made), slots=opened)


def _is_back(before: object) -> bool:
    return isinstance(before, Clinician) and before.retired


def _on(found: Plan, days: Sequence[tuple[date, date]]) -> Plan:
    """Keep of a plan what opens on some days."""
    opening = (
        one
        for one in found.opening
        if any(first <= span.london_day(one.span.start) <= last for first, last in days)
    )
    return replace(found, opening=tuple(opening))


def told(reader: Reader, change: Change, clinician: Clinician, now: datetime) -> Change:
    """Return a change that says how many slots came back, or why none did."""
    opened = len(change.slots)
    if opened:
        said = f"{opened:,} slot{'' if opened == 1 else 's'} opened"
    elif not any(rule.clinician == clinician.id for rule in reader.all(Availability)):
        said = "with no hours in the rota"
    elif publications.last_day(reader, span.london_day(now)) is None:
        said = "with no week published"
    else:
        return change
    return replace(change, subject=f"{change.subject}, {said}")
