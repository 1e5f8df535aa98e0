"""The window: its frame is there at once, and comes alive when a desk is given to it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from reception.settings import Settings
from reception.ui.actions import ACTIONS
from reception.ui.theme import Theme
from reception.ui.widgets.basics import row
from reception.ui.widgets.frame import Rail, StatusBar, TopBar

if TYPE_CHECKING:
    from reception.ui.ahead import Ahead
    from reception.ui.background import Background
    from reception.ui.booking.say_back import SayBack
    from reception.ui.context import Context
    from reception.ui.doing import Doing
    from reception.ui.facts import Facts
    from reception.ui.hiding import Hiding
    from reception.ui.live import Live
    from reception.ui.screen import Screen
    from reception.ui.screens import Screens
    from reception.ui.undoing import Undoing
    from reception.ui.waits import Waits
    from reception.ui.widgets.toast import Toast

NO_BACKUP = "no automatic backup yet"
HOW_TO_BACK_UP = "Reception makes no backups by itself yet. Settings, Backup says how to copy the diary."
NARROW_BELOW = 1000
"""Pixels of width under which the rail shows icons alone."""


class MainWindow(QMainWindow):
    """Rail, filter, find box, status bar, and between them the screens, once there is a desk.

    This module imports only what the frame needs, because everything else is imported while it is shown already.
    """

    painted = Signal()
    background: Background
    context: Context
    rooms: Screens
    toast: Toast
    undoing: Undoing
    hiding: Hiding
    doing: Doing
    live: Live
    ahead: Ahead
    facts: Facts

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Reception")
        self.resize(1366, 768)
        self.setMinimumSize(640, 360)
        self.theme = theme
        self.is_alive = False
        self.say_back: SayBack | None = None
        self.waits: Waits | None = None
        self._early: list[str | QKeyEvent] = []
        self.rail, self.top, self.foot = Rail(theme), TopBar(theme), StatusBar()
        self._stack = QStackedWidget()
        self._lay_out()
        self.foot.place.setText("Shared diary" if settings.is_shared else "Local diary, encrypted")
        self.foot.show_backup("" if settings.is_shared else NO_BACKUP, HOW_TO_BACK_UP)
        self.rail.chosen.connect(lambda name: self.act(f"go {name}"))
        self.top.find_asked.connect(partial(self.act, "find"))
        self.top.who.connect(partial(self.act, "person"))
        self.foot.undo.connect(partial(self.act, "undo"))
        for action in ACTIONS:
            if action.key:
                QShortcut(QKeySequence(action.key), self, partial(self.act, action.name))
        QShortcut(QKeySequence("?"), self, partial(self.act, "keys"))
        self.rail.choose("today")
        self._stack.setFocus()  # else the first button of the rail would have the keys, until a screen takes them

    def _lay_out(self) -> None:
        self._right = right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._stack, 1)
        right.addWidget(self.foot)
        whole = QWidget()
        for part in (
            self.top,
            self.foot,
            self.rail,
            self._stack,
        ):  # as Tab goes: from the rail into the screen
            part.setParent(whole)
        layout = row(self.rail, right, gap=0)
        layout.setStretch(1, 1)
        whole.setLayout(layout)
        self.setCentralWidget(whole)

    # ---- coming alive

    def come_alive(self, background: Background) -> None:
        """Work on a desk from now on, and do what was asked for before there was one."""
        from reception.ui import alive

        alive.come_alive(self, background, self._stack)
        self.is_alive = True
        early, self._early = self._early, []
        if not (early and isinstance(early[0], str) and early[0].startswith("go ")):
            self.go("today")
        for asked in early:
            self.act(asked) if isinstance(asked, str) else _type(self, asked)

    def act(self, name: str) -> None:
        """Do what an action is for, by its name in the table of actions; before there is a desk, remember it."""
        if self.is_alive:
            self.doing.act(name)
        else:
            self._early.append(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is typed after an early action for the form that it opens; Esc, where nothing else took it, closes
        what was to be read back."""
        if not self.is_alive and self._early:
            self._early.append(event.clone())
        elif self.say_back is not None and self.say_back.takes(event):
            return
        super().keyPressEvent(event)

    # ---- the screens

    def put_above(self, strip: QWidget) -> None:
        """Put a strip above the screens, on all of them."""
        self._right.insertWidget(1, strip)

    @property
    def screens(self) -> dict[str, Screen]:
        """Return the screens that have been shown, by name."""
        return self.rooms.made

    @property
    def current(self) -> str:
        """Return the name of the screen that is shown."""
        return self.rooms.current

    @property
    def shown(self) -> Screen:
        """Return the screen that is shown."""
        return self.rooms.shown

    def go(self, name: str) -> Screen:
        """Show a screen, read afresh; what was to be read back is said by then."""
        if self.say_back is not None and name != self.current:
            self.say_back.hide()
        return self.rooms.go(name)

    # ---- the window itself

    def come_forward(self) -> None:
        """Show the window that is there, when the program is started again."""
        self.showNormal() if self.isMinimized() else self.show()
        self.raise_()
        self.activateWindow()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell that the window can be seen."""
        super().paintEvent(event)
        self.painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make room where the window is narrow."""
        super().resizeEvent(event)
        self.rail.narrow(self.width() < NARROW_BELOW)
        if self.is_alive:
            if self.say_back is not None:
                self.say_back.place()
            self.toast.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Finish what was asked, then close the database."""
        if self.is_alive:
            self.live.stop()
            self.ahead.stop()
            self.hiding.idle.stop()
            self.context.drafts.flush()
            self.background.close()
        super().closeEvent(event)


def _type(window: MainWindow, event: QKeyEvent) -> None:
    """Hand an early key on to whatever has the keys by now."""
    form = QApplication.activeModalWidget() or window
    QApplication.postEvent(form.focusWidget() or form, event)
