"""The clinic group, and what its clinics agree on (HL7 FHIR: Organization)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reception.domain import span
from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.text import clean_text

USUAL_ATTEMPTS, MOST_ATTEMPTS = 3, 9
LONGEST_PAUSE = 240
"""Minutes between two tries on one day."""
MOST_WEEKS = 53
"""How many weeks are published at a time."""
MOST_REASONS, LONGEST_REASON = 20, 60
REASONS = (
    ("patient", "No longer needed"),
    ("patient", "Ill"),
    ("patient", "Booked elsewhere"),
    ("patient", "Could not make the time"),
    ("clinician", "Ill"),
    ("clinician", "Running late"),
    ("clinician", "On leave"),
    ("clinic", "Clinic closed"),
    ("clinic", "Booked by mistake"),
)
"""Who cancels, and why, until the clinics agree on other words."""
ORGANISATION = 1
"""The id of the one organisation of a database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """The group's name and contact, and the policies its clinics share.

    `cancel_reasons` are suggestions, each with who cancels; where it `publishes_ahead`, slots are always published
    for `weeks_ahead` weeks.
    """

    id: int = ORGANISATION
    name: str
    phone: str
    email: str
    attempts: int = USUAL_ATTEMPTS
    minutes_between_attempts: int = 15
    weeks_ahead: int = 8
    cancel_reasons: tuple[tuple[str, str], ...] = REASONS
    publishes_ahead: bool = False

    def reasons(self, who: str) -> tuple[str, ...]:
        """Return the reasons that are suggested for who cancels: `patient`, `clinician`, `clinic`."""
        return tuple(reason for by, reason in self.cancel_reasons if by == who)


def edit(seen: Organisation, new: Organisation) -> Change:
    """Change what the clinics agree on."""
    if not 1 <= new.attempts <= MOST_ATTEMPTS:
        raise Refusal(f"A patient is tried 1 to {MOST_ATTEMPTS} times.", field="attempts")
    if not 1 <= new.minutes_between_attempts <= LONGEST_PAUSE:
        raise Refusal(f"Wait 1 to {LONGEST_PAUSE} minutes between two tries.", field="minutes")
    if not 1 <= new.weeks_ahead <= MOST_WEEKS:
        raise Refusal(f"Publish 1 to {MOST_WEEKS} weeks ahead.", field="weeks")
    if new == seen:
        raise Refusal("Nothing was changed.")
    if (new.publishes_ahead, new.weeks_ahead) != (seen.publishes_ahead, seen.weeks_ahead):
        return Change("Changed publishing", (Edit(seen, new),), ahead_text(new))
    return Change("Changed the tries", (Edit(seen, new),), tries_text(new))


def ahead_text(policy: Organisation) -> str:
    """Return `always 8 weeks ahead`, or `by hand, 8 weeks`."""
    weeks = f"{policy.weeks_ahead} week{'' if policy.weeks_ahead == 1 else 's'}"
    return f"always {weeks} ahead" if policy.publishes_ahead else f"by hand, {weeks}"


def edit_reasons(seen: Organisation, reasons: Mapping[str, Sequence[str]]) -> Change:
    """Change which reasons are suggested when a call is cancelled, by who cancels; any other words stay a reason."""
    made: list[tuple[str, str]] = []
    for who, texts in reasons.items():
        cleaned = [text for text in (clean_text(one, field=who) for one in texts) if text]
        if not cleaned:
            raise Refusal(f"Write at least one reason for the {who}.", field=who)
        if len(cleaned) > MOST_REASONS:
            raise Refusal(f"Write at most {MOST_REASONS} reasons for the {who}.", field=who)
        for text in cleaned:
            if len(text) > LONGEST_REASON:
                raise Refusal(
                    f"“{span.short(text)}” is too long for a list. Keep each under {LONGEST_REASON} letters.",
                    field=who,
                )
        made += [(who, text) for text in dict.fromkeys(cleaned)]
    new = replace(seen, cancel_reasons=tuple(made))
    if new == seen:
        raise Refusal("Nothing was changed.")
    return Change("Changed the reasons for cancelling", (Edit(seen, new),), f"{len(made)} reasons")


def tries_text(policy: Organisation) -> str:
    """Return `3 tries, 15 minutes apart`."""
    if policy.attempts == 1:
        return "one try"
    return f"{policy.attempts} tries, {policy.minutes_between_attempts} minutes apart"
