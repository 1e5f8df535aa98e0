"""The clinic group, and what its clinics agree on (HL7 FHIR: Organization)."""

from __future__ import annotations

from dataclasses import dataclass

ORGANISATION = 1
"""The id of the one organisation of a database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The group's name and contact, and the policies its clinics share."""

    id: int = ORGANISATION
    name: str
    phone: str
    email: str
    attempts: int = 3
    minutes_between_attempts: int = 15
    weeks_ahead: int = 8
