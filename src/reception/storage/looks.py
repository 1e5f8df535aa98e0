"""Looks: up to which line of the journal somebody has seen what changed at a clinic. Not history: not journalled."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from reception.domain.ids import StaffId
from reception.domain.look import Look
from reception.storage.reader import Reader
from reception.storage.schema import looks
from reception.storage.store import Writer


def of_staff(reader: Reader, staff: StaffId) -> dict[int, Look]:
    """Return what somebody has seen, by clinic."""
    query = select(looks.c.clinic, looks.c.seq, looks.c.at).where(looks.c.staff == staff)
    return {clinic: Look(seq, at) for clinic, seq, at in reader.connection.execute(query)}


def keep(writer: Writer, staff: StaffId, clinic: int, look: Look) -> None:
    """Keep what somebody has seen at a clinic."""
    own = looks.c.staff == staff, looks.c.clinic == clinic
    writer.connection.execute(delete(looks).where(*own))
    writer.connection.execute(
        insert(looks), {"staff": staff, "clinic": clinic, "seq": look.seq, "at": look.at}
    )
