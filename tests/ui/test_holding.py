"""A form about a slot holds it: other desks see it, typing keeps it longer, and it is given back."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from reception.domain import span
from reception.domain.errors import Refusal, Unavailable
from reception.services import clinicians, holds, pinboard, rearranging, slots
from reception.storage import schema
from reception.ui.booking.acts import MoveForm
from reception.ui.booking.form import BookingForm
from reception.ui.booking.swap_form import SwapForm
from reception.ui.diary.put_form import PutForm
from reception.ui.widgets.dialog import present
from tests.support.desks import MONDAY, TestDesk
from tests.support.windows import Window


def held(desk: TestDesk) -> list[int]:
    with desk.desk.store.read() as reader:
        return list(reader.connection.execute(select(schema.holds.c.slot)).scalars())


def offered(desk: TestDesk) -> list[str]:
    with desk.desk.store.read() as reader:
        found = slots.free(reader, desk.clock(), from_day=MONDAY, limit=3)
    return [span.clock(one.slot.starts_at) for one in found]


def booking(window: Window) -> BookingForm:
    window.press("Ctrl+N")
    return window.dialog(BookingForm)


def test_the_slot_of_an_open_form_is_offered_to_nobody_else_and_given_back(window, here):
    assert offered(here)[0] == "09:00"
    form = booking(window)
    assert form.note.text() == "Held for you 3:00"
    assert held(here) == [form.when.line.id]
    assert "09:00" not in offered(here)
    with pytest.raises(Refusal, match="Mon 23 Nov 09:00 is being booked by Mia Lane at desk of Mia Lane."):
        here.book("09:00")
    window.press("Escape")
    window.settle()
    assert held(here) == []
    assert offered(here)[0] == "09:00"


def test_another_time_that_is_chosen_is_held_instead(window, here):
    form = booking(window)
    first = form.when.line.id
    form.when.input.setCurrentIndex(2)
    window.settle()
    assert held(here) == [form.when.line.id] != [first]


def test_a_booking_uses_the_hold_up(window, here):
    booking(window)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    assert held(here) == []
    assert span.clock(here.line("Nora Blake").slot.starts_at) == "09:00"


def test_typing_keeps_the_slot_longer(file_window, file_diary, clock):
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    clock.move(minutes=2, seconds=30)
    form._holding._show()
    assert form.note.text() == "Held for you 0:30"
    file_window.type("N")
    assert form.note.text() == "Held for you 3:00"


def test_a_hold_that_ran_out_while_somebody_types_is_taken_again(file_window, file_diary, clock):
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    slot = form.when.line
    file_window.type("Nora")
    clock.move(minutes=4)
    form._holding._show()
    assert form.note.text() == "Not held any more"
    file_window.type(" Blake")
    assert form.note.text() == "Held for you 3:00"
    assert (form.who.input.text(), form.when.line) == ("Nora Blake", slot)


def test_a_hold_that_ran_out_and_was_taken_says_so_and_keeps_what_is_typed(file_window, file_diary, clock):
    there = file_diary.desk("Joe Moss")
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    slot = form.when.line.slot
    file_window.type("Nora")
    clock.move(minutes=4)
    there.book(span.clock(slot.starts_at))
    file_window.type(" B")
    file_window.type("lake")
    when = span.moment_text(slot.starts_at)
    assert form.refusal == f"{when} has just been taken. Choose another time."
    assert form.who.input.text() == "Nora Blake"
    assert form.when.line is None
    assert form.when.input.currentText().endswith("· gone")
    assert form.note.text() == ""
    assert [line.patient.name for line in there.lines()] == ["Jane Holt"]


class Busy:
    """A diary that is in the way of every hold until it is `over`."""

    def __init__(self) -> None:
        self.over, self.tries, self._take = False, 0, holds.take

    def take(self, *words: Any) -> Any:
        if self.over:
            return self._take(*words)
        self.tries += 1
        raise Unavailable("The diary is busy.")


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> Busy:
    made = Busy()
    monkeypatch.setattr(holds, "take", made.take)
    return made


def test_a_slot_that_could_not_be_held_once_is_held_with_the_next_stroke(file_window, file_diary, busy):
    form = booking(file_window)
    assert (form.note.text(), held(file_diary.desk("Joe Moss"))) == ("", [])
    busy.over = True
    file_window.type("N")
    assert form.note.text() == "Held for you 3:00"
    assert held(file_diary.desk("Joe Moss")) == [form.when.line.id]


def test_a_slot_that_could_not_be_held_once_is_held_without_a_stroke_too(
    file_window, file_diary, busy, clock
):
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    busy.over = True
    clock.move(seconds=4)
    form._holding._tick()
    file_window.settle()
    assert form.note.text() == ""
    clock.move(seconds=1)
    form._holding._tick()
    file_window.settle()
    assert form.note.text() == "Held for you 3:00"
    assert form._holding._clock.isActive()


def test_a_form_that_nobody_types_in_stops_asking_for_a_hold(file_window, busy, clock):
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    tries = busy.tries
    clock.move(minutes=3)
    form._holding._tick()
    file_window.settle()
    assert busy.tries == tries


def test_a_hold_that_could_not_be_made_longer_stays_until_its_time_and_is_tried_again(
    file_window, busy, clock
):
    busy.over = True
    form = booking(file_window)
    form.when.input.setCurrentIndex(20)
    file_window.settle()
    clock.move(minutes=2)
    busy.over = False
    file_window.type("N")
    assert form.note.text() == "Held for you 1:00"
    busy.over = True
    file_window.type("o")
    assert form.note.text() == "Held for you 3:00"


def test_a_slot_that_somebody_took_while_the_diary_was_busy_is_said(file_window, file_diary, busy):
    form = booking(file_window)
    slot = form.when.line.slot
    file_diary.desk("Joe Moss").book(span.clock(slot.starts_at))
    busy.over = True
    file_window.type("N")
    assert form.refusal == f"{span.moment_text(slot.starts_at)} has just been taken. Choose another time."


def test_a_window_that_is_closed_over_an_open_form_gives_the_slot_back(file_window, file_diary):
    booking(file_window)
    there = file_diary.desk("Joe Moss")
    assert held(there)
    file_window.main.close()
    assert held(there) == []


def test_a_clinician_who_is_retired_while_somebody_types_is_one_sentence_and_keeps_what_is_typed(
    file_window, file_diary
):
    there = file_diary.desk("Joe Moss")
    form = booking(file_window)
    line = form.when.line
    file_window.type("Nora Blake")
    file_window.press("Tab")
    file_window.type("07700 900481")
    clinicians.retire(there.desk.history, line.clinician)
    file_window.press("Return")
    when = span.moment_text(line.slot.starts_at)
    assert form.refusal == (
        f"{line.clinician.name} makes no more calls, so {when} is not offered. Choose another time."
    )
    assert form.who.input.text() == "Nora Blake"
    assert there.lines() == []
    assert form.when.line is None or form.when.line.clinician.id != line.clinician.id


# ---- the other forms that are about a slot


def moving(window: Window, here: TestDesk) -> MoveForm:
    here.book("16:00")
    form = MoveForm(window.main, window.main.context, here.line())
    present(form)
    window.settle()
    return form


def test_the_form_that_moves_a_call_holds_the_slot_and_uses_the_hold_up(window, here):
    form = moving(window, here)
    assert form.note.text() == "Held for you 3:00"
    assert held(here) == [form.to.line.id]
    with pytest.raises(Refusal, match="Mon 23 Nov 09:00 is being booked by Mia Lane"):
        here.book("09:00", "Nora Blake", "07700 900481")
    window.press("Down")
    assert held(here) == [form.to.line.id]
    window.press("Return")
    assert window.no_dialog()
    assert span.clock(here.line().slot.starts_at) == "09:15"
    assert held(here) == []


def test_the_form_that_moves_a_call_gives_the_slot_back_when_it_is_left(window, here):
    moving(window, here)
    window.press("Escape")
    window.settle()
    assert held(here) == []


def test_the_form_that_moves_a_call_says_when_another_desk_took_the_slot_first(window, here):
    here.book("16:00")
    line = here.line()
    form = MoveForm(window.main, window.main.context, line)
    here.book("09:00", "Nora Blake", "07700 900481")
    present(form)
    window.settle()
    assert form.to.line is None or span.clock(form.to.line.slot.starts_at) != "09:00"


def test_the_slot_for_a_parked_call_is_held_longer_while_somebody_chooses_and_used_up(
    file_window, file_diary, clock
):
    here = file_diary.desk("Joe Moss")
    here.book("10:00")
    here.book("11:00", "Tom Holt", "07700 900335")
    for name in ("Jane Holt", "Tom Holt"):
        pinboard.park(here.desk.history, here.line(name).id)
    screen = file_window.go("diary")
    screen.grid.go_to(screen.grid.model_.grid.find(here.slot("14:30").id))
    file_window.press("K")
    form = file_window.dialog(PutForm)
    assert form.note.text() == "Held for you 3:00"
    assert held(here) == [here.slot("14:30").id]
    clock.move(minutes=2)
    file_window.press("Down")
    assert form.note.text() == "Held for you 3:00"
    file_window.press("Return")
    assert file_window.no_dialog()
    assert span.clock(here.line("Tom Holt").slot.starts_at) == "14:30"
    assert held(here) == []


def test_the_slot_for_a_parked_call_that_another_desk_holds_is_said_at_once(file_window, file_diary):
    here = file_diary.desk("Joe Moss")
    here.book("10:00")
    pinboard.park(here.desk.history, here.line().id)
    screen = file_window.go("diary")
    slot = here.slot("14:30")
    holds.take(here.desk.history, slot.id)
    with here.desk.store.read() as reader:
        line = slots.line(reader, slot.id)
    form = PutForm(file_window.main, file_window.main.context, screen.to_move, line)
    present(form)
    file_window.settle()
    assert form.refusal.startswith("Mon 23 Nov 14:30 is being booked by Joe Moss")
    file_window.press("Escape")


def test_the_time_of_the_call_to_swap_with_is_held_and_another_desk_cannot_swap_it(window, here):
    here.book("10:00")
    here.book("11:00", "Tom Holt", "07700 900335")
    here.book("14:00", "Nora Blake", "07700 900481")
    ids = {line.patient.name: line.id for line in here.lines()}
    form = SwapForm(window.main, window.main.context, here.line())
    present(form)
    window.settle()
    assert form.note.text() == "Held for you 3:00"
    assert held(here) == [here.slot("11:00").id]
    with pytest.raises(Refusal, match="Mon 23 Nov 11:00 is being booked by Mia Lane"):
        rearranging.swap(here.desk.history, ids["Nora Blake"], ids["Tom Holt"])
    window.press("Down")
    assert held(here) == [here.slot("14:00").id]
    window.press("Return")
    assert window.no_dialog()
    assert span.clock(here.line().slot.starts_at) == "14:00"
    assert held(here) == []
    window.press("Ctrl+Z")
    assert span.clock(here.line().slot.starts_at) == "10:00"


def test_a_call_that_left_its_time_before_it_could_be_held_is_said(here):
    here.book("10:00")
    line = here.line()
    here.move(to="11:00")
    with pytest.raises(Refusal, match="The call of Mon 23 Nov 10:00 was moved or cancelled meanwhile."):
        holds.take(here.desk.history, line.slot.id, line.id)
    assert held(here) == []
