"""Print the day's list: which printer, and whether names and numbers go on the paper. Nothing is kept of it."""

from __future__ import annotations

from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QWidget

from reception.desk import Desk
from reception.documents import day_list
from reception.domain.errors import Obstacle, Refusal, Unavailable
from reception.services import lists
from reception.ui import printing
from reception.ui.context import Context
from reception.ui.printing import PrintJob
from reception.ui.widgets import field
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog

NOBODY = "Nobody is to be called any more today, so there is nothing to print."


class DayListForm(Dialog):
    """Enter prints the calls still to make; the pages are set in memory and go to the printer alone."""

    def __init__(self, parent: QWidget, context: Context) -> None:
        super().__init__(parent, "Print today’s list", do="Print")
        self._context = context
        self._job: PrintJob | None = None
        self.printer: QPrinter | None = None
        self._knows_printers = self._is_eager = False
        where = context.clinic_name() or "all clinics"
        self.body.addWidget(label(f"The calls of {where} that are still to be made today.", wrap=True))
        self.printers = field.choice("Printer", [])
        self.add("printer", self.printers)
        self.numbers = QCheckBox("With full names and phone numbers")
        self.numbers.setChecked(not context.is_private)
        self.body.addWidget(self.numbers)
        told = "Without them the patients’ initials are printed. Shred the list when the day is done."
        self.body.addWidget(label(told, "small", wrap=True))
        self.doing.setFocus()
        context.background.run(self, lambda desk: printing.printer_names(), self._offer, self.refuse)

    def _offer(self, names: list[str]) -> None:
        """Offer the printers, which the system takes a while to name; print where Enter was pressed meanwhile."""
        self._knows_printers = True
        for name in names:
            self.printers.input.addItem(name, name)
        if not names:
            self.printers.refuse(printing.NO_PRINTER)
        elif self._is_eager:
            self.submit()

    def submit(self) -> None:
        """Set the pages as the calls are now, and print them."""
        self.clear_refusals()
        if not self._knows_printers:
            self._is_eager = True
            return
        try:
            on = self.printer or self._chosen_printer()
        except Obstacle as obstacle:
            self.printers.refuse(obstacle.sentence)
            return
        on.setDocName("Calls of today")
        self.busy(True)
        self._context.background.run(self, self._pages, partial(self._print, on), self.refuse)

    def _chosen_printer(self) -> QPrinter:
        if not self.printers.input.count():
            raise Unavailable(printing.NO_PRINTER)
        return printing.printer(self.printers.input.currentData())

    def _pages(self, desk: Desk) -> bytes:
        """Return the pages; done in the worker."""
        now, clinic = self._context.now(), self._context.clinic
        with desk.store.read() as reader:
            shown = lists.day(reader, now, clinic, has_numbers=self.numbers.isChecked())
        if not day_list.to_make(shown.lines):
            raise Refusal(NOBODY)
        return day_list.day_list_pdf(shown).pdf

    def _print(self, on: QPrinter, pdf: bytes) -> None:
        self._job = job = PrintJob(pdf, on)
        self.leave.setText("Stop")
        job.finished.connect(self._printed)
        job.start()

    def _printed(self) -> None:
        job, self._job = self._job, None
        assert job is not None
        job.deleteLater()
        self.leave.setText("Cancel")
        if job.obstacle is not None:
            self.refuse(job.obstacle)
        elif not job.is_complete:
            self.refuse(Unavailable("Printing was stopped. Print the list again for all of it."))
        else:
            self.busy(False)
            self.accept()
            self._context.notice.emit("Today’s list was sent to the printer.")

    def reject(self) -> None:
        """Stop the printing that is under way; else leave."""
        if self._job is not None:
            self._job.stop()
        else:
            super().reject()
