"""Who calls when: the weekly rules, and the slots they come to (HL7 FHIR: Schedule)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.clinic import Clinic
from reception.domain.errors import Refusal
from reception.domain.ids import AvailabilityId, ClinicianId, ClinicId
from reception.domain.span import Span

SHORTEST_MINUTES, LONGEST_MINUTES = 5, 60
MOST_WEEKS_APART = 8
EVENING = time(18)
"""Hours that begin this late and end earlier are meant to go past midnight."""
LATEST_END = time(23, 59)
MOST_DAYS_BEFORE = 366
"""How long before their day slots can be kept from booking."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """A weekly rule: weekday (Monday is 0), from and to in London wall time, slots one after another.

    Its slots can be booked from `opens_days_before` days before their own day on; 0 is from their publication on.
    """

    id: AvailabilityId
    clinician: ClinicianId
    clinic: ClinicId
    weekday: int
    starts: time
    ends: time
    slot_minutes: int = 15
    gap_minutes: int = 0
    valid_from: date
    valid_to: date | None = None
    every_weeks: int = 1
    example: bool = False
    opens_days_before: int = 0

    def applies(self, day: date) -> bool:
        """Tell whether the rule holds on a day; every n weeks counts from the week of `valid_from`."""
        if day.weekday() != self.weekday or day < self.valid_from:
            return False
        if self.valid_to is not None and day > self.valid_to:
            return False
        weeks = (span.monday(day) - span.monday(self.valid_from)).days // 7
        return weeks % self.every_weeks == 0

    @property
    def first_day(self) -> date:
        """Return the first day it holds on, whether or not it has ended by then."""
        is_over = self.weekday < self.valid_from.weekday()
        weeks = self.every_weeks if is_over else 0
        return span.monday(self.valid_from) + timedelta(weeks=weeks, days=self.weekday)

    @property
    def never_holds(self) -> bool:
        """Tell whether it ends before the first day it would hold on."""
        return self.valid_to is not None and self.valid_to < self.first_day

    def spans_on(self, day: date) -> Iterator[Span]:
        """Yield the slots of a day, in elapsed time: a clock change neither loses nor doubles one.

        Lengths without which the slots would never end are refused here too, whoever asks.
        """
        if not self.applies(day):
            return
        check_lengths(self)
        length = timedelta(minutes=self.slot_minutes)
        step = length + timedelta(minutes=self.gap_minutes)
        for stretch in stretches(day, self.starts, self.ends):
            start = stretch.start
            while start + length <= stretch.end:
                yield Span(start, start + length)
                start += step

    def opens_at(self, day: date) -> datetime | None:
        """Return when (UTC) the slots of a day open for booking, at London's midnight, or None for at once."""
        if not self.opens_days_before:
            return None
        return span.day_span(day - timedelta(days=self.opens_days_before)).start


def stretches(day: date, starts: time, ends: time) -> tuple[Span, ...]:
    """Return when on a London day (UTC) clocks show a time from `starts` on and before `ends`.

    Mostly that is one stretch. Where one of the times comes twice it is two, an hour apart, unless they meet.
    """
    first = Span(span.edge(day, starts), span.edge(day, ends))
    again = Span(span.edge(day, starts, last=True), span.edge(day, ends, last=True))
    if first == again:
        return (first,)
    back = span.edge(day, time(1), last=True)  # in London the clocks go from 02:00 back to 01:00
    first, again = Span(first.start, min(first.end, back)), Span(max(again.start, back), again.end)
    if first.end >= again.start:
        return (Span(first.start, again.end),)
    return tuple(one for one in (first, again) if one.start < one.end)


def text(rule: Availability) -> str:
    """Return `Monday 09:00–12:00`."""
    return f"{span.DAY_NAMES_LONG[rule.weekday]} {rule.starts:%H:%M}–{rule.ends:%H:%M}"


