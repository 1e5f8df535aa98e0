"""Open the diary with its recovery key, where this PC has no key of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from reception.domain.errors import Obstacle
from reception.services import databases
from reception.ui.main_window import MainWindow
from reception.ui.widgets import field
from reception.ui.widgets.basics import label
from reception.ui.widgets.dialog import Dialog

TOLD = (
    "This PC has no key that opens {name}. Type its recovery key, which Settings shows and prints on a PC that can "
    "open it: all its groups of four. Capitals and spaces do not matter."
)


class KeyForm(Dialog):
    """Enter tries the key on the file; where it opens, this PC keeps it. `left` tells that nobody has the key here."""

    shows_nobody = True
    left = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, "Open the diary", do="Open the diary", width=560)
        self._background = background = window.background
        self._key = field.line("Recovery key", placeholder="ABCD-EFGH-…")
        self.body.addWidget(label(TOLD.format(name=Path(str(background.settings.database)).name), wrap=True))
        self.add("key", self._key)
        self.leave.setText("Close Reception")
        background.opened.connect(self.accept)
        self.rejected.connect(self.left)
        self._key.input.setFocus()

    def submit(self) -> None:
        """Try the key; what is wrong with it is said beside it, and stays typed."""
        self.clear_refusals()
        self.busy(True)
        settings, typed = self._background.settings, self._key.input.text()
        self._background.open_after(partial(databases.unlock, settings, typed))

    def refuse(self, obstacle: Obstacle) -> None:
        """Say what is in the way beside the key."""
        self.busy(False)
        self._key.refuse(obstacle.sentence)
