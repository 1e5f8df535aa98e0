"""What a caller tells of themselves beside the call: communication needs, and when they like to be called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reception.domain.errors import Refusal
from reception.domain.patient import NEEDS, Patient, clean_needs
from reception.domain.text import clean_text

FEWEST_LETTERS = 2
"""Of the beginning of a need that stands for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """Communication needs, and preferred times in the caller's own words."""

    needs: tuple[str, ...] = ()
    preferred_times: str = ""


NONE = Details()


def details_of(patient: Patient) -> Details:
    """Return what is known of a patient."""
    return Details(needs=patient.needs, preferred_times=patient.preferred_times)


def needs_of(text: str) -> tuple[str, ...]:
    """Return the needs of a line in which commas part them, each once."""
    return clean_needs(text.split(","))


def completed(text: str) -> str:
    """Return a line of needs in which the beginning of just one that is offered stands for it: `lar` is large print."""
    return ",".join(_whole(part) for part in text.split(","))


def _whole(part: str) -> str:
    begun = part.strip()
    meant = (
        [need for need in NEEDS if need.startswith(begun.casefold())] if len(begun) >= FEWEST_LETTERS else []
    )
    return part.replace(begun, meant[0]) if len(meant) == 1 else part


def needs_text(needs: tuple[str, ...]) -> str:
    """Return needs as one line, parted by commas."""
    return ", ".join(needs)


def told(patient: Patient, typed: Details, seen: Details | None = None) -> Patient:
    """Return a patient with what a caller told.

    `seen` is what the form showed before it was typed over: what is the same was left alone, and what somebody else
    has changed since is refused. Without it nothing was shown, so needs are added to those known.
    """
    typed = _cleaned(typed)
    if seen is None:
        needs = clean_needs((*patient.needs, *typed.needs))
        return replace(patient, needs=needs, preferred_times=typed.preferred_times or patient.preferred_times)
    if typed.needs != seen.needs:
        if patient.needs not in (seen.needs, typed.needs):
            raise _changed("The needs", needs_text(patient.needs), "needs")
        patient = replace(patient, needs=typed.needs)
    if typed.preferred_times != seen.preferred_times:
        if patient.preferred_times not in (seen.preferred_times, typed.preferred_times):
            raise _changed("The preferred times", patient.preferred_times, "preferred_times")
        patient = replace(patient, preferred_times=typed.preferred_times)
    return patient


def _cleaned(typed: Details) -> Details:
    return Details(
        needs=clean_needs(typed.needs),
        preferred_times=clean_text(typed.preferred_times, field="preferred_times"),
    )


def _changed(what: str, now: str, field: str) -> Refusal:
    """Return the sentence for what somebody else has changed while the form was open."""
    told = f"are “{now}” by now" if now else "were taken out meanwhile"
    unnamed = f"{what} were changed at another desk meanwhile. Ask again, then book."
    return Refusal(
        f"{what} {told}, changed at another desk. Ask again, then book.", field=field, unnamed=unnamed
    )
