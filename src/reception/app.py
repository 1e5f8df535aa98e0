"""Start Qt: one window for one diary; its frame is painted first, and comes alive while it is seen already.

Like `ui.main_window`, this module imports only what the frame needs; the rest is imported where it is used.
"""

from __future__ import annotations

import gc
import os
import sys
import zlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from reception.settings import Settings
from reception.ui.main_window import MainWindow
from reception.ui.theme import Theme

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtCore import QtMsgType

    from reception.desk import Clock, Desk
    from reception.ui.background import Background
    from reception.ui.unlocking import KeyForm

NO_SCREEN = (
    "There is no screen here to open a window on. Start Reception on the PC’s own screen, or use a command: "
    "reception --help tells them."
)
FRAME = 48
"""Pixels that a window's frame and title may need around it."""
FUSION = "-style", "fusion"
"""How Qt draws what our style sheet leaves to it, on every system: said so early, it costs no 5 ms of a start."""
UNSEEN, SETTLED = 500, 500
"""Milliseconds: after which a window comes alive though it was not painted (minimised, perhaps), and from when it is
alive until what can wait."""


def run(settings: Settings, *, demo: bool = False) -> int:
    """Open the window and return its exit code; raise what is in the way where the diary cannot be opened."""
    app = application()
    if demo:
        gc.enable()
        return _run_demo(app, settings)
    from reception.ui import single

    if single.is_taken(_name(settings)):
        return _give_way()
    start = Start(app, settings)
    code = app.exec()
    if start.error is not None:
        raise start.error
    return code


def application() -> QApplication:
    """Return Qt's application under our name, started in our style where there is none."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else _started()
    app.setApplicationName("Reception")
    app.setApplicationDisplayName("Reception")
    return app


def _started() -> QApplication:
    """Start Qt, which ends the program at once where it finds no screen: then say so in one sentence, exit 1."""
    held: list[str] = []

    def hear(kind: QtMsgType, context: object, told: str) -> None:
        from PySide6.QtCore import QtMsgType

        if kind == QtMsgType.QtFatalMsg:
            print(NO_SCREEN, file=sys.stderr, flush=True)
            os._exit(1)
        held.append(told)

    qInstallMessageHandler(hear)
    app = QApplication([*sys.argv[:1], *FUSION])
    qInstallMessageHandler(None)
    for told in held:
        print(told, file=sys.stderr)
    return app


def _name(settings: Settings) -> str:
    """Return a name for this user's window on this diary."""
    told = f"{settings.config_folder}|{settings.database}".encode()
    return f"reception-{zlib.crc32(told):08x}{zlib.adler32(told):08x}"


def _give_way() -> int:
    print("Reception is already open; its window comes forward.")
    return 0


class Start:
    """A start of the program: the frame, then the desk behind it, then what can wait."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        self._settings = settings
        self.error: Exception | None = None
        self._key_form: KeyForm | None = None
        self._timer = QTimer()
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._come_alive)
        self.window = show_frame(app, settings)
        self.window.painted.connect(self._painted)
        self._timer.start(UNSEEN)

    def _painted(self) -> None:
        self.window.painted.disconnect(self._painted)
        self._timer.start(0)

    def _come_alive(self) -> None:
        self._timer.timeout.disconnect(self._come_alive)
        if not self.window.isVisible():  # closed already
            return
        try:
            come_alive(self.window, self._settings, failed=self._fail)
        except Exception as error:  # a bug: with half a window nobody can work
            self._fail(error)
            return
        self._timer.timeout.connect(self._settle)
        self._timer.start(SETTLED)

    def _settle(self) -> None:
        """Answer later starts from now on, and look after memory again; what a start made stays."""
        from reception.ui.collecting import Collecting
        from reception.ui.single import Single

        gc.freeze()
        Collecting(self.window)
        self._single = Single(_name(self._settings))
        if self._single.is_second:  # of two starts at one moment
            self.window.close()
            QApplication.exit(_give_way())
        self._single.asked.connect(self.window.come_forward)

    def _fail(self, error: Exception) -> None:
        """End where the diary does not open; where only its key is needed, ask for the recovery key."""
        from reception.domain.errors import KeyNeeded, Obstacle

        self._timer.stop()
        if self._key_form is not None and isinstance(error, Obstacle):
            self._key_form.refuse(error)
        elif isinstance(error, KeyNeeded) and _can_be_seen():
            self._ask_for_key(error)
        else:
            self._end(error)

    def _ask_for_key(self, error: Exception) -> None:
        from reception.ui.unlocking import KeyForm
        from reception.ui.widgets.dialog import present

        self._key_form = form = KeyForm(self.window)
        form.left.connect(partial(self._end, error, is_told=True))
        form.accepted.connect(partial(self._timer.start, SETTLED))
        present(form)

    def _end(self, error: Exception, *, is_told: bool = False) -> None:
        """End, and let whoever started it tell why; a person without a terminal is told in a window."""
        from reception.domain.errors import Obstacle

        self.error = error
        if isinstance(error, Obstacle) and not is_told:
            _tell(error.sentence)
        self.window.close()
        QApplication.exit(1)


def _tell(sentence: str) -> None:
    """Say in a window what is in the way, where a person can see one."""
    from PySide6.QtWidgets import QMessageBox

    if _can_be_seen():
        QMessageBox.critical(None, "Reception", sentence)


def _can_be_seen() -> bool:
    """Tell whether a person can see a window and answer it."""
    return QApplication.platformName() not in ("offscreen", "minimal")


def show_frame(app: QApplication, settings: Settings) -> MainWindow:
    """Show the window's frame at its size, or as large as the screen where that is no larger."""
    window = MainWindow(Theme(app, settings.theme), settings)
    room = window.screen().availableGeometry()
    if room.width() < window.width() + FRAME or room.height() < window.height() + FRAME:
        window.showMaximized()
    else:
        window.show()
    return window


