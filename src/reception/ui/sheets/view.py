"""Sheets: the library at the left, the real pages in the middle, how one is given out at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QHideEvent, QShortcut
from PySide6.QtWidgets import QWidget

from reception.domain.clinic import Clinic
from reception.domain.patient import Patient
from reception.domain.sheet import Sheet
from reception.services import clinics, sheets
from reception.services.sheets import SheetLine
from reception.storage.reader import Reader
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.screen import IMPORT, Screen
from reception.ui.sheets import words
from reception.ui.sheets.asked import Asked
from reception.ui.sheets.giving import GivingOut
from reception.ui.sheets.keeping import Keeping
from reception.ui.sheets.library import Library
from reception.ui.sheets.pages_bar import PagesBar
from reception.ui.sheets.panel import PrintPanel
from reception.ui.sheets.preview import Preview
from reception.ui.sheets.proof import Proof
from reception.ui.sheets.room import Room
from reception.ui.sheets.showing import Showing
from reception.ui.widgets.basics import column


def read(reader: Reader, context: Context) -> tuple[list[SheetLine], list[Clinic]]:
    """Read the library, and the clinics whose address can stand on a sheet."""
    return sheets.library(reader, context.today()), clinics.all_open(reader)


class SheetsScreen(Screen):
    """Choose a sheet, see its pages, print it: the patient's need picks the size of the text."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._wish: Sheet | str | Patient | None = None
        self._is_read = self._prints_soon = False
        self.library = Library(context.theme, lambda: self.keeping.import_sheet())
        self.preview = Preview(context.theme)
        self.panel = PrintPanel(context)
        self.keeping = Keeping(self, self.library, self.panel)
        self.proof = Proof(context.background, self.preview)
        self.showing = Showing(self.library, self.panel, self.preview, self.proof)
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
        acts = {
            "print": self.print_it,
            "save": self.save_pdf,
            "approve": self.keeping.approve,
            "withdraw": self.keeping.withdraw,
        }
        self.buttons = {
            "save pdf": self.panel.save_button,
            "approve": self.panel.approve_button,
            "withdraw": self.panel.withdraw_button,
        }
        self.panel.asked.connect(lambda name: acts[name]())
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
        """Go to a sheet, by itself or its name; take a patient, and start on a sheet that may be given to them; or
        print what was asked for."""
        if isinstance(thing, Asked):
            self._print_asked(thing)
        elif thing == IMPORT:
            self.keeping.import_sheet()
        elif isinstance(thing, Sheet | str | Patient):
            self._wish = thing
            self._go_to_wish()
            if isinstance(thing, Patient):
                self.panel.finder.choose(thing)

    def _print_asked(self, asked: Asked) -> None:
        """Show a sheet as it was asked for, and ask for the printer."""
        self._wish = asked.sheet
        self._go_to_wish()
        self.panel.finder.choose(asked.patient)
        if asked.edition is not None:
            self.panel.choose_edition(asked.edition)
        if asked.prints and self._wish is None:
            self.print_it()
        else:
            self._prints_soon = asked.prints

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

    def _choose(self, line: SheetLine | None) -> None:
        self.panel.show_line(line)
        self.showing.set_pages()

    # ---- doing

    def acts(self) -> dict[str, Callable[[], object]]:
        """Return what can be done with the sheet that is shown."""
        sizes = {edition.value: partial(self.panel.choose_edition, edition) for edition, _ in words.EDITIONS}
        return {**super().acts(), **sizes}

    def print_it(self) -> None:
        """Ask for the printer; Enter prints. Asked for while the library is still being read, it waits for that."""
        if not self._is_read:
            self._prints_soon = True
            return
        self._giving_out.print_it(self.showing.wanted)

    def save_pdf(self) -> None:
        """Ask where to, and why where the sheet is overdue."""
        self._giving_out.save_pdf(self.showing.wanted)

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go of the patient when the screen is left: the next sheet may be for somebody else."""
        super().hideEvent(event)
        if not event.spontaneous():  # as when the window is made small
            self.panel.let_go()

    # ---- room

    def arrange(self, is_narrow: bool) -> None:
        """Put library and panel below one another where the screen is narrow."""
        self._room.arrange(is_wide=not is_narrow)
