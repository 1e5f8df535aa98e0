"""The known patients that a name or a number finds, over the form, below the field it is typed into."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from reception import phone
from reception.domain import span
from reception.domain.errors import Obstacle
from reception.services import patients
from reception.services.patients import PatientLine
from reception.ui.context import Context
from reception.ui.theme import Theme, sized
from reception.ui.widgets.basics import restyle

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
FOUND = 6
ROW, INSET, GAP = 34, 10, 3
"""Pixels: the height of a line, the room at its left and right, and between the field and the list."""


class Lines(QStyledItemDelegate):
    """Paints a name in ink and what is known of them behind it."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size of a line; its width is the list's."""
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line, cut where it is too long."""
        painter.save()
        is_chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, self._theme.colour("accent_wash" if is_chosen else "surface"))
        if is_chosen:
            bar = QRect(option.rect.topLeft(), QSize(3, option.rect.height()))
            painter.fillRect(bar, self._theme.colour("accent"))
        name, _, rest = str(index.data()).partition(" · ")
        inside = option.rect.adjusted(INSET, 0, -INSET, 0)
        font = painter.font()
        for text, colour, bold in ((name, "ink", True), (f" · {rest}", "muted", False)):
            painter.setFont(sized(font, font.pixelSize(), bold=bold))
            painter.setPen(self._theme.colour(colour))
            metrics = QFontMetrics(painter.font())
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            inside.setLeft(inside.left() + metrics.horizontalAdvance(shown))
        painter.restore()


class Matches(QListWidget):
    """The arrows walk it and Enter picks while the keys stay in the field.

    `picked` carries a patient; `found` the text and whether it finds anybody; `entered` tells that Enter was
    pressed before the answer, and that nobody was found; `failed` carries an obstacle.
    """

    picked = Signal(object)
    found = Signal(str, bool)
    entered = Signal()
    failed = Signal(object)

    def __init__(self, context: Context, typed_into: QLineEdit) -> None:
        super().__init__(typed_into)
        self._context, self._field = context, typed_into
        self._asked = ""
        self._picks_next = False
        self.setAccessibleName("Known patients")
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(Lines(context.theme, self))
        self.hide()
        self._field.installEventFilter(self)
        self.itemClicked.connect(self._pick)

    def ask(self, text: str) -> None:
        """Show whom a text finds; one letter of the alphabet finds too many to ask."""
        self.forget()
        if len(text.strip()) < 2 and text.isascii():
            return
        self._asked = text
        question = partial(patients.find, text=text, limit=FOUND)
        self._context.background.ask(self, question, partial(self._told, text), self._fail)

    def forget(self) -> None:
        """Show nobody, and want no answer any more."""
        self._asked, self._picks_next = "", False
        self.hide()

    def _fail(self, obstacle: Obstacle) -> None:
        self.forget()
        self.failed.emit(obstacle)

    def _told(self, text: str, told: list[PatientLine]) -> None:
        if text != self._asked:
            return
        self._asked = ""
        self.clear()
        for line in told:
            item = QListWidgetItem(match_text(line))
            item.setData(Qt.ItemDataRole.UserRole, line.patient)
            self.addItem(item)
        self.setCurrentRow(0)
        self.found.emit(text, bool(told))
        if self._picks_next:
            self._picks_next = False
            self._pick(self.currentItem()) if told else self.entered.emit()
        elif told and self._field.hasFocus():
            self._open()

    def _open(self) -> None:
        """Lie over what is below the field, so that nothing there moves."""
        window = self._field.window()
        self.setParent(window)
        place = self._field.mapTo(window, QPoint(0, self._field.height() + GAP))
        room = window.height() - place.y() - GAP
        self.setGeometry(place.x(), place.y(), self._field.width(), min(self.count() * ROW + 4, room))
        restyle(self, "kind", "over")
        self.show()
        self.raise_()

    def _pick(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.forget()
            self.picked.emit(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the field that mean the list, and go with the field's focus."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._takes(event)
        if (
            watched is self._field
            and event.type() == QEvent.Type.FocusOut
            and self._field.window().isActiveWindow()
        ):
            self.hide()
        return super().eventFilter(watched, event)

    def _takes(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if self._asked and event.key() in ENTER:
            self._picks_next = True
            return True
        if self.isHidden():
            return False
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None:
            self.setCurrentRow((self.currentRow() + step) % self.count())
        elif event.key() in ENTER:
            self._pick(self.currentItem())
        else:
            return False
        return True


def match_text(line: PatientLine) -> str:
    """Return `Jane Holt · 07700 900334 · call Thu 26 Nov 10:15`."""
    text = f"{line.patient.name} · {phone.national(line.patient.phone)}"
    if line.next_call is not None:
        return f"{text} · call {span.moment_text(line.next_call)}"
    return f"{text} · waiting list" if line.waits_since is not None else text
