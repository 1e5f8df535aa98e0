"""Where the clinics are and when they are open (HL7 FHIR: Location)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClinicId
from reception.domain.patient import fold
from reception.domain.span import Span
from reception.domain.text import clean_edit

LOOK_AHEAD_DAYS = 60
"""How far the next opening is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One stretch of opening hours: weekday (Monday is 0), London wall times."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Clinic:
    """A place where consultations happen, and what a caller asks about it."""

    id: ClinicId
    name: str
    venue: str = ""
    street: str
    district: str = ""
    postcode: str
    phone: str
    email: str
    hours: tuple[Opening, ...] = ()
    parking: str = ""
    lift: str = ""
    entrance: str = ""
    retired: bool = False

    @property
    def address(self) -> tuple[str, ...]:
        """Return the lines of the address as an envelope has them."""
        return tuple(line for line in (self.venue, self.street, self.district, self.postcode) if line)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenState:
    """Open or closed at a moment: until when, or from when again (UTC; None if not in the next 60 days)."""

    is_open: bool
    until: datetime | None = None
    opens: datetime | None = None
    reason: str = ""

    def text(self, now: datetime) -> str:
        """Return `Open until 18:00` or `Closed, opens Mon 09:00`."""
        if self.is_open and self.until is not None:
            return f"Open until {span.clock(self.until)}"
        why = f"Closed ({self.reason})" if self.reason else "Closed"
        if self.opens is None:
            return why
        today, day = span.london_day(now), span.london_day(self.opens)
        if day == today:
            when = span.clock(self.opens)
        elif day - today < timedelta(days=7):
            when = f"{span.DAY_NAMES[day.weekday()]} {span.clock(self.opens)}"
        else:
            when = span.moment_text(self.opens)
        return f"{why}, opens {when}"


def open_spans(
    clinic: Clinic,
    day: date,
    closures: Sequence[Closure],
    holidays: Mapping[date, str],
    open_days: Sequence[OpenDay] = (),
) -> list[Span]:
    """Return when a clinic is open on a day, after closures and bank holidays, unless it is open in spite of them."""
    opened = [one for one in open_days if one.opens(clinic.id, day)]
    if day in holidays and not opened:
        return []
    hours = (h for h in clinic.hours if h.weekday == day.weekday())
    spans = [Span(span.edge(day, h.opens), span.edge(day, h.closes, last=True)) for h in hours]
    for closure in closures:
        if closure.closes(clinic.id, day) and not any(one.is_since(closure.id) for one in opened):
            spans = _without(spans, closure.span_on(day))
    return sorted(spans, key=lambda s: s.start)


def _without(spans: list[Span], gap: Span) -> list[Span]:
    """Cut one stretch out of others."""
    cut = []
    for one in spans:
        if not one.overlaps(gap):
            cut.append(one)
            continue
        if one.start < gap.start:
            cut.append(Span(one.start, gap.start))
        if gap.end < one.end:
            cut.append(Span(gap.end, one.end))
    return cut


def open_state(
    clinic: Clinic,
    closures: Sequence[Closure],
    holidays: Mapping[date, str],
    now: datetime,
    open_days: Sequence[OpenDay] = (),
) -> OpenState:
    """Tell whether a clinic is open at a moment, until when, or when next."""
    today = span.london_day(now)
    for one in open_spans(clinic, today, closures, holidays, open_days):
        if now in one:
            return OpenState(is_open=True, until=one.end)
    opened = [one for one in open_days if one.opens(clinic.id, today)]
    reason = "" if opened else holidays.get(today, "")
    for closure in closures:
        is_spared = any(one.is_since(closure.id) for one in opened)
        if not is_spared and closure.closes(clinic.id, today) and now in closure.span_on(today):
            reason = closure.reason or reason
    for day in span.days(today, today + timedelta(days=LOOK_AHEAD_DAYS)):
        for one in open_spans(clinic, day, closures, holidays, open_days):
            if one.start > now:
                return OpenState(is_open=False, opens=one.start, reason=reason)
    return OpenState(is_open=False, reason=reason)


def hours_text(clinic: Clinic) -> str:
    """Return the hours on one line: `Mon–Sat 09:00–18:00`."""
    by_day = [
        ", ".join(
            f"{h.opens:%H:%M}–{h.closes:%H:%M}"
            for h in sorted(clinic.hours, key=lambda h: h.opens)
            if h.weekday == weekday
        )
        for weekday in range(7)
    ]
    parts: list[str] = []
    start = 0
    for weekday in range(1, 8):
        if weekday == 7 or by_day[weekday] != by_day[start]:
            if by_day[start]:
                name = span.DAY_NAMES[start]
                if weekday - 1 > start:
                    name += f"–{span.DAY_NAMES[weekday - 1]}"
                parts.append(f"{name} {by_day[start]}")
            start = weekday
    return "; ".join(parts) or "closed"


def edit(seen: Clinic, new: Clinic, others: Sequence[Clinic]) -> Change:
    """Change what is known of a clinic; phone and email are checked before."""
    new = _tidied(seen, new)
    for field in ("name", "street", "postcode"):
        if not getattr(new, field).strip():
            raise Refusal(
                f"A clinic needs its {field}. Type it, or press Esc to leave it as it was.", field=field
            )
    for one in new.hours:
        if one.closes <= one.opens:
            raise Refusal(
                f"{span.DAY_NAMES_LONG[one.weekday]} closes at {one.closes:%H:%M}, before it opens at "
                f"{one.opens:%H:%M}. Change one of them.",
                field="hours",
            )
    if new == seen:
        raise Refusal("Nothing was changed.")
    check_name(new, others)
    return Change("Edited a clinic", (Edit(seen, new),), new.name)


def check_name(clinic: Clinic, others: Sequence[Clinic]) -> None:
    """Refuse a name that another clinic has: the desk and the command line know clinics by their names."""
    for other in others:
        if other.id != clinic.id and fold(other.name) == fold(clinic.name):
            raise Refusal(f"There is already a clinic {other.name}. Choose another name.", field="name")


def _tidied(seen: Clinic, clinic: Clinic) -> Clinic:
    """Return a clinic with the texts that were changed as they can be kept."""
    return replace(
        clinic,
        name=clean_edit(seen.name, clinic.name, field="name"),
        venue=clean_edit(seen.venue, clinic.venue, field="venue"),
        street=clean_edit(seen.street, clinic.street, field="street"),
        district=clean_edit(seen.district, clinic.district, field="district"),
        postcode=clean_edit(seen.postcode, clinic.postcode, field="postcode"),
        email=clean_edit(seen.email, clinic.email, field="email"),
        parking=clean_edit(seen.parking, clinic.parking, field="parking", lines=True),
        lift=clean_edit(seen.lift, clinic.lift, field="lift", lines=True),
        entrance=clean_edit(seen.entrance, clinic.entrance, field="entrance", lines=True),
    )
