"""Print a sheet, or save it: with a manager's reason where it is overdue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from reception.desk import Desk
from reception.domain.errors import Obstacle, Unavailable
from reception.domain.sheet import Output, SheetState, SheetStatus
from reception.services import sheets
from reception.services.sheets import Giving
from reception.ui.actions import named
from reception.ui.context import Context
from reception.ui.paper_form import PaperForm
from reception.ui.printing import PrintJob
from reception.ui.sheets import words
from reception.ui.sheets.proof import Wanted
from reception.ui.widgets import field
from reception.ui.widgets.banner import Banner
from reception.ui.widgets.basics import button, label
from reception.ui.widgets.dialog import Dialog

DRAFT = "This is a draft: it prints with the word Draft on every page."


class PrintForm(PaperForm):
    """Which printer; Enter prints the very pages of the preview, then notes that they were given."""

    stopped = "Printing was stopped. Nothing was noted."
    instead = f"save the sheet as PDF: Esc, then {named('save pdf').key}"

    def __init__(self, parent: QWidget, context: Context, wanted: Wanted, giving: Giving, told: str) -> None:
        super().__init__(parent, context, "Print", note=f"{giving.edition.points} pt")
        self._wanted, self._giving = wanted, replace(giving, how=Output.PRINT)
        self.shows_nobody = giving.patient is None
        self.reason = field.line("Why, although its review is overdue", giving.reason)
        self.told = told
        self.body.addWidget(label(told, wrap=True))
        self.warning = Banner()
        self.warning.say(DRAFT if wanted.sheet.status is SheetStatus.DRAFT else "", "warn")
        self.body.addWidget(self.warning)
        self.add("printer", self.printers)
        self.add("reason", self.reason)
        self.reason.setVisible(is_overdue(wanted, context))
        self.progress = label("", "small")
        self.progress.hide()
        self.body.addWidget(self.progress)
        self.more = button("Printer’s settings…", run=self.ask_printer)
        self.more.setEnabled(False)
        self.buttons.insertWidget(0, self.more)
        (self.reason if self.reason.isVisibleTo(self) else self.doing).setFocus()

    # ---- before

    def _offer(self, names: list[str]) -> None:
        """Offer the printers, and their own settings."""
        self.more.setEnabled(bool(names))
        super()._offer(names)
        self.printers.input.currentIndexChanged.connect(self._other_printer)

    def ask_printer(self) -> None:
        """Open the printer's own settings; its Print button prints."""
        try:
            self.printer = self.chosen_printer()
        except Obstacle as obstacle:
            self.refuse(obstacle)
            return
        asking = QPrintDialog(self.printer, self)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.accepted.connect(self.submit)
        QDialog.open(asking)  # its own `open` wants a slot by name

    def _other_printer(self) -> None:
        """Forget the settings of the printer chosen before."""
        self.printer = None

    def chosen_printer(self) -> QPrinter:
        """Return the printer to print on, for as many copies as are wanted."""
        if self.printer is not None:
            return self.printer
        made = super().chosen_printer()
        made.setCopyCount(self._giving.copies)
        return made

    def name(self) -> str:
        """Return what the sheet is called in the printer's queue."""
        return sheets.file_name(self._wanted.sheet, self._wanted.edition).removesuffix(".pdf")

    def prepare(self, on: QPrinter) -> None:
        """Take the reason, and the copies that the printer's own settings may say."""
        self._giving = replace(self._giving, reason=self.reason.input.text(), copies=max(1, on.copyCount()))

    def pages(self, desk: Desk) -> bytes:
        """Return the pages, where they may be given out."""
        sheets.check(desk.history, self._wanted.sheet, self._giving)
        return sheets.pages(self._wanted.setting(desk.history)).pdf

    # ---- printing

    def progress_of(self, job: PrintJob) -> None:
        """Count the pages that have gone."""
        job.page_done.connect(self._show_progress)

    def _show_progress(self, done: int, of: int) -> None:
        self.progress.show()
        self.progress.setText(f"Page {done} of {of} has gone to the printer")

    def printed(self) -> None:
        """Note that it was given."""
        act = partial(sheets.give, sheet=self._wanted.sheet, giving=self._giving)
        self._context.background.do(self, act, lambda change: self.accept(), self._not_noted)

    def _not_noted(self, obstacle: Obstacle) -> None:
        self.refuse(Unavailable(f"It was printed, but that could not be noted: {obstacle.sentence}"))


class ReasonForm(Dialog):
    """Ask a manager why an overdue sheet is saved; `told` gets the reason."""

    shows_nobody = True

    def __init__(
        self, parent: QWidget, context: Context, wanted: Wanted, giving: Giving, told: Callable[[str], object]
    ) -> None:
        super().__init__(parent, "Overdue for review", do="Go on")
        self._context, self._wanted, self._giving, self._told = context, wanted, giving, told
        self.reason = field.line("Why it is given out all the same")
        self.add("reason", self.reason)
        self.reason.input.setFocus()

    def submit(self) -> None:
        """Go on where the rules allow it."""
        self.clear_refusals()
        reason = self.reason.input.text()
        giving = replace(self._giving, reason=reason)

        def check(desk: Desk) -> None:
            sheets.check(desk.history, self._wanted.sheet, giving)

        def go_on(nothing: None) -> None:
            self.accept()
            self._told(reason)

        self._context.background.run(self, check, go_on, self.refuse)


def is_overdue(wanted: Wanted, context: Context) -> bool:
    """Tell whether a manager's reason is needed."""
    return wanted.sheet.state(context.today()) is SheetState.OVERDUE


def told_of(wanted: Wanted, pages: int, giving: Giving, patient: str) -> str:
    """Return what is about to be printed: `5 pages of “Walking”, version 1, for Jane Holt, 2 copies`."""
    of = f"{words.pages_text(pages)} of " if pages else ""
    parts = [f"{of}“{words.title_of(wanted.sheet)}”, version {wanted.sheet.version}"]
    parts += [f"for {patient or 'nobody in particular'}"]
    parts += [f"{giving.copies} copies"] if giving.copies > 1 else []
    return ", ".join(parts)
