"""The clinic group: what its clinics agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reception.domain import organisation as rules
from reception.domain.change import Change
from reception.domain.organisation import ORGANISATION, Organisation
from reception.services.history import History
from reception.storage.reader import Reader


def get(reader: Reader) -> Organisation:
    """Return the clinic group."""
    return reader.get(Organisation, ORGANISATION)


def edit(history: History, seen: Organisation, new: Organisation) -> Change:
    """Change what the clinics agree on."""
    return history.do(lambda reader: rules.edit(seen, new))


def edit_reasons(history: History, seen: Organisation, reasons: Mapping[str, Sequence[str]]) -> Change:
    """Change which reasons are suggested when a call is cancelled."""
    return history.do(lambda reader: rules.edit_reasons(seen, reasons))
