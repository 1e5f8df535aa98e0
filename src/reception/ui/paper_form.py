"""A form that prints: it offers the printers, has the pages set in the worker, and can be stopped."""

from __future__ import annotations

from functools import partial

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from reception.desk import Desk
from reception.domain.errors import Obstacle, Unavailable
from reception.ui import printing
from reception.ui.context import Context
from reception.ui.printing import PrintJob
from reception.ui.widgets import field
from reception.ui.widgets.dialog import Dialog


class PaperForm(Dialog):
    """Enter prints. Each form says what the document is called, how its pages are set, and what follows when it is out.

    `printer` is one that was set up already, with its own settings; None is the one chosen in the field. `instead` says
    what can be done where nothing can be printed.
    """

    stopped = "Printing was stopped."
    instead = printing.ELSEWHERE

    def __init__(self, parent: QWidget, context: Context, title: str, *, note: str = "") -> None:
        super().__init__(parent, title, do="Print", note=note)
        self._context = context
        self._job: PrintJob | None = None
        self.printer: QPrinter | None = None
        self._knows_printers = self._is_eager = False
        self.printers = field.choice("Printer", [])
        context.background.run(self, lambda desk: printing.printer_names(), self._offer, self.refuse)

    # ---- what each form says

    def name(self) -> str:
        """Return what the document is called in the printer's queue."""
        raise NotImplementedError

    def prepare(self, on: QPrinter) -> None:
        """Take what is typed, just before the pages are set for a printer."""

    def pages(self, desk: Desk) -> bytes:
        """Return the pages, where they may be printed; done in the worker."""
        raise NotImplementedError

    def progress_of(self, job: PrintJob) -> None:
        """Follow a job that is about to start."""

    def printed(self) -> None:
        """Go on once all of it has gone to the printer."""
        raise NotImplementedError

    # ---- before

    def _offer(self, names: list[str]) -> None:
        """Offer the printers, which the system takes a while to name; print where Enter was pressed meanwhile."""
        self._knows_printers = True
        for name in names:
            self.printers.input.addItem(name, name)
        if not names:
            self.printers.refuse(printing.no_printer_text(self.instead))
        elif self._is_eager:
            self.submit()

    def chosen_printer(self) -> QPrinter:
        """Return the printer to print on; raise Unavailable where there is none."""
        if self.printer is not None:
            return self.printer
        if not self.printers.input.count():
            raise Unavailable(printing.no_printer_text(self.instead))
        return printing.printer(self.printers.input.currentData())

    def submit(self) -> None:
        """Set the pages, and print them."""
        self.clear_refusals()
        if not self._knows_printers:
            self._is_eager = True
            return
        try:
            on = self.chosen_printer()
        except Obstacle as obstacle:
            self.printers.refuse(obstacle.sentence)
            return
        on.setDocName(self.name())
        self.prepare(on)
        self.busy(True)
        self._context.background.run(self, self.pages, partial(self._print, on), self.refuse)

    # ---- printing

    def _print(self, on: QPrinter, pdf: bytes) -> None:
        self._job = job = PrintJob(pdf, on, self._context.background.settings.data_folder, self.instead)
        self.leave.setText("Stop")
        self.progress_of(job)
        job.finished.connect(self._finished)
        job.start()

    def _finished(self) -> None:
        job, self._job = self._job, None
        assert job is not None
        job.deleteLater()
        self.printer = None
        self.leave.setText("Cancel")
        if job.obstacle is not None:
            self.refuse(job.obstacle)
        elif not job.is_complete:
            self.refuse(Unavailable(self.stopped))
        else:
            self.printed()

    def reject(self) -> None:
        """Stop the printing that is under way; else leave."""
        if self._job is not None:
            self._job.stop()
        else:
            super().reject()
