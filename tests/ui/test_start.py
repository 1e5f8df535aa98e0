"""A start of the program: the frame first, then the desk behind it; what is asked for early is done, errors are told."""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from reception import app
from reception.domain.call import Result
from reception.domain.errors import KeyNeeded
from reception.services import databases
from reception.storage import opening
from reception.ui.booking.form import BookingForm
from reception.ui.diary import board as diary
from reception.ui.main_window import MainWindow
from reception.ui.palette.view import Palette
from reception.ui.today import view as today
from reception.ui.unlocking import KeyForm
from tests.support.desks import MONDAY, Practice, TestDesk
from tests.support.program import Program
from tests.support.windows import Window

LIGHT_FRAME = """
import sys
from reception import settings
from PySide6.QtCore import QTimer
from reception import app
from reception.app import MainWindow

class Ended(MainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        heavy = ("sqlalchemy", "sqlcipher3", "reception.desk", "reception.services", "reception.storage", "reception.domain.call")
        print([name for name in heavy if name in sys.modules], self.rail.isVisible(), self.is_alive)
        QTimer.singleShot(0, self.close)

app.MainWindow = Ended
sys.exit(app.run(settings.read()))
"""

BROKEN = """
import sys
from reception.cli.main import run
from reception.ui import screens

def broken(self, name):
    return 1 // 0

screens.Screens.named = broken
sys.exit(run(["--database", sys.argv[1]]))
"""


@pytest.fixture
def desk(file_diary: Practice) -> TestDesk:
    made = file_diary.desk("Joe Moss")
    made.publish()
    return made


