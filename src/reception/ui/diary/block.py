"""Take slots out of booking, or out of the diary: one or many in one change, with a reason and what it is for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from reception.domain import span
from reception.domain.call import CallLine
from reception.domain.change import Change
from reception.domain.errors import Obstacle, Refusal
from reception.domain.slot import BlockKind, Slot, several
from reception.domain.span import Span
from reception.services import slots
from reception.services.slots import SlotLine, Stretch, Touched
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.widgets import field
from reception.ui.widgets.basics import chip, label, rename, row, set_chip
from reception.ui.widgets.dialog import Dialog
from reception.ui.widgets.times import time_field

KINDS: list[tuple[str, object]] = [("–", None), *((kind.words, kind) for kind in BlockKind)]
MEANT = {"Meeting": BlockKind.MEETING, "Break": BlockKind.BREAK, "Kept for a colleague": BlockKind.KEPT_FREE}
"""What a suggested reason is of, until somebody says otherwise."""
NAMED, LANES_TOLD = 4, 5
"""How many calls are named that stay booked, and of how many days and clinicians it is said which slots are chosen."""


class StopForm(Dialog):
    """Says how many slots it is for and which, and names the calls in between, which stay booked; Enter does it.

    What is chosen of one clinician on one day ends where somebody says; what others do meanwhile is seen.
    """

    shows_nobody = True
    verb: ClassVar[str]
    reasons: ClassVar[Sequence[str]]

    def __init__(self, parent: QWidget, context: Context, *chosen: Slot) -> None:
        super().__init__(
            parent, f"{self.verb} {'a slot' if len(chosen) == 1 else 'slots'}", do=f"{self.verb} it"
        )
        self._context, self._asked_for = context, chosen
        self._found: Touched | None = None
        self._asked_until: time | None = None
        self._is_wanted = self._is_kind_chosen = False
        self._which = chip(several(chosen), "neutral")
        self._told = label("", "muted", wrap=True)
        self.reason = field.choice("Why", [(reason, reason) for reason in self.reasons], editable=True)
        self.kind = field.choice("Kind", KINDS)
        first, last = chosen[0], max(chosen, key=lambda one: one.ends_at)
        self._until = span.london(last.ends_at).time()
        self.until = time_field("Until", self._until, field="to")
        self._is_of_one = all(_lane(one) == _lane(first) for one in chosen)
        self.until.setVisible(self._is_of_one)
        self.body.addLayout(row(self._which, None, self.until))
        self.body.addWidget(self._told)
        self.add("reason", self.reason)
        self.add("kind", self.kind)
        self.know({"to": self.until})
        self.kind.input.activated.connect(self._choose_kind)
        self.reason.input.editTextChanged.connect(self._mean)
        self._mean(self.reason.input.currentText())
        self.reason.input.setFocus()
        self.until.input.changed.connect(self._take_end)
        if self._is_of_one:
            context.background.ask(self, partial(slots.line, slot=first.id), self._name, self.refuse)
        context.news.connect(self._look)
        context.privacy.turned.connect(self._say)
        self._look()

    def _name(self, line: SlotLine) -> None:
        """Say whose slots they are: another clinician may have the same times."""
        clinics = {one.clinic for one in self._asked_for}
        self.note.setText(
            f"{line.clinician.name}, {line.clinic.name}" if len(clinics) == 1 else line.clinician.name
        )

    def _choose_kind(self) -> None:
        self._is_kind_chosen = True

    def _mean(self, reason: str) -> None:
        """Take the kind along with a reason that says it, until somebody chooses one."""
        if not self._is_kind_chosen:
            self.kind.input.setCurrentIndex([value for _, value in KINDS].index(MEANT.get(reason)))

    # ---- which slots

    def of(self, found: Touched) -> tuple[Slot, ...]:
        """Return which of the slots that were found it can be done with."""
        raise NotImplementedError

    def _take_end(self) -> None:
        """Take another end that was typed."""
        self.clear_refusals()
        self._look()

    def _look(self) -> None:
        """See how the chosen slots stand by now, or which they are where another end was typed."""
        self._found = self._asked_until = None
        try:
            self._asked_until = at = self.until.input.value
        except Refusal:
            return
        question, told = partial(self._read, now=self._context.now()), partial(self._show, at)
        self._context.background.ask(self, partial(question, until=at), told, self._is_in_the_way)

    def _read(self, reader: Reader, until: time, now: datetime) -> Touched:
        """Return how the chosen slots stand, or where another end was typed those of their clinician until then."""
        if until == self._until:
            return slots.among(reader, [one.id for one in self._asked_for], now)
        first = min(self._asked_for, key=lambda one: one.starts_at)
        stretch = Stretch(
            clinician=first.clinician, span=Span(first.starts_at, end_after(first.starts_at, until))
        )
        return slots.touched(reader, stretch, now)

    def _is_in_the_way(self, obstacle: Obstacle) -> None:
        self._is_wanted = False
        self.refuse(obstacle)

    def _show(self, at: time, found: Touched) -> None:
        if at != self._asked_until:
            return
        self._found = found
        self._say()
        if self._is_wanted:
            self._is_wanted = False
            self.submit()

    def _say(self) -> None:
        """Say how many slots it is, which, and who stays booked."""
        if self._found is None:
            return
        chosen = self.of(self._found)
        set_chip(self._which, several(chosen) if chosen else "No slot", "neutral" if chosen else "warn")
        rename(self.doing, f"{self.verb} {'it' if len(chosen) == 1 else 'them'}", "Enter")
        lines = [] if self._is_of_one else by_lane(chosen)
        more = [f"and on {len(lines) - LANES_TOLD} more"] if len(lines) > LANES_TOLD else []
        stays = stays_booked(self._found.booked, self._context.privacy.name)
        self._told.setText("\n".join((*lines[:LANES_TOLD], *more, *stays)))
        self._told.setVisible(bool(lines or stays))

    # ---- doing

    def act(self, chosen: Sequence[Slot], reason: str, kind: BlockKind | None) -> Callable[..., Change]:
        """Return what does it."""
        raise NotImplementedError

    def submit(self) -> None:
        """Do it, as one change; where it is not known yet which slots are meant, as soon as it is."""
        try:
            self.until.input.check()
        except Refusal as refusal:
            self.refuse(refusal)
            return
        if self._found is None:
            self._is_wanted = not self.refusal
            return
        chosen = self.of(self._found)
        if not chosen:
            self.refuse(Refusal(nothing(self.verb, self._asked_for, self._found)))
            return
        self.busy(True)
        act = self.act(chosen, self.reason.input.currentText(), self.kind.input.currentData())
        self._context.background.do(self, act, lambda change: self.accept(), self._was_refused)

    def _was_refused(self, obstacle: Obstacle) -> None:
        """Say what is in the way, and see anew which slots are left: Enter then does it with those."""
        self.refuse(obstacle)
        self._look()


class BlockForm(StopForm):
    """Keeps free slots out of booking; the key B releases them again."""

    verb = "Block"
    reasons = ("Meeting", "Break", "Away", "Kept for a colleague")

    def of(self, found: Touched) -> tuple[Slot, ...]:
        """Return those that nobody is booked in and that are not blocked yet."""
        return found.free

    def act(self, chosen: Sequence[Slot], reason: str, kind: BlockKind | None) -> Callable[..., Change]:
        """Return what blocks them."""
        return partial(slots.block, chosen=chosen, reason=reason, kind=kind)


class WithdrawForm(StopForm):
    """Takes free and blocked slots out of the diary, also for later publishing; the key W brings them back."""

    verb = "Withdraw"
    reasons = ("Not worked any more", "Room not available", "Published by mistake")

    def of(self, found: Touched) -> tuple[Slot, ...]:
        """Return those that nobody is booked in."""
        return tuple(sorted((*found.free, *found.blocked), key=lambda one: (one.starts_at, one.clinician)))

    def act(self, chosen: Sequence[Slot], reason: str, kind: BlockKind | None) -> Callable[..., Change]:
        """Return what withdraws them."""
        return partial(slots.withdraw, chosen=chosen, reason=reason, kind=kind)


def end_after(start: datetime, until: time) -> datetime:
    """Return the instant (UTC) that a typed end means on the day of a start (UTC).

    In autumn it may come twice and once after the start, which is the one; in spring 01:00 is where the clocks go on.
    """
    day = span.london_day(start)
    found = span.candidates(day, until)
    later = [one for one in found if one > start]
    if len(found) > 1 and len(later) == 1:
        return later[0]
    just_before = (datetime.combine(day, until) - timedelta(minutes=1)).time()
    if not found and span.candidates(day, just_before):
        return span.edge(day, until)
    return span.instant_by_hand(day, until, field="to")


def _lane(slot: Slot) -> tuple[date, int]:
    return span.london_day(slot.starts_at), slot.clinician


def by_lane(chosen: Sequence[Slot]) -> list[str]:
    """Return for each day how many slots of how many clinicians are chosen, and between which times."""
    days: dict[date, list[Slot]] = {}
    for slot in sorted(chosen, key=lambda one: one.starts_at):
        days.setdefault(span.london_day(slot.starts_at), []).append(slot)
    told = []
    for day, those in days.items():
        people = len({one.clinician for one in those})
        whose = f", {people} clinicians" if people > 1 else ""
        first, last = span.clock(those[0].starts_at), span.clock(max(one.ends_at for one in those))
        count = "1 slot" if len(those) == 1 else f"{len(those)} slots"
        told.append(f"{span.day_text(day)} {first}–{last}: {count}{whose}")
    return told


def stays_booked(lines: Sequence[CallLine], name: Callable[[str], str]) -> list[str]:
    """Return a sentence that names the calls among the chosen slots, which are left as they are."""
    if not lines:
        return []
    is_one_day = len({span.london_day(one.slot.starts_at) for one in lines}) == 1
    at = span.clock if is_one_day else span.moment_text
    named = [f"{name(one.patient.name)} {at(one.slot.starts_at)}" for one in lines[:NAMED]]
    more = f" and {len(lines) - NAMED} more" if len(lines) > NAMED else ""
    stay = "Stays" if len(lines) == 1 else "Stay"
    return [f"{stay} booked: {', '.join(named)}{more}."]


def nothing(verb: str, chosen: Sequence[Slot], found: Touched) -> str:
    """Return why nothing can be done with some slots."""
    if found.booked:
        at = span.moment_text(found.booked[0].slot.starts_at)
        return f"{at} is booked. Move or cancel the call first."
    if found.blocked or found.withdrawn:
        at = span.moment_text(min(chosen, key=lambda one: one.starts_at).starts_at)
        return f"{at} is {'blocked' if found.blocked else 'withdrawn'} already."
    return f"There is no slot to {verb.lower()} here. Choose another time."
