"""Privacy view on the example: nothing that can be seen, pointed at or read aloud names a patient, wherever one looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QModelIndex, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from reception import phone
from reception.domain import saying
from reception.domain.call import Result
from reception.domain.patient import Patient
from reception.services import calls, example, patients, pinboard, slots
from reception.services.calls import Caller
from reception.ui.actions import SCREENS
from reception.ui.palette.view import Palette
from reception.ui.sheets.print_form import PrintForm
from reception.ui.widgets.dialog import present
from tests.support.desks import TestDesk
from tests.support.windows import Window, open_window
from tests.ui.test_accessible import FORMS

MARKED = replace(
    Patient(id=0, name="Tom Holt", phone="+447700900334", known_since=None),
    email="tom.holt@post.example",
    date_of_birth=date(1958, 2, 3),
    postcode="SW9 8XY",
    needs=("quiet room",),
    preferred_times="Only after tea",
)
"""What the example does not know of its people: each of it is to be found, or not to be found."""
ABOUT, NOTE = "Frozen shoulder", "Rings from the allotment"
TOP = QModelIndex()
ROLES = [*range(16), *range(Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 8)]


@dataclass
class Desk:
    """A window on the example, and all that nobody else may read in it."""

    window: Window
    desk: TestDesk
    secrets: tuple[str, ...]

    def leaks(self) -> list[str]:
        """Return where something can be read that nobody else may read."""
        there = [(where, text.casefold()) for where, text in readable()]
        together = "\n".join(text for _, text in there)
        found = [one for one in self.secrets if one.casefold() in together]
        return [f"{where}: {one}" for one in found for where, text in there if one.casefold() in text]

    def turn(self) -> None:
        """Press the key of privacy view, once the window has the keys."""
        self.window.settle()
        self.window.press("Ctrl+Shift+H")


def secrets_of(patient: Patient) -> Iterator[str]:
    """Yield what must not be read of a patient, in each way it may be written."""
    words = patient.name.split()
    yield patient.name
    if len(words) > 1:
        yield f"{words[0][0]}. {' '.join(words[1:])}"  # as the diary has it
    yield phone.national(patient.phone)
    yield patient.phone
    yield saying.pairs(phone.national(patient.phone))
    yield patient.email
    yield patient.postcode if patient.postcode not in ("W1G 9QP", "M4 1AA", "MK41 7PH") else ""


@pytest.fixture
def there(file_diary, qtbot, qapp) -> Iterator[Desk]:
    """A window on the example, with somebody in it of whom everything is known."""
    desk = file_diary.desk("Joe Moss")
    desk.clock.move(hours=2)
    example.fill(desk.desk.store, desk.clock, desk.desk.history.ids)
    history = desk.desk.history
    with desk.desk.store.read() as reader:
        free = [one.slot for one in slots.free(reader, desk.clock(), limit=3)]
    for slot, name in zip(free, ("Tom Holt", "Nora Blake", "Amber Dunn"), strict=True):
        calls.book(history, slot.id, Caller(name=name, phone=MARKED.phone), about=ABOUT, speaking="Uncle Bob")
    with desk.desk.store.read() as reader:
        seen = next(one for one in reader.all(Patient) if one.name == "Tom Holt")
    kept = {
        name: getattr(MARKED, name)
        for name in ("email", "date_of_birth", "postcode", "needs", "preferred_times")
    }
    patients.edit(history, seen, replace(seen, **kept))
    if not desk.line("Nora Blake").call.attempts:
        desk.record(Result.CONSULTATION_BOOKED, "Nora Blake", note=NOTE)
    pinboard.park(history, desk.line("Amber Dunn").id)
    with desk.desk.store.read() as reader:
        everybody = reader.all(Patient)
    known = {one for patient in everybody for one in secrets_of(patient)} | {ABOUT, NOTE, "Uncle Bob"}
    known |= {"quiet room", "Only after tea", "3 Feb 1958"}
    window = open_window(qtbot, qapp, file_diary.desk("Mia Lane").desk)
    window.main.resize(1366, 768)
    yield Desk(window, desk, tuple(sorted(known - {""})))
    window.main.close()


# ---- what can be read


def readable() -> Iterator[tuple[str, str]]:
    """Yield every text that can be seen, pointed at or read aloud in what is shown, and where it stands."""
    for widget in QApplication.allWidgets():
        if not widget.isVisible():
            continue
        for name, text in [*texts_of(widget), *spoken(widget)]:
            if text:
                yield f"{type(widget).__name__}.{name}", text
        model = model_of(widget)
        if model is not None:
            yield from ((f"{type(widget).__name__}, a cell", text) for text in cells(model))


def texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield all properties of a widget that are texts: what it says, its tool tip, its names, its title."""
    hides = isinstance(widget, QLineEdit) and widget.echoMode() != QLineEdit.EchoMode.Normal
    about = widget.metaObject()
    for name in (str(about.property(number).name()) for number in range(about.propertyCount())):
        value = widget.property(name)
        if isinstance(value, str) and not (hides and name == "text"):
            yield name, value
    if isinstance(widget, QLabel):
        yield "text", widget.text()  # what is cut to its room keeps all of it


