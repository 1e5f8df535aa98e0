"""The confirmation of a call: a text to copy, to send by email or as a message. It says nothing of what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from reception import phone
from reception.domain import span
from reception.domain.call import CallLine, CallStatus
from reception.domain.ids import CallId
from reception.domain.organisation import Organisation
from reception.services import organisation
from reception.storage.late import calls
from reception.storage.reader import Reader

Confirmed = tuple[tuple[CallLine, ...], Organisation]
"""Calls that are booked, and the group that confirms them."""


def of_booked(reader: Reader, asked: Sequence[CallId]) -> Confirmed:
    """Return those of some calls that are booked by now, in their order, and the group that confirms them."""
    found = calls.some(reader, asked)
    lines = (found[call] for call in asked if call in found)
    return tuple(one for one in lines if one.call.status is CallStatus.BOOKED), organisation.get(reader)


def text(line: CallLine, group: Organisation) -> str:
    """Return the confirmation of a booked call, in whole sentences."""
    wall = span.london(line.slot.starts_at)
    minutes = int((line.slot.ends_at - line.slot.starts_at).total_seconds()) // 60
    return (
        f"Dear {line.patient.name},\n\n"
        f"Your free discovery call with {line.clinician.name} of {group.name}, {line.clinic.name}, is on "
        f"{span.day_long(wall.date())} {wall.year} at {span.clock(line.slot.starts_at)}. It takes about {minutes} "
        f"minutes. We ring you on {phone.national(line.patient.phone)}.\n\n"
        f"If you need another time, ring {phone.national(group.phone)} or write to {group.email}.\n\n"
        f"{group.name}"
    )


def subject(line: CallLine, group: Organisation) -> str:
    """Return the subject of the email: `Your call on Thu 26 Nov at 10:15, ProHealth Clinic`."""
    day = span.day_text(span.london_day(line.slot.starts_at))
    return f"Your call on {day} at {span.clock(line.slot.starts_at)}, {group.name}"


def mailto(line: CallLine, group: Organisation) -> str:
    """Return the address that opens the email in the PC's own program (RFC 6068)."""
    body = quote(text(line, group).replace("\n", "\r\n"), safe="")
    return f"mailto:{quote(line.patient.email, safe='@')}?subject={quote(subject(line, group), safe='')}&body={body}"


def sms(line: CallLine, group: Organisation) -> str:
    """Return the address that opens a message in the PC's own program (RFC 5724)."""
    return f"sms:{line.patient.phone}?body={quote(text(line, group), safe='')}"
