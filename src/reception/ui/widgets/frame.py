"""The frame of the window: the rail at the left, the bar at the top, the line at the foot.

It is what a start paints first, so nothing here needs the names in `Qt` before somebody comes with the mouse or keys.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QPushButton, QSizePolicy, QVBoxLayout

from reception.ui.actions import SCREENS
from reception.ui.theme import Theme
from reception.ui.widgets.basics import label, quiet_button, row, show_hand
from reception.ui.widgets.cut import Cut
from reception.ui.widgets.segments import Segments

if TYPE_CHECKING:
    from reception.domain.staff import Staff

WIDE, NARROW = 176, 56
BACKUP_TOLD = 1000
"""Pixels from which on the foot has room for a word about backups."""
DESK_NAMED, DESK_SHOWN = 1060, 24
"""Pixels from which on the bar has room for the name of the desk; the letters of it that are shown."""


class Bar(QFrame):
    """A part of the frame; `pressed` are its buttons that show a hand."""

    pressed: tuple[QPushButton, ...] = ()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hand over the buttons from when the mouse first comes."""
        super().enterEvent(event)
        show_hand(*self.pressed)


class Rail(QFrame):
    """The seven screens, each with its icon and key; icons alone where the window is narrow."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._theme = theme
        self._brand = label("Reception", "brand")
        self._brand.setContentsMargins(10, 0, 0, 10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 16, 8, 8)
        layout.setSpacing(2)
        layout.addWidget(self._brand)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._keys: dict[str, QLabel] = {}
        for number, (name, text) in enumerate(SCREENS, 1):
            layout.addWidget(self._make(name, text, f"Ctrl+{number}"))
        layout.addStretch(1)
        theme.changed.connect(self._draw)
        self._draw()
        self.narrow(False)

    def _make(self, name: str, text: str, key: str) -> QPushButton:
        made = QPushButton(text)
        made.setProperty("kind", "rail")
        made.setCheckable(True)
        made.setAutoExclusive(True)  # a screen reader calls it one of several, not a box to tick
        made.setAutoDefault(False)
        made.setIconSize(QSize(18, 18))
        made.setAccessibleName(text)
        made.setToolTip(f"{text} ({key})")
        made.clicked.connect(lambda: self.chosen.emit(name))
        hint = label(key, "small")
        inside = row(None, hint)
        inside.setContentsMargins(0, 0, 8, 0)
        made.setLayout(inside)
        self._group.addButton(made)
        self._buttons[name], self._keys[name] = made, hint
        return made

    def choose(self, name: str) -> None:
        """Mark the screen that is shown."""
        self._buttons[name].setChecked(True)
        self._draw()

    def narrow(self, is_narrow: bool) -> None:
        """Show icons alone, or words too."""
        self.setFixedWidth(NARROW if is_narrow else WIDE)
        self._brand.setText("R" if is_narrow else "Reception")
        for name, text in SCREENS:
            self._buttons[name].setText("" if is_narrow else f"  {text}")
            self._keys[name].setVisible(not is_narrow)

    def _draw(self) -> None:
        for name, made in self._buttons.items():
            made.setIcon(self._theme.icon(name, "accent_ink" if made.isChecked() else "ink"))


class FindBox(QPushButton):
    """Looks like a field and opens the palette; its words give way to its key where there is little room."""

    WORDS = "Find a patient, a call, a sheet — or do anything"

    def __init__(self, theme: Theme) -> None:
        super().__init__(self.WORDS)
        self.setProperty("kind", "find")
        self.setAccessibleName(self.WORDS)
        self.setToolTip("Find anything (Ctrl+K)")
        self.setAutoDefault(False)
        self.setMinimumWidth(96)
        self.setMaximumWidth(430)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._hint = label("Ctrl+K", "hint")
        self._hint.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        inside = row(None, self._hint)
        inside.setContentsMargins(0, 0, 12, 0)
        self.setLayout(inside)
        self._draw(theme)
        theme.changed.connect(partial(self._draw, theme))

    def _draw(self, theme: Theme) -> None:
        self.setIcon(theme.icon("search", "muted"))

    def sizeHint(self) -> QSize:
        """Return the room it likes to have."""
        return QSize(430, 32)

    def minimumSizeHint(self) -> QSize:
        """Return the room it needs: the icon and the key."""
        return QSize(self.minimumWidth(), 32)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much of the words as there is room for."""
        super().resizeEvent(event)
        room = self.width() - self._hint.sizeHint().width() - 64
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.WORDS) <= room:
            self.setText(self.WORDS)
            return
        from PySide6.QtCore import Qt

        self.setText(metrics.elidedText(self.WORDS, Qt.TextElideMode.ElideRight, room))