def spoken(widget: QWidget) -> Iterator[tuple[str, str]]:
    """Yield what a screen reader is told of a widget."""
    told = QAccessible.queryAccessibleInterface(widget)
    if told is not None:
        for kind in (
            QAccessible.Text.Name,
            QAccessible.Text.Description,
            QAccessible.Text.Value,
            QAccessible.Text.Help,
        ):
            yield kind.name, told.text(kind)


def model_of(widget: QWidget) -> QAbstractItemModel | None:
    return widget.model() if isinstance(widget, QAbstractItemView | QComboBox) else None


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """Yield every text of a model, in every role, with its heads."""
    rows = model.rowCount(TOP)
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(TOP)
    for row in range(rows):
        for column in range(columns):
            found = (model.data(model.index(row, column), role) for role in ROLES)
            yield from (one for one in found if isinstance(one, str))
    for way, count in ((Qt.Orientation.Horizontal, columns), (Qt.Orientation.Vertical, rows)):
        found = (model.headerData(number, way, role) for number in range(count) for role in ROLES)
        yield from (one for one in found if isinstance(one, str))


# ---- wherever one looks


NAMES = [name for name, _ in SCREENS]
SHOWS_PEOPLE = ("today", "diary", "patients", "lists")


def test_no_screen_names_anybody_whether_it_was_made_before_or_after(there: Desk):
    shown = {}
    for name in NAMES:
        there.window.go(name)
        shown[name] = there.leaks()
        there.turn()
        assert there.leaks() == [], name
        there.turn()
    assert all(shown[name] for name in SHOWS_PEOPLE)
    there.window.go("today")
    there.turn()
    for name in NAMES:
        there.window.go(name)
        assert there.leaks() == [], name
    for view in ("day", "clinicians", "list", "week"):
        there.window.go("diary").views.take(view)
        there.window.settle()
        assert there.leaks() == [], view


def test_screens_made_while_names_are_hidden_begin_so(there: Desk):
    there.turn()
    for name in NAMES:
        there.window.go(name)
        assert there.leaks() == [], name
    there.turn()
    assert there.leaks() == [] or there.window.main.current in SHOWS_PEOPLE


def test_no_section_of_settings_names_anybody(there: Desk):
    screen = there.window.go("settings")
    there.turn()
    for row in range(len(screen.list.rows.values)):
        screen.list.selectRow(row)
        there.window.settle()
        assert there.leaks() == []


def opened(there: Desk, name: str) -> QWidget:
    main, tom = there.window.main, there.desk.line("Tom Holt").id
    with there.desk.desk.store.read() as reader:
        is_parked = pinboard.is_parked(reader, tom)
    if is_parked:
        pinboard.take_off(there.desk.desk.history, tom)
    form = FORMS[name](main, main.context, there.desk, there.window)
    present(form)
    there.window.settle()
    assert QApplication.activeModalWidget() is form
    return form


