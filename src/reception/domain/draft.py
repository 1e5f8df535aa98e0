"""A draft: what somebody typed at a desk and did not do yet. A lease on nothing, and not history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from reception.domain.ids import CallId, PatientId
from reception.domain.patient import digits, fold, words

Texts = dict[str, object]
"""The fields of a form by name: texts, numbers, ticks."""
BOOKING, CARD, NOTE = "booking", "card", "note"
"""What drafts are of; the rest of a draft's name tells which: `booking 7`, `booking of 31`, `card 31`, `note 12`."""
KEPT = timedelta(days=14)
"""How long a draft stays that nobody touches: it holds what somebody told of themselves, and nobody misses it."""
FEWEST_DIGITS = 4
"""Of a number, to find somebody by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What lies half typed at a desk, of whom, since when it was touched last (UTC)."""

    desk: str
    person: str
    form: str
    texts: Texts
    at: datetime

    @property
    def kind(self) -> str:
        """Return what it is of: a booking, a card, a note."""
        return self.form.split(" ")[0]

    @property
    def patient(self) -> PatientId | None:
        """Return the known patient whom it names, or None."""
        told = self.form.removeprefix("booking of ").removeprefix("card ")
        found = int(told) if told.isdecimal() else self.texts.get("patient")
        return PatientId(found) if isinstance(found, int) else None

    @property
    def call(self) -> CallId | None:
        """Return the call that it is a note of, or None."""
        told = self.form.removeprefix("note ")
        return CallId(int(told)) if told.isdecimal() else None

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names that were typed, of patients and of who speaks for them."""
        return self._typed("of", "name", "speaking")

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the numbers that were typed, as digits."""
        return tuple(digits(text) for text in self._typed("number", "phone"))

    def _typed(self, *fields: str) -> tuple[str, ...]:
        typed, before = self.texts.get("typed"), self.texts.get("before")
        holds = [self.texts, *(one for one in (typed, before) if isinstance(one, dict))]
        return tuple(str(one[field]) for one in holds for field in fields if one.get(field))

    def mentions(self, text: str) -> bool:
        """Tell whether a text, as words of a name in any order or as a number in any format, is in what was typed."""
        number = digits(text)
        for told in (number, number.removeprefix("44").removeprefix("0")):
            if len(told) >= FEWEST_DIGITS and any(told in one for one in self.numbers):
                return True
        wanted = fold(text).split()
        return bool(wanted) and any(
            all(any(word.startswith(one) for word in words(name)) for one in wanted) for name in self.names
        )
