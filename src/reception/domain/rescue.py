"""Rescue: a clinician is ill or a clinic closes, from one moment to another without a break; nothing is offered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from reception.domain import absence, span
from reception.domain.change import Change, Edit
from reception.domain.closure import Closure
from reception.domain.errors import Refusal
from reception.domain.gap import Gap
from reception.domain.ids import ClinicianId, ClinicId, ClosureId, LeaveId
from reception.domain.leave import Leave
from reception.domain.span import Span
from reception.domain.text import clean_text

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """Who is away, or which clinic closes (with neither: every clinic), and for how long.

    It begins on the first day, at a time or at its start, and goes on without a break into the last, until a time or
    to its end; times are London's.
    """

    clinician: ClinicianId | None = None
    clinic: ClinicId | None = None
    first: date
    last: date
    starts: time | None = None
    ends: time | None = None
    reason: str = ""

    @property
    def absences(self) -> tuple[Closure | Leave, ...]:
        """Return the closures or leave it comes to: of whole days, and of the part days at its ends; ids come later."""
        return tuple(self._of(*days) for days in self._days())

    def _days(self) -> Iterator[tuple[date, date, time | None, time | None]]:
        if self.first == self.last:
            yield self.first, self.last, self.starts, self.ends
            return
        if self.starts is not None:
            yield self.first, self.first, self.starts, None
        first = self.first + DAY if self.starts is not None else self.first
        last = self.last - DAY if self.ends is not None else self.last
        if first <= last:
            yield first, last, None, None
        if self.ends is not None:
            yield self.last, self.last, None, self.ends

    def _of(self, first: date, last: date, starts: time | None, ends: time | None) -> Closure | Leave:
        if self.clinician is not None:
            return Leave(
                id=LeaveId(0), clinician=self.clinician, first=first, last=last, starts=starts, ends=ends,
                reason=self.reason,
            )  # fmt: skip
        return Closure(
            id=ClosureId(0), clinic=self.clinic, first=first, last=last, starts=starts, ends=ends,
            reason=self.reason,
        )  # fmt: skip

    @property
    def span(self) -> Span:
        """Return the stretch of time (UTC) it takes."""
        first, last = span.day_span(self.first), span.day_span(self.last)
        start = span.edge(self.first, self.starts) if self.starts else first.start
        end = span.edge(self.last, self.ends, last=True) if self.ends else last.end
        return Span(start, end)

    @property
    def days_text(self) -> str:
        """Return `Thu 26 Nov`, `Thu 26 Nov from 11:00`, or `Thu 26 Nov 11:00 – Fri 27 Nov 13:00`."""
        if self.first == self.last:
            return absence.text(self.absences[0], "").strip()
        starts = f" {self.starts:%H:%M}" if self.starts else ""
        ends = f" {self.ends:%H:%M}" if self.ends else ""
        has_years = self.first.year != self.last.year
        first, last = (span.day_text(day, year=has_years) for day in (self.first, self.last))
        return f"{first}{starts} – {last}{ends}"


def check(wanted: Rescue, now: datetime) -> None:
    """Refuse days in the wrong order, and what is over at a moment (UTC): what has been cannot be rescued."""
    today = span.london_day(now)
    for day, field in ((wanted.first, "first"), (wanted.last, "last")):
        span.check_day(day, field=field)
    if wanted.first < today:
        raise Refusal(
            f"{span.day_text(wanted.first, year=True)} is over. Choose {span.day_text(today, year=True)} or a "
            "later day.",
            field="first",
        )
    if wanted.last < wanted.first:
        raise Refusal("The last day is before the first. Change one of them.", field="last")
    if wanted.first == wanted.last and wanted.starts and wanted.ends and wanted.ends <= wanted.starts:
        raise Refusal("It ends before it starts. Change one of the times.", field="ends")
    if wanted.ends == time():
        raise Refusal(
            f"00:00 is where {span.day_text(wanted.last)} begins. Choose a later time, or an earlier last day.",
            field="ends",
        )
    whole = wanted.span
    if whole.end <= whole.start:
        raise Refusal(
            f"There is no such time on {span.day_text(wanted.first)}: the clocks go forward. Change one of the times.",
            field="ends",
        )
    if whole.end <= now:
        raise Refusal(
            f"{wanted.ends:%H:%M} on {span.day_text(wanted.last)} is over. Choose a later time.", field="ends"
        )


def freeze(wanted: Rescue, ids: Sequence[int], name: str, found: Sequence[Gap], now: datetime) -> Change:
    """Offer nothing in it from a moment (UTC) on, in one change; `found` are the gaps that are there already.

    What of it is offered no more anyway is left as it is; where that is all of it, say so.
    """
    check(wanted, now)
    reason = clean_text(wanted.reason, field="reason")
    new = [one for one in wanted.absences if not _is_covered(one, found, now)]
    word = "Away" if wanted.clinician is not None else "Closed"
    if not new:
        raise Refusal(
            f"{name} is {word.lower()} on {wanted.days_text} already, so nothing is left to freeze. "
            "The calls that are left in it are listed under Rescue.",
            field="what",
        )
    edits = tuple(Edit(None, _named(one, id_, reason)) for one, id_ in zip(new, ids, strict=False))
    action = "Added leave" if wanted.clinician is not None else "Closed a clinic"
    return Change(action, edits, f"{name}, {word} {wanted.days_text}")


def _named(one: Closure | Leave, id_: int, reason: str) -> Closure | Leave:
    if isinstance(one, Leave):
        return replace(one, id=LeaveId(id_), reason=reason)
    return replace(one, id=ClosureId(id_), reason=reason)


def _is_covered(one: Closure | Leave, found: Sequence[Gap], now: datetime) -> bool:
    """Tell whether a closure or leave of the same kind keeps all of it, from a moment (UTC) on, from being offered."""
    return all(
        any(gap.span.start <= max(own.span.start, now) and own.span.end <= gap.span.end for gap in same)
        for own in one.gaps
        for same in ([gap for gap in found if _is_alike(gap, own)],)
    )


def _is_alike(gap: Gap, own: Gap) -> bool:
    """Tell whether a gap is of the same clinician, or closes at least the same clinics."""
    if gap.clinician != own.clinician or gap.besides:
        return False
    return gap.clinic in (None, own.clinic)
