"""Who is called (HL7 FHIR: Patient)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from reception.domain.change import Change, Edit
from reception.domain.errors import Refusal
from reception.domain.ids import ClinicId, PatientId, WaitingId
from reception.domain.text import clean_edit, clean_text, plain

NAME_LIMIT = 200
BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that show nothing: the Hangul fillers and the empty Braille pattern (Unicode 15, 2.4)."""
NEEDS = ("large print", "giant print", "easy read", "interpreter", "hearing")
"""The communication needs offered first; any other words are a need too (NHS DCB1605)."""
MOST_NEEDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A person who is called; may never become anybody's patient. Phone is E.164."""

    id: PatientId
    name: str
    phone: str
    email: str = ""
    date_of_birth: date | None = None
    postcode: str = ""
    needs: tuple[str, ...] = ()
    preferred_clinic: ClinicId | None = None
    preferred_times: str = ""
    privacy_given_at: datetime | None = None
    do_not_call: bool = False
    known_since: datetime

    @property
    def key(self) -> tuple[str, str]:
        """Return what tells two patients apart: folded name and number."""
        return fold(self.name), self.phone


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A wish for a call, or an earlier one (HL7 FHIR: Appointment, waitlist). Times are London's."""

    id: WaitingId
    patient: PatientId
    clinic: ClinicId | None = None
    weekdays: tuple[int, ...] = ()
    after: time | None = None
    before: time | None = None
    since: datetime
    about: str = ""
    open: bool = True

    def suits(self, clinic: ClinicId, weekday: int, at: time) -> bool:
        """Tell whether a slot would be welcome."""
        return (
            self.clinic in (None, clinic)
            and (not self.weekdays or weekday in self.weekdays)
            and (self.after is None or at >= self.after)
            and (self.before is None or at < self.before)
        )


def clean_name(text: str, *, ask: str = "Type the patient’s name.") -> str:
    """Return a name with its spaces tidied; refuse a blank one (`ask` says so) and one over 200 characters.

    A name of accents alone is blank too: nothing would be left to find anybody by.
    """
    name = plain(text, field="name")
    if not fold(name) or all(
        c in BLANK or unicodedata.category(c) in {"Cf", "Zs", "Zl", "Zp", "Mn", "Cn"} for c in name
    ):
        raise Refusal(ask, field="name")
    if len(name) > NAME_LIMIT:
        raise Refusal(
            f"A name can have at most {NAME_LIMIT} characters; this one has {len(name):,}.", field="name"
        )
    return name


def fold(text: str) -> str:
    """Return a text without case, accents and kinds of apostrophe, for comparing and finding."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("’", "'").replace("‘", "'").replace("ʼ", "'").replace("`", "'")
    return " ".join(plain.casefold().split())


def words(name: str) -> tuple[str, ...]:
    """Return the folded words a name is found by; hyphens and apostrophes also part words."""
    folded = fold(name)
    parts = folded.split()
    for part in list(parts):
        pieces = [p for p in part.replace("-", " ").replace("'", " ").split() if p]
        if pieces != [part]:
            parts.extend(pieces)
            parts.append("".join(pieces))
    return tuple(dict.fromkeys(part for part in parts if part))


def initials(name: str) -> str:
    """Return `J. H.` for when others can see the screen or the paper."""
    return " ".join(f"{word[0]}." for word in name.split())


def digits(phone: str) -> str:
    """Return the digits of a number, for finding it in any format."""
    return "".join(c for c in phone if c.isdecimal() and c.isascii())


def check_may_be_called(patient: Patient) -> None:
    """Refuse a call or a wish for one where somebody asked not to be called."""
    if patient.do_not_call:
        asked = "asked not to be called. If they changed their mind, clear that on their card."
        raise Refusal(f"{patient.name} {asked}", field="patient", unnamed=f"This patient {asked}")


def edit(seen: Patient, new: Patient) -> Change:
    """Change what is known of a patient."""
    new = replace(
        new,
        email=clean_edit(seen.email, new.email, field="email"),
        postcode=clean_edit(seen.postcode, new.postcode, field="postcode"),
        needs=seen.needs if new.needs == seen.needs else clean_needs(new.needs),
        preferred_times=clean_edit(seen.preferred_times, new.preferred_times, field="preferred_times"),
    )
    if new == seen:
        raise Refusal("Nothing was changed.")
    return Change("Edited the card", (Edit(seen, new),), new.name)


def clean_needs(told: Iterable[str]) -> tuple[str, ...]:
    """Return needs tidied, each once; refuse one that is too long, and more of them than anybody reads."""
    needs = tuple(dict.fromkeys(need for one in told if (need := clean_text(one, field="needs"))))
    if len(needs) > MOST_NEEDS:
        raise Refusal(f"At most {MOST_NEEDS} needs fit here; these are {len(needs):,}.", field="needs")
    return needs


def wait(entry: Waiting, patient: Patient, is_new: bool) -> Change:
    """Put a patient on the waiting list, adding them where they are new."""
    check_may_be_called(patient)
    entry = replace(entry, about=clean_text(entry.about, field="about"))
    edits = (Edit(None, patient),) if is_new else ()
    return Change("Added to the waiting list", (*edits, Edit(None, entry)), patient.name)


def leave_waiting(entry: Waiting, patient: Patient) -> Change:
    """Take a patient off the waiting list."""
    return Change("Taken off the waiting list", (Edit(entry, replace(entry, open=False)),), patient.name)
