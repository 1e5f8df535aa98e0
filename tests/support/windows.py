"""The real window on a real diary, off screen, and the words to work it by keyboard."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from reception.desk import Desk
from reception.ui.background import Background
from reception.ui.main_window import MainWindow
from reception.ui.screen import Screen
from reception.ui.theme import Theme

D = TypeVar("D", bound=QWidget)
PATIENCE = 30_000
"""Milliseconds after which something that was waited for did not happen."""


@dataclass
class Window:
    """A window somebody sits at."""

    main: MainWindow
    qtbot: Any

    @property
    def screen(self) -> Any:
        """Return the screen that is shown."""
        return self.main.screens[self.main.current]

    def settle(self) -> None:
        """Wait until every question to the database has been answered, and a window has the keys."""
        self.qtbot.waitUntil(self._is_at_rest, timeout=PATIENCE)
        QApplication.processEvents()
        self.qtbot.waitUntil(self._is_at_rest, timeout=PATIENCE)

    def _is_at_rest(self) -> bool:
        in_front = QApplication.activeModalWidget() or self.main
        has_keys = QApplication.activeWindow()
        if has_keys is None or not has_keys.isVisible():
            in_front.activateWindow()  # off screen nobody else does, once a form or a list over a form has gone
        is_open = QApplication.activePopupWidget() is not None
        return self.main.background.is_idle and (is_open or has_keys is in_front)

    def go(self, name: str) -> Screen:
        """Show a screen and wait until it has been read."""
        screen = self.main.go(name)
        self.settle()
        return screen

    def diary(self, view: str = "week", size: tuple[int, int] = (1366, 768)) -> Any:
        """Show the diary in a view, in a window of some width and height, and return it."""
        self.main.resize(*size)
        screen = self.go("diary")
        self.main.act(f"{view} view")
        self.settle()
        return screen

    def press(self, keys: str, on: QWidget | None = None) -> None:
        """Press keys such as `Ctrl+N`, `Return` or `1`, one stroke after another where spaces part them."""
        for stroke in keys.split():
            *held, last = stroke.split("+")
            modifiers = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifiers |= getattr(
                    Qt.KeyboardModifier, {"Ctrl": "ControlModifier"}.get(one, f"{one}Modifier")
                )
            key = getattr(Qt.Key, f"Key_{last if len(last) > 1 else last.upper()}")
            QTest.keyClick(on or self.focus, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        QTest.keyClicks(self.focus, text)
        self.settle()

    @property
    def focus(self) -> QWidget:
        """Return the widget that gets the keys."""
        return QApplication.focusWidget() or QApplication.activeModalWidget() or self.main

    def dialog(self, kind: builtins.type[D]) -> D:
        """Return the form that is open; fail where there is none of this kind."""
        self.settle()
        opened = QApplication.activeModalWidget()
        assert isinstance(opened, kind), f"{opened} is open"
        return opened

    def no_dialog(self) -> bool:
        """Tell whether no form is open."""
        self.settle()
        opened = QApplication.activeModalWidget()
        return not (isinstance(opened, QDialog) and opened.isVisible())


def open_window(qtbot: Any, qapp: QApplication, desk: Desk, theme: str = "light") -> Window:
    """Show the window on a desk and wait until it has been read; the test closes it."""
    main = MainWindow(Theme(qapp, theme), desk.settings)
    qtbot.addWidget(main)
    with qtbot.waitExposed(main):
        main.show()
    main.come_alive(Background.at(desk))
    main.activateWindow()
    window = Window(main, qtbot)
    window.settle()
    return window