@pytest.fixture
def frame(file_diary: Practice, desk: TestDesk, qtbot, qapp):
    """The window of a start whose diary is not open yet."""
    made = app.show_frame(qapp, file_diary.settings._replace(theme="light"))
    qtbot.addWidget(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.close()


def come_alive(frame: MainWindow, diary: Practice, qtbot) -> Window:
    app.come_alive(frame, diary.settings._replace(staff="Mia Lane"), diary.clock)
    window = Window(frame, qtbot)
    window.settle()
    return window


def test_the_frame_is_the_windows_own_and_stays(frame, file_diary, qtbot):
    parts = (frame.rail, frame.top, frame.foot, frame.centralWidget())
    assert all(part.isVisible() for part in parts)
    assert frame.foot.place.text() == "Local diary, encrypted"
    before = frame.grab().toImage()
    window = come_alive(frame, file_diary, qtbot)
    assert (frame.rail, frame.top, frame.foot, frame.centralWidget()) == parts
    assert window.main.current == "today"
    after = frame.grab().toImage()
    for y in range(60, 300, 12):
        assert before.pixelColor(20, y) == after.pixelColor(20, y), f"the rail looked another way at {y}"
    assert frame.top._person.accessibleName() == "Mia Lane works here. Change who, or hide names."


def test_a_key_pressed_early_goes_to_its_screen_and_no_other_is_made(frame, file_diary, qtbot):
    QTest.keyClick(frame, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    window = come_alive(frame, file_diary, qtbot)
    assert list(window.main.screens) == ["diary"]
    assert window.main.current == "diary"


def test_a_click_on_the_rail_is_not_lost(frame, file_diary, qtbot):
    next(one for one in frame.rail.findChildren(QPushButton) if one.accessibleName() == "Clinics").click()
    assert come_alive(frame, file_diary, qtbot).main.current == "clinics"


def test_a_booking_can_be_typed_before_the_diary_is_open(frame, file_diary, qtbot):
    QTest.keyClick(frame, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(frame.focusWidget() or frame, "Nora")
    window = come_alive(frame, file_diary, qtbot)
    assert window.dialog(BookingForm).who.input.text() == "Nora"
    window.dialog(BookingForm).reject()


def test_what_is_typed_after_ctrl_k_is_looked_for(frame, file_diary, desk, qtbot):
    desk.book("10:00")
    QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(frame.focusWidget() or frame, "Jane")
    window = come_alive(frame, file_diary, qtbot)
    assert window.dialog(Palette).field.text() == "Jane"
    window.dialog(Palette).reject()


def test_a_bare_key_does_nothing_to_calls_that_nobody_has_seen_yet(frame, file_diary, desk, qtbot):
    desk.book("09:00")
    QTest.keyClicks(frame.focusWidget() or frame, "1")
    come_alive(frame, file_diary, qtbot)
    assert [line.call.outcome for line in desk.lines()] == [None]


def test_a_frame_that_is_closed_early_leaves_nothing_behind(frame):
    frame.close()
    assert not frame.is_alive


def test_the_window_goes_on_while_the_diary_opens(frame, file_diary, qtbot):
    app.come_alive(frame, file_diary.settings._replace(staff="Mia Lane"), file_diary.clock)
    assert frame.current == "today"
    assert not frame.background.is_idle
    frame.go("clinics")
    Window(frame, qtbot).settle()
    assert frame.background.staff.name == "Mia Lane"


def test_a_diary_that_will_not_open_is_told_to_whoever_started_it(frame, file_diary, qtbot):
    told: list[Exception] = []
    missing = file_diary.settings._replace(database=file_diary.settings.database.with_name("none.db"))
    app.come_alive(frame, missing, file_diary.clock, failed=told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert "There is no diary at" in str(told[0])


@pytest.fixture
def keyless(file_diary, desk, tmp_path, qapp, qtbot, monkeypatch):
    """A start on another PC, which has the diary's file and no key; with the recovery key from paper."""
    desk.book("09:00")
    paper = databases.recovery_key(file_diary.settings)
    config = tmp_path / "another PC"
    config.mkdir()
    there = file_diary.settings._replace(config_folder=config, data_folder=config, staff="Mia Lane")
    monkeypatch.setattr(app, "_can_be_seen", lambda: True)
    made = app.Start(qapp, there)
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), KeyForm))
    yield made, QApplication.activeModalWidget(), paper
    made.window.close()
    # The start has ended the program: Qt forgets that with the next run of its loop.
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()


def test_a_diary_without_a_key_here_is_opened_with_the_one_on_paper(keyless, qtbot):
    start, form, paper = keyless
    typed = form.fields["key"].input
    QTest.keyClicks(typed, "not the key")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.refusal != "")
    assert form.refusal.startswith("This is not a whole recovery key.")
    typed.setText(paper.lower().replace("-", " "))
    QTest.keyClick(typed, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    window = Window(start.window, qtbot)
    window.settle()
    assert window.screen.table.current.patient.name == "Jane Holt"
    assert start.error is None
    assert databases.recovery_key(window.main.background.settings) == paper, "this PC keeps it from now on"


def test_whoever_has_no_recovery_key_leaves_and_is_told_why(keyless):
    start, form, _ = keyless
    QTest.keyClick(form.fields["key"].input, Qt.Key.Key_Escape)
    assert isinstance(start.error, KeyNeeded)
    assert not start.window.isVisible()


def test_the_first_frame_waits_for_nothing_of_the_desk():
    done = subprocess.run([sys.executable, "-c", LIGHT_FRAME], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr, done.returncode) == ("[] True False\n", "", 0)


@pytest.mark.parametrize("screen", ["today", "diary"])
def test_what_a_first_screen_reads_needs_the_driver_alone(file_diary, desk, screen):
    desk.book("09:00")
    desk.record(Result.NO_ANSWER)
    store = opening.open_(file_diary.settings.database, file_diary.settings.config_folder)
    now, context = file_diary.clock(), SimpleNamespace(now=file_diary.clock)
    question = {
        "today": partial(today.read, now=now, clinic=None),
        "diary": partial(
            diary.read, first=MONDAY, last=MONDAY, context=context, clinic=None, is_week=True, token=0
        ),
    }[screen]
    board = store.ask(question)
    assert "engine" not in vars(store), "it asked for more, and SQLAlchemy had to come"
    with store.read() as reader:
        assert question(reader) == board
    store.close()


def test_a_window_that_cannot_come_alive_ends_as_a_bug_does(tmp_path: Path):
    Program(tmp_path / "reception.db").does("database", "create")
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, str(tmp_path / "reception.db")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr.startswith("Something went wrong inside Reception")
    assert "ZeroDivisionError" in (tmp_path / "xdg_data_home" / "Reception" / "bugs.log").read_text()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "There is no diary at"),
        (b"", "is empty, so it is not a diary"),
        (b"SQLite format 3\x00" + bytes(600), "is a database of another program"),
    ],
)
def test_a_start_on_no_diary_ends_with_one_sentence(tmp_path: Path, content, sentence):
    place = tmp_path / "reception.db"
    if content is not None:
        place.write_bytes(content)
    assert sentence in Program(place).refuses()


def test_a_start_on_a_diary_whose_key_is_gone_ends_with_one_sentence(tmp_path: Path):
    program = Program(tmp_path / "reception.db")
    program.does("database", "create")
    (tmp_path / "reception.db.keys").unlink()
    assert "The key file beside reception.db is missing" in program.refuses()
