"""The people of the example: made-up names, and numbers that Ofcom keeps for stories (07700 900000 to 900999)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from reception.domain.ids import PatientId
from reception.domain.patient import Patient
from reception.services.ids import Ids

KNOWN = (
    "Priya Raman", "Tom Ashworth", "Marie Kowalski", "Daniel Osei", "Helen Price", "Sam Whitlock", "Grace Miller",
    "Owen Shah", "Ruth Bennett", "Jane Holt", "Martin Holtby", "Ana Holton", "Vikram Patel", "Lena Crane", "Lǐ Wěi",
    "Amir Fadel", "Nora Blake", "Siobhán O’Brien", "محمد علي", "Zoë Ames", "Peter Young", "Ivy Marsh", "Kofi Mensah",
    "Beatrice Lund", "Hugo Díaz", "Freya Nash", "Callum Reid", "Yuki Tanaka", "Noah Finch", "Agnes Moore",
)  # fmt: skip
"""Who calls around today, in this order."""
FIRST = (
    "Alice", "Ben", "Carys", "David", "Elif", "Farah", "George", "Hannah", "Imran", "Julia", "Kwame", "Laura",
    "Marek", "Nadia", "Oliver", "Paula", "Ravi", "Sofia", "Theo", "Una", "Victor", "Wendy", "Yusuf",
)  # fmt: skip
LAST = (
    "Abbott", "Begum", "Carter", "Davies", "Ellis", "Fletcher", "Green", "Hughes", "Iqbal", "Jones", "Khan",
    "Lewis", "Murphy", "Novak", "Okafor", "Parker", "Quinn", "Rossi", "Singh", "Turner", "Underwood", "Vaughan",
    "Walsh", "Ahmed", "Young", "Zielinski",
)  # fmt: skip
NEEDS = {
    "Marie Kowalski": ("large print",),
    "Helen Price": ("interpreter", "hearing"),
    "Agnes Moore": ("giant print",),
}
FAMILY = {"Ana Holton": "Martin Holtby"}
"""Who shares somebody else's number."""
LAST_NUMBER = 899


def named(number: int) -> str:
    """Return a name by its number: first those who call around today, then everybody else."""
    if number < len(KNOWN):
        return KNOWN[number]
    number -= len(KNOWN)
    return f"{FIRST[number % len(FIRST)]} {LAST[(number + number // len(FIRST)) % len(LAST)]}"


def phone_of(number: int) -> str:
    """Return the number of a person, in E.164."""
    name = named(number)
    if name in FAMILY:
        return phone_of(KNOWN.index(FAMILY[name]))
    return f"+447700900{100 + number * 11 % (LAST_NUMBER + 1):03}"


def people(ids: Ids, known_since: datetime) -> Iterator[Patient]:
    """Make the people of the example one after another, as long as there are numbers."""
    for number in range(LAST_NUMBER + 1):
        yield Patient(
            id=PatientId(ids.next()),
            name=named(number),
            phone=phone_of(number),
            needs=NEEDS.get(named(number), ()),
            date_of_birth=date(1944 + number * 7 % 60, number % 12 + 1, number % 28 + 1),
            postcode=("W1G 9QP", "M4 1AA", "MK41 7PH")[number % 3],
            known_since=known_since,
            privacy_given_at=known_since if number % 4 else None,
        )
