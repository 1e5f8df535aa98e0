"""No form asks more questions of the database when there is more to show: how many statements is a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QDialog

from reception.domain.call import CallLine, CallStatus
from reception.domain.clinician import Clinician
from reception.domain.closure import Closure
from reception.domain.ids import AvailabilityId, ClosureId
from reception.domain.slot import Slot
from reception.services import availability, boards, calls, clinics, closures, pinboard, slots
from reception.ui import forms
from reception.ui.booking.form import BookingForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.diary.block import BlockForm, WithdrawForm
from reception.ui.diary.find_form import FindForm
from reception.ui.palette.view import Palette
from reception.ui.settings.leave_form import LeaveForm
from reception.ui.widgets.dialog import present
from tests.support.desks import MONDAY, NINE_ON_MONDAY, Clock, Practice, TestDesk
from tests.support.windows import Window, open_window
from tests.ui.test_statements import FEW, MANY, counted, fill

WEEKS = 4
LATE = "23:00"
"""A time after which nobody makes calls."""


@dataclass
class Sitting:
    """Somebody at the window, and a colleague at another desk."""

    window: Window
    desk: TestDesk
    other: TestDesk
    clock: Clock

    @property
    def main(self) -> Any:
        """Return the window itself."""
        return self.window.main

    def open(self, kind: type[Any], *given: object) -> Any:
        """Open a form of which `forms` knows nothing."""
        form = kind(self.main, self.main.context, *given)
        present(form)
        return form

    def leave(self) -> None:
        """Leave every form that is open."""
        while (form := QApplication.activeModalWidget()) is not None:
            assert isinstance(form, QDialog)
            if isinstance(form, BookingForm):
                form.clear()  # a draft of the few would be shown with the many
            form.reject()
            self.window.settle()


Do = Callable[[], object]
Arrange = Callable[[Sitting, int], Do]
"""Puts few or many things into the diary, and returns what opens the form."""


@pytest.fixture
def sitting(file_diary: Practice, clock: Clock, qtbot: Any, qapp: Any) -> Iterator[Sitting]:
    desk = file_diary.desk("Mia Lane")
    desk.publish(WEEKS)
    window = open_window(qtbot, qapp, desk.desk)
    window.go("diary")
    window.main.live.stop()  # its news would be counted where they come
    yield Sitting(window, desk, file_diary.desk("Joe Moss"), clock)
    window.main.close()


# ---- what there is few or much of


def to_come(desk: TestDesk, week: date = MONDAY) -> list[CallLine]:
    """Return the calls of a week that are booked and not tried yet."""
    return [
        line for line in desk.lines(week) if line.call.status is CallStatus.BOOKED and not line.call.attempts
    ]


def of_week(desk: TestDesk) -> Sequence[Slot]:
    """Return the slots of the week that are offered."""
    with desk.desk.store.read() as reader:
        return boards.of_days(reader, MONDAY, MONDAY + timedelta(days=5)).slots


def free(desk: TestDesk) -> list[Slot]:
    """Return every slot of the next weeks that can be booked."""
    with desk.desk.store.read() as reader:
        return [line.slot for line in slots.free(reader, desk.clock(), limit=5_000)]


def leave_free(desk: TestDesk, number: int) -> None:
    """Block all slots but so few, or give them back where many are to be free."""
    if number == MANY:
        desk.undo()
        return
    fill(desk, FEW)
    london = desk.slot("10:00").clinic
    kept = [slot for slot in free(desk) if slot.clinic == london][:number]
    slots.block(desk.desk.history, [slot for slot in free(desk) if slot not in kept], "Not yet")


def known(desk: TestDesk, number: int, phone: str) -> None:
    """Let so many people be known who share a number."""
    for place, slot in enumerate(free(desk)[:number]):
        calls.book(
            desk.desk.history, slot.id, calls.Caller(name=f"Relation Number{number}{place}", phone=phone)
        )


# ---- what is opened


def rescue_list(here: Sitting, number: int) -> Do:
    week = MONDAY + timedelta(weeks=1 if number == FEW else 2)
    fill(here.desk, number, week)
    shut = Closure(id=ClosureId(0), clinic=None, first=week, last=week + timedelta(days=5), starts=time(7))
    closures.close(here.desk.desk.history, shut, None)
    return lambda: forms.rescue(here.main, here.main.context)


def swap(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    return lambda: forms.swap(here.main, to_come(here.desk)[0])


def move(here: Sitting, number: int) -> Do:
    leave_free(here.desk, number)
    line = to_come(here.desk)[0]
    return lambda: forms.move(here.main, line)


def put(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    screen: Any = here.window.screen
    with here.desk.desk.store.read() as reader:
        left = [line for line in to_come(here.desk) if not pinboard.is_parked(reader, line.id)]
        slot = slots.line(reader, free(here.desk)[0].id)
    for line in left:
        pinboard.park(here.desk.desk.history, line.id)

    def read_and_open() -> None:
        screen.to_move.refresh()
        here.window.settle()
        forms.put_here(screen, screen.to_move, slot)

    return read_and_open


def book(here: Sitting, number: int) -> Do:
    leave_free(here.desk, number)
    return lambda: forms.book(here.window.screen)


def book_by_name(here: Sitting, number: int) -> Do:
    fill(here.desk, number)

    def open_and_type() -> None:
        forms.book(here.window.screen)
        here.window.dialog(BookingForm).who.input.insert("Caller")

    return open_and_type


def book_somebody_alike(here: Sitting, number: int) -> Do:
    known(here.desk, number, "07700 900334")

    def open_and_type() -> None:
        forms.book(here.window.screen)
        form = here.window.dialog(BookingForm)
        form.who.input.insert("Amy Bay")
        here.window.settle()
        form.phone.input.insert("07700 900334")

    return open_and_type


def find(here: Sitting, number: int) -> Do:
    leave_free(here.desk, number)
    return lambda: forms.find_slot(here.main, here.main.context, lambda slot: None)


def find_what_is_rare(here: Sitting, number: int) -> Do:
    if number == MANY:
        here.desk.publish(40, MONDAY + timedelta(weeks=WEEKS))

    def open_and_wish() -> None:
        forms.find_slot(here.main, here.main.context, lambda slot: None)
        here.window.dialog(FindForm).wish.after.input.setText(LATE)

    return open_and_wish


def publish(here: Sitting, number: int) -> Do:
    """Few or many weekly rules, and as many booked calls where they have no hours."""
    fill(here.desk, number)
    history = here.desk.desk.history
    with here.desk.desk.store.read() as reader:
        there = availability.rota(reader)
    for rule in there:
        if rule.weekday != 6:
            availability.remove(history, rule)
    for place in range(sum(rule.weekday == 6 for rule in there), number):
        starts = time(6 + place // 4, place % 4 * 15)
        ends = time(6 + (place + 1) // 4, (place + 1) % 4 * 15)
        new = replace(there[0], id=AvailabilityId(0), weekday=6, starts=starts, ends=ends)
        availability.add(history, new)
    return lambda: forms.publish(here.main)


def history_of_call(here: Sitting, number: int) -> Do:
    if number == FEW:
        here.desk.book("16:00")
    for place in range(number):
        here.desk.move(to=("16:15", "16:00")[place % 2])
    line = here.desk.line()
    return lambda: forms.history(here.main, here.main.context, line.slot, line)


def history_of_slot(here: Sitting, number: int) -> Do:
    for place in range(number):
        name = f"Caller Number{number}{place}"
        here.desk.book("16:00", name, f"07700 900{place:03}")
        here.desk.cancel(name)
    slot = here.desk.slot("16:00")
    return lambda: forms.history(here.main, here.main.context, slot)


def as_it_was(here: Sitting, number: int) -> Do:
    if number == FEW:
        here.clock.move(minutes=20)
    fill(here.other, number)
    screen: Any = here.window.screen
    screen.past.leave()
    here.window.settle()
    return lambda: screen.past.show_moment(NINE_ON_MONDAY)


def since_away(here: Sitting, number: int) -> Do:
    fill(here.other, number)
    screen: Any = here.window.screen

    def read_and_open() -> None:
        screen.away.refresh()
        here.window.settle()
        screen.away.show_lines()

    return read_and_open


def block(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    return lambda: forms.block(here.window.screen, *of_week(here.desk)[: 2 * number])


def withdraw(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    return lambda: forms.withdraw(here.window.screen, *of_week(here.desk)[: 2 * number])


def leave(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    with here.desk.desk.store.read() as reader:
        people = reader.all(Clinician)

    def open_and_say() -> None:
        here.open(LeaveForm, people).last.input.show_day(MONDAY + timedelta(days=1 + number // 10))

    return open_and_say


def closure(here: Sitting, number: int) -> Do:
    fill(here.desk, number)
    with here.desk.desk.store.read() as reader:
        london = clinics.named(reader, "London")

    def open_and_say() -> None:
        form = here.open(ClosureForm, london)
        form.early.setChecked(True)
        form.last.input.show_day(MONDAY + timedelta(days=1 + number // 10))

    return open_and_say


def palette(typed: str) -> Arrange:
    """Return what types something into the palette."""

    def arrange(here: Sitting, number: int) -> Do:
        fill(here.desk, number)

        def open_and_type() -> None:
            here.main.act("find")
            here.window.dialog(Palette).field.insert(typed)

        return open_and_type

    return arrange


def palette_of_few_free(here: Sitting, number: int) -> Do:
    leave_free(here.desk, number)
    return palette("free london")(here, FEW)


def palette_of_what_is_rare(here: Sitting, number: int) -> Do:
    if number == MANY:
        here.desk.publish(40, MONDAY + timedelta(weeks=WEEKS))
    return palette(f"free after {LATE}")(here, FEW)


def undo_of_a_publication(here: Sitting, number: int) -> Do:
    here.desk.publish(1 if number == FEW else 30, MONDAY + timedelta(weeks=WEEKS))

    def take_back() -> None:
        here.window.press("Ctrl+Z")
        assert here.main.toast.sentence.startswith("Undone: published")

    return take_back


FORMS: dict[str, tuple[Arrange, int]] = {
    "the calls to rescue": (rescue_list, 10),
    "a swap": (swap, 17),
    "a move": (move, 12),
    "the pinboard, and putting a call": (put, 10),
    "a booking": (book, 12),
    "a booking by name": (book_by_name, 17),
    "a booking of somebody alike": (book_somebody_alike, 19),
    "a free slot": (find, 9),
    "a free slot that is rare": (find_what_is_rare, 20),
    "publishing": (publish, 13),
    "the history of a call": (history_of_call, 14),
    "the history of a slot": (history_of_slot, 12),
    "the diary as it was": (as_it_was, 10),
    "since you were away": (since_away, 9),
    "blocking": (block, 11),
    "withdrawing": (withdraw, 11),
    "leave": (leave, 13),
    "a closure": (closure, 19),
    "the palette": (palette("caller"), 20),
    "the palette, to book": (palette("book caller tue"), 22),
    "the palette, what is free": (palette_of_few_free, 20),
    "the palette, what is rare": (palette_of_what_is_rare, 24),
    "undo of a publication": (undo_of_a_publication, 37),
}
"""What puts things in and opens each, and how many statements that takes; more is a reason to look."""


def statements(here: Sitting, do: Do) -> list[str]:
    """Return what is sent while something is opened."""
    here.window.settle()
    with counted(here.desk.desk.store.engine) as sent:
        do()
        here.window.settle()
    here.leave()
    return sent


@pytest.mark.parametrize("name", FORMS)
def test_a_form_asks_as_often_however_much_there_is(sitting, name):
    arrange, at_most = FORMS[name]
    few = statements(sitting, arrange(sitting, FEW))
    many = statements(sitting, arrange(sitting, MANY))
    assert few
    assert len(many) <= len(few) + 1, "\n".join(sorted(set(many) - set(few)))
    assert max(len(few), len(many)) <= at_most


@pytest.mark.parametrize("kind", [BlockForm, WithdrawForm])
def test_many_slots_are_written_one_by_one_and_looked_at_together(sitting, kind):
    """Each is written only as it was seen; whether they are booked or held is one question for all."""

    def sent(first: int, number: int) -> list[str]:
        form = sitting.open(kind, *of_week(sitting.desk)[first : first + number])
        sitting.window.settle()
        return statements(sitting, lambda: sitting.window.press("Return", on=form.doing))

    few, many = sent(0, FEW), sent(20, MANY)
    written = [[one for one in them if one.startswith("UPDATE slots")] for them in (few, many)]
    assert [len(one) for one in written] == [FEW, MANY]
    assert len(many) - MANY <= len(few) - FEW + 1
