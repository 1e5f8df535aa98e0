"""The one gate: every change is saved, guarded, journalled and committed here, and undone the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from reception.domain.call import Call
from reception.domain.change import Change, Edit
from reception.domain.clinician import Clinician
from reception.domain.errors import Conflict, Refusal, what_is_in_the_way
from reception.domain.ids import ChangeId, SlotId, StaffId
from reception.domain.journal import KEPT, Entry, Steps, Way, steps
from reception.domain.patient import Patient, fold
from reception.domain.staff import PROGRAM, Staff
from reception.services.broken import in_words
from reception.services.ids import Ids
from reception.services.run import Run
from reception.storage.engines import Broken, SameId
from reception.storage.late import drafts, holds, journal, patients
from reception.storage.reader import Reader
from reception.storage.store import Store, Writer

Rule = Callable[[Reader], Change]


class History:
    """What one person does at one desk, and takes back.

    `run` is this running copy of the program, whoever works at it: where it holds slots its `token` names it, and
    `held` are those it holds.
    """

    def __init__(
        self,
        store: Store,
        clock: Callable[[], datetime],
        ids: Ids,
        staff: Staff,
        desk: str,
        *,
        is_newcomer: bool = False,
        run: Run | None = None,
    ) -> None:
        self.store = store
        self.staff = staff
        self._is_newcomer = is_newcomer
        self.desk = desk
        self.ids = ids
        self.run = run or Run(ids.next())
        self.token, self.held = self.run.token, self.run.held
        self._clock = clock
        self._refused: ChangeId | None = None

    def now(self) -> datetime:
        """Return the present instant, UTC."""
        return self._clock()

    def do(self, rule: Rule, last: Callable[[], None] | None = None) -> Change:
        """Do what a rule says; raise Refusal, Conflict or Unavailable, and then nothing was changed.

        `last` is done when all but the commit is: a change that goes with a file counts if the file is written.
        """
        return self._through(rule, Way.DO, last=last)

    def undo(self) -> Change:
        """Take back this person's last change, if it is still as they left it.

        A step that is refused stays, since what is in its way may go; asked for again at once, it is passed over.
        """
        return self._step(Way.UNDO)

    def redo(self) -> Change:
        """Bring back what this person undid last; what is refused is passed over as with `undo`."""
        return self._step(Way.REDO)

    def pass_over(self) -> None:
        """Pass over the step that was refused just now: another run of the program could not know of it."""
        if self._refused is not None:
            self._drop(self._refused)

    def steps(self, reader: Reader) -> Steps:
        """Return what this person can undo and redo, the next one last."""
        dropped = journal.dropped(reader.connection, self.staff.id)
        found = Steps()
        for entries in journal.last_steps(reader.connection, self.staff.id):
            found = steps(entries, dropped)
            is_whole = len(found.redo) == KEPT or any(entry.way is Way.DO for entry in entries)
            if len(found.undo) == KEPT and is_whole:
                break
        return found

    def _next(self, way: Way) -> tuple[Entry | None, bool]:
        """Return the step to take, and whether there is one before it."""
        with self.store.read() as reader:
            found = self.steps(reader)
        stack = found.undo if way is Way.UNDO else found.redo
        return (stack[-1] if stack else None), len(stack) > 1

    def _step(self, way: Way) -> Change:
        while True:
            entry, has_more = self._next(way)
            if entry is None:
                self._refused = None  # whoever asked for something else asks anew for what was refused
                raise Refusal(f"There is nothing of yours to {way}.")
            try:
                return self._through(partial(_reverse, entry), way, reverses=entry)
            except Conflict as conflict:
                self._drop(entry.change)
                told = f"can no longer be {way.back}: it was changed since. {_next_step(way, has_more)}"
                raise Conflict(
                    f"“{entry.sentence}” {told}",
                    seen=conflict.seen,
                    now=conflict.now,
                    unnamed=f"“{entry.deed}” {told}",
                ) from conflict
            except Refusal as refusal:
                if entry.change != self._refused:
                    self._refused = entry.change
                    raise _refused_step(entry, way, refusal, has_more=has_more) from refusal
                self._drop(entry.change)

    def _drop(self, step: ChangeId) -> None:
        self._refused = None
        with self.store.write() as writer:
            writer.drop_step(step, self.staff.id)

    def _through(
        self,
        rule: Rule,
        way: Way,
        reverses: Entry | None = None,
        last: Callable[[], None] | None = None,
    ) -> Change:
        """Do it in one transaction, all or nothing; once more with new ids where another desk made the same one."""
        try:
            return self._attempt(rule, way, reverses, last)
        except SameId:
            self.ids.leap()
            if self._is_newcomer:
                self.staff = replace(self.staff, id=StaffId(self.ids.next()))
            return self._attempt(rule, way, reverses, last)

    def _attempt(
        self, rule: Rule, way: Way, reverses: Entry | None, last: Callable[[], None] | None
    ) -> Change:
        """Save, guard, journal, commit."""
        from reception.services import guard

        change: Change | None = None
        try:
            with self.store.write() as writer:
                if self._is_newcomer:
                    self._admit(writer)
                change = self._with_what_follows(writer, rule(writer), reverses)
                writer.save(change)
                guard.check(
                    writer, change, token=self.token, now=self.now(), since=reverses.seq if reverses else None
                )
                booked = self._use_up(writer, change)
                writer.append(self._entry(change, way, reverses), change.edits)
                if last is not None:
                    last()
        except SameId:
            raise
        except Broken as broken:
            raise in_words(self.store, broken, change) from broken
        self._is_newcomer, self._refused = False, None
        self.held -= booked
        return change

    def _with_what_follows(self, writer: Writer, change: Change, reverses: Entry | None) -> Change:
        """Return a change with what it brings along: pins that go, slots of who makes calls again.

        Refuse a stay that would be there twice.
        """
        from reception.services import pinboard, stays

        stays.check_brought_back(writer, change)
        change = pinboard.cleared(writer, change)
        if reverses is None or not any(isinstance(edit.after, Clinician) for edit in change.edits):
            return change
        from reception.services import comeback

        return comeback.with_slots(self, writer, change, since=reverses.change)

    def _use_up(self, writer: Writer, change: Change) -> set[SlotId]:
        """Let a booking use up the hold that its form had; return the slots that were held."""
        booked = {edit.after.slot for edit in change.edits if isinstance(edit.after, Call)} & self.held
        for slot in booked:
            holds.give_back(writer, self.token, slot)
        return booked

    def _admit(self, writer: Writer) -> None:
        """Put whoever works here for the first time on the staff list, along with their first change."""
        known = {fold(person.name): person for person in writer.all(Staff)}
        self.staff = known.get(fold(self.staff.name), self.staff)
        if self.staff in known.values():
            return
        change = Change("Added to the staff list", (Edit(None, self.staff),), self.staff.name)
        writer.save(change)
        entry = replace(self._entry(change, Way.DO, None), staff=PROGRAM.id, who=PROGRAM.name)
        writer.append(entry, change.edits)
        drafts.adopt(writer, self.desk, self.staff)

    def _entry(self, change: Change, way: Way, reverses: Entry | None) -> Entry:
        return Entry(
            seq=0,
            change=ChangeId(self.ids.next()),
            at=self.now(),
            staff=self.staff.id,
            who=self.staff.name,
            desk=self.desk,
            way=way,
            action=change.action,
            subject=change.subject,
            reverses=reverses.change if reverses else None,
        )


def _refused_step(entry: Entry, way: Way, refusal: Refusal, *, has_more: bool) -> Refusal:
    """Return why a step cannot be taken, in the words of undo, and how to get on."""
    then = _next_step(way, has_more)
    named, unnamed = map(what_is_in_the_way, (refusal.sentence, refusal.unnamed))
    return Refusal(
        f"“{entry.sentence}” cannot be {way.back}: {named}. {then}",
        unnamed=f"“{entry.deed}” cannot be {way.back}: {unnamed}. {then}",
    )


def _next_step(way: Way, has_more: bool) -> str:
    """Return how to get on where a step cannot be taken."""
    if not has_more:
        return f"Nothing else is left to {way}."
    return f"{way.capitalize()} again for the change {'before' if way is Way.UNDO else 'after'} it."


def lines(reader: Reader, *, limit: int) -> list[tuple[Entry, str | None, str | None]]:
    """Return the newest lines of the journal, oldest first, each with its thing before and after as JSON."""
    return journal.lines(reader.connection, limit=limit)


def last_line(reader: Reader) -> int:
    """Return the number of the newest line of the journal."""
    return journal.newest(reader)


def has_changed(reader: Reader, kinds: Sequence[type[Any]], since: int) -> bool:
    """Tell whether things of some kinds were changed after a line of the journal."""
    return journal.has_kind(reader, kinds, since)


def _reverse(entry: Entry, reader: Reader) -> Change:
    """Return the change that takes an entry back; a patient whom others need by now stays.

    Raise Conflict where the same person has taken it back at another desk meanwhile, so that it is there again.
    """
    back = journal.change_of(reader.connection, entry).reversed()
    for edit in back.edits:
        kind: type[Any] = type(edit.after)
        if edit.before is None and edit.after is not None and reader.find(kind, edit.after.id) is not None:
            raise Conflict("It is there again already.", now=edit.after)
    going = frozenset(edit.before.id for edit in back.edits if edit.before is not None)
    return Change(back.action, tuple(e for e in back.edits if not _stays(reader, e, going)), back.subject)


def _stays(reader: Reader, edit: Edit, going: frozenset[int]) -> bool:
    """Tell whether a patient is to stay who was added along with what is taken back."""
    if edit.after is not None or not isinstance(edit.before, Patient) or len(going) == 1:
        return False
    known = reader.find(Patient, edit.before.id)
    return known != edit.before or patients.is_needed(reader, edit.before.id, besides=going)
