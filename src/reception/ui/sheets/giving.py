"""Print and save what is shown: what is missing is said, an overdue sheet asks why, then it is done and noted."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from reception.domain.change import Change
from reception.domain.errors import Obstacle
from reception.domain.sheet import Output
from reception.services import sheets
from reception.services.history import History
from reception.services.sheets import Giving
from reception.ui.screen import Screen
from reception.ui.sheets import files
from reception.ui.sheets.panel import PrintPanel
from reception.ui.sheets.print_form import PrintForm, ReasonForm, is_overdue, told_of
from reception.ui.sheets.proof import Proof, Wanted
from reception.ui.widgets.dialog import present


class GivingOut:
    """The two ways a sheet leaves the screen."""

    def __init__(self, screen: Screen, panel: PrintPanel, proof: Proof) -> None:
        self._screen, self._panel, self._proof = screen, panel, proof

    def print_it(self, wanted: Wanted | None) -> None:
        """Ask for the printer; Enter prints."""
        giving = self._how(wanted, Output.PRINT)
        if wanted is None or giving is None:
            return
        shown = self._proof.shown if self._proof.is_ready() else None
        patient = self._screen.context.privacy.name(self._panel.patient.name) if self._panel.patient else ""
        told = told_of(wanted, len(shown.sizes) if shown else 0, giving, patient)
        present(PrintForm(self._screen.window(), self._screen.context, wanted, giving, told))

    def save_pdf(self, wanted: Wanted | None) -> None:
        """Ask where to, and why where the sheet is overdue."""
        giving = self._how(wanted, Output.PDF)
        if wanted is None or giving is None:
            return
        window, context = self._screen.window(), self._screen.context
        if is_overdue(wanted, context):
            go_on = partial(self._ask_where, wanted, giving)
            present(ReasonForm(window, context, wanted, giving, go_on))
        else:
            self._ask_where(wanted, giving, "")

    def _how(self, wanted: Wanted | None, how: Output) -> Giving | None:
        """Return how it is given out, or say what is missing."""
        panel = self._panel
        if wanted is None:
            self._screen.context.notice.emit("Choose a sheet first, or import one.")
            return None
        if panel.finder.is_typed():
            panel.finder.field.refuse("Pick the patient from the list, or clear this field.")
            return None
        patient = panel.patient.id if panel.patient else None
        copies = panel.copies.value if how is Output.PRINT else 1
        return Giving(edition=wanted.edition, how=how, patient=patient, copies=copies)

    def _ask_where(self, wanted: Wanted, giving: Giving, reason: str) -> None:
        name = sheets.file_name(wanted.sheet, wanted.edition)
        save = partial(self._save, wanted, replace(giving, reason=reason))
        files.ask_to_save(self._screen.window(), name, save)

    def _save(self, wanted: Wanted, giving: Giving, path: Path) -> None:
        """Save the pages in the worker, whole or not at all."""

        def act(history: History) -> Change:
            return sheets.save_pdf(history, wanted.setting(history), giving, path)

        self._screen.context.background.do(self._panel, act, None, self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self._panel.banner.say(obstacle.sentence, "bad")