def check(rule: Availability, others: Sequence[Availability]) -> None:
    """Refuse a rule that is empty, out of bounds, or that overlaps another of the same clinician."""
    check_hours(rule)
    if not 1 <= rule.every_weeks <= MOST_WEEKS_APART:
        raise Refusal(f"A rule repeats every 1 to {MOST_WEEKS_APART} weeks.", field="every_weeks")
    if not 0 <= rule.opens_days_before <= MOST_DAYS_BEFORE:
        raise Refusal(
            f"Slots open for booking 0 to {MOST_DAYS_BEFORE} days before their day.",
            field="opens_days_before",
        )
    check_days(rule.valid_from, rule.valid_to)
    for other in others:
        if other.id != rule.id and clash(rule, other):
            raise Refusal(
                f"It overlaps {text(other)} of the same clinician. Change one of them.", field="starts"
            )


def check_days(first: date, last: date | None) -> None:
    """Refuse days between which rules are valid that are in the wrong order, or too far away."""
    if last is not None and last < first:
        raise Refusal("The rule ends before its first day. Change one of the dates.", field="valid_to")
    span.check_day(first, field="valid_from")
    if last is not None:
        span.check_day(last, field="valid_to")


def check_holds(rule: Availability, *, is_new: bool = True) -> None:
    """Refuse a rule that is to be saved and holds on no day; one that is there may go instead."""
    if rule.never_holds:
        way = "Let it last longer" if is_new else "Let it last longer, or remove it"
        raise Refusal(
            f"{text(rule)} makes no slot: its first day would be {span.day_text(rule.first_day, year=True)}, "
            f"after its last. {way}.",
            field="valid_to",
        )


def check_hours(rule: Availability) -> None:
    """Refuse hours that are none, or in which no slot fits."""
    if rule.ends <= rule.starts:
        raise Refusal(f"{text(rule)} ends before it starts{_past_midnight(rule)}", field="ends")
    check_lengths(rule)
    if minutes(rule.ends) - minutes(rule.starts) < rule.slot_minutes:
        can_end_later = minutes(rule.starts) + rule.slot_minutes <= minutes(LATEST_END)
        way = "Let it end later" if can_end_later else "Let it begin earlier"
        raise Refusal(
            f"No slot of {rule.slot_minutes} minutes fits into {text(rule)}. {way}.",
            field="ends" if can_end_later else "starts",
        )


def check_lengths(rule: Availability) -> None:
    """Refuse a slot or a gap that is too short or too long; a slot of no minutes at all would never end."""
    if not SHORTEST_MINUTES <= rule.slot_minutes <= LONGEST_MINUTES:
        raise Refusal(f"A slot lasts {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes.", field="slot_minutes")
    if not 0 <= rule.gap_minutes <= LONGEST_MINUTES:
        raise Refusal(f"A gap lasts 0 to {LONGEST_MINUTES} minutes.", field="gap_minutes")


def _past_midnight(rule: Availability) -> str:
    """Return the end of a refusal: what to do with hours that look as if they went on to midnight, or beyond it."""
    is_late = rule.starts >= EVENING
    if rule.ends == time() or (is_late and minutes(rule.ends) < rule.slot_minutes):
        return f": no rule goes up to midnight. Let it end at {LATEST_END:%H:%M} at the latest."
    if not is_late:
        return ". Change one of the times."
    after = span.DAY_NAMES_LONG[(rule.weekday + 1) % 7]
    return f": no rule goes past midnight. Let it end on the same day, and add the rest on {after}."


def minutes(at: time) -> int:
    """Return the minutes after midnight."""
    return at.hour * 60 + at.minute


def clash(one: Availability, other: Availability) -> bool:
    """Tell whether two rules ever put a clinician in two places at once."""
    if one.clinician != other.clinician or one.weekday != other.weekday:
        return False
    if one.starts >= other.ends or other.starts >= one.ends:
        return False
    first = max(one.valid_from, other.valid_from)
    last = min(one.valid_to or span.LAST_DAY, other.valid_to or span.LAST_DAY)
    if first > last:
        return False
    first += timedelta(days=(one.weekday - first.weekday()) % 7)
    rounds = one.every_weeks * other.every_weeks
    meetings = (first + timedelta(weeks=week) for week in range(rounds))
    return any(day <= last and one.applies(day) and other.applies(day) for day in meetings)


