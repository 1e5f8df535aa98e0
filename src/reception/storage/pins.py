"""The pinboard's questions."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from reception.domain.ids import CallId
from reception.domain.pin import Pin
from reception.storage import rows
from reception.storage.reader import Reader
from reception.storage.schema import pins

_OF_CALL = select(*rows.columns(Pin)).where(pins.c.call == bindparam("of_call"))


def of_call(reader: Reader, call: CallId) -> Pin | None:
    """Return the pin of a call, or None where it is not parked."""
    return next(iter(reader.values(Pin, _OF_CALL, of_call=call)), None)
