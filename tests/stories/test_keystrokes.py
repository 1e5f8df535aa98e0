"""The keyboard budget: how many strokes each task of the desk takes on top of what is typed as text.

Every stroke goes to the real window as a key event and is counted; text (a name, a number) is not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from reception import settings
from reception.domain import span
from reception.domain.call import CallStatus, Result
from reception.services import patients, pinboard
from reception.ui.actions import SCREENS
from reception.ui.booking.call_card import CallCard
from reception.ui.booking.form import BookingForm
from reception.ui.diary.rescue_form import RescueForm
from tests.stories.test_sheets import approve, print_to
from tests.support.desks import TestDesk
from tests.support.windows import Window

NAMES = [name for name, _ in SCREENS]
BUDGET = {
    "book the next free call for a known patient": 4,
    "book a second call for a known patient, which is asked about": 4,
    "book for a new caller": 6,
    "record what came of the selected call": 1,
    "move a call to the next free slot": 3,
    "cancel a call with a reason": 3,
    "print a sheet for the selected patient": 4,
    "export this week's list to Excel": 3,
    "take back the last change": 1,
    "park the selected call": 1,
    "put a parked call into the selected slot": 2,
    "swap the selected call with the next one": 2,
    "book the cancelled call that is shown again": 1,
    "book the first slot of another day": 5,
    "freeze the day of somebody who is ill, and see whom to ring": 3,
    "move a stranded call to the time that was agreed": 1,
}
"""At most so many: the table of the whole desk first, then what the diary adds."""


@dataclass
class Fingers:
    """Works the window and counts the strokes that are not text."""

    window: Window
    strokes: int = 0

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        for stroke in keys.split():
            self.window.press(stroke)
            self.strokes += 1

    def type(self, text: str) -> None:
        """Type a text, which costs nothing."""
        self.window.type(text)

    def within(self, task: str) -> None:
        """Fail where the task took more than its budget; the next task is counted anew."""
        assert self.strokes <= BUDGET[task], f"{task}: {self.strokes}"
        self.strokes = 0


@pytest.fixture
def desk(file_diary) -> TestDesk:
    """Another desk, with a call at 10:00 and one at 16:00, and somebody known who has none."""
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("15:00", "Amy Bay", "07700 900482")
    made.cancel("Amy Bay")
    made.book("10:00")
    made.book("16:00", "Tom Holt", "07700 900335")
    return made


@pytest.fixture
def fingers(desk, file_window) -> Fingers:
    return Fingers(file_window)


def at(window: Window, desk: TestDesk, when: str) -> None:
    """Put the diary's cursor on a slot: walking there is choosing, as in the table of the budget."""
    window.go("diary")
    window.screen.grid.go_to(window.screen.grid.model_.grid.find(desk.slot(when).id))
    window.screen.grid.setFocus()
    window.settle()


def booked(desk: TestDesk, name: str) -> int:
    return sum(line.patient.name == name and line.call.is_live for line in desk.lines())


def time_of(desk: TestDesk, name: str) -> str:
    return span.clock(desk.line(name).slot.starts_at)


@pytest.mark.parametrize("screen", NAMES)
def test_a_known_patient_is_booked_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+N")
    fingers.type("amy bay")
    fingers.press("Return Return")
    fingers.within("book the next free call for a known patient")
    assert fingers.window.no_dialog()
    assert booked(desk, "Amy Bay") == 1


