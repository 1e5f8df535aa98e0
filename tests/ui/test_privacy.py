"""Privacy view: while others can see the screen it shows initials, and no numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from reception.domain.ids import PatientId, WaitingId
from reception.domain.patient import Waiting
from reception.services import patients
from reception.ui.booking.acts import CancelForm
from reception.ui.palette.view import Palette
from reception.ui.today.print_form import DayListForm
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
NAMES = ("Holt", "Blake", "07700", "Back pain", "Knee")


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("11:00")
    wish = Waiting(id=WaitingId(0), patient=PatientId(0), since=made.clock(), about="Knee")
    patients.wait(made.desk.history, "Nora Blake", "07700 900481", wish)
    return made


def said(window: Window) -> str:
    """Return all that the diary and the foot say: labels, buttons with their names, cells in every way."""
    top = window.main
    texts = [one.text() + one.toolTip() for one in top.findChildren(QLabel) if one.isVisible()]
    texts += [one.text() + one.accessibleName() for one in top.findChildren(QPushButton)]
    model = window.screen.grid.model_
    for row, lane in model.grid.cells:
        texts += [str(model.data(model.index(row, lane), role)) for role in ROLES]
    return "\n".join(texts)


def test_nobody_is_named_in_the_diary_while_others_can_see_it(desk, file_window):
    window = file_window
    window.go("diary")
    assert all(name in said(window) for name in ("Holt", "Blake", "Back pain"))
    window.press("Ctrl+Shift+H")
    assert not [name for name in NAMES if name in said(window)]
    strip = window.main.hiding.strip
    assert strip.sentence == "Patients’ names and numbers are hidden."
    assert "J. H." in said(window)
    assert "N. B." in said(window)
    window.press("Ctrl+Shift+H")
    assert strip.sentence == ""
    assert "J. Holt" in said(window)


def test_what_was_done_names_nobody(desk, file_window):
    window = file_window
    window.press("Ctrl+Shift+H")
    window.go("diary")
    place = window.screen.grid.model_.grid.find(desk.slot("11:00").id)
    window.screen.grid.go_to(place)
    window.press("Delete")
    form = window.dialog(CancelForm)
    assert form.covered.is_on
    window.press("Tab Return")  # shows this form alone
    assert not form.covered.is_on
    window.press("Return")
    assert window.main.toast.sentence == "Cancelled. N. B. waits and fits Mon 23 Nov 11:00."
    assert window.main.foot.last.text() == "Cancelled"
    window.press("Ctrl+Z")
    assert window.main.toast.sentence == "Undone: cancelled"
    window.press("Ctrl+Shift+H Ctrl+Y")
    assert window.main.toast.sentence.startswith("Redone: cancelled Jane Holt")


def test_the_find_box_names_people_by_initials_without_their_numbers(desk, file_window):
    window = file_window
    window.press("Ctrl+Shift+H Ctrl+K")
    palette = window.dialog(Palette)
    window.type("jane")
    told = "\n".join(one.spoken for one in palette.list.entries.entries)
    assert "Patient, J. H., call" in told
    assert "Call, J. H., Mon 23 Nov 11:00" in told
    assert not [name for name in NAMES if name in told]


def test_it_is_remembered_and_the_printed_list_begins_with_initials(desk, file_diary, qtbot, qapp):
    for is_private in (False, True):
        window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
        assert window.main.context.is_private is is_private
        window.go("diary")
        window.main.act("print day")
        form = window.dialog(DayListForm)
        assert form.numbers.isChecked() is not is_private
        form.reject()
        window.settle()
        if not is_private:
            window.press("Ctrl+Shift+H")
        window.main.close()
