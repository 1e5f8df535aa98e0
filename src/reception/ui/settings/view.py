"""Settings: the sections at the left, the chosen one at the right."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget

from reception.ui.context import Context
from reception.ui.screen import Screen
from reception.ui.settings.section import Section
from reception.ui.widgets.basics import card, row
from reception.ui.widgets.table import Column, Table

ROW = 37
WIDE, NARROW = 216, 148
"""Pixels of the list of sections."""


@dataclass(frozen=True)
class Entry:
    """A section by its name, which is also the name of its file."""

    id: int
    name: str
    text: str


SECTIONS = tuple(
    Entry(number, name, text)
    for number, (name, text) in enumerate(
        (
            ("availability", "Availability"),
            ("clinics", "Clinics"),
            ("clinicians", "Clinicians"),
            ("closures", "Closures and holidays"),
            ("leave", "Leave of clinicians"),
            ("calls", "Calls: tries and results"),
            ("sheets", "Sheets: review"),
            ("staff", "Staff"),
            ("pc", "This PC"),
            ("database", "Database"),
            ("backup", "Backup"),
        )
    )
)


class SettingsScreen(Screen):
    """Arrows walk the sections, Enter or Tab goes into one; each is made when it is first shown."""

    narrow_below = 760

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.sections: dict[str, Section] = {}
        self.list = Table(
            "Sections of Settings", context.theme, [Column("Section", lambda one: one.text, wraps=True)], ROW
        )
        self.list.horizontalHeader().hide()
        self._stack = QStackedWidget()
        self._places: dict[str, QScrollArea] = {}
        self._left, inside = card(margins=(1, 1, 1, 1), gap=0)
        inside.addWidget(self.list)
        layout = row(self._left, self._stack, gap=16)
        layout.setContentsMargins(16, 16, 12, 16)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.start_at(self.list)
        self.list.chosen.connect(self._show)
        self.list.opened.connect(lambda entry: self._enter())
        self.list.show_values(SECTIONS)

    @property
    def section(self) -> Section:
        """Return the section that is shown."""
        return self.sections[self.list.current.name if self.list.current else SECTIONS[0].name]

    def refresh(self) -> None:
        """Read the section again."""
        self.section.refresh()

    def show_thing(self, thing: object) -> None:
        """Go to a section by its name; with a second word, do what its button of that name is for: `staff add`."""
        name, _, deed = str(thing).partition(" ")
        for entry in SECTIONS:
            if entry.name == name:
                self.list.choose(entry.id)
                if deed:
                    getattr(self.section, deed)()

    def _show(self, entry: Entry | None) -> None:
        if entry is None:
            return
        for section in self.sections.values():
            section.leave()
        if entry.name not in self.sections:
            self._make(entry)
        self._stack.setCurrentWidget(self._places[entry.name])
        if self.isVisible():
            self.refresh()

    def _make(self, entry: Entry) -> None:
        module = import_module(f"reception.ui.settings.{entry.name}")
        section: Section = module.section(self.context)
        place = QScrollArea()
        place.setFrameShape(QFrame.Shape.NoFrame)
        place.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        place.setWidgetResizable(True)
        place.setWidget(section)
        self.sections[entry.name], self._places[entry.name] = section, place
        self._stack.addWidget(place)

    def _enter(self) -> None:
        """Go from the list into the section."""
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll a section that is longer than the window."""
        bar = self._places[self.list.current.name].verticalScrollBar() if self.list.current else None
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if bar is not None and event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())] * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Put away what nobody is to see who comes by later."""
        super().hideEvent(event)
        for section in self.sections.values():
            section.leave()

    def arrange(self, is_narrow: bool) -> None:
        """Give the section the room where there is little."""
        self._left.setFixedWidth(NARROW if is_narrow else WIDE)
