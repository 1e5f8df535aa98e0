"""What may not be seen for a while is covered: nothing in it is lost, and the keys come back where they were."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QPushButton, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from reception.ui.actions import named
from reception.ui.widgets.basics import button, column, label
from reception.ui.widgets.flow import Flow

MARGIN = 16
"""Pixels around the words of a cover."""
KEPT = "Hidden while others can see the screen. Nothing that was typed is lost."


class Covered(QWidget):
    """A widget, or in its place a cover that says so; `buttons` stand on the cover, the first of them has the keys."""

    def __init__(self, inside: QWidget, told: str, *buttons: QPushButton, heading: str = "") -> None:
        super().__init__()
        self.inside, self._buttons = inside, buttons
        self._keys: QWidget | None = None
        self._passed_to: QWidget | None = None
        self.is_on = False
        self._plate = _plate(told, buttons, heading)
        self._pages = QStackedLayout(self)  # both take as much room: nothing jumps
        self._pages.addWidget(inside)
        self._pages.addWidget(self._plate)

    def cover(self, is_on: bool) -> None:
        """Cover what is inside, or show it again; who had the keys has them back, unless they went elsewhere since."""
        if is_on == self.is_on:
            return
        self.is_on = is_on
        held = self.window().focusWidget()
        if is_on:
            within = held is not None and (held is self.inside or self.inside.isAncestorOf(held))
            self._keys = held if within else None
            self._pages.setCurrentWidget(self._plate)
            if within and self._buttons:
                self._buttons[0].setFocus()
            self._passed_to = self.window().focusWidget()
            return
        stayed = held is None or held is self._passed_to or self._plate.isAncestorOf(held)
        self._pages.setCurrentWidget(self.inside)
        if self._keys is not None and isValid(self._keys) and stayed:
            self._keys.setFocus()
        self._keys = None


def _plate(told: str, buttons: tuple[QPushButton, ...], heading: str) -> QWidget:
    """Return the words and buttons that stand in place of what is covered."""
    plate, acts, flow = QWidget(), QWidget(), Flow()
    acts.setLayout(flow)
    for one in buttons:
        flow.addWidget(one)
    words = [label(heading, "title")] if heading else []
    inside = column(*words, label(told, "muted", wrap=True), *([acts] if buttons else []), None, gap=10)
    if heading:
        inside.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    plate.setLayout(inside)
    return plate


class Form(QDialog):
    """A window over the window that can be covered as a whole; each puts what it shows into `whole`.

    `shows_nobody` says that no patient can be read from a form, so that it needs no cover; `opens_covered` that it
    shows what is known already, and not only what is typed into it.
    """

    shows_nobody = False
    opens_covered = True

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._was_seen = True
        self.setWindowTitle(title)
        self.whole = QWidget()
        self._alone = button(
            "Show names here only", run=partial(self.cover, False), name="Show names in this form only"
        )
        self._everything = button("Show names", named("privacy").key, "primary")
        self.covered = Covered(self.whole, KEPT, self._everything, self._alone, heading=title)
        self.lay_over(self.covered)

    def lay_over(self, covered: Covered) -> None:
        """Put what can be covered into the form: all over it, as long as nothing else is said."""
        over = QVBoxLayout(self)
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(covered)

    def show_names_with(self, act: Callable[[], object]) -> None:
        """Say what shows names everywhere."""
        self._everything.clicked.connect(lambda: act())

    def cover(self, is_on: bool) -> None:
        """Cover the form, so that none of its keys does anything unseen, or show it alone."""
        if not is_on:
            self._was_seen = True
            self.whole.setEnabled(True)
            self.covered.cover(False)
            return
        self._was_seen = self._was_seen and self.isVisible()
        self.covered.cover(True)
        self.whole.setEnabled(False)
        if self.focusWidget() not in (self._everything, self._alone):
            self._everything.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let no key do anything to what is covered: Esc leaves a form only where nobody has typed into it yet."""
        if not self.covered.is_on:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            inside, held = self.focusWidget(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if isinstance(inside, QPushButton) and not held:
                inside.click()
        elif event.key() == Qt.Key.Key_Escape and not self._was_seen:
            self.reject()


class Keeper(QObject):
    """Looks after the forms of a window; whoever opens one lets it do so."""

    def open(self, form: QDialog) -> None:
        """Open a form."""
        raise NotImplementedError


def keeper_of(form: QWidget) -> Keeper | None:
    """Return who looks after the forms of a form's window, or None."""
    top = form
    while (above := top.parentWidget()) is not None:
        top = above
    found: Keeper | None = top.findChild(Keeper)
    return found