class TopBar(Bar):
    """The clinic filter, the find box, and who works here."""

    filtered = Signal(object)
    find_asked = Signal()
    who = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topbar")
        self.setFixedHeight(52)
        self.clinics = Segments("Clinic", [(None, "All clinics")])
        self.clinics.chosen.connect(self.filtered)
        self._find = FindBox(theme)
        self._find.clicked.connect(lambda: self.find_asked.emit())
        self._desk = label("", "muted")
        self._desk.hide()
        self._person = quiet_button("", "", "person", self.who.emit, name="Who works here")
        self._initials = label("")
        self._initials.setProperty("chip", "initials")
        self._initials.setFixedSize(26, 26)
        self.pressed = (self._find, self._person)
        layout = row(self.clinics, self._find, None, self._desk, self._person, self._initials, gap=12)
        self._initials.hide()
        layout.setStretch(1, 100)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)

    def show_person(self, person: Staff, desk: str) -> None:
        """Show who works at which desk."""
        self._person.setText(person.name)
        self._person.setToolTip(
            f"{person.name}, {person.role}, at {desk}. Click to change who, or to hide names."
        )
        self._person.setAccessibleName(f"{person.name} works here. Change who, or hide names.")
        self._initials.setText(person.initials)
        self._initials.show()
        self._desk.setText(desk if len(desk) <= DESK_SHOWN else f"{desk[: DESK_SHOWN - 1]}…")
        self._desk.setToolTip(f"This desk is {desk}.")
        self._show_desk()

    def below_person(self) -> QPoint:
        """Return the place of the screen below the name of who works here."""
        return self._person.mapToGlobal(self._person.rect().bottomLeft())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the desk where there is room for it beside who works there."""
        super().resizeEvent(event)
        self._show_desk()

    def _show_desk(self) -> None:
        self._desk.setVisible(self.width() >= DESK_NAMED and bool(self._desk.text()))


class StatusBar(Bar):
    """The time, whether all is saved, which diary; the last change with Undo."""

    undo = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("statusbar")
        self.setFixedHeight(26)
        self.time = label()
        self.saved = label("Saved")
        self.backup = label()
        self.place = Cut()
        self.last = Cut(at_right=True)
        self._undo = quiet_button("Undo", "", "link", self.undo.emit, name="Undo the last change")
        self.pressed = (self._undo,)
        self._key = label("Ctrl+Z")
        layout = row(self.time, self.saved, self.backup, self.place, self.last, self._undo, self._key, gap=16)
        layout.setStretch(3, 1)
        layout.setStretch(4, 2)
        layout.setContentsMargins(16, 0, 16, 0)
        self.setLayout(layout)
        self.show_backup("")
        self.show_last("")

    def show_backup(self, told: str, more: str = "") -> None:
        """Say what is true of backups; nothing where there is nothing to say, or no room."""
        self.backup.setText(told)
        self.backup.setToolTip(more)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the backups where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.backup.setVisible(self.width() >= BACKUP_TOLD and bool(self.backup.text()))

    def show_last(self, sentence: str) -> None:
        """Show what can be taken back, or nothing."""
        self.last.setText(sentence)
        self._undo.setVisible(bool(sentence))
        self._key.setVisible(bool(sentence))
