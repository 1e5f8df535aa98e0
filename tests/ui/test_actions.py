"""Every action of the table does what it says: from the palette, by its key, and only where it makes sense."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from reception.domain.call import CallStatus
from reception.domain.sheet import Edition, SheetState
from reception.domain.slot import SlotState
from reception.ui.actions import ACTIONS, ON_SCREENS, SCREENS, Action
from reception.ui.booking.acts import CallBackForm, CancelForm, ConsultationForm, MoveForm
from reception.ui.booking.form import BookingForm
from reception.ui.clinics.closure_form import ClosureForm
from reception.ui.clinics.forms import ClinicForm
from reception.ui.diary.block import BlockForm
from reception.ui.diary.date_form import DateForm
from reception.ui.diary.holiday_form import HolidayForm
from reception.ui.diary.moment_form import MomentForm
from reception.ui.diary.publish import PublishForm
from reception.ui.palette.view import Palette
from reception.ui.patients.waiting import WaitForm
from reception.ui.settings.clinicians import ClinicianForm
from reception.ui.settings.pc import DeskForm
from reception.ui.settings.staff import StaffForm
from reception.ui.settings.view import SECTIONS
from reception.ui.settings.who import WhoForm
from reception.ui.sheets.approving import ApproveForm
from reception.ui.theme import DARK
from reception.ui.words import RESULTS
from tests.support.windows import Window


def find(window: Window, typed: str = "") -> Palette:
    """Open the palette by its key and type."""
    window.press("Ctrl+K")
    palette = window.dialog(Palette)
    if typed:
        window.type(typed)
    return palette


def choose(window: Window, name: str) -> None:
    """Do an action by typing its words into the palette."""
    action = next(one for one in window.main.doing.table() if one.name == name)
    palette = find(window, action.text)
    entry = next(one for one in palette.list.entries.entries if one.thing == action)
    palette.choose(entry)
    window.settle()


def named_here(window: Window) -> set[str]:
    """Return the actions that the palette offers now beside those of everywhere."""
    window.settle()
    return set(window.screen.acts())


class Outcomes:
    """For each action: whether it was done, and how to put the window back."""

    def __init__(self, window: Window, here) -> None:
        self.window, self.here = window, here

    def before(self, name: str) -> None:
        """Make sure that the action has something to do."""
        self.window.go("diary" if name == "go today" else "today")
        if name == "theme":
            self.window.main.theme.choose("light")
        if name == "undo":
            self.book()
        if name == "redo":
            self.book()
            self.window.main.act("undo")
            self.window.settle()

    def book(self) -> None:
        """Book a call at this desk, so that this desk can take it back."""
        self.window.press("Ctrl+N")
        self.window.type("Nora Blake")
        self.window.press("Tab")
        self.window.type("07700 900481")
        self.window.press("Return")
        assert self.window.no_dialog()

    def check(self, name: str) -> None:
        """Tell whether the action was done."""
        self.window.settle()
        main, form = self.window.main, QApplication.activeModalWidget()
        forms = {
            "book": BookingForm,
            "publish": PublishForm,
            "who": WhoForm,
            "export": QFileDialog,
            "csv": QFileDialog,
            "import": QFileDialog,
        }
        texts = {"find": "", "free": "free ", "keys": "?"}
        if name.startswith("go "):
            assert main.current == name.removeprefix("go ")
        elif name in forms:
            assert isinstance(form, forms[name])
            assert main.current == {"export": "lists", "csv": "lists", "import": "sheets"}.get(name, "today")
        elif name in texts:
            assert isinstance(form, Palette)
            assert form.field.text() == texts[name]
        elif name == "print":
            assert main.toast.sentence.startswith("There is nothing to print on this screen")
        elif name == "theme":
            assert main.theme.tokens is DARK
        else:
            assert self.booked() == (name == "redo")
        if isinstance(form, QDialog):
            form.reject()
        self.window.settle()

    def booked(self) -> bool:
        return any(line.call.status is CallStatus.BOOKED for line in self.here.lines())


def in_turn(*, with_key: bool) -> list[tuple[Action, ...]]:
    """Return the actions as tests take them: undo and redo in a window of their own, the others in one."""
    there = [action for action in ACTIONS if action.key or not with_key]
    alone = [(action,) for action in there if action.name in ("undo", "redo")]
    return [tuple(action for action in there if (action,) not in alone), *alone]


@pytest.mark.parametrize("actions", in_turn(with_key=False))
def test_every_action_can_be_done_from_the_palette(file_window, file_diary, actions, subtests):
    outcomes = Outcomes(file_window, file_diary.desk())
    for action in actions:
        with subtests.test(action.name):
            outcomes.before(action.name)
            palette = find(file_window, action.text)
            if action.name == "find":
                palette.field.clear()
            else:
                assert palette.list.current.thing == action
                file_window.press("Return")
            outcomes.check(action.name)


@pytest.mark.parametrize("actions", in_turn(with_key=True))
def test_every_key_of_the_table_does_its_action(file_window, file_diary, actions, subtests):
    outcomes = Outcomes(file_window, file_diary.desk())
    for action in actions:
        with subtests.test(action.name):
            outcomes.before(action.name)
            file_window.press(action.key)
            outcomes.check(action.name)


def test_the_keys_work_while_the_palette_is_open(file_window, file_diary, subtests):
    outcomes = Outcomes(file_window, file_diary.desk())
    for action in in_turn(with_key=True)[0]:
        if action.name != "find":
            with subtests.test(action.name):
                outcomes.before(action.name)
                find(file_window, "jane")
                file_window.press(action.key)
                outcomes.check(action.name)


def test_in_the_palette_undo_belongs_to_the_text_and_ctrl_k_chooses_it_all(window):
    palette = find(window, "jane")
    window.press("Ctrl+Z")
    assert palette.field.text() == ""
    window.press("Ctrl+Y")
    window.press("Ctrl+K")
    assert palette.field.selectedText() == "jane"


def test_in_the_palette_undo_is_the_windows_while_nothing_is_typed(window):
    window.press("Ctrl+K")
    assert window.dialog(Palette).field.text() == ""
    window.press("Ctrl+Z")
    assert window.no_dialog()
    assert window.main.toast.sentence == "There is nothing of yours to undo."


def test_the_table_names_every_screen_and_each_thing_once():
    assert [action.name for action in ACTIONS[: len(SCREENS)]] == [f"go {name}" for name, _ in SCREENS]
    assert [action.key for action in ACTIONS[:7]] == [f"Ctrl+{number}" for number in range(1, 8)]
    for part in ("name", "text"):
        named = [getattr(action, part) for action in ACTIONS]
        assert len(named) == len(set(named))
    keys = [action.key for action in ACTIONS if action.key]
    assert len(keys) == len(set(keys))


def test_the_filter_at_the_top_is_chosen_by_typing(window):
    choose(window, "filter")
    assert window.main.context.clinic_name() == ""
    for name in ("Bedford", "London", "Manchester"):
        palette = find(window, f"only {name}")
        assert palette.list.current.title == f"Show only {name}"
        window.press("Return")
        assert window.main.context.clinic_name() == name
        assert window.main.top.clinics.value == window.main.context.clinic
    window.press("Ctrl+K")
    window.type("all clinics")
    window.press("Return")
    assert window.main.context.clinic is None
    assert window.main.top.clinics.value is None


@pytest.mark.parametrize("name", [entry.name for entry in SECTIONS])
def test_each_section_of_settings_is_gone_to(file_window, name):
    choose(file_window, f"settings {name}")
    assert file_window.main.current == "settings"
    assert file_window.screen.list.current.name == name


def test_what_settings_begins_is_begun_from_anywhere(file_window):
    forms = {
        "settings clinicians add": ClinicianForm,
        "settings staff add": StaffForm,
        "settings closures add": ClosureForm,
        "settings pc rename": DeskForm,
    }
    for name, form in forms.items():
        choose(file_window, name)
        assert isinstance(QApplication.activeModalWidget(), form), name
        file_window.press("Escape")
        file_window.go("today")
    choose(file_window, "settings database check")
    file_window.qtbot.waitUntil(lambda: "sound" in file_window.screen.section.result.sentence.casefold())


def test_the_call_of_today_is_worked_from_the_palette(window, here):
    here.book("10:00")
    window.go("today")
    assert named_here(window) >= {"result 1", "result 7", "move", "cancel", "copy number"}
    assert not named_here(window) & {"reopen", "give up", "consultation"}
    forms = {"result 2": CallBackForm, "move": MoveForm, "cancel": CancelForm}
    for name, form in forms.items():
        choose(window, name)
        assert isinstance(window.dialog(QDialog), form), name
        window.press("Escape")
    choose(window, "print sheet")
    assert window.main.current == "sheets"
    assert window.screen.panel.patient.name == "Jane Holt"
    window.go("today")
    choose(window, "copy number")
    assert QGuiApplication.clipboard().text() == "07700 900334"
    choose(window, "result 1")
    window.press("Escape") if not window.no_dialog() else None
    assert here.line().call.status is CallStatus.DONE
    assert "consultation" in named_here(window)
    choose(window, "consultation")
    assert isinstance(window.dialog(QDialog), ConsultationForm)
    window.press("Escape")
    choose(window, "reopen")
    assert here.line().call.status is CallStatus.BOOKED


def test_the_results_stand_in_the_order_of_their_keys():
    told = [one for one in ON_SCREENS if one.name.startswith("result ")]
    assert [one.text for one in told] == [
        f"Record: {result.words[0].lower()}{result.words[1:]}" for result in RESULTS
    ]
    assert [one.key for one in told] == [str(number) for number in range(1, len(RESULTS) + 1)]


def test_the_diary_is_turned_and_a_slot_blocked_from_the_palette(file_window, file_diary):
    window = file_window
    screen = window.go("diary")
    monday = screen.day
    choose(window, "later")
    assert (screen.day - monday).days == 7
    window.press("Alt+Left")
    assert screen.day == monday
    choose(window, "day view")
    window.press("Alt+Right")
    assert (screen.day - monday).days == 1
    choose(window, "now")
    assert screen.day == monday
    choose(window, "week view")
    assert screen.views.value == "week"
    choose(window, "block")
    assert isinstance(window.dialog(QDialog), BlockForm)
    window.press("Return")
    choose(window, "block") if screen.grid.current.slot.state is SlotState.BLOCKED else pytest.fail(
        "not blocked"
    )
    assert screen.grid.current.slot.state is SlotState.OPEN


def test_the_card_of_a_patient_is_saved_from_the_palette(window, here):
    here.book("10:00")
    screen = window.go("patients")
    assert named_here(window) == {"wait"}
    choose(window, "wait")
    assert isinstance(window.dialog(QDialog), WaitForm)
    window.press("Escape")
    screen.card.fields["postcode"].input.setText("MK40 4GH")
    choose(window, "save patient")
    assert here.line().patient.postcode == "MK40 4GH"


def test_each_clinic_has_its_buttons_in_the_palette(file_window):
    window = file_window
    screen = window.go("clinics")
    (bedford,) = (one for one in window.main.context.clinics if one.name == "Bedford")
    choose(window, f"address {bedford.id}")
    assert "Kingswood Way" in QGuiApplication.clipboard().text()
    for name, form in (("edit", ClinicForm), ("close", ClosureForm)):
        choose(window, f"{name} {bedford.id}")
        assert isinstance(window.dialog(QDialog), form)
        window.press("Escape")
    choose(window, f"filter {bedford.id}")
    assert {name for name in screen.acts() if name.startswith("map ")} == {f"map {bedford.id}"}


def test_the_sheet_that_is_shown_is_worked_from_the_palette(file_window):
    window = file_window
    screen = window.go("sheets")
    assert named_here(window) == {"save pdf", "approve", "withdraw", "standard", "large", "giant"}
    for edition in (Edition.GIANT, Edition.LARGE, Edition.STANDARD):
        choose(window, edition.value)
        assert screen.panel.edition is edition
        assert screen.proof.shown.wanted.edition is edition
    choose(window, "save pdf")
    assert isinstance(window.dialog(QDialog), QFileDialog)
    window.press("Escape")
    choose(window, "approve")
    assert isinstance(window.dialog(QDialog), ApproveForm)
    window.press("Escape")
    choose(window, "withdraw")
    assert screen.library.current.state is SheetState.WITHDRAWN
    assert named_here(window) == {"standard", "large", "giant"}


def test_the_weeks_of_the_list_are_turned_from_the_palette(file_window):
    window = file_window
    screen = window.go("lists")
    monday = screen.monday
    for name, weeks in (("later", 1), ("now", 0), ("earlier", -1)):
        choose(window, name)
        assert (screen.monday - monday).days == 7 * weeks


def test_what_is_for_another_screen_goes_there_and_does_nothing_else(file_window, file_diary):
    window = file_window
    palette = find(window, "withdraw this")
    assert "Withdraw this sheet" not in [entry.title for entry in palette.list.entries.entries]
    palette.field.setText("? withdraw this sheet")
    window.press("Return")
    assert window.main.current == "sheets"
    assert (
        window.main.toast.sentence
        == "“Withdraw this sheet” is for what is chosen on Sheets. Choose it first."
    )
    assert window.screen.library.current.state is SheetState.DRAFT


def test_the_same_key_twice_on_a_screen_would_do_neither():
    for screen, _ in SCREENS:
        there = [one.key for one in (*ACTIONS, *ON_SCREENS) if one.key and (not one.on or screen in one.on)]
        assert len(there) == len(set(there)), screen


@pytest.mark.parametrize("view", ["week", "day", "clinicians", "list"])
def test_what_is_of_another_screen_as_a_whole_goes_there_and_is_done(file_window, view):
    window = file_window
    window.go("today")
    choose(window, f"{view} view")
    assert window.main.current == "diary"
    assert window.screen.views.value == view
    assert window.main.toast.sentence == ""


@pytest.mark.parametrize(
    ("name", "form"), [("date", DateForm), ("as it was", MomentForm), ("holidays", HolidayForm)]
)
def test_a_form_of_another_screen_opens_there(file_window, name, form):
    file_window.go("today")
    choose(file_window, name)
    assert file_window.main.current == "diary"
    file_window.dialog(form)
    file_window.press("Escape")
    assert file_window.no_dialog()
