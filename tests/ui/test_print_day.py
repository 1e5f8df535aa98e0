"""The list of any day on paper, from the diary: which day, whose calls, and what of the patients."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtGui import QAction
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel

from reception.domain.call import Result
from reception.services import lists
from reception.ui.today.print_form import EVERYBODY, DayListForm
from tests.support.desks import MONDAY, TestDesk
from tests.support.pdf import page_texts
from tests.support.windows import Window

TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def desk(file_diary) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    made.book("10:00")
    made.book("10:15", "Amir Fadel", "07700 900100", TUESDAY, "Manchester")
    made.book("10:30", "Bea Gray", "07700 900101", TUESDAY, "Bedford")
    return made


def on_slot(window: Window, desk: TestDesk, at: str, day, clinic: str) -> None:
    """Put the diary's cursor on a slot."""
    grid = window.screen.grid
    grid.go_to(grid.model_.grid.find(desk.slot(at, day, clinic).id))
    grid.setFocus()


def form_of(window: Window) -> DayListForm:
    form = window.dialog(DayListForm)
    window.qtbot.waitUntil(lambda: form._knows_printers)
    return form


def said(form: DayListForm) -> str:
    return "\n".join(one.text() for one in form.findChildren(QLabel))


def to_paper(window: Window, form: DayListForm, path) -> None:
    """Print on a real printer that writes PDF."""
    form.printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    form.printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    form.printer.setOutputFileName(str(path))
    window.press("Return", on=form.doing)
    window.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=20_000)
    window.settle()
    assert path.exists()


def test_ctrl_p_prints_the_day_with_the_cursor_of_a_week(desk, file_window, tmp_path):
    file_window.go("diary")
    on_slot(file_window, desk, "10:15", TUESDAY, "Manchester")
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    assert form.windowTitle() == "Print the list of Tue 24 Nov"
    assert "The calls of all clinics that are to be made on Tue 24 Nov, as booked by now." in said(form)
    box = form.clinician.input
    assert [box.itemText(number) for number in range(box.count())] == [
        EVERYBODY,
        "Mr Oliver Eaton · 1 call",
        "Mr William Sharples · 1 call",
    ]
    to_paper(file_window, form, tmp_path / "day.pdf")
    assert file_window.main.toast.sentence == "The list of Tue 24 Nov was sent to the printer."


def test_it_is_of_the_day_that_is_shown_alone_and_of_the_clinic_in_the_filter(desk, file_window):
    screen = file_window.go("diary")
    file_window.main.context.filter_by(desk.slot("10:30", TUESDAY, "Bedford").clinic)
    screen.views.take("list")
    screen.go_to(TUESDAY)
    file_window.settle()
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    assert "The calls of Bedford that are to be made on Tue 24 Nov, as booked by now." in said(form)
    assert form.clinician.input.count() == 2


def test_one_clinician_is_given_theirs_alone(desk, file_window, file_diary):
    file_window.go("diary").go_to(TUESDAY)
    file_window.settle()
    on_slot(file_window, desk, "10:15", TUESDAY, "Manchester")
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    form.clinician.input.setCurrentIndex(2)
    form.prepare(QPrinter())
    (text,) = text_of(form, desk)
    assert "Bea Gray" in text
    assert "Mr William Sharples · 1 call to make" in text
    assert "Amir Fadel" not in text


def text_of(form: DayListForm, desk: TestDesk) -> list[str]:
    """Return the words of the pages that the form would print."""
    path = desk.desk.settings.data_folder.parent / "pages.pdf"
    path.write_bytes(form.pages(desk.desk))
    return page_texts(path)


