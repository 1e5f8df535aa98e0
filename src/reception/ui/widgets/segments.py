"""A row of choices of which one is taken: All clinics, London, Manchester, Bedford."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from reception.ui.widgets.order import keep_order


class _Segment(QPushButton):
    """One choice, with room for its text in bold: the one that is taken."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # so a screen reader calls it one of several choices, not a box to tick
        self.setAutoDefault(False)
        self.setProperty("kind", "segment")

    def sizeHint(self) -> QSize:
        """Return the room it needs when it is taken."""
        hint, bold = super().sizeHint(), QFont(self.font())
        bold.setWeight(QFont.Weight.Bold)
        more = QFontMetrics(bold).horizontalAdvance(self.text())
        return hint + QSize(max(0, more - self.fontMetrics().horizontalAdvance(self.text())), 0)


class Segments(QWidget):
    """Choices side by side; the arrow keys walk them. `chosen` carries the value."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._group = QButtonGroup(self)
        self._buttons: list[_Segment] = []
        self._values: list[object] = []
        self._group.idClicked.connect(self._clicked)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer other choices; the first is taken."""
        before = self._buttons
        self._buttons = [_Segment(text) for _, text in choices]
        self._values = [value for value, _ in choices]
        last = len(choices) - 1
        for number, made in enumerate(self._buttons):
            made.setChecked(number == 0)
            place = "only" if not last else "first" if number == 0 else "last" if number == last else "middle"
            made.setProperty("place", place)
            made.setAccessibleName(f"{self.accessibleName()}: {made.text()}")
            self._group.addButton(made, number)
            self._layout.addWidget(made)
        keep_order(self, self._buttons, after=before[-1] if before else None)
        for old in before:
            self._group.removeButton(old)
            old.setParent(None)
            old.deleteLater()

    @property
    def buttons(self) -> Sequence[QPushButton]:
        """Return the choices as they stand."""
        return self._buttons

    @property
    def value(self) -> object:
        """Return the value that is taken."""
        taken = self._group.checkedId()
        return self._values[taken] if 0 <= taken < len(self._values) else None

    def choose(self, value: object) -> None:
        """Take a value without telling anybody."""
        if value in self._values:
            self._group.button(self._values.index(value)).setChecked(True)

    def take(self, value: object) -> None:
        """Choose a value as a click on it does."""
        if value in self._values:
            self.choose(value)
            self.chosen.emit(value)

    def _clicked(self, number: int) -> None:
        self.chosen.emit(self._values[number])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk the choices with the arrow keys."""
        from PySide6.QtCore import Qt

        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or not self._values:
            super().keyPressEvent(event)
            return
        number = (self._group.checkedId() + step) % len(self._values)
        self._group.button(number).setChecked(True)
        self._group.button(number).setFocus()
        self._clicked(number)
