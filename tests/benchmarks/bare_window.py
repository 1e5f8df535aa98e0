"""The limit beside a start: a bare QMainWindow in the same Python. Prints the moment of its first frame."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Bare(QMainWindow):
    """A window with nothing in it."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell when the frame that is being painted is done."""
        super().paintEvent(event)
        QTimer.singleShot(0, painted)


def painted() -> None:
    """Print the moment and end."""
    print(time.monotonic(), flush=True)
    app.quit()


app = QApplication(sys.argv[:1])
window = Bare()
window.resize(1366, 768)
window.show()
sys.exit(app.exec())
