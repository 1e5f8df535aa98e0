"""What a start reads before SQLAlchemy is there, on the driver itself: importing that takes longer than all the rest.

Each function reads the very same as its namesake in `calls`, `slots` or `patients`; `late` chooses between the two.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from reception.domain import gap as gap_rules
from reception.domain import span as london
from reception.domain.call import Call, CallLine, CallStatus, CancelledBy, Result
from reception.domain.clinic import Clinic, Opening
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.gap import Gap, OpenDay
from reception.domain.hold import Hold
from reception.domain.ids import ClinicId, SlotId
from reception.domain.leave import Leave
from reception.domain.organisation import ORGANISATION, USUAL_ATTEMPTS
from reception.domain.patient import Patient, Waiting
from reception.domain.slot import BlockKind, Slot, SlotState
from reception.domain.span import Span
from reception.domain.staff import Role, Staff
from reception.storage.reader import Reader

V = TypeVar("V")
Decode = Callable[[Any], Any]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
TABLES: dict[type[Any], str] = {
    Clinic: "clinics", Closure: "closures", Clinician: "clinicians", Staff: "staff", Slot: "slots", Call: "calls",
    Patient: "patients", Waiting: "waiting", Leave: "leaves", OpenDay: "open_days",
}  # fmt: skip


class NotEarly(Exception):  # noqa: N818 (a way out, seen by nobody: the question is asked again)
    """A question asks for more than the driver alone answers."""


class EarlyReader(Reader):
    """Reads values in one transaction of SQLite's driver."""

    def __init__(self, raw: Any) -> None:
        self._every = {}
        self.execute = raw.cursor().execute

    @property
    def connection(self) -> Any:
        """Raise NotEarly: SQLAlchemy is not there yet."""
        raise NotEarly

    def find(self, kind: type[V], id_: int) -> V | None:
        """Raise NotEarly."""
        raise NotEarly

    def _read_all(self, kind: type[V]) -> list[V]:
        if kind not in TABLES:
            raise NotEarly
        return [
            build(kind, row)
            for row in self.execute(f"SELECT {COLUMNS[kind]} FROM {TABLES[kind]} ORDER BY id")
        ]

    def pragma(self, name: str) -> int:
        """Return a number that SQLite keeps beside the tables."""
        return int(self.execute(f"PRAGMA {name}").fetchone()[0])


# ---- rows to values


@lru_cache(maxsize=1024)
def _instant(plain: int) -> datetime:
    return EPOCH + timedelta(microseconds=plain)


def _hours(plain: str) -> tuple[Opening, ...]:
    return tuple(
        Opening(weekday=day, opens=time.fromisoformat(opens), closes=time.fromisoformat(closes))
        for day, opens, closes in json.loads(plain)
    )


DECODE: dict[str, Decode] = {
    "datetime": _instant, "date": date.fromisoformat, "time": time.fromisoformat, "bool": bool,
    "tuple[Opening, ...]": _hours, "tuple[str, ...]": lambda plain: tuple(json.loads(plain)),
    "tuple[int, ...]": lambda plain: tuple(json.loads(plain)),
    **{kind.__name__: {str(one): one for one in kind}.__getitem__
       for kind in (SlotState, BlockKind, CallStatus, Result, CancelledBy, Role)},
}  # fmt: skip
"""How the plain form of a field's type is read; what is not named here is kept as it is."""


FIELDS: dict[type[Any], tuple[tuple[str, Decode | None], ...]] = {
    kind: tuple((field.name, DECODE.get(str(field.type).removesuffix(" | None"))) for field in fields(kind))
    for kind in TABLES
}
"""By kind: the name of each field, and how its plain form is read."""
COLUMNS = {kind: ", ".join(f'{TABLES[kind]}."{name}"' for name, _ in told) for kind, told in FIELDS.items()}


def build(kind: type[V], cells: Sequence[Any]) -> V:
    """Return a value from its plain cells, in the order of its fields."""
    told = zip(FIELDS[kind], cells, strict=True)
    return kind(
        **{
            name: plain if plain is None or decode is None else decode(plain)
            for (name, decode), plain in told
        }
    )


def plain(moment: datetime) -> int:
    """Return an instant as SQLite keeps it."""
    return (moment - EPOCH) // MICROSECOND


# ---- the reads of the first screens

