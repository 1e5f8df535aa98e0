"""Clinics: where they are, whether they are open, and when they next have time for a call."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache, lru_cache

from reception import phone, resources
from reception.domain import clinic as rules
from reception.domain import span
from reception.domain.change import Change
from reception.domain.clinic import Clinic, OpenState
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import OpenDay
from reception.domain.ids import ClinicId
from reception.domain.slot import Slot
from reception.domain.span import Span
from reception.services.history import History
from reception.storage.late import slots
from reception.storage.reader import Reader

NEXT_FREE_DAYS = 366
"""How far ahead the next free call is looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicCard:
    """A clinic with what a caller asks: open now, closures to come, the next free call."""

    clinic: Clinic
    state: OpenState
    closures: tuple[Closure, ...]
    next_free: Slot | None

    @property
    def id(self) -> ClinicId:
        """Return the name of the clinic."""
        return self.clinic.id


@cache
def _kept_holidays() -> dict[str, dict[str, str]]:
    """Return the table of the years around us: the library alone would take a sixth of every start."""
    found: dict[str, dict[str, str]] = json.loads(resources.path("bank_holidays.json").read_text("utf-8"))
    return found


@lru_cache(maxsize=8)
def _holidays(year: int) -> Mapping[date, str]:
    kept = _kept_holidays().get(str(year))
    if kept is not None:
        return {date.fromisoformat(day): name for day, name in kept.items()}
    import holidays

    found = holidays.country_holidays("GB", subdiv="ENG", years=[year])
    return {day: str(name).replace(" (observed)", ", substitute day") for day, name in found.items()}


def bank_holidays(first: date, last: date) -> Mapping[date, str]:
    """Return the bank holidays of England from the first to the last day, by the holidays library."""
    years = (_holidays(year) for year in range(first.year, last.year + 1))
    return {day: name for year in years for day, name in year.items() if first <= day <= last}


def all_open(reader: Reader) -> list[Clinic]:
    """Return the clinics that are not retired, in the order they were added."""
    return [clinic for clinic in reader.all(Clinic) if not clinic.retired]


def named(reader: Reader, name: str) -> Clinic:
    """Return a clinic by its name, in any case; refuse an unknown one."""
    known = all_open(reader)
    for clinic in known:
        if clinic.name.casefold() == name.strip().casefold():
            return clinic
    names = ", ".join(clinic.name for clinic in known)
    raise Refusal(f"There is no clinic “{span.short(name)}”. The clinics are {names}.", field="clinic")


def cards(reader: Reader, now: datetime) -> list[ClinicCard]:
    """Return each clinic with its state at a moment (UTC)."""
    today = span.london_day(now)
    closures, open_days = reader.all(Closure), reader.all(OpenDay)
    holidays = bank_holidays(today, today + timedelta(days=rules.LOOK_AHEAD_DAYS))
    return [_card(reader, clinic, closures, holidays, open_days, now) for clinic in all_open(reader)]


def _card(
    reader: Reader,
    clinic: Clinic,
    closures: list[Closure],
    holidays: Mapping[date, str],
    open_days: list[OpenDay],
    now: datetime,
) -> ClinicCard:
    today = span.london_day(now)
    ahead = Span(now, now + timedelta(days=NEXT_FREE_DAYS))
    coming = [c for c in closures if c.clinic in (None, clinic.id) and c.last >= today]
    return ClinicCard(
        clinic=clinic,
        state=rules.open_state(clinic, closures, holidays, now, open_days),
        closures=tuple(sorted(coming, key=lambda closure: closure.first)),
        next_free=next(slots.free_between(reader, ahead, clinic.id, now=now, limit=1), None),
    )


def open_hours(reader: Reader, clinic: Clinic, around: date) -> Mapping[date, Sequence[Span]]:
    """Return when a clinic is open (UTC) on each day from a day to 60 days later, earliest first."""
    closures, open_days = reader.all(Closure), reader.all(OpenDay)
    last = around + timedelta(days=rules.LOOK_AHEAD_DAYS)
    holidays = bank_holidays(around, last)
    return {
        day: rules.open_spans(clinic, day, closures, holidays, open_days) for day in span.days(around, last)
    }


def edit(history: History, seen: Clinic, new: Clinic) -> Change:
    """Change what is known of a clinic, from what the person saw to what they typed."""
    checked = replace(new, phone=phone.parse(new.phone), email=_email(new.email))
    return history.do(lambda reader: rules.edit(seen, checked, reader.all(Clinic)))


def _email(text: str) -> str:
    """Return an address with a name, an @ and a dotted place; refuse anything else."""
    address = text.strip()
    name, at, place = address.rpartition("@")
    if address and not (at and name and "." in place.strip(".") and " " not in address):
        raise Refusal(
            f"“{span.short(address)}” is not an email address. Type it as name@example.org.", field="email"
        )
    return address


def address_text(clinic: Clinic, organisation: str) -> str:
    """Return the address as it is pasted into a letter."""
    return "\n".join((organisation, *clinic.address))


def map_url(clinic: Clinic) -> str:
    """Return a page of OpenStreetMap that finds the clinic by its postcode."""
    from urllib.parse import urlencode

    where = ", ".join(part for part in (clinic.street, clinic.postcode) if part)
    return "https://www.openstreetmap.org/search?" + urlencode({"query": where})
