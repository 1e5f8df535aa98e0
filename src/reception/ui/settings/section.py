"""What the sections of Settings have in common: a title, tools beside it, a body, and facts in two columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from reception.ui.context import Context
from reception.ui.widgets.basics import Part, label, row
from reception.ui.widgets.segments import Segments

MOST_SEGMENTS = 5
"""Choices that stand side by side; more of them drop down."""
LEAST = 60
"""Pixels that a fact has at least; a path without a space in it cannot be wrapped, but need not push the rest away."""
NARROW_BELOW = 620
"""Pixels of width under which there is no room beside the title."""


class Section(QWidget):
    """One section; it reads again when it is shown and when something changed."""

    def __init__(self, context: Context, title: str, note: str = "") -> None:
        super().__init__()
        self.context = context
        self.title = label(title, "title")
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 4, 0)
        self.body.setSpacing(12)
        self._top = row(self.title, self.tools, gap=14)
        self.body.addLayout(self._top)
        if note:
            self.body.addWidget(label(note, "muted", wrap=True))

    def add_tools(self, *parts: Part) -> None:
        """Put widgets beside the title; None is a stretch."""
        self.tools.addLayout(row(*parts), 1)

    def refresh(self) -> None:
        """Read again what is shown."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the tools below the title where there is no room beside it."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_BELOW
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._top.direction() != way:
            self._top.setDirection(way)
            for chooser in self.findChildren(Chooser):
                chooser.squeeze(is_narrow)

    def leave(self) -> None:
        """Put away what is not to be seen when somebody comes back."""


class Facts(QGridLayout):
    """Names at the left, what is true of them at the right; each can be selected and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(18)
        self.setVerticalSpacing(8)
        self.setColumnStretch(1, 1)
        self._told: dict[str, QLabel] = {}

    def tell(self, name: str, text: str) -> QLabel:
        """Show a fact, or what it has become."""
        if name not in self._told:
            number = len(self._told)
            made = label("", wrap=True, copy=True)
            made.setMinimumWidth(LEAST)
            self._told[name] = made
            self.addWidget(label(name, "muted"), number, 0)
            self.addWidget(made, number, 1)
        told = self._told[name]
        told.setText(text)
        told.setToolTip(text)
        told.setAccessibleName(f"{name}: {text}")
        return told

    def told(self, name: str) -> str:
        """Return what is shown of a name."""
        return self._told[name].text()


class Chooser(QWidget):
    """A few choices side by side, many in a list that drops down; what was taken stays while it is offered."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._few, self._many = Segments(name), QComboBox()
        self._many.setAccessibleName(name)
        self._many.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        # On Linux a screen reader calls a list that drops down by its label, and never by name.
        named = label(name)
        named.setBuddy(self._many)
        for one in (named, self._many):
            one.hide()
        self._choices: list[tuple[object, str]] = []
        self._squeezed = self._drops = False
        layout = row(self._few, named, self._many)
        self.setLayout(layout)
        self._few.chosen.connect(self.chosen)
        self._many.activated.connect(lambda number: self.chosen.emit(self._many.itemData(number)))

    @property
    def value(self) -> object:
        """Return what is taken."""
        return self._many.currentData() if self._drops else self._few.value

    def squeeze(self, is_squeezed: bool) -> None:
        """Let the choices drop down, few as they are, where there is little room."""
        self._squeezed = is_squeezed
        self._place()

    def offer(self, choices: Sequence[tuple[object, str]]) -> None:
        """Offer choices; nothing happens where they are the same as before."""
        if list(choices) != self._choices:
            before, self._choices = self.value, list(choices)
            self._place(before)

    def _place(self, *before: object) -> None:
        taken = before[0] if before else self.value
        self._drops = self._squeezed or len(self._choices) > MOST_SEGMENTS
        self._few.setVisible(not self._drops)
        self._many.setVisible(self._drops)
        self._few.set_choices([] if self._drops else self._choices)
        self._many.clear()
        for value, text in self._choices if self._drops else []:
            self._many.addItem(text, value)
        self.choose(taken)

    def choose(self, value: object) -> None:
        """Take a value without telling anybody, where it is offered."""
        self._few.choose(value)
        known = [one for one, _ in self._choices]
        if self._drops and value in known:
            self._many.setCurrentIndex(known.index(value))
