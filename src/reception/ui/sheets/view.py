"""Sheets: the library at the left, the real pages in the middle, how one is given out at the right."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtGui import QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from reception.domain.change import Change
from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.patient import Patient
from reception.domain.sheet import Output, Sheet, SheetState
from reception.services import clinics, sheets
from reception.services.history import History
from reception.services.sheets import Giving, SheetLine
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.screen import Screen
from reception.ui.sheets import files
from reception.ui.sheets.approving import ApproveForm
from reception.ui.sheets.giving import PrintForm, ReasonForm, is_overdue, told_of
from reception.ui.sheets.importing import ImportForm
from reception.ui.sheets.library import Library
from reception.ui.sheets.pages_bar import PagesBar
from reception.ui.sheets.panel import PrintPanel
from reception.ui.sheets.preview import Preview
from reception.ui.sheets.proof import Proof, Wanted
from reception.ui.widgets.basics import column
from reception.ui.widgets.dialog import present

WIDE_FROM = 920
"""Pixels of the screen from which library, pages and panel stand side by side."""
LIBRARY_WIDTH, PANEL_WIDTH, NARROW_WIDTH = 316, 284, 284


def read(reader: Reader, context: Context) -> tuple[list[SheetLine], list[Clinic]]:
    """Read the library, and the clinics whose address can stand on a sheet."""
    return sheets.library(reader, context.today()), clinics.all_open(reader)


class SheetsScreen(Screen):
    """Choose a sheet, see its pages, print it: the patient's need picks the size of the text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wish: Sheet | str | None = None
        self._is_wide: bool | None = None
        self.library = Library(context.theme, self.import_sheet)
        self.preview = Preview(context.theme)
        self.panel = PrintPanel(context)
        self.proof = Proof(context.background, self.preview)
        self._middle = QWidget()
        middle = column(PagesBar(self.preview), self.preview, gap=0)
        middle.setStretch(1, 1)
        self._middle.setLayout(middle)
        self._grid = QGridLayout(self)
        self._arrange(is_wide=True)
        self._connect()
        self.setFocusProxy(self.library.table)

    def _connect(self) -> None:
        self.library.chosen.connect(self._choose)
        self.library.table.opened.connect(lambda line: self.print_it())
        self.panel.changed.connect(self._set_pages)
        self.panel.asked.connect(self.act)
        self.proof.ready.connect(self._pages_ready)
        self.proof.failed.connect(self._refused)
        QShortcut("Ctrl+Shift+P", self, self.save_pdf)

    # ---- reading

    def refresh(self) -> None:
        """Read the library again; the pages are set anew only where something on them changed."""
        self.context.background.ask(self, partial(read, context=self.context), lambda told: self._told(*told))

    def _told(self, lines: list[SheetLine], known: list[Clinic]) -> None:
        self.panel.offer_clinics(known, self.context.clinic)
        self.library.show_lines(lines)
        self._go_to_wish()
        self._wish = None

    def show_thing(self, thing: object) -> None:
        """Go to a sheet, by itself or its name; or take the patient it is for."""
        if isinstance(thing, Patient):
            self.panel.finder.choose(thing)
        elif isinstance(thing, Sheet | str):
            self._wish = thing
            self._go_to_wish()

    def _go_to_wish(self) -> None:
        if self._wish is not None and self.library.choose(self._wish):
            self._wish = None

    # ---- the pages

    def _choose(self, line: SheetLine | None) -> None:
        self.panel.show_line(line)
        self._set_pages()

    def _set_pages(self) -> None:
        self.panel.banner.say("")
        wanted = self.wanted
        self.preview.say("Setting the pages…" if wanted else "Choose a sheet, or import one.")
        self.proof.want(wanted)

    @property
    def wanted(self) -> Wanted | None:
        """Return which pages are asked for."""
        line = self.library.current
        return Wanted(line.sheet, self.panel.clinic, self.panel.edition) if line else None

    def _pages_ready(self) -> None:
        shown = self.proof.shown
        self.panel.show_count(len(shown.sizes) if shown else 0)
        self.panel.banner.say(" ".join(shown.typeset.notices) if shown else "", "warn")

    def _refused(self, obstacle: Obstacle) -> None:
        self.panel.banner.say(obstacle.sentence, "bad")

    # ---- doing

    def act(self, name: str) -> None:
        """Do what a button is for."""
        {"print": self.print_it, "save": self.save_pdf, "approve": self.approve, "withdraw": self.withdraw}[
            name
        ]()

    def import_sheet(self) -> None:
        """Ask for a file, then show what was found in it."""

        def chosen(path: Path) -> None:
            present(ImportForm(self.window(), self.context, path, self.show_thing))

        files.ask_to_open(self.window(), chosen)

    def approve(self) -> None:
        """Show the claims and ask for the next review."""
        line = self.library.current
        if line is not None and line.state is SheetState.DRAFT:
            present(ApproveForm(self.window(), self.context, line.sheet))

    def withdraw(self) -> None:
        """Take the version out of use; Undo brings it back."""
        line = self.library.current
        if line is not None:
            act = partial(sheets.withdraw, sheet=line.sheet)
            self.context.background.do(self, act, None, self._refused)

    def print_it(self) -> None:
        """Ask for the printer; Enter prints."""
        ready = self._ready_to_give(Output.PRINT)
        if ready is not None:
            wanted, giving = ready
            shown = self.proof.shown if self.proof.is_ready() else None
            patient = self.panel.patient.name if self.panel.patient else ""
            told = told_of(wanted, len(shown.sizes) if shown else 0, giving, patient)
            present(PrintForm(self.window(), self.context, wanted, giving, told))

    def save_pdf(self) -> None:
        """Ask where to, and why where the sheet is overdue."""
        ready = self._ready_to_give(Output.PDF)
        if ready is None:
            return
        wanted, giving = ready
        if is_overdue(wanted, self.context):
            go_on = partial(self._ask_where, wanted, giving)
            present(ReasonForm(self.window(), self.context, wanted, giving, go_on))
        else:
            self._ask_where(wanted, giving, "")

    def _ready_to_give(self, how: Output) -> tuple[Wanted, Giving] | None:
        """Return what is to be given out and how, or say what is missing."""
        wanted, panel = self.wanted, self.panel
        if wanted is None:
            self.context.notice.emit("Choose a sheet first, or import one.")
            return None
        if panel.finder.is_typed():
            panel.finder.field.refuse("Pick the patient from the list, or clear this field.")
            return None
        patient = panel.patient.id if panel.patient else None
        copies = panel.copies.value if how is Output.PRINT else 1
        return wanted, Giving(edition=wanted.edition, how=how, patient=patient, copies=copies)

    def _ask_where(self, wanted: Wanted, giving: Giving, reason: str) -> None:
        name = sheets.file_name(wanted.sheet, wanted.edition)
        files.ask_to_save(self.window(), name, partial(self._save, wanted, replace(giving, reason=reason)))

    def _save(self, wanted: Wanted, giving: Giving, path: Path) -> None:
        """Save the pages in the worker, whole or not at all."""

        def act(history: History) -> Change:
            return sheets.save_pdf(history, wanted.setting(history), giving, path)

        self.context.background.do(self, act, None, self._refused)

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put library and panel below one another where the window is narrow."""
        super().resizeEvent(event)
        self._arrange(is_wide=self.width() >= WIDE_FROM)

    def _arrange(self, *, is_wide: bool) -> None:
        if is_wide == self._is_wide:
            return
        self._is_wide = is_wide
        for one in (self.library, self._middle, self.panel):
            self._grid.removeWidget(one)
        side, margin = (1, 16) if is_wide else (0, 8)
        self._grid.setContentsMargins(margin, margin, margin, margin)
        self._grid.setSpacing(margin)
        for row in (0, 1):
            self._grid.setRowStretch(row, 1 - row if is_wide else row + 1)
        self._grid.addWidget(self.library, 0, 0)
        self._grid.addWidget(self._middle, 0, 1, 1 if is_wide else 2, 1)
        self._grid.addWidget(self.panel, 1 - side, 2 * side)
        self._grid.setColumnStretch(1, 1)
        for one in (self.library, self.panel):
            one.compact(not is_wide)
        self.library.setFixedWidth(LIBRARY_WIDTH if is_wide else NARROW_WIDTH)
        self.panel.setFixedWidth(PANEL_WIDTH if is_wide else NARROW_WIDTH)
