"""Whether somebody who is being typed may be known already."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from reception import phone
from reception.domain import likeness as rules
from reception.domain.errors import Refusal
from reception.domain.ids import PatientId
from reception.domain.likeness import Alike
from reception.storage.late import patients
from reception.storage.reader import Reader


def alike(
    reader: Reader, name: str, number: str, born: date | None = None, *, besides: PatientId | None = None
) -> tuple[Alike, ...]:
    """Return who may be the one that is typed, the likeliest first; what is no number yet is nobody's."""
    e164 = ""
    with suppress(Refusal):
        e164 = phone.parse(number)
    if not e164 and born is None:
        return ()
    number_ends = rules.tail(e164), rules.beginning(e164)
    known = patients.maybe_the_same(reader, number_ends, name, born)
    return rules.alike((one for one in known if one.id != besides), name, e164, born)