def test_no_form_names_anybody_open_or_opened_later(there: Desk):
    named, leaks = set(), []
    for name in FORMS:
        form = opened(there, name)
        named |= {name} if there.leaks() else set()
        there.turn()
        leaks += [f"{name}, open already: {one}" for one in there.leaks()]
        there.turn()
        form.close()
        there.window.settle()
        there.turn()
        form = opened(there, name)
        leaks += [f"{name}, opened later: {one}" for one in there.leaks()]
        form.close()
        there.window.settle()
        there.turn()
    assert leaks == []
    assert {"MoveForm", "CallCard", "HistoryForm", "SwapForm", "CancelForm", "WaitForm", "PutForm"} <= named


def sheet_for(there: Desk) -> PrintForm:
    """Open the form that prints a sheet for somebody."""
    window = there.window
    window.main.context.go("sheets", there.desk.line("Tom Holt").patient)
    window.settle()
    window.press("Ctrl+P")
    return window.dialog(PrintForm)


def test_a_sheet_for_somebody_names_nobody(there: Desk):
    window = there.window
    form = sheet_for(there)
    assert "Tom Holt" in form.told
    there.turn()
    assert there.leaks() == []
    form.close()
    there.turn()
    window.settle()
    assert "tom holt" in "".join(there.leaks()).casefold()
    there.turn()
    assert there.leaks() == []
    assert window.screen.panel.finder.field.input.text() == "T. H."
    window.screen.panel.finder.field.input.setFocus()
    window.press("Ctrl+A")
    window.type("holt")
    assert there.leaks() == []
    assert window.screen.panel.finder.matches.count() > 1
    there.turn()
    assert window.screen.panel.finder.field.input.text() == "holt"
    there.turn()
    assert window.screen.panel.finder.field.input.displayText() != "holt"
    form = sheet_for(there)
    assert there.leaks() == []
    form.close()


def test_the_find_box_names_nobody_open_or_opened_later(there: Desk):
    window = there.window
    for text in ("holt", "book tom holt", "print amitriptyline for tom holt", "07700 900334"):
        window.press("Ctrl+K")
        window.type(text)
        palette = window.dialog(Palette)
        assert there.leaks(), text
        there.turn()
        assert there.leaks() == [], text
        there.turn()
        assert palette.field.text() == text
        assert window.focus is palette.field
        there.turn()
        palette.cover(False)
        assert not [one for one in palette.list.entries.entries if "Holt" in one.spoken]
        palette.close()
        there.turn()


def test_what_is_done_and_read_back_names_nobody(there: Desk):
    window, desk = there.window, there.desk
    window.go("today")
    there.turn()
    other = window.main.background

    def do(act) -> None:
        other.do(window.main, act)
        window.settle()
        assert there.leaks() == []

    do(lambda history: calls.cancel(history, desk.line("Tom Holt").call, by="patient", reason="Ill"))
    window.press("Ctrl+Z")
    assert there.leaks() == []
    assert window.main.toast.sentence.startswith("Undone")
    do(lambda history: calls.move(history, desk.line("Tom Holt").call, free(desk)))
    assert window.main.say_back.isVisible()
    window.press("Ctrl+Shift+C")
    assert "T. H." in window.main.toast.sentence
    assert "Tom Holt" in QApplication.clipboard().text()
    assert there.leaks() == []
    there.turn()
    assert "Tom Holt" in window.main.say_back.name.text()
    there.turn()
    assert there.leaks() == []
    calls.move(desk.desk.history, desk.line("Tom Holt").call, free(desk))
    window.press("Ctrl+Z")
    assert "can no longer be taken back" in window.main.toast.sentence
    assert there.leaks() == []


def free(desk: TestDesk) -> int:
    with desk.desk.store.read() as reader:
        return next(iter(slots.free(reader, desk.clock(), limit=1))).slot.id


def test_a_text_that_names_somebody_is_found(there: Desk):
    """What the others assert would fail, wherever such a text stood."""
    there.turn()
    there.window.go("sheets")
    assert there.leaks() == []
    main = there.window.main
    for put in (
        lambda text: main.foot.place.setText(text),
        lambda text: main.foot.time.setToolTip(text),
        lambda text: main.rail.setAccessibleDescription(text),
        lambda text: main.setWindowTitle(text),
        lambda text: main.toast.say(text, offers_undo=False),
    ):
        put(f"Ring {MARKED.email} back")
        assert there.leaks()
        put("")
        assert there.leaks() == []