LIVE = (
    f"EXISTS (SELECT 1 FROM calls WHERE calls.slot = slots.id AND calls.status <> '{CallStatus.CANCELLED}')"
)
HELD = "EXISTS (SELECT 1 FROM holds WHERE holds.slot = slots.id AND holds.until > :now AND holds.token <> :token)"
WRONG = (
    f"calls.outcome IS '{Result.WRONG_NUMBER}' AND EXISTS (SELECT 1 FROM attempts WHERE attempts.call = calls.id "
    f"AND attempts.result = '{Result.WRONG_NUMBER}' AND attempts.phone = patients.phone)"
)
TRIES = f"(SELECT organisations.attempts FROM organisations WHERE organisations.id = {ORGANISATION})"
JOINED = "calls JOIN slots ON calls.slot = slots.id JOIN patients ON calls.patient = patients.id"
OF_SPAN = "slots.starts_at >= :start AND slots.starts_at < :end"


def _wanted(condition: str, clinic: int | None, **values: object) -> tuple[str, dict[str, object]]:
    """Return a condition, also of one clinic where one is wanted, and what it is about."""
    if clinic is None:
        return condition, values
    return f"{condition} AND slots.clinic = :clinic", {**values, "clinic": clinic}


def _ends(span: Span) -> dict[str, int]:
    return {"start": plain(span.start), "end": plain(span.end)}


def slots_shown(reader: EarlyReader, span: Span, clinic: ClinicId | None = None) -> list[Slot]:
    """Return the slots that start in a span (UTC), also those that people, not a publication, withdrew."""
    shown = f"{OF_SPAN} AND (slots.state <> '{SlotState.WITHDRAWN}' OR slots.withdrawn_by IS NULL)"
    where, values = _wanted(shown, clinic, **_ends(span))
    query = f"SELECT {COLUMNS[Slot]} FROM slots WHERE {where} ORDER BY starts_at, clinic, clinician, id"
    return [build(Slot, row) for row in reader.execute(query, values)]


def gaps_in_span(reader: EarlyReader, span: Span) -> tuple[Gap, ...]:
    """Return the gaps that touch a span (UTC)."""
    first, last = london.london_day(span.start), london.london_day(span.end)
    absences: list[Closure | Leave] = [*reader.all(Closure), *reader.all(Leave)]
    near = (one for one in absences if one.last >= first and one.first <= last)
    found = [gap for one in near for gap in one.gaps]
    opened = [one for one in reader.all(OpenDay) if first <= one.day <= last] if found else []
    retired = [gap_rules.for_good(span, clinic=one.id) for one in reader.all(Clinic) if one.retired]
    retired += [gap_rules.for_good(span, clinician=one.id) for one in reader.all(Clinician) if one.retired]
    return (*retired, *gap_rules.in_window(found, opened, span))


def _inside(gap: Gap) -> str:
    """Return the condition of a slot in a gap; it is made of numbers alone."""
    inside = [f"slots.starts_at < {plain(gap.span.end)}", f"slots.ends_at > {plain(gap.span.start)}"]
    inside += [f"slots.clinic = {gap.clinic:d}"] if gap.clinic is not None else []
    inside += [f"slots.clinician = {gap.clinician:d}"] if gap.clinician is not None else []
    inside += [f"slots.clinic NOT IN ({', '.join(f'{one:d}' for one in gap.besides)})"] if gap.besides else []
    return " AND ".join(inside)


def free_between(
    reader: EarlyReader,
    span: Span,
    clinic: ClinicId | None = None,
    clinician: int | None = None,
    *,
    now: datetime,
    token: int = 0,
    limit: int | None = None,
) -> Iterator[Slot]:
    """Yield the slots that start in a span (UTC) and can be booked at an instant, earliest first."""
    if clinician is not None:
        raise NotEarly
    where, values = _wanted(
        f"{OF_SPAN} AND slots.state = '{SlotState.OPEN}' AND NOT {LIVE} AND NOT {HELD} "
        "AND (slots.opens_at IS NULL OR slots.opens_at <= :now)"
        + "".join(f" AND NOT ({_inside(gap)})" for gap in gaps_in_span(reader, span)),
        clinic,
        **_ends(span),
    )
    query = (
        f"SELECT {COLUMNS[Slot]} FROM slots WHERE {where} ORDER BY starts_at, clinic, clinician LIMIT :limit"
    )
    values |= {"now": plain(now), "token": token, "limit": -1 if limit is None else limit}
    for row in reader.execute(query, values).fetchall():
        yield build(Slot, row)