def add(rule: Availability, others: Sequence[Availability], also: Sequence[Availability] = ()) -> Change:
    """Add a weekly rule, and `also` the same hours on other weekdays."""
    added = (rule, *also)
    for number, one in enumerate(added):
        check(one, [*others, *added[:number]])
        check_holds(one)
    subject = text(rule) + (f" and {len(also)} more" if also else "")
    return Change("Added availability", tuple(Edit(None, one) for one in added), subject)


def copies(
    rules: Sequence[Availability],
    *,
    clinician: ClinicianId,
    clinic: ClinicId | None = None,
    weekdays: Collection[int] = (),
    first: date,
    last: date | None = None,
) -> tuple[Availability, ...]:
    """Return rules as they would be for a clinician from a day on; their ids are still those of the originals.

    At a clinic, or with none where they are; on their own weekdays, or, where they are all of one, on others. Who
    comes every n weeks comes in the week of the first day. What would hold on no day until the last is left out.
    """
    check_days(first, last)
    if not rules:
        raise Refusal("There is nothing in this week to copy. Choose another week or day.", field="week")
    if weekdays and len({rule.weekday for rule in rules}) > 1:
        raise Refusal("Only a single day can be copied to other days. Choose the day.", field="day")
    made = [
        replace(
            rule, clinician=clinician, clinic=rule.clinic if clinic is None else clinic, weekday=weekday,
            valid_from=first, valid_to=last, example=False,
        )
        for rule in rules
        for weekday in (sorted(weekdays) or [rule.weekday])
    ]  # fmt: skip
    holding = tuple(one for one in made if not one.never_holds)
    if not holding:
        check_holds(made[0])
    return holding


def copy(copied: Sequence[Availability], others: Sequence[Availability], whose: str) -> Change:
    """Add copies of rules, each with an id of its own."""
    for number, one in enumerate(copied):
        check(one, [*others, *copied[:number]])
    count = f"{len(copied)} rule{'' if len(copied) == 1 else 's'}"
    days = f"from {span.day_text(copied[0].valid_from, year=True)}"
    return Change("Copied availability", tuple(Edit(None, one) for one in copied), f"{whose}, {count} {days}")


def in_week(rules: Sequence[Availability], monday: date) -> list[Availability]:
    """Return the rules that hold in the week of a day, Monday first."""
    start = span.monday(monday)
    held = [rule for rule in rules if rule.applies(start + timedelta(days=rule.weekday))]
    return sorted(held, key=lambda rule: (rule.weekday, rule.starts, rule.id))


def keep(rules: Sequence[Availability], whose: str) -> Change:
    """Take example rules over as they are."""
    edits = tuple(Edit(rule, replace(rule, example=False)) for rule in rules if rule.example)
    if not edits:
        raise Refusal("No rule of this rota is an example any more.")
    return Change("Kept the example rota", edits, whose)


def edit(seen: Availability, new: Availability, others: Sequence[Availability]) -> Change:
    """Change a weekly rule."""
    if new == seen:
        raise Refusal("Nothing was changed.")
    check(new, others)
    check_holds(new, is_new=False)
    return Change("Edited availability", (Edit(seen, new),), text(new))


def remove(rule: Availability) -> Change:
    """Take a weekly rule out; slots already published stay until publishing again."""
    return Change("Removed availability", (Edit(rule, None),), text(rule))


def is_outside_hours(rule: Availability, clinic: Clinic) -> bool:
    """Tell whether a rule reaches outside the opening hours of its clinic."""
    hours = [h for h in clinic.hours if h.weekday == rule.weekday]
    return not any(h.opens <= rule.starts and rule.ends <= h.closes for h in hours)