@pytest.mark.parametrize("screen", NAMES)
def test_a_second_call_is_booked_from_any_screen_once_it_was_asked_about(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+N")
    fingers.type("tom holt")
    fingers.press("Return Return")
    assert booked(desk, "Tom Holt") == 1
    fingers.press("Return")
    fingers.within("book a second call for a known patient, which is asked about")
    assert booked(desk, "Tom Holt") == 2


@pytest.mark.parametrize("screen", NAMES)
def test_a_new_caller_is_booked_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+N")
    fingers.type("Nora Blake")
    fingers.press("Tab")
    fingers.type("07700 900481")
    fingers.press("Return")
    fingers.within("book for a new caller")
    assert desk.line("Nora Blake").call.status is CallStatus.BOOKED


def test_an_outcome_is_one_stroke_on_the_selected_call(desk, fingers):
    fingers.window.go("today")
    fingers.press("3")
    fingers.within("record what came of the selected call")
    assert desk.line().call.outcome is Result.NO_ANSWER


@pytest.mark.parametrize("screen", NAMES)
def test_the_next_call_is_moved_to_the_next_free_slot_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+1 M Return")
    fingers.within("move a call to the next free slot")
    assert time_of(desk, "Jane Holt") == "09:00"


@pytest.mark.parametrize("screen", NAMES)
def test_the_next_call_is_cancelled_with_a_reason_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+1 Delete Return")
    fingers.within("cancel a call with a reason")
    assert desk.line().call.status is CallStatus.CANCELLED
    assert desk.line().call.cancel_reason


def test_the_call_under_the_cursor_of_the_diary_is_moved_and_cancelled(desk, fingers):
    at(fingers.window, desk, "16:00")
    fingers.press("M Return")
    fingers.within("move a call to the next free slot")
    assert time_of(desk, "Tom Holt") == "09:00"
    at(fingers.window, desk, "09:00")
    fingers.press("Delete Return")
    fingers.within("cancel a call with a reason")
    assert desk.line("Tom Holt").call.status is CallStatus.CANCELLED


@pytest.mark.parametrize(("screen", "keys"), [("today", "P"), ("diary", "P"), ("patients", "Ctrl+P")])
def test_a_sheet_for_the_selected_patient_is_printed(desk, fingers, tmp_path: Path, screen, keys):
    known = desk.line().patient
    patients.edit(desk.desk.history, known, replace(known, needs=("large print",)))
    window = fingers.window
    window.go("sheets")
    approve(window)
    at(window, desk, "10:00")
    window.main.context.go(screen, known if screen == "patients" else None)
    window.settle()
    fingers.press(keys)
    fingers.press("Ctrl+P")
    print_to(window, tmp_path / "paper.pdf")
    fingers.strokes += 1  # the Enter in it
    fingers.within("print a sheet for the selected patient")
    assert (tmp_path / "paper.pdf").exists()
    offered = [one.text() for one in window.main.toast.findChildren(QPushButton) if one.isVisible()]
    assert (window.main.toast.sentence.split(":")[0], offered) == ("Printed a sheet", []), "paper is out"


@pytest.mark.parametrize("screen", NAMES)
def test_the_week_is_exported_to_excel_from_any_screen(fingers, tmp_path: Path, screen):
    settings.remember(fingers.window.main.background.settings, folder=str(tmp_path))
    fingers.window.go(screen)
    fingers.press("Ctrl+E")
    assert isinstance(fingers.window.dialog(QFileDialog), QFileDialog)
    fingers.press("Return")
    fingers.within("export this week's list to Excel")
    assert (tmp_path / "calls-2026-W48.xlsx").exists()


@pytest.mark.parametrize("screen", NAMES)
def test_the_last_change_is_taken_back_from_any_screen(desk, fingers, screen):
    fingers.window.press("Ctrl+1 4")
    assert desk.line().call.outcome is Result.VOICEMAIL
    fingers.window.go(screen)
    fingers.press("Ctrl+Z")
    fingers.within("take back the last change")
    assert desk.line().call.outcome is None


# ---- what the diary adds


def test_a_call_is_parked_and_put_into_another_slot(desk, fingers):
    at(fingers.window, desk, "10:00")
    fingers.press("K")
    fingers.within("park the selected call")
    at(fingers.window, desk, "14:30")
    fingers.press("K Return")
    fingers.within("put a parked call into the selected slot")
    assert time_of(desk, "Jane Holt") == "14:30"


@pytest.mark.parametrize("screen", ["today", "diary"])
def test_two_calls_are_swapped(desk, fingers, screen):
    at(fingers.window, desk, "10:00")
    fingers.window.go(screen)
    fingers.press("S Return")
    fingers.within("swap the selected call with the next one")
    assert (time_of(desk, "Jane Holt"), time_of(desk, "Tom Holt")) == ("16:00", "10:00")


def test_a_cancelled_call_is_booked_again(desk, fingers):
    desk.cancel()
    fingers.window.main.context.go("diary", desk.line())
    assert isinstance(fingers.window.dialog(CallCard), CallCard)
    fingers.press("A")
    fingers.within("book the cancelled call that is shown again")
    assert desk.line().call.status is CallStatus.BOOKED


@pytest.mark.parametrize("screen", NAMES)
def test_the_first_slot_of_another_day_is_found_and_booked_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    fingers.press("Ctrl+Shift+F Down Return")
    assert isinstance(fingers.window.dialog(BookingForm), BookingForm)
    fingers.type("amy bay")
    fingers.press("Return Return")
    fingers.within("book the first slot of another day")
    lines = [line for line in desk.lines() if line.patient.name == "Amy Bay" and line.call.is_live]
    assert [span.london_day(line.slot.starts_at).day for line in lines] == [24]


@pytest.mark.parametrize("screen", NAMES)
def test_a_day_is_rescued_from_any_screen(desk, fingers, screen):
    fingers.window.go(screen)
    # the diary knows whose column the cursor is in
    fingers.press("Alt+Shift+R Return" if screen == "diary" else "Alt+Shift+R Down Return")
    form = fingers.window.dialog(RescueForm)
    assert [one.line.patient.name for one in form.table.rows.values] == ["Jane Holt", "Tom Holt"]
    fingers.within("freeze the day of somebody who is ill, and see whom to ring")
    agreed = form.table.current.offers[0].id
    fingers.press("1")
    fingers.within("move a stranded call to the time that was agreed")
    assert desk.line().slot.id == agreed


def test_the_pinboard_is_shared(desk, fingers):
    pinboard.park(desk.desk.history, desk.line().id)
    at(fingers.window, desk, "14:30")
    fingers.press("K Return")
    fingers.within("put a parked call into the selected slot")
    assert time_of(desk, "Jane Holt") == "14:30"
