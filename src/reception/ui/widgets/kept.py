"""What comes and goes in a form keeps its room once it was there, so that nothing below it moves up under the mouse."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from reception.ui.widgets.basics import column

LAID = (QEvent.Type.Show, QEvent.Type.Resize, QEvent.Type.LayoutRequest)


class Kept(QWidget):
    """Takes no room until what is inside comes up; from then on never less than it once took."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._inside = inside
        self.setLayout(column(inside, None, gap=0))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        inside.installEventFilter(self)
        self.setVisible(not inside.isHidden())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come up with what is inside, and keep the room it has when it goes or says less."""
        kind = event.type()
        if watched is self._inside and kind == QEvent.Type.ShowToParent:
            self.show()
        elif watched is self._inside and kind in LAID:
            QTimer.singleShot(0, self, self._keep)  # once the form has its width, and the words their lines
        return super().eventFilter(watched, event)

    def _keep(self) -> None:
        inside, width = self._inside, self.width()
        if inside.isVisible():
            wraps = inside.hasHeightForWidth()
            needed = inside.heightForWidth(width) if wraps else inside.sizeHint().height()
            self.setMinimumHeight(max(self.minimumHeight(), needed))