def _lines(reader: EarlyReader, where: str, values: dict[str, object], order: str) -> list[CallLine]:
    clinics = {clinic.id: clinic for clinic in reader.all(Clinic)}
    clinicians = {clinician.id: clinician for clinician in reader.all(Clinician)}
    of_slot, of_patient = len(FIELDS[Call]), len(FIELDS[Call]) + len(FIELDS[Slot])
    chosen = f"{COLUMNS[Call]}, {COLUMNS[Slot]}, {COLUMNS[Patient]}, {WRONG}, {TRIES}"
    found = []
    for row in reader.execute(f"SELECT {chosen} FROM {JOINED} WHERE {where} ORDER BY {order}", values):
        slot = build(Slot, row[of_slot:of_patient])
        found.append(
            CallLine(
                call=build(Call, row[:of_slot]),
                slot=slot,
                patient=build(Patient, row[of_patient:-2]),
                clinic=clinics[slot.clinic],
                clinician=clinicians[slot.clinician],
                number_is_wrong=bool(row[-2]),
                tries_agreed=row[-1] or USUAL_ATTEMPTS,
            )
        )
    return found


def calls_between(reader: EarlyReader, span: Span, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return every call, cancelled ones too, whose slot starts in a span (UTC), earliest first."""
    where, values = _wanted(OF_SPAN, clinic, **_ends(span))
    return _lines(reader, where, values, "slots.starts_at, slots.clinic, slots.clinician, calls.id")


def unfinished(reader: EarlyReader, before: datetime, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the calls still booked whose slot started before an instant, earliest first."""
    booked = f"calls.status = '{CallStatus.BOOKED}' AND slots.starts_at < :before"
    where, values = _wanted(booked, clinic, before=plain(before))
    return _lines(reader, where, values, "slots.starts_at, calls.id")


def to_try_again(reader: EarlyReader, span: Span, clinic: ClinicId | None = None) -> list[CallLine]:
    """Return the booked calls whose next try falls into a span (UTC), earliest first."""
    due = f"calls.status = '{CallStatus.BOOKED}' AND calls.next_try >= :start AND calls.next_try < :end"
    where, values = _wanted(due, clinic, **_ends(span))
    return _lines(reader, where, values, "calls.next_try, calls.id")


def tried(
    reader: EarlyReader, span: Span, clinic: ClinicId | None = None, *, since: int = 0
) -> list[CallLine]:
    """Return the calls tried in a span (UTC); no attempt of the span has an id below `since`, which saves a scan."""
    of_span = "SELECT call FROM attempts WHERE id >= :since AND at >= :start AND at < :end"
    condition = f"calls.id IN ({of_span}) AND calls.status <> '{CallStatus.CANCELLED}'"
    where, values = _wanted(condition, clinic, since=since, **_ends(span))
    return _lines(reader, where, values, "calls.id")


def waiting_list(reader: EarlyReader, clinic: ClinicId | None = None) -> list[tuple[Waiting, Patient]]:
    """Return who is waiting, longest first."""
    query = (
        f"SELECT {COLUMNS[Waiting]}, {COLUMNS[Patient]} FROM waiting JOIN patients ON waiting.patient = patients.id "
        "WHERE waiting.open = 1 AND (:clinic IS NULL OR waiting.clinic = :clinic OR waiting.clinic IS NULL) "
        "ORDER BY waiting.since, waiting.id"
    )
    split = len(FIELDS[Waiting])
    found = reader.execute(query, {"clinic": clinic})
    return [(build(Waiting, row[:split]), build(Patient, row[split:])) for row in found]


def newest(reader: EarlyReader) -> int:
    """Return the number of the newest line of the journal, 0 where there is none."""
    return int(reader.execute("SELECT max(seq) FROM journal").fetchone()[0] or 0)


def holds_between(reader: EarlyReader, span: Span, now: datetime) -> dict[SlotId, Hold]:
    """Return the holds on the slots that start in a span (UTC), as they are at an instant."""
    query = (
        "SELECT holds.slot, holds.token, holds.desk, holds.who, holds.until FROM holds "
        f"JOIN slots ON slots.id = holds.slot WHERE holds.until > :now AND {OF_SPAN}"
    )
    rows = reader.execute(query, {**_ends(span), "now": plain(now)})
    return {
        slot: Hold(slot=slot, token=token, desk=desk, who=who, until=_instant(until))
        for slot, token, desk, who, until in rows
    }


READS: dict[tuple[str, str], Callable[..., Any]] = {
    ("calls", "between"): calls_between,
    ("calls", "unfinished"): unfinished,
    ("calls", "to_try_again"): to_try_again,
    ("calls", "tried"): tried,
    ("slots", "shown"): slots_shown,
    ("slots", "free_between"): free_between,
    ("gaps", "in_span"): gaps_in_span,
    ("patients", "waiting_list"): waiting_list,
    ("journal", "newest"): newest,
    ("holds", "between"): holds_between,
}
"""By module and function, what is read early."""
