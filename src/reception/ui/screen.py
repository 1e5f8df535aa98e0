"""What all screens have in common."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton

from reception.ui import forms
from reception.ui.context import Context
from reception.ui.widgets.starting import Starting

IMPORT = "import a sheet"
"""What the Sheets screen is asked for by the action of that name."""


class Screen(Starting):
    """One room of the window; it reads again when it is shown and when something changed."""

    narrow_below = 940
    """Pixels of width under which a screen puts things below one another: a window of 1366 at 150 % and more."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._is_narrow: bool | None = None
        self.buttons: dict[str, QPushButton] = {}
        self.context = context
        self.setObjectName("ground")
        context.filtered.connect(self._refresh_if_shown)

    def refresh(self) -> None:
        """Read again what is shown."""

    def show_thing(self, thing: object) -> None:
        """Go to a thing that somebody asked for."""

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done now with what is shown or chosen here, by its name in the table of actions.

        As long as nothing else is said, that is what the buttons of a screen can do.
        """
        there = self.buttons.items()
        return {name: made.click for name, made in there if made.isVisible() and made.isEnabled()}

    def arrange(self, is_narrow: bool) -> None:
        """Put things side by side, or below one another where the screen is narrow."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, as it does in forms."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange anew when the screen becomes narrow or wide."""
        super().resizeEvent(event)
        is_narrow = self.width() < self.narrow_below
        if is_narrow is not self._is_narrow:
            self._is_narrow = is_narrow
            self.arrange(is_narrow)

    def book(self) -> None:
        """Do what Ctrl+N means here."""
        forms.book(self)

    def print_it(self) -> None:
        """Do what Ctrl+P means here."""
        self.context.notice.emit(
            "There is nothing to print on this screen. Sheets are printed with Ctrl+5, then Ctrl+P."
        )

    def export_it(self, format_: str = "xlsx") -> None:
        """Do what Ctrl+E means here: save this week's list, whichever week was looked at last."""
        self.context.go("lists", f"export {format_}")

    def _refresh_if_shown(self) -> None:
        if self.isVisible():
            self.refresh()
