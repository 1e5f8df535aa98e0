"""Availability: the weekly rules, what a change of them would come to, and saving it along with publishing it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from reception.domain import availability as rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId
from reception.services import publishing
from reception.services.history import History, Rule
from reception.services.publishing import Proposal, Supposing
from reception.storage.late import publications
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """A week of a clinician, or one weekday of it, and to whom, where, on which days and from when it is copied.

    With no clinic each rule stays where it is; with no other weekdays on its own day; with no last day for good.
    """

    source: ClinicianId
    week: date
    weekday: int | None = None
    to: ClinicianId
    clinic: ClinicId | None = None
    weekdays: frozenset[int] = frozenset()
    first: date
    last: date | None = None


def rota(reader: Reader) -> list[Availability]:
    """Return every weekly rule, by weekday and time."""
    return sorted(reader.all(Availability), key=lambda rule: (rule.weekday, rule.starts, rule.valid_from))


def add(
    history: History, rule: Availability, weekdays: Collection[int] = (), *, publish: bool = False
) -> Change:
    """Add a weekly rule, on its own weekday or on several; ids are given here."""

    def change(reader: Reader) -> Change:
        made = [replace(one, id=_id(history)) for one in on_weekdays(rule, weekdays)]
        _check_working(reader, made)
        return rules.add(made[0], reader.all(Availability), made[1:])

    return _do(history, change, publish)


def on_weekdays(rule: Availability, weekdays: Collection[int]) -> list[Availability]:
    """Return a new rule on each of some weekdays, or on its own with none given."""
    return [replace(rule, weekday=weekday, example=False) for weekday in (sorted(weekdays) or [rule.weekday])]


def copy(history: History, copying: Copying, *, publish: bool = False) -> Change:
    """Copy a week, or a day, of a clinician; refuse where it overlaps what is there."""

    def change(reader: Reader) -> Change:
        made = [replace(one, id=_id(history)) for one in copied(reader, copying)]
        _check_working(reader, made)
        return rules.copy(made, reader.all(Availability), reader.get(Clinician, copying.to).name)

    return _do(history, change, publish)


def copied(reader: Reader, copying: Copying) -> tuple[Availability, ...]:
    """Return the rules that copying would add."""
    own = [rule for rule in reader.all(Availability) if rule.clinician == copying.source]
    held = rules.in_week(own, copying.week)
    chosen = [rule for rule in held if copying.weekday in (None, rule.weekday)]
    return rules.copies(
        chosen, clinician=copying.to, clinic=copying.clinic, weekdays=copying.weekdays,
        first=copying.first, last=copying.last,
    )  # fmt: skip


def keep(history: History, clinician: Clinician) -> Change:
    """Take over the example rota of a clinician as it is."""

    def rule(reader: Reader) -> Change:
        own = [one for one in rota(reader) if one.clinician == clinician.id]
        return rules.keep(own, clinician.name)

    return history.do(rule)


def edit(history: History, seen: Availability, new: Availability, *, publish: bool = False) -> Change:
    """Change a weekly rule; it is no longer the example."""
    made = replace(new, example=False)

    def change(reader: Reader) -> Change:
        _check_working(reader, [made])
        return rules.edit(seen, made, reader.all(Availability))

    return _do(history, change, publish)


def remove(history: History, rule: Availability, *, publish: bool = False) -> Change:
    """Take a weekly rule out."""
    return _do(history, lambda reader: rules.remove(rule), publish)


def _id(history: History) -> AvailabilityId:
    return AvailabilityId(history.ids.next())


def _check_working(reader: Reader, made: Sequence[Availability]) -> None:
    """Refuse hours of who makes no calls any more, or at a clinic that is no more."""
    for rule in made:
        clinician, clinic = reader.get(Clinician, rule.clinician), reader.get(Clinic, rule.clinic)
        if clinician.retired:
            raise Refusal(f"{clinician.name} is retired. Bring them back first, under Clinicians.")
        if clinic.retired:
            raise Refusal(f"{clinic.name} is retired. Choose another clinic.", field="clinic")


# ---- what it comes to


def effect(
    reader: Reader, now: datetime, *, before: Sequence[Availability] = (), after: Sequence[Availability] = ()
) -> Proposal | None:
    """Return what rules that go and rules that come would change of the days published; None where none is.

    It is about the clinicians whose rules they are, from today to the last day published. Refuse rules that cannot
    be, each beside those that stay and those before it.
    """
    gone = {rule.id for rule in before}
    new = [rule for rule in reader.all(Availability) if rule.id not in gone]
    for number, rule in enumerate(after):
        rules.check(rule, [*new, *after[:number]])
    today = span.london_day(now)
    last = publications.last_day(reader, today)
    if last is None:
        return None
    whose = frozenset(rule.clinician for rule in (*before, *after))
    supposing = Supposing(rules=[*new, *after], whose=whose)
    return publishing.proposal(reader, publishing.plan_of_days(reader, now, today, last, supposing))


def _do(history: History, rule: Rule, publish: bool) -> Change:
    """Change the rules, and with `publish` in the same change what is published of those whose rules they are."""
    if not publish:
        return history.do(rule)

    def both(reader: Reader) -> Change:
        change = rule(reader)
        before = [one.before for one in change.edits if isinstance(one.before, Availability)]
        after = [one.after for one in change.edits if isinstance(one.after, Availability)]
        found = effect(reader, history.now(), before=before, after=after)
        if found is None or found.plan.is_empty:
            return change
        made, opened = publishing.publication(history, found.plan)
        subject = f"{change.subject}, {publishing.counts(found.plan)}"
        return Change(f"{change.action} and published", (*change.edits, *made), subject, opened)

    return history.do(both)
