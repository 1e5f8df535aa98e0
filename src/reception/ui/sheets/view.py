"""Sheets: the library at the left, the real pages in the middle, how one is given out at the right."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain.clinic import Clinic
from reception.domain.errors import Obstacle
from reception.domain.patient import Patient
from reception.domain.sheet import Sheet, SheetState
from reception.services import clinics, sheets
from reception.services.sheets import SheetLine
from reception.storage.reader import Reader
from reception.ui.context import Context
from reception.ui.screen import Screen
from reception.ui.sheets import files
from reception.ui.sheets.approving import ApproveForm
from reception.ui.sheets.giving import GivingOut
from reception.ui.sheets.importing import ImportForm
from reception.ui.sheets.library import Library
from reception.ui.sheets.pages_bar import PagesBar
from reception.ui.sheets.panel import PrintPanel
from reception.ui.sheets.preview import Preview
from reception.ui.sheets.proof import Proof, Wanted
from reception.ui.sheets.room import Room
from reception.ui.widgets.basics import column
from reception.ui.widgets.dialog import present


def read(reader: Reader, context: Context) -> tuple[list[SheetLine], list[Clinic]]:
    """Read the library, and the clinics whose address can stand on a sheet."""
    return sheets.library(reader, context.today()), clinics.all_open(reader)


class SheetsScreen(Screen):
    """Choose a sheet, see its pages, print it: the patient's need picks the size of the text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wish: Sheet | str | None = None
        self.library = Library(context.theme, self.import_sheet)
        self.preview = Preview(context.theme)
        self.panel = PrintPanel(context)
        self.proof = Proof(context.background, self.preview)
        self._giving_out = GivingOut(self, self.panel, self.proof)
        middle = QWidget()
        pages = column(PagesBar(self.preview), self.preview, gap=0)
        pages.setStretch(1, 1)
        middle.setLayout(pages)
        self._room = Room(self, self.library, middle, self.panel)
        self._connect()
        self.start_at(self.library.table)

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
        self._giving_out.print_it(self.wanted)

    def save_pdf(self) -> None:
        """Ask where to, and why where the sheet is overdue."""
        self._giving_out.save_pdf(self.wanted)

    # ---- room

    def arrange(self, is_narrow: bool) -> None:
        """Put library and panel below one another where the screen is narrow."""
        self._room.arrange(is_wide=not is_narrow)
