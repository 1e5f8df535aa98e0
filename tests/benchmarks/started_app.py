"""Start the app as `reception` does, and print the moment of its first frame, or of its first painted diary.

With the word `diary` it goes on to the diary at once, as Ctrl+2 would, and ends when that is painted with calls.
Nothing is imported before the program imports it: the window is replaced by one that tells when it is painted at the
moment when the settings are read, for by then Qt and the window's class are there.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from reception import __main__, settings

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from reception.ui.background import Background

WANTED = sys.argv.pop()
read = settings.read


def read_and_watch(**options: Any) -> settings.Settings:
    """Read the settings, and let the window be a watched one."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from reception import app
    from reception.ui.main_window import MainWindow
    from reception.ui.theme import Theme

    class Timed(MainWindow):
        """The window, which tells when it has been painted."""

        def __init__(self, theme: Theme, chosen: settings.Settings) -> None:
            super().__init__(theme, chosen)
            if WANTED == "diary":
                self.act("go diary")

        def come_alive(self, background: Background) -> None:
            """Watch the diary from when it is there."""
            super().come_alive(background)
            if WANTED == "diary":
                watch_diary(self)

        def paintEvent(self, event: QPaintEvent) -> None:
            """End once the frame that is being painted is done."""
            super().paintEvent(event)
            if WANTED == "frame":
                QTimer.singleShot(0, self.end)

        def end(self) -> None:
            """Print the moment, and leave."""
            print(time.monotonic(), flush=True)
            self.close()
            QApplication.quit()

    vars(app)["MainWindow"] = Timed
    return read(**options)


def watch_diary(window: Any) -> None:
    """End once the frame is done that shows calls on the diary's cells."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class PaintedDiary(QObject):
        """Watches the diary's cells being painted, until there are calls on them."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            """Look at each paint."""
            if event.type() is QEvent.Type.Paint and any(
                cell.line for cell in grid.model_.grid.cells.values()
            ):
                QTimer.singleShot(0, window.end)
            return False

    grid = window.screens["diary"].grid
    window.watched = PaintedDiary(window)
    grid.viewport().installEventFilter(window.watched)


vars(settings)["read"] = read_and_watch
sys.exit(__main__.main())
