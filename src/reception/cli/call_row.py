"""A call as the command line prints it."""

from __future__ import annotations

from typing import Any

from reception.domain import span
from reception.domain.call import CallLine


def row(line: CallLine) -> dict[str, Any]:
    """Return a call as the command line prints it."""
    call = line.call
    return {
        "id": str(call.id),
        "clinic": line.clinic.name,
        "clinician": line.clinician.name,
        "starts_at": span.iso(line.slot.starts_at),
        "patient": line.patient.name,
        "phone": line.patient.phone,
        "about": call.about,
        "status": str(call.status),
        "outcome": str(call.outcome) if call.outcome else None,
        "attempts": call.attempts,
        "next_try": span.iso(call.next_try) if call.next_try else None,
    }