def test_a_day_that_is_over_is_printed_with_what_came_of_its_calls(desk, file_window, clock):
    desk.record(Result.NOT_SUITABLE)
    clock.move(days=1)
    file_window.go("diary").views.take("day")
    file_window.press("Alt+Left Ctrl+P")
    form = form_of(file_window)
    assert form.windowTitle() == "Print the list of Mon 23 Nov"
    assert (
        "Mon 23 Nov is over: the calls of all clinics that stood on it are printed, with what came of each. "
        "Cancelled ones are left out."
    ) in said(form)
    form.prepare(QPrinter())
    (text,) = text_of(form, desk)
    assert "Jane Holt" in text
    assert "Not suitable" in text


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (2, "Nobody is booked on Wed 25 Nov, so there is nothing to print."),
        (-3, "Nobody was booked on Fri 20 Nov, so there is nothing to print."),
        (400, "Nobody is booked on Tue 28 Dec 2027, so there is nothing to print."),
    ],
)
def test_an_empty_day_is_refused_in_one_sentence(desk, file_window, days, told):
    screen = file_window.go("diary")
    screen.views.take("day")
    screen.go_to(MONDAY + timedelta(days=days))
    file_window.settle()
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    form.printer = QPrinter()
    file_window.press("Return", on=form.doing)
    assert form.refusal == told


def test_whose_calls_went_away_meanwhile_is_said_by_name(desk, file_window):
    file_window.go("diary").go_to(TUESDAY)
    file_window.settle()
    on_slot(file_window, desk, "10:30", TUESDAY, "Bedford")
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    form.clinician.input.setCurrentIndex(2)
    desk.cancel("Bea Gray")
    form.printer = QPrinter()
    file_window.press("Return", on=form.doing)
    assert (
        form.refusal
        == "Nobody is booked with Mr William Sharples on Tue 24 Nov, so there is nothing to print."
    )


def test_in_privacy_view_initials_are_printed_unless_somebody_says_otherwise(desk, file_window):
    file_window.go("diary").go_to(TUESDAY)
    file_window.press("Ctrl+Shift+H")
    on_slot(file_window, desk, "10:30", TUESDAY, "Bedford")
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    assert not form.numbers.isChecked()
    form.prepare(QPrinter())
    (text,) = text_of(form, desk)
    assert "B. G." in text
    assert "Gray" not in text
    assert "07700" not in text


def test_names_that_are_hidden_while_the_form_is_open_are_left_out_unless_somebody_says_otherwise(
    desk, file_window
):
    file_window.go("diary").go_to(TUESDAY)
    on_slot(file_window, desk, "10:30", TUESDAY, "Bedford")
    file_window.press("Ctrl+P")
    form = form_of(file_window)
    assert form.numbers.isChecked()
    file_window.press("Ctrl+Shift+H")
    assert not form.numbers.isChecked()
    form.prepare(QPrinter())
    (text,) = text_of(form, desk)
    assert "B. G." in text
    assert "Gray" not in text
    form.numbers.setChecked(True)
    form.prepare(QPrinter())
    assert "Bea Gray" in text_of(form, desk)[0]
    file_window.press("Ctrl+Shift+H")
    assert form.numbers.isChecked(), "names that are shown again change nothing"


def test_it_is_found_in_the_palette_and_in_the_menu_of_a_cell(desk, file_window):
    screen = file_window.go("diary")
    file_window.press("Ctrl+K")
    file_window.type("list of the day")
    file_window.press("Return")
    assert form_of(file_window).windowTitle() == "Print today’s list"
    file_window.press("Escape")
    on_slot(file_window, desk, "10:30", TUESDAY, "Bedford")
    grid = screen.grid
    grid.menu_asked.emit(grid.current, grid.viewport().mapToGlobal(grid.rect().center()))
    menu = QApplication.activePopupWidget()
    acts: list[QAction] = menu.actions()
    acts[-2].trigger()
    menu.close()
    assert form_of(file_window).windowTitle() == "Print the list of Tue 24 Nov"


def test_a_call_asked_for_on_that_day_is_on_its_list_and_not_on_that_of_its_slot(here):
    here.book("10:00")
    here.book("10:15", "Amir Fadel", "07700 900100", TUESDAY, "Manchester")
    here.record(Result.CALL_BACK, call_back_at=here.slot("11:00", TUESDAY, "Manchester").starts_at)
    with here.desk.store.read() as reader:
        today = lists.day(reader, here.clock())
        tomorrow = lists.day(reader, here.clock(), on=TUESDAY)
    assert [one.patient.name for one in today.lines] == []
    assert [one.patient.name for one in tomorrow.lines] == ["Amir Fadel", "Jane Holt"]
