"""What keeps the library in order: a sheet is imported, approved, and withdrawn again."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from reception.domain.errors import Obstacle
from reception.domain.sheet import SheetState
from reception.services import sheets
from reception.ui.screen import Screen
from reception.ui.sheets import files
from reception.ui.sheets.approving import ApproveForm
from reception.ui.sheets.importing import ImportForm
from reception.ui.sheets.library import Library
from reception.ui.sheets.panel import PrintPanel
from reception.ui.widgets.dialog import present


class Keeping:
    """Acts on the sheet that is looked at; what is refused is said over the panel."""

    def __init__(self, screen: Screen, library: Library, panel: PrintPanel) -> None:
        self._screen, self._library, self._panel = screen, library, panel

    def import_sheet(self) -> None:
        """Ask for a file, then show what was found in it."""
        files.ask_to_open(self._screen.window(), self.import_file)

    def import_file(self, path: Path) -> None:
        """Show what was found in a file; Enter keeps it as a draft."""
        screen = self._screen
        present(ImportForm(screen.window(), screen.context, path, screen.show_thing))

    def approve(self) -> None:
        """Show the claims and ask for the next review."""
        line = self._library.current
        if line is not None and line.state is SheetState.DRAFT:
            present(ApproveForm(self._screen.window(), self._screen.context, line.sheet))

    def withdraw(self) -> None:
        """Take the version out of use; Undo brings it back."""
        line = self._library.current
        if line is not None:
            act = partial(sheets.withdraw, sheet=line.sheet)
            self._screen.context.background.do(self._screen, act, None, self._refused)

    def _refused(self, obstacle: Obstacle) -> None:
        self._panel.banner.say(obstacle.sentence, "bad")
