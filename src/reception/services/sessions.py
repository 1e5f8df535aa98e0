"""An extra session: hours of a clinician on one day alone; its slots are there at once, and publishing keeps them.

It is a rule of the rota that holds on that day, so undoing it, publishing again and changing it are what they are of
any other rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from reception.domain import availability as rules
from reception.domain import gap as gap_rules
from reception.domain import span
from reception.domain.availability import Availability
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import LONGEST_SLOT, OpenDay
from reception.domain.ids import AvailabilityId, OpenDayId
from reception.domain.leave import Leave
from reception.domain.publishing import Offer, Plan
from reception.domain.rota import Calendar, Place, Why, clock_change
from reception.domain.span import Span
from reception.services import open_days, overruling, publishing
from reception.services.clinics import bank_holidays
from reception.services.history import History
from reception.storage.late import gaps, slots
from reception.storage.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What there is to know before a session is added: its slots, why nothing is offered then, and who works anyway.

    `clocks` says what a change of the clocks makes of it, or nothing.
    `opening` are the days that would be opened for it: of the clinic, of the clinician, or of both.
    """

    slots: int
    clocks: str = ""
    reasons: tuple[str, ...] = ()
    opening: tuple[OpenDay, ...] = ()
    is_outside_hours: bool = False


def on_day(rule: Availability) -> Availability:
    """Return a rule as one of its first day alone."""
    day = rule.valid_from
    return replace(
        rule, weekday=day.weekday(), valid_to=day, every_weeks=1, example=False, opens_days_before=0
    )


def before(reader: Reader, now: datetime, wanted: Availability) -> Before:
    """Return what there is to know of a session that is wanted; refuse one that cannot be."""
    rule = on_day(wanted)
    _check(reader, rule)
    places = _places(rule)
    _check_places(reader, now, rule, places)
    reasons, opening = _in_the_way(reader, rule, places)
    where = reader.get(Clinic, rule.clinic)
    return Before(
        slots=len(places),
        clocks=clock_change(rule, rule.valid_from),
        reasons=tuple(reasons),
        opening=tuple(opening),
        is_outside_hours=rules.is_outside_hours(rule, where),
    )


def add(history: History, wanted: Availability, *, works_anyway: bool = False) -> Change:
    """Add a session, and its slots, as one change.

    On a bank holiday, a closed day or leave it is refused unless it is said that the day is worked all the same; then
    the rota holds on it too, and its slots come along where the day is published.
    """

    def rule(reader: Reader) -> Change:
        made = replace(on_day(wanted), id=AvailabilityId(history.ids.next()))
        found = before(reader, history.now(), made)
        if found.opening and not works_anyway:
            raise Refusal(
                f"{'; '.join(found.reasons)}. Say that the day is worked, or choose another.", field="works"
            )
        overruling.come_later(history, reader)
        opened = [replace(one, id=OpenDayId(history.ids.next())) for one in found.opening]
        edits = [Edit(None, made), *(edit for one in opened for edit in _opened(reader, one))]
        besides = open_days.plan_of(history, reader, opened) if opened else None
        offers = [Offer(place) for place in _places(made)] + list(besides.opening if besides else ())
        plan = Plan(first=made.valid_from, last=made.valid_from, opening=tuple(offers))
        publication, rows = publishing.publication(history, plan)
        return Change("Added an extra session", (*edits, *publication), _subject(reader, made), rows)

    return history.do(rule)


def _places(rule: Availability) -> list[Place]:
    return [Place(rule.clinic, rule.clinician, one) for one in rule.spans_on(rule.valid_from)]


def _check(reader: Reader, rule: Availability) -> None:
    """Refuse hours that are none, of nobody, or in which the clinician has others already."""
    for one in (reader.get(Clinician, rule.clinician), reader.get(Clinic, rule.clinic)):
        if one.retired:
            raise Refusal(f"{one.name} is retired. Choose another.")
    rules.check(rule, reader.all(Availability))
    _check_clocks(rule)


