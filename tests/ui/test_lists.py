"""The Lists screen: the week, its figures and chart, other weeks, and a week that is none."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QScrollArea

from reception.domain.call import Result
from reception.domain.errors import Refusal
from reception.services import clinics, patients
from reception.services.lists import Endings, WeekBar
from reception.ui.booking.call_card import CallCard
from reception.ui.lists import chart, figures, saving
from reception.ui.lists.board import columns, rows
from reception.ui.lists.picker import read_week
from reception.ui.widgets.table import Rows
from tests.support.desks import MONDAY

NEXT = MONDAY + timedelta(weeks=1)


def texts(screen, column: str) -> list[str]:
    """Return what the rows say in a column."""
    model = screen.table.model()
    names = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    return [str(model.index(n, names.index(column)).data()) for n in range(model.rowCount())]


def figure(screen, name: str) -> int:
    """Return the number a figure begins with."""
    return int(screen.figures.numbers[name].text().split()[0])


def test_the_rows_are_a_good_model(window, here, qtmodeltester):
    here.book("10:00")
    here.book("10:15", "Nora Blake", "07700 900481")
    screen = window.go("lists")
    model = Rows(columns(screen.context.privacy))
    model.show(rows(screen.board.shown))
    qtmodeltester.check(model)
    assert model.rowCount() == 2
    assert texts(screen, "Patient") == ["Jane Holt", "Nora Blake"]
    assert texts(screen, "Phone") == ["07700 900334", "07700 900481"]
    assert texts(screen, "Date") == ["Mon 23 Nov"] * 2
    assert texts(screen, "Time") == ["10:00", "10:15"]


def test_needs_notes_and_the_next_try_are_read_in_the_row(window, here):
    here.book("09:00")
    seen = here.line().patient
    patients.edit(here.desk.history, seen, replace(seen, needs=("large print",)))
    here.record(Result.NO_ANSWER, note="Rang at home")
    screen = window.go("lists")
    assert texts(screen, "Needs, notes") == ["large print · Rang at home"]
    assert texts(screen, "Next try") == ["23 Nov 09:15"]
    assert texts(screen, "Tries") == ["1"]


@pytest.mark.parametrize("away", ["today", "clinics"])
def test_the_key_for_export_means_this_week_wherever_it_is_pressed(file_window, away):
    screen = file_window.go("lists")
    file_window.press("Alt+Left Alt+Left")
    assert screen.monday == MONDAY - timedelta(weeks=2)
    file_window.go(away)
    file_window.press("Ctrl+E")
    assert "2026-W48" in file_window.dialog(QFileDialog).windowTitle()
    file_window.press("Escape")
    file_window.press("Alt+Left")
    file_window.press("Ctrl+E")
    assert "2026-W47" in file_window.dialog(QFileDialog).windowTitle()


def test_the_figures_add_up_to_the_rows(window, here):
    people = ("Jane Holt", "Nora Blake", "Sam Reed", "Kit Moss", "Eve Lund")
    for number, name in enumerate(people):
        here.book(f"10:{number * 15:02}" if number < 4 else "11:00", name, f"07700 90010{number}")
    here.record(Result.CONSULTATION_BOOKED, "Jane Holt")
    here.record(Result.NOT_SUITABLE, "Nora Blake")
    here.record(Result.NO_ANSWER, "Sam Reed")
    here.cancel("Kit Moss")
    screen = window.go("lists")
    statuses = Counter(texts(screen, "Status"))
    outcomes = Counter(texts(screen, "Outcome"))
    assert statuses == {"Done": 2, "Booked": 2, "Cancelled": 1}
    assert figure(screen, "Calls booked") == screen.table.model().rowCount() - statuses["Cancelled"] == 4
    assert figure(screen, "Cancelled") == statuses["Cancelled"]
    assert figure(screen, "Consultations booked") == outcomes["Consultation booked"] == 1
    assert figure(screen, "Other outcome") == statuses["Done"] - 1
    assert figure(screen, "Not reached") == statuses["Not reached"] == 0
    assert figure(screen, "Still to call") == statuses["Booked"]
    assert screen.figures.numbers["Reached at first try"].text() == "2 of 3 tried · 67%"
    assert screen.caption.text().startswith("5 rows: 4 calls booked, 1 cancelled · all clinics · ")
    assert chart.PARTS == figures.PARTS
    assert "London time · Made Mon 23 Nov 2026, 09:00" in screen.caption.text()
    assert screen.chart.bars[-1] == WeekBar(monday=MONDAY, endings=Endings((1, 1, 0, 2)))


def test_the_keys_walk_the_weeks(window, here):
    here.book("10:00", day=NEXT)
    screen = window.go("lists")
    assert (screen.monday, screen.picker.field.text()) == (MONDAY, "2026-W48")
    assert screen.picker.days.text() == "23–29 November 2026"
    window.press("Alt+Right")
    assert (screen.monday, screen.picker.field.text()) == (NEXT, "2026-W49")
    assert texts(screen, "Patient") == ["Jane Holt"]
    window.press("Alt+Left Alt+Left")
    assert screen.monday == MONDAY - timedelta(weeks=1)
    assert texts(screen, "Patient") == []


@pytest.mark.parametrize(
    ("typed", "monday"),
    [
        ("2026-W53", date(2026, 12, 28)),
        ("2027-w01", date(2027, 1, 4)),
        ("2026W49", NEXT),
        ("49", NEXT),
        ("W49", NEXT),
        ("week 49", NEXT),
    ],
)
def test_any_week_can_be_typed(file_window, typed: str, monday: date):
    screen = file_window.go("lists")
    file_window.press("Alt+W")
    assert file_window.focus is screen.picker.field
    screen.picker.field.selectAll()
    file_window.type(typed)
    file_window.press("Return")
    assert screen.monday == screen.board.shown.monday == monday
    assert screen.picker.sentence.text() == ""


BAD_WEEKS = [
    ("2026-W54", "There is no week 54 in 2026: its last week is 53."),
    ("2025-W53", "There is no week 53 in 2025: its last week is 52."),
    ("54", "There is no week 54 in 2026: its last week is 53."),
    ("2026-W00", "There is no week 0 in 2026. Write one as 2026-W48."),
    ("soon", "“soon” is not a week. Write it as 2026-W48."),
    ("", "“” is not a week. Write it as 2026-W48."),
    ("9999-W52", "There is no call list for 9999. Choose a week from 2000 to 2099."),
]


@pytest.mark.parametrize(("typed", "sentence"), BAD_WEEKS)
def test_a_week_that_is_none_gets_one_sentence_and_changes_nothing(file_window, typed: str, sentence: str):
    screen = file_window.go("lists")
    before = screen.board
    screen.picker.field.clear()
    screen.picker.field.setFocus()
    file_window.type(typed)
    file_window.press("Return")
    assert screen.picker.sentence.text() == sentence
    assert screen.picker.sentence.isVisible()
    assert screen.picker.field.text() == typed
    assert screen.board is before
    assert screen.monday == MONDAY
    file_window.press("Alt+Right")
    assert not screen.picker.sentence.isVisible()
    assert screen.monday == NEXT


def test_the_last_week_of_all_has_none_after_it(file_window):
    screen = file_window.go("lists")
    screen.go_to(date.fromisocalendar(2099, 53, 1))
    file_window.settle()
    file_window.press("Alt+Right")
    assert screen.monday == date.fromisocalendar(2099, 53, 1)
    assert screen.picker.sentence.text().startswith("There is no call list for 2100.")


def test_this_week_goes_on_when_monday_comes(window, here):
    screen = window.go("lists")
    here.clock.move(days=7)
    window.go("lists")
    assert screen.monday == screen.board.shown.monday == NEXT
    window.press("Alt+Left")
    here.clock.move(days=7)
    window.go("lists")
    assert screen.monday == MONDAY
    screen.picker.chosen.emit(None)
    window.settle()
    assert screen.monday == NEXT + timedelta(weeks=1)


def test_the_clinic_of_the_frame_filters_the_list(window, here):
    here.book("10:00")
    screen = window.go("lists")
    assert texts(screen, "Clinic") == ["London"]
    with here.desk.store.read() as reader:
        bedford = clinics.named(reader, "Bedford").id
    window.main.context.filter_by(bedford)
    window.settle()
    assert texts(screen, "Clinic") == []
    assert screen.board.totals.calls == 0
    assert "Bedford" in screen.caption.text()


def test_a_week_without_calls_teaches(window, here):
    screen = window.go("lists")
    assert screen.empty.isVisible()
    assert not screen.table.isVisible()
    assert "Ctrl+N" in screen.empty.sentence.text()
    here.book("10:00")
    window.go("lists")
    assert screen.table.isVisible()
    assert not screen.empty.isVisible()


def test_what_another_desk_changes_is_seen_when_the_screen_reads_again(window, here):
    here.book("10:00")
    screen = window.go("lists")
    assert texts(screen, "Status") == ["Booked"]
    here.cancel()
    screen.refresh()
    window.settle()
    assert texts(screen, "Status") == ["Cancelled"]
    assert figure(screen, "Calls booked") == 0


def test_enter_shows_the_call(window, here):
    here.book("10:00")
    screen = window.go("lists")
    screen.table.setFocus()
    window.press("Return")
    opened = window.dialog(CallCard)
    assert opened.panel.head.name.text() == "Jane Holt"
    window.press("Escape")
    assert window.no_dialog()


def test_the_chart_is_walked_by_keys_and_says_each_week(window, here):
    here.book("10:00")
    here.book("10:00", day=NEXT)
    here.record(Result.CONSULTATION_BOOKED)
    screen = window.go("lists")
    window.press("Alt+Right")
    screen.chart.setFocus()
    assert screen.chart.accessibleName() == (
        "Week of 30 Nov: 1 call; consultations booked 0, other outcome 0, not reached 0, still to call 1"
    )
    window.press("Left")
    assert screen.chart.accessibleName().startswith("Week of 23 Nov: 1 call; consultations booked 1, ")
    assert "Week of 12 Oct: no calls" in screen.chart.accessibleDescription()
    window.press("Return")
    assert screen.monday == MONDAY


def test_a_click_on_a_bar_shows_its_week(window, here, qtbot):
    screen = window.go("lists")
    qtbot.mouseClick(screen.chart, Qt.MouseButton.LeftButton, pos=screen.chart.place(5).center())
    window.settle()
    assert screen.monday == MONDAY - timedelta(weeks=2)


def test_bars_are_as_high_as_their_calls():
    bar = WeekBar(monday=MONDAY, endings=Endings((50, 20, 25, 5)))
    assert chart.heights(bar, 100, 200) == (100, 40, 50, 10)
    few = WeekBar(monday=MONDAY, endings=Endings((1, 0, 400, 0)))
    assert chart.heights(few, 401, 100)[:2] == (3, 0)


def test_bars_are_painted_in_the_colours_of_the_look(window, here):
    here.book("10:00")
    here.record(Result.CONSULTATION_BOOKED)
    screen = window.go("lists")
    for look in ("light", "dark"):
        window.main.theme.choose(look)
        image = screen.chart.grab().toImage()
        foot = screen.chart.height() - chart.BELOW - 4
        painted = image.pixelColor(screen.chart.place(7).center().x() - 10, foot)
        assert painted == window.main.theme.colour("accent")
        assert image.pixelColor(screen.chart.place(3).center().x() - 10, foot) != painted


@pytest.mark.parametrize("size", [(1366, 768), (1000, 700), (683, 384), (640, 360)])
def test_nothing_is_cut_off_at_the_sides(file_window, size: tuple[int, int]):
    screen = file_window.go("lists")
    file_window.main.resize(*size)
    file_window.settle()
    area = screen.findChild(QScrollArea)
    assert area.horizontalScrollBar().maximum() == 0
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_everything_has_a_name_for_a_screen_reader(window, here):
    here.book("10:00")
    screen = window.go("lists")
    silent = [
        one
        for one in screen.findChildren(object)
        if hasattr(one, "focusPolicy")
        and one.isVisible()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not one.accessibleName()
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("typed", "path", "format_"),
    [
        ("list.xlsx", "list.xlsx", "xlsx"),
        ("list.CSV", "list.CSV", "csv"),
        ("week 23.11", "week 23.11.xlsx", "xlsx"),
        ("list", "list.xlsx", "xlsx"),
    ],
)
def test_the_ending_of_a_name_says_the_format(typed: str, path: str, format_: str):
    assert saving.named(Path("/x") / typed, "xlsx") == (Path("/x") / path, format_)


def test_a_number_alone_is_a_week_of_the_iso_year_that_is_shown():
    assert read_week("1", date(2026, 12, 28)) == date(2025, 12, 29)
    assert read_week("53", date(2027, 1, 1)) == date(2026, 12, 28)


@pytest.mark.parametrize("text", ["٢٠٢٦-W48", "٤٨", "2026-W48-1", "2026-48", "-1", "100", "W", "2026-11-26"])
def test_what_only_looks_like_a_week_is_refused(text: str):
    with pytest.raises(Refusal, match="is not a week. Write it as 2026-W48"):
        read_week(text, MONDAY)
