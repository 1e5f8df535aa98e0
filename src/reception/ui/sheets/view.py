"""Sheets: the library at the left, the real pages in the middle, how one is given out at the right."""

from __future__ import annotations

from collections.abc import Callable
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
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.screen import IMPORT, Screen
from reception.ui.sheets import files, words
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
        self._wish: Sheet | str | Patient | None = None
        self._is_read = self._prints_soon = False
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
        acts = {
            "print": self.print_it,
            "save": self.save_pdf,
            "approve": self.approve,
            "withdraw": self.withdraw,
        }
        self.buttons = {
            "save pdf": self.panel.save_button,
            "approve": self.panel.approve_button,
            "withdraw": self.panel.withdraw_button,
        }
        self.panel.asked.connect(lambda name: acts[name]())
        self.proof.ready.connect(self._pages_ready)
        self.proof.failed.connect(self._refused)
        QShortcut(named("save pdf").key, self, self.save_pdf)

    # ---- reading

    def refresh(self) -> None:
        """Read the library again; the pages are set anew only where something on them changed."""
        self.context.background.ask(self, partial(read, context=self.context), lambda told: self._told(*told))

    def _told(self, lines: list[SheetLine], known: list[Clinic]) -> None:
        self.panel.offer_clinics(known, self.context.clinic)
        self.library.show_lines(lines)
        self._go_to_wish()
        self._wish, self._is_read = None, True
        if self._prints_soon:
            self._prints_soon = False
            self.print_it()

    def show_thing(self, thing: object) -> None:
        """Go to a sheet, by itself or its name; or take a patient, and start on a sheet that may be given to them."""
        if isinstance(thing, Sheet | str | Patient) and thing != IMPORT:
            self._wish = thing
            self._go_to_wish()
        if isinstance(thing, Patient):
            self.panel.finder.choose(thing)
        elif thing == IMPORT:
            self.import_sheet()

    def _go_to_wish(self) -> None:
        """Go where somebody asked to go; at first, and for a patient, to a sheet that may be given."""
        wish = self._wish
        if isinstance(wish, Sheet | str):
            if self.library.choose(wish):
                self._wish = None
        elif wish is not None or not self._is_read:
            best = sheets.to_give(self.library.lines, self.library.current if self._is_read else None)
            if best is not None:
                self.library.choose(best.sheet)

    # ---- the pages

    def _choose(self, line: SheetLine | None) -> None:
        self.panel.show_line(line)
        self._set_pages()

    def _set_pages(self) -> None:
        self.panel.banner.say(self._advice, "warn")
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
        told = [self._advice, *(shown.typeset.notices if shown else ())]
        self.panel.banner.say(" ".join(one for one in told if one), "warn")

    @property
    def _advice(self) -> str:
        """Return what to know before the sheet that is shown is given to the patient that was chosen."""
        line, known = self.library.current, self.library.lines
        return words.advice(line, known) if line is not None and self.panel.patient is not None else ""

    def _refused(self, obstacle: Obstacle) -> None:
        self.panel.banner.say(obstacle.sentence, "bad")

    # ---- doing

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the sheet that is shown."""
        sizes = {edition.value: partial(self.panel.choose_edition, edition) for edition, _ in words.EDITIONS}
        return {**super().acts(), **sizes}

    def import_sheet(self) -> None:
        """Ask for a file, then show what was found in it."""
        files.ask_to_open(self.window(), self.import_file)

    def import_file(self, path: Path) -> None:
        """Show what was found in a file; Enter keeps it as a draft."""
        present(ImportForm(self.window(), self.context, path, self.show_thing))

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
        """Ask for the printer; Enter prints. Asked for while the library is still being read, it waits for that."""
        if not self._is_read:
            self._prints_soon = True
            return
        self._giving_out.print_it(self.wanted)

    def save_pdf(self) -> None:
        """Ask where to, and why where the sheet is overdue."""
        self._giving_out.save_pdf(self.wanted)

    # ---- room

    def arrange(self, is_narrow: bool) -> None:
        """Put library and panel below one another where the screen is narrow."""
        self._room.arrange(is_wide=not is_narrow)
