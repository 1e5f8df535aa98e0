"""The command line, and a second start, beside an open window: each sees what the other did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QLabel

from reception import app, settings
from reception import desk as desks
from reception.ui.booking.form import BookingForm
from reception.ui.single import Single
from tests.support.desks import Clock, TestDesk
from tests.support.program import NEXT_MONDAY, WEEK, Program, book
from tests.support.windows import Window, open_window

ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
LIST = ("calls", "list", "--week", WEEK, "--json")
DEMO = """
import sys, tempfile
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from reception import app, settings
from reception import desk as desks
from reception.services.history import History
from reception.ui.main_window import MainWindow

def work() -> None:
    window = next(shown for shown in qt.topLevelWidgets() if isinstance(shown, MainWindow))
    if not window.background.is_idle:
        return
    timer.stop()
    window.act("theme")
    window.background.do(window, History.undo, lambda change: leave(window))

def leave(window: MainWindow) -> None:
    print(window.windowTitle())
    print(*sorted(path.name for path in Path(tempfile.gettempdir()).glob("reception-demo-*/*")))
    window.close()

qt = QApplication([])
timer = QTimer()
timer.timeout.connect(work)
timer.start(50)
raise SystemExit(app.run(settings.read(), demo=True))
"""


@pytest.fixture
def program(database: Path | str) -> Program:
    """The command line on a diary with next week published."""
    program = Program(database)
    program.does("database", "create")
    program.does("slots", "publish", "--from", NEXT_MONDAY, "--weeks", 1)
    return program


@pytest.fixture
def window(program: Program, qtbot: Any, qapp: Any) -> Iterator[Window]:
    """The window on the same diary, at a desk whose clock stands at eight on that Monday."""
    clock = Clock(datetime.combine(NEXT_MONDAY, time(8), UTC))
    desk = desks.open_(settings.read(database=str(program.database)), clock)
    opened = open_window(qtbot, qapp, desks.sign_in(desk, "Mia Lane"))
    yield opened
    opened.main.close()


def shown(model: QAbstractItemModel) -> str:
    """Return all that the cells of a table say."""
    cells = (
        model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())
    )
    return "\n".join(str(cell.data(role)) for cell in cells for role in ROLES if cell.data(role))


@pytest.mark.parametrize(("screen", "table"), [("today", "table"), ("diary", "grid")])
def test_what_the_command_line_books_appears_in_the_open_window(
    window: Window, program: Program, qtbot: Any, screen: str, table: str
):
    window.go(screen)
    model = getattr(window.screen, table).model()
    assert "Nora Blake" not in shown(model)
    program.does(*book("10:15", "Nora Blake"))
    qtbot.waitUntil(lambda: "Nora Blake" in shown(model), timeout=10_000)
    (call,) = json.loads(program.does(*LIST))
    program.does("calls", "cancel", call["id"], "--by", "patient", "--reason", "ill")
    qtbot.waitUntil(lambda: "Nora Blake" not in shown(model), timeout=10_000)


def test_the_command_line_sees_what_the_window_books_and_takes_back(window: Window, program: Program):
    window.press("Ctrl+N")
    window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    window.press("Return")
    assert window.no_dialog()
    (call,) = json.loads(program.does(*LIST))
    assert (call["patient"], call["phone"], call["status"]) == ("Nora Blake", "+447700900481", "booked")
    assert json.loads(program.does("journal", "--json"))[-1]["who"] == "Mia Lane"
    told = program.refuses(*book(call["starts_at"][11:16], "Jane Holt"))
    assert "has just been taken" in told
    window.main.setFocus()
    window.press("Ctrl+Z")
    assert json.loads(program.does(*LIST)) == []


def test_a_slot_that_the_open_form_holds_is_not_given_away_by_the_command_line(
    window: Window, program: Program
):
    before = json.loads(program.does("slots", "free", "--json"))
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    held = next(slot for slot in before if slot["id"] == str(form.when.slot))
    assert held not in json.loads(program.does("slots", "free", "--json"))
    taken = book(held["starts_at"][11:16], "Jane Holt", "07700 900334")
    taken[taken.index("London")] = held["clinic"]
    told = program.refuses(*taken, "--clinician", held["clinician"])
    assert "is being booked by Mia Lane at " in told
    window.press("Return")
    assert window.no_dialog()
    assert [call["patient"] for call in json.loads(program.does(*LIST))] == ["Nora Blake"]


def test_a_slot_that_the_command_line_takes_after_the_hold_ran_out_is_refused_in_the_form(
    window: Window, program: Program
):
    window.press("Ctrl+N")
    form = window.dialog(BookingForm)
    window.type("Nora Blake")
    window.press("Tab")
    window.type("07700 900481")
    chosen = form.when.slot
    desk = TestDesk(desks.open_(settings.read(database=str(program.database)), Clock()), Clock())
    desk.end_holds()
    desk.desk.close()
    free = next(s for s in json.loads(program.does("slots", "free", "--json")) if s["id"] == str(chosen))
    taken = book(free["starts_at"][11:16], "Jane Holt", "07700 900334")
    taken[taken.index("London")] = free["clinic"]
    program.does(*taken, "--clinician", free["clinician"])
    window.press("Return")
    assert window.dialog(BookingForm) is form
    assert [said.text() for said in form.findChildren(QLabel) if "has just been taken" in said.text()]
    assert (form.who.input.text(), form.phone.input.text()) == ("Nora Blake", "07700 900481")
    assert [call["patient"] for call in json.loads(program.does(*LIST))] == ["Jane Holt"]
    form.reject()


def test_a_second_start_asks_the_first_window_forward(tmp_path: Path, qtbot: Any, qapp: Any):
    program = Program(tmp_path / "reception.db")
    program.does("database", "create")
    chosen = settings.read(database=str(program.database))
    window = app.open_window(qapp, chosen)
    qtbot.addWidget(window)
    try:
        first = Single(app._name(chosen))
        first.asked.connect(window.come_forward)
        window.showMinimized()
        with qtbot.waitSignal(first.asked, timeout=10_000):
            told = program.does()
        assert told == "Reception is already open; its window comes forward.\n"
        assert not window.isMinimized()
    finally:
        window.close()


def test_a_window_on_another_diary_is_not_in_the_way(tmp_path: Path, qtbot: Any, qapp: Any):
    chosen = settings.read(database=str(tmp_path / "one.db"))
    first = Single(app._name(chosen))
    other = Single(app._name(settings.read(database=str(tmp_path / "other.db"))))
    again = Single(app._name(chosen))
    assert (first.is_second, other.is_second, again.is_second) == (False, False, True)


def files(*folders: str) -> dict[str, bytes]:
    found = (path for folder in folders for path in Path(os.environ[folder]).rglob("*"))
    return {str(path): path.read_bytes() for path in found if path.is_file()}


def test_the_demo_never_touches_the_real_diary_and_leaves_nothing(tmp_path: Path):
    own = subprocess.run(
        [sys.executable, "-m", "reception", "clinics"], capture_output=True, text=True, timeout=60
    )
    assert (own.returncode, own.stderr) == (0, "")
    before = files("XDG_DATA_HOME", "XDG_CONFIG_HOME")
    assert len(before) >= 3, "a diary, its key file, its key"
    thrown_away = tmp_path / "temporary"
    thrown_away.mkdir()
    environment = os.environ | {"TMPDIR": str(thrown_away), "QT_QPA_PLATFORM": "offscreen"}
    demo = subprocess.run(
        [sys.executable, "-c", DEMO], env=environment, capture_output=True, text=True, timeout=120
    )
    assert (demo.returncode, demo.stderr) == (0, "")
    title, made = demo.stdout.splitlines()
    assert title == "Example, nothing is kept"
    assert {"example.db", "settings.json"} <= set(made.split())
    assert files("XDG_DATA_HOME", "XDG_CONFIG_HOME") == before
    assert list(thrown_away.iterdir()) == []