def _check_places(reader: Reader, now: datetime, rule: Availability, places: Sequence[Place]) -> None:
    """Refuse slots that are none, over, or where the clinician has some already."""
    if not places:
        raise Refusal("The clocks leave no time for a slot then. Choose other times.", field="starts")
    if places[0].span.start < now:
        at = span.moment_text(places[0].span.start)
        raise Refusal(f"{at} is over. Choose a later time.", field="starts")
    clinician = reader.get(Clinician, rule.clinician)
    _check_free(reader, clinician, Span(places[0].span.start, places[-1].span.end))


def _check_clocks(rule: Availability) -> None:
    """Refuse a start or an end in the hour that a change of the clocks leaves out, or brings twice."""
    day, ends = rule.valid_from, rule.ends
    span.instant_by_hand(day, rule.starts, field="starts")
    just_before = (datetime.combine(day, ends) - timedelta(minutes=1)).time()
    if span.candidates(day, ends) or not span.candidates(day, just_before):
        span.instant_by_hand(day, ends, field="ends")


def _check_free(reader: Reader, clinician: Clinician, whole: Span) -> None:
    around = Span(whole.start - LONGEST_SLOT, whole.end)
    there = (slot for slot in slots.between(reader, around) if slot.clinician == clinician.id)
    taken = next((slot for slot in there if slot.span.overlaps(whole)), None)
    if taken is not None:
        where, at = reader.get(Clinic, taken.clinic).name, span.moment_text(taken.starts_at)
        raise Refusal(
            f"{clinician.name} has a slot on {at} in {where} already. Choose other times.", field="starts"
        )
    by_hand = (slot for slot in slots.withdrawn_by_hand(reader, around) if slot.clinician == clinician.id)
    gone = next((slot for slot in by_hand if slot.span.overlaps(whole)), None)
    if gone is not None:
        at = span.moment_text(gone.starts_at)
        raise Refusal(
            f"A slot of {clinician.name} on {at} was withdrawn. Bring it back, or choose other times.",
            field="starts",
        )


def _in_the_way(
    reader: Reader, rule: Availability, places: Sequence[Place]
) -> tuple[list[str], list[OpenDay]]:
    """Return why nothing would be offered, and the days to open so that it is."""
    day = rule.valid_from
    calendar = Calendar(
        holidays=bank_holidays(day, day),
        closures=reader.all(Closure),
        leave=reader.all(Leave),
        open_days=reader.all(OpenDay),
    )
    names = reader.get(Clinic, rule.clinic).name, reader.get(Clinician, rule.clinician).name
    reasons, of_clinic, of_clinician = [], False, False
    for why, gap in calendar.gaps(day, day).get(day, []):
        if any(gap.takes(place.clinic, place.clinician, place.span) for place in places):
            is_holiday = why is Why.HOLIDAY
            reasons.append(
                f"{span.day_text(day, year=True)} is a bank holiday ({gap.reason})"
                if is_holiday
                else gap_rules.why(gap, *names)
            )
            of_clinician |= why is Why.AWAY
            of_clinic |= why is not Why.AWAY
    opening = [OpenDay(id=OpenDayId(0), day=day, clinic=rule.clinic)] if of_clinic else []
    if of_clinician:
        opening.append(OpenDay(id=OpenDayId(0), day=day, clinician=rule.clinician))
    return reasons, opening


def _opened(reader: Reader, one: OpenDay) -> tuple[Edit, ...]:
    found = gaps.in_span(reader, span.day_span(one.day))
    return gap_rules.open_day(one, reader.all(OpenDay), open_days.name_of(reader, one), found).edits


def _subject(reader: Reader, rule: Availability) -> str:
    who, where = reader.get(Clinician, rule.clinician).name, reader.get(Clinic, rule.clinic).name
    day = span.day_text(rule.valid_from, year=True)
    return f"{who}, {where}, {day} {rule.starts:%H:%M}–{rule.ends:%H:%M}"