def come_alive(
    window: MainWindow,
    settings: Settings,
    clock: Clock | None = None,
    failed: Callable[[Exception], object] | None = None,
) -> None:
    """Open the desk in the worker thread, and the screens in front of it; the first time, ask who works here."""
    from reception import desk as desks
    from reception import settings as kept_settings
    from reception.domain.ids import StaffId
    from reception.ui.background import Background

    clock = clock or desks.system_clock
    name = settings.staff or kept_settings.remembered(settings, "staff")
    known = "" if settings.staff else kept_settings.remembered(settings, "staff_id")
    id_ = StaffId(int(known)) if known.isdecimal() else None
    background = Background(settings, clock, partial(desks.open_signed_in, settings, name, clock, id_))
    if failed is not None:
        background.failed.connect(failed)
    if not name:
        # After a form that goes.
        background.opened.connect(lambda: QTimer.singleShot(0, window.doing.ask_who))
    _give(window, background)


def _give(window: MainWindow, background: Background) -> None:
    """Give a window the way to a desk; a bug is noted from now on, and the work goes on."""
    folder = background.settings.data_folder
    sys.excepthook = lambda kind, error, trace: _stumbled(window, error, folder)
    try:
        window.come_alive(background)
    except BaseException:
        background.close()
        raise


def _stumbled(window: MainWindow, error: BaseException, folder: Path) -> None:
    """Note a bug and say so."""
    from reception import bugs

    window.toast.say(bugs.note(error, folder), offers_undo=False)


def open_window(app: QApplication, settings: Settings, clock: Clock | None = None) -> MainWindow:
    """Show a window that is alive at once."""
    window = show_frame(app, settings)
    come_alive(window, settings, clock)
    return window


def _run_demo(app: QApplication, settings: Settings) -> int:
    """Open the window on a throw-away example, in a folder that goes with it, however the program ends."""
    from reception.ui import throwaway
    from reception.ui.collecting import Collecting

    with throwaway.folder() as folder, throwaway.quits_when_told(app) as told:
        window = show_demo(app, settings, folder)
        Collecting(window)
        code = 0 if told else app.exec()
        window.close()
        return code


def show_demo(app: QApplication, settings: Settings, folder: Path, clock: Clock | None = None) -> MainWindow:
    """Make the example in a folder and show it; this PC's own diary is never touched."""
    from reception.desk import system_clock
    from reception.services import example
    from reception.ui.background import Background

    throw_away = settings._replace(
        data_folder=folder,
        config_folder=folder,
        database=folder / "example.db",
        is_default_database=False,
        desk="Front desk 1",
        staff=example.RECEPTIONIST,
    )
    desk = example_desk(throw_away, clock or system_clock)
    window = show_frame(app, throw_away)
    _give(window, Background.at(desk))
    window.setWindowTitle("Example, nothing is kept")  # the system adds the name of the program
    window.foot.place.setText("Example diary, thrown away at the end")
    window.foot.show_backup("")
    return window


def example_desk(settings: Settings, clock: Clock) -> Desk:
    """Return a desk on a new example diary, whose key is thrown away along with it."""
    from reception import desk as desks
    from reception.services import example

    desk = desks.create(settings, clock, throw_away=True)
    example.fill(desk.store, clock, desk.history.ids)
    return desks.sign_in(desk, settings.staff)
