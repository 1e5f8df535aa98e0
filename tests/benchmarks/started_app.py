"""Start the app as `reception` does, and print the moment of its first frame, or of its first painted diary.

With the word `diary` it goes on to the diary at once, as Ctrl+2 would, and ends when that is painted with calls.
"""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from reception import __main__, app
from reception.settings import Settings
from reception.ui.main_window import MainWindow
from reception.ui.theme import Theme

WANTED = sys.argv.pop()


class Timed(MainWindow):
    """The window, which tells when it has been painted."""

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme, settings)
        if WANTED == "diary":
            self.act("go diary")

    def come_alive(self, background) -> None:
        """Watch the diary from when it is there."""
        super().come_alive(background)
        if WANTED == "diary":
            self.watched = PaintedDiary(self)

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


class PaintedDiary(QObject):
    """Watches the diary's cells being painted, until there are calls on them."""

    def __init__(self, window: Timed) -> None:
        super().__init__(window)
        self._window = window
        self._grid = window.screens["diary"].grid  # type: ignore[attr-defined]
        self._grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """End once the frame is done that shows calls."""
        if event.type() is QEvent.Type.Paint and any(
            cell.line for cell in self._grid.model_.grid.cells.values()
        ):
            QTimer.singleShot(0, self._window.end)
        return False


vars(app)["MainWindow"] = Timed
sys.exit(__main__.main())
