"""What a place in the grid holds: a slot, the call in it, and all that is said of it in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reception.domain.call import CallLine, CallStatus
from reception.domain.clinic import Clinic
from reception.domain.clinician import Clinician
from reception.domain.gap import Gap
from reception.domain.hold import Hold
from reception.domain.ids import CallId, SlotId
from reception.domain.patient import initials
from reception.domain.slot import Slot, SlotState
from reception.ui import words
from reception.ui.diary.withdrawn import withdrawn_text

MOVE = "! move"
"""The mark of a call that stands where nothing is offered any more."""
PARKED = "parked"
"""The word, and the name of the colour, of a call that is on the pinboard."""


@dataclass(frozen=True)
class Cell:
    """What a place in the grid holds."""

    slot: Slot
    line: CallLine | None
    clinic: Clinic
    clinician: Clinician
    gap: Gap | None = None
    is_over: bool = False
    held: Hold | None = None
    opens: str = ""
    """When it opens for booking, where it does so later: `opens Mon 30 Nov`."""

    @property
    def id(self) -> SlotId:
        """Return the name of its slot."""
        return self.slot.id

    @property
    def is_free(self) -> bool:
        """Tell whether it can be booked."""
        return self.is_open and not self.is_over and self.held is None

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether somebody took it out of the diary: it is shown faintly, and can be brought back."""
        return self.slot.state is SlotState.WITHDRAWN

    @property
    def is_open(self) -> bool:
        """Tell whether it is offered and nobody is booked, to come or over."""
        is_offered = self.slot.state is SlotState.OPEN and self.gap is None and not self.opens
        return self.line is None and is_offered

    @cached_property
    def needs_another_time(self) -> bool:
        """Tell whether a call is booked where nothing is offered any more: it has to be moved."""
        line = self.line
        return line is not None and self.gap is not None and line.call.status is CallStatus.BOOKED

    @cached_property
    def is_plain(self) -> bool:
        """Tell whether there is nothing to say of it: nobody is booked, and nothing stands in the way."""
        return self.is_open and (self.held is None or self.is_over)

    @cached_property
    def colour(self) -> str:
        """Return the colour of where its call stands."""
        if self.line is None or self.needs_another_time:
            return "bad"
        return words.call_state(self.line.call)

    @cached_property
    def mark(self) -> str:
        """Return the sign behind the name of its call, which says in black and white what the colour says."""
        if self.line is None:
            return ""
        if self.needs_another_time:
            return MOVE
        return {
            "done": "✓",
            "warn": f"· {words.tries_word(self.line).replace(' of ', '/')}",
            "bad": "!",
            "call-back": "↩",
        }.get(self.colour, "")

    def full(self, *, is_private: bool = False, is_parked: bool = False) -> tuple[str, str]:
        """Return all that a wide cell says of its call, and behind it its state as a word, which is never cut."""
        if self.line is None:
            return self.text(is_private=is_private), ""
        word = f"{self._word}, {PARKED}" if is_parked else self._word
        return self._full[1 if is_private else 0], word

    def is_parked(self, parked: frozenset[CallId]) -> bool:
        """Tell whether its call is among those on the pinboard."""
        return self.line is not None and self.line.call.id in parked

    def colour_where(self, *, is_parked: bool) -> str:
        """Return its colour, which tells of the pinboard too; that a call has to be moved goes before that."""
        return PARKED if is_parked and not self.needs_another_time else self.colour

    @cached_property
    def _full(self) -> tuple[str, str]:
        line = self.line
        if line is None:
            return "", ""
        needs = f"! {', '.join(line.patient.needs)}" if line.patient.needs else ""
        named = " · ".join(part for part in (line.patient.name, line.call.about, needs) if part)
        return named, initials(line.patient.name)

    @cached_property
    def _word(self) -> str:
        if self.line is None:
            return ""
        word = words.call_word(self.line)
        return f"· {word}, to be moved" if self.needs_another_time else f"· {word}"

    @cached_property
    def _short(self) -> str:
        return short_name(self.line.patient.name) if self.line is not None else ""

    def text(self, *, is_private: bool = False) -> str:
        """Return what the cell says; in privacy view the initials of whoever is called."""
        if self.line is not None:
            return initials(self.line.patient.name) if is_private else self._short
        if self.slot.state is SlotState.BLOCKED:
            return self.slot.reason or (self.slot.kind.words if self.slot.kind else "Blocked")
        if self.is_withdrawn:
            return withdrawn_text(self.slot)
        if self.gap is not None:
            return self.gap.reason or self.gap.word
        if self.opens:
            return self.opens.capitalize()
        return f"Being booked by {self.held.who}" if self.held is not None else ""


def short_name(name: str) -> str:
    """Return `J. Holt` for narrow places."""
    words = name.split()
    return name if len(words) < 2 else f"{words[0][0]}. {' '.join(words[1:])}"


def surname(short: str) -> str:
    """Return `Holt` of `J. Holt`, for places that are narrower still."""
    return short.partition(". ")[2] or short
