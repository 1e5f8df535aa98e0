"""The library: every version in use, where it stands, how often it was given; a box to find one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reception.domain.sheet import Sheet
from reception.services.sheets import SheetLine
from reception.ui.sheets import words
from reception.ui.theme import Theme
from reception.ui.widgets.basics import button, label, row
from reception.ui.widgets.empty import Empty
from reception.ui.widgets.field import Find
from reception.ui.widgets.table import Column, Table
from reception.ui.widgets.walking import Walking

STATE_WIDTH = 106
LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
"""The keys that lead from the find box to what it found."""


class Library(QFrame):
    """`chosen` carries the version that is looked at, or None; `lines` are all, whatever is searched for."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, import_one: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("card")
        self.lines: tuple[SheetLine, ...] = ()
        self.search = Find("Find a sheet", "Find by title, topic or state")
        self.table = Table("Sheets", theme, _columns(self._about), height=58)
        self.table.horizontalHeader().hide()
        self.empty = Empty(
            "No sheets yet",
            "A sheet is what a patient takes home. Import a text (.txt or .md): "
            "it becomes a draft, a clinician approves it, then it is printed in 14, 18 or 24 pt.",
            button("Import…", kind="primary", run=import_one, name="Import the first sheet"),
        )
        self.nothing = label("No sheet is found by that. Clear the box to see all.", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._head = QWidget()
        self._small_import = button("Import…", run=import_one, name="Import a sheet")
        self._lay_out(import_one)
        self.search.textChanged.connect(self._filter)
        self.search.installEventFilter(self)
        Walking(self.search, self.table)
        self.table.chosen.connect(self.chosen)
        self.table.typed.connect(self._typed)

    def _lay_out(self, import_one: Callable[[], object]) -> None:
        body = QVBoxLayout(self)
        body.setContentsMargins(1, 12, 1, 4)
        body.setSpacing(8)
        top = row(label("Sheets", "title"), None, button("Import…", run=import_one, name="Import a sheet"))
        self._head.setLayout(top)
        find = row(self.search, self._small_import)
        for one in (top, find):
            one.setContentsMargins(13, 0, 13, 0)
        self._small_import.hide()
        body.addWidget(self._head)
        body.addLayout(find)
        self.nothing.setContentsMargins(16, 24, 16, 24)
        self.nothing.hide()
        self.empty.hide()
        body.addWidget(self.table, 1)
        body.addWidget(self.nothing)
        body.addWidget(self.empty, 1)

    def compact(self, is_compact: bool) -> None:
        """Take as little height as there is on a small screen."""
        self._head.setVisible(not is_compact)
        self._small_import.setVisible(is_compact)

    @property
    def current(self) -> SheetLine | None:
        """Return the version that is looked at."""
        return self.table.current

    def show_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show the library as it is now."""
        self.lines = tuple(lines)
        self._filter()

    def choose(self, wish: Sheet | str) -> bool:
        """Go to a version, or to the one of a sheet's name that is in use; tell whether it is there."""
        slug = wish.slug if isinstance(wish, Sheet) else wish.strip().casefold()
        found = [line for line in self.lines if line.sheet.slug == slug]
        if isinstance(wish, Sheet):
            found.sort(key=lambda line: line.id != wish.id)
        else:
            found.sort(key=lambda line: line.sheet.approved_at is None)
        if not found:
            return False
        if found[0] not in self.table.rows.values:
            self.search.clear()
        return self.table.choose(found[0].id)

    def _about(self, line: SheetLine) -> str:
        """Return the second line of a version; where another sheet has the same title, it names the file first."""
        same = {one.sheet.slug for one in self.lines if one.sheet.title == line.sheet.title}
        return words.about(line) if len(same) < 2 else f"{line.sheet.slug} · {words.about(line)}"

    def _filter(self) -> None:
        text = self.search.text()
        shown = [line for line in self.lines if words.matches(line, text)]
        self.table.setVisible(bool(shown))
        self.nothing.setVisible(bool(self.lines) and not shown)
        self.empty.setVisible(not self.lines)
        self.table.show_values(shown)

    def _typed(self, letter: str) -> None:
        """Begin to search where somebody just types."""
        if len(letter) == 1:
            self.search.setFocus()
            self.search.insert(letter.lower())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the library with Enter and Esc."""
        pressed = (
            event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        )
        if watched is self.search and pressed in LEAVING:
            if pressed == Qt.Key.Key_Escape:
                self.search.clear()
            self.table.setFocus()
            return True
        return super().eventFilter(watched, event)


def _columns(about: Callable[[SheetLine], str]) -> list[Column]:
    return [
        Column("Sheet", lambda line: line.sheet.title, about, bold=True, wraps=True),
        Column(
            "State", words.state_word, chip=lambda line: words.SHEET_STATES[line.state], width=STATE_WIDTH
        ),
    ]
