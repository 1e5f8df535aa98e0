"""Boxes to tick in a list that opens below a field, and stays open for more than one."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TickList(QMenu):
    """The space bar or a click ticks, or takes a tick away, and the list stays; Enter or Esc closes it.

    Enter takes the one under the cursor along where nothing else was done in the list. `turned` carries the text of one
    that was ticked or not any more.
    """

    turned = Signal(str)

    def __init__(self, parent: QWidget, texts: Sequence[str], ticked: Collection[str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._was_turned = False
        for text in texts:
            made = self.addAction(text)
            made.setCheckable(True)
            made.setChecked(text in ticked)
        self.triggered.connect(self._tell)

    def _tell(self, one: QAction) -> None:
        self._was_turned = True
        self.turned.emit(one.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar, and close with Enter."""
        one = self.activeAction()
        if event.key() == Qt.Key.Key_Space:
            if one is not None and not event.isAutoRepeat():
                one.trigger()
        elif event.key() in ENTER and self._was_turned:
            self.close()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick what is clicked."""
        one = self.actionAt(event.position().toPoint())
        if one is not None and event.button() == Qt.MouseButton.LeftButton:
            one.trigger()
        else:
            super().mouseReleaseEvent(event)
