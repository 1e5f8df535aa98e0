"""Start Qt: one window on one desk; a second start brings the first window forward."""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QMessageBox

from reception import bugs
from reception import desk as desks
from reception import settings as kept_settings
from reception.desk import Clock, Desk, system_clock
from reception.domain.errors import Obstacle
from reception.settings import Settings
from reception.ui.background import Background
from reception.ui.main_window import MainWindow
from reception.ui.theme import Theme

NO_SCREEN = (
    "There is no screen here to open a window on. Start Reception on the PC’s own screen, or use a command: "
    "reception --help tells them."
)
FRAME = 48
"""Pixels that a window's frame and title may need around it."""


def run(settings: Settings, *, demo: bool = False) -> int:
    """Open the window and return its exit code; raise Unavailable where the diary cannot be opened."""
    app = _application()
    if demo:
        return _run_demo(app, settings)
    from reception.ui.single import Single

    single = Single(_name(settings))
    if single.is_second:
        print("Reception is already open; its window comes forward.")
        return 0
    try:
        window = open_window(app, settings)
    except Obstacle as obstacle:
        _tell(obstacle.sentence)
        raise
    single.asked.connect(window.come_forward)
    return app.exec()


def _application() -> QApplication:
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _started()
    app.setApplicationName("Reception")
    app.setApplicationDisplayName("Reception")
    return app


def _started() -> QApplication:
    """Start Qt, which ends the program at once where it finds no screen: then say so in one sentence, exit 1."""
    held: list[str] = []

    def hear(kind: QtMsgType, context: object, told: str) -> None:
        if kind == QtMsgType.QtFatalMsg:
            print(NO_SCREEN, file=sys.stderr, flush=True)
            os._exit(1)
        held.append(told)

    qInstallMessageHandler(hear)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(None)
    for told in held:
        print(told, file=sys.stderr)
    return app


def _name(settings: Settings) -> str:
    """Return a name for this user's window on this diary."""
    told = f"{settings.config_folder}|{settings.database}"
    return "reception-" + hashlib.sha256(told.encode()).hexdigest()[:24]


def _tell(sentence: str) -> None:
    """Say in a window what is in the way, where a person can see one."""
    if QApplication.platformName() not in ("offscreen", "minimal"):
        QMessageBox.critical(None, "Reception", sentence)


def open_window(app: QApplication, settings: Settings, clock: Clock = system_clock) -> MainWindow:
    """Open a desk and its window; the first time, ask who works here."""
    desk = desks.open_for_window(settings, clock)
    name = settings.staff or kept_settings.remembered(settings, "staff")
    window = show(app, desks.sign_in(desk, name), settings)
    if not name:
        QTimer.singleShot(0, window.doing.ask_who)
    return window


def show(app: QApplication, desk: Desk, settings: Settings) -> MainWindow:
    """Show the window on a desk."""
    theme = Theme(app, settings.theme)
    window = MainWindow(Background(desk), theme)
    sys.excepthook = lambda kind, error, trace: _stumbled(window, error, settings.data_folder)
    _appear(window)
    return window


def _appear(window: MainWindow) -> None:
    """Show the window at its size, or as large as the screen where that is no larger."""
    room = window.screen().availableGeometry()
    if room.width() < window.width() + FRAME or room.height() < window.height() + FRAME:
        window.showMaximized()
    else:
        window.show()


def _stumbled(window: MainWindow, error: BaseException, folder: Path) -> None:
    """Note a bug and say so; the work goes on."""
    window.toast.say(bugs.note(error, folder), offers_undo=False)


def _run_demo(app: QApplication, settings: Settings) -> int:
    """Open the window on a throw-away example, in a folder that goes with it, however the program ends."""
    from reception.ui import throwaway

    with throwaway.folder() as folder, throwaway.quits_when_told(app) as told:
        window = show_demo(app, settings, folder)
        code = 0 if told else app.exec()
        window.close()
        return code


def show_demo(app: QApplication, settings: Settings, folder: Path, clock: Clock = system_clock) -> MainWindow:
    """Make the example in a folder and show it; this PC's own diary is never touched."""
    from reception.services import example

    throw_away = replace(
        settings,
        data_folder=folder,
        config_folder=folder,
        database=folder / "example.db",
        is_default_database=False,
        desk="Front desk 1",
        staff=example.RECEPTIONIST,
    )
    desk = example_desk(throw_away, clock)
    window = show(app, desk, throw_away)
    window.setWindowTitle("Reception – example, nothing is kept")
    window.foot.place.setText("Example diary, thrown away at the end")
    return window


def example_desk(settings: Settings, clock: Clock) -> Desk:
    """Return a desk on a new example diary, whose key is thrown away along with it."""
    from reception.services import example

    desk = desks.create(settings, clock, throw_away=True)
    example.fill(desk.store, clock, desk.history.ids)
    return desks.sign_in(desk, settings.staff)
