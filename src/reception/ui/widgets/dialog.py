"""A form over the window: title, fields, what is wrong, and two buttons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QLayout,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reception.domain.errors import Obstacle, Refusal
from reception.ui.widgets.basics import button, label, row, scrolled
from reception.ui.widgets.covered import Form, keeper_of
from reception.ui.widgets.field import Field
from reception.ui.widgets.in_sight import show_beside

CHOSEN = (QCheckBox, QRadioButton)
"""What the space bar chooses, so that Enter does what the form is for."""
FRAME, LEAST = 48, 60
"""Pixels that a window's frame may need, and the least height of the fields."""


class _Page(QWidget):
    """The fields of a form; tells when they want another size: a plan, a list that comes later."""

    grew = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell of a layout that changed."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.grew.emit()
        return super().event(event)


class Dialog(Form):
    """Enter does it, Esc leaves; what is refused is said beside its field, and the form stays.

    With `keeps_height` it never becomes lower while it is open: the button that does it would come up under a mouse
    that aims at something else.
    """

    keeps_height = False

    def __init__(self, parent: QWidget, title: str, *, do: str, note: str = "", width: int = 440) -> None:
        super().__init__(parent, title)
        self.setWindowFlags(Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setProperty("bare", True)  # without a bar of the system's: the title is said once
        self.setModal(True)
        self.setMinimumWidth(width)
        self.fields: dict[str, Field[QWidget]] = {}
        self._is_busy = False
        self._fitted = 0
        self._place = QPoint()
        self._coming: QWidget | None = None
        self._came = QRect()
        self.note = label(note, "muted")
        self._sentence = label("", "refusal", wrap=True)
        self._sentence.hide()
        self.leave = button("Cancel", "Esc", run=self.reject)
        self.doing = button(do, "Enter", "primary", self.submit)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.buttons = row(None, self.leave, self.doing)
        layout = QVBoxLayout(self.whole)
        layout.setContentsMargins(20, 18, 20, 18)
        layout.setSpacing(12)
        layout.addLayout(row(label(title, "title"), None, self.note))
        self._page = _Page()
        self._page.setLayout(self.body)
        self._page.grew.connect(self._fit_soon)
        self._area = scrolled(self._page)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # With none set, Qt's own least would be counted, and the form be too tall.
        self._area.setMinimumHeight(1)
        layout.addWidget(self._area, 1)
        layout.addWidget(self._sentence)
        layout.addLayout(self.buttons)

    def add(self, name: str, field: Field[QWidget]) -> None:
        """Put a field below the others; `name` is the field's name in refusals."""
        self.fields[name] = field
        self.body.addWidget(field)

    def know(self, fields: Mapping[str, Field[QWidget]]) -> None:
        """Say which fields refusals may name."""
        self.fields.update(fields)

    def submit(self) -> None:
        """Do it; each form says how, and calls `accept` or `refuse`."""
        self.accept()

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way, beside its field where it has one; nothing typed is lost."""
        self.busy(False)
        self.clear_refusals()
        field = self.fields.get(obstacle.field) if isinstance(obstacle, Refusal) else None
        if field is not None:
            field.refuse(obstacle.sentence)
        else:
            self._sentence.setText(obstacle.sentence)
            self._sentence.show()
            if isinstance(self.focusWidget(), QAbstractItemView):  # whoever works in a list goes on in it
                told = QAccessibleAnnouncementEvent(self._sentence, obstacle.sentence)
                QAccessible.updateAccessibility(told)
            else:
                self._sentence.setFocus()

    def clear_refusals(self) -> None:
        """Take every sentence away."""
        self._sentence.hide()
        for field in self.fields.values():
            field.clear_refusal()

    def busy(self, is_busy: bool) -> None:
        """Let nothing be done twice while the database works, and the form stay until it has answered."""
        self._is_busy = is_busy
        self.doing.setEnabled(not is_busy)

    def reject(self) -> None:
        """Leave the form, unless the answer is on its way."""
        if not self._is_busy:
            super().reject()

    def bring_up(self, part: QWidget) -> None:
        """Scroll to what came up in the form, once it has its place; whoever is typing goes on."""
        self._coming, self._came = part, QRect()
        self._fit_soon()

    @property
    def refusal(self) -> str:
        """Return the sentences that are shown."""
        shown = [field.refusal for field in dict.fromkeys(self.fields.values())]
        if not self._sentence.isHidden():
            shown.append(self._sentence.text())
        return " ".join(one for one in shown if one)

    def event(self, event: QEvent) -> bool:
        """Grow with what is shown below the fields: a refusal."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_soon()
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Let the form be dragged by its ground, as it has no bar.

        A press alone starts nothing: a system that hears of the move after the button is up moves on with the mouse.
        """
        place = self.windowHandle()
        if event.buttons() == Qt.MouseButton.LeftButton and place is not None:
            place.startSystemMove()

    def _fit_soon(self) -> None:
        QTimer.singleShot(0, self, self._fit)

    def setVisible(self, visible: bool) -> None:
        """Come up in the right size, where nothing else was chosen in the first field or on the button that does it."""
        if visible:
            self._fit()
            if self.focusWidget() is None:
                (next(iter(self.fields.values())) if self.fields else self.doing).setFocus()
        super().setVisible(visible)

    def _fit(self) -> None:
        """Be as large as the fields need; where the screen is low, let them scroll."""
        layout = self.whole.layout()
        if layout is None:
            return
        sides = layout.contentsMargins().left() + layout.contentsMargins().right()
        width = max(self.width(), self.minimumWidth(), self._page.minimumSizeHint().width() + sides)
        fields = _height(self.body, width - sides)
        wraps, least = layout.hasHeightForWidth(), layout.totalMinimumSize().height()
        others = (layout.totalMinimumHeightForWidth(width) if wraps else least) - self._area.minimumHeight()
        room = self.screen().availableGeometry().height() - FRAME - others
        if fields > room:  # the bar that comes up stands beside the fields, not on them
            bar = self._area.verticalScrollBar().sizeHint().width()
            width = max(width, self._page.minimumSizeHint().width() + bar + sides)
        self._area.setMinimumHeight(max(min(fields, room), min(fields, LEAST)))
        bars = Qt.ScrollBarPolicy  # one that came up on the way would make the fields narrower, and so stay
        self._area.setVerticalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if fields <= room else bars.ScrollBarAsNeeded
        )
        needed = others + self._area.minimumHeight()
        if self.keeps_height and self.isVisible():
            needed = max(needed, min(self._fitted, others + room))
        # By the person, who may have it larger.
        was_pulled = self.isVisible() and self.height() > self._fitted
        self._fitted = needed
        for one in (self.whole, self.covered, self):
            if (around := one.layout()) is not None:
                around.activate()  # else the form could not become lower than it had to be before
        height = max(needed, self.height()) if was_pulled else needed
        self._place = _settle(self, self._place, QSize(width, height))
        refused = next((one for one in self.fields.values() if one.refusal), None)
        if refused is not None:  # scroll to it, where the screen is too low for all of them
            self.body.activate()
            self._area.ensureWidgetVisible(refused)
        elif self._coming is not None:
            self._show_what_comes(self._coming)

    def _show_what_comes(self, part: QWidget) -> None:
        """Scroll to what came up; again, as long as its place changes with what grows around it."""
        self.body.activate()
        before, self._came = self._came, show_beside(self._area, part, self.focusWidget())
        if part.isHidden() or self._came == before:
            self._coming = None
        else:
            self._fit_soon()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter do it from every one-line field, press the button it is on, and Ctrl+Enter do it from all."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.covered.is_on:
            if event.isAutoRepeat():  # held down it is meant once, not for what the keys came to by it
                return
            inside, held = self.focusWidget(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if isinstance(inside, QAbstractButton) and not isinstance(inside, CHOSEN) and not held:
                inside.click()
                return
            if not isinstance(inside, QPlainTextEdit) or held:
                if self.doing.isEnabled():
                    self.submit()
                return
        super().keyPressEvent(event)


def _height(layout: QLayout, width: int) -> int:
    """Return the height a layout needs at a width, both in pixels."""
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )


def _settle(form: QWidget, place: QPoint, size: QSize) -> QPoint:
    """Give a form its size, in the middle of its window or where it is, inside the screen; return its place.

    A window manager tells of a new window for a while that it is at (0, 0): then it is where it was put.
    """
    around = form.parentWidget()
    if not form.isVisible() and around is not None:
        room, whole = around.screen().availableGeometry(), around.window().frameGeometry()
        place = whole.center() - QPoint(size.width() // 2, size.height() // 2)
    else:
        room, place = form.screen().availableGeometry(), place if form.pos().isNull() else form.pos()
    x = max(room.left(), min(place.x(), room.right() + 1 - size.width()))
    y = max(room.top(), min(place.y(), room.bottom() + 1 - size.height()))
    form.setGeometry(QRect(QPoint(x, y), size))
    return QPoint(x, y)


def present(dialog: QDialog) -> None:
    """Show a form over its window; the window goes on working, and the form goes when it is closed."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    keeper = keeper_of(dialog)
    dialog.open() if keeper is None else keeper.open(dialog)
